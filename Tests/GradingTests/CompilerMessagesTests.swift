import Curriculum
import Testing

@testable import Grading

/// What Swift 6.3's compiler prints for an answer, with paths cut to names as the grader cuts them.
private let mixed = """
  HuberRegression.swift:46:23: error: cannot convert value of type 'Int' to expected argument type 'Double'
   44 |   public func loss(residual: Double, delta: Double) throws -> Double {
   45 |     let n = 3
   46 |     return residual * n + delta
      |                       `- error: cannot convert value of type 'Int' to expected argument type 'Double'
   47 |   }
   48 | 
  """

private let brace = [61, 80, 100].map { line in
  """
  HuberRegression.swift:\(line):3: error: attribute 'public' can only be used in a non-local scope
   59 |   ///   - delta: δ > 0, finite.
  \(line) |   public func lossDerivative(residual: Double, delta: Double) throws -> Double {
      |   `- error: attribute 'public' can only be used in a non-local scope

  """
}.joined(separator: "\n")

private let missing = """
  HuberRegression.swift:27:15: error: type 'Answer' does not conform to protocol 'HuberRegression'
   26 | /// Your answer to exercise 4.
   27 | public struct Answer: HuberRegression {
      |               |- error: type 'Answer' does not conform to protocol 'HuberRegression'
      |               `- note: add stubs for conformance
   28 |   /// The Huber loss.

  /home/ada/gradus/Sources/Curriculum/HuberRegression.swift:8:8: note: protocol requires function 'loss(residual:delta:)' with type '(Double, Double) throws -> Double'
   6 | public protocol HuberRegression {
   8 |   func loss(residual: Double, delta: Double) throws -> Double
     |        `- note: protocol requires function 'loss(residual:delta:)' with type '(Double, Double) throws -> Double'
  """

@Suite("The compiler's errors are shown so that they can be read")
struct CompilerMessagesTests {
  private func text(_ message: String, width: Int = 80) -> String {
    let exercise = ExerciseReport(4, "Huber", .partial, 0, of: 20, compilerMessage: message)
    var report = Report(
      answers: "Exercises", seed: 0, toolchain: "", isComplete: true, exercises: [exercise])
    report.limits = nil
    return TerminalReport(report, style: TerminalStyle(width: width), showsDetails: true).text
  }

  @Test("The first error stands whole, with its mark below its place, and plain words")
  func first() {
    #expect(
      text(mixed).hasSuffix(
        """
          ✘ It does not compile:
              HuberRegression.swift:46:23: cannot convert value of type 'Int' to
              expected argument type 'Double'
               44 |   public func loss(residual: Double, delta: Double) throws -> Doubl…
               45 |     let n = 3
               46 |     return residual * n + delta
                  |                       ^
               47 |   }
              In plain words: Whole numbers (Int) and other numbers (Double) don't mix
              by themselves: write Double(…) around the whole number.

        """))
  }

  @Test("A line of the source isn't folded: the mark stays below its place", arguments: [40, 60])
  func narrow(width: Int) throws {
    let lines = text(mixed, width: width).split(separator: "\n").map(String.init)
    let mark = try #require(lines.firstIndex { $0.hasSuffix("^") })
    #expect(lines[mark].count <= width && lines.allSatisfy { $0.count <= width })
    let place = lines[mark].count - 1
    let above = Array(lines[mark - 1])
    #expect(String(above[place...].prefix(5)) == "n + d")
  }

  @Test("Of a missing brace the first error is shown, and not what follows from it")
  func missingBrace() {
    let text = text(brace)
    #expect(text.contains("A closing brace } is missing above line 61"))
    #expect(text.contains("… and 2 more, which follow from this one"))
    #expect(!text.contains("swift:80"))
  }

  @Test("Nothing is shown of a file that the student doesn't have")
  func otherFiles() {
    let text = text(missing)
    #expect(!text.contains("/home/ada") && !text.contains("public protocol"))
    #expect(text.contains("Answer lacks what the exercise asks for:\n      loss(residual:delta:)."))
  }

  @Test("Other errors have a line each, and the fourth only a number")
  func others() {
    let more = (1...5).map { "A.swift:\($0):1: error: cannot find 'a\($0)' in scope\n" }
      .joined()
    let text = text(mixed + "\n" + more)
    #expect(text.contains("\n      A.swift:3:1: cannot find 'a3' in scope\n"))
    #expect(!text.contains("a4"))
    #expect(text.contains("\n      … and 2 more errors\n"))
  }

  @Test("The kit's own sentence comes first")
  func ownSentence() {
    let text = text(
      "There must be a \"public struct Answer: HuberRegression\".\n"
        + "Glue.swift:3:5: error: cannot find 'Answer' in scope\n 3 |  Answer()\n")
    #expect(
      text.hasSuffix(
        """
              There must be a "public struct Answer: HuberRegression".
              note: cannot find 'Answer' in scope

        """))
  }

  @Test("A text in no known form is shown as it is")
  func unknownForm() {
    #expect(text("the limit is reached").hasSuffix("\n      the limit is reached\n"))
  }
}

