import Synchronization
import Testing

/// What one running test has found out, for the student and for the report.
///
/// The suites' trait puts one in place for each test; the expectations add what they see to it. What
/// is said about it is decided at the end, when all has been seen: see `Hypotheses`.
public final class Findings: Sendable {
  /// The findings of the test that is running, or `nil` outside the suites.
  @TaskLocal public static var current: Findings?

  /// The last call that the student's code answered, for example `loss(residual: 3.0, delta: 1.0)`.
  public let subject: @Sendable () -> String?

  private let observations = Mutex<[Observation]>([])

  /// Creates empty findings.
  ///
  /// - Parameter subject: Describes the last call that the student's code answered.
  public init(subject: @escaping @Sendable () -> String? = { nil }) {
    self.subject = subject
  }

  /// Adds what an expectation has seen, right or wrong.
  func add(_ observation: Observation) {
    guard observation.isWrong || !observation.predictions.isEmpty else { return }
    observations.withLock { $0.append(observation) }
  }

  /// What is to be said about all that was seen.
  func conclusion() -> Conclusion { Conclusion(of: observations.withLock(\.self)) }

  /// Whether a value was wrong, rather than a property or what is done with bad input.
  var hasWrongValues: Bool {
    observations.withLock { observations in
      observations.contains {
        $0.isWrong && [.numbers, .fewValues, .choice].contains($0.kind)
      }
    }
  }

  /// Whether a mistake that the test has foreseen explains what was seen.
  var isExplained: Bool {
    let foreseen = observations.withLock { Set($0.flatMap(\.predictions).map(\.sentence)) }
    return !foreseen.isDisjoint(with: mistakes)
  }

  /// The sentences of the known mistakes that explain what was seen, in order, without repetition.
  public var mistakes: [String] { conclusion().mistakes }
}

/// What one expectation has seen.
struct Observation: Sendable {
  /// What an expectation looks at, which decides how much its foreseen mistakes prove.
  enum Kind: Hashable {
    /// Numbers, which nobody meets by chance.
    case numbers
    /// Integers, which many mistakes have in common.
    case fewValues
    /// One of a few possibilities.
    case choice
    /// Something that many mistakes break.
    case property
    /// Whether bad input was refused: the argument's name and, where it is known, its value.
    case refusal(of: String, value: String?)
  }

  /// A known mistake, and whether it gives what was seen.
  struct Prediction: Sendable {
    let sentence: String
    let fits: Bool

    /// The answer that it predicts. Where a loop has one list for all of its calls, each of them has the
    /// same: then it is meant for one of them, and says nothing about the others.
    var answer = ""
  }

  let kind: Kind
  let predictions: [Prediction]

  /// The number c of a wrong answer that is c × the right one.
  let factor: Double?

  let sourceLocation: SourceLocation

  /// What is wrong, in words that don't name the mistakes given here; `nil` if nothing is wrong.
  let mismatch: (@Sendable (_ ruledOut: Set<String>) -> Mismatch?)?

  var isWrong: Bool { mismatch != nil }

  init(
    _ kind: Kind, _ predictions: [Prediction], factor: Double? = nil, isRight: Bool,
    at sourceLocation: SourceLocation,
    mismatch: @escaping @Sendable (_ ruledOut: Set<String>) -> Mismatch?
  ) {
    self.kind = kind
    self.predictions = predictions
    self.factor = factor
    self.sourceLocation = sourceLocation
    // What a right answer would be compared with need not be kept.
    guard !isRight else {
      self.mismatch = nil
      return
    }
    let isConceptCheck = ConceptCheck.isRunning
    self.mismatch = { ruledOut in
      ConceptCheck.$isRunning.withValue(isConceptCheck) { mismatch(ruledOut) }
    }
  }
}

/// The messages of a test.
struct Conclusion {
  private(set) var messages: [(text: String, sourceLocation: SourceLocation)] = []
  private(set) var mistakes: [String] = []

  /// The wrong answers that no message shows and no named mistake explains.
  private(set) var hidden = 0

  private static let shownWithoutName = 3

  /// Says each mistake once, with the first answer that shows it; of the wrong answers without a name
  /// the first of each line, and no more than three.
  init(of observations: [Observation]) {
    let hypotheses = Hypotheses(of: observations)
    var groups: [Group] = []
    for observation in observations {
      guard let mismatch = observation.mismatch?(hypotheses.ruledOut(for: observation.kind))
      else { continue }
      let group = Group(
        mismatch: mismatch, sourceLocation: observation.sourceLocation,
        factor: observation.factor)
      if let same = groups.firstIndex(where: group.isLike) {
        groups[same].count += 1
      } else {
        groups.append(group)
      }
      for mistake in mismatch.mistakes where !mistakes.contains(mistake) {
        mistakes.append(mistake)
      }
    }
    // Answers that are different multiples of the right ones contradict each other: neither factor is
    // what was done wrong.
    let foreseen = Set(observations.flatMap(\.predictions).map(\.sentence))
    let multiples = mistakes.filter { $0.contains(" × ") && !foreseen.contains($0) }
    if multiples.count > 1 { mistakes.removeAll(where: multiples.contains) }
    var unnamed = 0
    for group in groups {
      if group.mismatch.mistakes.isEmpty {
        unnamed += 1
        guard unnamed <= Self.shownWithoutName else {
          hidden += group.count
          continue
        }
      }
      let more = group.count - 1
      let others =
        more > 0 ? "\n  … and \(counted(more, "more answer", "more answers")) like it" : ""
      messages.append((group.mismatch.text + others, group.sourceLocation))
    }
  }

  /// Wrong answers of which the same is said.
  private struct Group {
    let mismatch: Mismatch
    let sourceLocation: SourceLocation
    let factor: Double?
    var count = 1

    /// Whether a group that came before has the same to say.
    func isLike(_ other: Group) -> Bool {
      guard mismatch.mistakes.isEmpty else { return mismatch.mistakes == other.mismatch.mistakes }
      if other.mismatch.mistakes.isEmpty { return sourceLocation == other.sourceLocation }
      // The same multiple of the right answer, of which the name is said already.
      guard let factor, let known = other.factor else { return false }
      return isClose(factor, known, limit: 1e-6 * known.magnitude)
    }
  }
}
