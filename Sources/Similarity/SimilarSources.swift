import Dispatch
import Foundation
import Synchronization

/// Hand-ins whose sources are nearly the same.
///
/// A question to ask, not a verdict: short exercises have few right answers. For each exercise, the
/// sources are reduced to tokens (``SourceTokens``) and to fingerprints (``Winnowing``), and what the
/// stub has as well is taken away. Hand-ins are alike if they share 95 % of the fingerprints of the
/// smaller one, or 80 % and some that hardly anybody has who isn't like them. Moss draws that line at ten
/// hand-ins (A. Aiken, "Moss: A System for Detecting Software Similarity"); here it is lower in a small
/// class. All that hang together make a cluster.
public struct SimilarSources: Sendable {
  /// What everybody could have copied from.
  public struct Origin: Sendable {
    /// Such as "the reference solution".
    public let name: String
    /// Whether it is an answer. Something else, such as a suite, has many other things in it too.
    public let isAnswer: Bool
    /// Its texts, by the exercise's id.
    public let sources: [String: Data]

    /// Creates an origin of texts by the exercises' ids.
    public init(name: String, isAnswer: Bool, sources: [String: Data]) {
      self.name = name
      self.isAnswer = isAnswer
      self.sources = sources
    }
  }

  /// Hand-ins of one exercise that are alike.
  public struct Cluster: Sendable, Equatable {
    /// The exercise's id.
    public let exercise: String
    /// All of them, two or more.
    public let students: [String]
    /// The parts that two of them share that are alike, from 0 to 1: the least and the largest.
    public let shares: ClosedRange<Double>
    /// How many fingerprints they all share that the stub doesn't have.
    public let own: Int
    /// How many of these hardly anybody else has.
    public let unusual: Int
    /// Whether they are the same to the last byte.
    public let isIdentical: Bool
  }

  /// Who has written what is like something that lies in the kit.
  public struct Likeness: Sendable, Equatable {
    /// The exercise's id.
    public let exercise: String
    /// The origin's name.
    public let origin: String
    /// The students, and the part of what they have written that the origin has too, from 0 to 1.
    public let students: [Share]
  }

  /// A student and a part of what he or she has written.
  public struct Share: Sendable, Equatable {
    /// The hand-in, by the name that the class has for it.
    public let student: String
    /// From 0 to 1.
    public let share: Double
  }

  /// The part that hand-ins share that are alike, whatever others have.
  public static let alikeAnyway = 0.95
  /// The part that hand-ins must share if they share what is unusual.
  public static let threshold = 0.8
  /// The fingerprints that hand-ins must share; fewer may be chance.
  public static let fewestOwn = 4
  /// The fingerprints that a hand-in must share with what isn't an answer.
  public static let fewestOfModels = 10
  /// The part of it that these must be: a few lines are in many programs.
  public static let leastOfModels = 0.1

  /// What to look at: the same files first, then by what is unusual.
  public let clusters: [Cluster]
  /// What is like something of the kit, in the order of the exercises' ids.
  public let likenesses: [Likeness]

  /// Looks for hand-ins that are alike.
  ///
  /// - Parameters:
  ///   - sources: for each student, by exercise id, all Swift files joined to one.
  ///   - stubs: for each exercise, what was handed out.
  ///   - origins: what lies in the kit. Who handed in a stub or the whole of an origin hasn't copied it from
  ///     a neighbour.
  public init(
    sources: [String: [String: Data]], stubs: [String: Data], origins: [Origin] = []
  ) {
    let students = sources.keys.sorted()
    let exercises = Set(sources.values.flatMap(\.keys)).sorted()
    let found = Mutex((clusters: [Cluster](), likenesses: [Likeness]()))
    DispatchQueue.concurrentPerform(iterations: exercises.count) { index in
      let exercise = exercises[index]
      let versions = SourceVersions(
        exercise, students.compactMap { name in sources[name]?[exercise].map { (name, $0) } },
        stub: stubs[exercise], origins: origins)
      let clusters = versions.clusters()
      found.withLock {
        $0.clusters += clusters
        $0.likenesses += versions.likenesses
      }
    }
    clusters = found.withLock { $0.clusters }.sorted(by: Self.comesFirst)
    likenesses = found.withLock { $0.likenesses }.sorted {
      ($0.exercise, $0.origin) < ($1.exercise, $1.origin)
    }
  }

  private static func comesFirst(_ first: Cluster, _ second: Cluster) -> Bool {
    if first.isIdentical != second.isIdentical { return first.isIdentical }
    if first.unusual != second.unusual { return first.unusual > second.unusual }
    if first.shares.upperBound != second.shares.upperBound {
      return first.shares.upperBound > second.shares.upperBound
    }
    if first.own != second.own { return first.own > second.own }
    if first.exercise != second.exercise { return first.exercise < second.exercise }
    return first.students.lexicographicallyPrecedes(second.students)
  }

  /// More students than this with the same fingerprint make it usual: ten, in a small class fewer.
  static func usual(amongst count: Int) -> Int { min(10, max(2, count / 4)) }
}
