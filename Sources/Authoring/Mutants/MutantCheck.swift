import Boundary
import Curriculum
import Foundation
import Grading

/// The proof that the suites tell solutions from what is nearly the same: mutants, made by rule.
public struct MutantCheck: Sendable {
  private let grader: Grader
  private let jobs: Int

  /// The part of the mutants that must lose points, among those that can.
  public static let threshold = 0.97

  /// A check that judges so many mutants at a time.
  public init(grader: Grader, jobs: Int) {
    self.grader = grader
    self.jobs = jobs
  }

  /// What became of the mutants of an exercise.
  public struct Tally: Sendable {
    /// The exercise.
    public let exercise: Exercise
    /// How many mutants were made, or drawn.
    public let made: Int
    /// How many of them did not compile.
    public fileprivate(set) var uncompiled = 0
    /// How many lost points.
    public fileprivate(set) var dead = 0
    /// How many had full marks, as the list of equivalent ones says.
    public fileprivate(set) var equivalent = 0
    /// Those that had full marks though they are on no list, a line each.
    public fileprivate(set) var alive: [String] = []
    /// What is wrong with the list of equivalent ones.
    public fileprivate(set) var contradictions: [String]

    /// The part of the mutants that died among those that can; nil where there are none.
    public var score: Double? {
      dead + alive.count == 0 ? nil : Double(dead) / Double(dead + alive.count)
    }
  }

  /// Judges mutants and hands over the tally of each exercise as it is done.
  ///
  /// - Parameter sample: how many mutants to draw from all, and with which seed; all when nil.
  public func run(
    _ exercises: [Exercise], sample: (count: Int, seed: UInt64)?, _ report: (Tally) -> Void
  ) throws {
    let equivalent = try EquivalentMutants(ofKit: grader.kit.root)
    let strays = equivalent.straysOfNoExercise
    guard strays.isEmpty else {
      throw Grader.Failure(description: strays.joined(separator: "\n"))
    }
    let all = try exercises.map { try Mutant.all(of: $0, in: grader.kit) }
    let chosen = sample.map { sample in
      let drawn = Mutant.sample(sample.count, of: all.flatMap { $0 }, seed: sample.seed)
      return exercises.map { exercise in drawn.filter { $0.exercise == exercise } }
    }
    for (index, exercise) in exercises.enumerated() {
      let mutants = chosen?[index] ?? all[index]
      var tally = Tally(
        exercise: exercise, made: mutants.count,
        contradictions: equivalent.strays(of: exercise, among: all[index]))
      for (mutant, first) in zip(mutants, try judge(mutants, of: exercise)) {
        let listing = equivalent.listing(of: mutant)
        // A busy machine can kill what no call can tell: the list is doubted after two deaths only.
        let isDoubtful = first == .dead && listing == .equivalent
        let verdict = isDoubtful ? try judge([mutant.sources], of: exercise)[0] : first
        tally.count(mutant, verdict, listing)
      }
      report(tally)
    }
  }

  enum Verdict { case didNotCompile, dead, alive }

  private func judge(_ mutants: [Mutant], of exercise: Exercise) throws -> [Verdict] {
    guard !mutants.isEmpty else { return [] }
    // What passes as a mutant's must be the change's doing, not that of the way we judge.
    guard
      try judge(
        [Mutant.sources(of: exercise, in: grader.kit)], of: exercise) == [.alive]
    else {
      throw Grader.Failure(
        description: "\(exercise): the solution itself hasn't full marks: see \"gradus verify\"")
    }
    let batches = stride(from: 0, to: mutants.count, by: 8).map {
      mutants[$0..<min($0 + 8, mutants.count)].map(\.sources)
    }
    return try sideBySide(batches, jobs: jobs) { batch, _ in try judge(batch, of: exercise) }
      .flatMap { $0 }
  }

  /// Judges answers that are compiled together.
  private func judge(
    _ batch: [[(name: String, text: String)]], of exercise: Exercise
  ) throws -> [Verdict] {
    let place = "\(grader.kit.cache)/mutants-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: place) }
    let cache = place + "/libraries"
    var variants: [AnswerVariant] = []
    for (number, sources) in batch.enumerated() {
      let folder = URL(filePath: "\(place)/answers/\(number)/\(exercise.folder)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in sources {
        try Data(text.utf8).write(to: folder.appending(path: name))
      }
      variants.append(
        Variant.make(of: sources.map(\.text), number: number, folder: folder.path))
    }
    let compiled = try AnswerCompiler(kit: grader.kit.keepingAnswers(in: cache))
      .compileTogether(exercise, variants)
    return try batch.indices.map { number in
      if let compiled, !compiled.contains(number) { return .didNotCompile }
      return try verdict("\(place)/answers/\(number)", on: exercise, cache: cache)
    }
  }

  /// Judges an answer; once more where the machine has failed, for that is no mutant's death.
  private func verdict(_ answers: String, on exercise: Exercise, cache: String) throws -> Verdict {
    for _ in 0..<3 {
      let scoring = try grader.score(
        [exercise], answers: answers, cache: cache, until: .lostPoint)
      let report = scoring.report(on: [exercise], answers: answers, seed: 0).exercises[0]
      if report.compilerMessage != nil { return .didNotCompile }
      if report.status == .complete { return .alive }
      if !scoring.machineHasFailed { return .dead }
    }
    throw Grader.Failure(
      description: "\(exercise): no verdict on a mutant in three runs: is the machine busy?")
  }
}

extension MutantCheck.Tally {
  mutating func count(
    _ mutant: Mutant, _ verdict: MutantCheck.Verdict, _ listing: EquivalentMutants.Listing
  ) {
    switch verdict {
    case .didNotCompile: uncompiled += 1
    case .dead: dead += 1
    case .alive where listing == .nothing: alive.append(mutant.description)
    case .alive: equivalent += 1
    }
    guard listing == .equivalent, verdict != .alive else { return }
    let reason =
      verdict == .dead ? "loses points: calls can tell it apart" : "does not compile"
    contradictions.append("\(EquivalentMutants.path): \(mutant.description) \(reason)")
  }
}
