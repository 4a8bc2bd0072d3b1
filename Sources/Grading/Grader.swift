import Boundary
import Curriculum
import Fingerprints
import Foundation

/// Runs the suites on a folder of answers.
public struct Grader: Sendable {
  /// Where the kit lies.
  public let kit: BuiltKit

  /// A grader for the kit that the running program belongs to.
  public init(image: UnsafeRawPointer) throws {
    kit = try BuiltKit(image: image)
  }

  /// Says why no grade can be given.
  public struct Failure: Error, CustomStringConvertible {
    /// A sentence, and what a program printed.
    public let description: String

    package init(description: String) { self.description = description }
  }

  /// Grades answers.
  ///
  /// - Parameters:
  ///   - exercises: all others are left out of the report.
  ///   - answers: the folder, absolute or below the kit's root.
  ///   - seconds: the time after which the run is given up.
  ///   - sandbox: what keeps the answers apart from the machine. Whoever grades many hand-ins
  ///     settles it once, with `Sandbox.fulfill`.
  ///   - compileSeconds: the time after which a compilation is given up; nil for what
  ///     `GRADUS_COMPILE_SECONDS` or the kit says.
  ///   - cache: a folder for compiled answers; the kit's own when nil.
  ///   - progress: is called when tests have ended.
  /// - Returns: the report; it is not complete when the run was cut short.
  public func grade(
    _ exercises: [Exercise], answers: String = "Exercises", seed: UInt64 = 0,
    seconds: Double = 3600, sandbox: Sandbox.Choice = .none, compileSeconds: Double? = nil,
    cache: String? = nil, progress: @escaping (StepCount) -> Void = { _ in }
  ) throws -> Report {
    var report = try score(
      exercises, answers: answers, seed: seed, seconds: seconds, sandbox: sandbox,
      compileSeconds: compileSeconds, cache: cache, progress: progress
    ).report(on: exercises, answers: answers, seed: seed)
    report.sandbox = sandbox.description
    return report
  }

  /// Grades answers; an exercise whose files are what they were when it was judged keeps its verdict.
  ///
  /// Only what depends on nothing but the files is kept: that a test has passed or failed or met a
  /// function that isn't written. A crash, a loop or a compiler's complaint is looked at again.
  public func gradeWhatHasChanged(
    _ exercises: [Exercise], answers: String, seed: UInt64, sandbox: Sandbox.Choice,
    progress: @escaping (StepCount) -> Void = { _ in }
  ) throws -> Report {
    guard let folder = folder(named: answers) else {
      return try grade(
        exercises, answers: answers, seed: seed, sandbox: sandbox, progress: progress)
    }
    // Before any verdict that was kept: a folder with nothing in it may have one.
    try requireAnswers(in: folder, named: answers)
    let verdicts = Verdicts<ExerciseVerdict>(
      of: kit, conditions: "\(programs) \(seed) \(sandbox.description) \(Limits.standard)")
    var keys: [Exercise: String] = [:]
    for exercise in exercises {
      guard let files = Fingerprint(ofFolder: "\(folder)/\(exercise.folder)") else { continue }
      keys[exercise] = verdicts.key(exercise.id, ["": Data(files.text.utf8)])
    }
    var known = keys.compactMapValues { verdicts.verdict($0) }
    let changed = exercises.filter { known[$0] == nil }
    var isComplete = true
    if !changed.isEmpty {
      let report = try grade(
        changed, answers: answers, seed: seed, sandbox: sandbox, progress: progress)
      isComplete = report.isComplete
      for (exercise, judged) in zip(changed, report.exercises) {
        let verdict = ExerciseVerdict(toolchain: report.toolchain, exercise: judged)
        known[exercise] = verdict
        // A file may have changed since it was read; and a full disk is no reason to have no grade.
        guard isComplete, judged.dependsOnFilesOnly, let key = keys[exercise],
          let files = Fingerprint(ofFolder: "\(folder)/\(exercise.folder)"),
          key == verdicts.key(exercise.id, ["": Data(files.text.utf8)])
        else { continue }
        _ = try? verdicts.keep(verdict, key)
      }
    }
    return Report(
      answers: answers, seed: seed, toolchain: known.values.first?.toolchain ?? "",
      sandbox: sandbox.description, isComplete: isComplete,
      exercises: exercises.compactMap { known[$0]?.exercise })
  }

