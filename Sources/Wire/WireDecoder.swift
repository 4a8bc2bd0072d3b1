// Longer than others: a debug build optimizes file by file, and what every call passes through
// must see its own parts.

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Reads values in the format of the wire, believing nothing.
public enum WireDecoder {
  /// The value that the bytes say.
  ///
  /// Containers may be kept and read later.
  ///
  /// - Throws: `DecodingError` if the bytes aren't one value, or not one of this type; whatever
  ///   `Value` throws.
  public static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, userInfo: [CodingUserInfoKey: Any] = [:]
  ) throws -> Value {
    try data.withUnsafeBytes { bytes in
      var reader = Reader(bytes, userInfo: userInfo)
      defer {
        // Somebody has kept a container: it gets bytes of its own, for these end here.
        if !isKnownUniquelyReferenced(&reader) { reader.keep() }
      }
      try reader.checkAll()
      return try reader.value(type, at: .init(offset: 0, form: .tagged))
    }
  }
}

/// The bytes of a frame. Whatever they are, no read goes past their end.
final class Reader {
  /// Where a value lies.
  struct Place {
    /// Numbers in `doubles` and `integers` have no tags of their own.
    enum Form: UInt8 { case tagged, double, integer }

    let offset: Int32
    let form: Form

    init(offset: Int, form: Form) {
      self.offset = Int32(truncatingIfNeeded: offset)
      self.form = form
    }
  }

  /// What belongs to a value, behind its tag.
  struct Content {
    let tag: Tag
    /// For lists, maps, strings, bytes and packed numbers: behind the length.
    let start: Int
    let end: Int
  }

  let userInfo: [CodingUserInfoKey: Any]
  private var bytes: UnsafeRawBufferPointer
  private var areOurs = false
  private var isFollowing = false
  /// Where the last key was found: it or the next in the map is mostly the one to be asked for next.
  private(set) var hint = Hint(map: -1, offset: 0, index: 0)

  struct Hint {
    let map: Int
    let offset: Int
    let index: Int
  }

  init(_ bytes: UnsafeRawBufferPointer, userInfo: [CodingUserInfoKey: Any]) {
    self.bytes = bytes
    self.userInfo = userInfo
  }

  deinit { if areOurs { bytes.deallocate() } }

  /// Copies the bytes, so that they last as long as the reader.
  func keep() {
    guard !areOurs else { return }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    copy.copyMemory(from: bytes)
    bytes = UnsafeRawBufferPointer(copy)
    areOurs = true
  }

  // MARK: Bytes

  @inline(__always)
  private func load<Number: BitwiseCopyable>(_ type: Number.Type, at offset: Int) throws -> Number {
    guard offset >= 0, offset <= bytes.count, bytes.count - offset >= MemoryLayout<Number>.size
    else { throw corrupted(offset, "the bytes end too early") }
    return bytes.loadUnaligned(fromByteOffset: offset, as: type)
  }

  /// Where so many bytes end.
  @inline(__always)
  private func end(of length: UInt32, from offset: Int, before limit: Int) throws -> Int {
    guard offset <= limit, let length = Int(exactly: length), length <= limit - offset else {
      throw corrupted(offset, "a length goes past the end")
    }
    return offset + length
  }

  private func slice(_ start: Int, _ end: Int) throws -> UnsafeRawBufferPointer {
    guard 0 <= start, start <= end, end <= bytes.count, let base = bytes.baseAddress else {
      throw corrupted(start, "the bytes end too early")
    }
    return UnsafeRawBufferPointer(start: base + start, count: end - start)
  }

