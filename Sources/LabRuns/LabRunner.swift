import Boundary
import Curriculum
import Datasets
import Fingerprints
import Foundation
import Labs
import LinearAlgebra
import Synchronization
import Texts

/// Carries out the runs of a lab on a folder of answers, each in a worker of its own.
public final class LabRunner: Sendable {
  /// Word of a run: which of the plan, and what.
  public enum Event: Sendable {
    case went(Int, RunUpdate)
    case ended(Int, StoredRun)
  }

  /// What the runs of a lab may use up. They take minutes where a test takes seconds.
  public static let limits: Limits = {
    var limits = Limits.standard
    limits.processorSeconds = 40 * 60
    limits.seconds = 4 * 3600
    limits.silence = 120
    limits.memory = 2 << 30
    return limits
  }()

  /// What is run.
  public let lab: any Lab
  /// What the assignment leaves open, as it is set.
  public let settings: Settings
  /// The runs, in the order of the report.
  public let plan: [PlannedRun]
  /// Where the results lie.
  public let folder: ResultsFolder
  private let answers: [(exercise: Exercise, folder: String)]
  private let form: Form
  private let seed: UInt64
  private let limits: Limits
  private let data: DataOrder?
  private let compiler: AnswerCompiler
  private let workers: Workers
  /// The numbers of runs that are done, by the names of the runs.
  private let finished = Mutex<[String: [String: Double]]>([:])

  /// Prepares; nothing is compiled or started yet.
  ///
  /// - Parameters:
  ///   - answers: The path of the folder of answers. Settings and results stand in the lab's folder
  ///     in it.
  ///   - source: Where the images lie; nil where the lab needs none.
  /// - Throws: `SettingsError` when something is wrong in the file of settings.
  public init(
    _ lab: any Lab, kit: BuiltKit, answers: String, source: ImageSource?, form: Form = .short,
    seed: UInt64 = 0, limits: Limits = LabRunner.limits
  ) throws {
    self.lab = lab
    self.limits = limits
    self.form = form
    self.seed = seed
    let place = "\(answers)/\(lab.title.folder)"
    let file = "\(place)/settings.txt"
    if let text = FileManager.default.contents(atPath: file) {
      guard let text = PlainText.read(text) else {
        throw SettingsError(description: "\(file) is not a text")
      }
      settings = try Settings(text, for: lab.settings, file: file)
    } else {
      settings = Settings(standard: lab.settings)
    }
    plan = lab.plan(settings)
    folder = ResultsFolder(path: place + "/results")
    self.answers = lab.title.exercises.map { ($0, "\(answers)/\($0.folder)") }
    data = source.map { DataOrder($0, form: form, of: lab) }
    compiler = AnswerCompiler(kit: kit, optimizes: true)
    workers = Workers(program: kit.products + "/gradus-lab-worker", usesNurseries: false)
  }

  /// The functions that the student still has to write, by exercise.
  ///
  /// What crashes or never ends is written: the runs will say more.
  ///
  /// - Throws: `AnswerFailure` when an answer doesn't compile.
  public func unwritten() throws -> [String] {
    let session = session(.standard)
    defer { session.end() }
    do {
      return try session.call(LabWorker.Name.unwritten, list: [lab.title.number])
    } catch let failure as AnswerFailure
      where [.crashed, .timedOut, .outOfMemory].contains(failure.status)
    {
      return []
    }
  }

  /// How many runs are done, with the answer, the settings and the data as they are now.
  public var done: Int { plan.count { stored($0)?.isFinished == true } }

  /// Does what isn't done yet, so many runs at a time, and writes all results.
  ///
  /// - Parameters:
  ///   - again: Whether runs that are done begin anew.
  ///   - watch: Is told how it goes, also from other threads.
  /// - Throws: `DatasetError` where the data can't be read: what was done before stays as it was.
  public func run(
    jobs: Int, again: Bool = false, watch: @escaping @Sendable (Event) -> Void
  ) throws -> [StoredRun] {
    if let data, !data.source.isKits { _ = try data.load() }
    var ended: [Int: StoredRun] = [:]
    for stage in lab.stages(of: plan) {
      let jobs = max(1, min(jobs, stage.count))
      let runs = try sideBySide(stage, jobs: jobs) { index, _ in
        let run = try run(plan[index], again: again, jobs: jobs) { watch(.went(index, $0)) }
        watch(.ended(index, run))
        return run
      }
      for (index, run) in zip(stage, runs) { ended[index] = run }
    }
    let runs = plan.indices.compactMap { ended[$0] }
    try write(runs)
    return runs
  }

  private func session(_ limits: Limits) -> Session {
    Session(
      libraries: { [compiler, answers] in
        try answers.map { try compiler.library(for: $0.exercise, in: $0.folder) }
      }, workers: workers, limits: limits)
  }

  /// The run as it was kept, if it was made with what there is now.
  private func stored(_ run: PlannedRun) -> StoredRun? {
    guard let run = ready(run), let kept = folder.run(run.name), kept.key == key(of: run) else {
      return nil
    }
    if kept.isFinished { finished.withLock { $0[run.name] = kept.state.numbers } }
    return kept
  }

