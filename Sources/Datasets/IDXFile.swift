import Foundation

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
    guard let found = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
      throw DatasetError("there is no file \(path), nor \(path).gz")
    }
    guard let data = FileManager.default.contents(atPath: found) else {
      throw DatasetError("\(found) can't be read")
    }
    try self.init(Gzip.begins(data) ? Gzip.unpack(data, file: found) : data, file: found)
  }

  /// Reads the bytes of an unpacked file.
  ///
  /// - Parameter file: the name of the file, for the error.
  init(_ data: Data, file: String) throws {
    let bytes = [UInt8](data.prefix(4 + 4 * 255))
    guard bytes.count >= 4, bytes[0] == 0, bytes[1] == 0 else {
      throw DatasetError(
        "\(file) is not an IDX file: it begins with \(Array(bytes.prefix(4))), not with 0, 0, 8")
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
    dimensions = stride(from: 4, to: header, by: 4).map { start in
      bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let count = dimensions.reduce((partialValue: 1, overflow: false)) { product, length in
      let (value, overflow) = product.partialValue.multipliedReportingOverflow(by: length)
      return (value, overflow || product.overflow)
    }
    let shape = dimensions.map(String.init).joined(separator: " × ")
    elements = [UInt8](data.dropFirst(header))
    guard !count.overflow, elements.count == count.partialValue else {
      let needed = count.overflow ? "more bytes than there are" : "\(count.partialValue) bytes"
      let kind =
        count.overflow || elements.count < count.partialValue ? "is cut off" : "is too long"
      throw DatasetError("\(file) \(kind): \(shape) take \(needed), it has \(elements.count)")
    }
  }
}