  /// What belongs to the value at an offset, which has to end before a limit.
  private func content(_ offset: Int, before limit: Int) throws -> Content {
    guard offset < limit, let tag = Tag(rawValue: try load(UInt8.self, at: offset)) else {
      throw corrupted(offset, "no value begins here")
    }
    let start = offset + 1
    switch tag {
    case .null, .no, .yes: return Content(tag: tag, start: start, end: start)
    case .integer, .unsigned, .double:
      return Content(tag: tag, start: start, end: try end(of: 8, from: start, before: limit))
    case .float:
      return Content(tag: tag, start: start, end: try end(of: 4, from: start, before: limit))
    case .string, .bytes, .doubles, .integers, .list, .map:
      let length = try load(UInt32.self, at: start)
      return Content(
        tag: tag, start: start + 4, end: try end(of: length, from: start + 4, before: limit))
    }
  }

  /// What belongs to a value.
  func content(at place: Place) throws -> Content {
    let offset = Int(place.offset)
    switch place.form {
    case .tagged: return try content(offset, before: bytes.count)
    case .double:
      return Content(
        tag: .double, start: offset, end: try end(of: 8, from: offset, before: bytes.count))
    case .integer:
      return Content(
        tag: .integer, start: offset, end: try end(of: 8, from: offset, before: bytes.count))
    }
  }

  // MARK: Checking a frame

  /// Throws unless the bytes are one value, well-formed in all its parts.
  func checkAll() throws {
    guard bytes.count <= WireLimit.frame else { throw corrupted(0, "the frame is too long") }
    guard try check(0, before: bytes.count, depth: 0) == bytes.count else {
      throw corrupted(0, "more than one value")
    }
  }

  /// Where the value at an offset ends.
  private func check(_ offset: Int, before limit: Int, depth: Int) throws -> Int {
    let content = try content(offset, before: limit)
    switch content.tag {
    case .null, .no, .yes, .integer, .unsigned, .double, .float, .bytes: break
    case .string: try checkText(content.start, content.end)
    case .doubles, .integers:
      guard (content.end - content.start) % 8 == 0 else {
        throw corrupted(offset, "the bytes don't divide into numbers")
      }
    case .list, .map:
      guard depth < WireLimit.depth else {
        throw corrupted(offset, "lists and maps lie more than \(WireLimit.depth) deep")
      }
      if content.tag == .list {
        try checkList(content, depth + 1)
      } else {
        try checkMap(content, depth + 1)
      }
    }
    return content.end
  }

  private func checkList(_ list: Content, _ depth: Int) throws {
    var offset = try end(of: 4, from: list.start, before: list.end)
    var left = try load(UInt32.self, at: list.start)
    // Each value takes a byte at least, so that this ends no later than the bytes do.
    while left > 0 {
      offset = try check(offset, before: list.end, depth: depth)
      left -= 1
    }
    guard offset == list.end else { throw corrupted(offset, "a list is longer than it says") }
  }

  private func checkMap(_ map: Content, _ depth: Int) throws {
    var offset = try end(of: 2, from: map.start, before: map.end)
    let count = Int(try load(UInt16.self, at: map.start))
    // A key and its value take three bytes at least.
    guard count <= (map.end - offset) / 3 else {
      throw corrupted(offset, "a map is shorter than it says")
    }
    try withUnsafeTemporaryAllocation(of: Key.self, capacity: count) { keys in
      for index in 0..<count {
        let start = try end(of: 2, from: offset, before: map.end)
        let length = try load(UInt16.self, at: offset)
        let end = try end(of: UInt32(length), from: start, before: map.end)
        try checkText(start, end)
        keys.initializeElement(
          at: index, to: Key(start: Int32(truncatingIfNeeded: start), length: length))
        offset = try check(end, before: map.end, depth: depth)
      }
      guard offset == map.end else { throw corrupted(offset, "a map is longer than it says") }
      guard areDifferent(keys) else { throw corrupted(map.start, "a key is twice in a map") }
    }
  }

  private struct Key: BitwiseCopyable {
    let start: Int32
    let length: UInt16
  }

