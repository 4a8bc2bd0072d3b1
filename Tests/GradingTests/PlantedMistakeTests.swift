import Curriculum
import Foundation
import Testing

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
    arguments: Exercise.all)
  func planting(exercise: Exercise) throws {
    let kit = try kit.get()
    let solution = try String(
      contentsOf: URL(filePath: "\(kit.root)/Solutions/\(exercise.folder)/\(exercise.name).swift"),
      encoding: .utf8)
    for mistake in try PlantedMistake.all(for: exercise, in: kit) {
      let folder = try Folder()
      try mistake.write(to: URL(filePath: folder.path), in: kit)
      let file = URL(filePath: "\(folder.path)/\(exercise.folder)/\(exercise.name).swift")
      #expect(try String(contentsOf: file, encoding: .utf8) != solution, "\(mistake.name)")
    }
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