@Suite("The usual errors are said in plain words")
struct CompilerSentencesTests {
  private func sentence(_ text: String, source: String = "") -> String? {
    CompilerSentences.sentence(for: .init(text: text, source: source))
  }

  @Test(
    "Each usual error has its sentence",
    arguments: [
      ("cannot convert return expression of type 'Int' to return type 'Double'", "Double(…)"),
      ("binary operator '/' cannot be applied to operands of type 'Vector' and 'Int'", "Double(…)"),
      (
        "the compiler is unable to type-check this expression in reasonable time; try breaking up",
        "Double(…) around each whole number"
      ),
      ("call can throw but is not marked with 'try'", "write try before the call"),
      ("errors thrown from here are not handled", "throws in its header"),
      ("cannot assign to value: 'delta' is a 'let' constant", "var copy = delta"),
      ("cannot assign through subscript: 'weights' is a 'let' constant", "var copy = weights"),
      ("missing argument labels 'residual:delta:' in call", "names and colons"),
      ("argument 'residual' must precede argument 'delta'", "residual comes first"),
      ("attribute 'public' can only be used in a non-local scope", "closing brace } is missing"),
      ("extraneous '}' at top level", "} too many"),
      ("cannot find 'residul' in scope", "Nothing is called residul"),
      ("cannot find 'range' in scope", "write 0..<n"),
      ("cannot find 'np' in scope", "without np: docs/arrays.md"),
      ("cannot find 'zeros' in scope", "Vector.zeros(n)"),
      (
        "cannot convert value of type '[Double]' to expected argument type 'Vector'",
        "write Vector(list)"
      ),
      ("class 'Momentum' has no initializers", "docs/prerequisites.md"),
      ("cannot find type 'Matrx' in scope", "no type called Matrx"),
      (
        "cannot convert return expression of type 'Matrix' to return type 'Double'",
        "promises a Double, and this line gives a Matrix"
      ),
      ("missing return in instance method expected to return 'Double'", "end with return"),
      (
        "value of optional type 'Double?' must be unwrapped to a value of type 'Double'", "?? 0"
      ),
      ("value of type 'Vector' has no member 'average'", "nothing that is called average"),
      ("no operator '**' is defined; did you mean 'pow(_:_:)'?", "pow(x, 2)"),
      (
        "method 'loss(residual:delta:)' must be declared public because it matches a requirement",
        "public before func"
      ),
      (
        "instance method 'loss(residual:deltas:)' has different argument labels from those "
          + "required by protocol 'HuberRegression' ('loss(residual:delta:)')", "as the stub has it"
      ),
      ("no such module 'Numpy'", "there is no Numpy"),
    ])
  func usual(text: String, words: String) throws {
    let sentence = try #require(self.sentence(text))
    #expect(sentence.contains(words), "\(sentence)")
  }

  @Test("An @ between arrays is taken for their product, whatever the compiler makes of it")
  func product() {
    let text = "consecutive statements on a line must be separated by ';'"
    for line in ["    let z = inputs @ weights", "  return a.T@a", "  f(x) @ (y)"] {
      #expect(sentence(text, source: line)?.contains("matmul(a, b)") == true)
    }
    #expect(sentence(text, source: "  @inlinable func f() x")?.contains("matmul") == false)
  }

  @Test("What isn't known comes before the operators beside it, and each name once")
  func causesFirst() {
    let lines = [
      "binary operator '+' cannot be applied to operands of type 'Duration' and 'Vector'",
      "cannot find 'u' in scope", "cannot find 'u' in scope", "cannot find 'momentum' in scope",
    ]
    let text = lines.enumerated().map { "A.swift:\($0 + 3):1: error: \($1)\n" }.joined()
    let errors = CompilerMessages(text).errors
    #expect(errors.map(\.line) == [4, 5, 6, 3])
    #expect(errors.map { $0.follows(from: errors[0]) } == [true, true, false, true])
    let alone = CompilerMessages("A.swift:3:1: error: \(lines[0])\nA.swift:4:1: error: b\n").errors
    #expect(alone.map(\.line) == [3, 4])
  }

  @Test("A ^ between numbers is taken for a power")
  func power() {
    let text = "cannot convert value of type 'Double' to expected argument type 'Int'"
    #expect(sentence(text, source: "    return residual ^ 2")?.contains("no power") == true)
    #expect(sentence(text, source: "    return residual > n")?.contains("Double(…)") == true)
  }

  @Test("What nobody has foreseen has none")
  func unforeseen() { #expect(sentence("invalid redeclaration of 'loss'") == nil) }
}
