import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A batch of two classes, its weights and a penalty, given or drawn from the seed.
///
/// What it computes, it computes sample by sample, in plain loops.
struct LogisticProblem {
  var weights: Vector
  var inputs: Matrix
  var labels: [Int]
  var lambda = 0.0

  init(weights: Vector, inputs: Matrix, labels: [Int], lambda: Double = 0) {
    self.weights = weights
    self.inputs = inputs
    self.labels = labels
    self.lambda = lambda
  }

  /// Samples of one feature whose logits are given.
  init(logits: Vector, labels: [Int]) {
    let inputs = Matrix(rows: logits.count, columns: 1, elements: logits.elements)
    self.init(weights: [1], inputs: inputs, labels: labels)
  }

  /// Draws a problem with both classes, no weight near 0, and a last column of ones.
  ///
  /// - Parameter draw: Another number gives another problem of the same seed.
  init(draw: UInt64, samples: Int, features: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    var inputs = Matrix.uniform(rows: samples, columns: features, in: -2..<2, using: &generator)
    inputs.setColumn(features - 1, to: .ones(samples))
    let weights = Vector(
      (0..<features).map { _ in
        generator.uniform(in: 0.3..<1.5) * (generator.uniform() < 0.5 ? -1 : 1)
      })
    let labels = (0..<samples).map { $0 < 2 ? $0 : generator.uniform() < 0.5 ? 0 : 1 }
    self.init(
      weights: weights, inputs: inputs, labels: labels, lambda: generator.uniform(in: 0.1..<0.6))
  }

  /// Features in another unit: logits and objective stay, the gradient gets `unit` times as large.
  func inUnits(_ unit: Double) -> LogisticProblem {
    LogisticProblem(
      weights: weights / unit, inputs: unit * inputs, labels: labels, lambda: lambda * unit * unit)
  }

  /// "9 samples, 4 weights, λ = 0.3".
  var name: String { "\(labels.count) samples, \(weights.count) weights, λ = \(lambda)" }

  var count: Double { Double(labels.count) }

  /// The last weight, which is the bias where the last column of the inputs is all ones.
  var bias: Double { weights[weights.count - 1] }

  var squaredWeights: Double { weights.reduce(0) { $0 + $1 * $1 } }

  /// zᵢ = wᵀxᵢ.
  func logit(_ sample: Int) -> Double {
    var logit = 0.0
    for j in 0..<inputs.columns { logit += weights[j] * inputs[sample, j] }
    return logit
  }

  var logits: Vector { Vector(labels.indices.map { logit($0) }) }

  var probabilities: [Double] { labels.indices.map { Logistic.probability(logit($0)) } }

  /// The mean of a function of a sample's logit and label.
  func mean(_ loss: (Double, Int) -> Double) -> Double {
    var sum = 0.0
    for i in labels.indices { sum += loss(logit(i), labels[i]) }
    return sum / count
  }

  /// The fraction of the samples for which the prediction is the label.
  func accuracy(_ predict: (Double) -> Int) -> Double { mean { predict($0) == $1 ? 1 : 0 } }

  /// The samples alone, for a training.
  var samples: BinarySamples { BinarySamples(inputs: inputs, labels: labels) }
}

/// A batch whose probabilities of class 1 are drawn, and with them what each sample pulls with. The inputs
/// are moved along the weights until they lead there.
struct DrawnBatch {
  private(set) var problem: LogisticProblem
  private var chances: [Double]
  private var unit = 1.0

