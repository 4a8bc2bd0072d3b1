import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("Mutants are made by rule")
struct MutantTests {
  /// The changes that are made to the body of a function, as "before → after".
  private func changes(
    _ body: String, head: String = "func f(a: Double, b: Double) throws -> [Double] {"
  ) -> Set<String> {
    changes(ofText: "\(head)\n  // solution:begin\n\(body)\n  // solution:end\n}\n")
  }

  private func changes(ofText text: String) -> Set<String> {
    Set(
      Mutant.all(of: .huberRegression, sources: [("A.swift", text)], changing: 0).map {
        "\($0.change.before) → \($0.change.after)"
      })
  }

  /// Whether each of these stands for a change to a line.
  private func expect(
    _ line: String, _ expected: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let changes = changes("  " + line)
    for text in expected {
      #expect(changes.contains("\(line) → \(text)"), sourceLocation: sourceLocation)
    }
  }

  @Test("Operators and comparisons are exchanged")
  func operators() {
    expect("x = a + b", "x = a - b")
    expect("x = a - b", "x = a + b")
    expect("x = a * b", "x = a / b")
    expect("x = a / b", "x = a * b")
    expect("x = a < b", "x = a <= b", "x = a >= b")
    expect("x = a >= b", "x = a > b", "x = a < b")
    expect("x = a == b", "x = a != b")
    expect("x = a && b", "x = a || b")
    expect("x = -a", "x = a")
    expect("x += a", "x = a", "x -= a")
    expect("x *= a", "x = a", "x /= a")
  }

  @Test("Constants change")
  func constants() {
    expect("x = 1", "x = 2", "x = 0")
    expect("x = 0", "x = 1")
    expect("x = 0.5 * a", "x = 1.0 * a")
    expect("x = 1e-9", "x = 1e-6")
    #expect(changes("  x = pair.0") == ["x = pair.0 → "])
  }

  @Test("A term of a sum is dropped")
  func terms() {
    expect("x = a * c + b - f(1 + d)", "x = b - f(1 + d)", "x = a * c - f(1 + d)", "x = a * c + b")
    expect("x = a - b", "x = -b", "x = a")
    expect("if a + b > c { return }", "if a > c { return }", "if b > c { return }")
  }

  @Test("Indices and the ends of ranges move by one")
  func indices() {
    expect("x = v[i]", "x = v[i + 1]", "x = v[i - 1]")
    expect("x = m[i, j]", "x = m[i, j + 1]", "x = m[j, i]")
    expect("for i in 0..<n {}", "for i in 0...n {}", "for i in 1..<n {}", "for i in 0..<n - 1 {}")
    expect("a: for i in 0..<n {}", "a: for i in 0...n {}", "a: for i in 0..<n - 1 {}")
    #expect(changes("  x = v[...]") == ["x = v[...] → "])
    expect("x = v[k + 1...n]", "x = v[k + 1..<n]", "x = v[(k + 1 + 1)...n]", "x = v[k + 1...n - 1]")
  }

  @Test("Guards, checks and other statements are dropped, also those of several lines")
  func statements() {
    let guardText = """
        guard a > 0,
          b > 0
        else {
          throw InvalidInput("a")
        }
      """
    let line = "guard a > 0, b > 0 else { throw InvalidInput(\"a\") }"
    let changes = changes(guardText + "\n  try check(b)\n  let x = c")
    #expect(changes.contains("\(line) → "))
    #expect(changes.contains("guard a > 0, b > 0 → guard b > 0"))
    #expect(changes.contains("guard a > 0, b > 0 → guard a > 0"))
    #expect(changes.contains("try check(b) → "))
    #expect(!changes.contains("let x = c → "))
  }

  @Test("Arguments and words are exchanged")
  func arguments() {
    expect("x = f(a, b)", "x = f(b, a)")
    expect(
      "x = f(from: a, to: g(b, c))", "x = f(from: g(b, c), to: a)", "x = f(from: a, to: g(c, b))")
    expect(
      "x = matmul(a, b, transposeA: true)", "x = matmul(a, b, transposeA: false)",
      "x = matmul(a, b, transposeB: true)")
    expect("x = max(a, b)", "x = min(a, b)")
    #expect(!changes("  x = max(a, b)").contains("x = max(a, b) → x = max(b, a)"))
  }

