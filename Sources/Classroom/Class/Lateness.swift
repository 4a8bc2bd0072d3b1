import Curriculum
import Foundation
import HandIns

extension StudentReport {
  /// Notes for each exercise when it was handed in, and what that costs.
  ///
  /// - Parameters:
  ///   - now: the moment of grading; what is dated later is remarked upon.
  mutating func setLateness(
    of handIn: HandIn, _ configuration: ClassConfiguration, _ times: SubmissionTimes,
    now: Date = Date()
  ) {
    var dates: [Date] = []
    var days: [String: Int] = [:]
    for exercise in report.exercises
    where exercise.status != .notStarted || handsInText(exercise.id) {
      let known = Exercise.all.first { $0.id == exercise.id }.flatMap { handIn.dates[$0] }
      let date = times.date(of: exercise.id, by: student) ?? known
      dates += [date].compactMap { $0 }
      days[exercise.id] = configuration.daysLate(student, at: date)
    }
    date = dates.max() ?? handIn.date
    lateness = days
    penalties = days.mapValues { configuration.penalty(forDays: $0) }
    daysLate = days.values.max() ?? 0
    if let date, date.timeIntervalSince(now) > 300 {
      warnings.append(
        "dated in the future, \(StudentPage.date(date)): its clock is not to be believed")
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

  /// What lateness costs, in words for each exercise that it concerns: "Optimizers: 2 days late, …".
  var latenessByExercise: [String] {
    report.exercises.compactMap { exercise in
      guard let days = lateness?[exercise.id], days > 0 else { return nil }
      let kept = points(100 * (1 - penalty(of: exercise.id)), decimals: 1)
      return "\(exercise.title): \(count(days, "day")) late, its points count \(kept) %"
    }
  }
}
