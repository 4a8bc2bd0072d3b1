import CZlib
import Packing

/// The files of a zip archive, deflated or as they are.
///
/// What isn't read, is refused by name: encryption, other methods, archives above 4 GB.
///
/// - Source: PKWARE, ".ZIP File Format Specification", version 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
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
    // A comment of up to 64 kB may follow the record at the end.
    let tail = try source.bytes(max(0, source.count - 22 - 0xFFFF)..<source.count)
    let places = stride(from: tail.count - 22, through: 0, by: -1)
    guard let end = places.first(where: { little(4, tail, $0) == 0x0605_4B50 }) else { throw cut }
    let count = little(2, tail, end + 10)
    let (first, last) = (little(4, tail, end + 16), source.count - tail.count + end)
    guard first <= last else { throw cut }
    let directory = try source.bytes(first..<last)
    var place = 0
    for _ in 0..<count {
      guard place + 46 <= directory.count, little(4, directory, place) == 0x0201_4B50 else {
        throw cut
      }
      let nameEnd = place + 46 + little(2, directory, place + 28)
      guard nameEnd <= directory.count else { throw cut }
      let name = String(decoding: directory[place + 46..<nameEnd], as: UTF8.self)
      func number(_ count: Int, _ offset: Int) -> Int { little(count, directory, place + offset) }
      entries[name] = Entry(
        method: number(2, 10), flags: number(2, 8), checksum: UInt(number(4, 16)),
        packedSize: number(4, 20), size: number(4, 24), header: number(4, 42))
      place = nameEnd + number(2, 30) + number(2, 32)
    }
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
    guard entry.packedSize < 0xFFFF_FFFF, entry.size < 0xFFFF_FFFF, entry.header < 0xFFFF_FFFF
    else {
      throw DatasetError("\(whole) has its size in the zip64 way, for files above 4 GB")
    }
    guard entry.size <= Self.sizeLimit else {
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
    guard entry.header + 30 <= source.count else { throw damage }
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
  bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
}