  private func areDifferent(_ keys: UnsafeMutableBufferPointer<Key>) -> Bool {
    if keys.count > 16 {
      var keys = keys
      keys.sort { compare($0, $1) < 0 }
      return !zip(keys, keys.dropFirst()).contains { compare($0, $1) == 0 }
    }
    for (index, key) in keys.enumerated() {
      for other in keys[..<index] where compare(key, other) == 0 { return false }
    }
    return true
  }

  /// Below, above or equal to zero: shorter keys come first, keys of one length by their bytes.
  private func compare(_ one: Key, _ other: Key) -> Int {
    if one.length != other.length { return Int(one.length) - Int(other.length) }
    for index in 0..<Int(one.length) {
      let (a, b) = (bytes[Int(one.start) + index], bytes[Int(other.start) + index])
      if a != b { return Int(a) - Int(b) }
    }
    return 0
  }

  private func checkText(_ start: Int, _ end: Int) throws {
    let text = try slice(start, end)
    // Nearly all texts are ASCII, which needs no String to be found right.
    if text.allSatisfy({ $0 < 0x80 }) { return }
    guard String(validating: text, as: UTF8.self) != nil else {
      throw corrupted(start, "a text isn't UTF-8")
    }
  }

  // MARK: Values

  /// The value at a place. The types that don't decode themselves are read here.
  func value<Value: Decodable>(_ type: Value.Type, at place: Place) throws -> Value {
    if Value.self == Double.self { return same(try double(at: place), as: type) }
    if Value.self == Int.self { return same(try integer(Int.self, at: place), as: type) }
    if Value.self == Data.self { return same(try data(at: place), as: type) }
    if Value.self == String.self { return same(try string(at: place), as: type) }
    if Value.self == [Int].self { return same(try integers(at: place), as: type) }
    if Value.self == [Double].self { return same(try doubles(at: place), as: type) }
    if Value.self == Bool.self { return same(try truth(at: place), as: type) }
    if Value.self == UInt64.self { return same(try integer(UInt64.self, at: place), as: type) }
    if Value.self == Float.self { return same(try float(at: place), as: type) }
    if Value.self == Int64.self { return same(try integer(Int64.self, at: place), as: type) }
    if Value.self == Int32.self { return same(try integer(Int32.self, at: place), as: type) }
    if Value.self == Int16.self { return same(try integer(Int16.self, at: place), as: type) }
    if Value.self == Int8.self { return same(try integer(Int8.self, at: place), as: type) }
    if Value.self == UInt.self { return same(try integer(UInt.self, at: place), as: type) }
    if Value.self == UInt32.self { return same(try integer(UInt32.self, at: place), as: type) }
    if Value.self == UInt16.self { return same(try integer(UInt16.self, at: place), as: type) }
    if Value.self == UInt8.self { return same(try integer(UInt8.self, at: place), as: type) }
    return try Value(from: WireDecoding(reader: self, place: place))
  }

  func isNil(at place: Place) -> Bool {
    guard place.form == .tagged, let tag = try? load(UInt8.self, at: Int(place.offset)) else {
      return false
    }
    return tag == Tag.null.rawValue
  }

  private func double(at place: Place) throws -> Double {
    let content = try content(at: place)
    let exact: Double?
    switch content.tag {
    case .double: return try load(Double.self, at: content.start)
    case .float: exact = Double(try load(Float.self, at: content.start))
    case .integer: exact = Double(exactly: try load(Int64.self, at: content.start))
    case .unsigned: exact = Double(exactly: try load(UInt64.self, at: content.start))
    default: throw mismatch(Double.self, content.tag, place)
    }
    guard let exact else { throw unrepresentable(Double.self, place) }
    return exact
  }

  private func float(at place: Place) throws -> Float {
    let content = try content(at: place)
    let exact: Float?
    switch content.tag {
    case .float: return try load(Float.self, at: content.start)
    case .double:
      let double = try load(Double.self, at: content.start)
      exact = double.isNaN ? .nan : Float(exactly: double)
    case .integer: exact = Float(exactly: try load(Int64.self, at: content.start))
    case .unsigned: exact = Float(exactly: try load(UInt64.self, at: content.start))
    default: throw mismatch(Float.self, content.tag, place)
    }
    guard let exact else { throw unrepresentable(Float.self, place) }
    return exact
  }

