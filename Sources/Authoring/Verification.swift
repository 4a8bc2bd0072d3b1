import Boundary
import Curriculum
import Forwarding
import Foundation
import Grading

/// The course author's proof that the kit judges as it should.
public struct Verification: Sendable {
  private let grader: Grader
  private let seeds: Int

  /// One thing that must hold, and where it doesn't.
  public struct Check: Sendable {
    /// The sentence that must be true.
    public let title: String
    /// What contradicts it.
    public let problems: [String]
    /// Whether it holds.
    public var holds: Bool { problems.isEmpty }
  }

  /// A verification that runs the solutions' suites for a number of seeds.
  public init(grader: Grader, seeds: Int) {
    self.grader = grader
    self.seeds = seeds
  }

  /// Makes all the checks and hands over each as it is done.
  public func run(_ exercises: [Exercise], _ report: (Check) -> Void) throws {
    report(check("every exercise has its stub, solution, suite and handout", try rooms(exercises)))
    report(check("calls, names and lists are what catalogue and protocols say", derived()))
    report(check("the stubs are what the solutions say", exercises.flatMap(stubs)))
    report(check("each line of docs/arrays.md gives what it says", try arrays()))
    let figures = HandoutFigures(kit: grader.kit)
    for exercise in exercises {
      report(
        check(
          "\(exercise): the stub compiles, fails nothing and scores nothing", try stub(exercise)))
      report(
        check("\(exercise): the solution has full marks for \(seeds) seeds", try solution(exercise))
      )
      report(
        check("\(exercise): the worked numbers of the texts are right", try handout(exercise)))
      report(
        check(
          "\(exercise): the handout's figures are what the solutions draw",
          try figures.problems(exercise)))
      let routes = try EditedSolution.all(.routes, for: exercise, in: grader.kit)
      report(
        check(
          "\(exercise): other routes (\(routes.count)) have full marks",
          try together(routes, judge: route)))
      let mistakes = try EditedSolution.all(.mistakes, for: exercise, in: grader.kit)
      report(
        check(
          "\(exercise): \(mistakes.count) planted mistakes are caught and called by their names",
          mistakes.isEmpty ? ["none is planted"] : try planted(mistakes)))
    }
  }

  private func check(_ title: String, _ problems: [String]) -> Check {
    Check(title: title, problems: problems)
  }

  private func arrays() throws -> [String] {
    let text = try String(contentsOfFile: "\(grader.kit.root)/\(ArraysPage.path)", encoding: .utf8)
    return try ArraysPage(text).problems(grader.kit)
  }

  private func rooms(_ exercises: [Exercise]) throws -> [String] {
    let files = FileManager.default
    var problems: [String] = []
    for exercise in exercises {
      let needed = [
        "\(exercise.rooms.stub)/\(exercise.name).swift",
        exercise.rooms.questions, exercise.rooms.modelAnswers,
        "\(exercise.rooms.solution)/\(exercise.name).swift",
        exercise.rooms.derivation,
        "\(exercise.rooms.suite)/\(exercise.name)Tests.swift",
        exercise.rooms.handout,
      ]
      problems += needed.filter { !files.fileExists(atPath: "\(grader.kit.root)/\($0)") }
        .map { "\($0) is missing" }
    }
    let known = Set(Exercise.all.map(\.folder))
    let edited = EditedSolution.Room.allCases.map(\.rawValue)
    for room in ["Exercises", "Solutions", "Tests/ExerciseTests"] + edited {
      let folders = (try? files.contentsOfDirectory(atPath: "\(grader.kit.root)/\(room)")) ?? []
      // Labs stand beside the exercises.
      problems += folders.filter { $0.wholeMatch(of: /Lab\d\d-\w+/) == nil }.filter { name in
        !known.contains(name.replacing(/\.diff$/, with: "")) && !name.hasPrefix(".")
      }.sorted()
        .map { "\(room)/\($0) belongs to no exercise of the catalogue" }
    }
    return problems
  }

