import Curriculum
import LinearAlgebra

// Another way to the same numbers: one sample at a time, one number at a time, in log-space. There
// is no one-hot matrix and no matrix product. A probability is exp of the log-probability, and the
// order of an epoch comes from sorting the samples by random keys.

/// An answer in plain loops.
public struct Answer: SoftmaxRegression {
  /// Asks at every place whether it is the label's.
  public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
    try demand(classes > 0, "classes", classes)
    try demandLabels(labels, classes)
    return Matrix(rows: labels.count, columns: classes) { $1 == labels[$0] ? 1 : 0 }
  }

  /// e to the log-probabilities, sample by sample.
  public func probabilities(weights: Matrix, inputs: Matrix) throws -> Matrix {
    try demandNumbers(weights, "weights")
    try demandNumbers(inputs, "inputs")
    try demand(weights.rows == inputs.columns, "weights", weights.rows)
    return Matrix(
      rows: (0..<inputs.rows).map { sample in
        let logits = scores(weights, inputs.row(sample))
        return Vector(logits.indices.map { exp(-surprise(logits, $0)) })
      })
  }

  /// A mean whose terms are divided before they are added.
  public func crossEntropy(logits: Matrix, labels: [Int]) throws -> Double {
    try demandNumbers(logits, "logits")
    try demandLabels(labels, logits.columns)
    try demand(labels.count == logits.rows, "labels", labels.count)
    var mean = 0.0
    for (sample, label) in labels.enumerated() {
      mean += surprise(logits.row(sample).elements, label) / Double(labels.count)
    }
    return mean
  }

  /// The sum of squares, weight by weight.
  public func squaredNorm(weights: Matrix) throws -> Double {
    try demandNumbers(weights, "weights")
    return square(weights)
  }

  /// Half of what one pass over the samples notes.
  public func objective(
    weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Double {
    try demandProblem(weights, inputs, labels, lambda)
    return notes(weights, inputs, labels, lambda).objective
  }

  /// The slope over all samples in their order.
  public func gradient(
    weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Matrix {
    try demandProblem(weights, inputs, labels, lambda)
    return slope(weights, inputs, labels, Array(labels.indices), lambda)
  }

  /// The other half of what the pass notes.
  public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    try demandProblem(weights, inputs, labels, 0)
    return notes(weights, inputs, labels, 0).accuracy
  }

  /// One step along the slope over all samples.
  public func trainingStep(
    weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Matrix {
    try demandProblem(weights, inputs, labels, lambda)
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    return weights - slope(weights, inputs, labels, Array(labels.indices), lambda) * learningRate
  }

  /// Takes the first sample's step, and leaves the rest to itself.
  public func stochasticSteps(
    weights: Matrix, inputs: Matrix, labels: [Int], order: [Int], learningRate: Double,
    lambda: Double
  ) throws -> Matrix {
    try demandProblem(weights, inputs, labels, lambda)
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    for sample in order { try demand(sample >= 0 && sample < labels.count, "order", sample) }
    guard let first = order.first else { return weights }
    let next = weights - slope(weights, inputs, labels, [first], lambda) * learningRate
    return try stochasticSteps(
      weights: next, inputs: inputs, labels: labels, order: Array(order.dropFirst()),
      learningRate: learningRate, lambda: lambda)
  }

  /// Each epoch's order comes from sorting the samples by random keys.
  public func train(
    inputs: Matrix, labels: [Int], classes: Int, epochs: Int, batchSize: Int,
    learningRate: Double, lambda: Double, using generator: inout SeededGenerator
  ) throws -> SoftmaxTraining {
    try demand(classes > 0, "classes", classes)
    try demandProblem(Matrix.zeros(inputs.columns, classes), inputs, labels, lambda, "inputs")
    try demand(learningRate >= 0 && learningRate < .infinity, "learningRate", learningRate)
    try demand(epochs >= 0, "epochs", epochs)
    try demand(batchSize > 0, "batchSize", batchSize)
    var weights = Matrix.zeros(inputs.columns, classes)
    var history = [notes(weights, inputs, labels, lambda)]
    for _ in 0..<epochs {
      let keys = labels.map { _ in generator.next() }
      let order = labels.indices.sorted { keys[$0] < keys[$1] }
      var batch: [Int] = []
      for (place, sample) in order.enumerated() {
        batch.append(sample)
        if batch.count == batchSize || place == order.count - 1 {
          weights -= slope(weights, inputs, labels, batch, lambda) * learningRate
          batch = []
        }
      }
      history.append(notes(weights, inputs, labels, lambda))
    }
    return SoftmaxTraining(
      weights: weights, objectives: Vector(history.map(\.objective)),
      accuracies: Vector(history.map(\.accuracy)))
  }

  /// The loss of one sample whose logits are 0.
  public func initialLoss(classes: Int) throws -> Double {
    try demand(classes > 0, "classes", classes)
    return try crossEntropy(logits: Matrix.zeros(1, classes), labels: [0])
  }

  /// The difference of the two columns.
  public func logisticWeights(weights: Matrix) throws -> Vector {
    try demandNumbers(weights, "weights")
    try demand(weights.columns == 2, "weights", weights.columns)
    return Vector((0..<weights.rows).map { weights[$0, 1] - weights[$0, 0] })
  }

  /// Looks the quantity up in a table.
  public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
    [.squaredNorm: .falls, .trainingLoss: .rises][quantity] ?? .either
  }

  /// wₖᵀx for every class.
  private func scores(_ weights: Matrix, _ x: Vector) -> [Double] {
    (0..<weights.columns).map { k in
      var score = 0.0
      for j in x.indices { score += x[j] * weights[j, k] }
      return score
    }
  }

  /// −log of the probability of a class: log(1 + Σ exp(zⱼ − z)) over the other classes j.
  ///
  /// Where another logit is the largest, it is taken out of the sum, so that nothing overflows.
  private func surprise(_ logits: [Double], _ label: Int) -> Double {
    var top = 0
    for k in logits.indices where logits[k] > logits[top] { top = k }
    var rest = 0.0
    for k in logits.indices where k != top { rest += exp(logits[k] - logits[top]) }
    return logits[top] - logits[label] + log1p(rest)
  }

  private func square(_ weights: Matrix) -> Double {
    var total = 0.0
    for j in 0..<weights.rows {
      for k in 0..<weights.columns { total += weights[j, k] * weights[j, k] }
    }
    return total
  }

  private func notes(
    _ weights: Matrix, _ inputs: Matrix, _ labels: [Int], _ lambda: Double
  ) -> (objective: Double, accuracy: Double) {
    var (loss, hits) = (0.0, 0)
    for (sample, label) in labels.enumerated() {
      let logits = scores(weights, inputs.row(sample))
      loss += surprise(logits, label)
      if logits.firstIndex(of: logits.reduce(-.infinity, max)) == label { hits += 1 }
    }
    let n = Double(labels.count)
    return (loss / n + lambda * square(weights), Double(hits) / n)
  }

  private func slope(
    _ weights: Matrix, _ inputs: Matrix, _ labels: [Int], _ batch: [Int], _ lambda: Double
  ) -> Matrix {
    var slope = weights * (2 * lambda)
    for sample in batch {
      let x = inputs.row(sample)
      let logits = scores(weights, x)
      for k in logits.indices {
        let error = exp(-surprise(logits, k)) - (k == labels[sample] ? 1 : 0)
        for j in x.indices { slope[j, k] += error * x[j] / Double(batch.count) }
      }
    }
    return slope
  }

  private func demandProblem(
    _ weights: Matrix, _ inputs: Matrix, _ labels: [Int], _ lambda: Double,
    _ shapeName: String = "weights"
  ) throws {
    try demandNumbers(inputs, "inputs")
    try demandNumbers(weights, "weights")
    try demand(weights.rows == inputs.columns, shapeName, weights.rows)
    try demandLabels(labels, weights.columns)
    try demand(labels.count == inputs.rows, "labels", labels.count)
    try demand(lambda >= 0 && lambda < .infinity, "lambda", lambda)
  }

  private func demandLabels(_ labels: [Int], _ classes: Int) throws {
    try demand(!labels.isEmpty, "labels", "empty")
    for label in labels { try demand((0..<classes).contains(label), "labels", label) }
  }

  private func demandNumbers(_ matrix: Matrix, _ name: String) throws {
    try demand(!matrix.elements.isEmpty, name, "empty")
    for number in matrix.elements { try demand(number.isFinite, name, number) }
  }

  private func demand(_ isGood: Bool, _ name: String, _ value: some Any) throws {
    if !isGood { throw InvalidInput("\(name) can't be used: \(value)") }
  }
}