  private func integer<Number: FixedWidthInteger>(
    _ type: Number.Type, at place: Place
  ) throws -> Number {
    let content = try content(at: place)
    let exact: Number?
    switch content.tag {
    case .integer: exact = Number(exactly: try load(Int64.self, at: content.start))
    case .unsigned: exact = Number(exactly: try load(UInt64.self, at: content.start))
    case .double: exact = Number(exactly: try load(Double.self, at: content.start))
    case .float: exact = Number(exactly: try load(Float.self, at: content.start))
    default: throw mismatch(type, content.tag, place)
    }
    guard let exact else { throw unrepresentable(type, place) }
    return exact
  }

  private func truth(at place: Place) throws -> Bool {
    let tag = try content(at: place).tag
    guard tag == .yes || tag == .no else { throw mismatch(Bool.self, tag, place) }
    return tag == .yes
  }

  func string(at place: Place) throws -> String {
    let content = try content(at: place)
    guard content.tag == .string else { throw mismatch(String.self, content.tag, place) }
    return String(decoding: try slice(content.start, content.end), as: UTF8.self)
  }

  private func data(at place: Place) throws -> Data {
    let content = try content(at: place)
    guard content.tag == .bytes else { throw mismatch(Data.self, content.tag, place) }
    return Data(try slice(content.start, content.end))
  }

