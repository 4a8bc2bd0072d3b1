import Boundary
import Curriculum
import Foundation
import Grading
import HandIns
import LabRuns

/// Gives verdicts on hand-ins, and remembers them.
struct Judge: Sendable {
  let grader: Grader
  let seed: UInt64
  let sandbox: Sandbox.Choice
  let limits = Limits.standard
  let work: String
  let labGrader: LabGrader
  private let store: Verdicts<ExerciseVerdict>

  /// - Parameter data: The folder of data, for labs; the usual one when nil.
  init(
    grader: Grader, seed: UInt64, sandbox: Sandbox.Choice, folder: ClassFolder, data: String? = nil
  ) {
    self.grader = grader
    self.seed = seed
    self.sandbox = sandbox
    work = folder.work
    // A verdict holds as long as the suites and the worker are the same programs.
    store = Verdicts(
      folder: folder.verdicts,
      conditions: "\(grader.programs) \(seed) \(sandbox.description) \(limits)",
      write: ClassFolder.write)
    labGrader = LabGrader(
      kit: grader.kit, data: data, seed: seed, sandbox: sandbox,
      verdicts: Verdicts(
        folder: folder.verdicts,
        conditions: "\(LabGrader.programs(of: grader.kit)) \(seed) \(sandbox.description)",
        write: ClassFolder.write))
  }

  /// What whoever reads a grade should know of how it came about.
  var warning: String? {
    sandbox.sandbox == nil
      ? "graded without a sandbox (\(sandbox.description)): the answer ran as the user who grades"
      : nil
  }

  /// Judges a hand-in.
  ///
  /// - Parameters:
  ///   - exercises: Those that the report is about.
  ///   - job: Who of several asks: each compiles in a place of its own.
  /// - Returns: The report; whether nothing had to be judged; why there is no grade, if so.
  func verdicts(
    on handIn: HandIn, _ exercises: [Exercise] = Exercise.all, job: Int = 0
  ) throws -> (report: Report, known: Bool, failure: String?) {
    var verdicts: [Exercise: ExerciseVerdict] = [:]
    var keys: [Exercise: String] = [:]
    for exercise in exercises {
      let key = store.key(exercise.id, handIn.sources[exercise] ?? [:])
      keys[exercise] = key
      verdicts[exercise] = store.verdict(key)
    }
    var todo = exercises.filter { verdicts[$0] == nil }
    let known = todo.isEmpty
    var problem: String?
    // All that is missing at once; what a broken run has left open, one by one.
    for batch in [todo] + todo.map({ [$0] }) where !batch.isEmpty {
      let open = batch.filter(todo.contains)
      if open.isEmpty { continue }
      do {
        let report = try judge(open, of: handIn, job)
        problem = report.problem ?? problem
        for (exercise, verdict) in zip(open, report.exercises) where verdict.isJudged {
          todo.removeAll { $0 == exercise }
          verdicts[exercise] = try store.keep(
            .init(toolchain: report.toolchain, exercise: verdict), keys[exercise] ?? "")
        }
      } catch let failure as Grader.Failure {
        problem = failure.description
      }
    }
    let report = Report(
      answers: handIn.student, seed: seed, toolchain: verdicts.values.first?.toolchain ?? "",
      sandbox: sandbox.description, isComplete: todo.isEmpty,
      exercises: exercises.compactMap { verdicts[$0]?.exercise })
    let failed = todo.map { "\($0)" }.joined(separator: ", ")
    return (report, known, todo.isEmpty ? nil : "\(failed) could not be judged: \(problem ?? "")")
  }

  /// For each exercise that was handed in, by its id, what stands for its files.
  func fingerprints(of handIn: HandIn) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: handIn.sources.map { exercise, files in
        (exercise.id, store.key(exercise.id, files))
      })
  }

  private func judge(
    _ exercises: [Exercise], of handIn: HandIn, _ job: Int
  ) throws -> Report {
    let place = "\(work)/\(UUID().uuidString)"
    let answers = place + "/answers"
    try ClassFolder.make(answers)
    let libraries = "\(work)/libraries-\(job)"
    defer {
      try? FileManager.default.removeItem(atPath: place)
      removeLibraries(in: libraries)
    }
    for exercise in exercises {
      for (name, data) in handIn.sources[exercise] ?? [:] {
        try ClassFolder.write(data, to: "\(answers)/\(exercise.folder)/\(name)")
      }
    }
    return try grader.grade(
      exercises, answers: answers, seed: seed, sandbox: sandbox, cache: libraries)
  }

  /// Compiled answers aren't needed again: their verdicts are kept. What the compiler has made of the
  /// system's modules is.
  func removeLibraries(in folder: String) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? []
    where !name.hasPrefix("module") {
      try? files.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
