import Foundation

/// Where the directory of a zip archive lies in a file.
struct ZipDirectory {
  /// The entries' bytes.
  let range: Range<Int>
  /// How many entries there are.
  let count: Int
  /// How many bytes stand before the archive: its own offsets don't know of them.
  let shift: Int
  /// Whether all of the archive is here.
  let isWhole: Bool

  /// How far from the end of a file its archive may end.
  private static let searched = 4 << 20

  /// Finds the record at the end of an archive. A comment may follow it, and whatever a program has
  /// added to the file; a record that ends where the file does counts first.
  init?(of bytes: [UInt8]) {
    let last = bytes.count - 22
    guard last >= 0 else { return nil }
    let ends = stride(from: last, through: max(0, last - Self.searched), by: -1).filter {
      bytes[$0] == 0x50 && bytes.little32(at: $0) == 0x0605_4B50
    }
    func isLast(_ end: Int) -> Bool { end + 22 + bytes.little16(at: end + 20) == bytes.count }
    for end in ends.filter(isLast) + ends.filter({ !isLast($0) }) {
      guard let directory = ZipDirectory(bytes, end: end) else { continue }
      if isLast(end) || directory.count > 0 {
        self = directory
        return
      }
    }
    return nil
  }

  private init?(_ bytes: [UInt8], end: Int) {
    var (disk, first) = (bytes.little16(at: end + 4), bytes.little16(at: end + 6))
    var (here, count) = (bytes.little16(at: end + 8), bytes.little16(at: end + 10))
    var (size, start) = (bytes.little32(at: end + 12), bytes.little32(at: end + 16))
    var limit = end
    if let wide = Self.wideRecord(bytes, before: end) {
      (disk, first) = (bytes.little32(at: wide + 16), bytes.little32(at: wide + 20))
      (here, count) = (bytes.little64(at: wide + 24), bytes.little64(at: wide + 32))
      (size, start) = (bytes.little64(at: wide + 40), bytes.little64(at: wide + 48))
      limit = wide
    }
    isWhole = disk == 0 && first == 0 && here == count
    guard size <= limit, start <= limit - size else { return nil }
    range = (limit - size)..<limit
    shift = limit - size - start
    self.count = count
    // Each entry has at least 46 bytes, and a mark.
    guard count <= size / 46, count == 0 || bytes.little32(at: range.lowerBound) == 0x0201_4B50
    else { return nil }
  }

  /// Where the record of the wide form begins, if a pointer to it stands before the end.
  private static func wideRecord(_ bytes: [UInt8], before end: Int) -> Int? {
    let pointer = end - 20
    guard pointer >= 56, bytes.little32(at: pointer) == 0x0706_4B50 else { return nil }
    // The pointer doesn't know of bytes before the archive: then the record stands just in front of it.
    return [bytes.little64(at: pointer + 8), pointer - 56].first {
      $0 <= pointer - 56 && bytes.little32(at: $0) == 0x0606_4B50
    }
  }
}

/// What stands behind the name of an entry in a zip archive's directory.
struct ZipExtraFields {
  /// The sizes of a file, and where it begins.
  struct Sizes {
    var size: Int
    var packed: Int
    var header: Int
  }

  private let bytes: [UInt8]
  /// The contents of each field, by its kind.
  private var fields: [Int: Range<Int>] = [:]

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    var start = range.lowerBound
    while start + 4 <= range.upperBound {
      let end = start + 4 + bytes.little16(at: start + 2)
      guard end <= range.upperBound else { break }
      let kind = bytes.little16(at: start)
      if fields[kind] == nil { fields[kind] = (start + 4)..<end }
      start = end
    }
  }

  /// The sizes, those from the wide form's field that have no room elsewhere; nil if it lacks them.
  func sizes(size: Int, packed: Int, header: Int) -> Sizes? {
    var rest = fields[1] ?? 0..<0
    func wide(_ number: Int) -> Int? {
      guard number == 0xFFFF_FFFF else { return number }
      guard rest.count >= 8 else { return nil }
      defer { rest = (rest.lowerBound + 8)..<rest.upperBound }
      return bytes.little64(at: rest.lowerBound)
    }
    guard let size = wide(size), let packed = wide(packed), let header = wide(header) else {
      return nil
    }
    return Sizes(size: size, packed: packed, header: header)
  }

  /// The moment when the file was changed, as Windows or Unix states it.
  var date: Date? {
    if let field = fields[0x000A], field.count >= 16,
      bytes.little16(at: field.lowerBound + 4) == 1
    {
      // In steps of 100 nanoseconds, from 1601 on.
      let steps = bytes.little64(at: field.lowerBound + 8)
      if let date = HandIns.date(seconds: Double(steps) / 1e7 - 11_644_473_600) { return date }
    }
    if let field = fields[0x5455], field.count >= 5, bytes[field.lowerBound] & 1 == 1 {
      return seconds(at: field.lowerBound + 1)
    }
    // The oldest of Unix's fields has the time of the last access first.
    for kind in [0x5855, 0x000D] {
      if let field = fields[kind], field.count >= 8 { return seconds(at: field.lowerBound + 4) }
    }
    return nil
  }

  private func seconds(at offset: Int) -> Date? {
    HandIns.date(seconds: Double(Int32(truncatingIfNeeded: bytes.little32(at: offset))))
  }
}
