import Foundation
import Packing

/// Opens archives of the kinds that students make.
enum Archive {
  /// The endings of archives' names, of which the longest that fits counts.
  static let endings = [".tar.gz", ".tgz", ".tar", ".zip"]

  /// The name without the ending of an archive; nil if it has none.
  static func stem(of name: String) -> String? {
    let lowercased = name.lowercased()
    return endings.first { lowercased.hasSuffix($0) && lowercased.count == name.count }
      .map { String(name.dropLast($0.count)) }
  }

  /// Reads the directory of an archive on disk. What it is, its bytes tell, not its name.
  static func open(
    _ path: String, limits: HandInLimits = HandInLimits()
  ) throws(HandInProblem) -> any HandInContainer {
    let file = try OpenDescriptor(opening: path, below: nil, isFolder: false)
    return try read([UInt8](file.contents(atMost: limits.archiveBytes + 1)), limits: limits)
  }

  /// Reads the directory of an archive.
  static func read(
    _ bytes: [UInt8], limits: HandInLimits = HandInLimits()
  ) throws(HandInProblem) -> any HandInContainer {
    guard !bytes.isEmpty else { throw HandInProblem("the archive is empty: it has 0 bytes") }
    guard bytes.count <= limits.archiveBytes else {
      throw HandInProblem("the archive has more than \(sizeText(limits.archiveBytes))")
    }
    if ZipArchive.begins(bytes) { return try ZipArchive(bytes, limits: limits) }
    if Packing.isGzip(bytes) {
      let unpacked: [UInt8]
      do {
        unpacked = try Packing.gzip.unpack(handedIn: bytes[...], limit: limits.archiveBytes)
      } catch let problem {
        throw HandInProblem("the archive can't be unpacked: \(problem)")
      }
      return try tar(unpacked, limits)
    }
    return try tar(bytes, limits)
  }

  private static func tar(
    _ bytes: [UInt8], _ limits: HandInLimits
  ) throws(HandInProblem) -> any HandInContainer {
    guard TarArchive.begins(bytes) else {
      throw HandInProblem("it is neither a zip nor a tar archive, whatever its name says")
    }
    return try TarArchive(bytes, limits: limits)
  }
}