  private func doubles(at place: Place) throws -> [Double] {
    let content = try content(at: place)
    guard content.tag == .doubles else {
      return try [Double](from: WireDecoding(reader: self, place: place))
    }
    let packed = try slice(content.start, content.end)
    return [Double](unsafeUninitializedCapacity: packed.count / 8) { numbers, count in
      count = packed.count / 8
      UnsafeMutableRawBufferPointer(numbers).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: packed[..<(8 * count)]))
    }
  }

  private func integers(at place: Place) throws -> [Int] {
    let content = try content(at: place)
    guard content.tag == .integers else {
      return try [Int](from: WireDecoding(reader: self, place: place))
    }
    let packed = try slice(content.start, content.end)
    return try [Int](unsafeUninitializedCapacity: packed.count / 8) { numbers, count in
      while count < packed.count / 8 {
        let number = packed.loadUnaligned(fromByteOffset: 8 * count, as: Int64.self)
        guard let exact = Int(exactly: number) else { throw unrepresentable(Int.self, place) }
        numbers.initializeElement(at: count, to: exact)
        count += 1
      }
    }
  }

  // MARK: Lists and maps

  /// The first value of a list, and how many there are.
  func list(at place: Place) throws -> (first: Place, count: Int) {
    let content = try content(at: place)
    let length = content.end - content.start
    switch content.tag {
    case .list:
      let count = try load(UInt32.self, at: content.start)
      return (Place(offset: content.start + 4, form: .tagged), Int(truncatingIfNeeded: count))
    case .doubles: return (Place(offset: content.start, form: .double), length / 8)
    case .integers: return (Place(offset: content.start, form: .integer), length / 8)
    case .null: throw missing([Any].self, place)
    default: throw mismatch([Any].self, content.tag, place)
    }
  }

  /// The value after another in a list.
  func next(after place: Place) throws -> Place {
    Place(offset: try content(at: place).end, form: place.form)
  }

  /// The first key of a map, and how many there are.
  func map(at place: Place) throws -> (first: Int, count: Int) {
    let content = try content(at: place)
    switch content.tag {
    case .map: return (content.start + 2, Int(try load(UInt16.self, at: content.start)))
    case .null: throw missing([String: Any].self, place)
    default: throw mismatch([String: Any].self, content.tag, place)
    }
  }

  /// The value of a key.
  func find(_ key: UnsafeBufferPointer<UInt8>, first: Int, count: Int) throws -> Place? {
    var hint = hint.map == first ? hint : Hint(map: first, offset: first, index: 0)
    for _ in 0..<count {
      if hint.index >= count { hint = Hint(map: first, offset: first, index: 0) }
      let (name, value, end) = try entry(at: hint.offset)
      if name.count == key.count, name.elementsEqual(key) {
        self.hint = hint
        return Place(offset: value, form: .tagged)
      }
      hint = Hint(map: first, offset: end, index: hint.index + 1)
    }
    return nil
  }

  /// Goes on where the last search ended, after a value in which others have searched.
  func restore(_ hint: Hint) { self.hint = hint }

  /// All keys of a map.
  func keys(first: Int, count: Int) throws -> [String] {
    var offset = first
    return try (0..<count).map { _ in
      let (name, _, end) = try entry(at: offset)
      offset = end
      return String(decoding: name, as: UTF8.self)
    }
  }

  /// A key of a map, where its value begins and where that ends.
  func entry(
    at offset: Int
  ) throws -> (name: UnsafeRawBufferPointer, value: Int, end: Int) {
    let length = try load(UInt16.self, at: offset)
    let value = try end(of: UInt32(length), from: offset + 2, before: bytes.count)
    let name = try slice(offset + 2, value)
    return (name, value, try content(value, before: bytes.count).end)
  }

  // MARK: Errors

  /// The keys that lead to an offset, found by going there.
  func path(to target: Int) -> [any CodingKey] {
    // An error on the way needs no path of its own.
    if isFollowing { return [] }
    isFollowing = true
    defer { isFollowing = false }
    var path: [any CodingKey] = []
    try? follow(0, to: target, &path)
    return path
  }

  private func follow(_ start: Int, to target: Int, _ path: inout [any CodingKey]) throws {
    var place = start
    while place < target, path.count <= WireLimit.depth {
      let content = try content(place, before: bytes.count)
      guard target < content.end else { return }
      switch content.tag {
      case .doubles, .integers:
        if target >= content.start { path.append(WireKey(intValue: (target - content.start) / 8)) }
        return
      case .list:
        var (offset, index) = (content.start + 4, 0)
        guard target >= offset else { return }
        var end = try self.content(offset, before: content.end).end
        while end <= target {
          (offset, index) = (end, index + 1)
          end = try self.content(offset, before: content.end).end
        }
        path.append(WireKey(intValue: index))
        place = offset
      case .map:
        var offset = content.start + 2
        guard target >= offset else { return }
        var found = try entry(at: offset)
        while found.end <= target {
          offset = found.end
          found = try entry(at: offset)
        }
        path.append(WireKey(stringValue: String(decoding: found.name, as: UTF8.self)))
        guard target >= found.value else { return }
        place = found.value
      default: return
      }
    }
  }

  private func context(_ offset: Int, _ sentence: String) -> DecodingError.Context {
    DecodingError.Context(codingPath: path(to: offset), debugDescription: sentence)
  }

  @inline(never)
  func corrupted(_ offset: Int, _ sentence: String) -> DecodingError {
    .dataCorrupted(context(offset, "byte \(offset): \(sentence)"))
  }

  @inline(never)
  func mismatch(_ type: any Any.Type, _ tag: Tag, _ place: Place) -> DecodingError {
    if tag == .null { return missing(type, place) }
    return .typeMismatch(type, context(Int(place.offset), "there is a value of the kind \(tag)"))
  }

  @inline(never)
  func missing(_ type: any Any.Type, _ place: Place) -> DecodingError {
    .valueNotFound(type, context(Int(place.offset), "there is no value"))
  }

  @inline(never)
  private func unrepresentable(_ type: any Any.Type, _ place: Place) -> DecodingError {
    .dataCorrupted(context(Int(place.offset), "the number isn't one of the type \(type)"))
  }
}
