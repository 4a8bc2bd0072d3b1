import CZlib
import Foundation
import Packing

/// A zip archive, read strictly: what its directory says must fit what stands in front of each file.
///
/// - Source: PKWARE, ".ZIP File Format Specification", version 6.3.10.
struct ZipArchive: HandInContainer {
  private(set) var items: [HandInItem] = []
  private var places: [Place] = []
  private let bytes: [UInt8]

  /// Where a file's packed bytes lie.
  private struct Place {
    var header: Int
    var packed: Range<Int>
    var isDeflated: Bool
    var checksum: UInt32
  }

  /// Whether some bytes begin as a zip archive does, with files or empty.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }

  /// Reads an archive's directory.
  ///
  /// - Throws: `HandInProblem` if the archive is damaged, or of a kind that isn't read.
  init(_ bytes: [UInt8], limits: HandInLimits = HandInLimits()) throws(HandInProblem) {
    self.bytes = bytes
    let end = try Self.end(of: bytes)
    let (disks, count) = (bytes.little32(at: end + 4), bytes.little16(at: end + 10))
    let (size, start) = (bytes.little32(at: end + 12), bytes.little32(at: end + 16))
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      throw HandInProblem("the archive is a zip64, for huge files")
    }
    guard disks == 0, bytes.little16(at: end + 8) == count else {
      throw HandInProblem("the archive is one part of several")
    }
    guard count <= limits.items else {
      throw HandInProblem("the archive has \(count) files, at most \(limits.items) are read")
    }
    guard start + size == end else { throw Self.damaged }
    var offset = start
    for _ in 0..<count { try readEntry(at: &offset, directory: start, end: end) }
    guard offset == end else { throw Self.damaged }
    refuseShared()
  }

  func contents(of index: Int) throws -> Data {
    let (item, place) = (items[index], places[index])
    guard item.kind == .file else { throw HandInProblem("it is not a file") }
    let data =
      place.isDeflated
      ? Data(try Packing.raw.unpack(handedIn: bytes[place.packed], limit: item.size))
      : Data(bytes[place.packed])
    guard data.count == item.size, Self.checksum(data) == place.checksum else {
      throw HandInProblem("its packed bytes are damaged")
    }
    return data
  }

  /// The checksum that zip archives use.
  static func checksum(_ data: Data) -> UInt32 {
    data.withUnsafeBytes { UInt32(truncatingIfNeeded: crc32_z(0, $0.baseAddress, $0.count)) }
  }

  private static let damaged = HandInProblem("the archive is damaged or cut off")

  /// Where the record at the end of the archive begins; a comment of up to 64 kB may follow it.
  private static func end(of bytes: [UInt8]) throws(HandInProblem) -> Int {
    let last = bytes.count - 22
    for offset in stride(from: last, through: max(0, last - 0xFFFF), by: -1)
    where bytes.little32(at: offset) == 0x0605_4B50
      && offset + 22 + bytes.little16(at: offset + 20) == bytes.count
    {
      return offset
    }
    throw damaged
  }

  private mutating func readEntry(
    at offset: inout Int, directory: Int, end: Int
  ) throws(HandInProblem) {
    let entry = offset
    guard entry + 46 <= end, bytes.little32(at: entry) == 0x0201_4B50 else { throw Self.damaged }
    let nameEnd = entry + 46 + bytes.little16(at: entry + 28)
    let extraEnd = nameEnd + bytes.little16(at: entry + 30)
    offset = extraEnd + bytes.little16(at: entry + 32)
    guard offset <= end else { throw Self.damaged }

    let name = bytes[(entry + 46)..<nameEnd]
    let size = bytes.little32(at: entry + 24)
    let header = bytes.little32(at: entry + 42)
    var item = HandInItem(
      path: Self.text(name), kind: kind(entry, isFolder: name.last == UInt8(ascii: "/")),
      size: size, date: date(entry, extra: nameEnd..<extraEnd))
    let place = try place(entry, name, header: header, directory: directory)
    if place == nil, item.kind == .file {
      item.kind = .refused("its two descriptions in the archive differ")
    }
    let nowhere = Place(header: header, packed: 0..<0, isDeflated: false, checksum: 0)
    items.append(item)
    places.append(place ?? nowhere)
  }

  private func kind(_ entry: Int, isFolder: Bool) -> HandInItem.Kind {
    let flags = bytes.little16(at: entry + 8)
    let method = bytes.little16(at: entry + 10)
    let (packed, size) = (bytes.little32(at: entry + 20), bytes.little32(at: entry + 24))
    switch bytes.little16(at: entry + 40) & 0o170000 {
    case 0o120000: return .refused("a symbolic link")
    case 0, 0o100000, 0o040000: break
    default: return .refused("a device or the like")
    }
    if isFolder { return .folder }
    if flags & 0b10_0000_0100_0001 != 0 { return .refused("it is encrypted") }
    if packed == 0xFFFF_FFFF || size == 0xFFFF_FFFF || bytes.little32(at: entry + 42) == 0xFFFF_FFFF
    {
      return .refused("its size is given in the zip64 way, for huge files")
    }
    guard method == 0 || method == 8 else {
      return .refused("it is packed by method \(method), only deflate is read")
    }
    return .file
  }

  /// Where the packed bytes lie; nil if the header in front of them says something else.
  private func place(
    _ entry: Int, _ name: ArraySlice<UInt8>, header: Int, directory: Int
  ) throws(HandInProblem) -> Place? {
    let (flags, method) = (bytes.little16(at: entry + 8), bytes.little16(at: entry + 10))
    let packed = bytes.little32(at: entry + 20)
    guard packed != 0xFFFF_FFFF, header != 0xFFFF_FFFF else { return nil }
    guard header + 30 <= directory, bytes.little32(at: header) == 0x0403_4B50 else {
      throw Self.damaged
    }
    let nameEnd = header + 30 + bytes.little16(at: header + 26)
    let start = nameEnd + bytes.little16(at: header + 28)
    guard start + packed <= directory else { throw Self.damaged }
    guard bytes[(header + 30)..<nameEnd] == name, bytes.little16(at: header + 8) == method,
      bytes.little16(at: header + 6) & 1 == flags & 1,
      method != 0 || packed == bytes.little32(at: entry + 24)
    else { return nil }
    return Place(
      header: header, packed: start..<(start + packed), isDeflated: method == 8,
      checksum: UInt32(bytes.little32(at: entry + 16)))
  }

  /// Files that share bytes make a small archive unpack to a huge one; no tool writes them.
  private mutating func refuseShared() {
    let order = places.indices.filter { items[$0].kind == .file }
      .sorted { places[$0].header < places[$1].header }
    for (one, next) in zip(order, order.dropFirst())
    where places[one].packed.upperBound > places[next].header {
      items[one].kind = .refused("it shares its bytes with another file")
      items[next].kind = .refused("it shares its bytes with another file")
    }
  }
}