  @Test("Results are scaled, moved and rounded; so is what stands between")
  func results() {
    let head = "func f() throws -> Vector {"
    #expect(
      changes("  return a", head: head) == [
        "return a → return (a) * 1.5", "return a → return (a) + 1",
        "return a → return singlePrecision(a)",
      ])
    #expect(changes("  try g()", head: head).contains("try g() → (try g()) * 1.5"))
    #expect(changes("  return a", head: "func f() -> Int {") == ["return a → return (a) + 1"])
    #expect(changes("  return a", head: "func f() -> [Int] {") == [])
    expect("let x = f(a)", "let x = singlePrecision(f(a))")
  }

  @Test("Nothing is scaled or rounded that stays the same")
  func constantResults() {
    let head = "func f() throws -> Double {"
    #expect(changes("  return .infinity", head: head) == [])
    #expect(changes("  return 0", head: head) == ["return 0 → return 1"])
    #expect(!changes("  let x = Vector.zeros(n)").contains { $0.contains("singlePrecision") })
  }

  @Test("A state of a class is shared; one of a structure isn't")
  func states() {
    let text = """
      final class A {
        // solution-only:begin
        private var steps = 0
        // solution-only:end
      }
      """
    #expect(changes(ofText: text).contains("private var steps = 0 → @Shared private var steps = 0"))
    let other = changes(ofText: text.replacing("final class", with: "struct"))
    #expect(!other.contains { $0.contains("@Shared") })
  }

  @Test("Nothing changes in comments, texts, and what the stub shows too")
  func untouched() {
    let text = """
      func f(a: Int = 1 + 2) {
        let x = 3 - y
        // solution:begin
        // a + b
        /* a + b /* 1 */ 2 */
        let name = "a + \\(b + "c" + 1) == 2"
        let more = \"\"\"
          1 + 2 "3"
          \"\"\"
        let raw = #"1 + "2" \\(3)"#
        // solution:end
      }
      """
    #expect(changes(ofText: text) == [])
  }

  @Test("A mutant says where it stands and differs from the solution in one place")
  func place() throws {
    let text = """
      struct Answer {
        func loss(_ x: Double, delta d: Double) -> Double {
          // solution:begin
          func half(_ y: Double) -> Double { y / 2 }
          return half(x)
          // solution:end
        }
      }
      """
    let mutants = Mutant.all(of: .huberRegression, sources: [("A.swift", text)], changing: 0)
    let mutant = try #require(mutants.first { $0.change.after.contains("y * 2") })
    #expect(mutant.line == 4)
    #expect(mutant.change.file == "04-HuberRegression/A.swift")
    #expect(mutant.change.declaration == "loss(_:delta:)")
    #expect(mutant.sources[0].text == text.replacing("y / 2", with: "y * 2"))
  }

  @Test("A sample is drawn by its seed")
  func sample() {
    let body = (0..<40).map { "  x = a + \($0)" }.joined(separator: "\n")
    let text = "func f() {\n  // solution:begin\n\(body)\n  // solution:end\n}\n"
    let mutants = Mutant.all(of: .huberRegression, sources: [("A.swift", text)], changing: 0)
    func sample(_ count: Int, _ seed: UInt64) -> [Mutant.Change] {
      Mutant.sample(count, of: mutants, seed: seed).map(\.change)
    }
    #expect(sample(9, 1).count == 9)
    #expect(sample(9, 1) == sample(9, 1))
    #expect(sample(9, 1) != sample(9, 2))
    #expect(sample(10_000, 1) == mutants.map(\.change))
  }
}

