import Boundary
import Curriculum
import Fingerprints
import Foundation
import HandIns

/// What a grade rests on: when one of these is another, verdicts or points may be others too.
public struct Basis: Codable, Sendable, Equatable {
  /// For each exercise that was handed in, by its id, a hash of the student's files.
  public var answers: [String: String] = [:]
  /// For each exercise, by its id, a hash of its suite.
  public let suites: [String: String]
  /// A hash of what all suites share: how they compare, call and count.
  let shared: String
  /// The settings of the class's configuration, as they were written.
  let configuration: [String: String]

  init(suites: [String: String], shared: String, configuration: [String: String]) {
    self.suites = suites
    self.shared = shared
    self.configuration = configuration
  }

  /// What the kit and a configuration lay down for a whole class.
  ///
  /// The hashes are those of the sources: programs that two machines have built differ.
  init(kit: BuiltKit, configuration: ClassConfiguration) {
    suites = Dictionary(
      uniqueKeysWithValues: Exercise.all.map {
        ($0.id, Self.hash(of: [$0.rooms.suite], in: kit.root))
      })
    shared = Self.hash(
      of: [
        "Tests/ExerciseTesting", "Sources/Boundary", "Sources/Curriculum", "Sources/Grading",
        "Sources/LinearAlgebra", "Sources/Wire", "Sources/gradus-suites",
      ], in: kit.root)
    self.configuration = configuration.settings
  }

  /// The same with what a student has handed in.
  func with(_ handIn: HandIn) -> Basis {
    var copy = self
    copy.answers = Dictionary(
      uniqueKeysWithValues: handIn.sources.map { exercise, files in
        (exercise.id, Self.hash(of: files.map { ($0.key, $0.value) }))
      })
    return copy
  }

  private static func hash(of folders: [String], in root: String) -> String {
    let files = folders.flatMap { folder -> [(String, Data)] in
      let place = "\(root)/\(folder)"
      let names = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String }
      return (names ?? []).filter { $0.hasSuffix(".swift") || $0.hasSuffix(".c") }.compactMap {
        name in
        FileManager.default.contents(atPath: "\(place)/\(name)").map { ("\(folder)/\(name)", $0) }
      }
    }
    return hash(of: files)
  }

  private static func hash(of files: [(String, Data)]) -> String {
    var all = Data()
    for (name, data) in files.sorted(by: { $0.0 < $1.0 }) {
      all += Data("\(name.utf8.count) \(name) \(data.count)\n".utf8) + data
    }
    return String(SHA256.digest(all).prefix(16))
  }
}

extension Basis {
  /// What two grades don't have in common that all of a class should, in words: "the seed (0, 7)".
  static func differences(_ first: StudentReport, _ second: StudentReport) -> [String] {
    var result: [String] = []
    func compare(_ what: String, _ one: String, _ other: String) {
      if one != other { result.append("\(what) (\(one), \(other))") }
    }
    compare("the seed", "\(first.report.seed)", "\(second.report.seed)")
    compare("the kit", first.report.kit, second.report.kit)
    func weight(_ report: StudentReport, _ id: String) -> String { points(report.weight(of: id)) }
    for id in Set(first.weights.keys).union(second.weights.keys).sorted() {
      compare("the weight of \(id)", weight(first, id), weight(second, id))
    }
    guard let one = first.basis, let other = second.basis else {
      if (first.basis == nil) != (second.basis == nil) {
        result.append("what they rest on (an older kit doesn't say it)")
      }
      return result
    }
    let suites = Exercise.all.filter { one.suites[$0.id] != other.suites[$0.id] }
    if !suites.isEmpty {
      result.append("the suites of \(suites.map(\.id).joined(separator: ", "))")
    }
    if one.shared != other.shared { result.append("what all suites share") }
    // Weights stand there already.
    return result + settings(one, other).filter { !$0.hasPrefix("weight ") }
  }

  /// The settings that differ: "penalty per day (10 %, 20 %)".
  static func settings(_ first: Basis, _ second: Basis) -> [String] {
    let keys = Set(first.configuration.keys).union(second.configuration.keys).sorted()
    return keys.compactMap { key in
      let (one, other) = (first.configuration[key], second.configuration[key])
      return one == other ? nil : "\(key) (\(one ?? "not set"), \(other ?? "not set"))"
    }
  }
}
