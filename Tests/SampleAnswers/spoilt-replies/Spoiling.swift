/// One way to spoil a reply.
struct Spoiling {
  enum Way: CaseIterable {
    /// Lists, vectors, matrices and texts: with nothing in them, with one entry less, or more.
    case empty, shorter, longer, single, veryLong
    /// Only the first list or vector of several.
    case ragged
    /// The sides of matrices.
    case swappedSides, noColumns, fewerColumns, hugeSides
    /// Numbers: all of them, or some.
    case notANumber, someNotANumber, infinite, huge, tiny, negative, zero, ones
    /// Anything, here and there.
    case mixture
    /// Values of another kind.
    case null, text, flipped, nested, missingKeys
    /// An error instead of a value, or a call back that nobody has allowed.
    case error, callback
    /// The reply to the call before this one; one byte.
    case before, oneByte
  }

  let way: Way

  /// Changes the value in a reply, or the argument in a call back.
  func spoil(_ reply: inout WireTree, _ dice: inout Dice) {
    guard case .list(var parts) = reply, parts.count > 1 else { return }
    switch way {
    case .error: parts = Self.error(&dice)
    case .callback:
      parts =
        [Self.text("callback"), .integer(tag: 3, [0, 1, -1, .max][dice.below(4)])]
        + parts.dropFirst()
    default: spoil(value: &parts[parts.count - 1], &dice)
    }
    reply = .list(parts)
  }

  private static func text(_ text: String) -> WireTree { .string(Array(text.utf8)) }

  private static func error(_ dice: inout Dice) -> [WireTree] {
    let kinds = ["unimplemented", "invalidInput", "unknownOperation", "callback", "other", "none"]
    let message = ["", "no", String(repeating: "x", count: 100_000)][dice.below(3)]
    return [
      text("error"),
      .map([
        (Array("kind".utf8), text(kinds[dice.below(6)])), (Array("message".utf8), text(message)),
      ]),
    ]
  }

  private func spoil(value: inout WireTree, _ dice: inout Dice) {
    switch way {
    case .mixture:
      let ways: [Way] = [
        .empty, .shorter, .longer, .single, .swappedSides, .noColumns, .fewerColumns, .notANumber,
        .someNotANumber, .infinite, .huge, .tiny, .negative, .zero, .ones, .flipped,
      ]
      var way: Way?
      if dice.below(2) == 0 { way = ways[dice.below(ways.count)] }
      if let way { Spoiling(way: way).change(&value, &dice) }
      descend(&value) { spoil(value: &$0, &dice) }
    case .ragged:
      if !changeFirst(&value, &dice) { change(&value, &dice) }
    default:
      change(&value, &dice)
      // What has become of it has no parts of its own.
      if way != .null, way != .text, way != .nested { descend(&value) { spoil(value: &$0, &dice) } }
    }
  }

  private func descend(_ value: inout WireTree, _ body: (inout WireTree) -> Void) {
    switch value {
    case .list(var values):
      for index in values.indices { body(&values[index]) }
      value = .list(values)
    case .map(var entries):
      for index in entries.indices { body(&entries[index].value) }
      value = .map(entries)
    default: break
    }
  }

  /// Shortens the first thing that can be shortened, deep inside.
  private func changeFirst(_ value: inout WireTree, _ dice: inout Dice) -> Bool {
    switch value {
    case .list(var values):
      for index in values.indices where changeFirst(&values[index], &dice) {
        value = .list(values)
        return true
      }
      return false
    case .map(var entries):
      for index in entries.indices where changeFirst(&entries[index].value, &dice) {
        value = .map(entries)
        return true
      }
      return false
    case .vector, .matrix, .doubles, .integers:
      Spoiling(way: dice.below(2) == 0 ? .shorter : .empty).change(&value, &dice)
      return true
    default: return false
    }
  }

