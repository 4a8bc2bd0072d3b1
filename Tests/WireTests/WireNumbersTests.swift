import Foundation
import LinearAlgebra
import Testing

@testable import Wire

@Suite("The numbers of a frame")
struct WireNumbersTests {
  struct Parts: Encodable {
    var rate = 0.5
    var labels = [2, 0, 1]
    var name = "sum"
    var isLast = true
  }

  struct Request: Encodable {
    var matrix: Matrix = [[1, 2, 3], [4, 5, 6]]
    var vector: Vector = [7, 8]
    var parts = Parts()
    var count = -3

    func encode(to encoder: any Encoder) throws {
      var container = encoder.unkeyedContainer()
      try container.encode("step(_:)")
      try container.encode(matrix)
      try container.encode(vector)
      try container.encode(parts)
      try container.encode(count)
    }
  }

  private func numbers(_ request: Request = Request()) throws -> WireNumbers {
    WireNumbers(of: try WireEncoder.encode(request))
  }

  @Test("Matrices, vectors, lists and numbers are found, each in its part")
  func runs() throws {
    let numbers = try numbers()
    #expect(numbers.runs.map(\.part) == [1, 2, 3, 3, 4])
    #expect(numbers.runs.map(\.count) == [6, 2, 1, 3, 1])
    #expect(numbers.doubles(numbers.runs[0]) == [1, 2, 3, 4, 5, 6])
    #expect(numbers.doubles(numbers.runs[1]) == [7, 8])
    #expect(numbers.doubles(numbers.runs[2]) == [0.5])
    #expect(numbers.integers(numbers.runs[3]) == [2, 0, 1])
    #expect(numbers.integers(numbers.runs[4]) == [-3])
    #expect(numbers.words == "step(_:) sum ")
  }

  @Test("Numbers that are put in are those that are read")
  func replacing() throws {
    var changed = try numbers()
    let runs = changed.runs
    changed.replace(runs[0], with: [6, 5, 4, 3, 2, 1] as [Double])
    changed.replace(runs[3], with: [0, 1, 2] as [Int64])
    var parts = Parts()
    parts.labels = [0, 1, 2]
    let request = Request(matrix: [[6, 5, 4], [3, 2, 1]], parts: parts)
    #expect(changed.frame == (try WireEncoder.encode(request)))
  }

  @Test("Frames agree but for rounding")
  func agreement() throws {
    let numbers = try numbers()
    #expect(numbers.agrees(with: try self.numbers(.init(vector: [7, 8 + 1e-12])), within: 1e-9))
    let other = try self.numbers(.init(vector: [7, 8.5]))
    #expect(!numbers.agrees(with: other, within: 1e-9))
    #expect(try #require(numbers.firstDifference(from: other, beyond: 1e-9)) == (7, 8, 8.5))
    #expect(!numbers.agrees(with: try self.numbers(.init(count: -4)), within: 1e-9))
    #expect(!numbers.agrees(with: try self.numbers(.init(parts: .init(name: "max"))), within: 1e-9))
    #expect(!numbers.agrees(with: WireNumbers(of: Data()), within: 1e-9))
  }

  @Test("Bytes that are no frame have no numbers")
  func malformed() throws {
    let whole = try WireEncoder.encode(Request())
    for count in 0..<whole.count { #expect(WireNumbers(of: whole.prefix(count)).runs.isEmpty) }
    for place in 0..<whole.count {
      var broken = whole
      broken[place] ^= 0xff
      let numbers = WireNumbers(of: broken)
      for run in numbers.runs { #expect(numbers.doubles(run).count == run.count) }
    }
  }
}