  /// What stands for the programs that judge: a verdict holds as long as they are the same.
  package var programs: String {
    [suites, kit.worker, kit.products + "/gradus"].map { path in
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      let date = attributes?[.modificationDate] as? Date
      return "\(attributes?[.size] ?? 0) \(date?.timeIntervalSince1970 ?? 0)"
    }.joined(separator: ", ")
  }

  /// Runs the suites.
  ///
  /// - Parameters:
  ///   - tests: Only those of these functions; all when nil.
  ///   - end: The run is cut short when this has happened.
  ///   - waiting: A run of these exercises that was started before, which spares its start.
  ///   - interruption: What may break the run off.
  ///   - progress: Is called when tests have ended.
  package func score(
    _ exercises: [Exercise], answers: String, seed: UInt64 = 0, seconds: Double = 3600,
    sandbox: Sandbox.Choice = .none, compileSeconds: Double? = nil, cache: String? = nil,
    tests: [String]? = nil, until end: Scoring.End? = nil, from waiting: StartedProgram? = nil,
    interruption: Interruption? = nil, progress: @escaping (StepCount) -> Void = { _ in }
  ) throws -> Scoring {
    guard let folder = folder(named: answers) else {
      throw Failure(description: "there is no folder of answers at \"\(answers)\"")
    }
    try requireAnswers(in: folder, named: answers)
    do {
      try Limits.requireRoom()
      if compileSeconds == nil {
        _ = try CompilerLimits(environment: ProcessInfo.processInfo.environment)
      }
    } catch {
      throw Failure(description: "no grade can be given: \(error)")
    }
    let handedIn = exercises.filter { isThere($0, in: folder) }
    var variables = variables(answers: folder, seed: seed, sandbox)
    if let compileSeconds { variables[CompilerLimits.variable] = "\(compileSeconds)" }
    if let cache { variables[BuiltKit.cacheVariable] = cache }
    let deadline = ContinuousClock.now + .seconds(seconds)
    var waiting = waiting
    var testCount = TestCount()
    func run(matching pattern: String) throws -> (scoring: Scoring, result: ProgramResult) {
      let program = try waiting ?? start(matching: pattern, variables)
      if waiting != nil { program.begin() }
      waiting = nil
      try interruption?.ends(program)
      let left = ContinuousClock.now.duration(to: deadline) / .seconds(1)
      let result = program.finish(seconds: max(left, 1)) { stream, data in
        switch stream {
        case Descriptor.records: return end?.hasCome(inRecords: data) ?? false
        case Descriptor.events:
          testCount.count(in: data).map(progress)
          return end?.hasCome(inEvents: data) ?? false
        default: return false
        }
      }
      try interruption?.requireNone()
      let scoring = Scoring(
        stream: result.streams[Descriptor.events] ?? Data(),
        records: result.streams[Descriptor.records] ?? Data())
      return (scoring, result)
    }
    var (scoring, result) = try run(matching: pattern(exercises, tests))
    guard scoring.hasStarted else {
      let remedy = Toolchain.remedy(for: result.output).map { "\n\($0)" } ?? ""
      throw Failure(description: "the suites can't be run:\n\(result.output)\(remedy)")
    }
    if let trouble = scoring.compilerTrouble {
      throw Failure(description: "no grade can be given: \(trouble)")
    }
    try StoppedRun { try run(matching: pattern($0)) }.finish(&scoring, after: result)
    // Tests of an answer that isn't there say that nothing was handed in.
    if let gone = handedIn.first(where: { !isThere($0, in: folder) }) {
      throw Failure(
        description:
          "no grade can be given: \(folder)/\(gone.folder) was gone before its tests had ended")
    }
    return scoring
  }

