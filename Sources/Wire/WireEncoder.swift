// Longer than others: a debug build optimizes file by file, and what every call passes through
// must see its own parts.

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Writes values in the format of the wire.
///
/// Containers have to be filled one after the other: who encodes into a list again has closed the
/// containers that were opened in it.
public enum WireEncoder {
  /// The bytes of one value.
  ///
  /// - Throws: `EncodingError` if lists and maps lie more than 64 deep in each other, or a container is
  ///   used that is closed already; whatever `value` throws.
  public static func encode<Value: Encodable>(_ value: Value) throws -> Data {
    let writer = Writer()
    try writer.write(value)
    return try writer.finish()
  }
}

/// A growing buffer, and what is open in it.
final class Writer {
  private var memory: UnsafeMutableRawPointer
  private var capacity = 512
  private var count = 0
  private var levels: ContiguousArray<Level> = []
  private var serial: UInt32 = 0
  private var failure: (any Error)?

  /// A value that is being written; its size and its count are filled in when it is complete.
  private struct Level {
    enum Kind { case empty, complete, list, map }

    var kind = Kind.empty
    let serial: UInt32
    /// Where the size stands.
    var start = 0
    var count = 0
    var lastKey = 0
  }

  /// Names a level for as long as it is open.
  struct Place {
    fileprivate let level: UInt32
    fileprivate let serial: UInt32
  }

  init() {
    memory = .allocate(byteCount: capacity, alignment: 16)
    levels.reserveCapacity(8)
  }

  deinit { memory.deallocate() }

  /// Hands out the bytes, without a copy; the writer begins anew.
  func finish() throws -> Data {
    if let failure { throw failure }
    let data = Data(
      bytesNoCopy: memory, count: count, deallocator: .custom { memory, _ in memory.deallocate() })
    capacity = 16
    memory = .allocate(byteCount: capacity, alignment: 16)
    count = 0
    return data
  }

  // MARK: Values

  /// Writes a value where the last one ended.
  func write<Value: Encodable>(_ value: Value) throws {
    if try writePlain(value) { return }
    let place = open()
    do {
      try value.encode(to: WireEncoding(writer: self, place: place))
      try close(downTo: Int(place.level))
    } catch {
      // Half a value has been written: nobody may go on behind it.
      if failure == nil { failure = error }
      throw error
    }
  }

  /// Writes a value of one of the types that don't encode themselves; false for any other.
  func writePlain<Value>(_ value: Value) throws -> Bool {
    if Value.self == Double.self {
      try append(.double, same(value, as: UInt64.self))
    } else if Value.self == Int.self {
      try append(.integer, same(value, as: Int.self))
    } else if Value.self == Data.self {
      try same(value, as: Data.self).withUnsafeBytes { try append(.bytes, $0) }
    } else if Value.self == String.self {
      var text = same(value, as: String.self)
      try text.withUTF8 { try append(.string, UnsafeRawBufferPointer($0)) }
    } else if Value.self == [Int].self {
      try append(same(value, as: [Int].self))
    } else if Value.self == [Double].self {
      try same(value, as: [Double].self).withUnsafeBytes { try append(.doubles, $0) }
    } else if Value.self == Bool.self {
      try append(same(value, as: Bool.self) ? .yes : .no)
    } else if Value.self == UInt64.self {
      try append(.unsigned, same(value, as: UInt64.self))
    } else {
      return try writeRare(value)
    }
    return true
  }

  private func writeRare<Value>(_ value: Value) throws -> Bool {
    if Value.self == Float.self {
      try append(.float)
      try append(same(value, as: UInt32.self))
    } else if Value.self == Int64.self {
      try append(.integer, same(value, as: Int64.self))
    } else if Value.self == Int32.self {
      try append(.integer, Int64(same(value, as: Int32.self)))
    } else if Value.self == Int16.self {
      try append(.integer, Int64(same(value, as: Int16.self)))
    } else if Value.self == Int8.self {
      try append(.integer, Int64(same(value, as: Int8.self)))
    } else if Value.self == UInt.self {
      try append(.unsigned, UInt64(same(value, as: UInt.self)))
    } else if Value.self == UInt32.self {
      try append(.unsigned, UInt64(same(value, as: UInt32.self)))
    } else if Value.self == UInt16.self {
      try append(.unsigned, UInt64(same(value, as: UInt16.self)))
    } else if Value.self == UInt8.self {
      try append(.unsigned, UInt64(same(value, as: UInt8.self)))
    } else {
      return false
    }
    return true
  }

  func writeNil() throws { try append(.null) }

  // MARK: Levels

  /// Opens a level for the value that comes next.
  func open() -> Place {
    serial &+= 1
    levels.append(Level(serial: serial))
    return Place(level: UInt32(truncatingIfNeeded: levels.count - 1), serial: serial)
  }

  /// Opens a level where `next` leads to. A failure is thrown later, by whoever can.
  func open(at next: () throws -> Void) -> Place {
    do { try next() } catch { if failure == nil { failure = error } }
    return open()
  }

  /// Closes what was opened above a level.
  private func reach(_ place: Place) throws -> Int {
    if let failure { throw failure }
    let level = Int(place.level)
    guard level < levels.count, levels[level].serial == place.serial else {
      throw misuse("a container was closed before this value came", [])
    }
    if levels.count > level + 1 { try close(downTo: level + 1) }
    return level
  }

