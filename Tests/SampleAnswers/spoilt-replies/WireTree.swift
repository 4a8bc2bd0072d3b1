/// A value in the format of the wire (`Sources/Wire/WireFormat.swift`), taken apart.
indirect enum WireTree {
  /// nil, false, true.
  case simple(UInt8)
  case integer(tag: UInt8, Int64)
  case double(Double)
  case float(Float)
  case string([UInt8])
  /// A vector, or whatever else is packed.
  case vector([Double])
  case matrix(rows: Int64, columns: Int64, [Double])
  case bytes([UInt8])
  case doubles([Double])
  case integers([Int64])
  case list([WireTree])
  case map([(key: [UInt8], value: WireTree)])

  /// Nil when the bytes aren't a value.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    guard let tree = Self(&rest), rest.isEmpty else { return nil }
    self = tree
  }

  private init?(_ rest: inout ArraySlice<UInt8>) {
    guard let tag = rest.popFirst() else { return nil }
    switch tag {
    case 0...2: self = .simple(tag)
    case 3, 4: self = .integer(tag: tag, Self.number(&rest))
    case 5: self = .double(Self.number(&rest))
    case 6: self = .float(Self.number(&rest))
    case 7: self = .string(Self.content(&rest))
    case 8: self = Self.packed(Self.content(&rest))
    case 9: self = .doubles(Self.numbers(Self.content(&rest)))
    case 10: self = .integers(Self.numbers(Self.content(&rest)))
    case 11:
      var inside = Self.content(&rest)[...]
      let count: UInt32 = Self.number(&inside)
      self = .list((0..<count).compactMap { _ in Self(&inside) })
    case 12:
      var inside = Self.content(&rest)[...]
      let count: UInt16 = Self.number(&inside)
      self = .map(
        (0..<count).compactMap { _ in
          let length: UInt16 = Self.number(&inside)
          let key = Array(inside.prefix(Int(length)))
          inside = inside.dropFirst(Int(length))
          return Self(&inside).map { (key, $0) }
        })
    default: return nil
    }
  }

  private static func number<Number: BitwiseCopyable>(_ rest: inout ArraySlice<UInt8>) -> Number {
    let size = MemoryLayout<Number>.size
    let number = Array(rest.prefix(size)).withUnsafeBytes { $0.loadUnaligned(as: Number.self) }
    rest = rest.dropFirst(size)
    return number
  }

  private static func content(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let length: UInt32 = number(&rest)
    let content = Array(rest.prefix(Int(length)))
    rest = rest.dropFirst(content.count)
    return content
  }

  private static func numbers<Number: BitwiseCopyable>(_ bytes: [UInt8]) -> [Number] {
    var rest = bytes[...]
    return (0..<bytes.count / 8).map { _ in number(&rest) }
  }

  private static func packed(_ bytes: [UInt8]) -> WireTree {
    guard bytes.count % 8 == 0 else { return .bytes(bytes) }
    let sides: [Int64] = numbers(bytes)
    let numbers: [Double] = numbers(bytes)
    guard sides.count >= 2, (0...1 << 20).contains(sides[0]), (0...1 << 20).contains(sides[1]),
      sides[0] * sides[1] == sides.count - 2
    else { return .vector(numbers) }
    return .matrix(rows: sides[0], columns: sides[1], Array(numbers.dropFirst(2)))
  }

  /// The value as it travels.
  var bytes: [UInt8] {
    switch self {
    case .simple(let tag): [tag]
    case .integer(let tag, let number): [tag] + Self.raw(number)
    case .double(let number): [5] + Self.raw(number)
    case .float(let number): [6] + Self.raw(number)
    case .string(let text): [7] + Self.sized(text)
    case .vector(let numbers): [8] + Self.sized(numbers.flatMap(Self.raw))
    case .matrix(let rows, let columns, let numbers):
      [8] + Self.sized(Self.raw(rows) + Self.raw(columns) + numbers.flatMap(Self.raw))
    case .bytes(let bytes): [8] + Self.sized(bytes)
    case .doubles(let numbers): [9] + Self.sized(numbers.flatMap(Self.raw))
    case .integers(let numbers): [10] + Self.sized(numbers.flatMap(Self.raw))
    case .list(let values):
      [11] + Self.sized(Self.raw(UInt32(values.count)) + values.flatMap(\.bytes))
    case .map(let entries):
      [12]
        + Self.sized(
          Self.raw(UInt16(entries.count))
            + entries.flatMap { Self.raw(UInt16($0.key.count)) + $0.key + $0.value.bytes })
    }
  }

  private static func raw(_ number: some BitwiseCopyable) -> [UInt8] {
    withUnsafeBytes(of: number) { [UInt8]($0) }
  }

  private static func sized(_ bytes: [UInt8]) -> [UInt8] { raw(UInt32(bytes.count)) + bytes }
}
