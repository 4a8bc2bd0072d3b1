import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

/// A kit of one exercise, as small as can be.
struct SmallKit {
  let folder: Folder
  var root: String { folder.path + "/kit" }
  var edition: StudentEdition { StudentEdition(root: root, exercises: [.huberRegression]) }
  var place: String { folder.path + "/students" }

  static let solution = """
    public struct Answer {
      public func loss() throws -> Double {
        // solution:begin
        let distance = abs(residual)
        // The parabola.
        if distance <= delta { return 0.5 * distance * distance }

        return delta * (distance - 0.5 * delta)
        // solution:end
      }

      public func slope() throws -> Double {
        // solution:begin
        min(max(residual, -delta), delta)
        // solution:end
      }

      public func answer() throws -> Bool {
        // solution:begin
        true
        // solution:end
      }
    }

    """
  static let derivation = "The slope of the parabola meets that of the line where |r| = δ."
  static let question = "**(a)** (1 point) Why does the loss grow so slowly far away from zero?"

  init() throws {
    folder = try Folder()
    for path in StudentEdition.files { try write("", to: path) }
    for (path, endings) in StudentEdition.folders + StudentEdition.foldersForClasses {
      for ending in endings { try write("a line of \(path)", to: "\(path)/file.\(ending)") }
    }
    try write("a\n<!-- teachers:begin -->\nb\n<!-- teachers:end -->\nc\n", to: "README.md")
    try write(Self.solution, to: "Solutions/04-HuberRegression/HuberRegression.swift")
    try write(Self.derivation + "\n", to: "Solutions/04-HuberRegression/Derivation.md")
    try write(
      Self.question + "\n\nBecause it is linear there, and a line is no parabola.\n",
      to: "Solutions/04-HuberRegression/Answers.md")
    try write(Self.question + "\n\nYour answer:\n\n\n", to: Self.questions)
  }

  static let questions = "Exercises/04-HuberRegression/Answers.md"

  func write(_ text: String, to path: String) throws { try folder.write(text, to: "kit/" + path) }

  func read(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: "\(place)/\(path)"), encoding: .utf8)
  }

  func refusal() -> String? {
    #expect(throws: Grader.Failure.self) { try edition.write(to: place) }?.sentence
  }

  /// What lies beside the kit.
  var neighbors: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}
