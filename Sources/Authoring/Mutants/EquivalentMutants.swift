import Curriculum
import Foundation
import Grading

/// The mutants that no call can tell from the solution, each with the reason.
struct EquivalentMutants {
  /// The file below the kit's root.
  static let path = "Tests/EquivalentMutants.txt"

  private(set) var reasons: [Mutant.Change: String] = [:]

  /// Reads entries of four lines; a line that begins with "#" is a comment.
  ///
  ///     04-HuberRegression/HuberRegression.swift, loss(residual:delta:)
  ///     before: the lines of the solution, as one
  ///     after: the lines of the mutant, as one; nothing where they are dropped
  ///     why: a sentence
  ///
  /// Where the specification leaves a student the choice of what to compute, "*" stands for all changes to
  /// a declaration; of these some may die.
  init(_ text: String) throws {
    let lines = text.components(separatedBy: "\n").enumerated()
      .filter { !$1.isEmpty && !$1.hasPrefix("#") }
    for start in stride(from: 0, to: lines.count, by: 4) {
      let entry = lines[start..<min(start + 4, lines.count)]
      let place = entry.first?.element.split(separator: ",", maxSplits: 1).map(String.init) ?? []
      let values = zip(["before:", "after:", "why:"], entry.dropFirst()).compactMap { label, line in
        line.element.hasPrefix(label)
          ? line.element.dropFirst(label.count).trimmingCharacters(in: .whitespaces) : nil
      }
      guard place.count == 2, values.count == 3, !values[2].isEmpty else {
        throw Self.failure(
          lines[start].offset,
          "an entry has a file and a declaration, \"before:\", \"after:\", "
            + "\"why:\", a line each")
      }
      let change = Mutant.Change(
        file: place[0], declaration: place[1].trimmingCharacters(in: .whitespaces),
        before: values[0], after: values[1])
      guard reasons.updateValue(values[2], forKey: change) == nil else {
        throw Self.failure(lines[start].offset, "this entry stands here twice")
      }
    }
  }

  /// Those of a kit.
  init(ofKit root: String) throws {
    try self.init(String(contentsOf: URL(filePath: "\(root)/\(Self.path)"), encoding: .utf8))
  }

  /// What the list says of a mutant.
  enum Listing { case nothing, equivalent, choice }

  func listing(of mutant: Mutant) -> Listing {
    reasons[mutant.change] != nil
      ? .equivalent : reasons[mutant.change.anyOfDeclaration] != nil ? .choice : .nothing
  }

  /// The entries for an exercise that are no mutants of it.
  func strays(of exercise: Exercise, among mutants: [Mutant]) -> [String] {
    let known = Set(mutants.flatMap { [$0.change, $0.change.anyOfDeclaration] })
    return strays { $0.file.hasPrefix(exercise.folder + "/") && !known.contains($0) }
  }

  /// The entries for no exercise of the catalogue.
  var straysOfNoExercise: [String] {
    strays { change in !Exercise.all.contains { change.file.hasPrefix($0.folder + "/") } }
  }

  private func strays(_ isStray: (Mutant.Change) -> Bool) -> [String] {
    reasons.keys.filter(isStray).map {
      "\(Self.path): no mutant any more: \($0.file), \($0)"
    }.sorted()
  }

  private static func failure(_ line: Int, _ sentence: String) -> Grader.Failure {
    Grader.Failure(description: "\(path), line \(line + 1): \(sentence)")
  }
}
