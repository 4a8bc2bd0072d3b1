import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Passes over many samples, and training.
//
// Numbers come from the reference cases perceptron-01 and -02 (exact integers), and from a data set
// that was searched for with Python: there the first best epoch is neither the last best one, nor
// the last of all, nor the best on the training data.

extension PerceptronSuites {
  @Suite("8 · Perceptron: training", .part(2))
  struct PerceptronTrainingTests {
    let perceptron = Student.answer.perceptron

    let five = PerceptronProblem(
      inputs: [[1, 0, 1], [0, 1, 1], [-1, -1, 1], [2, 1, 1], [0, -2, 1]], labels: [0, 1, 2, 0, 2],
      classCount: 3)

    let nine = PerceptronProblem(
      inputs: [
        [-3, -3, -2, 1], [2, -2, -1, 1], [1, 1, 0, 1], [0, 0, 1, 1], [-1, 0, -2, 1],
        [2, -1, -2, 1],
        [-1, 3, -2, 1], [-3, 2, -2, 1], [-3, 2, -1, 1],
      ], labels: [0, 1, 1, 2, 0, 1, 0, 1, 0], classCount: 3)

    let validation = PerceptronProblem(
      inputs: [
        [-1, 2, 1, 1], [3, 0, 0, 1], [1, 1, 0, 1], [-2, 2, 0, 1], [-2, 0, -2, 1], [-1, -1, 2, 1],
        [-3, 2, 2, 1], [1, 3, 2, 1],
      ], labels: [2, 0, 2, 2, 0, 0, 2, 0], classCount: 3)

    // One pass in the given order, each sample judged by the weights of its moment.

    @Test(
      "In an epoch each sample meets the weights that the one before has left",
      .hint("When do you compute the prediction for the second sample: before or after the first?"))
    func epoch() throws {
      let drawn = PerceptronProblem(draw: 10, samples: 15, features: 4, classes: 3)
      let start = drawn.epochs(1)[0]
      guard try expectPass(drawn, from: start, equals: drawn.pass(start)) else { return }
      let zeros = Matrix.zeros(3, 3)
      let first: Matrix = [[3, 1, -1], [-2, 0, 0], [-1, -1, 1]]
      let second: Matrix = [[3, 0, -2], [-2, 1, 1], [-1, -1, 1]]
      let two = PerceptronProblem(
        inputs: [[1, 1], [1, -1], [-1, 1], [-1, -1]], labels: [1, 1, 0, 0], classCount: 2)
      guard
        try expectPass(five, from: zeros, equals: first),
        try expectPass(five, from: first, equals: second),
        try expectPass(five, from: second, equals: second),
        try expectPass(two, from: Matrix.zeros(2, 2), equals: [[-2, 0], [2, 0]])
      else { return }
      for problem in PerceptronProblem.sweep {
        let start = problem.pass(.zeros(problem.classCount, problem.inputs.columns))
        guard try expectPass(problem, from: start, equals: problem.pass(start), named: false)
        else { return }
      }
      // Weights of nine digits. The scores of all classes grow alike, so that the predictions stay.
      let far = drawn.pass(start) + 1e8
      guard try expectPass(drawn, from: start + 1e8, equals: far, named: false) else { return }
      // Powers of 2, by which nothing is rounded.
      for unit in Sweep.magnitudes.map({ pow(2, log2($0).rounded()) }) {
        var scaled = drawn
        scaled.inputs *= unit
        let right = unit * drawn.pass(start)
        guard try expectPass(scaled, from: unit * start, equals: right, named: false) else {
          return
        }
      }
    }

    // The first epoch with the highest accuracy on the validation data.

