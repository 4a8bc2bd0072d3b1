import Curriculum
import Foundation
import Testing

@testable import Answers

@Suite("The compiler of answers")
struct AnswerCompilerTests {
  let workshop = Result { try Workshop() }

  private func failure(_ source: String) throws -> AnswerFailure? {
    let session = try workshop.get().session(source)
    let huber = AnswerSource(session).huberRegression
    return #expect(throws: AnswerFailure.self) { try huber.loss(residual: 1, delta: 1) }
  }

  @Test("A syntax error comes back with the compiler's message and the file's short name")
  func syntaxError() throws {
    let failure = try failure(huberAnswer(loss: "return 1 +"))
    #expect(failure?.kind == .didNotCompile)
    #expect(failure?.description.contains("HuberRegression.swift:5:") == true)
    #expect(failure?.description.contains("/gradus-") == false)
  }

  @Test("A missing Answer is explained in plain words")
  func missingAnswer() throws {
    let failure = try failure("import Curriculum")
    #expect(
      failure?.description.hasPrefix(
        "There must be a \"public struct Answer: HuberRegression\" with all its functions") == true)
  }

  @Test(
    "An import of a solution, a suite or the judge finds nothing",
    arguments: [
      "HuberRegressionSolution", "HuberRegressionExercise", "Answers", "Grading", "ExerciseTesting",
    ])
  func imports(module: String) throws {
    let failure = try failure("import \(module)\n" + huberAnswer())
    #expect(failure?.kind == .didNotCompile)
    #expect(failure?.description.contains("no such module '\(module)'") == true)
  }

  @Test("A folder without Swift files is said to have none")
  func emptyFolder() throws {
    let kit = try kit.get()
    let folder = try workshop.get().folder.path
    let failure = #expect(throws: AnswerFailure.self) {
      try AnswerCompiler(kit: kit).library(for: .huberRegression, in: folder)
    }
    #expect(failure?.description == "there is no Swift file in the folder \(folder)")
  }

  @Test("An unchanged answer isn't compiled again, a changed one is")
  func cache() throws {
    let kit = try kit.get()
    let workshop = try workshop.get()
    func library(_ source: String) throws -> String {
      let file = workshop.folder.appending(path: "HuberRegression.swift")
      try Data(source.utf8).write(to: file)
      return try AnswerCompiler(kit: kit).library(for: .huberRegression, in: workshop.folder.path)
    }
    func date(_ path: String) throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    let first = try library(huberAnswer(loss: "return 1"))
    let made = try date(first)
    #expect(try library(huberAnswer(loss: "return 1")) == first)
    #expect(try date(first) == made)
    #expect(try library(huberAnswer(loss: "return 2")) != first)
  }

  @Test("Several files of an answer are compiled together")
  func severalFiles() throws {
    let workshop = try workshop.get()
    try Data("func half(_ x: Double) -> Double { x / 2 }".utf8)
      .write(to: workshop.folder.appending(path: "Helpers.swift"))
    let session = try workshop.session(huberAnswer(loss: "return half(residual)"))
    #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 1.5)
    session.end()
  }
}
