import Foundation
import Testing
import Wire

/// An enumeration with values of its own, as the compiler writes its coding.
private enum Shape: Codable, Equatable {
  case point
  case circle(radius: Double)
  case polygon(corners: [Int], String?)
  indirect case pair(Shape, Shape)
}

private enum Level: Int, Codable { case low = -1, high = 7 }

/// All that the compiler's coding can meet in a structure.
private struct Everything: Codable, Equatable {
  struct Inner: Codable, Equatable {
    var name = "ä 🙂"
    var level = Level.high
  }

  var inner = Inner()
  var inners = [Inner(), Inner(name: "", level: .low)]
  var missing: Int?
  var present: Int? = .min
  var gaps: [Int?] = [1, nil, 3]
  var names: [String: [Double]] = ["a": [], "b": [1, 2]]
  var numbers: [Int: Bool] = [-3: true, 4: false]
  var tiny: [UInt8] = [0, 255]
  var set: Set<Int8> = [-128, 127]
  var large = UInt64.max
  var small = Int16.min
  var float = Float(1.5)
  var data = Data([1, 2, 3])
  var empty = Data()
  var nested = [[[1, 2], []], [], [[3]]]
  var shapes = [
    Shape.point, .circle(radius: 2), .polygon(corners: [1], nil), .pair(.point, .point),
  ]
  var nothing = [Nothing(), Nothing()]
}

private struct Nothing: Codable, Equatable {}

private class Animal: Codable {
  var legs = 4
}

/// Encodes what is above it in the place for it.
private final class Bird: Animal {
  var wings = 2

  enum Keys: CodingKey { case wings }

  override init() { super.init() }

  required init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    wings = try container.decode(Int.self, forKey: .wings)
    try super.init(from: container.superDecoder())
  }

  override func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(wings, forKey: .wings)
    try super.encode(to: container.superEncoder())
  }
}

/// Encodes by hand, with nested containers of both kinds.
private struct ByHand: Codable, Equatable {
  var table = [[1, 2], [3]]
  var title = "t"

  enum Keys: CodingKey { case body, rows, title }

  init() {}

  init(from decoder: any Decoder) throws {
    let outer = try decoder.container(keyedBy: Keys.self)
    let body = try outer.nestedContainer(keyedBy: Keys.self, forKey: .body)
    title = try body.decode(String.self, forKey: .title)
    var rows = try body.nestedUnkeyedContainer(forKey: .rows)
    table = []
    #expect(rows.count == 2)
    while !rows.isAtEnd {
      #expect(rows.currentIndex == table.count)
      var row = try rows.nestedUnkeyedContainer()
      table.append([])
      while !row.isAtEnd { try table[table.count - 1].append(row.decode(Int.self)) }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var outer = encoder.container(keyedBy: Keys.self)
    var body = outer.nestedContainer(keyedBy: Keys.self, forKey: .body)
    var rows = body.nestedUnkeyedContainer(forKey: .rows)
    for numbers in table {
      var row = rows.nestedUnkeyedContainer()
      for number in numbers { try row.encode(number) }
      #expect(row.count == numbers.count)
    }
    try body.encode(title, forKey: .title)
  }
}

private func words(_ path: [any CodingKey]) -> [String] {
  path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }
}

/// Nested as deep as one likes.
private struct Nest: Codable {
  var depth: Int

  init(_ depth: Int) { self.depth = depth }

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    depth = container.isAtEnd ? 1 : try container.decode(Nest.self).depth + 1
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    if depth > 1 { try container.encode(Nest(depth - 1)) }
  }
}

@Suite("Containers of all kinds behave as in other formats")
struct ContainerTests {
  @Test("A structure with everything in it comes back, as from JSON and a property list")
  func everything() throws {
    let value = Everything()
    #expect(try roundTrip(value) == value)
    let json = try JSONDecoder().decode(Everything.self, from: JSONEncoder().encode(value))
    #expect(try roundTrip(value) == json)
    // What lies in each other is the same: the wire writes what it has read.
    #expect(try roundTrip(roundTrip([value, json])) == [value, value])
  }

  @Test("Nested containers, the place of a superclass")
  func nested() throws {
    #expect(try roundTrip(ByHand()) == ByHand())
    let list = try PropertyListDecoder().decode(
      ByHand.self, from: PropertyListEncoder().encode(ByHand()))
    #expect(list == ByHand())
    let bird = Bird()
    (bird.legs, bird.wings) = (2, 3)
    let copy = try roundTrip(bird)
    #expect((copy.legs, copy.wings) == (2, 3))
  }

  @Test("A list of numbers is packed, and read one by one all the same")
  func packed() throws {
    #expect(try WireEncoder.encode([1, 2]) == Data([10] + bytes(UInt32(16)) + bytes((1, 2))))
    #expect(try WireEncoder.encode([1.5]) == Data([9] + bytes(UInt32(8)) + bytes(1.5)))
    let integers = try WireEncoder.encode([1, -2])
    #expect(try WireDecoder.decode([Int8].self, from: integers) == [1, -2])
    #expect(try WireDecoder.decode([Double].self, from: integers) == [1, -2])
    #expect(try WireDecoder.decode([Int?].self, from: integers) == [1, -2])
    #expect(throws: DecodingError.self) { try WireDecoder.decode([UInt].self, from: integers) }
    #expect(try WireDecoder.decode([Int].self, from: WireEncoder.encode([3.0, -0.0])) == [3, 0])
    #expect(try WireDecoder.decode([Double].self, from: WireEncoder.encode([Int]())) == [])
    #expect(try decoded([Int].self, list(integer(7), integer(8))) == [7, 8])
    #expect(try decoded([Double].self, list(integer(7), [5] + bytes(0.5))) == [7, 0.5])
  }

