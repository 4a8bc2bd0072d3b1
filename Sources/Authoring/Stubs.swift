import Answers
import Curriculum
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

  /// The stubs that aren't what their solutions say, by path, with what they should be.
  public func differences(_ exercises: [Exercise]) throws -> [(path: String, stub: String)] {
    try exercises.flatMap { exercise in
      try sources(of: exercise).compactMap { file in
        let solution = "Solutions/\(exercise.folder)/\(file)"
        let stub = try Self.stub(of: contents("\(kit.root)/\(solution)"), file: solution)
        let path = "Exercises/\(exercise.folder)/\(file)"
        let present = try? contents("\(kit.root)/\(path)")
        return present == stub ? nil : (path, stub)
      }
    }
  }

  /// Writes the stubs that differ; what stood there before is kept, and its new place returned.
  public func write(_ exercises: [Exercise]) throws -> [(path: String, kept: String?)] {
    try differences(exercises).map { path, stub in
      let url = URL(filePath: "\(kit.root)/\(path)")
      let kept = try keep(url)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(stub.utf8).write(to: url, options: .atomic)
      return (path, kept)
    }
  }

  /// Whether the kit has solutions; the student edition has none.
  public var haveSolutions: Bool {
    FileManager.default.fileExists(atPath: kit.root + "/Solutions")
  }

  private func sources(of exercise: Exercise) throws -> [String] {
    let folder = "Solutions/\(exercise.folder)"
    let files = try? FileManager.default.contentsOfDirectory(atPath: "\(kit.root)/\(folder)")
    guard let sources = files?.filter({ $0.hasSuffix(".swift") }), !sources.isEmpty else {
      throw Grader.Failure(description: "there is no solution in \(folder)")
    }
    return sources.sorted()
  }

  private func contents(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: path), encoding: .utf8)
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