@Suite("The list of equivalent mutants is checked")
struct EquivalentMutantTests {
  private let entry = """
    # a comment
    04-HuberRegression/A.swift, f(a:b:)
    before: x = a + b
    after: x = a - b
    why: b is 0

    """
  private let text = "func f(a: Int, b: Int) {\n// solution:begin\nx = a + b\n// solution:end\n}\n"

  private var mutants: [Mutant] {
    Mutant.all(of: .huberRegression, sources: [("A.swift", text)], changing: 0)
  }

  @Test("An entry stands for one mutant")
  func reading() throws {
    let list = try EquivalentMutants(entry)
    #expect(
      mutants.filter { list.listing(of: $0) == .equivalent }.map(\.change.after) == ["x = a - b"])
    #expect(list.strays(of: .huberRegression, among: mutants) == [])
  }

  @Test("An entry with stars stands for all of a declaration, of which some may die")
  func choice() throws {
    let stars = entry.replacing("x = a + b", with: "*").replacing("x = a - b", with: "*")
    let list = try EquivalentMutants(stars)
    #expect(mutants.count > 1 && mutants.allSatisfy { list.listing(of: $0) == .choice })
    #expect(list.strays(of: .huberRegression, among: mutants) == [])
    #expect(
      try EquivalentMutants(stars.replacing("f(", with: "g(")).listing(of: mutants[0]) == .nothing)
    #expect(list.strays(of: .huberRegression, among: []).count == 1)
  }

  @Test("An entry that is no mutant any more is named, also that of an unknown exercise")
  func strays() throws {
    let list = try EquivalentMutants(entry.replacing("a - b", with: "a % b"))
    #expect(
      list.strays(of: .huberRegression, among: mutants) == [
        "Tests/EquivalentMutants.txt: no mutant any more: 04-HuberRegression/A.swift, f(a:b:): "
          + "x = a + b → x = a % b"
      ])
    #expect(list.strays(of: .perceptron, among: []) == [])
    #expect(
      try EquivalentMutants(entry.replacing("04-", with: "44-")).straysOfNoExercise.count == 1)
  }

  @Test("An entry that dies, or doesn't compile, is an error; one that lives isn't alive")
  func contradictions() throws {
    let mutant = mutants[0]
    func tally(
      _ verdict: MutantCheck.Verdict, _ listing: EquivalentMutants.Listing
    ) -> MutantCheck.Tally {
      var tally = MutantCheck.Tally(exercise: .huberRegression, made: 1, contradictions: [])
      tally.count(mutant, verdict, listing)
      return tally
    }
    #expect(tally(.alive, .equivalent).contradictions == [])
    #expect(tally(.alive, .equivalent).score == nil)
    #expect(tally(.alive, .choice).equivalent == 1)
    #expect(tally(.alive, .nothing).alive == [mutant.description])
    #expect(tally(.alive, .nothing).score == 0)
    #expect(tally(.dead, .nothing).score == 1)
    #expect(tally(.dead, .choice).contradictions == [])
    #expect(tally(.dead, .equivalent).contradictions.count == 1)
    #expect(tally(.didNotCompile, .equivalent).contradictions.count == 1)
  }

  @Test(
    "What can't be read is named with its line",
    arguments: ["why: b is 0", "before: x = a + b", "04-HuberRegression/A.swift, f(a:b:)"])
  func unreadable(line: String) throws {
    let error = #expect(throws: Grader.Failure.self) {
      try EquivalentMutants(entry.replacing(line, with: ""))
    }
    #expect(error?.sentence?.hasPrefix("Tests/EquivalentMutants.txt, line ") == true)
    #expect(throws: Grader.Failure.self) { try EquivalentMutants(entry + entry) }
  }

  @Test("The kit's own list can be read, and names mutants", .slow, .enabled(if: hasSolutions))
  func ofKit() throws {
    let kit = try kit.get()
    let list = try EquivalentMutants(ofKit: kit.root)
    #expect(list.straysOfNoExercise == [])
    for exercise in Exercise.all {
      #expect(try list.strays(of: exercise, among: Mutant.all(of: exercise, in: kit)) == [])
    }
  }
}
