import Boundary
import Fingerprints
import Foundation
import Synchronization

/// The verdicts that were reached before, by what was judged: the same files are compiled and judged
/// once, whoever hands them in, and a run that was stopped goes on where it was.
package final class Verdicts<Verdict: Codable & Sendable>: Sendable {
  private let folder: String
  private let conditions: String
  private let write: @Sendable (Data, String) throws -> Void
  private let writing = Mutex(())

  /// - Parameters:
  ///   - conditions: All but the answer that a verdict depends on: seed, kit, limits.
  ///   - write: Puts a file into its place, whole or not at all.
  package init(
    folder: String, conditions: String,
    write: @escaping @Sendable (Data, String) throws -> Void
  ) {
    self.folder = folder
    self.conditions = conditions
    self.write = write
  }

  /// What stands for an answer: a hash of its files and of the conditions.
  ///
  /// - Parameter id: That of an exercise or a lab.
  package func key(_ id: String, _ sources: [String: Data]) -> String {
    var ingredients = Data("\(conditions)\n\(id)\n".utf8)
    for (name, data) in sources.sorted(by: { $0.key < $1.key }) {
      ingredients += Data("\(name.utf8.count) \(name) \(data.count)\n".utf8) + data
    }
    return SHA256.digest(ingredients)
  }

  package func verdict(_ key: String) -> Verdict? {
    FileManager.default.contents(atPath: path(key)).flatMap {
      try? JSONDecoder().decode(Verdict.self, from: $0)
    }
  }

  /// Keeps a verdict, unless the same answer of somebody else has had one meanwhile.
  ///
  /// - Returns: The verdict that counts, the same for all of them.
  package func keep(_ verdict: Verdict, _ key: String) throws -> Verdict {
    try writing.withLock { _ in
      if let first = self.verdict(key) { return first }
      try write(try JSONEncoder().encode(verdict), path(key))
      return verdict
    }
  }

  private func path(_ key: String) -> String { "\(folder)/\(key.prefix(2))/\(key).json" }
}

extension Verdicts {
  /// Verdicts that are kept with the kit's compiled answers.
  package convenience init(of kit: BuiltKit, conditions: String) {
    self.init(folder: kit.cache + "/verdicts", conditions: conditions) { data, path in
      let place = URL(filePath: path)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: place, options: .atomic)
    }
  }
}

/// The verdict on the answer to one exercise.
package struct ExerciseVerdict: Codable, Sendable {
  package let toolchain: String
  package let exercise: ExerciseReport

  package init(toolchain: String, exercise: ExerciseReport) {
    (self.toolchain, self.exercise) = (toolchain, exercise)
  }
}
