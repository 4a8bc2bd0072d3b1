import Answers
import Curriculum
import Foundation
import Grading

/// A wrong answer that a suite must catch and call by its name: the solution with a declaration or
/// two replaced.
struct PlantedMistake {
  let exercise: Exercise
  /// The file's name without its ending.
  let name: String
  /// The sentence that the suite must say.
  let sentence: String
  private let declarations: [[String]]

  /// All mistakes that are planted for an exercise.
  static func all(for exercise: Exercise, in kit: BuiltKit) throws -> [PlantedMistake] {
    let folder = "\(kit.root)/Tests/PlantedMistakes/\(exercise.folder)"
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try files.filter(isSwiftSource).sorted().map {
      try PlantedMistake(exercise, file: "\(folder)/\($0)")
    }
  }

  /// Reads a file of declarations; its first line says the sentence.
  init(_ exercise: Exercise, file: String) throws {
    let source = Declarations(try String(contentsOf: URL(filePath: file), encoding: .utf8))
    guard let sentence = source.mistake else {
      throw Grader.Failure(description: "\(file) lacks its line \"// Mistake: …\"")
    }
    self.exercise = exercise
    self.sentence = sentence
    name = URL(filePath: file).deletingPathExtension().lastPathComponent
    declarations = source.topLevel
  }

  /// Writes the wrong answer into a folder of answers.
  func write(to answers: URL, in kit: BuiltKit) throws {
    let folder = answers.appending(path: exercise.folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in try sources(in: kit) {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
  }

  /// The files of the wrong answer, in the order of their names.
  ///
  /// Of a solution in several files, the file that has a declaration with the same header changes.
  func sources(in kit: BuiltKit) throws -> [(name: String, text: String)] {
    let solution = try Mutant.sources(of: exercise, in: kit)
    var sources = solution.map { Declarations($0.text) }
    for declaration in declarations { try Self.put(declaration, in: &sources) }
    return zip(solution, sources).map { ($0.name, $1.text) }
  }

  /// Replaces a declaration in the first source that has one with the same header.
  static func put(_ declaration: [String], in sources: inout [Declarations]) throws {
    var failure: (any Error)?
    for index in sources.indices {
      do {
        return try sources[index].replace(with: declaration)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }
}
