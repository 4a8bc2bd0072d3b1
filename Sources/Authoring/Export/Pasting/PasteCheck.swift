import Boundary
import Curriculum
import Foundation
import Grading

/// Looks for functions in the suites that answer an exercise when they are pasted into its stub.
///
/// Students read the suites. So each function in an exercise's suite, and in what all suites share, is
/// called in the place of each function of the stub that its parameters and its result fit, and the suite
/// judges that. None may score.
public struct PasteCheck: Sendable {
  private let grader: Grader
  private let edition: String

  /// A check of the suites in a folder, such as a student edition, by the kit's own judgement.
  public init(grader: Grader, suitesIn edition: String) {
    self.grader = grader
    self.edition = edition
  }

  /// What has come of an exercise.
  public struct Tally: Sendable {
    /// The exercise.
    public let exercise: Exercise
    /// How many of the suite's functions fit one of the stub's.
    public fileprivate(set) var helpers = 0
    /// In how many ways they were called.
    public fileprivate(set) var fittings = 0
    /// Those that score, a sentence each.
    public fileprivate(set) var findings: [String] = []
  }

  /// Tries the functions of each exercise's suite, and hands over what has come of it.
  public func run(_ exercises: [Exercise], _ report: (Tally) -> Void) throws {
    try sideBySide(exercises) { exercise, _ in try tally(exercise) }.forEach(report)
  }

  private func tally(_ exercise: Exercise) throws -> Tally {
    let place = "\(grader.kit.cache)/pasted-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    var workshop = try PasteWorkshop(exercise, grader: grader, edition: edition, place: place)
    try workshop.keepWhatCompiles()
    var tally = Tally(exercise: exercise)
    let fittings = workshop.fittings
    tally.helpers = Set(fittings.map { "\($0.place) \($0.helper)" }).count
    tally.fittings = fittings.count
    let groups = Self.together(fittings)
    let scoring = zip(groups, try workshop.judge(groups)).filter { $1.score > 0 }
    // Who it was is asked of those alone that were there when something scored.
    let suspects = scoring.flatMap(\.0)
    let alone = zip(suspects, try workshop.judge(suspects.map { [$0] })).filter { $1.score > 0 }
    for (fitting, report) in alone {
      tally.findings.append(
        "\(fitting.place): \(fitting.helper), pasted into \(fitting.stub.name), "
          + "scores \(Self.points(report))")
    }
    for (group, report) in scoring
    where !alone.contains(where: { found in group.contains { $0.number == found.0.number } }) {
      let names = group.map { "\($0.helper) in \($0.stub.name)" }.joined(separator: ", ")
      tally.findings.append(
        "\(group[0].place): pasted together, these score \(Self.points(report)): \(names)")
    }
    return tally
  }

  private static func points(_ report: ExerciseReport) -> String {
    report.score == 1 ? "1 point" : "\(report.score) points"
  }

  /// Groups in which no two answer the same function. What has a function's name comes first, so that
  /// functions which a test asks together meet.
  private static func together(_ fittings: [Fitting]) -> [[Fitting]] {
    var groups: [[Fitting]] = []
    var counts: [String: Int] = [:]
    for fitting in fittings.filter(\.isNamesake) + fittings.filter({ !$0.isNamesake }) {
      let key = "\(fitting.stub.file) \(fitting.stub.body.lowerBound)"
      let group = counts[key, default: 0]
      counts[key] = group + 1
      if group == groups.count { groups.append([]) }
      groups[group].append(fitting)
    }
    return groups
  }
}
