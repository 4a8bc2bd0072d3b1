/// What the compiler has said of an answer, taken apart into its errors.
///
/// Of files that aren't the answer's only what they say of it is kept: whoever has written the answer
/// doesn't have them.
package struct CompilerMessages: Sendable {
  /// An error, with the lines of the source around it.
  package struct Message: Equatable, Sendable {
    /// Where it is, such as "HuberRegression.swift:46:23"; nil where the kit itself has noticed it.
    var place: String?
    /// The line's number; 0 where there is none.
    package var line = 0
    /// The compiler's own words.
    var text: String
    /// The source around it, with line numbers, and a line with `^` below the place.
    var excerpt: [String] = []
    /// The line of the source that it is about, without its number.
    package var source = ""
    /// What the compiler adds.
    var notes: [String] = []
  }

  /// In the compiler's order, but those of operators behind the ones that they may follow from: beside a name
  /// that isn't known, an operator fits nothing.
  package private(set) var errors: [Message] = []

  /// - Parameter text: The compiler's output, with paths that are as short as possible.
  package init(_ text: String) {
    var isOfAnswer = false
    var isError = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let header = Header(line) else {
        if isOfAnswer, isError { add(excerpt: line) }
        // The kit's own sentence stands before all that the compiler says.
        if errors.isEmpty, !isOfAnswer, !line.isEmpty { errors.append(Message(text: "\(line)")) }
        continue
      }
      isOfAnswer = header.isOfAnswer
      isError = header.kind == "error"
      if isError, isOfAnswer {
        errors.append(Message(place: header.place, line: header.line, text: header.text))
      } else if !errors.isEmpty {
        errors[errors.count - 1].notes.append(header.text)
      }
    }
    if errors.isEmpty { errors = [Message(text: text)] }
    for index in errors.indices { errors[index].trim() }
    if errors.contains(where: \.isOfName) {
      errors = errors.filter { !$0.isOfOperator } + errors.filter(\.isOfOperator)
    }
  }

  private mutating func add(excerpt line: Substring) {
    errors[errors.count - 1].add(line)
  }

  /// "HuberRegression.swift:46:23: error: cannot convert …".
  private struct Header {
    let file: Substring
    let place: String
    let line: Int
    let kind: Substring
    let text: String

    init?(_ line: Substring) {
      guard let match = line.wholeMatch(of: /(\S.*?):(\d+):(\d+): (error|note|warning): (.*)/)
      else { return nil }
      (file, kind, text) = (match.1, match.4, String(match.5))
      place = "\(match.1):\(match.2):\(match.3)"
      self.line = Int(match.2) ?? 0
    }

    /// Paths of the answer's own files have been cut to their names.
    var isOfAnswer: Bool {
      file.hasSuffix(".swift") && !file.contains("/") && file != "Glue.swift"
    }
  }
}

extension CompilerMessages.Message {
  /// "HuberRegression.swift:46:23: cannot convert …".
  package var headline: String { [place, text].compactMap(\.self).joined(separator: ": ") }

  /// Takes a line of the excerpt, such as " 46 |     return residual * n", or of marks below it.
  fileprivate mutating func add(_ line: Substring) {
    guard let bar = line.firstIndex(of: "|") else { return }
    let number = line[..<bar].filter { !$0.isWhitespace }
    if !number.isEmpty {
      if Int(number) == self.line { source = String(line[bar...].dropFirst()) }
      excerpt.append(String(line))
      return
    }
    let (mark, words) = (line.firstRange(of: "- error: "), line.firstRange(of: "- note: "))
    if let words { notes.append(String(line[words.upperBound...])) }
    if let mark {
      let column = line.distance(from: line.startIndex, to: mark.lowerBound) - 1
      let margin = String(line[..<bar]) + "|"
      excerpt.append(margin + String(repeating: " ", count: max(0, column - margin.count)) + "^")
    }
  }

  /// Empty lines at the end say nothing.
  fileprivate mutating func trim() {
    while let last = excerpt.last, last.last == "|" || last.hasSuffix("| ") {
      excerpt.removeLast()
    }
  }

  /// The excerpt in lines of this width. They are never folded, so that `^` stays below its place: what
  /// has no room is left out, on the left where the place would have none otherwise.
  func excerpt(width: Int) -> [String] {
    let code = (excerpt.first?.firstIndex(of: "|")).map {
      excerpt[0].distance(from: excerpt[0].startIndex, to: $0) + 1
    }
    let mark = excerpt.first { $0.last == "^" }?.count ?? 0
    guard let code, excerpt.contains(where: { $0.count > width }) else { return excerpt }
    let left = mark > width - 10 ? mark - width / 2 : 0
    return excerpt.map { line in
      var line = line
      if left > 0 {
        let rest = line.dropFirst(code + left)
        line = line.prefix(code) + (rest.last == "^" ? " " : "…") + rest.dropFirst()
      }
      return line.count > width ? line.prefix(width - 1) + "…" : line
    }
  }

  /// Whether it follows from another one: a brace that is missing makes every function after it wrong, a name
  /// that isn't known every line with it and every operator beside it.
  func follows(from first: Self) -> Bool {
    text == first.text && (text.contains("can only be used in a non-local scope") || isOfName)
      || first.isOfName && isOfOperator
  }

  /// About a name that isn't known.
  fileprivate var isOfName: Bool { text.contains("cannot find '") }

  /// About the types beside an operator.
  fileprivate var isOfOperator: Bool {
    text.contains("operator '") && text.contains("cannot be applied to")
  }
}
