import Boundary

/// A line that states something to be recomputed, such as "loss(residual: 3, delta: 1) = 2.5".
///
/// `=` holds to half a unit of the last digit printed, `= 0.35 ± 0.02` to what it says, `~ 1e-7` to a
/// factor of 3; `<`, `>`, `<=` and `>=` are what they are. Of lists, every entry must hold.
/// `let y = …` names a value for the lines below; `for seed in 1...20: …` must hold for each number.
struct WorkedLine {
  private let loop: (name: String, numbers: ClosedRange<Int>)?
  private let statement: Statement

  private enum Statement {
    case definition(String, WorkedExpression)
    case claim(WorkedExpression, WorkedRelation, WorkedExpression)
  }

  /// Reads a line.
  init(_ line: String) throws {
    var parser = try WorkedParser(line)
    loop = try parser.take(word: "for") ? Self.loop(&parser) : nil
    if loop == nil, parser.take(word: "let") {
      let name = try parser.name()
      try parser.require("=")
      statement = .definition(name, try parser.expression())
    } else {
      let left = try parser.expression()
      guard let symbol = parser.take(WorkedRelation.symbols) else {
        throw parser.unexpected("a relation such as = or <")
      }
      let right = try parser.expression()
      let spread = symbol == "=" && parser.take("±") != nil ? try parser.expression() : nil
      statement = .claim(left, try WorkedRelation(symbol, spread: spread), right)
    }
    try parser.end()
  }

  private static func loop(_ parser: inout WorkedParser) throws -> (String, ClosedRange<Int>) {
    let name = try parser.name()
    guard parser.take(word: "in") else { throw parser.unexpected("\"in\"") }
    let first = try parser.integer()
    try parser.require("...")
    let last = try parser.integer()
    guard first <= last else { throw WorkedMistake("no number is in \(first)...\(last)") }
    try parser.require(":")
    return (name, first...last)
  }

  /// Computes, compares, and adds what the line names.
  func check(in session: Session, _ names: inout [String: WorkedValue]) throws {
    guard let loop else { return try check(in: session, &names, "") }
    for number in loop.numbers {
      var inside = names
      inside[loop.name] = .number(Double(number), unit: 1)
      try check(in: session, &inside, "for \(loop.name) = \(number) ")
    }
  }

  private func check(
    in session: Session, _ names: inout [String: WorkedValue], _ when: String
  ) throws {
    let evaluation = WorkedEvaluation(session: session, names: names)
    switch statement {
    case .definition(let name, let expression):
      names[name] = try evaluation.value(of: expression)
    case .claim(let left, let relation, let right):
      let (got, claimed) = (try evaluation.value(of: left), try evaluation.value(of: right))
      guard try relation.holds(got, claimed, in: evaluation) else {
        let other = right.isPrinted ? "" : ", and on the right \(claimed)"
        throw WorkedMistake("\(when)the solution says \(got)\(other)")
      }
    }
  }
}

/// How the two sides of a line compare.
enum WorkedRelation {
  case equal, below, above, atMost, atLeast, about
  case near(spread: WorkedExpression)

  static let symbols = ["=", "<", ">", "<=", ">=", "~"]

  init(_ symbol: String, spread: WorkedExpression?) throws {
    if let spread {
      self = .near(spread: spread)
      return
    }
    switch symbol {
    case "<": self = .below
    case ">": self = .above
    case "<=": self = .atMost
    case ">=": self = .atLeast
    case "~": self = .about
    default: self = .equal
    }
  }

  func holds(
    _ got: WorkedValue, _ claimed: WorkedValue, in evaluation: WorkedEvaluation
  ) throws -> Bool {
    switch self {
    case .equal:
      got.agrees(with: claimed) { abs($0 - $1) <= 0.5 * $2 * (1 + 1e-9) + 1e-12 * max(1, abs($0)) }
    case .below: got.spread(claimed) { $0 < $1 }
    case .above: got.spread(claimed) { $0 > $1 }
    case .atMost: got.spread(claimed) { $0 <= $1 }
    case .atLeast: got.spread(claimed) { $0 >= $1 }
    case .about: got.spread(claimed) { $0 / $1 >= 1 / 3.0 && $0 / $1 <= 3 }
    case .near(let spread):
      try {
        guard case .number(let most, _) = try evaluation.value(of: spread) else {
          throw WorkedMistake("what stands behind ± is not a number")
        }
        return got.spread(claimed) { abs($0 - $1) <= most * (1 + 1e-9) }
      }()
    }
  }
}