  init(draw: UInt64, samples: Int, features: Int, lambda: Double? = nil) {
    problem = LogisticProblem(draw: draw, samples: samples, features: features)
    // Logits of about 1, however many features there are.
    problem.weights /= Double(features).squareRoot()
    if let lambda { problem.lambda = lambda }
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 500 &+ draw)
    chances = (0..<samples).map { _ in generator.uniform(in: 0.1..<0.9) }
    for (i, chance) in chances.enumerated() {
      let missing = log(chance / (1 - chance)) - problem.logit(i)
      let row = problem.inputs.row(i) + missing / problem.squaredWeights * problem.weights
      problem.inputs.setRow(i, to: row)
    }
  }

  /// Batches of all the shapes n × d, each with another λ; then weights or inputs of all patterns.
  static var sweep: [DrawnBatch] {
    Sweep.shapes.enumerated().map { number, shape in
      DrawnBatch(
        draw: 100 + UInt64(number), samples: shape.0, features: shape.1,
        lambda: Sweep.settings[number % Sweep.settings.count])
    } + patterns
  }

  /// Each pattern has samples of its own, so that no two calls have the same inputs.
  private static var patterns: [DrawnBatch] {
    NumberPattern.allCases.enumerated().flatMap { number, pattern in
      var changed = [0, 1].map {
        DrawnBatch(draw: 120 + 2 * UInt64(number) + $0, samples: 7, features: 3)
      }
      changed[0].problem.weights = pattern.vector(changed[0].problem.weights)
      changed[1].problem.inputs = pattern.matrix(changed[1].problem.inputs)
      for k in changed.indices { changed[k].chances = changed[k].problem.probabilities }
      return changed
    }
  }

  /// The same batch with features in all units.
  var inAllUnits: [DrawnBatch] {
    Sweep.magnitudes.map { unit in
      var batch = self
      (batch.problem, batch.unit) = (problem.inUnits(unit), unit)
      return batch
    }
  }

  var name: String { "\(problem.name), inputs near \(unit)" }

  /// What the samples pull with, added up with a factor, and a multiple of the weights.
  func pull(
    factor: Double? = nil, decay: Double,
    _ strength: (_ chance: Double, _ label: Double) -> Double = Self.right
  ) -> Vector {
    var pull = decay * problem.weights
    for (i, chance) in chances.enumerated() {
      let share = strength(chance, Double(problem.labels[i])) * (factor ?? 1 / problem.count)
      for j in pull.indices { pull[j] += share * problem.inputs[i, j] }
    }
    return pull
  }

  private static let right = { @Sendable (chance: Double, label: Double) in chance - label }

  /// 2λ.
  var decay: Double { 2 * problem.lambda }

  /// The right pull, but that the last weight has no penalty.
  var pullWithFreeBias: Vector {
    var pull = pull(decay: decay)
    pull[pull.count - 1] -= decay * problem.bias
    return pull
  }
}

/// The textbook's functions of one logit, for logits that are neither large nor small.
enum Logistic {
  static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// −log of the probability of the label's class.
  static func loss(_ logit: Double, _ label: Int) -> Double {
    log(1 + exp(label == 1 ? -logit : logit))
  }
}

/// The sentences of the mistakes that several tests foresee.
enum LogisticMistake {
  static let classes = "these are the predicted classes: the probabilities are asked for"
  static let sumLoss = "the loss is a mean over the samples, not a sum"
  static let swappedLoss = "the labels are swapped: a sample of class 1 has the loss −log ŷ"
  static let halfTheLoss =
    "both terms belong to the loss: the samples of class 0 have −log(1 − ŷ)"
  static let sigmoidTwice =
    "the arguments are logits already: the sigmoid is applied to them once, not twice"
  static let squaredLoss = "this is the mean squared error, not the cross-entropy"
  static let sign = "the sign is wrong: this points downhill, and a gradient points uphill"
  static let sumGradient = "the gradient is a mean over the samples, not a sum"
  static let noFactor = "the penalty λ‖w‖² has no ½: its part of the gradient is twice as large"
  static let noPenalty = "the penalty is in the objective, but not in the gradient"
  static let penaltyMean = "the penalty is not divided by the number of samples"
  static let freeBias = "the bias is penalised like every other weight"
  static let penaltySubtracted = "the penalty is added, not subtracted"
  static let squaredError =
    "there is no factor ŷ(1 − ŷ): with the cross-entropy it cancels"
  static let rounded = "the error takes the probability ŷ, not the predicted class"
  static let logitError = "the error takes the probability ŷ = σ(z), not the logit"
  static let averagedOverEntries = "the sum is divided by n alone, not by n · d"

  static func notANumber(_ argument: String) -> String {
    "NaN gets past the check of \(argument), because NaN is neither too small nor too large"
  }
}
