import Foundation
import Grading

/// What a class's grades come to, exercise by exercise and test by test.
struct ClassResults {
  /// The grades, without those hand-ins that couldn't be judged.
  let graded: [StudentReport]
  /// The hand-ins without a grade.
  let failed: [StudentReport]
  /// In the order of the course.
  let exercises: [ExerciseResult]
  /// The usual mistakes that were recognised, the most common first.
  let mistakes: [MistakeResult]

  struct ExerciseResult {
    let number: Int
    let id: String
    let title: String
    let maxScore: Double
    /// How many grades have this exercise in them.
    let students: Int
    let mean: Double
    let complete: Int
    let notStarted: Int
    let uncompiled: Int
  }

  /// One test, among those who started its exercise.
  struct TestResult {
    let exercise: String
    let number: String
    let name: String
    let students: Int
    let passed: Int
    let discrimination: Double?
    var share: Double { students == 0 ? 0 : Double(passed) / Double(students) }
  }

  struct MistakeResult {
    let sentence: String
    let exercise: String
    let students: Int
    /// The names of the tests that met it.
    let tests: [String]
  }

  init(_ reports: [StudentReport]) {
    graded = reports.filter(\.hasGrade)
    failed = reports.filter { !$0.hasGrade }
    exercises = Self.exercises(graded)
    mistakes = Self.mistakes(graded)
  }

  private static func exercises(_ reports: [StudentReport]) -> [ExerciseResult] {
    Dictionary(grouping: reports.flatMap(\.report.exercises), by: \.id).values.compactMap { all in
      all.first.map { first in
        let scale = reports.first?.scale(of: first) ?? 1
        return ExerciseResult(
          number: first.number, id: first.id, title: first.title,
          maxScore: Double(first.maxScore) * scale,
          students: all.count, mean: Statistics.mean(all.map { Double($0.score) * scale }) ?? 0,
          complete: all.count { $0.status == .complete },
          notStarted: all.count { $0.status == .notStarted },
          uncompiled: all.count { $0.compilerMessage != nil })
      }
    }.sorted { ($0.number, $0.id) < ($1.number, $1.id) }
  }

  private static func mistakes(_ reports: [StudentReport]) -> [MistakeResult] {
    struct Key: Hashable {
      let exercise: Int
      let title: String
      let sentence: String
    }
    var students: [Key: Set<Int>] = [:]
    var tests: [Key: [String: Int]] = [:]
    for (number, report) in reports.enumerated() {
      for exercise in report.report.exercises {
        for test in exercise.tests where test.status != .passed {
          for sentence in Set(test.mistakes + [test.knownMistake].compactMap(\.self)) {
            let key = Key(exercise: exercise.number, title: exercise.title, sentence: sentence)
            students[key, default: []].insert(number)
            tests[key, default: [:]][test.name, default: 0] += 1
          }
        }
      }
    }
    return students.sorted {
      ($1.value.count, $0.key.exercise, $0.key.sentence)
        < ($0.value.count, $1.key.exercise, $1.key.sentence)
    }.map { key, students in
      MistakeResult(
        sentence: key.sentence, exercise: "\(key.exercise) · \(key.title)",
        students: students.count,
        tests: tests[key, default: [:]].sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map(\.key))
    }
  }

  /// Every test: the one that the fewest passed comes first.
  ///
  /// Who left an exercise untouched says nothing about its tests. The discrimination compares with
  /// the points of all other tests of all exercises.
  func tests() -> [TestResult] {
    struct Key: Hashable {
      let exercise: String
      let test: String
    }
    var known: [Key: (number: String, name: String, title: String)] = [:]
    var passed: [Key: [Bool]] = [:]
    var rest: [Key: [Double]] = [:]
    for report in graded {
      let total = report.report.exercises.map(\.score).reduce(0, +)
      for exercise in report.report.exercises where exercise.status != .notStarted {
        for (index, test) in exercise.tests.enumerated() {
          let key = Key(exercise: exercise.id, test: test.id)
          if known[key] == nil {
            known[key] = (
              "\(exercise.number).\(index + 1)", test.name, "\(exercise.number) · \(exercise.title)"
            )
          }
          passed[key, default: []].append(test.status == .passed)
          rest[key, default: []].append(Double(total - test.score))
        }
      }
    }
    return known.map { key, test in
      let verdicts = passed[key, default: []]
      return TestResult(
        exercise: test.title, number: test.number, name: test.name, students: verdicts.count,
        passed: verdicts.count { $0 },
        discrimination: Statistics.discrimination(passed: verdicts, rest: rest[key, default: []]))
    }.sorted {
      if $0.share != $1.share { return $0.share < $1.share }
      let (first, second) = ($0.discrimination ?? 2, $1.discrimination ?? 2)
      if first != second { return first < second }
      return $0.number.compare($1.number, options: .numeric) == .orderedAscending
    }
  }
}
