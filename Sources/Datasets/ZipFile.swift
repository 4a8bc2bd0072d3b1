import CZlib
import Packing

/// The files of a zip archive, deflated or as they are.
///
/// What isn't read, is refused by name: encryption, other methods, files that unpack to more than a
/// gigabyte.
///
/// - Source: PKWARE, ".ZIP File Format Specification", version 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to
///   4.3.16, 4.5.3.
struct ZipFile {
  /// Where a file's packed bytes lie, and what they must unpack to.
  private struct Entry {
    var method: Int
    var flags: Int
    var checksum: UInt
    var packedSize: Int
    var size: Int
    var header: Int
  }

  private let file: String
  private let source: Source
  private var entries: [String: Entry] = [:]

  /// The most bytes of a file that are unpacked: an array of so many numbers of eight bytes.
  static let sizeLimit = 8 * elementLimit

  /// The names of the files, in order.
  var names: [String] { entries.keys.sorted() }

  /// Reads the directory of an archive on disk. Its files are read when they are wanted.
  init(path: String) throws { try self.init(Source(path: path), file: path) }

  /// Reads the directory, which stands at the end.
  ///
  /// - Parameter file: the name of the archive, for errors.
  init(_ bytes: [UInt8], file: String) throws { try self.init(Source(bytes), file: file) }

  private init(_ source: Source, file: String) throws {
    let start = try source.bytes(0..<min(64, source.count))
    guard start.starts(with: [0x50, 0x4B]) else {
      throw foreign(start, file: file, wanted: "zip archive")
    }
    self.source = source
    self.file = file
    let cut = DatasetError("\(file) is damaged or cut off: it lacks a zip archive's directory")
    guard let (count, directory) = try Self.directory(source) else { throw cut }
    var place = 0
    for _ in 0..<count {
      guard place + 46 <= directory.count, little(4, directory, place) == 0x0201_4B50 else {
        throw cut
      }
      let nameEnd = place + 46 + little(2, directory, place + 28)
      guard nameEnd <= directory.count else { throw cut }
      let name = String(decoding: directory[place + 46..<nameEnd], as: UTF8.self)
      func number(_ count: Int, _ offset: Int) -> Int { little(count, directory, place + offset) }
      let extraEnd = nameEnd + number(2, 30)
      guard extraEnd <= directory.count else { throw cut }
      var large = Self.largeNumbers(Array(directory[nameEnd..<extraEnd]))
      /// A number of four bytes; where it is larger, it stands among the large ones, in this order.
      func size(_ offset: Int) throws -> Int {
        guard number(4, offset) == 0xFFFF_FFFF else { return number(4, offset) }
        guard let next = large.popFirst() else { throw cut }
        return next
      }
      let unpacked = try size(24)
      entries[name] = Entry(
        method: number(2, 10), flags: number(2, 8), checksum: UInt(number(4, 16)),
        packedSize: try size(20), size: unpacked, header: try size(42))
      place = extraEnd + number(2, 32)
    }
  }

  /// The directory and how many entries it has; nil where there is none.
  private static func directory(_ source: Source) throws -> (count: Int, bytes: [UInt8])? {
    // A comment of up to 64 kB may follow the record at the end, mostly to the last byte.
    let start = max(0, source.count - 22 - 0xFFFF)
    let tail = try source.bytes(start..<source.count)
    let ends = stride(from: tail.count - 22, through: 0, by: -1).filter { place in
      little(4, tail, place) == 0x0605_4B50
    }
    let whole = ends.first { $0 + 22 + little(2, tail, $0 + 20) == tail.count }
    guard let end = whole ?? ends.first else { return nil }
    var (count, first, last) = (little(2, tail, end + 10), little(4, tail, end + 16), start + end)
    // Info-ZIP marks it as too large in a stream where it isn't.
    if first == 0xFFFF_FFFF { first = last - little(4, tail, end + 12) }
    if end >= 20, little(4, tail, end - 20) == 0x0706_4B50 {
      // Zip64: the record before tells where another one is, which has numbers of eight bytes.
      last = little(8, tail, end - 12)
      guard last >= 0, last <= source.count - 56 else { return nil }
      let record = try source.bytes(last..<last + 56)
      guard little(4, record, 0) == 0x0606_4B50 else { return nil }
      (count, first) = (little(8, record, 32), little(8, record, 48))
    }
    guard count >= 0, 0 <= first, first <= last, last <= source.count else { return nil }
    return (count, try source.bytes(first..<last))
  }