extension ZipArchive {
  /// A name: in UTF-8, or in the code page 437 that zip began with.
  private static func text(_ name: ArraySlice<UInt8>) -> String {
    if let text = String(validating: name, as: UTF8.self) { return text }
    return String(
      String.UnicodeScalarView(
        name.map { $0 < 128 ? Unicode.Scalar($0) : codePage437[Int($0) - 128] }))
  }

  static let codePage437 = Array(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}
    """.unicodeScalars)

  /// The date: the time of the world, if it is given, else that of a clock on a wall.
  private func date(_ entry: Int, extra: Range<Int>) -> Date? {
    var field = extra.lowerBound
    while field + 4 <= extra.upperBound {
      let size = bytes.little16(at: field + 2)
      let isTime = bytes.little16(at: field) == 0x5455
      if isTime, size >= 5, field + 9 <= extra.upperBound, bytes[field + 4] & 1 == 1 {
        let seconds = Int32(truncatingIfNeeded: bytes.little32(at: field + 5))
        return HandIns.date(seconds: Double(seconds))
      }
      field += 4 + size
    }
    let (time, day) = (bytes.little16(at: entry + 12), bytes.little16(at: entry + 14))
    let wall = DateComponents(
      calendar: Calendar(identifier: .gregorian), year: 1980 + day >> 9, month: day >> 5 & 15,
      day: day & 31, hour: time >> 11, minute: time >> 5 & 63, second: time & 31 * 2)
    return wall.isValidDate ? wall.date : nil
  }
}

extension [UInt8] {
  func little16(at offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }

  func little32(at offset: Int) -> Int { little16(at: offset) | little16(at: offset + 2) << 16 }
}
