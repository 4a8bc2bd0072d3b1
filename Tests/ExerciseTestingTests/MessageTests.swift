import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("The message about a wrong answer")
struct MessageTests {
  @Test("A number: yours, the expected one, the difference and the tolerance")
  func scalar() {
    #expect(
      message(3, 2.7)?.text == """
        loss is 3.0, expected 2.7
          off by 0.3 (tolerance 2.7e-09)
        """)
  }

  @Test("A foreseen mistake is named in the author's words")
  func foreseenMistake() {
    let sentence = "the linear branch is δ(|r| − ½δ): without −½δ the loss jumps"
    let mismatch = message(3, 2.5, mistakes: [(4.5, "it is not quadratic"), (3, sentence)])
    #expect(
      mismatch?.text == """
        loss is 3.0, expected 2.5
          off by 0.5 (tolerance 2.5e-09)
          Your 3.0 points to this: the linear branch is δ(|r| − ½δ): without −½δ the loss jumps
        """)
    #expect(mismatch?.mistakes == [sentence])
  }

  @Test("Of foreseen mistakes the nearest is named, and none for a right answer")
  func nearest() {
    let mistakes = [(2.04, "far"), (2.06, "near"), (1, "right")]
    let tolerance = Tolerance.absolute(0.1)
    #expect(message(2.061, 1, tolerance: tolerance, mistakes: mistakes)?.mistakes == ["near"])
    #expect(message(1.01, 1, tolerance: tolerance, mistakes: mistakes) == nil)
    #expect(message(9, 1, tolerance: tolerance, mistakes: mistakes)?.mistakes == [])
    #expect(message(.nan, 1, mistakes: [(.nan, "0/0")])?.mistakes == ["0/0"])
  }

  @Test("NaN and infinity are named, with what makes them")
  func notFinite() {
    #expect(
      message(.nan, 2.5)?.text == """
        loss is NaN, expected 2.5
          Your answer is NaN: not a number, as 0/0, ∞ − ∞, 0 · ∞ and the log of a negative number give.
        """)
    #expect(message(-.infinity, 2.5)?.text.contains("loss is −∞, expected 2.5") == true)
    #expect(
      message([1, .nan, 3], [1, 2, 3])?.text == """
        gradient: 1 of 3 entries is wrong
          first: [1] is NaN, expected 2.0
          tolerance 3e-09
          Your answer is not finite in 1 of 3 entries, first at [1], which is NaN: not a number, as 0/0, ∞ − ∞, 0 · ∞ and the log of a negative number give.
        """)
  }

  @Test("A vector: the first and the worst wrong entry")
  func vector() {
    #expect(
      message([1, 2.5, 3, 4, 9, 6], [1, 2, 3, 4, 5, 6.5])?.text == """
        gradient: 3 of 6 entries are wrong
          first: [1] is 2.5, expected 2.0, off by 0.5
          worst: [4] is 9.0, expected 5.0, off by 4.0
          tolerance 6.5e-09
        """)
  }

  @Test("A matrix: the same, and a picture")
  func matrix() {
    #expect(
      message([[1, 2, 3], [4, 5, 6]], [[1, 2.05, 3], [4, 5, 7]])?.text == """
        gradient: 2 of 6 entries are wrong
          first: [0, 1] is 2.0, expected 2.05, off by 0.05
          worst: [1, 2] is 6.0, expected 7.0, off by 1.0
          tolerance 7e-09
          where it is off (· right, █ worst):
            · ▒ ·
            · · █
        """)
  }

  @Test("A shape comes before the numbers")
  func shape() {
    #expect(message([1, 2], [1, 2, 3])?.text == "gradient has 2 entries, expected 3 entries")
    #expect(
      message([[1, 2, 3], [4, 5, 6]], [[1, 4], [2, 5], [3, 6]])?.text == """
        gradient has shape 2 × 3, expected shape 3 × 2
          It is transposed: its numbers are right.
        """)
    #expect(
      message([[1, 2, 3], [4, 5, 6]], [[1, 4], [2, 5], [3, 7]])?.text == """
        gradient has shape 2 × 3, expected shape 3 × 2
          It looks transposed, and its numbers are wrong too.
        """)
    #expect(message([[1, 2, 3]], [[1, 2], [3, 4]])?.details == [])
  }

  @Test("A foreseen answer of the wrong shape is named as well")
  func foreseenShape() {
    let mismatch = message([6], [1, 2, 3], mistakes: [([6], "∇b is summed to a number")])
    #expect(mismatch?.mistakes == ["∇b is summed to a number"])
  }

  @Test("Integers: which are wrong, or that only their order is")
  func integers() {
    #expect(
      mismatch([0, 2, 1, 3], [0, 1, 2, 3], name: "order", mistakes: [:])?.text == """
        order: 2 of 4 entries are wrong
          [1] is 2, expected 1
          [2] is 1, expected 2
          The numbers are right, their order is not.
        """)
    #expect(
      mismatch([1, 1, 1, 1, 1], [0, 0, 0, 0, 1], name: "labels", mistakes: [:])?.details == [
        "[0] is 1, expected 0", "[1] is 1, expected 0", "[2] is 1, expected 0", "and 1 more",
      ])
    #expect(
      mismatch([1], [1, 2], name: "labels", mistakes: [:])?.text
        == "labels has 1 entry, expected 2")
  }

  @Test("Other values: yours, the expected one and the foreseen mistake")
  func equatable() {
    #expect(
      mismatch(4, 3, name: "argmax(z: …)", mistakes: [4: "indices start at 0"])?.text == """
        argmax(z: …) is 4, expected 3
          Your 4 points to this: indices start at 0
        """)
    #expect(mismatch(true, false, name: "x", mistakes: [:])?.text == "x is true, expected false")
    #expect(mismatch("a", "b", name: "x", mistakes: [:])?.text == "x is \"a\", expected \"b\"")
  }

  @Test("A paragraph is one line, for whoever shows it to fold")
  func paragraphs() {
    let long = String(repeating: "a long sentence about a mistake ", count: 12)
    let mismatch = message([1, 2], [3, 4], mistakes: [([1, 2] as Vector, long)])
    #expect(mismatch?.text.split(separator: "\n").contains { $0.hasSuffix(long) } == true)
  }
}

