import Packing

extension Packing {
  /// Unpacks some bytes of a file that is named where they can't be.
  ///
  /// - Throws: `DatasetError` if the bytes are damaged, cut off, or unpack to more than the limit.
  func unpack(
    _ bytes: some Sequence<UInt8>, file: String, limit: Int, isBeginning: Bool = false
  ) throws -> [UInt8] {
    do {
      return try unpack(Array(bytes), limit: limit, isBeginning: isBeginning)
    } catch {
      switch error {
      case .noZlib: throw DatasetError("\(file): zlib can't be started")
      case .tooMany: throw DatasetError("\(file) unpacks to more than \(limit) bytes")
      case .cutOff: throw DatasetError("\(file) is cut off: it ends within its compressed data")
      case .followed(let count):
        throw DatasetError("\(file) is damaged: \(count) bytes follow its packed ones")
      case .damaged(let reason):
        let why = reason.map { ": \($0)" } ?? ""
        throw DatasetError("\(file) is damaged and can't be unpacked\(why)")
      }
    }
  }
}
