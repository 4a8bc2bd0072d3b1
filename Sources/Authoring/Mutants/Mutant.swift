import Boundary
import Curriculum
import Foundation
import LinearAlgebra

/// A solution with one small change, made by rule. A suite that judges well gives it less than full
/// marks, unless no call can tell the two apart.
struct Mutant: Sendable {
  let exercise: Exercise
  /// The line with which the change begins, from 1.
  let line: Int
  let change: Change
  private let solution: [(name: String, text: String)]
  private let changing: Int
  private let mutation: Mutation

  /// The names and texts of all its files.
  var sources: [(name: String, text: String)] {
    var sources = solution
    var characters = Array(sources[changing].text)
    characters.replaceSubrange(mutation.range, with: mutation.replacement)
    sources[changing].text = String(characters) + mutation.helper
    return sources
  }

  /// What makes a mutant the same in another version of the file.
  struct Change: Hashable, Sendable, CustomStringConvertible {
    /// The file below `Solutions`, such as "04-HuberRegression/HuberRegression.swift".
    let file: String
    /// The function or type that it stands in.
    let declaration: String
    /// The lines that change, as one; the new ones, as one.
    let before: String
    let after: String

    /// What stands for all changes to the same declaration.
    var anyOfDeclaration: Change {
      Change(file: file, declaration: declaration, before: "*", after: "*")
    }

    var description: String {
      "\(declaration): \(before) → \(after.isEmpty ? "(nothing)" : after)"
    }
  }

  /// All mutants of a solution, in the order of its lines.
  static func all(of exercise: Exercise, in kit: BuiltKit) throws -> [Mutant] {
    let sources = try sources(of: exercise, in: kit)
    return sources.indices.flatMap { all(of: exercise, sources: sources, changing: $0) }
  }

  /// The names and texts of a solution's files, in the order of their names.
  static func sources(
    of exercise: Exercise, in kit: BuiltKit
  ) throws -> [(name: String, text: String)] {
    let folder = "\(kit.root)/\(exercise.rooms.solution)"
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter(isSwiftSource).sorted().map { name in
        (name, try String(contentsOf: URL(filePath: "\(folder)/\(name)"), encoding: .utf8))
      }
  }

  /// All mutants in which this one of the sources changes.
  static func all(
    of exercise: Exercise, sources: [(name: String, text: String)], changing index: Int
  ) -> [Mutant] {
    let (name, text) = sources[index]
    let code = SolutionCode(text)
    let starts = [0] + code.characters.indices.filter { code.characters[$0] == "\n" }.map { $0 + 1 }
    var known: Set<[String]> = []
    let mutants = code.mutations.compactMap { mutation -> Mutant? in
      let (range, characters) = (mutation.range, code.characters)
      let line = starts.lastIndex { $0 <= range.lowerBound } ?? 0
      let start = starts[line]
      let end =
        characters[max(start, range.upperBound - 1)...].firstIndex(of: "\n") ?? characters.count
      let (head, tail) = (characters[start..<range.lowerBound], characters[range.upperBound..<end])
      let before = oneLine(String(characters[start..<end]))
      let after = oneLine(String(head) + mutation.replacement + String(tail))
      guard known.insert(["\(line)", before, after]).inserted else { return nil }
      return Mutant(
        exercise: exercise, line: line + 1,
        change: Change(
          file: "\(exercise.folder)/\(name)",
          declaration: code.declaration(at: range.lowerBound), before: before, after: after),
        solution: sources, changing: index, mutation: mutation)
    }
    return mutants.sorted { $0.line < $1.line }
  }

  /// So many of them, drawn with a seed, in their order.
  static func sample(_ count: Int, of mutants: [Mutant], seed: UInt64) -> [Mutant] {
    var generator = SeededGenerator(seed: seed)
    return mutants.indices.shuffled(using: &generator).prefix(count).sorted().map { mutants[$0] }
  }

  /// Place and change in one line.
  var description: String { "\(change.file):\(line), \(change)" }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
