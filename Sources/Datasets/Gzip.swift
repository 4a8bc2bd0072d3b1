import CZlib
import Foundation

/// Files compressed by gzip.
///
/// - Source: P. Deutsch, "GZIP file format specification version 4.3", RFC 1952.
enum Gzip {
  /// Whether some bytes begin as a gzip file does.
  static func begins(_ data: Data) -> Bool { data.starts(with: [0x1f, 0x8b]) }

  /// Unpacks the bytes of a gzip file of one or more members.
  ///
  /// - Parameters:
  ///   - file: the name of the file, for the error.
  ///   - limit: the largest number of bytes to unpack, lest a small file fill the memory.
  /// - Throws: `DatasetError` if the bytes are damaged, cut off, or unpack to more than the limit.
  static func unpack(_ data: Data, file: String, limit: Int = 1 << 30) throws -> Data {
    guard data.count <= limit else {
      throw DatasetError("\(file) has more than \(limit) bytes")
    }
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    // 15 is the largest window; 16 more asks for gzip's own header and checksum.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
      throw DatasetError("\(file): zlib can't be started")
    }
    defer { inflateEnd(&stream) }

    var packed = [UInt8](data)
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    var result = Data()
    var status = Z_OK
    try packed.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      stream.avail_in = UInt32(packed.count)
      repeat {
        if status == Z_STREAM_END { inflateReset(&stream) }
        let count = piece.withUnsafeMutableBufferPointer { piece in
          stream.next_out = piece.baseAddress
          stream.avail_out = UInt32(piece.count)
          status = inflate(&stream, Z_NO_FLUSH)
          return piece.count - Int(stream.avail_out)
        }
        result += piece[..<count]
        guard result.count <= limit else {
          throw DatasetError("\(file) unpacks to more than \(limit) bytes")
        }
        guard status == Z_OK || status == Z_STREAM_END else {
          let reason = stream.msg.map { ": \(String(cString: $0))" } ?? ""
          throw DatasetError(
            status == Z_BUF_ERROR
              ? "\(file) is cut off: it ends within its compressed data"
              : "\(file) is damaged and can't be unpacked\(reason)")
        }
      } while stream.avail_in > 0 || (status == Z_OK && stream.avail_out == 0)
    }
    guard status == Z_STREAM_END else {
      throw DatasetError("\(file) is cut off: it ends within its compressed data")
    }
    return result
  }
}