    @Test(
      "Training keeps the weights of the first best epoch",
      .hint("What do you compare after each epoch, and with what?"))
    func best() throws {
      let drawn = PerceptronProblem(draw: 20, samples: 14, features: 4, classes: 3)
      let other = PerceptronProblem(draw: 21, samples: 10, features: 4, classes: 3)
      // Nothing is ever right on the validation data: the first epoch is the best all the same.
      let one = PerceptronProblem(inputs: [[1]], labels: [1], classCount: 2)
      let opposite = PerceptronProblem(inputs: [[1]], labels: [0], classCount: 2)
      // Everything is right after the first epoch: the others are gone through all the same.
      let two = PerceptronProblem(inputs: [[1], [-1]], labels: [0, 1], classCount: 2)
      guard
        try expectTrainings([
          (nine, validation, 6), (drawn, other, 5), (one, opposite, 3), (two, two, 5),
        ])
      else { return }
      // From Python for the first problem.
      let result = try train(nine, validation, epochs: 6)
      expect(result.bestEpoch, equals: 4, "the best epoch")
      expect(
        result.validationAccuracies, equals: [0.125, 0.125, 0.25, 0.5, 0.5, 0.25],
        "the validation accuracies")
      // More classes than labels, a single validation sample, many, and many that make little difference.
      var (roomy, single, alike) = (nine, validation, validation)
      roomy.classCount = 7
      (single.inputs, single.labels) = (validation.inputs[rows: 2..<3], [2])
      alike.inputs = Matrix(rows: 20_000, columns: 4) { $0 < 8 ? validation.inputs[$0, $1] : 0 }
      alike.labels += Array(repeating: 0, count: 19_992)
      // Class 0 is right for this one, whatever the weights are.
      let blank = PerceptronProblem(inputs: .zeros(1, 4), labels: [0], classCount: 3)
      let large = PerceptronProblem(
        draw: 22, samples: 65, features: 3, classes: 4, range: 500_000, labels: 3)
      let unseen = PerceptronProblem(
        draw: 23, samples: 300, features: 3, classes: 4, range: 500_000, labels: 1)
      _ = try expectTrainings([
        (nine, validation, 1), (roomy, validation, 6), (nine, single, 6), (nine, alike, 6),
        (large, unseen, 3), (unseen, large, 2), (nine, validation, 1201), (nine, blank, 101),
        (five, five, 9),
      ])
    }

    // Clusters with a gap between them: the perceptron makes finitely many mistakes, then none.

    @Test(
      "Training learns to tell three clusters apart, new samples too",
      .hint("How many of the training samples are still wrong after twenty epochs?"))
    func learns() throws {
      let (training, validation, test) = (clusters(30), clusters(31), clusters(32))
      let result = try train(training, validation, epochs: 20)
      guard
        expectProperty(
          result.bestWeights.shape == (3, 3), "the best weights have a row for each of 3 classes")
      else { return }
      let hits = test.hits(result.bestWeights).count
      expectProperty(
        20 * hits >= 19 * test.labels.count,
        "at least 95 of 100 new samples are classified correctly, but \(hits) of "
          + "\(test.labels.count) are")
      let known = training.hits(result.finalWeights).count
      expectProperty(
        known == training.labels.count,
        "after 20 epochs no training sample is wrong any more, but \(known) of "
          + "\(training.labels.count) are right")
    }

    // Shapes that don't fit, labels of no class, numbers that aren't any.

    @Test(
      "Bad input is refused",
      .hint("Which of the arguments that can be bad have you not checked yet?"))
    func badInput() throws {
      let (w, x, cut) = (Matrix.ones(3, 3), five.inputs, PerceptronMistake.cut)
      for call in calls {
        var checks = [
          try expectInvalidInput(naming: "weights", value: "1") { try call(.ones(1, 3), x) },
          try expectInvalidInput(naming: "weights", or: "inputs", value: "0") {
            try call(.zeros(3, 0), .zeros(5, 0))
          },
        ]
        for columns in [2, 4] {
          checks.append(
            try expectInvalidInput(naming: "inputs", value: "\(columns)", mistake: cut) {
              try call(w, .ones(5, columns))
            })
        }
        try expectInvalidInput(naming: "inputs", value: "0") { try call(w, .zeros(0, 3)) }
        let passing = PerceptronMistake.notANumber(ifAny: checks)
        for (row, column) in [(0, 0), (3, 1), (4, 2)] {
          try expectRefused("inputs", Sweep.notFinite, mistake: passing) {
            try call(w, x.with($0, at: row, column))
          }
          try expectRefused("weights", Sweep.notFinite, mistake: passing) {
            try call(w.with($0, at: row % 3, column), x)
          }
        }
      }
      try expectBadUpdatesAreRefused()
      for label in [-1, 3, 40] {
        try expectLabelsAreRefused(
          [0, 1, label, 0, 2], value: label, PerceptronMistake.labelUnchecked)
      }
      for labels in [[], [0, 1, 2], [0, 1, 2, 0, 1, 2]] {
        try expectLabelsAreRefused(labels, value: labels.count, cut)
      }
      try expectBadTrainingsAreRefused()
      try expectBadPlacesAreRefused()
    }

