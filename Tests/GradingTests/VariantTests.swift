import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("Variants of a solution can stand in one module")
struct VariantTests {
  private let texts = [
    """
    public struct Answer: Perceptron {
      public func step(check: Double) throws -> Double { try check(check) + helper.check }
    }

    private func check(_ value: Double) throws -> Double { Box(check: value).check }
    """,
    """
    final class Box { let check: Double }
    """,
  ]

  @Test(
    "What is declared at file scope gets a number, in all files; labels and members keep theirs")
  func renaming() {
    let variant = Variant.make(of: texts, number: 3, folder: "/x")
    #expect(variant.answer == "Answer_3")
    #expect(
      variant.texts == [
        """
        public struct Answer_3: Perceptron {
          public func step(check: Double) throws -> Double { try check_3(check_3) + helper.check }
        }

        private func check_3(_ value: Double) throws -> Double { Box_3(check: value).check }
        """,
        """
        final class Box_3 { let check: Double }
        """,
      ])
  }

  @Test(
    "Mistakes that are compiled together have the verdicts that they have alone",
    .enabled(if: hasSolutions, "needs Solutions/"), .slow,
    arguments: [Exercise.softmaxJacobian, .networkLibrary])
  func together(exercise: Exercise) throws {
    let grader = try Grader(image: #dsohandle)
    let folder = try Folder()
    let mistakes = Array(try EditedSolution.all(.mistakes, for: exercise, in: grader.kit).prefix(4))
    var variants: [AnswerVariant] = []
    for (number, mistake) in mistakes.enumerated() {
      let answers = URL(filePath: "\(folder.path)/\(number)")
      try mistake.write(to: answers, in: grader.kit)
      variants.append(
        Variant.make(
          of: try mistake.sources(in: grader.kit).map(\.text), number: number,
          folder: answers.appending(path: exercise.folder).path))
    }
    let cache = folder.path + "/libraries"
    try AnswerCompiler(kit: grader.kit.keepingAnswers(in: cache))
      .compileTogether(exercise, variants)
    let compiled = try FileManager.default.contentsOfDirectory(atPath: cache)
    #expect(compiled.count { $0.hasPrefix(exercise.name) } == mistakes.count)
    for number in mistakes.indices {
      let answers = "\(folder.path)/\(number)"
      let together = try grader.grade([exercise], answers: answers, cache: cache)
      let alone = try grader.grade([exercise], answers: answers, cache: folder.path + "/alone")
      #expect(
        together.exercises[0].tests.map(\.status) == alone.exercises[0].tests.map(\.status))
      #expect(
        together.exercises[0].tests.map(\.mistakes) == alone.exercises[0].tests.map(\.mistakes))
    }
  }

  @Test(
    "A variant that doesn't compile is left out, and costs the others nothing",
    .enabled(if: hasSolutions, "needs Solutions/"), .slow)
  func broken() throws {
    let kit = try kit.get()
    let folder = try Folder()
    let exercise = Exercise.softmaxJacobian
    let sources = try Mutant.sources(of: exercise, in: kit)
    let variants = try (0..<3).map { number in
      let place = "\(number)/\(exercise.folder)"
      let texts = sources.map { $0.text + (number == 1 ? "let wrong: Int = \"\"\n" : "") }
      for (source, text) in zip(sources, texts) {
        try folder.write(text, to: "\(place)/\(source.name)")
      }
      return Variant.make(of: texts, number: number, folder: "\(folder.path)/\(place)")
    }
    let compiler = AnswerCompiler(kit: kit.keepingAnswers(in: folder.path + "/libraries"))
    #expect(try compiler.compileTogether(exercise, variants) == [0, 2])
  }

  @Test("The tests that may say a sentence are found by the text of the suite")
  func sentences() throws {
    let kit = try kit.get()
    let suite = try TestsBySentence(of: .huberRegression, in: kit)
    let known = try EditedSolution.all(.mistakes, for: .huberRegression, in: kit).map {
      suite.names(for: $0.sentence)
    }
    #expect(!known.contains([]))
    #expect(known.count { $0.count < 10 } > known.count * 3 / 4)
    #expect(suite.names(for: "nobody says this") == [])
  }
}

@Suite(
  "What hasn't changed isn't judged again", .enabled(if: hasSolutions, "needs Solutions/"),
  .slow)
struct KeptVerdictTests {
  @Test("A verdict holds until a file changes; a crash is looked at each time")
  func keeping() throws {
    let folder = try Folder()
    let name = "04-HuberRegression/HuberRegression.swift"
    let solution = try String(
      contentsOf: URL(filePath: "\(kit.get().root)/Solutions/\(name)"), encoding: .utf8)
    try folder.write(solution, to: "answers/\(name)")
    func grade(_ more: [String] = []) throws -> String {
      try GradusRun(
        ["grade", "4", "--answers", folder.path + "/answers", "--json", "-"] + more,
        environment: ["GRADUS_CACHE": folder.path + "/cache"]
      ).output
    }
    let first = try grade()
    #expect(first.contains("\"score\" : 20"))
    // Seconds are measured: the same ones mean that nothing was judged.
    #expect(try grade() == first)
    #expect(try grade(["--again"]) != first)
    #expect(try grade(["--seed", "5"]).contains("\"seed\" : 5"))
    let broken = solution.replacing(
      "case .leastSquares, .ridge: true", with: "case .leastSquares, .ridge: [true][9]")
    try #require(broken != solution)
    try folder.write(broken, to: "answers/\(name)")
    let second = try grade()
    #expect(second.contains("\"crashed\""))
    #expect(try grade() != second)
  }
}
