import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("A planted mistake is read")
struct PlantedMistakeTests {
  private func read(_ text: String) throws -> [EditedSolution] {
    try EditedSolution.all(for: .huberRegression, text: text, path: "mistakes.diff")
  }

  @Test("Each entry has a name and a sentence; comments and empty lines divide them")
  func reading() throws {
    let mistakes = try read(
      """
      # Wrong answers.

      without-half: the ½: it is lost
      -    0.5 * r
      +    r

      # Another one.
      negative: the sign is wrong
      =func loss() {
      =}

      """)
    #expect(mistakes.map(\.exercise) == [.huberRegression, .huberRegression])
    #expect(mistakes.map(\.name) == ["without-half", "negative"])
    #expect(mistakes.map(\.sentence) == ["the ½: it is lost", "the sign is wrong"])
  }

  @Test(
    "What is no entry is an error with its place",
    arguments: [
      ("+ 1", "mistakes.diff:1: an edit stands before any name"),
      ("\nnameless\n-a\n+b", "mistakes.diff:2: \"nameless\" is no \"name: sentence\""),
      ("Half: it is lost\n-a", "mistakes.diff:1: \"Half: it is lost\" is no \"name: sentence\""),
      ("half: it is lost\n@ func f", "mistakes.diff:1: half changes nothing"),
      ("half: lost\n-a\nhalf: lost\n-b", "mistakes.diff:3: there is a half already"),
    ])
  func mistakes(text: String, complaint: String) {
    let error = #expect(throws: Grader.Failure.self) { try read(text) }
    #expect(error?.sentence == complaint)
  }

  @Test(
    "Every planted mistake fits its solution",
    .enabled(if: hasSolutions, "needs Solutions/, which this edition lacks"),
    .slow,
    arguments: Exercise.all)
  func planting(exercise: Exercise) throws {
    let kit = try kit.get()
    let solution = try Mutant.sources(of: exercise, in: kit).map(\.text)
    for mistake in try EditedSolution.all(.mistakes, for: exercise, in: kit) {
      let planted = try mistake.sources(in: kit).map(\.text)
      #expect(planted.count == solution.count && planted != solution, "\(mistake.name)")
    }
  }
}

@Suite("A solution is edited")
struct SourceEditTests {
  private static let solution = [
    Declarations(
      """
      struct Answer {
        func a(_ x: Int) -> Int {
          let y = x
          return y + 1
        }

        func b(
          _ x: Int
        ) -> Int {
          let y = x
          return y + 2
        }
      }
      """),
    Declarations(
      """
      final class First {
        func step() {
          count += 1
        }
      }

      final class Second {
        func step() {
          count += 1
        }
      }
      """),
  ]

  /// The lines that are gone and those that are new, in their order.
  private func edited(_ lines: String) throws -> String {
    var sources = Self.solution
    for edit in SourceEdit.all(in: lines.components(separatedBy: "\n")) {
      try edit.apply(to: &sources)
    }
    let changes = zip(Self.solution, sources).flatMap { before, after in
      after.lines.difference(from: before.lines)
    }
    let texts = changes.map { change in
      switch change {
      case .remove(let offset, let line, _): (offset, "-", line)
      case .insert(let offset, let line, _): (offset, "+", line)
      }
    }
    return ["-", "+"].flatMap { sign in
      texts.filter { $0.1 == sign }.sorted { $0.0 < $1.0 }
        .map { "\(sign)\($0.0) \($0.2.drop { $0 == " " })" }
    }.joined(separator: ", ")
  }

  @Test("A line that stands once is found in any file, and edits are made one after the other")
  func once() throws {
    #expect(try edited("-    return y + 1\n+    return y") == "-3 return y + 1, +3 return y")
    #expect(
      try edited("-    return y + 1\n+    return y\n-    return y + 2\n+    return 7")
        == "-3 return y + 1, -10 return y + 2, +3 return y, +10 return 7")
  }

  @Test("Several lines are found as a block; they can be dropped, and lines put beside them")
  func block() throws {
    #expect(
      try edited("-    let y = x\n-    return y + 2\n+    0")
        == "-9 let y = x, -10 return y + 2, +9 0")
    #expect(try edited("-    return y + 2") == "-10 return y + 2")
    #expect(
      try edited("-    return y + 2\n+    print(y)\n+    return y + 2") == "+10 print(y)")
  }

  @Test("A declaration is named by the beginning of its header, a type before its method")
  func places() throws {
    #expect(try edited("@ func a\n-    let y = x\n+    let y = 0") == "-2 let y = x, +2 let y = 0")
    #expect(
      try edited("@ func b( _ x: Int ) -> Int {\n-    let y = x\n+    let y = 0")
        == "-9 let y = x, +9 let y = 0")
    #expect(
      try edited("@ final class Second\n@ func step\n-    count += 1") == "-8 count += 1")
  }

  @Test("Places hold for the edits that follow, until others are named")
  func placesHold() throws {
    #expect(
      try edited(
        "@ func a\n-    let y = x\n+    let y = 0\n-    return y + 1\n+    return y\n@ func b(\n-    let y = x"
      )
        == "-2 let y = x, -3 return y + 1, -9 let y = x, +2 let y = 0, +3 return y")
  }

  @Test("A bare @ parts edits of which the first drops its lines")
  func parted() throws {
    #expect(
      try edited("-    return y + 1\n@\n-    return y + 2") == "-3 return y + 1, -10 return y + 2")
  }

  @Test("A whole declaration takes the place of the one with its header, without a margin")
  func declaration() throws {
    #expect(
      try edited("=func a(_ x: Int) -> Int {\n=  x\n=}\n-    return y + 2\n+    return 2")
        == "-2 let y = x, -3 return y + 1, -10 return y + 2, +2 x, +9 return 2")
  }

  @Test(
    "What doesn't fit the solution is an error that says what was looked for",
    arguments: [
      ("-    return 9\n+    return 8", "the solution lacks the line \"    return 9\""),
      (
        "-    let y = x\n-    return 9", "the solution lacks the 2 lines from \"    let y = x\""
      ),
      (
        "-    let y = x",
        "the line \"    let y = x\" stands 2 times in the solution: name the declaration"
      ),
      ("@ func c\n-    let y = x", "the solution has no declaration that begins with \"func c\""),
      ("@ func step\n-    count += 1", "2 declarations begin with \"func step\""),
      ("+    return 9", "there is no line to find before \"    return 9\""),
      ("=func c() {\n=}", "the solution has no declaration \"func c() {\""),
    ])
  func failures(lines: String, complaint: String) {
    let error = #expect(throws: Grader.Failure.self) { try edited(lines) }
    #expect(error?.sentence == complaint)
  }
}