    // One bad label or number at each place of 33 samples of nine features.
    private func expectBadPlacesAreRefused() throws {
      let many = PerceptronProblem(draw: 50, samples: 33, features: 9, classes: 4)
      let w = many.pass(.zeros(4, 9))
      for (k, place) in Sweep.places(in: 33).enumerated() {
        var (label, input) = (many, many)
        label.labels[place] = [4, -1][k % 2]
        input.inputs[place, place % 9] = Sweep.notFinite[k % 3]
        let unchecked = PerceptronMistake.labelUnchecked
        for (names, problem, mistake) in [
          (("labels", "validationLabels"), label, unchecked),
          (("inputs", "validationInputs"), input, nil),
        ] {
          let (x, y) = (problem.inputs, problem.labels)
          for call in [
            { _ = try perceptron.epoch(weights: w, inputs: x, labels: y) },
            { _ = try perceptron.accuracy(weights: w, inputs: x, labels: y) },
            { _ = try train(problem, many, epochs: 1) },
          ] { try expectInvalidInput(naming: names.0, mistake: mistake, call) }
          try expectInvalidInput(naming: names.1, mistake: mistake) {
            try train(many, problem, epochs: 1)
          }
        }
        try expectInvalidInput(naming: "weights") {
          try perceptron.scores(
            weights: w.with(Sweep.notFinite[k % 3], at: place / 9, place % 9), inputs: many.inputs)
        }
      }
    }

    /// The functions of weights and inputs, with as many labels as there are samples, all of class 0.
    private var calls: [(_ weights: Matrix, _ inputs: Matrix) throws -> Any] {
      func labels(_ inputs: Matrix) -> [Int] { [Int](repeating: 0, count: inputs.rows) }
      return [
        { try perceptron.scores(weights: $0, inputs: $1) },
        { try perceptron.predict(weights: $0, inputs: $1) },
        { try perceptron.epoch(weights: $0, inputs: $1, labels: labels($1)) },
        { try perceptron.accuracy(weights: $0, inputs: $1, labels: labels($1)) },
      ]
    }

    private func expectLabelsAreRefused(
      _ labels: [Int], value: Int, _ mistake: String,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let (weights, inputs) = (Matrix.ones(3, 3), five.inputs)
      try expectInvalidInput(
        naming: "labels", value: "\(value)", mistake: mistake, sourceLocation: sourceLocation
      ) { try perceptron.epoch(weights: weights, inputs: inputs, labels: labels) }
      try expectInvalidInput(
        naming: "labels", value: "\(value)", mistake: mistake, sourceLocation: sourceLocation
      ) { try perceptron.accuracy(weights: weights, inputs: inputs, labels: labels) }
    }

    private func expectBadUpdatesAreRefused() throws {
      func update(_ weights: Matrix = .ones(3, 3), _ input: Vector = [1, 2, 3], _ label: Int = 0)
        throws -> Matrix
      { try perceptron.update(weights: weights, input: input, label: label) }
      let cut = PerceptronMistake.cut
      let checks = [
        try expectInvalidInput(naming: "input", value: "2", mistake: cut) {
          try update(.ones(3, 3), [1, 2])
        },
        try expectInvalidInput(naming: "input", value: "4", mistake: cut) {
          try update(.ones(3, 3), [1, 2, 3, 4])
        },
        try expectInvalidInput(naming: "weights", value: "1") { try update(.ones(1, 3)) },
        try expectInvalidInput(naming: "weights", or: "input", value: "0") {
          try update(.zeros(3, 0), [])
        },
      ]
      let passing = PerceptronMistake.notANumber(ifAny: checks)
      for place in 0..<3 {
        try expectRefused("input", Sweep.notFinite, mistake: passing) {
          try update(.ones(3, 3), Vector.ones(3).with($0, at: place))
        }
        try expectRefused("weights", Sweep.notFinite, mistake: passing) {
          try update(Matrix.ones(2, 3).with($0, at: 1, place))
        }
      }
      for label in [-1, 3, 40] {
        try expectInvalidInput(
          naming: "label", value: "\(label)", mistake: PerceptronMistake.labelUnchecked
        ) { try update(.ones(3, 3), [1, 2, 3], label) }
      }
    }

    private func expectBadTrainingsAreRefused() throws {
      var checks: [Bool] = []
      for bad in Self.badTrainings {
        var (training, validation) = (nine, validation)
        bad.spoil(&training, &validation)
        checks.append(
          try expectInvalidInput(
            naming: bad.argument, or: bad.other, value: bad.value, mistake: bad.mistake
          ) { try train(training, validation, epochs: bad.epochs) })
      }
      let passing = PerceptronMistake.notANumber(ifAny: checks)
      for (row, column) in [(0, 0), (3, 1), (7, 3)] {
        try expectRefused("inputs", Sweep.notFinite, mistake: passing) {
          var training = nine
          training.inputs[row, column] = $0
          return try train(training, validation, epochs: 2)
        }
        try expectRefused("validationInputs", Sweep.notFinite, mistake: passing) {
          var other = validation
          other.inputs[row, column] = $0
          return try train(nine, other, epochs: 2)
        }
      }
    }