  /// The numbers of eight bytes in an entry's extra fields, of which zip64's has the number 1.
  private static func largeNumbers(_ extra: [UInt8]) -> ArraySlice<Int> {
    var place = 0
    while place + 4 <= extra.count {
      let end = place + 4 + little(2, extra, place + 2)
      guard end <= extra.count else { break }
      if little(2, extra, place) == 1 {
        return stride(from: place + 4, through: end - 8, by: 8).map { little(8, extra, $0) }[...]
      }
      place = end
    }
    return []
  }

  /// The unpacked bytes of a file.
  ///
  /// - Throws: `DatasetError` if there is none of that name, or it is damaged or of a kind that isn't
  ///   read.
  func contents(of name: String) throws -> [UInt8] {
    let (entry, whole) = (try entry(name), "\(name) in \(file)")
    let packed = try packed(entry, name)
    let result =
      entry.method == 8 ? try Packing.raw.unpack(packed, file: whole, limit: entry.size) : packed
    guard result.count == entry.size, crc32_z(0, result, result.count) == entry.checksum else {
      throw DatasetError("\(whole) is damaged: its size or checksum isn't the directory's")
    }
    return result
  }

  /// The first of a file's unpacked bytes, or all if there are fewer; they aren't checked.
  func beginning(of name: String, _ count: Int) throws -> [UInt8] {
    let entry = try entry(name)
    // Deflate needs at most a thousandth more bytes than it packs.
    let packed = try packed(entry, name, first: 2 * count)
    return entry.method == 8
      ? try Packing.raw.unpack(
        packed, file: "\(name) in \(file)", limit: min(count, entry.size), isBeginning: true)
      : Array(packed.prefix(count))
  }

  private func entry(_ name: String) throws -> Entry {
    guard let entry = entries[name] else {
      throw DatasetError("\(file) has no \(name); it has \(names.joined(separator: ", "))")
    }
    let whole = "\(name) in \(file)"
    guard entry.flags & 1 == 0 else { throw DatasetError("\(whole) is encrypted") }
    guard (0...Self.sizeLimit).contains(entry.size) else {
      throw DatasetError(
        "\(whole) announces \(entry.size) bytes; at most \(Self.sizeLimit) are read")
    }
    guard entry.method == 0 || entry.method == 8 else {
      throw DatasetError("\(whole) is packed by method \(entry.method); only deflate, 8, is read")
    }
    return entry
  }

  private func packed(_ entry: Entry, _ name: String, first count: Int = .max) throws -> [UInt8] {
    let damage = DatasetError(
      "\(file) is damaged or cut off: \(name) isn't where its directory says")
    guard entry.header >= 0, entry.packedSize >= 0, entry.header <= source.count - 30,
      entry.packedSize <= source.count
    else { throw damage }
    let header = try source.bytes(entry.header..<entry.header + 30)
    let start = entry.header + 30 + little(2, header, 26) + little(2, header, 28)
    guard little(4, header, 0) == 0x0403_4B50, start + entry.packedSize <= source.count else {
      throw damage
    }
    return try source.bytes(start..<start + min(count, entry.packedSize))
  }
}

/// A number of some bytes, the lowest first.
private func little(_ count: Int, _ bytes: [UInt8], _ place: Int) -> Int {
  Int(
    truncatingIfNeeded: bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | UInt64($1) })
}
