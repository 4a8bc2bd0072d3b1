import Boundary
import Curriculum
import Foundation
import Grading

/// Where the functions of one exercise's suite are pasted into its stub, compiled and judged.
struct PasteWorkshop {
  private let exercise: Exercise
  private let grader: Grader
  private let place: String
  private let stubs: [(name: String, text: String)]
  private var sources: [PastedSource]
  private var rounds = 0

  /// What answers a function of the stub, as far as it compiles.
  var fittings: [Fitting] { sources.flatMap { $0.fittings.filter(\.compiles) } }

  init(_ exercise: Exercise, grader: Grader, edition: String, place: String) throws {
    (self.exercise, self.grader, self.place) = (exercise, grader, place)
    stubs = try Stubs.ofExercise(exercise, root: grader.kit.root).sorted { $0.key < $1.key }
      .map { ($0.key, String(decoding: $0.value, as: UTF8.self)) }
    let own = try Self.sources(in: exercise.rooms.suite, of: edition, from: 0)
    let shared = try Self.sources(in: "Tests/ExerciseTesting", of: edition, from: own.count)
    sources = own + shared
    try addFittings(own.count)
    // Most exercises need nothing of what all suites share.
    if sources[own.count...].allSatisfy(\.fittings.isEmpty) {
      sources = Array(sources[..<own.count])
    }
  }

  private static func sources(
    in folder: String, of edition: String, from first: Int
  ) throws -> [PastedSource] {
    let files = try? FileManager.default.contentsOfDirectory(atPath: "\(edition)/\(folder)")
    return try (files ?? []).filter(isSwiftSource).sorted().enumerated().map { number, name in
      let path = "\(folder)/\(name)"
      return PastedSource(
        try String(contentsOf: URL(filePath: "\(edition)/\(path)"), encoding: .utf8), path: path,
        number: first + number)
    }
  }

  private mutating func addFittings(_ own: Int) throws {
    var outlines = sources.flatMap { [$0.outline] + $0.locals.map(\.outline) }
    let curriculum = "\(grader.kit.root)/Sources/Curriculum"
    outlines += try FileManager.default.contentsOfDirectory(atPath: curriculum)
      .filter(isSwiftSource).map {
        SourceOutline(try String(contentsOf: URL(filePath: "\(curriculum)/\($0)"), encoding: .utf8))
      }
    let fittings = Fittings(types: Fittings.types(in: outlines))
    let functions = StubFunction.all(in: stubs.map(\.text))
    var number = 0
    for index in sources.indices {
      for helper in sources[index].helpers {
        for function in functions where index < own || helper.declaration.kind == .function {
          for expression in fittings.expressions(for: function, by: helper, mayFill: index < own) {
            sources[index].fittings.append(
              Fitting(
                stub: function, helper: helper.name, place: helper.place, number: number,
                expression: expression))
            number += 1
          }
        }
      }
    }
  }

  /// Leaves out what doesn't compile, until all the rest does.
  mutating func keepWhatCompiles() throws {
    guard !fittings.isEmpty else { return }
    // The kit's own code may take long, where a machine is busy.
    var limits = CompilerLimits.standard
    limits.seconds = 600
    let compiler = AnswerCompiler(
      kit: grader.kit.keepingAnswers(in: place + "/libraries"), limits: limits)
    while true {
      let folder = "\(place)/round-\(rounds)/\(exercise.folder)"
      rounds += 1
      try write(stubs.map(\.text), to: folder)
      do {
        _ = try compiler.library(for: exercise, in: folder)
        return
      } catch let failure as AnswerFailure where failure.status == .didNotCompile {
        let errors = failure.description.matches(of: /Pasted(\d+)\.swift:(\d+):\d+: error:/)
        let places = Set(
          errors.compactMap { error in
            Int(error.output.1).flatMap { file in Int(error.output.2).map { [file, $0] } }
          }
        ).sorted { ($0[0], $1[1]) < ($1[0], $0[1]) }
        var hasLost = false
        for place in places where sources.indices.contains(place[0]) {
          if sources[place[0]].lose(line: place[1]) { hasLost = true }
        }
        guard hasLost, rounds < 40 else {
          throw Grader.Failure(
            description: "\(exercise): what a suite has can't be pasted:\n\(failure.description)")
        }
      }
    }
  }

  /// What the suite says of the stub with each of some groups of fittings in it.
  func judge(_ groups: [[Fitting]]) throws -> [ExerciseReport] {
    guard !groups.isEmpty else { return [] }
    let answers = "\(place)/answers-\(UUID().uuidString)"
    let cache = place + "/libraries"
    var variants: [AnswerVariant] = []
    for (number, group) in groups.enumerated() {
      let folder = "\(answers)/\(number)/\(exercise.folder)"
      let texts = StubFunction.filling(stubs.map(\.text), with: group)
      try write(texts, to: folder)
      var variant = Variant.make(of: texts, number: number, folder: folder)
      // All of them call the same pasted functions, which are compiled once.
      if number % Self.batch == 0 {
        variant = AnswerVariant(
          folder: folder, texts: variant.texts + sources.map(\.text), answer: variant.answer)
      }
      variants.append(variant)
    }
    var limits = CompilerLimits.standard
    limits.seconds = 600
    let compiler = AnswerCompiler(kit: grader.kit.keepingAnswers(in: cache), limits: limits)
    for start in stride(from: 0, to: groups.count, by: Self.batch) {
      try compiler.compileTogether(
        exercise, Array(variants[start..<min(start + Self.batch, groups.count)]))
    }
    return try groups.indices.map { number in
      let folder = "\(answers)/\(number)"
      return try grader.score([exercise], answers: folder, cache: cache)
        .report(on: [exercise], answers: folder, seed: 0).exercises[0]
    }
  }

  /// How many variants are compiled together.
  private static let batch = 16

  private func write(_ texts: [String], to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (stub, text) in zip(stubs, texts) {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(stub.name)"))
    }
    for (number, source) in sources.enumerated() {
      try Data(source.text.utf8).write(to: URL(filePath: "\(folder)/Pasted\(number).swift"))
    }
  }
}
