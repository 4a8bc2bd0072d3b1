/// The code of a solution's file, with what a mutation has to know about it.
///
/// It relies on the layout that `swift format` gives: a statement that goes on in the next line shows
/// that by a sign at the end of this one or at the beginning of that one.
struct SolutionCode {
  let characters: [Character]
  let tokens: [CodeToken]
  /// For each opening bracket its closing one, and the other way round.
  private(set) var partners: [Int: Int] = [:]
  /// The tokens with which statements begin, in their order.
  private(set) var statements: [Int] = []
  /// The functions, initialisers and computed properties, in the order in which they begin.
  private(set) var functions: [Function] = []
  /// The places of characters that a stub doesn't show.
  private let solution: [Range<Int>]

  /// Something with a body.
  struct Function {
    /// With the labels of its parameters, such as "loss(residual:delta:)".
    let name: String
    let result: String
    /// The tokens from its first brace to its last.
    let body: ClosedRange<Int>
  }

  init(_ text: String) {
    characters = Array(text)
    tokens = CodeToken.all(in: characters)
    solution = Self.enclosed(in: characters)
    findBrackets()
    findStatements()
    functions = tokens.indices.compactMap(function)
  }

  /// Whether a token belongs to what a student is to write.
  func isSolution(_ index: Int) -> Bool {
    solution.contains { $0.contains(tokens[index].range.lowerBound) }
  }

  /// The outermost function around a place, or the type.
  func declaration(at place: Int) -> String {
    let function = functions.first { characters(of: $0.body).contains(place) }
    if let function { return function.name }
    let type = tokens.indices.last {
      ["class", "struct", "enum", "extension"].contains(tokens[$0].text)
        && tokens[$0].range.lowerBound < place
    }
    return type.map { tokens[$0 + 1].text } ?? "file"
  }

  func characters(of tokens: ClosedRange<Int>) -> Range<Int> {
    self.tokens[tokens.lowerBound].range
      .lowerBound..<self.tokens[tokens.upperBound].range.upperBound
  }

  func text(of tokens: ClosedRange<Int>) -> String { String(characters[characters(of: tokens)]) }

  /// The last token of a statement that begins with this one, or of what is left of a statement.
  func end(from start: Int) -> Int {
    var index = start
    while true {
      let last = partner(closing: index) ?? index
      let next = last + 1
      guard next < tokens.count, !isEnd(next), !isStatement(next) else { return last }
      index = next
    }
  }

  /// The first token of the statement that this one stands in.
  func start(of index: Int) -> Int {
    var place = index
    while place > 0, !isStatement(place) {
      place = (partner(opening: place - 1) ?? place - 1)
    }
    return place
  }

  /// The parts between the commas in brackets; none where there is nothing.
  func parts(in open: Int) -> [ClosedRange<Int>] {
    guard let close = partners[open], close > open + 1 else { return [] }
    return parts(in: open + 1...close - 1)
  }

  /// The parts between the commas that stand in no bracket.
  func parts(in range: ClosedRange<Int>) -> [ClosedRange<Int>] {
    var parts: [ClosedRange<Int>] = []
    var start = range.lowerBound
    var index = start
    while index <= range.upperBound {
      if tokens[index].text == ",", index > start {
        parts.append(start...index - 1)
        start = index + 1
      }
      index = (partner(closing: index) ?? index) + 1
    }
    return start <= range.upperBound ? parts + [start...range.upperBound] : parts
  }

  func isStatement(_ index: Int) -> Bool {
    // They are in order.
    var (low, high) = (0, statements.count)
    while low < high {
      let middle = (low + high) / 2
      if statements[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low < statements.count && statements[low] == index
  }

  func isOpening(_ index: Int) -> Bool {
    tokens[index].kind == .mark && "([{".contains(tokens[index].text)
  }

  func isEnd(_ index: Int) -> Bool {
    tokens[index].kind == .mark && ")]};".contains(tokens[index].text)
  }

  private func partner(closing index: Int) -> Int? { isOpening(index) ? partners[index] : nil }

  private func partner(opening index: Int) -> Int? { isEnd(index) ? partners[index] : nil }
}

// How it is read.
extension SolutionCode {
  private static func enclosed(in characters: [Character]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start: Int?
    var place = 0
    for line in characters.split(separator: "\n", omittingEmptySubsequences: false) {
      let mark = String(line).drop { $0 == " " }
      if mark == "// solution:begin" || mark == "// solution-only:begin" { start = place }
      if mark == "// solution:end" || mark == "// solution-only:end", let begin = start {
        ranges.append(begin..<place)
        start = nil
      }
      place += line.count + 1
    }
    return ranges
  }

  private mutating func findBrackets() {
    var open: [Int] = []
    for index in tokens.indices {
      if isOpening(index) { open.append(index) }
      if tokens[index].text != ";", isEnd(index), let first = open.popLast() {
        partners[first] = index
        partners[index] = first
      }
    }
  }

  private mutating func findStatements() {
    /// The first word of the statement that we are in, for each bracket around; nil where a bracket
    /// has no statements in it.
    var first: [String?] = [""]
    for index in tokens.indices {
      let token = tokens[index]
      if let statement = first[first.count - 1], !isEnd(index), begins(index, in: statement) {
        statements.append(index)
        first[first.count - 1] = token.text
      }
      if isOpening(index) { first.append(token.text == "{" ? "" : nil) }
      if isEnd(index), token.text != ";", first.count > 1 { first.removeLast() }
    }
  }

  private func begins(_ index: Int, in statement: String) -> Bool {
    guard index > 0, statement != "" else { return true }
    let (last, token) = (tokens[index - 1], tokens[index])
    switch last.text {
    case ";": return true
    case "in": return statement != "for"
    case ":":
      // A case's statements; or a loop that has a name.
      return !last.isApart.left
        && (["case", "default"].contains(statement) || ["for", "while"].contains(token.text))
    default: break
    }
    let goesOn = [",", ".", "else", "return", "throw", "try", "in", "where", "case"]
    let follows = [".", "else", "where", "{", ":", "?", "throws", "->", ",", "catch"]
    return token.startsLine && !goesOn.contains(last.text) && !follows.contains(token.text)
      && !(last.isBinary || token.isBinary)
  }

  private func function(at index: Int) -> Function? {
    let word = tokens[index].text
    guard ["func", "init", "var"].contains(word), index + 2 < tokens.count,
      index == 0 || tokens[index - 1].text != "."
    else { return nil }
    let named = word == "init" ? index : index + 1
    let limit = end(from: index)
    var brace = named + 1
    while brace <= limit, tokens[brace].text != "{" {
      if tokens[brace].text == "=" { return nil }
      brace = (partners[brace].flatMap { $0 > brace ? $0 : nil } ?? brace) + 1
    }
    guard brace <= limit, let close = partners[brace], word == "var" || brace > named + 1 else {
      return nil
    }
    let head = named + 1...brace - 1
    let sign = head.first { tokens[$0].text == (word == "var" ? ":" : "->") }
    let result = sign.flatMap { $0 < head.upperBound ? text(of: $0 + 1...head.upperBound) : nil }
    return Function(
      name: tokens[named].text + (word == "var" ? "" : labels(of: head)), result: result ?? "",
      body: brace...close)
  }

  private func labels(of head: ClosedRange<Int>) -> String {
    guard let open = head.first(where: { tokens[$0].text == "(" }) else { return "()" }
    return "(" + parts(in: open).map { tokens[$0.lowerBound].text + ":" }.joined() + ")"
  }
}
