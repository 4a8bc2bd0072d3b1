import Foundation
import Packing
import Texts

/// Opens archives of the kinds that students make.
enum Archive {
  /// The endings of the archives' names that are read.
  static let endings = [".tar.gz", ".tgz", ".tar", ".zip"]

  /// The endings of other archives' names. Whoever hands in such a one has handed in something.
  static let otherEndings = [
    ".7z", ".rar", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".zipx", ".gz", ".bz2",
    ".xz",
    ".zst", ".ace", ".arj", ".cab", ".dmg", ".lzh",
  ]

  /// The name without the ending of an archive; nil if it has none.
  static func stem(of name: String) -> String? {
    let bytes = Array(name.utf8)
    let lowercased = bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }
    return (endings + otherEndings).first {
      lowercased.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
    .map { String(decoding: bytes.dropLast($0.utf8.count), as: UTF8.self) }
  }

  /// Whether a file in a folder is an archive, by its first bytes.
  static func begins(_ name: FileName, in folder: OpenDescriptor) -> Bool {
    let file = try? OpenDescriptor(opening: name.bytes, below: folder, isFolder: false)
    let bytes = (try? file?.contents(atMost: 512)).map { [UInt8]($0) } ?? []
    return ZipArchive.begins(bytes) || Packing.isGzip(bytes)
      || !bytes.allSatisfy { $0 == 0 } && TarArchive.begins(bytes)
  }

  /// Reads the directory of an archive. What it is, its bytes tell, not its name.
  ///
  /// - Parameter zone: where the clocks stand that zip archives show.
  static func read(
    _ bytes: [UInt8], limits: HandInLimits = HandInLimits(), zone: TimeZone = .current
  ) throws(HandInProblem) -> any HandInContainer {
    guard !bytes.isEmpty else { throw HandInProblem("the archive is empty: it has 0 bytes") }
    guard bytes.count <= limits.archiveBytes else {
      throw HandInProblem("the archive has more than \(sizeText(limits.archiveBytes))")
    }
    if ZipArchive.begins(bytes) { return try ZipArchive(bytes, limits: limits, zone: zone) }
    if Packing.isGzip(bytes) { return try tar(unpacked(bytes, limits), limits) }
    if TarArchive.begins(bytes) { return try TarArchive(bytes, limits: limits) }
    if let what = foreign(bytes) { throw HandInProblem(what) }
    if ZipArchive.end(of: bytes) != nil {
      return try ZipArchive(bytes, limits: limits, zone: zone)
    }
    return try tar(bytes, limits)
  }

  /// What gzip has packed. Bytes behind it do no harm: some programs fill up the last block.
  private static func unpacked(
    _ bytes: [UInt8], _ limits: HandInLimits
  ) throws(HandInProblem) -> [UInt8] {
    do {
      return try Packing.gzip.unpack(
        handedIn: bytes[...], limit: limits.archiveBytes, ignoresRest: true)
    } catch let problem {
      throw HandInProblem("the archive can't be unpacked: \(problem)")
    }
  }

  private static func tar(
    _ bytes: [UInt8], _ limits: HandInLimits
  ) throws(HandInProblem) -> any HandInContainer {
    guard TarArchive.begins(bytes) else {
      throw HandInProblem("it is neither a zip nor a tar archive, whatever its name says")
    }
    return try TarArchive(bytes, limits: limits)
  }

  /// What a file is that is no archive we read.
  private static func foreign(_ bytes: [UInt8]) -> String? {
    let kinds: [(start: [UInt8], name: String)] = [
      (Array("Rar!".utf8), "a RAR archive"), (Array("7z".utf8) + [0xBC, 0xAF], "a 7z archive"),
      (Array("BZh".utf8), "packed by bzip2"), ([0xFD] + Array("7zXZ".utf8), "packed by xz"),
      ([0x28, 0xB5, 0x2F, 0xFD], "packed by zstd"), (Array("%PDF".utf8), "a PDF document"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document"),
    ]
    let remedy = "; ask for a zip archive"
    if let kind = kinds.first(where: { bytes.starts(with: $0.start) }) {
      return "it is \(kind.name), which isn't read" + remedy
    }
    let start = PlainText.read(bytes.prefix(2000))?.lowercased() ?? ""
    return ["<!doctype html", "<html", "<head", "<script"].contains(where: start.contains)
      ? "it is a web page, perhaps of a login, not an archive" + remedy : nil
  }
}
