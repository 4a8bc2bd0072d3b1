/// A file of a suite, as much of it as a student could paste into an answer.
///
/// Tests go, imports of what answers can't import go, and so does what the compiler doesn't take without
/// them: first the body of a function, then the whole. Lines stay where they are.
struct PastedSource {
  /// The path below the kit's folder, such as "Tests/ExerciseTests/04-HuberRegression/HuberProblem.swift".
  let path: String
  let outline: SourceOutline
  private let number: Int
  /// What the file looks like at the end: functions that stand in the bodies of others.
  private(set) var locals: [Local] = []
  /// Functions that call one of the file's for a stub.
  var fittings: [Fitting] = []
  private var losses: [Int: Loss] = [:]

  private enum Loss { case body, all }

  /// The functions that are declared in the body of another one, as the members of a type.
  struct Local {
    let type: String
    var functions: [(line: Int, text: String, isLost: Bool)]

    var text: String {
      "struct \(type) {\n"
        + functions.map { $0.isLost ? Self.blank($0.text) : $0.text }
        .joined(separator: "\n") + "\n}"
    }

    var outline: SourceOutline { SourceOutline(text) }

    /// As many lines, with nothing in them.
    private static func blank(_ text: String) -> String { text.filter(\.isNewline) }

    /// Gives up the function in a line, from 1.
    mutating func lose(line: Int) -> Bool {
      var start = 1
      for index in functions.indices {
        start += 1 + functions[index].text.count(where: \.isNewline)
        if line <= start {
          defer { functions[index].isLost = true }
          return !functions[index].isLost
        }
      }
      return false
    }
  }

  /// - Parameter number: its place among all that are pasted together.
  init(_ text: String, path: String, number: Int) {
    self.path = path
    self.number = number
    outline = SourceOutline(
      text.replacing("Student.seed", with: "UInt64(0)")
        .replacing(/(?m)^import (?:Testing|ExerciseTesting|Boundary|Fingerprints)$/, with: ""))
    for (index, declaration) in outline.declarations.enumerated() {
      if declaration.kind == .function || declaration.kind == .initializer {
        addLocals(of: declaration, index)
      }
      loseWhatNeedsTests(declaration, index)
    }
  }

  private mutating func addLocals(of declaration: SourceOutline.Declaration, _ index: Int) {
    let functions = outline.localFunctions(of: declaration).map { tokens in
      (line: line(of: tokens.lowerBound), text: outline.code.text(of: tokens), isLost: false)
    }
    if !functions.isEmpty {
      locals.append(Local(type: "Local\(number)_\(index)", functions: functions))
    }
  }

  /// What we needn't ask the compiler about.
  private mutating func loseWhatNeedsTests(_ declaration: SourceOutline.Declaration, _ index: Int) {
    if declaration.isTest { losses[index] = .all }
    func needsTests(_ tokens: ClosedRange<Int>) -> Bool {
      tokens.contains {
        let text = outline.code.tokens[$0].text
        return ["Student", "#expect", "#require", "#_sourceLocation", "SourceLocation", "Issue"]
          .contains(text) || text.hasPrefix("expect") && outline.code.tokens[$0 + 1].text == "("
      }
    }
    guard declaration.kind != .type else { return }
    if let body = declaration.body {
      if needsTests(declaration.tokens.lowerBound...body.lowerBound) {
        losses[index] = .all
      } else if needsTests(body), losses[index] == nil {
        losses[index] = .body
      }
    } else if needsTests(declaration.tokens) {
      losses[index] = .all
    }
  }

  /// Whether a declaration is there as it was.
  func isWhole(_ declaration: Int) -> Bool {
    losses[declaration] == nil
      && !outline.declarations.indices.contains {
        losses[$0] == .all
          && outline.declarations[$0].tokens.lowerBound
            <= outline.declarations[declaration].tokens.lowerBound
          && outline.declarations[$0].tokens.upperBound
            >= outline.declarations[declaration].tokens.upperBound
      }
  }

