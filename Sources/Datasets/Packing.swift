import CZlib

/// What zlib has packed, in one of its three wrappings.
///
/// - Source: P. Deutsch, RFC 1950 (zlib), RFC 1951 (deflate), RFC 1952 (gzip).
enum Packing: Int32 {
  /// Nothing around the packed bytes, as in a zip archive.
  case raw = -15
  /// A short header and a checksum, as in a PNG image.
  case zlib = 15
  /// A header and a checksum, perhaps several times one after another: a file of its own.
  case gzip = 31

  /// Whether some bytes begin as a gzip file does.
  static func isGzip(_ bytes: some Sequence<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Unpacks some bytes, and stops as soon as they are more than a limit: a small file can't fill the
  /// memory.
  ///
  /// - Parameters:
  ///   - file: the name of the file, for the error.
  ///   - limit: the largest number of bytes to unpack.
  ///   - isBeginning: whether the first `limit` bytes are all that is wanted of them.
  /// - Throws: `DatasetError` if the bytes are damaged, cut off, or unpack to more than the limit.
  func unpack(
    _ bytes: some Sequence<UInt8>, file: String, limit: Int, isBeginning: Bool = false
  ) throws -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, rawValue, ZLIB_VERSION, size) == Z_OK else {
      throw DatasetError("\(file): zlib can't be started")
    }
    defer { inflateEnd(&stream) }
    var packed = Array(bytes)
    return try packed.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      stream.avail_in = UInt32(packed.count)
      return try unpack(&stream, file, limit, isBeginning)
    }
  }

  private func unpack(
    _ stream: inout z_stream, _ file: String, _ limit: Int, _ isBeginning: Bool
  ) throws -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      var status = Z_OK
      let count = piece.withUnsafeMutableBufferPointer { piece in
        stream.next_out = piece.baseAddress
        stream.avail_out = UInt32(piece.count)
        status = inflate(&stream, Z_NO_FLUSH)
        return piece.count - Int(stream.avail_out)
      }
      result += piece[..<count]
      if isBeginning, result.count >= limit { return Array(result[..<limit]) }
      guard result.count <= limit else {
        throw DatasetError("\(file) unpacks to more than \(limit) bytes")
      }
      switch status {
      case Z_OK: continue
      case Z_STREAM_END where stream.avail_in == 0: return result
      case Z_STREAM_END where self == .gzip: inflateReset(&stream)
      case Z_STREAM_END:
        throw DatasetError("\(file) is damaged: \(stream.avail_in) bytes follow its packed ones")
      case Z_BUF_ERROR:
        throw DatasetError("\(file) is cut off: it ends within its compressed data")
      default:
        let reason = stream.msg.map { ": \(String(cString: $0))" } ?? ""
        throw DatasetError("\(file) is damaged and can't be unpacked\(reason)")
      }
    }
  }
}
