import CZlib
import Foundation
import Packing

/// A zip archive: what its directory says must fit what stands in front of each file. Bytes before and
/// behind the archive do no harm, nor does the wide form for huge files, zip64.
///
/// - Source: PKWARE, ".ZIP File Format Specification", version 6.3.10.
struct ZipArchive: HandInContainer {
  private(set) var items: [HandInItem] = []
  private var places: [Place] = []
  private let bytes: [UInt8]
  private let zone: TimeZone
  private let directory: ZipDirectory

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
  /// - Parameter zone: where the clock stood that its dates show, if they don't say.
  /// - Throws: `HandInProblem` if the archive is damaged, or of a kind that isn't read.
  init(
    _ bytes: [UInt8], limits: HandInLimits = HandInLimits(), zone: TimeZone = .current
  ) throws(HandInProblem) {
    guard let directory = Self.end(of: bytes) else { throw Self.damaged }
    (self.bytes, self.zone, self.directory) = (bytes, zone, directory)
    guard directory.isWhole else { throw HandInProblem("the archive is one part of several") }
    guard directory.count <= limits.items else {
      throw HandInProblem(
        "the archive has \(directory.count) files, at most \(limits.items) are read")
    }
    var offset = directory.range.lowerBound
    for _ in 0..<directory.count { try readEntry(at: &offset) }
    guard offset == directory.range.upperBound else { throw Self.damaged }
    refuseShared()
  }

  /// Where the directory of an archive lies; nil if there is none.
  static func end(of bytes: [UInt8]) -> ZipDirectory? { ZipDirectory(of: bytes) }

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

  private mutating func readEntry(at offset: inout Int) throws(HandInProblem) {
    let (entry, end) = (offset, directory.range.upperBound)
    guard entry + 46 <= end, bytes.little32(at: entry) == 0x0201_4B50 else { throw Self.damaged }
    let nameEnd = entry + 46 + bytes.little16(at: entry + 28)
    let extraEnd = nameEnd + bytes.little16(at: entry + 30)
    offset = extraEnd + bytes.little16(at: entry + 32)
    guard offset <= end else { throw Self.damaged }

    let name = bytes[(entry + 46)..<nameEnd]
    let extra = ZipExtraFields(bytes, nameEnd..<extraEnd)
    let sizes = extra.sizes(
      size: bytes.little32(at: entry + 24), packed: bytes.little32(at: entry + 20),
      header: bytes.little32(at: entry + 42))
    let isFolder = [UInt8(ascii: "/"), UInt8(ascii: "\\")].contains(name.last)
    var item = HandInItem(
      path: Self.text(name), kind: kind(entry, sizes, isFolder: isFolder),
      size: sizes?.size ?? 0, date: extra.date ?? wallTime(entry)?.moment(in: zone))
    var place: Place?
    if let sizes { place = try self.place(entry, name, sizes) }
    if place == nil, item.kind == .file {
      item.kind = .refused("its two descriptions in the archive differ")
    }
    let nowhere = Place(
      header: sizes?.header ?? 0, packed: 0..<0, isDeflated: false, checksum: 0)
    items.append(item)
    places.append(place ?? nowhere)
  }

  private func kind(
    _ entry: Int, _ sizes: ZipExtraFields.Sizes?, isFolder: Bool
  ) -> HandInItem.Kind {
    let flags = bytes.little16(at: entry + 8)
    let method = bytes.little16(at: entry + 10)
    switch bytes.little16(at: entry + 40) & 0o170000 {
    case 0o120000: return .refused("a symbolic link")
    case 0, 0o100000, 0o040000: break
    default: return .refused("a device or the like")
    }
    if isFolder { return .folder }
    if flags & 0b10_0000_0100_0001 != 0 { return .refused("it is encrypted") }
    if sizes == nil { return .refused("its size is in a field that isn't there") }
    guard method == 0 || method == 8 else {
      return .refused("it is packed by method \(method), only deflate is read")
    }
    return .file
  }

  /// Where the packed bytes lie; nil if the header in front of them says something else.
  private func place(
    _ entry: Int, _ name: ArraySlice<UInt8>, _ sizes: ZipExtraFields.Sizes
  ) throws(HandInProblem) -> Place? {
    let (flags, method) = (bytes.little16(at: entry + 8), bytes.little16(at: entry + 10))
    let limit = directory.range.lowerBound
    guard sizes.header <= limit, sizes.packed <= limit else { throw Self.damaged }
    let header = directory.shift + sizes.header
    guard header + 30 <= limit, bytes.little32(at: header) == 0x0403_4B50 else {
      throw Self.damaged
    }
    let nameEnd = header + 30 + bytes.little16(at: header + 26)
    let start = nameEnd + bytes.little16(at: header + 28)
    guard start + sizes.packed <= limit else { throw Self.damaged }
    guard bytes[(header + 30)..<nameEnd] == name, bytes.little16(at: header + 8) == method,
      bytes.little16(at: header + 6) & 1 == flags & 1, method != 0 || sizes.packed == sizes.size
    else { return nil }
    return Place(
      header: header, packed: start..<(start + sizes.packed), isDeflated: method == 8,
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

  /// The date as zip began with it: by a clock on a wall, in steps of two seconds.
  private func wallTime(_ entry: Int) -> WallTime? {
    let (time, day) = (bytes.little16(at: entry + 12), bytes.little16(at: entry + 14))
    return WallTime(
      year: 1980 + day >> 9, month: day >> 5 & 15, day: day & 31, hour: time >> 11,
      minute: time >> 5 & 63, second: time & 31 * 2)
  }
}

extension [UInt8] {
  func little16(at offset: Int) -> Int { Int(self[offset]) | Int(self[offset + 1]) << 8 }

  func little32(at offset: Int) -> Int { little16(at: offset) | little16(at: offset + 2) << 16 }

  /// A number of eight bytes; the largest that there is, where it is larger still.
  func little64(at offset: Int) -> Int {
    let high = little32(at: offset + 4)
    return high >= 1 << 31 ? .max : little32(at: offset) | high << 32
  }
}
