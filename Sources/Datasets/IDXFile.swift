import Foundation
import Packing

/// An array of bytes of any number of dimensions, as MNIST and its relatives are kept.
///
///     bytes 0, 1   0
///     byte  2      the type: 8 for unsigned bytes, the only one read here
///     byte  3      the number of dimensions
///     then         each dimension in 4 bytes, the highest first
///     then         the elements, the last index fastest
///
/// - Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public struct IDXFile: Equatable, Sendable {
  /// The length of each dimension, such as `[60000, 28, 28]`.
  public let dimensions: [Int]
  /// The elements, the last index fastest.
  public let elements: [UInt8]

  /// Reads a file, plain or compressed by gzip.
  ///
  /// Whether it is compressed is told by its first bytes. Where there is no file at `path`,
  /// `path` with ".gz" at its end is read.
  ///
  /// - Throws: `DatasetError` when the file is missing, cut off, too long or of another kind.
  public init(path: String) throws {
    let candidates = [path, path + ".gz"]
    guard let found = candidates.first(where: isThere) else {
      throw DatasetError("there is no file \(path), nor \(path).gz")
    }
    try self.init(bytes(ofFile: found), file: found)
  }

  /// Reads the bytes of a file. Of packed ones, no more are unpacked than the header announces.
  ///
  /// - Parameter file: the name of the file, for the error.
  init(_ bytes: [UInt8], file: String) throws {
    let isPacked = Packing.isGzip(bytes)
    func beginning(_ count: Int) throws -> [UInt8] {
      isPacked
        ? try Packing.gzip.unpack(bytes, file: file, limit: count, isBeginning: true)
        : bytes
    }
    let start = try Array(beginning(4 + 4 * 255).prefix(4 + 4 * 255))
    let (dimensions, count) = try Self.header(start, file: file)
    let header = 4 + 4 * dimensions.count
    // One byte more, to see that there are too many.
    elements = Array(try beginning(header + count + 1)[header...])
    self.dimensions = dimensions
    guard elements.count == count else {
      let isCut = elements.count < count
      throw DatasetError(
        "\(file) is \(isCut ? "cut off" : "too long"): \(shapeText(dimensions)) take \(count) bytes, "
          + "it has \(isPacked && !isCut ? "more" : "\(elements.count)")")
    }
  }

  /// The bytes of a file, not packed.
  static func file(of dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0, 0, 8, UInt8(dimensions.count)]
    for length in dimensions {
      for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    }
    return bytes + elements
  }

  private static func header(
    _ bytes: [UInt8], file: String
  ) throws -> (dimensions: [Int], count: Int) {
    guard bytes.count >= 4 || bytes.isEmpty else {
      throw DatasetError("\(file) has only \(bytes.count) bytes: it is cut off, or no IDX file")
    }
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw foreign(bytes, file: file, wanted: "IDX file")
    }
    guard bytes[2] == 8 else {
      throw DatasetError(
        "\(file) has elements of type \(bytes[2]); only unsigned bytes, type 8, are read")
    }
    let header = 4 + 4 * Int(bytes[3])
    guard bytes[3] > 0, bytes.count >= header else {
      throw DatasetError(
        "\(file) is cut off: \(bytes[3]) dimensions take a header of \(header) bytes, "
          + "it has \(bytes.count)")
    }
    let dimensions = stride(from: 4, to: header, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    guard let count = elementCount(dimensions) else {
      throw DatasetError(
        "\(file) announces \(shapeText(dimensions)) elements; at most \(elementLimit) are read")
    }
    return (dimensions, count)
  }
}
