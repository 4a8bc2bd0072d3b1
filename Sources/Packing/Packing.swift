import CZlib

/// What zlib has packed, in one of its three wrappings.
///
/// - Source: P. Deutsch, RFC 1950 (zlib), RFC 1951 (deflate), RFC 1952 (gzip).
package enum Packing: Int32, Sendable {
  /// Nothing around the packed bytes, as in a zip archive.
  case raw = -15
  /// A short header and a checksum, as in a PNG image.
  case zlib = 15
  /// A header and a checksum, perhaps several times one after another: a file of its own.
  case gzip = 31

  /// Why bytes can't be unpacked.
  package enum Problem: Error, Equatable {
    case noZlib
    case tooMany
    case cutOff
    /// Bytes that follow the packed ones.
    case followed(by: Int)
    /// With zlib's reason, if it gives one.
    case damaged(String?)
  }

  /// Whether some bytes begin as a gzip file does.
  package static func isGzip(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// Unpacks some bytes, and stops as soon as they are more than a limit: a small file can't fill the
  /// memory.
  ///
  /// - Parameters:
  ///   - limit: the largest number of bytes to unpack.
  ///   - isBeginning: whether the first `limit` bytes are all that is wanted of them.
  ///   - ignoresRest: whether bytes that follow do no harm.
  package func unpack(
    _ packed: [UInt8], limit: Int, isBeginning: Bool = false, ignoresRest: Bool = false
  ) throws(Problem) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, rawValue, ZLIB_VERSION, size) == Z_OK else { throw .noZlib }
    defer { inflateEnd(&stream) }
    var packed = packed
    let result = packed.withUnsafeMutableBufferPointer { packed in
      stream.next_in = packed.baseAddress
      stream.avail_in = UInt32(packed.count)
      return unpack(&stream, limit, isBeginning, ignoresRest)
    }
    return try result.get()
  }

  private func unpack(
    _ stream: inout z_stream, _ limit: Int, _ isBeginning: Bool, _ ignoresRest: Bool
  ) -> Result<[UInt8], Problem> {
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
      if isBeginning, result.count >= limit { return .success(Array(result[..<limit])) }
      guard result.count <= limit else { return .failure(.tooMany) }
      switch status {
      case Z_OK: continue
      case Z_STREAM_END where stream.avail_in == 0: return .success(result)
      case Z_STREAM_END where self == .gzip:
        let next = UnsafeBufferPointer(start: stream.next_in, count: Int(stream.avail_in))
        if !Self.isGzip(next) {
          // Zeros fill up a tape's last block; gzip passes over them too.
          let isHarmless = ignoresRest || next.allSatisfy { $0 == 0 }
          return isHarmless ? .success(result) : .failure(.followed(by: next.count))
        }
        inflateReset(&stream)
      case Z_STREAM_END where ignoresRest: return .success(result)
      case Z_STREAM_END: return .failure(.followed(by: Int(stream.avail_in)))
      case Z_BUF_ERROR: return .failure(.cutOff)
      default: return .failure(.damaged(stream.msg.map { String(cString: $0) }))
      }
    }
  }
}
