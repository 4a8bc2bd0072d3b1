import Curriculum
import Foundation
import Testing

@testable import Authoring
@testable import Grading

@Suite("A planted mistake is read")
struct PlantedMistakeTests {
  @Test("Its name is the file's, its sentence stands in the first line")
  func reading() throws {
    let folder = try Folder()
    let file = try folder.write(
      "// Mistake: the loss isn't halved\n\npublic func loss() {\n}\n", to: "without-half.swift")
    let mistake = try PlantedMistake(.huberRegression, file: file)
    #expect(mistake.exercise == .huberRegression)
    #expect(mistake.name == "without-half")
    #expect(mistake.sentence == "the loss isn't halved")
  }

  @Test(
    "Every planted mistake fits its solution",
    .enabled(if: hasSolutions, "needs Solutions/, which this edition lacks"),
    .enabled(if: runsFullTests),
    arguments: Exercise.all)
  func planting(exercise: Exercise) throws {
    let kit = try kit.get()
    let solution = try sources(in: "\(kit.root)/Solutions/\(exercise.folder)")
    for mistake in try PlantedMistake.all(for: exercise, in: kit) {
      let planted = try mistake.sources(in: kit).map(\.text)
      #expect(planted.count == solution.count && planted != solution, "\(mistake.name)")
    }
  }

  private func sources(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }.sorted()
      .map { try String(contentsOf: URL(filePath: "\(folder)/\($0)"), encoding: .utf8) }
  }

  @Test("A file without the sentence is an error that names the file")
  func noSentence() throws {
    let folder = try Folder()
    let file = try folder.write("// mistake: what?\nfunc loss() {\n}\n", to: "nameless.swift")
    let error = #expect(throws: Grader.Failure.self) {
      try PlantedMistake(.huberRegression, file: file)
    }
    #expect(error?.sentence == "\(file) lacks its line \"// Mistake: …\"")
  }
}
