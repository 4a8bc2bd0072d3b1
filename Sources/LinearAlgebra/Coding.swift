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
  ///
  /// - Complexity: O(count).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(storage.littleEndianBytes)
  }

  /// Decodes a vector.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the bytes don't divide into numbers.
  /// - Complexity: O(count).
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
  /// Encodes the matrix as one piece of data: the numbers of rows and of columns, eight bytes each,
  /// then eight bytes per element, row by row; all little-endian.
  ///
  /// - Complexity: O(count).
  public func encode(to encoder: any Encoder) throws {
    var bytes = withUnsafeBytes(of: (Int64(rows), Int64(columns))) { Data($0) }
    bytes.append(storage.littleEndianBytes)
    var container = encoder.singleValueContainer()
    try container.encode(bytes)
  }

  /// Decodes a matrix.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if a side is negative or beyond all reason, or unless there are
  ///   8 × rows × columns bytes of elements.
  /// - Complexity: O(count).
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let bytes = try container.decode(Data.self)
    guard bytes.count >= 16 else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "Matrix: \(bytes.count) bytes don't hold a shape.")
    }
    let (rows, columns) = bytes.withUnsafeBytes {
      (
        Int($0.loadUnaligned(as: Int64.self)),
        Int($0.loadUnaligned(fromByteOffset: 8, as: Int64.self))
      )
    }
    guard let storage = [Double](littleEndianBytes: bytes.dropFirst(16)),
      // A side can be long while the other is 0: what is made of it, such as the sums of the rows, must
      // take no memory to speak of.
      Swift.min(rows, columns) >= 0, Swift.max(rows, columns) <= Swift.max(1 << 20, storage.count),
      rows.multipliedReportingOverflow(by: columns) == (storage.count, false)
    else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription:
          "Matrix: \(bytes.count - 16) bytes don't fill \(rows) × \(columns) numbers.")
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
