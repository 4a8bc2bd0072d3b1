import CZlib
import Foundation

/// What deflate has packed, unpacked into a place of limited size.
///
/// - Source: P. Deutsch, "DEFLATE compressed data format specification version 1.3", RFC 1951.
enum Inflate {
  /// What stands around the packed bytes.
  enum Wrapping: Int32 {
    /// Nothing, as in a zip archive.
    case none = -15
    /// Gzip's header and checksum, perhaps several times.
    case gzip = 31
  }

  /// Unpacks some bytes, and stops at once when they become too many.
  ///
  /// - Throws: `HandInProblem` if the bytes are damaged or cut off, or unpack to more than the limit.
  static func unpack(
    _ packed: ArraySlice<UInt8>, _ wrapping: Wrapping, limit: Int
  ) throws(HandInProblem) -> Data {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, wrapping.rawValue, ZLIB_VERSION, size) == Z_OK else {
      throw HandInProblem("zlib can't be started")
    }
    defer { inflateEnd(&stream) }
    var packed = Array(packed)
    var result = Data()
    let problem = packed.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      stream.avail_in = UInt32(packed.count)
      return unpack(&stream, wrapping, limit, into: &result)
    }
    if let problem { throw problem }
    return result
  }

  private static func unpack(
    _ stream: inout z_stream, _ wrapping: Wrapping, _ limit: Int, into result: inout Data
  ) -> HandInProblem? {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var status = Z_OK
      let count = piece.withUnsafeMutableBufferPointer { piece in
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        status = inflate(&stream, Z_NO_FLUSH)
        return piece.count - Int(stream.avail_out)
      }
      guard result.count + count <= limit else {
        return HandInProblem("it unpacks to more than \(sizeText(limit))")
      }
      result += piece[..<count]
      switch status {
      case Z_OK: continue
      case Z_STREAM_END where stream.avail_in == 0: return nil
      case Z_STREAM_END where wrapping == .gzip: inflateReset(&stream)
      case Z_BUF_ERROR: return HandInProblem("it is cut off within its packed bytes")
      default: return HandInProblem("its packed bytes are damaged")
      }
    }
  }
}
