import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

/// A slip of somebody who is new to Swift, and the words that must be said.
struct Slip: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// What stands in the place of the first `throw Unimplemented()`.
  var body = "return 1"
  /// What is replaced besides.
  var edit: (old: String, new: String)?
  let words: String

  static let all = [
    Slip(
      testDescription: "an Int among Doubles",
      body: "let n = 3\n    return residual * n", words: "Double(…)"),
    Slip(
      testDescription: "a missing try",
      body: "return lossDerivative(residual: residual, delta: delta)", words: "write try"),
    Slip(
      testDescription: "an argument that is changed",
      body: "delta = 3\n    return delta", words: "var copy = delta"),
    Slip(
      testDescription: "missing labels", body: "return try lossDerivative(residual, delta)",
      words: "names and colons"),
    Slip(
      testDescription: "a missing brace", body: "if residual > 0 {\n    return 3",
      words: "A closing brace } is missing"),
    Slip(testDescription: "an unknown name", body: "return residul", words: "Nothing is called"),
    Slip(
      testDescription: "a list in the place of a number", body: "return [residual]",
      words: "promises a Double"),
    Slip(
      testDescription: "a renamed structure", edit: ("struct Answer", "struct Huber"),
      words: "There must be a \"public struct Answer: HuberRegression\""),
    Slip(
      testDescription: "a renamed function", edit: ("func loss(", "func losses("),
      words: "Answer lacks what the exercise asks for"),
  ]
}

/// The words depend on those of the compiler, which may change.
@Suite(
  "The compiler says what the table of sentences expects",
  .slow,
  .enabled(if: hasSolutions, "answers are made from Solutions/, which this edition lacks"))
struct CompilerErrorsTests {
  @Test("A slip is said in plain words, and no file of the kit is shown", arguments: Slip.all)
  func slip(_ slip: Slip) throws {
    let folder = try Folder()
    try folder.add(.huberRegression, .stub)
    let name = "04-HuberRegression/HuberRegression.swift"
    var text = try String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)
    let place = try #require(text.firstRange(of: "throw Unimplemented()"))
    text.replaceSubrange(place, with: slip.body)
    if let edit = slip.edit { text = text.replacing(edit.old, with: edit.new) }
    try folder.write(text, to: name)
    let run = try GradusRun("grade", "4", "--skip-build", "--answers", folder.path)
    let output = run.output.replacing(/\n\s+/, with: " ")
    #expect(output.contains(slip.words), "\(run.output)")
    #expect(!run.output.contains("Sources/Curriculum"))
  }
}
