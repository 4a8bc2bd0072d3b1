// Raw little-endian bytes: exact to the bit, NaN payloads included, and one memory copy each way.
// What is decoded may come from a process that isn't trusted, so every size is checked first.

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

#if _endian(big)
  #error("Coding.swift copies memory as it is, which is little-endian only on such machines.")
#endif

extension Vector: Codable {
  /// Encodes the vector as one piece of data: eight bytes per element, little-endian.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(storage.littleEndianBytes)
  }

  /// Decodes a vector.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the bytes don't divide into numbers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let bytes = try container.decode(Data.self)
    guard let storage = [Double](littleEndianBytes: bytes) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "Vector: \(bytes.count) bytes aren't a whole number of 8-byte numbers.")
    }
    self.init(storage: storage)
  }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey {
    case rows, columns, elements
  }

  /// Encodes the shape, and the elements as one piece of data: eight bytes each, little-endian.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(columns, forKey: .columns)
    try container.encode(storage.littleEndianBytes, forKey: .elements)
  }

  /// Decodes a matrix.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if a side is negative, or unless there are
  ///   8 × rows × columns bytes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let rows = try container.decode(Int.self, forKey: .rows)
    let columns = try container.decode(Int.self, forKey: .columns)
    let bytes = try container.decode(Data.self, forKey: .elements)
    guard let storage = [Double](littleEndianBytes: bytes),
      rows >= 0, columns >= 0,
      rows.multipliedReportingOverflow(by: columns) == (storage.count, false)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .elements, in: container,
        debugDescription: "Matrix: \(bytes.count) bytes don't fill \(rows) × \(columns) numbers.")
    }
    self.init(rows: rows, columns: columns, storage: storage)
  }
}

extension [Double] {
  fileprivate var littleEndianBytes: Data { withUnsafeBufferPointer { Data(buffer: $0) } }

  /// Nil unless the bytes divide into numbers.
  fileprivate init?(littleEndianBytes bytes: Data) {
    let (count, rest) = bytes.count.quotientAndRemainder(dividingBy: MemoryLayout<Double>.size)
    guard rest == 0 else { return nil }
    self = Kernels.make(count) { _ = bytes.copyBytes(to: $0) }
  }
}
