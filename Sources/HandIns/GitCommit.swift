import Foundation
import Packing

/// Reads when the last commit of a repository was made. Git itself is never run: a repository that somebody
/// has handed in can name programs for it to run.
///
/// Nothing in it is believed but for form: whoever makes a commit can date it as they like.
///
/// - Source: Git's documentation, gitrepository-layout, gitformat-pack, and the format of objects.
struct GitCommit {
  /// The contents of a file in the folder `.git`; nil if there is none, or it is larger than a limit.
  let file: (_ path: String, _ limit: Int) -> [UInt8]?
  /// The names in a folder of it.
  let names: (_ folder: String) -> [String]

  /// When the commit was made that is checked out, as its committer says; nil if that can't be read.
  func date() -> Date? {
    guard let id = head(), let commit = object(id, depth: 0), commit.kind == Kind.commit else {
      return nil
    }
    let lines = String(decoding: commit.bytes.prefix(100_000), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).prefix { !$0.isEmpty }
    // "committer Ada <ada@example.edu> 1795199400 +0100"
    let line = lines.first { $0.hasPrefix("committer ") }
    let words = line?.split(separator: " ") ?? []
    guard words.count >= 3, let seconds = Double(words[words.count - 2]) else { return nil }
    return HandIns.date(seconds: seconds)
  }

  /// An object as it is kept.
  private struct Object {
    let kind: Int
    let bytes: [UInt8]
  }

  private enum Kind {
    static let commit = 1
    static let offsetDelta = 6
    static let namedDelta = 7
  }

  /// No commit comes near it.
  private static let largest = 1_000_000
  private static let largestPack = 50_000_000

  private func text(_ path: String) -> String? {
    file(path, Self.largest).map {
      String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// The commit that is checked out.
  private func head() -> String? {
    guard let head = text("HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return Self.isID(head) ? head : nil }
    let name = String(head.dropFirst(5))
    guard name.hasPrefix("refs/"), !name.contains("..") else { return nil }
    if let id = text(name) { return Self.isID(id) ? id : nil }
    let packed = text("packed-refs")?.split(whereSeparator: \.isNewline) ?? []
    for line in packed {
      let words = line.split(separator: " ").map(String.init)
      if words.count == 2, words[1] == name, Self.isID(words[0]) { return words[0] }
    }
    return nil
  }

  private static func isID(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
  }

  /// Finds an object by its id, alone or in a pack.
  private func object(_ id: String, depth: Int) -> Object? {
    let path = "objects/\(id.prefix(2))/\(id.dropFirst(2))"
    if let packed = file(path, Self.largest) {
      guard let bytes = try? Packing.zlib.unpack(packed, limit: Self.largest),
        let end = bytes.firstIndex(of: 0), bytes.starts(with: "commit ".utf8)
      else { return nil }
      return Object(kind: Kind.commit, bytes: Array(bytes[(end + 1)...]))
    }
    for name in names("objects/pack") where name.hasSuffix(".idx") {
      guard let index = file("objects/pack/\(name)", Self.largestPack),
        let offset = Self.offset(of: id, in: index),
        let pack = file("objects/pack/\(name.dropLast(4)).pack", Self.largestPack)
      else { continue }
      return object(at: offset, in: pack, depth: depth)
    }
    return nil
  }

  /// Where a pack's index says that an object begins.
  private static func offset(of id: String, in index: [UInt8]) -> Int? {
    let header = 8 + 1024
    guard index.starts(with: [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2]), index.count >= header else {
      return nil
    }
    let count = number(index, at: 8 + 1020)
    let digits = Array(id.utf8)
    let wanted = stride(from: 0, to: 40, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
    }
    guard header + 28 * count <= index.count else { return nil }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let place = header + 20 * middle
      let found = index[place..<(place + 20)]
      if found.elementsEqual(wanted) {
        let offset = number(index, at: header + 24 * count + 4 * middle)
        // Packs of more than two gigabytes aren't read.
        return offset < 1 << 31 ? offset : nil
      }
      if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], at place: Int) -> Int {
    guard place + 4 <= bytes.count else { return 0 }
    return bytes[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Reads an object of a pack, with what it is a change of.
  private func object(at start: Int, in pack: [UInt8], depth: Int) -> Object? {
    guard depth < 60 else { return nil }
    var reader = Reader(bytes: pack, position: start)
    guard let first = reader.next() else { return nil }
    let kind = Int(first >> 4 & 7)
    // The size only says how much memory to take: what is unpacked has a limit of its own.
    var more = first
    while more & 0x80 != 0 {
      guard let byte = reader.next() else { return nil }
      more = byte
    }
    var base: Object?
    if kind == Kind.offsetDelta {
      guard let distance = reader.distance(), distance > 0, distance <= start else { return nil }
      base = object(at: start - distance, in: pack, depth: depth + 1)
    } else if kind == Kind.namedDelta {
      guard reader.position + 20 <= pack.count else { return nil }
      let id = pack[reader.position..<(reader.position + 20)]
      reader.position += 20
      // Each looks for its pack anew.
      base = object(id.map { String(format: "%02x", $0) }.joined(), depth: depth + 20)
    }
    let rest = Array(pack[reader.position...].prefix(Self.largest))
    guard let bytes = try? Packing.zlib.unpack(rest, limit: Self.largest, ignoresRest: true) else {
      return nil
    }
    guard kind == Kind.offsetDelta || kind == Kind.namedDelta else {
      return Object(kind: kind, bytes: bytes)
    }
    guard let base, let changed = Self.changed(base.bytes, by: bytes) else { return nil }
    return Object(kind: base.kind, bytes: changed)
  }

  /// An object by what another one is, and how it differs.
  private static func changed(_ base: [UInt8], by delta: [UInt8]) -> [UInt8]? {
    var reader = Reader(bytes: delta, position: 0)
    guard reader.size() == base.count, let size = reader.size(), size <= largest else { return nil }
    var result: [UInt8] = []
    while let command = reader.next() {
      if command & 0x80 == 0 {
        guard command > 0, reader.position + Int(command) <= delta.count else { return nil }
        result += delta[reader.position..<(reader.position + Int(command))]
        reader.position += Int(command)
      } else {
        var (offset, count) = (0, 0)
        for bit in 0..<7 where command & (1 << bit) != 0 {
          guard let byte = reader.next() else { return nil }
          if bit < 4 {
            offset |= Int(byte) << (8 * bit)
          } else {
            count |= Int(byte) << (8 * (bit - 4))
          }
        }
        if count == 0 { count = 0x10000 }
        guard offset + count <= base.count else { return nil }
        result += base[offset..<(offset + count)]
      }
      guard result.count <= size else { return nil }
    }
    return result.count == size ? result : nil
  }

  /// Reads numbers of a pack, whose bytes say by their first bit whether another one follows.
  private struct Reader {
    let bytes: [UInt8]
    var position: Int

    mutating func next() -> UInt8? {
      guard position < bytes.count else { return nil }
      defer { position += 1 }
      return bytes[position]
    }

    mutating func size() -> Int? {
      var (result, shift) = (0, 0)
      while let byte = next(), shift < 35 {
        result |= Int(byte & 0x7F) << shift
        if byte & 0x80 == 0 { return result }
        shift += 7
      }
      return nil
    }

    mutating func distance() -> Int? {
      guard var byte = next() else { return nil }
      var result = Int(byte & 0x7F)
      while byte & 0x80 != 0 {
        guard let following = next(), result < 1 << 40 else { return nil }
        byte = following
        result = (result + 1) << 7 | Int(byte & 0x7F)
      }
      return result
    }
  }
}
