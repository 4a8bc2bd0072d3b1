import Boundary
import Curriculum
import Foundation
import Grading

/// A solution with an edit or two: a wrong answer that a suite must catch and call by its name, or
/// a right one by another route, which must have full marks.
struct EditedSolution {
  let exercise: Exercise
  /// What the entry is called, such as "loss-without-half".
  let name: String
  /// What the suite must say of a mistake; what a route does in another way.
  let sentence: String
  private let edits: [SourceEdit]

  /// The folders below the kit's root, with a file for each exercise.
  enum Room: String, CaseIterable {
    case mistakes = "Tests/PlantedMistakes"
    case routes = "Tests/OtherRoutes"
  }

  /// All mistakes that are planted for an exercise, or all other routes.
  static func all(
    _ room: Room, for exercise: Exercise, in kit: BuiltKit
  ) throws -> [EditedSolution] {
    let path = room == .mistakes ? exercise.rooms.mistakes : exercise.rooms.routes
    let file = URL(filePath: "\(kit.root)/\(path)")
    guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
    return try all(for: exercise, text: text, path: path)
  }

  /// Reads entries: a line with name and sentence, and below it the edits (see ``SourceEdit``). A line
  /// that begins with "#" is a comment.
  ///
  ///     loss-without-half: ½r² has lost its ½
  ///     @ public func loss(
  ///     -    return distance <= delta ? 0.5 * distance * distance : delta * (distance - 0.5 * delta)
  ///     +    return distance <= delta ? distance * distance : delta * (distance - 0.5 * delta)
  static func all(for exercise: Exercise, text: String, path: String) throws -> [EditedSolution] {
    var entries: [(number: Int, lines: [String])] = []
    for (number, line) in text.components(separatedBy: "\n").enumerated() {
      guard let first = line.first, first != "#" else { continue }
      if SourceEdit.signs.contains(first) {
        guard !entries.isEmpty else {
          throw Grader.Failure(description: "\(path):\(number + 1): an edit stands before any name")
        }
        entries[entries.count - 1].lines.append(line)
      } else {
        entries.append((number + 1, [line]))
      }
    }
    var names: Set<String> = []
    return try entries.map { number, lines in
      func failure(_ reason: String) -> Grader.Failure {
        Grader.Failure(description: "\(path):\(number): \(reason)")
      }
      guard let head = lines[0].wholeMatch(of: /([a-z0-9-]+): (.+)/) else {
        throw failure("\"\(lines[0])\" is no \"name: sentence\"")
      }
      let name = String(head.1)
      guard names.insert(name).inserted else { throw failure("there is a \(name) already") }
      let edits = SourceEdit.all(in: Array(lines.dropFirst()))
      guard !edits.isEmpty else { throw failure("\(name) changes nothing") }
      return EditedSolution(
        exercise: exercise, name: name, sentence: String(head.2), edits: edits)
    }
  }

  /// Writes the answer into a folder of answers.
  func write(to answers: URL, in kit: BuiltKit) throws {
    let folder = answers.appending(path: exercise.folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in try sources(in: kit) {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
  }

  /// The files of the answer, in the order of their names.
  func sources(in kit: BuiltKit) throws -> [(name: String, text: String)] {
    let solution = try Mutant.sources(of: exercise, in: kit)
    var sources = solution.map { Declarations($0.text) }
    for edit in edits { try edit.apply(to: &sources) }
    return zip(solution, sources).map { ($0.name, $1.text) }
  }
}
