import Curriculum
import Foundation
import HandIns
import Labs

extension StudentReport {
  /// Notes for each exercise and each lab when it was handed in, and what that costs.
  ///
  /// - Parameters:
  ///   - now: the moment of grading; what is dated later is remarked upon.
  mutating func setLateness(
    of handIn: HandIn, _ configuration: ClassConfiguration, _ times: SubmissionTimes,
    now: Date = Date()
  ) {
    var dates: [Date] = []
    var isByCommit = false
    var days: [String: Int] = [:]
    for exercise in report.exercises
    where exercise.status != .notStarted || handsInText(exercise.id) {
      let known = Exercise.all.first { $0.id == exercise.id }.flatMap { handIn.dates[$0] }
      let stated = times.date(of: exercise.id, by: student)
      let date = stated ?? known
      isByCommit = isByCommit || stated == nil && known != nil && handIn.isDatedByCommit
      dates += [date].compactMap { $0 }
      days[exercise.id] = configuration.daysLate(student, at: date)
    }
    for lab in report.labs where lab.status != .notStarted {
      let folder = allLabs.first { $0.title.id == lab.id }?.title.folder
      let date = times.date(of: lab.key, by: student) ?? folder.flatMap { handIn.labDates[$0] }
      dates += [date].compactMap { $0 }
      days[lab.key] = configuration.daysLate(student, at: date)
    }
    date = dates.max() ?? handIn.date
    lateness = days
    penalties = days.mapValues { configuration.penalty(forDays: $0) }
    daysLate = days.values.max() ?? 0
    if let date, date.timeIntervalSince(now) > 300 {
      warnings.append(
        "dated in the future, \(StudentPage.date(date)): its clock is not to be believed")
    }
    if configuration.deadline != nil, isByCommit {
      warnings.append("dated by its last commit, whose date its author can set")
    }
    if configuration.deadline != nil, dates.isEmpty, !days.isEmpty {
      warnings.append("nothing says when it was handed in: it counts as in time")
    }
  }

  private func handsInText(_ exercise: String) -> Bool {
    questions.contains { $0.exercise == exercise && !$0.answer.isEmpty }
  }

  /// The part of an exercise's points that lateness takes away, from 0 to 1.
  func penalty(of exercise: String) -> Double { penalties?[exercise] ?? penalty }

  /// The part of all points that lateness takes away; of none, what it would have taken of some.
  var overallPenalty: Double {
    guard let penalties else { return penalty }
    let whole = undiminished
    return whole > 0 ? 1 - total / whole : penalties.values.max() ?? 0
  }

  /// What lateness costs, in words for each exercise and lab that it concerns: "Optimizers: 2 days late, …".
  var latenessByExercise: [String] {
    let parts =
      report.exercises.map { (id: $0.id, title: $0.title) }
      + report.labs.map { (id: $0.key, title: "Lab \($0.number)") }
    return parts.compactMap { part in
      guard let days = lateness?[part.id], days > 0 else { return nil }
      let kept = points(100 * (1 - penalty(of: part.id)), decimals: 1)
      return "\(part.title): \(count(days, "day")) late, its points count \(kept) %"
    }
  }
}
