/// The compiler's usual complaints, in plain words for whoever is new to Swift.
///
/// The first row that fits counts.
package struct CompilerSentences {
  /// What a row says of an error; nil where it doesn't fit.
  package typealias Row = @Sendable (CompilerMessages.Message) -> String?

  /// The plain words for an error; nil where nobody has written any.
  package static func sentence(for message: CompilerMessages.Message) -> String? {
    rows.lazy.compactMap { $0(message) }.first
  }

  private static let rows: [Row] = structure + operators + numbers + calls + values

  /// A row for errors with these words in them.
  private static func row(_ words: String..., says sentence: String) -> Row {
    { message in words.contains(where: message.text.contains) ? sentence : nil }
  }

  /// The text between the first pair of quotation marks after some words.
  private static func name(after words: String, in message: CompilerMessages.Message) -> String? {
    guard let start = message.text.firstRange(of: words)?.upperBound else { return nil }
    return message.text[start...].split(separator: "'", omittingEmptySubsequences: false)
      .dropFirst().first.map(String.init)
  }

  private static let structure: [Row] = [
    { message in
      guard message.text.contains("can only be used in a non-local scope") else { return nil }
      return "A closing brace } is missing above line \(message.line): count the braces of the "
        + "function that stands before this one."
    },
    row(
      "extraneous '}' at top level",
      says: "There is a closing brace } too many above this line: one of the functions has more } "
        + "than {."),
    row(
      "expected '}'",
      says: "A closing brace } is missing: each { needs its }, and the editor shows the pairs."),
    { message in
      guard message.text.contains("does not conform to protocol") else { return nil }
      let missing = message.notes.compactMap { $0.firstMatch(of: /requires function '([^']*)'/)?.1 }
      guard !missing.isEmpty else { return nil }
      return "Answer lacks what the exercise asks for: \(missing.joined(separator: ", ")). Was a "
        + "function renamed or deleted, or does it stand outside of Answer's braces?"
    },
    row(
      "from those required by protocol",
      says: "The tests call this function as the stub has it: leave its name, its labels and its "
        + "types as they were."),
    row(
      "must be declared public", "must be as accessible as its enclosing type",
      says: "Write public before func, as in the stub: the tests see nothing else."),
    { message in
      guard let name = name(after: "no such module", in: message) else { return nil }
      return "An answer may import Curriculum, LinearAlgebra and Foundation; there is no \(name)."
    },
  ]

  private static let operators: [Row] = [
    row("no operator '**'", says: "Swift has no **: write pow(x, 2), or x * x."),
    { message in
      let isPower = message.source.contains("^") && message.text.contains("'Int'")
      return isPower ? "^ is no power in Swift: write pow(x, 2), or x * x." : nil
    },
    { message in
      let isProduct =
        message.source.contains(/[\w)\]] ?@ ?[\w(]/) || message.text.contains("no operator '@'")
      return isProduct ? "Swift has no @ for products of matrices: write matmul(a, b)." : nil
    },
  ]

  private static let numbers: [Row] = [
    row(
      "unable to type-check this expression in reasonable time",
      says:
        "This line is too much at once for the compiler. Mostly an Int stands among Doubles: write "
        + "Double(…) around each whole number, such as Double(x.rows). If none does, split the line: "
        + "let part = …"),
    { message in
      let types = message.text.matches(of: /'([A-Za-z]+)'/).map { String($0.1) }
      guard message.text.contains("cannot convert") || message.text.contains("operands of type"),
        types.contains("Int"), types.contains(where: floating.contains)
      else { return nil }
      return "Whole numbers (Int) and other numbers (Double) don't mix by themselves: write "
        + "Double(…) around the whole number."
    },
  ]

  private static let floating: Set<String> = ["Double", "Vector", "Matrix"]

  private static let calls: [Row] = [
    row(
      "is not marked with 'try'",
      says: "This function may throw an error: write try before the call."),
    row(
      "errors thrown from here are not handled",
      says: "What may throw stands here in a function or closure that may not: write throws in its "
        + "header."),
    { message in
      guard let name = name(after: "argument", in: message),
        message.text.contains("must precede argument")
      else { return nil }
      return "The arguments stand in another order than in the function's header: \(name) comes "
        + "first."
    },
    row(
      "argument passed to call that takes no arguments", "has no initializers",
      "no accessible initializers",
      says: "A class that keeps numbers needs an init that sets them: \"Classes\" in "
        + "docs/prerequisites.md shows one."),
    row(
      "argument label", "missing argument for parameter", "extra argument",
      says:
        "Look at the header of the function: a call has its names and colons, in the same order, "
        + "such as loss(residual: 3, delta: 1)."),
    row(
      "did you mean to call it with '()'",
      says: "This is a function: write () behind its name."),
  ]

  private static let values: [Row] = [
    { message in
      guard message.text.contains("cannot convert value of type '[Double]' to") else { return nil }
      let wanted = message.text.matches(of: /'(Vector)'/).last
      return wanted.map { _ in "A list is no Vector yet: write Vector(list)." }
    },
    { message in
      guard let name = message.text.firstMatch(of: /'(\w+)' is a 'let' constant/)?.1 else {
        return nil
      }
      return
        "\(name) can't be changed: what a function is given, and what let names, stays as it is. "
        + "Change a copy: var copy = \(name)."
    },
    { message in
      guard let name = name(after: "cannot find type", in: message) else { return nil }
      return "There is no type called \(name): is it misspelt, or is an import missing?"
    },
    { message in
      guard let name = name(after: "cannot find", in: message) else { return nil }
      if let here = ofPython[name] { return "Swift has no \(name): write \(here)." }
      return "Nothing is called \(name) here: is it misspelt, made further down, or inside other "
        + "braces?"
    },
    { message in
      let words = "cannot convert return expression of type"
      guard let given = name(after: words, in: message),
        let wanted = name(after: "return type", in: message)
      else { return nil }
      return "The function's header promises a \(wanted), and this line gives a \(given)."
    },
    row(
      "missing return",
      says: "The function promises a value: each way through it must end with return."),
    row(
      "must be unwrapped",
      says:
        "There may be nothing in it: an empty list has no maximum, for instance. Say what holds "
        + "then, such as ?? 0."),
    { message in
      guard let match = message.text.firstMatch(of: /type '([^']*)' has no member '([^']*)'/) else {
        return nil
      }
      return
        "A \(match.1) has nothing that is called \(match.2): type a dot behind its name in the "
        + "editor, and look at the list."
    },
    row(
      "expected '{' to start the body",
      says: "Swift writes braces where Python has a colon: for i in 0..<3 { … }."),
    row(
      "consecutive statements on a line",
      says: "Two things stand side by side: is an operator or a comma missing, or a word misspelt?"),
  ]

  private static let ofPython = [
    "range": "0..<n", "len": "x.count",
    "np": "exp(a), a.sum() or Vector.zeros(3), without np: docs/arrays.md lists NumPy's names",
    "math": "log(x), exp(x) or sqrt(x), without math",
    "zeros": "Vector.zeros(n) or Matrix.zeros(m, n)",
    "ones": "Vector.ones(n) or Matrix.ones(m, n)", "zeros_like": "Vector.zeros(like: v)",
    "sum": "v.sum(), or a.rowSums() for axis 1", "mean": "v.mean(), or a.rowMeans() for axis 1",
    "argmax": "v.argmax(), or a.rowArgmaxima() for axis 1", "array": "[1, 2, 3] as Vector",
    "int": "Int(x)", "float": "Double(x)", "str": "String(x)", "enumerate": "x.enumerated()",
    "sorted": "x.sorted()", "std": "v.standardDeviation()", "norm": "v.norm()",
    "def": "func", "None": "nil", "True": "true", "False": "false", "elif": "else if",
    "not": "!", "and": "&&", "or": "||", "pass": "nothing at all",
  ]
}