  private func derived() -> [String] {
    do {
      return try DerivedFiles(root: grader.kit.root).differences().map {
        "\($0.path) differs: run \"swift run gradus-forward\""
      }
    } catch {
      return ["\(error)"]
    }
  }

  private func stubs(_ exercise: Exercise) -> [String] {
    do {
      return try Stubs(kit: grader.kit).differences([exercise]).map {
        "\($0.path) differs: run \"gradus stubs\""
      }
    } catch {
      return ["\(error)"]
    }
  }

  private func stub(_ exercise: Exercise) throws -> [String] {
    let files = FileManager.default
    // With a line more, it isn't known as the stub: it is compiled, and each test meets it.
    let copy = files.temporaryDirectory.appending(path: "gradus-\(UUID().uuidString)")
    defer { try? files.removeItem(at: copy) }
    try files.createDirectory(at: copy, withIntermediateDirectories: true)
    let folder = copy.appending(path: exercise.folder)
    try files.copyItem(
      atPath: "\(grader.kit.root)/\(exercise.rooms.stub)", toPath: folder.path)
    try Data("// A line more.\n".utf8).write(to: folder.appending(path: "ALineMore.swift"))
    return try ["Exercises", copy.path].flatMap { answers in
      let report = try grader.grade([exercise], answers: answers).exercises[0]
      return report.tests.filter { $0.status != .notImplemented }.map {
        "\"\($0.name)\" is \($0.status.rawValue)\(firstLine($0))"
      } + (report.score == 0 ? [] : ["it scores \(report.score)"])
        + (report.tests.isEmpty ? ["no test has run"] : [])
    }
  }

  private func solution(_ exercise: Exercise) throws -> [String] {
    try sideBySide(Array(0..<UInt64(seeds))) { seed, _ in
      var problems: [String] = []
      let scoring = try grader.score([exercise], answers: "Solutions", seed: seed)
      let report = scoring.report(on: [exercise], answers: "Solutions", seed: seed)
      let points = scoring.plannedPoints(of: exercise)
      if seed == 0, points != exercise.points {
        problems.append(
          "the suite's points add up to \(points), the catalogue says \(exercise.points)")
      }
      problems += report.exercises[0].tests.filter { $0.status != .passed }.map {
        "seed \(seed): \"\($0.name)\" is \($0.status.rawValue)\(firstLine($0))"
      }
      if !report.isComplete { problems.append("seed \(seed): the run was cut short") }
      return problems
    }.flatMap { $0 }
  }

  private func handout(_ exercise: Exercise) throws -> [String] {
    guard let handout = try? Handout(of: exercise, in: grader.kit) else { return ["it is missing"] }
    let compiler = AnswerCompiler(kit: grader.kit)
    let workers = Workers(program: grader.kit.worker)
    func session() -> Session {
      Session(workers: workers) {
        try compiler.library(
          for: exercise, in: "\(grader.kit.root)/\(exercise.rooms.solution)")
      }
    }
    var problems: [String] = []
    if handout.hints == 0 { problems.append("the handout has no folded hints") }
    if handout.texts[0].blocks.isEmpty { problems.append("the handout has no worked numbers") }
    for text in handout.texts {
      for problem in text.blocks.flatMap({ $0.problems(session) }) {
        let line = problem.line.text.trimmingCharacters(in: .whitespaces)
        problems.append("\(text.path):\(problem.line.number): \"\(line)\": \(problem.sentence)")
      }
    }
    return problems
  }

  private func planted(_ mistakes: [EditedSolution]) throws -> [String] {
    let suite = try TestsBySentence(of: mistakes[0].exercise, in: grader.kit)
    let earlier = EarlierNames(of: mistakes[0].exercise, in: grader.kit)
    defer { earlier.keep() }
    return try together(mistakes) { try mistake($0, $1, cache: $2, suite, earlier) }
  }

