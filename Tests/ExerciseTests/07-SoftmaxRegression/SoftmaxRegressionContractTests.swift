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
      let five = SoftmaxRegressionProblem.five
      for label in [4, -1, 40] {
        try expectRefused("labels", "\(label)", Mistake.labelUnchecked, five) {
          $0.labels[3] = label
        }
        try expectInvalidInput(naming: "labels", value: "\(label)", mistake: Mistake.labelUnchecked)
        {
          try softmax.oneHot(labels: [3, label, 0], classes: 4)
        }
      }
      for labels in [[3, 2, 0, 1], [3, 2, 0, 1, 3, 0]] {
        try expectRefused("labels", "\(labels.count)", Mistake.cut, five) { $0.labels = labels }
      }
      try expectRefused("weights", "2", Mistake.cut, five) {
        $0.weights = five.weights[rows: 0..<2]
      }
      try expectRefused("weights", "4", Mistake.cut, five) {
        $0.weights = Matrix(rows: (0..<4).map { five.weights.row($0 % 3) })
      }
      for number in [Double.nan, .infinity, -.infinity] {
        let mistake = number.isNaN ? Mistake.notANumber : nil
        for (row, column) in [(1, 2), (0, 0), (2, 3)] {
          try expectRefused("weights", "\(number)", mistake, five) {
            $0.weights[row, column] = number
          }
        }
        for (row, column) in [(4, 0), (0, 0), (4, 2)] {
          try expectRefused("inputs", "\(number)", mistake, five) {
            $0.inputs[row, column] = number
          }
        }
        for (row, column) in [(2, 1), (0, 0), (4, 3)] {
          var logits = five.logits
          logits[row, column] = number
          try expectInvalidInput(naming: "logits", value: "\(number)", mistake: mistake) {
            try softmax.crossEntropy(logits: logits, labels: five.labels)
          }
        }
        for bad: Matrix in [[[number, 1], [2, 3]], [[1, 2], [3, number]]] {
          try expectInvalidInput(naming: "weights", value: "\(number)", mistake: mistake) {
            try softmax.squaredNorm(weights: bad)
          }
          try expectInvalidInput(naming: "weights", value: "\(number)", mistake: mistake) {
            try softmax.logisticWeights(weights: bad)
          }
        }
      }
      for number in [-0.5, -1e-12, .nan, .infinity, -.infinity] {
        let mistake = number.isNaN ? Mistake.notANumber : nil
        try expectRefused("lambda", "\(number)", mistake, five, only: [1, 2, 4, 5, 6]) {
          $0.lambda = number
        }
        for step in [4, 5, 6] {
          try expectInvalidInput(naming: "learningRate", value: "\(number)", mistake: mistake) {
            try calls[step](five, Settings(rate: number))
          }
        }
      }
      for sample in [5, -1] {
        try expectInvalidInput(naming: "order", value: "\(sample)") {
          try calls[5](five, Settings(order: [0, sample, 2]))
        }
      }
      for classes in [0, -2] {
        try expectInvalidInput(naming: "classes", value: "\(classes)") {
          try softmax.oneHot(labels: [0], classes: classes)
        }
        try expectInvalidInput(naming: "classes", value: "\(classes)") {
          try softmax.initialLoss(classes: classes)
        }
        try expectInvalidInput(naming: "classes", value: "\(classes)") {
          try calls[6](five, Settings(classes: classes))
        }
      }
      try expectInvalidInput(naming: "batchSize", value: "0") {
        try calls[6](five, Settings(batchSize: 0))
      }
      try expectInvalidInput(naming: "epochs", value: "-1") {
        try calls[6](five, Settings(epochs: -1))
      }
      try expectInvalidInput(naming: "weights", value: "3") {
        try softmax.logisticWeights(weights: [[1, 2, 3]])
      }
      try expectInvalidInput(naming: "labels") { try softmax.oneHot(labels: [], classes: 3) }
      try expectInvalidInput(naming: "weights") { try softmax.squaredNorm(weights: .zeros(0, 3)) }
      try expectNothingRefused()
      // A refused call leaves nothing behind, and what is unusual is no mistake.
      let one = SoftmaxRegressionProblem(weights: [[0.3]], inputs: [[-7]], labels: [0], lambda: 0)
      for (number, call) in calls.enumerated() {
        for (problem, settings) in [
          (five, Settings()), (one, Settings()),
          (one, Settings(rate: 0, order: [], epochs: 0, batchSize: 1)),
          (five, Settings(rate: 25, order: [4, 4], classes: 300, batchSize: 1000)),
        ] {
          #expect(throws: Never.self, "call \(number) after refused ones") {
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
    private func expectNothingRefused() throws {
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
          (10, 2.302585092994046), (4, 1.3862943611198906), (1, 0), (1000, 6.907755278982137),
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
        if isRight {
          try expect(
            softmax.logisticWeights(weights: weights), equals: one - zero,
            mistakes: [zero - one: Mistake.swappedClasses, one: Mistake.oneColumn])
        }

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

    /// What a call needs besides a problem.
    private struct Settings {
      var rate = 0.1
      var order = [0]
      var classes: Int?
      var epochs = 1
      var batchSize = 2
    }

    /// All functions that take a problem, by number.
    private var calls: [(SoftmaxRegressionProblem, Settings) throws -> Void] {
      [
        { p, _ in _ = try softmax.probabilities(weights: p.weights, inputs: p.inputs) },
        { p, _ in
          _ = try softmax.objective(
            weights: p.weights, inputs: p.inputs, labels: p.labels, lambda: p.lambda)
        },
        { p, _ in
          _ = try softmax.gradient(
            weights: p.weights, inputs: p.inputs, labels: p.labels, lambda: p.lambda)
        },
        { p, _ in
          _ = try softmax.accuracy(weights: p.weights, inputs: p.inputs, labels: p.labels)
        },
        { p, settings in
          _ = try softmax.trainingStep(
            weights: p.weights, inputs: p.inputs, labels: p.labels, learningRate: settings.rate,
            lambda: p.lambda)
        },
        { p, settings in
          _ = try softmax.stochasticSteps(
            weights: p.weights, inputs: p.inputs, labels: p.labels, order: settings.order,
            learningRate: settings.rate, lambda: p.lambda)
        },
        { p, settings in
          var generator = SeededGenerator(seed: 1)
          _ = try softmax.train(
            inputs: p.inputs, labels: p.labels, classes: settings.classes ?? p.classes,
            epochs: settings.epochs, batchSize: settings.batchSize, learningRate: settings.rate,
            lambda: p.lambda, using: &generator)
        },
      ]
    }

    /// Expects that every function which takes the argument refuses a problem that a change has spoilt.
    private func expectRefused(
      _ argument: String, _ value: String, _ mistake: String?, _ problem: SoftmaxRegressionProblem,
      only numbers: [Int]? = nil, sourceLocation: SourceLocation = #_sourceLocation,
      spoiltBy change: (inout SoftmaxRegressionProblem) -> Void
    ) throws {
      let taking = ["weights": [0, 1, 2, 3, 4, 5], "labels": [1, 2, 3, 4, 5, 6]]
      var spoilt = problem
      change(&spoilt)
      for number in numbers ?? taking[argument] ?? Array(0..<7) {
        try expectInvalidInput(
          naming: argument, value: value, mistake: mistake, sourceLocation: sourceLocation
        ) {
          try calls[number](spoilt, Settings())
        }
      }
    }
  }
}
