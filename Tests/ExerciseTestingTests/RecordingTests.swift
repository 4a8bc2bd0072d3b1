import Foundation
import KitTesting
import LinearAlgebra
import Synchronization
import Testing

@testable import ExerciseTesting

enum Output { case softmax, sigmoid }

extension Trait where Self == ConditionTrait {
  /// Known issues are shown even where all is well: students shouldn't see them in `swift test`.
  static var recordsKnownIssues: Self {
    .slow
  }
}

/// The text and the line of each issue that `body` records, all of which are expected.
func issues(_ body: () throws -> Void) rethrows -> [(text: String, line: Int?)] {
  let found = Mutex<[(text: String, line: Int?)]>([])
  try withKnownIssue {
    try body()
  } matching: { issue in
    let text = issue.comments.map(\.rawValue).joined()
    found.withLock { $0.append((text, issue.sourceLocation?.line)) }
    return true
  }
  return found.withLock { $0 }
}

@Suite("What the expectations record", .recordsKnownIssues)
struct RecordingTests {
  @Test("A right answer records nothing and returns true")
  func right() throws {
    #expect(expect(2.5, equals: 2.5))
    #expect(expect([1, 2] as Vector, equals: [1, 2]))
    #expect(expect([[1, 2]] as Matrix, equals: [[1, 2]]))
    #expect(expect(3, equals: 3))
    #expect(expect([1, 2] as [Int], equals: [1, 2]))
    #expect(expect(Output.softmax, equals: .softmax))
    #expect(expect(true, equals: true))
    #expect(expectProperty(true, "the entries are positive"))
    #expect(try expectGradient(of: { $0.squaredNorm() }, at: [1, 2], equals: [2, 4]))
  }

  @Test("A wrong answer records one issue at the caller's line and returns false")
  func wrong() {
    let found = issues {
      let isRight = expect(3.0, equals: 2.5, "the loss", mistakes: [3: "½δ is missing"])
      #expect(!isRight)
    }
    #expect(found.count == 1)
    #expect(found.first?.line == #line - 4)
    #expect(
      found.first?.text == """
        the loss is 3.0, expected 2.5
          off by 0.5 (tolerance 2.5e-09)
          Your 3.0 points to this: ½δ is missing
        """)
  }

  @Test("Each kind of expectation records")
  func kinds() throws {
    let texts = try issues {
      expect([1, 2] as Vector, equals: [1, 3], "v")
      expect([[1, 2]] as Matrix, equals: [[1, 3]], "m")
      expect(1, equals: 2, "i")
      expect([1] as [Int], equals: [2], "labels")
      expect(Output.softmax, equals: .sigmoid, "choice", mistakes: [.softmax: "many may be right"])
      expectProperty(1 < 0, "the entries are positive", mistake: "no subtraction of the maximum")
      try expectGradient(of: { $0.squaredNorm() }, at: [1, 2], equals: [1, 2], "g")
      try expectGradient(of: { $0.squaredNorm() }, at: [[1], [2]], equals: [[1], [2]], "G")
      try expectJacobian(of: { $0 * $0 }, at: [1, 2], equals: [[1, 0], [0, 2]], "J")
    }.map { $0.text.split(separator: "\n")[0] }
    #expect(
      texts == [
        "v: 1 of 2 entries is wrong", "m: 1 of 2 entries is wrong", "i is 1, expected 2",
        "labels: 1 of 1 entry is wrong", "choice is softmax, expected sigmoid",
        "the value: it should be true that the entries are positive",
        "g is not the derivative of your loss", "G is not the derivative of your loss",
        "J is not the derivative of your function",
      ])
  }

  @Test("Without a name, the message speaks of the last call that was answered")
  func subjectOfFindings() throws {
    let findings = Findings { "loss(residual: 3.0)" }
    try Findings.$current.withValue(findings) {
      expect(1.0, equals: 2.0)
      expect(1.0, equals: 2.0, "the value at 3")
      try expectGradient(of: { $0.squaredNorm() }, at: [1, 2], equals: [1, 2])
    }
    let texts = findings.conclusion().messages.map { $0.text.split(separator: "\n")[0] }
    #expect(
      texts == [
        "loss(residual: 3.0) is 1.0, expected 2.0", "the value at 3 is 1.0, expected 2.0",
        "loss(residual: 3.0) is not the derivative of your loss",
      ])
  }

  @Test("Recognised mistakes go to the findings, in order and once")
  func findings() throws {
    let findings = Findings()
    try Findings.$current.withValue(findings) {
      expect(3.0, equals: 2.5, mistakes: [3: "first"])
      expect(Output.softmax, equals: .sigmoid, mistakes: [.softmax: "second"])
      expect(3.0, equals: 2.5, mistakes: [3: "first"])
      expect([2, 1, 5] as Vector, equals: [5, 1, 2])
      expect(1.0, equals: 2.0)
      try expectGradient(
        of: { $0.squaredNorm() }, at: [1, 2], equals: [2, 4.4], mistakes: [[2, 4.4]: "third"])
    }
    #expect(
      findings.mistakes == ["first", "second", "the answer is in reverse order", "third"])
  }

  @Test("An error of the student's code is thrown on")
  func errors() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      try expectGradient(of: { _ in throw Broken() }, at: [1, 2], equals: [1, 2])
    }
    #expect(throws: Broken.self) {
      try expectJacobian(of: { _ in throw Broken() }, at: [1, 2], equals: [[1, 2]])
    }
  }

  @Test("An answer just outside the tolerance isn't called 1 × the right one")
  func justOutside() {
    let conclusion = concluding { expect([1, 2.0000001, 3] as Vector, equals: [1, 2, 3]) }
    #expect(conclusion.messages.count == 1)
    #expect(!conclusion.messages[0].text.contains("× the right one"))
    #expect(conclusion.mistakes.isEmpty)
  }

  @Test("Equal messages are grouped: each mistake is shown once, however late it was seen")
  func grouped() {
    let conclusion = concluding {
      for i in 1...10 { expect(Double(i), equals: 0.5, "it", mistakes: [7: "seven"]) }
      expect(1, equals: 2, "a")
      expect(1, equals: 2, "b")
      expect(1, equals: 2, "c")
      expect(Output.softmax, equals: .sigmoid, "d", mistakes: [.softmax: "late"])
    }
    #expect(
      conclusion.messages.map(\.text) == [
        """
        it is 1.0, expected 0.5
          off by 0.5 (tolerance 5e-10)
          Your answer is exactly 2 × the right one.
          … and 8 more answers like it
        """,
        """
        it is 7.0, expected 0.5
          off by 6.5 (tolerance 5e-10)
          Your 7.0 points to this: seven
        """, "a is 1, expected 2", "b is 1, expected 2",
        """
        d is softmax, expected sigmoid
          Your softmax points to this: late
        """,
      ])
    #expect(conclusion.hidden == 1)
  }
}

/// What is said at the end of a test.
func concluding(_ body: () throws -> Void) rethrows -> Conclusion {
  let findings = Findings()
  try Findings.$current.withValue(findings) { try body() }
  return findings.conclusion()
}
