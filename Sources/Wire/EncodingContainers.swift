// What an `Encodable` sees. One generic function stands for those of all types: the compiler makes of
// it those of numbers and strings, in which the comparisons of types are settled.

/// The place of one value.
struct WireEncoding: Encoder, SingleValueEncodingContainer {
  let writer: Writer
  let place: Writer.Place

  var codingPath: [any CodingKey] { writer.path(to: place) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(WireKeyedEncoding(writer: writer, place: place))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    WireUnkeyedEncoding(writer: writer, place: place)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  func encodeNil() throws {
    try writer.fill(place)
    try writer.writeNil()
    writer.filled(place)
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    try writer.fill(place)
    if try writer.writePlain(value) {
      writer.filled(place)
    } else {
      try value.encode(to: self)
    }
  }
}

/// A list.
struct WireUnkeyedEncoding: UnkeyedEncodingContainer {
  let writer: Writer
  let place: Writer.Place

  init(writer: Writer, place: Writer.Place) {
    self.writer = writer
    self.place = place
    writer.begin(.list, at: place)
  }

  var codingPath: [any CodingKey] { writer.path(to: place) }
  var count: Int { writer.count(in: place) }

  func encodeNil() throws {
    try writer.next(in: place)
    try writer.writeNil()
  }

  func encode<Value: Encodable>(_ value: Value) throws {
    try writer.next(in: place)
    try writer.write(value)
  }

  func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(WireKeyedEncoding(writer: writer, place: nested()))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    WireUnkeyedEncoding(writer: writer, place: nested())
  }

  func superEncoder() -> any Encoder { WireEncoding(writer: writer, place: nested()) }

  private func nested() -> Writer.Place { writer.open { try writer.next(in: place) } }
}

/// A map.
struct WireKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: Writer
  let place: Writer.Place

  init(writer: Writer, place: Writer.Place) {
    self.writer = writer
    self.place = place
    writer.begin(.map, at: place)
  }

  var codingPath: [any CodingKey] { writer.path(to: place) }

  func encodeNil(forKey key: Key) throws {
    try writer.next(key, in: place)
    try writer.writeNil()
  }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    try writer.next(key, in: place)
    try writer.write(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    KeyedEncodingContainer(
      WireKeyedEncoding<Nested>(writer: writer, place: nested(key.stringValue)))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    WireUnkeyedEncoding(writer: writer, place: nested(key.stringValue))
  }

  func superEncoder() -> any Encoder { WireEncoding(writer: writer, place: nested(superKey)) }

  func superEncoder(forKey key: Key) -> any Encoder {
    WireEncoding(writer: writer, place: nested(key.stringValue))
  }

  private func nested(_ key: String) -> Writer.Place {
    writer.open { try writer.next(key, in: place) }
  }
}