  /// Makes a level a list or a map; if it is one already, what comes is added to it.
  func begin(_ tag: Tag, at place: Place) {
    guard failure == nil else { return }
    do {
      let level = try reach(place)
      let kind = tag == .list ? Level.Kind.list : .map
      if levels[level].kind == kind { return }
      guard levels[level].kind == .empty else {
        throw misuse("a value can't be two things at once", path(to: place))
      }
      guard level < WireLimit.depth else {
        throw misuse("lists and maps lie more than \(WireLimit.depth) deep", [])
      }
      try append(tag)
      levels[level].kind = kind
      levels[level].start = count
      if tag == .list { try append(UInt64(0)) } else { try appendEmptyMap() }
    } catch { failure = error }
  }

  /// Goes to where the next value of a list is to stand.
  func next(in place: Place) throws {
    let level = try reach(place)
    levels[level].count += 1
  }

  /// Goes to where the value of a key is to stand.
  func next(_ key: some CodingKey, in place: Place) throws {
    try next(key.stringValue, in: place)
  }

  func next(_ key: String, in place: Place) throws {
    let level = try reach(place)
    levels[level].count += 1
    levels[level].lastKey = count
    var key = key
    try key.withUTF8 { text in
      guard let length = UInt16(exactly: text.count), levels[level].count <= UInt16.max else {
        throw misuse("a key is too long, or there are too many", path(to: place))
      }
      try append(length)
      try append(UnsafeRawBufferPointer(text))
    }
  }

  /// Makes way for a value that fills a level.
  func fill(_ place: Place) throws {
    let level = try reach(place)
    guard levels[level].kind == .empty else {
      throw misuse("a value can't be two things at once", path(to: place))
    }
  }

  /// Says that a level's value is complete.
  func filled(_ place: Place) { levels[Int(place.level)].kind = .complete }

  func count(in place: Place) -> Int {
    let level = Int(place.level)
    guard level < levels.count, levels[level].serial == place.serial else { return 0 }
    return levels[level].count
  }

  private func close(downTo height: Int) throws {
    while levels.count > height, let level = levels.popLast() {
      switch level.kind {
      case .complete: break
      case .empty:
        try append(.map)
        try appendEmptyMap()
      case .list:
        patch(UInt32(truncatingIfNeeded: count - level.start - 4), at: level.start)
        patch(UInt32(truncatingIfNeeded: level.count), at: level.start + 4)
      case .map:
        patch(UInt32(truncatingIfNeeded: count - level.start - 4), at: level.start)
        patch(UInt16(truncatingIfNeeded: level.count), at: level.start + 4)
      }
    }
  }

  private func appendEmptyMap() throws {
    try append(UInt32(2))
    try append(UInt16(0))
  }

  // MARK: Errors

  /// The keys that lead to a level, found in what has been written.
  func path(to place: Place) -> [any CodingKey] {
    levels.prefix(Int(place.level)).compactMap { level in
      switch level.kind {
      case .empty, .complete: nil
      case .list: WireKey(intValue: max(level.count - 1, 0))
      case .map: level.count > 0 ? WireKey(stringValue: key(at: level.lastKey)) : nil
      }
    }
  }

  private func key(at offset: Int) -> String {
    guard count - offset >= 2 else { return "" }
    let length = Int(memory.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
    guard count - offset - 2 >= length else { return "" }
    return String(
      decoding: UnsafeRawBufferPointer(start: memory + offset + 2, count: length), as: UTF8.self)
  }

  private func misuse(_ sentence: String, _ path: [any CodingKey]) -> EncodingError {
    .invalidValue(sentence, .init(codingPath: path, debugDescription: sentence))
  }

  // MARK: Bytes

  private func append(_ tag: Tag) throws { try append(tag.rawValue) }

  private func append<Number: BitwiseCopyable>(_ tag: Tag, _ number: Number) throws {
    try append(tag)
    try append(number)
  }

  private func append(_ tag: Tag, _ bytes: UnsafeRawBufferPointer) throws {
    guard bytes.count <= WireLimit.frame else { throw tooLong }
    try reserve(bytes.count + 5)
    try append(tag, UInt32(truncatingIfNeeded: bytes.count))
    try append(bytes)
  }

  private func append(_ integers: [Int]) throws {
    if Int.bitWidth == 64 {
      try integers.withUnsafeBytes { try append(.integers, $0) }
    } else {
      try integers.map(Int64.init).withUnsafeBytes { try append(.integers, $0) }
    }
  }

  @inline(__always)
  private func append<Number: BitwiseCopyable>(_ number: Number) throws {
    try reserve(MemoryLayout<Number>.size)
    memory.storeBytes(of: number, toByteOffset: count, as: Number.self)
    count += MemoryLayout<Number>.size
  }

  private func append(_ bytes: UnsafeRawBufferPointer) throws {
    try reserve(bytes.count)
    UnsafeMutableRawBufferPointer(start: memory + count, count: bytes.count).copyMemory(from: bytes)
    count += bytes.count
  }

  @inline(__always)
  private func patch<Number: BitwiseCopyable>(_ number: Number, at offset: Int) {
    memory.storeBytes(of: number, toByteOffset: offset, as: Number.self)
  }

  @inline(__always)
  private func reserve(_ more: Int) throws {
    if more > capacity - count { try grow(by: more) }
  }

  @inline(never)
  private func grow(by more: Int) throws {
    guard more <= WireLimit.frame - count else { throw tooLong }
    let larger = max(2 * capacity, count + more)
    let place = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    place.copyMemory(from: memory, byteCount: count)
    memory.deallocate()
    memory = place
    capacity = larger
  }

  private var tooLong: EncodingError {
    misuse("the value has more than \(WireLimit.frame) bytes", [])
  }
}
