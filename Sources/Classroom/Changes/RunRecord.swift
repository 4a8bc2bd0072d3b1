import Boundary
import Foundation
import Grading

/// What a run of a class has come to, as short as the next one needs it.
struct RunRecord: Codable, Sendable, Equatable {
  /// One student's grade.
  struct Grade: Codable, Sendable, Equatable {
    /// The points; nil where there is no grade.
    @Null var total: Double?
    /// The days late of each exercise and lab, by its id.
    let lateness: [String: Int]
    /// The marks of each question that has some.
    let marks: [String: Double]
    /// For each exercise, by its id, a hash of the student's files.
    let answers: [String: String]
    /// For each exercise, by its id, what became of its tests, by their ids.
    let tests: [String: [String: TestStatus]]

    init(_ report: StudentReport) {
      total = report.hasGrade ? report.total : nil
      lateness = (report.lateness ?? [:]).filter { $0.value > 0 }
      marks = Dictionary(
        report.questions.compactMap { question in
          question.marks.map { ("\(question.exercise): \(question.heading)", $0) }
        }, uniquingKeysWith: { first, _ in first })
      answers = report.basis?.answers ?? [:]
      tests = Dictionary(
        report.report.exercises.map { exercise in
          (
            exercise.id,
            Dictionary(
              exercise.tests.map { ($0.id, $0.status) }, uniquingKeysWith: { first, _ in first })
          )
        }, uniquingKeysWith: { first, _ in first })
    }
  }

  let seed: UInt64
  let kit: String
  let toolchain: String
  let sandbox: String
  let weights: [String: Double]
  /// Without anybody's answers.
  let basis: Basis?
  /// By the student's name.
  let grades: [String: Grade]

  /// The record of a class; nil of nobody.
  init?(_ reports: [StudentReport]) {
    guard let first = reports.first else { return nil }
    seed = first.report.seed
    kit = first.report.kit
    toolchain = reports.lazy.map(\.report.toolchain).first { !$0.isEmpty } ?? ""
    sandbox = first.sandbox
    weights = first.weights
    var basis = first.basis
    basis?.answers = [:]
    self.basis = basis
    grades = Dictionary(
      reports.map { ($0.student, Grade($0)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension ClassFolder {
  private static var record: String { ".gradus/run.json" }

  /// What the last run that came to its end has left.
  var lastRun: RunRecord? {
    FileManager.default.contents(atPath: "\(path)/\(Self.record)").flatMap {
      try? JSONDecoder().decode(RunRecord.self, from: $0)
    }
  }

  /// Leaves something for the next run.
  func note(_ record: RunRecord?) throws {
    guard let record else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try write(encoder.encode(record), to: Self.record)
  }
}