  /// Changes one value, not those in it.
  private func change(_ value: inout WireTree, _ dice: inout Dice) {
    switch way {
    case .null: value = .simple(0)
    case .text: value = Self.text("no")
    case .nested: value = .list([value])
    default: break
    }
    switch value {
    case .simple(let tag): if way == .flipped, tag > 0 { value = .simple(3 - tag) }
    case .integer(let tag, let number): value = .integer(tag: tag, changed(number, &dice))
    case .double(let number): value = .double(changed(number, &dice))
    case .float(let number): value = .float(Float(changed(Double(number), &dice)))
    case .string(let text): if way == .empty { value = .string([]) } else { value = .string(text) }
    case .vector(let numbers):
      value = .vector(resized(numbers) { $0 ?? 1 }.map { changed($0, &dice) })
    case .doubles(let numbers):
      value = .doubles(resized(numbers) { $0 ?? 1 }.map { changed($0, &dice) })
    case .integers(let numbers):
      value = .integers(resized(numbers) { $0 ?? 1 }.map { changed($0, &dice) })
    case .bytes: break
    case .matrix(let rows, let columns, let numbers):
      value = matrix(rows, columns, numbers.map { changed($0, &dice) })
    case .list(let values): value = .list(resized(values) { $0 ?? .double(1) })
    case .map(let entries): if way == .missingKeys { value = .map(Array(entries.dropLast())) }
    }
  }

  private func resized<Element>(
    _ elements: [Element], _ another: (Element?) -> Element
  ) -> [Element] {
    switch way {
    case .empty: []
    case .shorter, .ragged: Array(elements.dropLast())
    case .longer: elements + [another(elements.last)]
    case .single: Array(elements.prefix(1))
    case .veryLong: elements + Array(repeating: another(elements.last), count: 2000)
    default: elements
    }
  }

  private func matrix(_ rows: Int64, _ columns: Int64, _ numbers: [Double]) -> WireTree {
    func rowsOf(_ count: Int64) -> WireTree {
      let filled =
        numbers + Array(repeating: 1, count: max(0, Int(count * columns) - numbers.count))
      return .matrix(rows: count, columns: columns, Array(filled.prefix(Int(count * columns))))
    }
    switch way {
    case .empty: return .matrix(rows: 0, columns: 0, [])
    case .shorter, .ragged: return rowsOf(max(0, rows - 1))
    case .longer: return rowsOf(rows + 1)
    case .single: return rowsOf(1)
    case .veryLong: return rowsOf(rows + 2000)
    case .swappedSides: return .matrix(rows: columns, columns: rows, numbers)
    case .noColumns: return .matrix(rows: rows, columns: 0, [])
    case .fewerColumns where columns > 0:
      let kept = numbers.indices.filter { Int64($0) % columns < columns - 1 }.map { numbers[$0] }
      return .matrix(rows: rows, columns: columns - 1, kept)
    case .hugeSides: return .matrix(rows: 1 << 32, columns: 0, [])
    default: return .matrix(rows: rows, columns: columns, numbers)
    }
  }

  private func changed(_ number: Double, _ dice: inout Dice) -> Double {
    switch way {
    case .notANumber: return .nan
    case .someNotANumber: return dice.below(3) == 0 ? .nan : number
    case .infinite: return dice.below(2) == 0 ? .infinity : -.infinity
    case .huge: return dice.below(2) == 0 ? 1.7e308 : -1.7e308
    case .tiny: return 5e-324
    case .negative: return -number
    case .zero: return 0
    case .ones: return 1
    default: return number
    }
  }

  private func changed(_ number: Int64, _ dice: inout Dice) -> Int64 {
    switch way {
    case .notANumber, .infinite, .huge: return dice.below(2) == 0 ? .max : .min
    case .someNotANumber: return number &+ 1
    case .tiny, .negative: return -1 &- number
    case .zero: return 0
    case .ones: return 1
    default: return number
    }
  }
}
