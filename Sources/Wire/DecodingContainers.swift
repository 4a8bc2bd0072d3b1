// What a `Decodable` sees. They are small enough to lie in an existential without memory of their own.

/// The place of one value.
struct WireDecoding: Decoder, SingleValueDecodingContainer {
  let reader: Reader
  let place: Reader.Place

  var codingPath: [any CodingKey] { reader.path(to: Int(place.offset)) }
  var userInfo: [CodingUserInfoKey: Any] { reader.userInfo }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(try WireKeyedDecoding(reader: reader, place: place))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try WireUnkeyedDecoding(reader: reader, place: place)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { reader.isNil(at: place) }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try reader.value(type, at: place)
  }
}

/// A list.
struct WireUnkeyedDecoding: UnkeyedDecodingContainer {
  private let reader: Reader
  private var place: Reader.Place
  private let start: Int32
  private var left: Int32

  init(reader: Reader, place: Reader.Place) throws {
    let (first, count) = try reader.list(at: place)
    self.reader = reader
    self.place = first
    start = place.offset
    left = Int32(truncatingIfNeeded: count)
  }

  var codingPath: [any CodingKey] { reader.path(to: Int(start)) }
  var isAtEnd: Bool { left <= 0 }
  var currentIndex: Int { (count ?? 0) - Int(left) }
  var count: Int? {
    try? reader.list(at: Reader.Place(offset: Int(start), form: .tagged)).count
  }

  mutating func decodeNil() throws -> Bool {
    try require(Any.self)
    guard reader.isNil(at: place) else { return false }
    try advance()
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try require(type)
    let value = try reader.value(type, at: place)
    try advance()
    return value
  }

  mutating func nestedContainer<Key: CodingKey>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    try require(KeyedDecodingContainer<Key>.self)
    let container = try WireKeyedDecoding<Key>(reader: reader, place: place)
    try advance()
    return KeyedDecodingContainer(container)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try require((any UnkeyedDecodingContainer).self)
    let container = try WireUnkeyedDecoding(reader: reader, place: place)
    try advance()
    return container
  }

  mutating func superDecoder() throws -> any Decoder {
    try require((any Decoder).self)
    let decoder = WireDecoding(reader: reader, place: place)
    try advance()
    return decoder
  }

  private func require(_ type: any Any.Type) throws {
    guard left > 0 else {
      let path = codingPath + [WireKey(intValue: currentIndex)]
      throw DecodingError.valueNotFound(
        type, .init(codingPath: path, debugDescription: "the list has no more values"))
    }
  }

  private mutating func advance() throws {
    place = try reader.next(after: place)
    left -= 1
  }
}

/// A map.
struct WireKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let reader: Reader
  private let start: Int
  private let first: Int
  private let count: Int

  init(reader: Reader, place: Reader.Place) throws {
    self.reader = reader
    start = Int(place.offset)
    (first, count) = try reader.map(at: place)
  }

  var codingPath: [any CodingKey] { reader.path(to: start) }

  var allKeys: [Key] {
    (try? reader.keys(first: first, count: count).compactMap(Key.init(stringValue:))) ?? []
  }

  func contains(_ key: Key) -> Bool { (try? find(key.stringValue)) != nil }

  func decodeNil(forKey key: Key) throws -> Bool { reader.isNil(at: try place(of: key)) }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let place = try place(of: key)
    let hint = reader.hint
    let value = try reader.value(type, at: place)
    reader.restore(hint)
    return value
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    KeyedDecodingContainer(
      try WireKeyedDecoding<Nested>(reader: reader, place: try place(of: key)))
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try WireUnkeyedDecoding(reader: reader, place: try place(of: key))
  }

  func superDecoder() throws -> any Decoder {
    guard let place = try find(superKey) else { throw absent(WireKey(stringValue: superKey)) }
    return WireDecoding(reader: reader, place: place)
  }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    WireDecoding(reader: reader, place: try place(of: key))
  }

  private func place(of key: Key) throws -> Reader.Place {
    guard let place = try find(key.stringValue) else { throw absent(key) }
    return place
  }

  private func find(_ key: String) throws -> Reader.Place? {
    var key = key
    return try key.withUTF8 { try reader.find($0, first: first, count: count) }
  }

  @inline(never)
  private func absent(_ key: any CodingKey) -> DecodingError {
    let sentence = "there is no key \"\(key.stringValue)\""
    return .keyNotFound(key, .init(codingPath: codingPath, debugDescription: sentence))
  }
}
