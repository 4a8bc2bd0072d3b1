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
  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  /// The most bytes of a file that are unpacked; MNIST's largest array has 47 million.
  static let sizeLimit = 1 << 28

  /// The names of the files, in order.
  var names: [String] { entries.keys.sorted() }

  /// Reads the directory, which stands at the end.
  ///
  /// - Parameter file: the name of the archive, for errors.
  init(_ bytes: [UInt8], file: String) throws {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      throw foreign(bytes, file: file, wanted: "zip archive")
    }
    self.bytes = bytes
    self.file = file
    let cut = DatasetError("\(file) is damaged or cut off: it lacks a zip archive's directory")
    // A comment of up to 64 kB may follow the record at the end.
    let last = bytes.count - 22
    let places = stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    guard let end = places.first(where: { little(4, at: $0) == 0x0605_4B50 }) else { throw cut }
    let count = little(2, at: end + 10)
    var place = little(4, at: end + 16)
    for _ in 0..<count {
      guard place + 46 <= end, little(4, at: place) == 0x0201_4B50 else { throw cut }
      let nameEnd = place + 46 + little(2, at: place + 28)
      guard nameEnd <= end else { throw cut }
      let name = String(decoding: bytes[place + 46..<nameEnd], as: UTF8.self)
      entries[name] = Entry(
        method: little(2, at: place + 10), flags: little(2, at: place + 8),
        checksum: UInt(little(4, at: place + 16)), packedSize: little(4, at: place + 20),
        size: little(4, at: place + 24), header: little(4, at: place + 42))
      place = nameEnd + little(2, at: place + 30) + little(2, at: place + 32)
    }
  }

  /// The unpacked bytes of a file.
  ///
  /// - Throws: `DatasetError` if there is none of that name, or it is damaged or of a kind that isn't
  ///   read.
  func contents(of name: String) throws -> [UInt8] {
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
    let isThere =
      entry.header + 30 <= bytes.count && little(4, at: entry.header) == 0x0403_4B50
    let start =
      isThere
      ? entry.header + 30 + little(2, at: entry.header + 26) + little(2, at: entry.header + 28) : 0
    guard isThere, start + entry.packedSize <= bytes.count else {
      throw DatasetError("\(file) is damaged or cut off: \(name) isn't where its directory says")
    }
    let packed = bytes[start..<start + entry.packedSize]
    let result =
      entry.method == 8
      ? try Packing.raw.unpack(packed, file: whole, limit: entry.size) : Array(packed)
    guard result.count == entry.size, crc32_z(0, result, result.count) == entry.checksum else {
      throw DatasetError("\(whole) is damaged: its size or checksum isn't the directory's")
    }
    return result
  }

  /// A number of some bytes, the lowest first; 0 behind the end.
  private func little(_ count: Int, at place: Int) -> Int {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    return bytes[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