    /// A training that is to be refused. Where two arguments are bad, either of them may be named.
    private struct BadTraining {
      let argument: String
      var other: String?
      var value: String?
      var mistake: String?
      var epochs = 2
      var spoil: (inout PerceptronProblem, inout PerceptronProblem) -> Void = { _, _ in }
    }

    private static var badTrainings: [BadTraining] {
      let (cut, unchecked) = (PerceptronMistake.cut, PerceptronMistake.labelUnchecked)
      return [
        BadTraining(argument: "epochs", value: "0", epochs: 0),
        BadTraining(argument: "epochs", value: "-3", epochs: -3),
        BadTraining(argument: "classCount", value: "1") { training, validation in
          (training.classCount, training.labels) = (1, training.labels.map { _ in 0 })
          validation.labels = validation.labels.map { _ in 0 }
        },
        BadTraining(argument: "classCount", other: "labels") { training, _ in
          training.classCount = -1
        },
        BadTraining(
          argument: "labels", other: "validationLabels", value: "2", mistake: unchecked
        ) { training, _ in training.classCount = 2 },
        BadTraining(argument: "labels", value: "-1", mistake: unchecked) { training, _ in
          training.labels[0] = -1
        },
        BadTraining(argument: "labels", value: "3", mistake: unchecked) { training, _ in
          training.labels[0] = 3
        },
        BadTraining(argument: "labels", value: "8", mistake: cut) { training, _ in
          training.labels.removeLast()
        },
        BadTraining(argument: "labels", value: "10") { training, _ in training.labels.append(0) },
        BadTraining(argument: "validationLabels", value: "-1", mistake: unchecked) {
          $1.labels[0] = -1
        },
        BadTraining(argument: "validationLabels", value: "3", mistake: unchecked) {
          $1.labels[0] = 3
        },
        BadTraining(argument: "validationLabels", value: "3", mistake: unchecked) {
          $1.labels[7] = 3
        },
        BadTraining(argument: "validationLabels", value: "7", mistake: cut) {
          $1.labels.removeLast()
        }, BadTraining(argument: "validationLabels", value: "9") { $1.labels.append(0) },
        BadTraining(argument: "validationInputs", value: "3", mistake: cut) {
          $1.inputs = .ones(8, 3)
        }, BadTraining(argument: "validationInputs", value: "5") { $1.inputs = .ones(8, 5) },
        // Nothing to learn from, or to choose by.
        BadTraining(argument: "inputs", value: "0") { training, _ in
          (training.inputs, training.labels) = (.zeros(0, 4), [])
        },
        BadTraining(argument: "validationInputs", value: "0") {
          ($1.inputs, $1.labels) = (.zeros(0, 4), [])
        },
        BadTraining(argument: "inputs", other: "validationInputs", value: "0") {
          ($0.inputs, $1.inputs) = (.zeros(9, 0), .zeros(8, 0))
        },
      ]
    }

    // Which functions of two bits a straight line can cut in two.

    @Test(
      "You know what a perceptron can't learn",
      .hint("Draw the four samples of each function. Can one straight line part ones and zeros?"))
    func concept() throws {
      for (function, answer) in [
        (.and, true), (.or, true), (.xor, false), (.nand, true), (.equal, false),
      ] as [(BitFunction, Bool)] {
        try conceptCheck {
          try expect(
            perceptron.canLearn(function), equals: answer, "whether it can learn \(function)",
            mistakes: [
              !answer: answer ? PerceptronMistake.lineIsEnough : PerceptronMistake.xorIsLearned
            ])
        }
      }
    }

    /// A hundred points around three centres, 0.5 wide on each side; the last input is 1.
    private func clusters(_ draw: UInt64) -> PerceptronProblem {
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

    private func train(
      _ training: PerceptronProblem, _ validation: PerceptronProblem, epochs: Int
    ) throws -> PerceptronTraining {
      try perceptron.train(
        inputs: training.inputs, labels: training.labels, validationInputs: validation.inputs,
        validationLabels: validation.labels, classCount: training.classCount, epochs: epochs)
    }

    /// Expects the weights after an epoch; what they are called if they are wrong, the first cases say.
    private func expectPass(
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
    private struct Run {
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
    private func partsAreRight(_ run: Run) throws -> Bool {
      try zip([run.start] + run.weights, zip(run.weights, run.accuracies)).allSatisfy {
        let own = try perceptron.epoch(
          weights: $0, inputs: run.training.inputs, labels: run.training.labels)
        let accuracy = try perceptron.accuracy(
          weights: $1.0, inputs: run.validation.inputs, labels: run.validation.labels)
        return own == $1.0 && abs(accuracy - $1.1) < 1e-12
      }
    }

    /// Expects the results of some trainings. A mistake is named if it explains what all of them gave.
    private func expectTrainings(
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
    private func names(
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
}