  /// Gives up what stands in some line, from 1. Returns whether there was anything.
  mutating func lose(line: Int) -> Bool {
    var start = lineCount(of: ownText())
    if line <= start { return loseDeclaration(line) }
    for index in locals.indices {
      let count = lineCount(of: locals[index].text)
      if line <= start + count { return locals[index].lose(line: line - start) }
      start += count
    }
    guard fittings.indices.contains(line - start - 1) else { return false }
    let lost = line - start - 1
    fittings[lost].compiles = false
    return true
  }

  private mutating func loseDeclaration(_ line: Int) -> Bool {
    let code = outline.code
    var newlines = 1
    var lineOfToken: [Int] = []
    var place = 0
    for token in code.tokens {
      while place < token.range.lowerBound {
        if code.characters[place].isNewline { newlines += 1 }
        place += 1
      }
      lineOfToken.append(newlines)
    }
    func lines(_ tokens: ClosedRange<Int>) -> ClosedRange<Int> {
      lineOfToken[tokens.lowerBound]...lineOfToken[tokens.upperBound]
    }
    let around = outline.declarations.indices.filter {
      losses[$0] != .all && lines(outline.declarations[$0].tokens).contains(line)
    }
    guard
      let innermost = around.max(by: {
        outline.declarations[$0].tokens.lowerBound < outline.declarations[$1].tokens.lowerBound
      })
    else { return false }
    let declaration = outline.declarations[innermost]
    let hasBody = declaration.body != nil && declaration.kind != .type
    losses[innermost] = hasBody && losses[innermost] == nil ? .body : .all
    return true
  }

  private func lineCount(of text: String) -> Int { 1 + text.count(where: \.isNewline) }

  /// What can be called, as far as the compiler hasn't refused it yet.
  var helpers: [Fittings.Helper] {
    let own = outline.declarations.indices.filter(isWhole).map { outline.declarations[$0] }
    return own.compactMap { helper($0, line: line(of: $0.tokens.lowerBound)) }
      + locals.flatMap { local in
        local.outline.declarations.compactMap { function in
          let line = local.functions.first { $0.text.contains("func \(function.name)") }?.line
          return helper(function, line: line ?? 1)
        }
      }
  }

  private func helper(
    _ declaration: SourceOutline.Declaration, line: Int
  ) -> Fittings.Helper? {
    guard declaration.result != nil,
      declaration.kind == .function
        || declaration.kind == .property && declaration.body != nil && !declaration.owner.isEmpty
    else { return nil }
    return Fittings.Helper(declaration: declaration, place: "\(path):\(line)")
  }

  private func line(of token: Int) -> Int {
    1
      + outline.code.characters[..<outline.code.tokens[token].range.lowerBound]
      .count(where: \.isNewline)
  }

  /// The file with what is left of it.
  var text: String {
    ([ownText()] + locals.map(\.text)
      + fittings.map { $0.compiles ? $0.text : "// Doesn't compile." }).joined(separator: "\n")
      + "\n"
  }

  private func ownText() -> String {
    var characters = outline.code.characters.map { String($0) }
    func blank(_ range: Range<Int>) {
      for place in range where characters[place] != "\n" { characters[place] = "" }
    }
    let code = outline.code
    // Only what is private in a type is out of reach for the rest of its file.
    var depth = 0
    for (index, token) in code.tokens.enumerated() {
      if token.text == "{" { depth += 1 }
      if token.text == "}" { depth -= 1 }
      if depth > 0, ["private", "fileprivate"].contains(token.text) {
        blank(token.range)
        if code.tokens[index + 1].text == "(", let close = code.partners[index + 1] {
          blank(code.characters(of: index + 1...close))
        }
      }
      if token.text == "@Suite" {
        let close = code.tokens[index + 1].text == "(" ? code.partners[index + 1] : nil
        blank(code.characters(of: index...(close ?? index)))
      }
    }
    for (index, loss) in losses {
      let declaration = outline.declarations[index]
      if loss == .body, let body = declaration.body {
        let braces = code.characters(of: body)
        blank(braces.lowerBound + 1..<braces.upperBound - 1)
        characters[braces.lowerBound] = "{ fatalError() "
      } else {
        blank(code.characters(of: declaration.tokens))
      }
    }
    return characters.joined()
  }
}