  /// The run with what those have reached on which it builds; nil where they aren't done.
  private func ready(_ run: PlannedRun) -> PlannedRun? {
    lab.ready(run) { name, number in
      if let known = finished.withLock({ $0[name] }) { return known[number] }
      guard let earlier = plan.first(where: { $0.name == name }), let kept = stored(earlier),
        kept.isFinished
      else { return nil }
      return kept.state.numbers[number]
    }
  }

  private func run(
    _ planned: PlannedRun, again: Bool, jobs: Int, _ watch: (RunUpdate) -> Void
  ) throws -> StoredRun {
    guard let run = ready(planned) else {
      var missing = StoredRun(key: "", state: RunState(seed: seed))
      missing.problem = "the runs on which it builds aren't done"
      return missing
    }
    var kept =
      (again ? nil : stored(run)) ?? StoredRun(key: key(of: run), state: RunState(seed: seed))
    if kept.isFinished { return kept }
    kept.problem = nil
    let before = kept.seconds
    let clock = ContinuousClock.now
    func seconds() -> Double { before + (ContinuousClock.now - clock) / .seconds(1) }
    // Runs at a time share the processors; threads that wait for each other would only take turns.
    var limits = limits
    limits.threads = max(1, ProcessInfo.processInfo.activeProcessorCount / jobs)
    let session = session(limits)
    do {
      let end: RunEnd = try session.perform(
        LabWorker.Name.run,
        order(run, from: kept.state),
        called: "the run \(run.title)"
      ) { (update: RunUpdate) in
        if let state = update.state {
          try requireNumbers(in: state)
          kept.state = state
          kept.seconds = seconds()
          try folder.keep(kept, name: run.name)
        }
        watch(update)
      }
      if let state = end.state {
        try requireNumbers(in: state)
        kept.state = state
      }
      kept.problem = end.problem
      kept.isFinished = end.state != nil
    } catch let failure as AnswerFailure {
      if [.lost, .didNotCompile].contains(failure.status) { throw failure }
      kept.problem = failure.description
    } catch let error as UnexpectedError {
      kept.problem = error.message
    } catch let problem as RunProblem {
      kept.problem = problem.description
    }
    kept.seconds = seconds()
    kept.printed = session.end().printed
    try folder.keep(kept, name: run.name)
    if kept.isFinished { finished.withLock { $0[run.name] = kept.state.numbers } }
    return kept
  }

  /// A run that has become infinite can't be kept, drawn or graded.
  private func requireNumbers(in state: RunState) throws {
    if let complaint = state.complaint { throw RunProblem(complaint) }
  }

  private func order(_ run: PlannedRun, from state: RunState) -> RunOrder {
    RunOrder(
      lab: lab.title.number, run: run, settings: settings.limited(to: lab.settings(of: run)),
      data: data, state: state)
  }

  private func key(of run: PlannedRun) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let order = order(run, from: RunState(seed: seed))
    // Sources that can't be compared are never those of a run that was kept.
    let sources = answers.map { Fingerprint(ofFolder: $0.folder)?.text ?? UUID().uuidString }
    return SHA256.digest(
      ((try? encoder.encode(order)) ?? Data()) + Data((sources.joined() + kitVersion).utf8))
  }

  // MARK: - What is made of the runs

  private func write(_ runs: [StoredRun]) throws {
    let results = LabResults(
      settings: settings,
      runs: zip(plan, runs).map {
        (ready($0) ?? $0, $1.problem == nil || $1.state.epoch > 0 ? $1.state : nil)
      })
    let dataWords = runs.compactMap(\.state.data).first
    let file = ResultsFile(
      lab: lab.title.number, name: lab.title.id, form: form, seed: seed, data: dataWords,
      settings: settings.values,
      runs: zip(plan, runs).map { planned, run in
        RunRecord(
          planned, run.state, isFinished: run.isFinished, problem: run.problem,
          seconds: run.seconds)
      })
    var weights: [String: Matrix] = [:]
    for (planned, run) in zip(plan, runs) {
      for (name, matrix) in run.state.matrices { weights["\(planned.name)-\(name)"] = matrix }
    }
    let page = ReportPage(
      title: lab.title, facts: facts(dataWords, runs),
      runs: zip(plan, runs).map { planned, run in
        ReportPage.Row(
          title: planned.title, words: run.words, seconds: run.seconds, printed: run.printed)
      },
      exhibits: lab.exhibits(of: results))
    try folder.write(file, weights: weights, page)
  }

  private func facts(_ data: String?, _ runs: [StoredRun]) -> [(name: String, value: String)] {
    var facts = [(name: "fixed", value: lab.fixed)]
    facts += lab.settings.map { setting in
      ("\(setting.key) (\(setting.meaning))", settings.text(setting.key))
    }
    if let data { facts += [("data", data), ("form", form.rawValue)] }
    let seconds = runs.map(\.seconds).reduce(0, +)
    return facts + [
      ("seed", "\(seed)"),
      (
        answers.count == 1 ? "answer" : "answers",
        answers.map { $0.folder.split(separator: "/").suffix(2).joined(separator: "/") }
          .joined(separator: ", ")
      ),
      ("time of all runs", String(format: "%.1f s", seconds)),
    ]
  }
}

extension StoredRun {
  /// How it has ended, for a report.
  public var words: String {
    if let problem { return "✘ " + problem }
    return "finished" + (state.step > 0 ? ": \(state.epoch) epochs, \(state.step) steps" : "")
  }
}
