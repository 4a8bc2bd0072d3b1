import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression: bad input and concepts", .part(5))
  struct SoftmaxRegressionContractTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // What the stub's head lists, for every function that takes the argument.

    @Test(
      "What doesn't fit together, is out of range or isn't finite is refused",
      .hint("What happens to a label 4 when there are four classes? To NaN in `if lambda < 0`?"))
    func badInput() throws {
      for label in [4, -1, 40] {
        try expectAllRefuse("labels", "\(label)", Mistake.labelUnchecked) { $0.labels[3] = label }
        try expectInvalidInput(naming: "labels", value: "\(label)", mistake: Mistake.labelUnchecked)
        { try softmax.oneHot(labels: [3, label, 0], classes: 4) }
      }
      for labels in [[3, 2, -1, 0, 1], [3, 2, 0, 1, 4], [3, 2, 0, 1], [3, 2, 0, 1, 3, 0]] {
        let isCut = labels.count != 5
        try expectInvalidInput(
          naming: "labels", value: "\(isCut ? labels.count : labels.min() == -1 ? -1 : 4)",
          mistake: isCut ? Mistake.cut : Mistake.labelUnchecked
        ) { try softmax.crossEntropy(logits: five.logits, labels: labels) }
      }
      try expectAllRefuse("labels", "4", Mistake.cut) { $0.labels = [3, 2, 0, 1] }
      try expectAllRefuse("labels", "6", Mistake.cut) { $0.labels = [3, 2, 0, 1, 3, 0] }
      try expectAllRefuse("weights", "2", Mistake.cut) { $0.weights = $0.weights[rows: 0..<2] }
      try expectAllRefuse("weights", "4", Mistake.cut) { problem in
        problem.weights = Matrix(rows: (0..<4).map { problem.weights.row($0 % 3) })
      }
      for (row, column) in [(1, 2), (0, 0), (2, 3)] {
        try expectAllRefuse("weights", Sweep.notFinite) { $0.weights[row, column] = $1 }
      }
      for (row, column) in [(4, 0), (0, 0), (4, 2)] {
        try expectAllRefuse("inputs", Sweep.notFinite) { $0.inputs[row, column] = $1 }
      }
      let negative = [-0.5, -1e-12] + Sweep.notFinite
      try expectAllRefuse("lambda", negative, by: [1, 2, 4, 5, 6]) { $0.lambda = $1 }
      for call in calls[4...] {
        try expectRefused("learningRate", negative, nanMistake: Mistake.notANumber) {
          try call(five, Settings(rate: $0))
        }
      }
      for (row, column) in [(2, 1), (0, 0), (4, 3)] {
        try expectRefused("logits", Sweep.notFinite, nanMistake: Mistake.notANumber) {
          try softmax.crossEntropy(
            logits: five.logits.with($0, at: row, column), labels: five.labels)
        }
      }
      for (row, column) in [(0, 0), (1, 1)] {
        let weights: Matrix = [[0, 1], [2, 3]]
        try expectRefused("weights", Sweep.notFinite, nanMistake: Mistake.notANumber) {
          try softmax.squaredNorm(weights: weights.with($0, at: row, column))
        }
        try expectRefused("weights", Sweep.notFinite, nanMistake: Mistake.notANumber) {
          try softmax.logisticWeights(weights: weights.with($0, at: row, column))
        }
      }
      try expectBadPlacesAreRefused()
      try expectBadCountsAreRefused()
      try expectNothingRefused()
      try expectUnusualIsTaken()
    }

    let five = SoftmaxRegressionProblem.five

    // One bad entry at each place of 33 samples of nine features.
    func expectBadPlacesAreRefused() throws {
      let many = SoftmaxRegressionProblem(draw: 61, samples: 33, features: 9, classes: 4)
      for (k, place) in Sweep.places(in: 33).enumerated() {
        let bad = Sweep.notFinite[k % 3]
        var (label, input, weight) = (many, many, many)
        label.labels[place] = [4, -1][k % 2]
        input.inputs[place, place % 9] = bad
        weight.weights[place / 4, place % 4] = bad
        for (name, problem, mistake) in [
          ("labels", label, Mistake.labelUnchecked), ("inputs", input, nil),
          ("weights", weight, nil),
        ] {
          for number in functions(taking: name) {
            try expectInvalidInput(naming: name, mistake: mistake) {
              try calls[number](problem, Settings())
            }
          }
        }
        try expectInvalidInput(naming: "labels", mistake: Mistake.labelUnchecked) {
          try softmax.oneHot(labels: label.labels, classes: 4)
        }
        try expectInvalidInput(naming: "labels", mistake: Mistake.labelUnchecked) {
          try softmax.crossEntropy(logits: many.logits, labels: label.labels)
        }
        try expectInvalidInput(naming: "logits") {
          try softmax.crossEntropy(
            logits: many.logits.with(bad, at: place, place % 4), labels: many.labels)
        }
        let order = Array(repeating: 2, count: 33)
        for index in [-1, 33] {
          try expectInvalidInput(naming: "order") {
            try calls[5](
              many, Settings(order: order[..<place] + [index] + order[(place + 1)...]))
          }
        }
      }
    }

    func expectBadCountsAreRefused() throws {
      let refusals: [(argument: String, value: Int, call: (Int) throws -> Void)] = [
        ("order", 5, { try calls[5](five, Settings(order: [0, $0, 2])) }),
        ("order", -1, { try calls[5](five, Settings(order: [0, $0, 2])) }),
        ("classes", 0, { _ = try softmax.initialLoss(classes: $0) }),
        ("classes", -2, { _ = try softmax.initialLoss(classes: $0) }),
        ("batchSize", 0, { try calls[6](five, Settings(batchSize: $0)) }),
        ("epochs", -1, { try calls[6](five, Settings(epochs: $0)) }),
      ]
      for (argument, value, call) in refusals {
        try expectInvalidInput(naming: argument, value: "\(value)") { try call(value) }
      }
      // Without a class, every label is out of range as well: either of them may be named.
      var onlyZero = five
      onlyZero.labels = five.labels.map { _ in 0 }
      for (classes, value) in [(0, "0"), (-2, nil)] {
        try expectInvalidInput(naming: "classes", or: "labels", value: value) {
          try softmax.oneHot(labels: [0], classes: classes)
        }
        try expectInvalidInput(naming: "classes", or: "labels", value: value) {
          try calls[6](onlyZero, Settings(classes: classes))
        }
      }
      for (columns, weights) in [("3", [[1, 2, 3]]), ("1", [[1], [2]])] as [(String, Matrix)] {
        try expectInvalidInput(naming: "weights", value: columns) {
          try softmax.logisticWeights(weights: weights)
        }
      }
      try expectIdleCallsRefuse()
      try expectInvalidInput(naming: "labels") { try softmax.oneHot(labels: [], classes: 3) }
      try expectInvalidInput(naming: "weights") { try softmax.squaredNorm(weights: .zeros(0, 3)) }
    }

    /// Where there is no step to take, the arguments are looked at all the same.
    func expectIdleCallsRefuse() throws {
      let mistake = "the arguments are checked in the steps alone: here there is none"
      func expectIdle(
        _ name: String, _ number: Int,
        _ change: (inout SoftmaxRegressionProblem, inout Settings) -> Void
      ) throws {
        var (problem, settings) = (five, Settings(order: [], epochs: 0))
        change(&problem, &settings)
        try expectInvalidInput(naming: name, mistake: mistake) {
          try calls[number](problem, settings)
        }
      }
      for number in [5, 6] {
        try expectIdle("learningRate", number) { $1.rate = -0.5 }
        try expectIdle("lambda", number) { problem, _ in problem.lambda = .nan }
        try expectIdle("labels", number) { problem, _ in problem.labels[3] = 4 }
        try expectIdle("inputs", number) { problem, _ in problem.inputs[4, 2] = .infinity }
      }
      try expectIdle("weights", 5) { problem, _ in problem.weights[0, 1] = .nan }
      try expectIdle("batchSize", 6) { $1.batchSize = 0 }
    }

    /// A refused call leaves nothing behind, and what is unusual is no mistake.
    func expectUnusualIsTaken() throws {
      let one = SoftmaxRegressionProblem(weights: [[0.3]], inputs: [[-7]], labels: [0], lambda: 0)
      for (number, call) in calls.enumerated() {
        for (problem, settings) in [
          (five, Settings()), (one, Settings()),
          (one, Settings(rate: 0, order: [], epochs: 0, batchSize: 1)),
          (five, Settings(rate: 25, order: [4, 4], classes: 300, batchSize: 1000)),
        ] {
          #expect(
            throws: Never.self, "what is unusual was refused, after refused calls: call \(number)"
          ) {
            try call(problem, settings)
          }
        }
      }
      // A single class is always the right one.
      try expect(
        softmax.probabilities(weights: [[0.3], [-2]], inputs: [[5, 1], [-900, 30]]),
        equals: [[1], [1]])
      try expect(softmax.crossEntropy(logits: [[-40], [1e4]], labels: [0, 0]), equals: 0)
      try expect(softmax.oneHot(labels: [0, 0], classes: 1), equals: [[1], [1]])
    }

    /// Empty matrices: which of the arguments the sentence names is left open.
    func expectNothingRefused() throws {
      let nothing = SoftmaxRegressionProblem(
        weights: .zeros(3, 4), inputs: .zeros(0, 3), labels: [], lambda: 0.1)
      let noFeature = SoftmaxRegressionProblem(
        weights: .zeros(0, 4), inputs: .zeros(2, 0), labels: [0, 1], lambda: 0.1)
      for problem in [nothing, noFeature] {
        for call in calls {
          do {
            try call(problem, Settings())
            expectProperty(
              false, "\(problem.samples) samples of \(problem.inputs.columns) features are refused")
            return
          } catch is InvalidInput {}
        }
      }
    }

    // Found on paper: one number, one vector, three directions.

    @Test(
      "Concept checks: the first loss, two classes, and a growing penalty",
      .hint("What is ŷ for W = 0? Divide both exponentials by the one of class 1: what is left?"))
    func concepts() throws {
      try conceptCheck {
        for (classes, loss) in [
          (10, 2.302585092994046), (4, 1.3862943611198906), (1, 0), (2, 0.6931471805599453),
          (1000, 6.907755278982137),
        ] {
          guard
            try expect(
              softmax.initialLoss(classes: classes), equals: loss,
              mistakes: [
                -loss: Mistake.negativeLoss, 1 / Double(classes): Mistake.probabilityNotLoss,
                loss / log(2): Mistake.otherLogarithm, loss / log(10): Mistake.otherLogarithm,
                Double(classes) * loss: Mistake.sum, loss / Double(classes): Mistake.meanOfEntries,
              ])
          else { break }
        }

        try expectLogisticWeights()
        try expect(
          softmax.trend(of: .squaredNorm), equals: .falls,
          mistakes: [.rises: Mistake.normRises, .either: Mistake.normDepends])
        try expect(
          softmax.trend(of: .trainingLoss), equals: .rises,
          mistakes: [.falls: Mistake.trainingLossFalls, .either: Mistake.trainingLossDepends])
        try expect(
          softmax.trend(of: .validationAccuracy), equals: .either,
          mistakes: [
            .rises: Mistake.penaltyAlwaysHelps, .falls: Mistake.penaltyNeverHelps,
          ])
      }
    }

    private func expectLogisticWeights() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 30)
      let weights = Matrix.normal(rows: 4, columns: 2, using: &generator)
      let (zero, one) = (weights.column(0), weights.column(1))
      let isRight = try expect(
        softmax.logisticWeights(weights: [[1, 3], [0.5, -1], [2, 2.25]]),
        equals: [2, -1.5, 0.25],
        mistakes: [
          [-2, 1.5, -0.25]: Mistake.swappedClasses, [3, -1, 2.25]: Mistake.oneColumn,
          [1, -0.75, 0.125]: Mistake.halfDifference, [4, -0.5, 4.25]: Mistake.columnsAdded,
        ])
      guard isRight else { return }
      try expect(
        softmax.logisticWeights(weights: weights), equals: one - zero,
        mistakes: [zero - one: Mistake.swappedClasses, one: Mistake.oneColumn])
      try expectEach(zip(Sweep.counts, Sweep.magnitudes + Sweep.magnitudes)) { count, size in
        let pair = Matrix.normal(rows: count, columns: 2, using: &generator) * size
        return try expect(
          softmax.logisticWeights(weights: pair),
          equals: Vector((0..<count).map { pair[$0, 1] - pair[$0, 0] }),
          "the weights made of \(count) × 2 weights near \(size)", tolerance: .relative(1e-12))
      }
      try expectEach(NumberPattern.allCases) { pattern in
        let pair = pattern.matrix(weights)
        return try expect(
          softmax.logisticWeights(weights: pair),
          equals: Vector((0..<4).map { pair[$0, 1] - pair[$0, 0] }))
      }
    }
  }
}
