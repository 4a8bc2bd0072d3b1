import Foundation
import LinearAlgebra
import Testing

@Suite("Coding")
struct CodingTests {
  private static let awkward: [Double] = [
    0, -0.0, 1.0 / 3, .infinity, -.infinity, .nan, .signalingNaN, -.nan,
    Double(nan: 0x1234, signaling: false), .leastNonzeroMagnitude, .greatestFiniteMagnitude,
  ]

  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try PropertyListDecoder().decode(Value.self, from: PropertyListEncoder().encode(value))
  }

  @Test("A vector comes back to the bit")
  func vectors() throws {
    let v = Vector(Self.awkward)
    #expect(bits(try roundTrip(v)) == bits(v))
    #expect(try roundTrip(Vector([])) == [])
    let json = try JSONEncoder().encode(v)
    #expect(bits(try JSONDecoder().decode(Vector.self, from: json)) == bits(v))
  }

  @Test("A matrix comes back to the bit, with its shape", arguments: interestingShapes)
  func matrices(rows: Int, columns: Int) throws {
    let a = Matrix(rows: rows, columns: columns) { i, j in
      Self.awkward[(i * columns + j) % Self.awkward.count]
    }
    let copy = try roundTrip(a)
    #expect(copy.shape == a.shape)
    #expect(bits(copy.elements) == bits(a.elements))
  }

  @Test("A generator goes on where it was")
  func generators() throws {
    var generator = SeededGenerator(seed: 7)
    _ = generator.next()
    var copy = try roundTrip(generator)
    #expect(copy.next() == generator.next())
    let zeros = try JSONEncoder().encode([0, 0, 0, 0])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SeededGenerator.self, from: zeros)
    }
  }

  @Test("The format is raw little-endian bytes")
  func format() throws {
    let vectorText = String(decoding: try JSONEncoder().encode(Vector([1, -2])), as: UTF8.self)
    #expect(vectorText == #""AAAAAAAA8D8AAAAAAAAAwA==""#)

    // 2 and 1 as 64-bit integers, then 1.0 and -2.0.
    let matrix = try JSONDecoder().decode(
      Data.self, from: JSONEncoder().encode(Matrix([[1], [-2]])))
    #expect(matrix.prefix(16) == Data([2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]))
    #expect(matrix.dropFirst(16).base64EncodedString() == "AAAAAAAA8D8AAAAAAAAAwA==")
  }

  /// What `Matrix` encodes, with any content.
  private func forged(rows: Int, columns: Int, bytes: Int) -> Data {
    withUnsafeBytes(of: (Int64(rows), Int64(columns))) { Data($0) } + Data(count: bytes)
  }

  @Test("Fewer bytes than a shape takes are refused", arguments: [0, 8, 15])
  func noShape(bytes: Int) throws {
    #expect(
      try refusal(of: Matrix.self, Data(count: bytes))
        == "Matrix: \(bytes) bytes don't hold a shape.")
  }

  @Test(
    "A matrix whose bytes don't fit its shape is refused with a sentence",
    arguments: [
      (rows: 2, columns: 2, bytes: 24), (2, 2, 40), (2, 2, 33), (1, 1, 0), (-1, -1, 8), (-1, 0, 0),
      (0, -1, 0), (Int.max, 2, 16), (1 << 32, 1 << 32, 0), (1 << 61, 8, 0), (0, 3, 8),
      (0, Int.max, 0), (1 << 33, 0, 0), ((1 << 20) + 1, 0, 0),
    ])
  func corruptMatrices(rows: Int, columns: Int, bytes: Int) throws {
    let forged = forged(rows: rows, columns: columns, bytes: bytes)
    #expect(
      try refusal(of: Matrix.self, forged)
        == "Matrix: \(bytes) bytes don't fill \(rows) × \(columns) numbers.")
  }

  @Test("A vector of broken numbers is refused with a sentence", arguments: [1, 7, 9])
  func corruptVectors(bytes: Int) throws {
    #expect(
      try refusal(of: Vector.self, Data(count: bytes))
        == "Vector: \(bytes) bytes aren't a whole number of 8-byte numbers.")
  }

  @Test("Bytes that don't start on a multiple of eight are read all the same")
  func misaligned() throws {
    struct Pair: Codable, Equatable {
      var label: Data
      var v: Vector
    }
    for offset in 0..<8 {
      let pair = Pair(label: Data(count: offset), v: [1, 2, 3])
      #expect(try roundTrip(pair) == pair)
    }
  }

  /// The sentence of the `dataCorrupted` error that decoding `forged` throws.
  private func refusal<Value: Decodable>(
    of type: Value.Type, _ forged: some Encodable
  ) throws -> String? {
    let encoded = try PropertyListEncoder().encode(forged)
    let error = #expect(throws: DecodingError.self) {
      try PropertyListDecoder().decode(type, from: encoded)
    }
    guard case .dataCorrupted(let context) = error else { return nil }
    return context.debugDescription
  }
}