@Suite("A concept check says what is wrong, and not what is right")
struct ConceptCheckTests {
  private enum Choice { case left, right }

  /// The messages of a test that makes these expectations.
  private func messages(_ expectations: () throws -> Void) rethrows -> String {
    let findings = Findings()
    try Findings.$current.withValue(findings) { try conceptCheck(expectations) }
    return findings.conclusion().messages.map(\.text).joined(separator: "\n")
  }

  @Test("A choice comes with the reason against it")
  func choice() {
    let text = messages {
      expect(Choice.left, equals: .right, "the side", mistakes: [.left: "that is the wrong way"])
    }
    #expect(
      text
        == "the side is left, which isn't right\n  Your left points to this: that is the wrong way")
    #expect(messages { expect(true, equals: false, "it") } == "it is true, which isn't right")
  }

  @Test("A number, a vector and a list of indices have neither right values nor differences")
  func numbers() {
    #expect(
      messages { expect(3.5, equals: 2.25, "the loss") } == "the loss is 3.5, which isn't right")
    #expect(
      messages { expect([1, 2.5] as Vector, equals: [2, 5], "w") } == "w: 2 of 2 entries are wrong")
    #expect(messages { expect([1, 2], equals: [2, 5], "the list") } == "the list isn't right")
  }

  @Test("Outside of it, the right value is said")
  func outside() {
    let findings = Findings()
    Findings.$current.withValue(findings) {
      conceptCheck {}
      expect(Choice.left, equals: .right, "the side")
    }
    #expect(findings.conclusion().messages.map(\.text) == ["the side is left, expected right"])
  }
}