  /// Starts the suites of some exercises, which load all that they need and wait; for `score`.
  package func startWaiting(
    for exercises: [Exercise], answers: String, seed: UInt64 = 0
  ) throws -> StartedProgram {
    let variables = variables(answers: folder(named: answers) ?? answers, seed: seed, .none)
    return try start(matching: pattern(exercises, nil), variables, waits: true)
  }

  private func start(
    matching pattern: String, _ variables: [String: String], waits: Bool = false
  ) throws -> StartedProgram {
    try StartedProgram(
      suites, arguments(matching: pattern) + (waits ? ["--wait"] : []),
      environment: Toolchain.environmentOfSuites(variables),
      streams: [Descriptor.events, Descriptor.records], lifeline: Descriptor.lifeline)
  }

  /// The environment of the suites.
  private func variables(
    answers folder: String, seed: UInt64, _ sandbox: Sandbox.Choice
  ) -> [String: String] {
    var variables = ProcessInfo.processInfo.environment
    variables[AnswersUnderTest.variable] = folder
    variables[AnswersUnderTest.inProcessVariable] = nil
    variables["GRADUS_SEED"] = "\(seed)"
    let wish: Sandbox.Wish = sandbox.sandbox == nil ? .none : .bubblewrap
    variables[Sandbox.variable] = wish.rawValue
    variables[TestRecord.variable] = "/dev/fd/\(Descriptor.records)"
    // A test that is stopped is run again at once; nobody needs to be told where.
    variables["SWIFT_BACKTRACE"] = "enable=no"
    return variables
  }

  /// The folder of answers: as it is named, or below the kit's root.
  package func folder(named path: String) -> String? {
    if path.isEmpty { return nil }
    var isFolder: ObjCBool = false
    return (path.hasPrefix("/") ? [path] : [path, "\(kit.root)/\(path)"]).first {
      FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && isFolder.boolValue
    }?.resolved
  }

  private func isThere(_ exercise: Exercise, in folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/\(exercise.folder)")
  }

  /// An empty folder is a hand-in with nothing in it; the folder of one exercise is a slip.
  private func requireAnswers(in folder: String, named answers: String) throws {
    // What can't be read must not be graded as if nothing were there.
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw Failure(description: "the folder \"\(answers)\" can't be read")
    }
    let hasExercises = Exercise.all.contains { names.contains($0.folder) }
    guard hasExercises || !names.contains(where: isSwiftSource) else {
      throw Failure(
        description: "the folder \"\(answers)\" has Swift files, but no exercise's folder such as "
          + "\(Exercise.huberRegression.folder): name the folder above it")
    }
  }

  /// The suites write to pipes that only we can read, not to files that an answer could find.
  private enum Descriptor {
    static let lifeline: Int32 = 7
    static let events: Int32 = 8
    static let records: Int32 = 9
  }

  /// The path of the program with all the suites.
  var suites: String { kit.suites }

  private func arguments(matching pattern: String) -> [String] {
    [
      "--filter", pattern, "--event-stream-output-path", "/dev/fd/\(Descriptor.events)",
      "--lifeline", "\(Descriptor.lifeline)",
    ]
  }

  private func pattern(_ exercises: [Exercise], _ tests: [String]?) -> String {
    let names = exercises.map(\.name).joined(separator: "|")
    let end = tests.map { "/(.*/)?(\($0.joined(separator: "|")))\\(" } ?? "(/|$)"
    return "^ExerciseTests\\.(\(names))Suites\(end)"
  }

  /// Only these tests, by their names in the event stream.
  private func pattern(_ tests: [String]) -> String {
    let names = tests.map { test in
      test.map { "().".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }
    return "^(\(names.joined(separator: "|")))$"
  }
}
