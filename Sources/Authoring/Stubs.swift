import Boundary
import Curriculum
import Fingerprints
import Foundation
import Grading

/// Derives the stubs from the solutions, so that a documentation comment is written once.
///
/// In a solution, `// solution:begin` and `// solution:end` enclose what a student is to write, and
/// `// solution-only:begin` and `// solution-only:end` what a stub doesn't show at all.
public struct Stubs: Sendable {
  private let kit: BuiltKit

  /// The stubs of a kit.
  public init(kit: BuiltKit) { self.kit = kit }

  /// The source of a stub.
  ///
  /// - Parameter file: what an error calls the solution.
  static func stub(of solution: String, file: String = "the solution") throws -> String {
    var lines: [String] = []
    var enclosed: String?
    for line in solution.components(separatedBy: "\n") {
      let mark = line.trimmingCharacters(in: .whitespaces)
      switch (mark, enclosed) {
      case ("// solution:begin", nil):
        enclosed = "// solution:end"
        lines.append(line.replacing(mark, with: "throw Unimplemented()"))
      case ("// solution-only:begin", nil): enclosed = "// solution-only:end"
      case (enclosed, _?): enclosed = nil
      case ("// solution:end", nil), ("// solution-only:end", nil):
        throw Grader.Failure(description: "\(file): \"\(mark)\" has no beginning")
      case (_, nil): lines.append(line)
      default: break
      }
    }
    if let enclosed { throw Grader.Failure(description: "\(file): \"\(enclosed)\" is missing") }
    return lines.joined(separator: "\n")
      .replacing(/\n\n+( *}\n)/) { "\n\($0.1)" }
      .replacing(/\n\n\n+/, with: "\n\n")
      .replacing(/\n\n+$/, with: "\n")
  }

  /// The stubs of an exercise, by the names of their files.
  static func ofExercise(_ exercise: Exercise, root: String) throws -> [String: Data] {
    let folder = exercise.rooms.solution
    let files = try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")
    guard let sources = files?.filter(isSwiftSource), !sources.isEmpty else {
      throw Grader.Failure(description: "there is no solution in \(folder)")
    }
    return try Dictionary(
      uniqueKeysWithValues: sources.map { name in
        let path = "\(folder)/\(name)"
        let solution = try String(contentsOf: URL(filePath: "\(root)/\(path)"), encoding: .utf8)
        return (name, Data(try stub(of: solution, file: path).utf8))
      })
  }

  /// The files that aren't what the solutions say, by path, with what they should be: stubs, and the
  /// table of their fingerprints.
  public func differences(_ exercises: [Exercise]) throws -> [(path: String, contents: Data)] {
    let table = StubTable(ofKit: kit.root)
    var right = table
    var differences: [(path: String, contents: Data)] = []
    for exercise in exercises {
      let stubs = try Self.ofExercise(exercise, root: kit.root)
      right[exercise] = Fingerprint(stubs)
      for (name, stub) in stubs.sorted(by: { $0.key < $1.key }) {
        let path = "\(exercise.rooms.stub)/\(name)"
        if FileManager.default.contents(atPath: "\(kit.root)/\(path)") != stub {
          differences.append((path, stub))
        }
      }
    }
    if right != table { differences.append((StubTable.path, Data(right.text.utf8))) }
    return differences
  }

  /// Writes the files that differ; of a stub, what stood there before is kept, and its new place
  /// returned.
  public func write(_ exercises: [Exercise]) throws -> [(path: String, kept: String?)] {
    try differences(exercises).map { path, contents in
      let url = URL(filePath: "\(kit.root)/\(path)")
      let kept = path == StubTable.path ? nil : try keep(url)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try contents.write(to: url, options: .atomic)
      return (path, kept)
    }
  }

  /// Whether the kit has solutions; the student edition has none.
  public var haveSolutions: Bool {
    FileManager.default.fileExists(atPath: kit.root + "/Solutions")
  }

  private func keep(_ url: URL) throws -> String? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let folder = "\(kit.products)/gradus-replaced/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let place = "\(folder)/\(url.lastPathComponent)"
    try FileManager.default.copyItem(atPath: url.path, toPath: place)
    return place
  }
}