  @Test("A number is read as any type that has it, and as no other")
  func numbers() throws {
    #expect(try decoded(Double.self, integer(3)) == 3)
    #expect(try decoded(Int.self, [5] + bytes(3.0)) == 3)
    #expect(try decoded(UInt8.self, integer(255)) == 255)
    #expect(try decoded(Int.self, [4] + bytes(UInt64(5))) == 5)
    #expect(try decoded(Float.self, [5] + bytes(0.5)) == 0.5)
    #expect(throws: DecodingError.self) { try decoded(UInt8.self, integer(256)) }
    #expect(throws: DecodingError.self) { try decoded(UInt.self, integer(-1)) }
    #expect(throws: DecodingError.self) { try decoded(Int.self, [4] + bytes(UInt64.max)) }
    #expect(throws: DecodingError.self) { try decoded(Int.self, [5] + bytes(0.5)) }
    #expect(throws: DecodingError.self) { try decoded(Int.self, [5] + bytes(Double.nan)) }
    #expect(throws: DecodingError.self) { try decoded(Double.self, integer(.max)) }
    #expect(throws: DecodingError.self) { try decoded(Float.self, [5] + bytes(0.1)) }
    #expect(throws: DecodingError.self) { try decoded(Bool.self, integer(1)) }
    #expect(throws: DecodingError.self) { try decoded(Int.self, [0]) }
  }

  @Test("userInfo reaches whoever decodes")
  func userInfo() throws {
    struct Told: Decodable {
      let word: String?
      init(from decoder: any Decoder) throws {
        word = decoder.userInfo[CodingUserInfoKey(rawValue: "word")!] as? String
      }
    }
    let told = try WireDecoder.decode(
      [Told].self, from: Data(list([0])), userInfo: [CodingUserInfoKey(rawValue: "word")!: "w"])
    #expect(told[0].word == "w")
  }

  @Test("An error says where")
  func path() throws {
    struct Outer: Decodable {
      struct Inner: Decodable { let number: UInt8 }
      let inners: [Inner]
    }
    func path(_ bytes: [UInt8]) -> [String]? {
      switch #expect(throws: DecodingError.self, performing: { try decoded(Outer.self, bytes) }) {
      case .dataCorrupted(let context): words(context.codingPath)
      case .keyNotFound(let key, let context): words(context.codingPath + [key])
      default: nil
      }
    }
    let good = map(("number", integer(5)))
    let bad = map(("other", [0]), ("number", integer(-5)))
    #expect(
      path(map(("more", good), ("inners", list(good, bad)))) == ["inners", "1", "number"])
    #expect(path(map(("inners", list(good, map())))) == ["inners", "1", "number"])
    #expect(path(map()) == ["inners"])
    struct Teller: Encodable {
      func encode(to encoder: any Encoder) throws {
        #expect(words(encoder.codingPath) == ["a", "1"])
        try 1.encode(to: encoder)
      }
    }
    _ = try WireEncoder.encode(["a": [Teller?.none, Teller()]])
  }

  @Test("A container that is kept outlives its frame")
  func kept() throws {
    struct Keeper: Decodable {
      var rest: any UnkeyedDecodingContainer
      init(from decoder: any Decoder) throws {
        rest = try decoder.unkeyedContainer()
        #expect(try rest.decode(String.self) == "first")
      }
    }
    let words = ["first", "second, which is longer than a small string"]
    var keeper = try {
      var frame = try WireEncoder.encode(words)
      defer { frame.resetBytes(in: 0..<frame.count) }
      return try WireDecoder.decode(Keeper.self, from: frame)
    }()
    #expect(try keeper.rest.decode(String.self) == words[1])
    #expect(keeper.rest.isAtEnd)
    #expect(throws: DecodingError.self) { try keeper.rest.decode(String.self) }
  }

  @Test("Lists may lie 64 deep in each other, when written and when read")
  func depth() throws {
    #expect(try roundTrip(Nest(64)).depth == 64)
    #expect(throws: EncodingError.self) { try WireEncoder.encode(Nest(65)) }
    var frame = list()
    for _ in 1..<64 { frame = list(frame) }
    #expect(try decoded(Nest.self, frame).depth == 64)
    #expect(throws: DecodingError.self) { try decoded(Nest.self, list(frame)) }
  }

  @Test("Who writes into two containers by turns is told so")
  func turns() throws {
    struct Turns: Encodable {
      func encode(to encoder: any Encoder) throws {
        var outer = encoder.unkeyedContainer()
        var one = outer.nestedUnkeyedContainer()
        var two = outer.nestedUnkeyedContainer()
        try two.encode(1)
        try one.encode(2)
      }
    }
    #expect(throws: EncodingError.self) { try WireEncoder.encode(Turns()) }
    struct Twice: Encodable {
      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(1)
        try container.encode(2)
      }
    }
    #expect(throws: EncodingError.self) { try WireEncoder.encode(Twice()) }
    struct Both: Encodable {
      func encode(to encoder: any Encoder) throws {
        _ = encoder.unkeyedContainer()
        _ = encoder.container(keyedBy: ByHand.Keys.self)
      }
    }
    #expect(throws: EncodingError.self) { try WireEncoder.encode(Both()) }
    #expect(throws: EncodingError.self) {
      try WireEncoder.encode([String(repeating: "k", count: 70_000): 1])
    }
  }
}
