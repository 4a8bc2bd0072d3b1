/// Reads expressions from a worked line.
struct WorkedParser {
  private let line: String
  private let tokens: [WorkedToken]
  private var place = 0

  init(_ line: String) throws {
    self.line = line
    tokens = try WorkedToken.all(in: line)
  }

  // MARK: Tokens

  private var next: WorkedToken? { place < tokens.count ? tokens[place] : nil }

  /// Goes past one of these symbols if it comes next.
  mutating func take(_ symbols: String...) -> String? { take(symbols) }

  mutating func take(_ symbols: [String]) -> String? {
    guard case .symbol(let symbol) = next, symbols.contains(symbol) else { return nil }
    place += 1
    return symbol
  }

  /// Goes past this word if it comes next.
  mutating func take(word: String) -> Bool {
    guard next == .name(word) else { return false }
    place += 1
    return true
  }

  mutating func require(_ symbol: String) throws {
    guard take(symbol) != nil else { throw unexpected("\"\(symbol)\"") }
  }

  mutating func name() throws -> String {
    guard case .name(let name) = next else { throw unexpected("a name") }
    place += 1
    return name
  }

  mutating func integer() throws -> Int {
    guard case .number(let value, 1) = next, let integer = Int(exactly: value) else {
      throw unexpected("a whole number")
    }
    place += 1
    return integer
  }

  func end() throws {
    if next != nil { throw unexpected("the end of the line") }
  }

  /// What is wrong when something else comes next.
  func unexpected(_ wanted: String) -> WorkedMistake {
    let found = next.map { "\"\($0.text)\"" } ?? "the end of the line"
    return WorkedMistake("\(wanted) is expected where \(found) stands")
  }

  // MARK: Expressions

  mutating func expression() throws -> WorkedExpression {
    var left = try product()
    while let sign = take("+", "-") {
      left = .arithmetic(left, sign == "+" ? .plus : .minus, try product())
    }
    return left
  }

  private mutating func product() throws -> WorkedExpression {
    var left = try factor()
    while let sign = take("*", "/") {
      left = .arithmetic(left, sign == "*" ? .times : .over, try factor())
    }
    return left
  }

  private mutating func factor() throws -> WorkedExpression {
    guard take("-") != nil else { return try parts(of: try primary()) }
    if case .number(let value, let unit) = next {
      place += 1
      return .value(.number(-value, unit: unit))
    }
    return .arithmetic(.value(.number(0, unit: 0)), .minus, try factor())
  }

  /// A value, and what is taken out of it: `trace(…).mean`, `y[0]`.
  private mutating func parts(of value: WorkedExpression) throws -> WorkedExpression {
    var value = value
    while let symbol = take(".", "[") {
      if symbol == "." {
        value = .field(value, try name())
      } else {
        value = .entry(value, try expression())
        try require("]")
      }
    }
    return value
  }

  private mutating func primary() throws -> WorkedExpression {
    switch next {
    case .number(let value, let unit):
      place += 1
      return .value(.number(value, unit: unit))
    case .name(let name):
      place += 1
      if name == "true" || name == "false" { return .value(.truth(name == "true")) }
      guard take("(") != nil else { return .name(name) }
      let arguments = try arguments()
      return name.first?.isUppercase == true ? .structure(name, arguments) : .call(name, arguments)
    case .symbol("."):
      place += 1
      return .value(.choice(try name()))
    case .symbol("["):
      place += 1
      return .list(try items(until: "]") { try $0.expression() })
    case .symbol("("):
      place += 1
      let inside = try expression()
      try require(")")
      return inside
    default: throw unexpected("a value")
    }
  }

  private mutating func arguments() throws -> [WorkedExpression.Argument] {
    try items(until: ")") { parser in
      var label: String?
      if case .name(let name) = parser.next, parser.place + 1 < parser.tokens.count,
        parser.tokens[parser.place + 1] == .symbol(":")
      {
        label = name
        parser.place += 2
      }
      return (label, try parser.expression())
    }
  }

  private mutating func items<Item>(
    until end: String, _ item: (inout WorkedParser) throws -> Item
  ) throws -> [Item] {
    if take(end) != nil { return [] }
    var items = [try item(&self)]
    while take(",") != nil { items.append(try item(&self)) }
    try require(end)
    return items
  }
}