  /// Judges answers, of which several at a time are compiled together.
  private func together(
    _ solutions: [EditedSolution],
    judge:
      @Sendable (_ solution: EditedSolution, _ answers: String, _ cache: String) throws ->
      [String]
  ) throws -> [String] {
    let batches = stride(from: 0, to: solutions.count, by: 8).map {
      Array(solutions[$0..<min($0 + 8, solutions.count)])
    }
    return try sideBySide(batches) { batch, _ in
      let place = "\(grader.kit.cache)/verify-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: place) }
      let answers = batch.indices.map { "\(place)/answers/\($0)" }
      var problems: [Int: String] = [:]
      var variants: [AnswerVariant] = []
      for (number, solution) in batch.enumerated() {
        do {
          let folder = URL(filePath: answers[number])
          try solution.write(to: folder, in: grader.kit)
          let texts = try solution.sources(in: grader.kit).map(\.text)
          variants.append(
            Variant.make(
              of: texts, number: number,
              folder: folder.appending(path: solution.exercise.folder).path))
        } catch {
          problems[number] = "\(solution.name): \(error)"
        }
      }
      let cache = place + "/libraries"
      try AnswerCompiler(kit: grader.kit.keepingAnswers(in: cache))
        .compileTogether(batch[0].exercise, variants)
      return try batch.enumerated().flatMap { number, solution in
        try problems[number].map { [$0] } ?? judge(solution, answers[number], cache)
      }
    }.flatMap { $0 }
  }

  private func route(
    _ route: EditedSolution, _ answers: String, _ cache: String
  ) throws -> [String] {
    let report = try grader.score(
      [route.exercise], answers: answers, cache: cache, until: .lostPoint
    ).report(on: [route.exercise], answers: answers, seed: 0).exercises[0]
    if let message = report.compilerMessage {
      return ["\(route.name) doesn't compile: \(message)"]
    }
    // The run has ended with the first lost point: what it didn't reach has no message.
    let lost = report.tests.filter { $0.status != .passed && !$0.messages.isEmpty }.map {
      "\(route.name) (\(route.sentence)): \"\($0.name)\" is \($0.status.rawValue)\(firstLine($0))"
    }
    let isWhole = report.score == route.exercise.points
    return lost.isEmpty && !isWhole ? ["\(route.name) has \(report.score) points"] : lost
  }

  private func mistake(
    _ mistake: EditedSolution, _ answers: String, cache: String, _ suite: TestsBySentence,
    _ earlier: EarlierNames
  ) throws -> [String] {
    // Once a test has called it by its name, the others have nothing to add.
    func report(_ tests: [String]?) throws -> ExerciseReport {
      try grader.score(
        [mistake.exercise], answers: answers, cache: cache, tests: tests,
        until: .mistake(mistake.sentence)
      ).report(on: [mistake.exercise], answers: answers, seed: 0).exercises[0]
    }
    func isNamed(_ report: ExerciseReport) -> Bool {
      let test = report.tests.first {
        $0.status != .passed && $0.mistakes.contains(mistake.sentence)
      }
      if let test { earlier.note(mistake.name, test.id) }
      return test != nil
    }
    var tried: [String] = []
    for likely in [earlier.test(for: mistake.name), suite.names(for: mistake.sentence)] {
      if likely.isEmpty || Set(likely).isSubset(of: tried) { continue }
      if isNamed(try report(likely)) { return [] }
      tried += likely
    }
    let report = try report(nil)
    if isNamed(report) { return [] }
    let failed = report.tests.filter { $0.status != .passed && $0.status != .notImplemented }
    if let message = report.compilerMessage {
      return ["\(mistake.name) doesn't compile: \(message)"]
    }
    if failed.isEmpty { return ["\(mistake.name) is not caught"] }
    let instead = failed.first.map { firstLine($0) } ?? ""
    return ["\(mistake.name) is caught, but not called \"\(mistake.sentence)\"\(instead)"]
  }

  private func firstLine(_ test: TestReport) -> String {
    test.messages.first?.split(separator: "\n").first.map { ": \($0)" } ?? ""
  }
}
