import Foundation

@testable import Classroom
@testable import HandIns

/// A zip archive made byte by byte, so that it can be wrong in every way.
struct ZipSample {
  /// A file in the archive.
  struct File {
    var name: [UInt8]
    /// The bytes as they lie in the archive.
    var packed: [UInt8]
    var method = 0
    var flags = 0
    var mode = 0o100644
    var size: Int
    var checksum: UInt32
    var extra: [UInt8] = []
    /// Whether its sizes stand in a field of the wide form, zip64.
    var isWide = false
    /// What the header in front of the file says instead.
    var localName: [UInt8]?
    /// Whether it has no bytes of its own, but those of the first file.
    var sharesFirst = false
    /// 12:30:00 on 21 November 2026.
    var clock = 12 << 11 | 30 << 5
    var day = 46 << 9 | 11 << 5 | 21

    init(_ name: String, _ text: String = "", mode: Int = 0o100644) {
      self.name = Array(name.utf8)
      packed = Array(text.utf8)
      size = packed.count
      checksum = ZipArchive.checksum(Data(packed))
      self.mode = mode
    }

    init(_ name: String, bytes: [UInt8]) {
      self.init(name)
      packed = bytes
      size = bytes.count
      checksum = ZipArchive.checksum(Data(bytes))
    }
  }

  var files: [File]
  var comment = ""
  /// What the record at the end says instead.
  var count: Int?
  var disk = 0
  /// Whether its end records are of the wide form.
  var isWide = false

  init(_ files: File...) { self.files = files }

  init(_ files: [File]) { self.files = files }

  var bytes: [UInt8] {
    var (body, directory): ([UInt8], [UInt8]) = ([], [])
    for file in files {
      let offset = file.sharesFirst ? 0 : body.count
      if !file.sharesFirst {
        let name = file.localName ?? file.name
        body += [0x50, 0x4B, 3, 4] + common(file, name.count, isLocal: true) + name + file.extra
        body += file.packed
      }
      directory += [0x50, 0x4B, 1, 2] + little(20, 2) + common(file, file.name.count)
      directory += little(0, 6) + little(file.mode << 16, 4)
      directory += little(file.isWide ? 0xFFFF_FFFF : offset, 4)
      directory += file.name + file.extra
      if file.isWide {
        directory += little(1, 2) + little(24, 2) + little(file.size, 8)
        directory += little(file.packed.count, 8) + little(offset, 8)
      }
    }
    let count = count ?? files.count
    if isWide {
      let record =
        [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 4) + little(0, 8) + little(count, 8)
        + little(count, 8) + little(directory.count, 8) + little(body.count, 8)
      let pointer =
        [0x50, 0x4B, 6, 7] + little(0, 4) + little(body.count + directory.count, 8) + little(1, 4)
      return body + directory + record + pointer + [0x50, 0x4B, 5, 6] + little(0, 4)
        + little(-1, 12) + little(0, 2)
    }
    return body + directory + [0x50, 0x4B, 5, 6] + little(disk, 2) + little(disk, 2)
      + little(count, 2) + little(count, 2) + little(directory.count, 4) + little(body.count, 4)
      + little(comment.utf8.count, 2) + Array(comment.utf8)
  }

  private func common(_ file: File, _ nameCount: Int, isLocal: Bool = false) -> [UInt8] {
    let isWide = file.isWide && !isLocal
    let sizes = isWide ? (0xFFFF_FFFF, 0xFFFF_FFFF) : (file.packed.count, file.size)
    return [(20, 2), (file.flags, 2), (file.method, 2), (file.clock, 2), (file.day, 2)]
      .flatMap { little($0.0, $0.1) }
      + little(Int(file.checksum), 4) + little(sizes.0, 4) + little(sizes.1, 4)
      + little(nameCount, 2) + little(file.extra.count + (isWide ? 28 : 0), 2)
  }
}

/// The lowest bytes of a number, the lowest first.
func little(_ number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}

/// A tar archive made byte by byte.
struct TarSample {
  var bytes: [UInt8] = []

  /// Adds a header and what follows it.
  mutating func add(
    _ name: String, _ text: String = "", type: Character = "0", size: String? = nil,
    prefix: String = "", link: String = "", date: Int = 1_700_000_000
  ) {
    let contents = Array(text.utf8)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ value: String, at offset: Int) {
      for (index, byte) in value.utf8.enumerated() { header[offset + index] = byte }
    }
    put(name, at: 0)
    put("0000644\0", at: 100)
    put(size ?? String(contents.count, radix: 8), at: 124)
    put(String(date, radix: 8), at: 136)
    put("        ", at: 148)
    put(String(type), at: 156)
    put(link, at: 157)
    put("ustar\u{0}00", at: 257)
    put(prefix, at: 345)
    put(String(header.reduce(0) { $0 + Int($1) }, radix: 8) + "\0 ", at: 148)
    let padding = (512 - contents.count % 512) % 512
    bytes += header + contents + [UInt8](repeating: 0, count: padding)
  }

  /// Adds records about the next file, each with its length in front.
  mutating func announce(_ records: (key: String, value: String)...) {
    let text = records.map { key, value in
      let rest = " \(key)=\(value)\n"
      let first = rest.utf8.count + String(rest.utf8.count).count
      let length = rest.utf8.count + String(first).count
      return "\(length)\(rest)"
    }
    add("PaxHeaders/x", text.joined(), type: "x")
  }

  /// The archive with its end.
  var archive: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }
}

extension HandInContainer {
  /// What the file with a path contains.
  func text(_ path: String) throws -> String {
    guard let index = items.firstIndex(where: { $0.path == path }) else {
      throw HandInProblem("there is no \(path)")
    }
    return String(decoding: try contents(of: index), as: UTF8.self)
  }
}

extension HandIn {
  /// The texts of the Swift files, by their paths below a folder of answers.
  var texts: [String: String] {
    Dictionary(
      uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.contents, as: UTF8.self)) })
  }

  /// The reasons for what is ignored, by path.
  var reasons: [String: String] {
    Dictionary(ignored.map { ($0.path, $0.reason) }) { "\($0); \($1)" }
  }
}
