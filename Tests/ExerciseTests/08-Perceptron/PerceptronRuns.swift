import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Runs of the training, and what explains a wrong one.
extension PerceptronSuites.PerceptronTrainingTests {
  /// A hundred points around three centres, 0.5 wide on each side; the last input is 1.
  func clusters(_ draw: UInt64) -> PerceptronProblem {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    let centers: [(Double, Double)] = [(2, 0), (-1, 1.75), (-1, -1.75)]
    let labels = (0..<100).map { $0 % 3 }
    let rows = labels.map { label in
      Vector([
        centers[label].0 + generator.uniform(in: -0.5..<0.5),
        centers[label].1 + generator.uniform(in: -0.5..<0.5), 1,
      ])
    }
    return PerceptronProblem(inputs: Matrix(rows: rows), labels: labels, classCount: 3)
  }

  func train(
    _ training: PerceptronProblem, _ validation: PerceptronProblem, epochs: Int
  ) throws -> PerceptronTraining {
    try perceptron.train(
      inputs: training.inputs, labels: training.labels, validationInputs: validation.inputs,
      validationLabels: validation.labels, classCount: training.classCount, epochs: epochs)
  }

  /// Expects the weights after an epoch; what they are called if they are wrong, the first cases say.
  func expectPass(
    _ problem: PerceptronProblem, from start: Matrix, equals right: Matrix, named: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let zeros = Matrix.zeros(start.rows, start.columns)
    return try expect(
      perceptron.epoch(weights: start, inputs: problem.inputs, labels: problem.labels),
      equals: right,
      "the weights of \(problem.classCount) classes after \(problem.labels.count) samples",
      tolerance: .relative(1e-9),
      mistakes: named
        ? [
          problem.pass(start, .init(usesLiveWeights: false)): PerceptronMistake.stale,
          problem.pass(start, .init(lowersTheWrong: false)): PerceptronMistake.wrongOneStays,
          problem.pass(start, .init(raisesTheRight: false)): PerceptronMistake.rightOneStays,
          problem.pass(start, .init(sign: -1)): PerceptronMistake.signsSwapped,
          problem.pass(start, .init(lowersAllOthers: true)): PerceptronMistake.allOthersLose,
          problem.pass(start, .init(updatesWhenRight: true)): PerceptronMistake.updatesWhenRight,
          problem.pass(start, .init(tiesGoToTheLast: true)): PerceptronMistake.predictsLast,
          problem.pass(start, .init(backwards: true)): PerceptronMistake.backwards,
          problem.pass(zeros): PerceptronMistake.startsAnew,
        ] : [:], sourceLocation: sourceLocation)
  }

  /// A training, and what is right after each of its epochs.
  struct Run {
    let (training, validation, epochs): (PerceptronProblem, PerceptronProblem, Int)
    let (weights, accuracies): ([Matrix], [Double])
    let name: String

    init(_ training: PerceptronProblem, _ validation: PerceptronProblem, _ epochs: Int) {
      (self.training, self.validation, self.epochs) = (training, validation, epochs)
      weights = training.epochs(epochs)
      accuracies = weights.map {
        Double(validation.hits($0).count) / Double(validation.labels.count)
      }
      name =
        "of \(epochs) epochs with \(training.labels.count) samples, \(training.classCount) classes "
        + "and \(validation.labels.count) validation samples"
    }

    func isRight(_ result: PerceptronTraining) -> Bool {
      result.validationAccuracies == Vector(accuracies) && result.bestEpoch == best + 1
        && result.bestWeights == weights[best] && result.finalWeights == weights[epochs - 1]
    }
    var best: Int { PerceptronProblem.place(ofHighest: accuracies) }
    var lastBest: Int { PerceptronProblem.place(ofHighest: accuracies, last: true) }
    var onTraining: [Double] {
      weights.map { Double(training.hits($0).count) / Double(training.labels.count) }
    }
    var bestOnTraining: Int { PerceptronProblem.place(ofHighest: onTraining) }
    var start: Matrix { .zeros(training.classCount, training.inputs.columns) }
    var accuracyAtStart: Double {
      Double(validation.hits(start).count) / Double(validation.labels.count)
    }
    var untilAllRight: [Double] {
      Array(accuracies.prefix((accuracies.firstIndex(of: 1) ?? epochs) + 1))
    }
    var oneMore: [Matrix] { training.epochs(epochs + 1) }
    var stale: [Double] {
      training.epochs(epochs, .init(usesLiveWeights: false)).map {
        Double(validation.hits($0).count) / Double(validation.labels.count)
      }
    }
  }

