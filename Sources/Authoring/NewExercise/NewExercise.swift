import Curriculum
import Fingerprints
import Forwarding
import Foundation
import Grading

/// The skeleton of a new exercise, in every folder that it needs: small, but right from end to end.
///
/// Its files come from `docs/templates`; the catalogue gets a row more, and what follows from it is derived.
public struct NewExercise: Sendable {
  /// The exercise, the last one of the course.
  public let exercise: Exercise
  private let root: String

  /// Plans an exercise; refuses a name that can't be one, with the reason.
  ///
  /// - Parameters:
  ///   - title: the heading that people read; made from the name when nil.
  ///   - points: what all its tests are worth, at least `fewestPoints`.
  ///   - root: the kit's folder.
  ///   - exercises: those of the catalogue.
  public init(
    named name: String, title: String? = nil, points: Int = 10, root: String,
    exercises: [Exercise] = Exercise.all
  ) throws {
    try ExerciseName(name).check(among: exercises, root: root)
    let title = title ?? ExerciseName(name).title
    try Self.check(title: title)
    guard points >= Self.fewestPoints else {
      throw Grader.Failure(
        description: "an exercise has at least \(Self.fewestPoints) points, one for each of the "
          + "skeleton's tests, but \(points) are asked for")
    }
    let number = (exercises.map(\.number).max() ?? 0) + 1
    exercise = Exercise(number: number, name: name, title: title, points: points)
    self.root = root
  }

  /// The skeleton's suite has three tests.
  public static let fewestPoints = 3

  /// Writes it, all or nothing as far as that can be known beforehand.
  ///
  /// - Returns: the paths of the files that are new, and of those that have changed.
  public func write() throws -> (new: [String], changed: [String]) {
    try requireFreeNumber()
    let new = try newFiles()
    let changed = try changedFiles()
    if let path = new.keys.sorted().first(where: isThere) {
      throw Grader.Failure(description: "\(path) is there already")
    }
    for (path, text) in new.merging(changed, uniquingKeysWith: { $1 }) {
      let file = URL(filePath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file, options: .atomic)
    }
    return (new.keys.sorted(), changed.keys.sorted())
  }

  /// Two exercises made by a program that hasn't been built in between would get the same number.
  private func requireFreeNumber() throws {
    let prefix = exercise.folder.dropLast(exercise.name.count)
    for room in ["Exercises", "Solutions"] {
      let folders = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(room)")
      if let other = folders?.first(where: { $0.hasPrefix(prefix) }) {
        throw Grader.Failure(
          description: "\(room)/\(other) is there, but the catalogue that gradus was built with "
            + "doesn't know it: build the kit again, or remove it")
      }
    }
  }

  /// The files made from the templates, and the stub that is cut out of the solution.
  func newFiles() throws -> [String: String] {
    let templates = "\(root)/docs/templates"
    let paths =
      FileManager.default.enumerator(atPath: templates)?.compactMap { $0 as? String } ?? []
    var files: [String: String] = [:]
    for path in paths where path.contains("{{") && !isFolder("\(templates)/\(path)") {
      files[filled(path)] = filled(try contents("docs/templates/\(path)"))
    }
    let name = "\(exercise.folder)/\(exercise.name).swift"
    guard files["Solutions/\(name)"] != nil else {
      throw Grader.Failure(
        description: "the kit lacks the templates of an exercise in docs/templates/")
    }
    files["Exercises/\(name)"] = try stub()
    return try files.merging(derivedFiles().filter { !isThere($0.key) }) { $1 }
  }

  private func stub() throws -> String {
    let solution = "Solutions/{{folder}}/{{Name}}.swift"
    return try Stubs.stub(
      of: filled(try contents("docs/templates/\(solution)")), file: filled(solution))
  }

  private func filled(_ template: String) -> String {
    let words = [
      "Name": exercise.name, "name": property, "title": exercise.title,
      "number": "\(exercise.number)", "folder": exercise.folder, "id": exercise.id,
      "handout": exercise.handout, "points": "\(exercise.points)",
      "points-2": "\(exercise.points - 2)",
    ]
    return words.reduce(template) { $0.replacing("{{\($1.key)}}", with: $1.value) }
  }

  /// The catalogue with a row more, what follows from it, and the table of the stubs.
  func changedFiles() throws -> [String: String] {
    var files = try derivedFiles().filter { isThere($0.key) }
    files[DerivedFiles.catalogue] = try catalogue()
    var table = StubTable(ofKit: root)
    table[exercise] = Fingerprint(["\(exercise.name).swift": Data(try stub().utf8)])
    files[StubTable.path] = table.text
    return files
  }

  private func catalogue() throws -> String {
    var lines = try contents(DerivedFiles.catalogue).components(separatedBy: "\n")
    guard let start = lines.firstIndex(of: "  public static let all = ["),
      let end = lines[start...].firstIndex(of: "  ]")
    else {
      throw Grader.Failure(description: "\(DerivedFiles.catalogue) has no place for its row")
    }
    let row = CatalogueRow(
      number: exercise.number, name: exercise.name, title: exercise.title, points: exercise.points)
    lines.insert(row.text, at: end)
    return lines.joined(separator: "\n")
  }

  /// What follows from the catalogue and the protocols, where it isn't so yet.
  private func derivedFiles() throws -> [String: String] {
    let text = "Sources/Curriculum/{{Name}}.swift"
    let planned = [
      DerivedFiles.catalogue: try catalogue(),
      filled(text): filled(try contents("docs/templates/\(text)")),
    ]
    do {
      let files = try DerivedFiles(root: root, planned: planned).files()
      return files.filter { (try? contents($0.key)) != $0.value }
    } catch let error as ForwardingError {
      throw Grader.Failure(description: error.description)
    }
  }

  /// The name of its property in the catalogue, such as `huberRegression`.
  private var property: String { ExerciseName(exercise.name).property }

  private static func check(title: String) throws {
    let problem: String? =
      if title.trimmingCharacters(in: .whitespaces).isEmpty {
        "is empty"
      } else if title.count > 40 {
        "has \(title.count) characters: 40 fit into the reports"
      } else if let bad = title.first(where: { "\"\\|{}".contains($0) || $0.isNewline }) {
        "has \(bad.isNewline ? "a line break" : "the character \(bad)") in it"
      } else if title.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
      {
        "has a control character in it"
      } else {
        nil
      }
    if let problem { throw Grader.Failure(description: "the title '\(title)' \(problem)") }
  }

  private func contents(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
      throw Grader.Failure(description: "the kit lacks \(path)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(root)/\(path)")
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
