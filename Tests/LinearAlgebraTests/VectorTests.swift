import LinearAlgebra
import Testing

@Suite("Vector: creating, reading and changing")
struct VectorTests {
  @Test("The initialisers give the numbers they promise")
  func creating() {
    #expect(Vector([1, 2]).elements == [1, 2])
    #expect(Vector(stride(from: 0, to: 1, by: 0.5)) == [0, 0.5])
    #expect(Vector(repeating: 7, count: 3) == [7, 7, 7])
    #expect(Vector.zeros(2) == [0, 0])
    #expect(Vector.ones(2) == [1, 1])
    #expect(Vector.basis(1, count: 3) == [0, 1, 0])
    #expect(Vector.zeros(0).isEmpty)
  }

  @Test("linspace includes both ends", arguments: [0, 1, 2, 5])
  func linspace(count: Int) {
    let expected: [Vector] = [[], [1], [1, 3], [], [], [1, 1.5, 2, 2.5, 3]]
    #expect(Vector.linspace(1, 3, count: count) == expected[count])
  }

  @Test("linspace ends exactly at its end, whatever the step rounds to")
  func linspaceEnd() {
    #expect(Vector.linspace(0, 0.3, count: 8).last == 0.3)
  }

  @Test("A vector is a collection whose parts are vectors")
  func slices() {
    let v: Vector = [1, 2, 3, 4]
    let part = v[1..<3]
    #expect(type(of: part) == Vector.self)
    #expect(part == [2, 3])
    #expect(part[0] == 2)
    #expect(v[2...] == [3, 4])
    #expect(v[..<1] == [1])
    #expect(v[...1] == [1, 2])
    #expect(v[1...2] == [2, 3])
    #expect(v[4...] == [])
    #expect(Vector(v.dropFirst()) == [2, 3, 4])
    #expect(v.dropFirst().startIndex == 1)
    #expect(v.reversed() == [4, 3, 2, 1])
    #expect(zip(v, v).map { $0 * $1 } == [1, 4, 9, 16])
  }

  @Test("Elements, parts and the whole can be changed in place")
  func changing() {
    var v: Vector = [3, 1, 2, 0]
    v[0] += 1
    #expect(v == [4, 1, 2, 0])
    v[1..<3] = [8, 9]
    #expect(v == [4, 8, 9, 0])
    v[2...] = [5, 6]
    #expect(v == [4, 8, 5, 6])
    v.sort()
    #expect(v == [4, 5, 6, 8])
    v.swapAt(0, 3)
    #expect(v == [8, 5, 6, 4])
    v.elements.append(1)
    #expect(v.count == 5)
    v.withUnsafeMutableBufferPointer { $0[4] = 2 }
    #expect(v.withUnsafeBufferPointer { $0[4] } == 2)
  }

  @Test("A copy changes independently of its original")
  func valueSemantics() {
    let original: Vector = [1, 2, 3]
    var copy = original
    copy[0] = 10
    copy += 1
    copy += copy
    #expect(original == [1, 2, 3])
    #expect(copy == [22, 6, 8])
  }

  @Test("In-place operators keep the memory where it is")
  func inPlace() {
    var v = randomVector(100)
    let address = v.withUnsafeBufferPointer { $0.baseAddress }
    v += 1
    v *= randomVector(100, seed: 2)
    v[3] -= 1
    v[0..<2] = [1, 2]
    v.sort()
    #expect(v.withUnsafeBufferPointer { $0.baseAddress } == address)
  }

  @Test("gather picks positions in the order asked for, repeatedly if need be")
  func gather() {
    #expect(Vector([10, 20, 30]).gather([2, 0, 2]) == [30, 10, 30])
    #expect(Vector([10]).gather([]) == [])
  }

  @Test("map gives a Vector where its closure gives numbers, and else an array")
  func map() {
    let v: Vector = [1, 2]
    let doubled = v.map { $0 * 2 }
    #expect(type(of: doubled) == Vector.self)
    #expect(doubled == [2, 4])
    let texts: [String] = v.map { "\($0)" }
    #expect(texts == ["1.0", "2.0"])
    #expect(v.map { Int($0) } == [1, 2])
    let numbers: [Double] = v.map { $0 + 1 }
    #expect(numbers == [2, 3])
    #expect(v.map(sqrt) == [1, 2.0.squareRoot()])
  }

  @Test("map passes on what its closure throws")
  func throwingMap() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try Vector([1, 2]).map { x throws -> Double in
        if x > 1 { throw Refusal() }
        return x
      }
    }
  }

  @Test("Equal vectors hash alike; -0 equals 0, and NaN equals nothing")
  func hashing() {
    let one: Vector = [1, 0]
    let same: Vector = [1, -0.0]
    #expect(one == same)
    #expect(Set([one, same]).count == 1)
    #expect(Vector([.nan]) != Vector([.nan]))
    #expect(Vector([1, 2]) != Vector([1, 2, 3]))
  }

  @Test("reshaped fills row after row")
  func reshaped() {
    #expect(Vector([1, 2, 3, 4, 5, 6]).reshaped(rows: 2, columns: 3) == [[1, 2, 3], [4, 5, 6]])
    #expect(Vector([]).reshaped(rows: 0, columns: 3).shape == (0, 3))
  }
}
