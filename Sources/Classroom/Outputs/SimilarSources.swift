import Foundation

/// Pairs of hand-ins whose sources are nearly the same.
///
/// A question to ask, not a verdict: short exercises have few right answers. For each exercise, the
/// sources are reduced to tokens (``SourceTokens``) and to fingerprints (``Winnowing``). What the stub
/// has as well is taken away, and so is what so many hand-ins have that it must be the usual way to
/// write it; Moss draws that line at ten hand-ins, see A. Aiken, "Moss: A System for Detecting
/// Software Similarity". An index from each fingerprint that is left to its hand-ins finds the pairs
/// without comparing all with all.
public struct SimilarSources: Sendable {
  /// Two hand-ins of one exercise.
  public struct Pair: Sendable, Equatable {
    /// The exercise's id.
    public let exercise: String
    /// The first student, by name.
    public let first: String
    /// The second student.
    public let second: String
    /// The part of the smaller one's fingerprints that the other one has too, from 0 to 1.
    public let share: Double
    /// How many fingerprints they share that hardly anybody else has.
    public let rare: Int
    /// Whether they are the same to the last byte.
    public let isIdentical: Bool
  }

  /// The part that two hand-ins must share to be worth a look.
  public static let threshold = 0.8
  /// The unusual fingerprints that they must share; fewer may be chance.
  public static let fewestRare = 4

  /// The pairs to look at: the most alike first.
  public let pairs: [Pair]

  /// Looks for pairs.
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
    pairs = exercises.flatMap { exercise in
      Self.pairs(
        of: exercise,
        students.compactMap { student in sources[student]?[exercise].map { (student, $0) } },
        stub: stubs[exercise], reference: references[exercise])
    }.sorted {
      ($1.isIdentical ? 1 : 0, $1.share, $1.rare, $0.exercise, $0.first, $0.second)
        < ($0.isIdentical ? 1 : 0, $0.share, $0.rare, $1.exercise, $1.first, $1.second)
    }
  }

  private static func pairs(
    of exercise: String, _ sources: [(student: String, source: Data)], stub: Data?,
    reference: Data?
  ) -> [Pair] {
    let known = [stub, reference].compactMap { $0.map { SourceTokens($0).values } }
    let common = stub.map { Winnowing.fingerprints(of: SourceTokens($0).values) } ?? []
    var readings: [Data: Set<UInt64>] = [:]
    let prints = sources.map { _, source in
      if let reading = readings[source] { return reading }
      let tokens = SourceTokens(source).values
      let reading =
        known.contains(tokens) ? [] : Winnowing.fingerprints(of: tokens).subtracting(common)
      readings[source] = reading
      return reading
    }
    return shared(by: prints).compactMap { couple, rare in
      let (first, second) = (prints[couple.first], prints[couple.second])
      let share =
        Double(first.intersection(second).count) / Double(min(first.count, second.count))
      guard rare >= fewestRare, share >= threshold else { return nil }
      return Pair(
        exercise: exercise, first: sources[couple.first].student,
        second: sources[couple.second].student, share: share, rare: rare,
        isIdentical: sources[couple.first].source == sources[couple.second].source)
    }
  }

  private struct Couple: Hashable {
    let first: Int
    let second: Int
  }

  /// How many unusual fingerprints two hand-ins share, for each two that share any.
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

  /// More hand-ins than this with the same fingerprint make it usual: ten, in a small class fewer.
  static func usual(amongst count: Int) -> Int { min(10, max(2, count / 4)) }
}
