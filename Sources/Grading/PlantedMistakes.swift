import Answers
import Curriculum
import Foundation

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
    return try files.filter { $0.hasSuffix(".swift") }.sorted().map {
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
    let solution = URL(filePath: "\(kit.root)/Solutions/\(exercise.folder)/\(exercise.name).swift")
    var source = Declarations(try String(contentsOf: solution, encoding: .utf8))
    for declaration in declarations { try source.replace(with: declaration) }
    let folder = answers.appending(path: exercise.folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(source.text.utf8).write(to: folder.appending(path: "\(exercise.name).swift"))
  }
}
