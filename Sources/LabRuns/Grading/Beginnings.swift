import Boundary
import Curriculum
import Datasets
import Foundation
import Labs
import LinearAlgebra

/// Finds out whether results are those of the code that was handed in: measures the weights, and begins
/// some of the runs again.
struct Beginnings {
  /// What the beginnings of a lab's runs may use up.
  static let limits: Limits = {
    var limits = LabRunner.limits
    limits.processorSeconds = 120
    limits.seconds = 600
    limits.silence = nil
    return limits
  }()

  /// After so many seconds few steps are enough.
  static let seconds = 5.0

  let lab: any Lab
  let results: HandedInResults
  let order: DataOrder?
  let images: LoadedImages?
  let grader: LabGrader
  let cache: String?
  /// What doesn't fit, in sentences.
  private(set) var flaws: [String] = []
  /// Whether the same would come out at any time; not so after a crash or a time limit.
  private(set) var isFixed = true
  private var measured: [String: [String: Double]] = [:]
  private var matrices: [String: [String: Matrix]] = [:]

  init(
    lab: any Lab, results: HandedInResults, order: DataOrder?, images: LoadedImages?,
    grader: LabGrader, cache: String?
  ) {
    (self.lab, self.results, self.order, self.images) = (lab, results, order, images)
    (self.grader, self.cache) = (grader, cache)
  }

  /// Measures the weights of all runs by the kit's own forward pass, and compares what was recorded.
  mutating func measureAll() {
    if let flaw = lab.contradiction(in: results.records, results.plan) { flaws.append(flaw) }
    for run in results.plan {
      guard let record = results.records[run.name], record.isFinished else { continue }
      do {
        let matrices = try results.matrices(of: run)
        let measured = lab.measure(matrices, of: run, results.settings, on: images)
        (self.matrices[run.name], self.measured[run.name]) = (matrices, measured)
        if let flaw = Comparison.flaw(of: measured, beside: record, run) { flaws.append(flaw) }
      } catch let flaw {
        flaws.append(flaw.sentence)
      }
    }
  }

  /// Why a goal isn't reached by the weights; nil if it is.
  func flaw(of goal: LabGrading.Goal) -> String? {
    let threshold = goal.threshold(results.form)
    guard let value = measured[goal.run]?[goal.number] else {
      return "There are no weights by which this could be measured."
    }
    return value >= threshold
      ? nil
      : String(
        format: "The weights that were handed in give %.4g; %.4g is wanted.", value, threshold)
  }

  /// Begins runs again, of which the seed says which, with the code in a folder of answers.
  ///
  /// - Throws: `AnswerFailure` where the machine is at fault.
  mutating func run(answers: String) throws {
    let workers = Workers(
      program: grader.kit.products + "/gradus-lab-worker", sandbox: grader.sandbox,
      usesNurseries: grader.sandbox != nil, data: order?.source.place, memory: Self.limits.memory)
    defer { workers.end() }
    let kit = cache.map { grader.kit.keepingAnswers(in: $0) } ?? grader.kit
    let compiler = AnswerCompiler(kit: kit, optimizes: true, sandbox: grader.sandbox)
    let exercises = lab.title.exercises
    func session(_ limits: Limits) -> Session {
      Session(
        libraries: {
          try exercises.map { try compiler.library(for: $0, in: "\(answers)/\($0.folder)") }
        }, workers: workers, limits: limits)
    }
    do {
      if let lacking = try lacking(answers, session(.standard)) {
        flaws.append(lacking)
        return
      }
      for run in chosen { try begin(run, session(Self.limits), workers) }
    } catch let failure as AnswerFailure {
      if failure.status == .lost { throw failure }
      isFixed = false
      flaws.append(
        failure.status == .didNotCompile
          ? "The code that was handed in doesn't compile, so nothing could be run again."
          : "\(failure.description.prefix(500)).")
    }
  }

  /// The sentence for exercises that aren't solved.
  private func lacking(_ answers: String, _ session: Session) throws -> String? {
    for exercise in lab.title.exercises {
      let folder = "\(answers)/\(exercise.folder)"
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
      if !names.contains(where: isSwiftSource) {
        return "There is no code for exercise \(exercise), on which the lab runs."
      }
    }
    defer { session.end() }
    let missing: [String]
    do {
      missing = try session.call(LabWorker.Name.unwritten, list: [lab.title.number])
    } catch let failure as AnswerFailure
      where [.crashed, .timedOut, .outOfMemory].contains(failure.status)
    {
      // What crashes or never ends is written: the runs will say more.
      return nil
    }
    return missing.isEmpty
      ? nil
      : "The lab needs functions that aren't written: \(missing.joined(separator: "; "))."
  }

  /// The runs that are begun again.
  private var chosen: [PlannedRun] {
    let there = results.plan.filter {
      results.records[$0.name]?.isFinished == true && !lab.grading.notBegunAgain.contains($0.name)
    }
    var generator = SeededGenerator(seed: grader.seed ^ UInt64(lab.title.number) << 32)
    let drawn = Set(
      generator.permutation(of: there.count).prefix(lab.grading.runsBegunAgain).map {
        there[$0].name
      })
    // What was chosen among others depends on all settings, and its weights are what is measured.
    return there.filter { drawn.contains($0.name) || $0.scores != nil }
  }

  private mutating func begin(_ run: PlannedRun, _ session: Session, _ workers: Workers) throws {
    guard let record = results.records[run.name] else { return }
    defer { session.end() }
    var state = RunState(seed: results.seed)
    if case .steps(let count) = lab.grading.beginning {
      state.limit = StepLimit(steps: count, seconds: Self.seconds)
    }
    var data = order
    if let source = order?.source, let place = source.place {
      data?.source = source.seen(at: workers.placeOfData(place))
    }
    let end: RunEnd
    do {
      end = try session.call(
        LabWorker.Name.begin,
        list: [
          RunOrder(
            lab: lab.title.number, run: run, settings: results.settings, data: data, state: state)
        ], called: "the beginning of the run \(run.title)")
    } catch let error as UnexpectedError {
      flaws.append("The run \(run.title) can't be begun again: \(error.message.prefix(500)).")
      return
    }
    guard let again = end.state else {
      flaws.append(
        "The run \(run.title) can't be begun again: \((end.problem ?? "").prefix(500)).")
      return
    }
    flaws += flaw(of: again, beside: record, run).map { [$0] } ?? []
  }

  private func flaw(of again: RunState, beside record: RunRecord, _ run: PlannedRun) -> String? {
    if case .all = lab.grading.beginning {
      return Comparison.flaw(of: again, beside: record, matrices[run.name] ?? [:], run)
    }
    let (sentence, points) = Comparison.flaw(
      ofCurves: lab.grading.curves, of: again, beside: record, run)
    return sentence ?? (points >= 3 ? nil : "Too little of the run \(run.title) could be compared.")
  }
}
