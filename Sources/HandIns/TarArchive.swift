import Foundation

/// A tar archive: the old kind, POSIX's with its long paths, and GNU's long names.
///
/// - Source: IEEE Std 1003.1-2017, "pax", and the GNU tar manual, "Basic Tar Format".
struct TarArchive: HandInContainer {
  private(set) var items: [HandInItem] = []
  private var starts: [Int] = []
  private let bytes: [UInt8]

  /// What the records in front of a file say about it.
  private struct Announced {
    var path: String?
    var size: Int?
    var date: Date?
    var isSparse = false
  }

  private static let block = 512
  private static let damaged = HandInProblem("the archive is damaged")
  private static let cutOff = HandInProblem("the archive is cut off")

  /// Whether some bytes begin as a tar archive does.
  static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.count >= block && (isZero(bytes[..<block]) || checksumFits(bytes[..<block]))
  }

  /// Reads the headers of an archive.
  ///
  /// - Throws: `HandInProblem` if the archive is damaged or has too many files.
  init(_ bytes: [UInt8], limits: HandInLimits = HandInLimits()) throws(HandInProblem) {
    self.bytes = bytes
    var offset = 0
    var announced = Announced()
    while true {
      // Some programs leave out the empty blocks at the end.
      if offset == bytes.count, !items.isEmpty { return }
      guard offset + Self.block <= bytes.count else { throw Self.cutOff }
      let header = bytes[offset..<(offset + Self.block)]
      if Self.isZero(header) { return }
      guard Self.checksumFits(header) else { throw Self.damaged }
      offset += Self.block
      try read(header, at: &offset, &announced)
      guard items.count <= limits.items else {
        throw HandInProblem("the archive has more than \(limits.items) files")
      }
    }
  }

  func contents(of index: Int) throws -> Data {
    guard items[index].kind == .file else { throw HandInProblem("it is not a file") }
    return Data(bytes[starts[index]..<(starts[index] + items[index].size)])
  }

  /// Reads one header; what follows it ends at `offset`.
  private mutating func read(
    _ header: ArraySlice<UInt8>, at offset: inout Int, _ announced: inout Announced
  ) throws(HandInProblem) {
    let type = header[header.startIndex + 156]
    guard var size = Self.number(header.field(124, 12)) else { throw Self.damaged }
    let isRecord = "LKxg".utf8.contains(type)
    if !isRecord, let announced = announced.size { size = announced }
    // Links, devices and folders have nothing behind them, whatever their size says.
    let stored = (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(type) ? 0 : size
    guard stored <= bytes.count - offset else { throw Self.cutOff }
    let start = offset
    let contents = bytes[start..<(start + stored)]
    offset += (stored + Self.block - 1) / Self.block * Self.block
    switch type {
    case UInt8(ascii: "L"): announced.path = Self.text(contents.prefix { $0 != 0 })
    case UInt8(ascii: "x"): try Self.readRecords(contents, into: &announced)
    case UInt8(ascii: "K"), UInt8(ascii: "g"): break
    default:
      add(header, type, size: stored, at: start, announced)
      announced = Announced()
    }
  }

  private mutating func add(
    _ header: ArraySlice<UInt8>, _ type: UInt8, size: Int, at start: Int, _ announced: Announced
  ) {
    let path = announced.path ?? Self.path(header)
    let seconds = Self.number(header.field(136, 12)).map(Double.init)
    var kind = Self.kind(type, path)
    if announced.isSparse { kind = .refused("a file with holes") }
    items.append(
      HandInItem(
        path: path, kind: kind, size: size,
        date: announced.date ?? seconds.flatMap(HandIns.date(seconds:))))
    starts.append(start)
  }

  private static func kind(_ type: UInt8, _ path: String) -> HandInItem.Kind {
    switch type {
    case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
      path.utf8.last == UInt8(ascii: "/") ? .folder : .file
    case UInt8(ascii: "1"): .refused("a hard link")
    case UInt8(ascii: "2"): .refused("a symbolic link")
    case UInt8(ascii: "3"), UInt8(ascii: "4"): .refused("a device")
    case UInt8(ascii: "5"): .folder
    case UInt8(ascii: "6"): .refused("a named pipe")
    case UInt8(ascii: "S"): .refused("a file with holes")
    default: .refused("something of an unknown kind")
    }
  }

  /// The path in a header, of which POSIX keeps the front apart.
  private static func path(_ header: ArraySlice<UInt8>) -> String {
    let name = text(header.field(0, 100).prefix { $0 != 0 })
    guard header.field(257, 6).elementsEqual("ustar\0".utf8) else { return name }
    let front = text(header.field(345, 155).prefix { $0 != 0 })
    return front.isEmpty ? name : "\(front)/\(name)"
  }

  /// Reads records such as `27 path=a/long/path.swift`, each with its own length in front.
  private static func readRecords(
    _ bytes: ArraySlice<UInt8>, into announced: inout Announced
  ) throws(HandInProblem) {
    var rest = bytes
    while !rest.isEmpty {
      let digits = rest.prefix { $0 != UInt8(ascii: " ") }.prefix(10)
      guard let length = Int(text(digits)), length > digits.count + 2, length <= rest.count,
        rest[rest.startIndex + length - 1] == UInt8(ascii: "\n")
      else { throw damaged }
      let record = rest.prefix(length - 1).dropFirst(digits.count + 1)
      rest = rest.dropFirst(length)
      guard let equals = record.firstIndex(of: UInt8(ascii: "=")) else { throw damaged }
      let value = text(record[(equals + 1)...])
      switch text(record[..<equals]) {
      case "path": announced.path = value
      case "mtime": announced.date = Double(value).flatMap(HandIns.date(seconds:))
      case "size":
        guard let size = Int(value), size >= 0 else { throw damaged }
        announced.size = size
      case let key where key.hasPrefix("GNU.sparse"): announced.isSparse = true
      default: break
      }
    }
  }

  /// A number: octal digits, or GNU's binary way for large ones.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    if field.first == 0x80 {
      guard field.dropFirst().dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = text(field.prefix { $0 != 0 }).trimmingCharacters(in: .whitespaces)
    return digits.isEmpty ? 0 : digits.allSatisfy(\.isWholeNumber) ? Int(digits, radix: 8) : nil
  }

  private static func checksumFits(_ header: ArraySlice<UInt8>) -> Bool {
    let field = header.field(148, 8)
    let sum = header.reduce(0) { $0 + Int($1) } - field.reduce(0) { $0 + Int($1) } + 8 * 32
    return number(field) == sum
  }

  private static func isZero(_ block: ArraySlice<UInt8>) -> Bool { block.allSatisfy { $0 == 0 } }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    FileName(bytes: Array(bytes)).text
  }
}

extension ArraySlice<UInt8> {
  fileprivate func field(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
    self[(startIndex + offset)..<(startIndex + offset + count)]
  }
}