  /// Whether `epoch` and `accuracy`, on which training builds, are right in a run.
  func partsAreRight(_ run: Run) throws -> Bool {
    try zip([run.start] + run.weights, zip(run.weights, run.accuracies)).allSatisfy {
      let own = try perceptron.epoch(
        weights: $0, inputs: run.training.inputs, labels: run.training.labels)
      let accuracy = try perceptron.accuracy(
        weights: $1.0, inputs: run.validation.inputs, labels: run.validation.labels)
      return own == $1.0 && abs(accuracy - $1.1) < 1e-12
    }
  }

  /// Expects the results of some trainings. A mistake is named if it explains what all of them gave.
  func expectTrainings(
    _ cases: [(PerceptronProblem, PerceptronProblem, Int)],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    let runs = cases.map(Run.init)
    let results = try runs.map { try train($0.training, $0.validation, epochs: $0.epochs) }
    for (run, result) in zip(runs, results) where !run.isRight(result) {
      guard try partsAreRight(run) else {
        return expectProperty(
          false,
          "the result \(run.name) is right; your epoch or accuracy isn't for these samples, and "
            + "training builds on them: mend them first", sourceLocation: sourceLocation)
      }
    }
    guard !zip(runs, results).allSatisfy({ $0.isRight($1) }) else { return true }
    let names = names(results, runs)
    return zip(runs, results).allSatisfy { run, result in
      expect(
        result.validationAccuracies, equals: Vector(run.accuracies),
        "the validation accuracies \(run.name)",
        mistakes: names.accuracies.map { [result.validationAccuracies: $0] } ?? [:],
        sourceLocation: sourceLocation)
        && expect(
          result.bestEpoch, equals: run.best + 1, "the best epoch \(run.name)",
          mistakes: names.epoch.map { [result.bestEpoch: $0] } ?? [:],
          sourceLocation: sourceLocation)
        && expect(
          result.bestWeights, equals: run.weights[run.best], "the best weights \(run.name)",
          mistakes: names.best.map { [result.bestWeights: $0] } ?? [:],
          sourceLocation: sourceLocation)
        && expect(
          result.finalWeights, equals: run.weights[run.epochs - 1],
          "the last weights \(run.name)",
          mistakes: names.final.map { [result.finalWeights: $0] } ?? [:],
          sourceLocation: sourceLocation)
    }
  }

  /// The mistakes that explain a part of all results.
  func names(
    _ results: [PerceptronTraining], _ runs: [Run]
  ) -> (accuracies: String?, epoch: String?, best: String?, final: String?) {
    typealias Mistake = PerceptronMistake
    func name<Part: Equatable>(
      _ part: KeyPath<PerceptronTraining, Part>, _ mistakes: KeyValuePairs<String, (Run) -> Part>
    ) -> String? {
      mistakes.first {
        zip(runs, results).allSatisfy { [mistake = $0.value] in
          mistake($0) == $1[keyPath: part]
        }
      }?.key
    }
    return (
      name(
        \.validationAccuracies,
        [
          Mistake.choosesByTraining: { Vector($0.onTraining) },
          Mistake.startCounts: { Vector([$0.accuracyAtStart] + $0.accuracies) },
          Mistake.oneMore: { Vector($0.accuracies.dropLast()) },
          Mistake.oneMore: { run in
            Vector(
              run.oneMore.map {
                Double(run.validation.hits($0).count) / Double(run.validation.labels.count)
              })
          },
          Mistake.stopsEarly: { Vector($0.untilAllRight) },
          Mistake.epochsAnew: { run in Vector(run.accuracies.map { _ in run.accuracies[0] }) },
          Mistake.stale: { Vector($0.stale) },
        ]),
      name(
        \.bestEpoch,
        [
          Mistake.keepsLastBest: { $0.lastBest + 1 }, Mistake.countsFromZero: { $0.best },
          Mistake.choosesByTraining: { $0.bestOnTraining + 1 },
          Mistake.keepsLast: { $0.epochs },
          Mistake.startCounts: { $0.accuracies[$0.best] <= $0.accuracyAtStart ? 0 : $0.best + 1 },
          Mistake.startCounts: { $0.accuracies[$0.best] == 0 ? 0 : $0.best + 1 },
        ]),
      name(
        \.bestWeights,
        [
          Mistake.keepsLast: { $0.weights[$0.epochs - 1] },
          Mistake.keepsLastBest: { $0.weights[$0.lastBest] },
          Mistake.choosesByTraining: { $0.weights[$0.bestOnTraining] },
          Mistake.startCounts: {
            $0.accuracies[$0.best] <= $0.accuracyAtStart ? $0.start : $0.weights[$0.best]
          },
          Mistake.startCounts: { $0.accuracies[$0.best] == 0 ? $0.start : $0.weights[$0.best] },
        ]),
      name(
        \.finalWeights,
        [
          "the best weights stand in the place of the last ones": { $0.weights[$0.best] },
          Mistake.oneMore: { $0.oneMore[$0.epochs] }, Mistake.epochsAnew: { $0.weights[0] },
        ])
    )
  }
}
