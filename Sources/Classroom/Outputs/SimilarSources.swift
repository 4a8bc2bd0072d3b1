import Dispatch
import Foundation
import Synchronization

/// Hand-ins whose sources are nearly the same.
///
/// A question to ask, not a verdict: short exercises have few right answers. For each exercise, the
/// sources are reduced to tokens (``SourceTokens``) and to fingerprints (``Winnowing``), and what the
/// stub has as well is taken away. Equal sequences of tokens make a group. For the rest, an index from
/// each fingerprint to the versions that have it finds the pairs without comparing all with all. In
/// it, what so many versions have that it must be the usual way to write it doesn't count; Moss
/// draws that line at ten hand-ins (A. Aiken, "Moss: A System for Detecting Software Similarity").
public struct SimilarSources: Sendable {
  /// Hand-ins of one exercise that are alike.
  public struct Match: Sendable, Equatable {
    /// The exercise's id.
    public let exercise: String
    /// Two students, or all those with the same tokens.
    public let students: [String]
    /// The part of the smaller one's fingerprints that the other one has too, from 0 to 1.
    public let share: Double
    /// How many fingerprints they share that the stub doesn't have.
    public let own: Int
    /// Whether they are the same to the last byte.
    public let isIdentical: Bool
  }

  /// The part that two hand-ins must share to be worth a look.
  public static let threshold = 0.8
  /// The unusual fingerprints that they must share; fewer may be chance.
  public static let fewestOwn = 4

  /// What to look at: the same files first, then by share and size.
  public let matches: [Match]

  /// Looks for hand-ins that are alike.
  ///
  /// - Parameters:
  ///   - sources: for each student, by exercise id, all Swift files joined to one.
  ///   - stubs: for each exercise, what was handed out.
  ///   - references: for each exercise, the reference solution. Who handed in a stub or the reference
  ///     hasn't copied it from a neighbour.
  public init(
    sources: [String: [String: Data]], stubs: [String: Data], references: [String: Data]
  ) {
    let students = sources.keys.sorted()
    let exercises = Set(sources.values.flatMap(\.keys)).sorted()
    let found = Mutex<[Match]>([])
    DispatchQueue.concurrentPerform(iterations: exercises.count) { index in
      let exercise = exercises[index]
      let matches = Self.matches(
        of: exercise,
        students.compactMap { student in sources[student]?[exercise].map { (student, $0) } },
        stub: stubs[exercise], reference: references[exercise])
      found.withLock { $0 += matches }
    }
    matches = found.withLock { $0 }.sorted(by: Self.comesFirst)
  }

  private static func comesFirst(_ first: Match, _ second: Match) -> Bool {
    if first.isIdentical != second.isIdentical { return first.isIdentical }
    if first.share != second.share { return first.share > second.share }
    if first.own != second.own { return first.own > second.own }
    if first.exercise != second.exercise { return first.exercise < second.exercise }
    return first.students.lexicographicallyPrecedes(second.students)
  }

  /// All hand-ins with the same tokens.
  private struct Version {
    var students: [String] = []
    let source: Data
    var isIdentical = true
    let prints: Set<UInt64>
  }

  private static func matches(
    of exercise: String, _ sources: [(student: String, source: Data)], stub: Data?,
    reference: Data?
  ) -> [Match] {
    let versions = versions(sources, stub: stub, reference: reference)
    let groups = versions.filter { $0.students.count > 1 && $0.prints.count >= fewestOwn }.map {
      Match(
        exercise: exercise, students: $0.students, share: 1, own: $0.prints.count,
        isIdentical: $0.isIdentical)
    }
    let pairs = shared(by: versions.map(\.prints)).compactMap { couple, rare -> Match? in
      let (first, second) = (versions[couple.first], versions[couple.second])
      let common = first.prints.intersection(second.prints).count
      let share = Double(common) / Double(min(first.prints.count, second.prints.count))
      guard rare >= fewestOwn, share >= threshold else { return nil }
      return Match(
        exercise: exercise, students: [first.students[0], second.students[0]].sorted(),
        share: share, own: common, isIdentical: false)
    }
    return groups + pairs
  }

  private static func versions(
    _ sources: [(student: String, source: Data)], stub: Data?, reference: Data?
  ) -> [Version] {
    let known = Set([stub, reference].compactMap { $0.map { SourceTokens($0).fingerprint } })
    let common = stub.map { Winnowing.fingerprints(of: SourceTokens($0).values) } ?? []
    var places: [UInt64: Int] = [:]
    var versions: [Version] = []
    for (student, source) in sources {
      let tokens = SourceTokens(source)
      let place = places[tokens.fingerprint] ?? versions.count
      if places.updateValue(place, forKey: tokens.fingerprint) == nil {
        let prints =
          known.contains(tokens.fingerprint) ? [] : Winnowing.fingerprints(of: tokens.values)
        versions.append(Version(source: source, prints: prints.subtracting(common)))
      }
      versions[place].students.append(student)
      if versions[place].source != source { versions[place].isIdentical = false }
    }
    return versions
  }

  private struct Couple: Hashable {
    let first: Int
    let second: Int
  }

  /// How many unusual fingerprints two versions share, for each two that share any.
  private static func shared(by prints: [Set<UInt64>]) -> [Couple: Int] {
    var index: [UInt64: [Int]] = [:]
    for (number, print) in prints.enumerated() {
      for value in print { index[value, default: []].append(number) }
    }
    let limit = usual(amongst: prints.count)
    var counts: [Couple: Int] = [:]
    for holders in index.values where holders.count > 1 && holders.count <= limit {
      for (place, first) in holders.enumerated() {
        for second in holders[(place + 1)...] {
          counts[Couple(first: first, second: second), default: 0] += 1
        }
      }
    }
    return counts
  }

  /// More versions than this with the same fingerprint make it usual: ten, in a small class fewer.
  static func usual(amongst count: Int) -> Int { min(10, max(2, count / 4)) }
}
