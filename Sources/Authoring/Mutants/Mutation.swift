/// One small change to a text.
struct Mutation: Sendable {
  /// The characters that go.
  let range: Range<Int>
  /// What comes in their place.
  let replacement: String
  /// What the replacement needs at the end of the file.
  var helper = ""
}

/// What a mutation's replacement may use.
enum MutantHelper {
  static let singlePrecision = """

    private func singlePrecision(_ x: Double) -> Double { Double(Float(x)) }
    private func singlePrecision(_ x: Vector) -> Vector { x.map { Double(Float($0)) } }
    private func singlePrecision(_ x: Matrix) -> Matrix { x.map { Double(Float($0)) } }

    """

  /// A property that all objects of its class have together.
  static let shared = """

    nonisolated(unsafe) private var sharedValues: [Int: Any] = [:]

    @propertyWrapper
    private struct Shared<Value> {
      let line: Int
      init(wrappedValue: Value, line: Int = #line) {
        self.line = line
        if sharedValues[line] == nil { sharedValues[line] = wrappedValue }
      }
      var wrappedValue: Value {
        get { sharedValues[line] as! Value }
        nonmutating set { sharedValues[line] = newValue }
      }
    }

    """
}

extension SolutionCode {
  /// All the changes that are made to a solution, one at a time.
  var mutations: [Mutation] {
    let inSolution = tokens.indices.filter(isSolution)
    return inSolution.flatMap { index in
      [
        exchanges, constants, prefixes, terms, ranges, indices, swaps, statements, conditions,
        results, steps, states,
      ].flatMap { $0(index) }
    } + functions.filter { isSolution($0.body.lowerBound + 1) }.flatMap(implicitResults)
  }

  func replace(_ tokens: ClosedRange<Int>, by text: String, helper: String = "") -> Mutation {
    Mutation(range: characters(of: tokens), replacement: text, helper: helper)
  }

  private static let exchanges: [String: [String]] = [
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"],
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"], "..<": ["..."], "...": ["..<"],
    "+=": ["=", "-="], "-=": ["=", "+="], "*=": ["=", "/="], "/=": ["=", "*="],
  ]

  private static let words = [
    "true": "false", "false": "true", "transposeA": "transposeB", "transposeB": "transposeA",
    "min": "max", "max": "min",
  ]

  /// Some tokens less, and the white space before them.
  func drop(_ tokens: ClosedRange<Int>) -> Mutation {
    let start = self.tokens[tokens.lowerBound - 1].range.upperBound
    return Mutation(range: start..<characters(of: tokens).upperBound, replacement: "")
  }

  /// Operators and words that have a counterpart.
  private func exchanges(_ index: Int) -> [Mutation] {
    let token = tokens[index]
    if token.kind == .word {
      return Self.words[token.text].map { [replace(index...index, by: $0)] } ?? []
    }
    // Texts are joined by "+".
    guard token.isBinary, tokens[index + 1].kind != .string else { return [] }
    return Self.exchanges[token.text, default: []].map { replace(index...index, by: $0) }
  }

  /// Whole numbers one more and one less, others twice as large, tiny ones a thousandfold.
  private func constants(_ index: Int) -> [Mutation] {
    let token = tokens[index]
    guard token.kind == .number, tokens[index - 1].text != "." else { return [] }
    let digits = token.text.replacing("_", with: "")
    if let number = Int(digits) {
      return ([number + 1] + (number > 0 ? [number - 1] : [])).map {
        replace(index...index, by: "\($0)")
      }
    }
    guard let number = Double(digits) else { return [] }
    if let exponent = digits.split(separator: "e").dropFirst().first.flatMap({ Int($0) }) {
      return [replace(index...index, by: digits.prefix { $0 != "e" } + "e\(exponent + 3)")]
    }
    return [replace(index...index, by: "\(number == 0 ? 1 : number * 2)")]
  }

  /// A minus or a "not" less.
  private func prefixes(_ index: Int) -> [Mutation] {
    guard tokens[index].isPrefix, ["-", "!"].contains(tokens[index].text) else { return [] }
    return [replace(index...index, by: "")]
  }

  /// A term of a sum less.
  private func terms(_ index: Int) -> [Mutation] {
    let sign = tokens[index]
    guard sign.isBinary, ["+", "-"].contains(sign.text), tokens[index + 1].kind != .string else {
      return []
    }
    let (left, right) = (operand(before: index, Self.lower), operand(after: index, Self.lower))
    let withoutRight = drop(index...right.upperBound)
    // What stands before the left one begins the sum, or is dropped with its own sign.
    let isFirst = left.lowerBound == 0 || !["+", "-"].contains(tokens[left.lowerBound - 1].text)
    guard isFirst else { return [withoutRight] }
    let rest = (sign.text == "-" ? "-" : "") + text(of: right)
    return [withoutRight, replace(left.lowerBound...right.upperBound, by: rest)]
  }

  /// The upper bound one less, the lower one more.
  private func ranges(_ index: Int) -> [Mutation] {
    let sign = tokens[index]
    guard sign.isBinary, ["..<", "..."].contains(sign.text) else { return [] }
    let left = operand(before: index, Self.lowerThanSums)
    let right = operand(after: index, Self.lowerThanSums)
    return (isLiteral(left) ? [] : [replace(left, by: "(\(text(of: left)) + 1)")])
      + (isLiteral(right) ? [] : [replace(right, by: "\(text(of: right)) - 1")])
  }

  func isLiteral(_ value: ClosedRange<Int>) -> Bool {
    value.count == 1 && [.number, .string].contains(tokens[value.lowerBound].kind)
  }

  /// What ends an operand of a product's or a sum's sign.
  private static let lower = lowerThanSums.union(["+", "-"])

  private static let lowerThanSums: Set<String> = [
    "=", "+=", "-=", "*=", "/=", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "??", "..<", "...",
    "?", ":", ",", "return", "in", "try", "where", "if", "guard", "while", "case", "else", "throw",
    "let", "var", "as", "is", "switch",
  ]

  /// What stands on the left of a sign, up to one that binds no more than it.
  private func operand(before index: Int, _ boundaries: Set<String>) -> ClosedRange<Int> {
    var start = index - 1
    while true {
      if isEnd(start), let open = partners[start] { start = open }
      guard start > 0, !isStatement(start), !isOpening(start - 1),
        !isBoundary(start - 1, boundaries)
      else { return start...index - 1 }
      start -= 1
    }
  }

  /// What stands on the right of a sign, up to one that binds no more than it.
  private func operand(after index: Int, _ boundaries: Set<String>) -> ClosedRange<Int> {
    let isHead = ["if", "for", "while", "switch", "guard"].contains(tokens[start(of: index)].text)
    let limit = end(from: index)
    var last = index
    while last < limit, !isEnd(last + 1), !isBoundary(last + 1, boundaries),
      !(isHead && tokens[last + 1].text == "{")
    {
      last += 1
      if isOpening(last), let close = partners[last] { last = close }
    }
    return index + 1...last
  }

  private func isBoundary(_ index: Int, _ boundaries: Set<String>) -> Bool {
    let token = tokens[index]
    return boundaries.contains(token.text) && (token.kind != .sign || token.isBinary)
  }
}
