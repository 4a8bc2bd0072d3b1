import Packing

extension Packing {
  /// Unpacks a piece of a hand-in.
  ///
  /// - Throws: `HandInProblem` if the bytes are damaged or cut off, or unpack to more than the limit.
  func unpack(
    handedIn packed: ArraySlice<UInt8>, limit: Int, ignoresRest: Bool = false
  ) throws(HandInProblem) -> [UInt8] {
    do {
      return try unpack(Array(packed), limit: limit, ignoresRest: ignoresRest)
    } catch {
      switch error {
      case .noZlib: throw HandInProblem("zlib can't be started")
      case .tooMany: throw HandInProblem("it unpacks to more than \(sizeText(limit))")
      case .cutOff: throw HandInProblem("it is cut off within its packed bytes")
      case .followed, .damaged: throw HandInProblem("its packed bytes are damaged")
      }
    }
  }
}
