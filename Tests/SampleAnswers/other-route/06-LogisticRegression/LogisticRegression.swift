import Curriculum
import LinearAlgebra

// Another way to the same numbers: loops over samples and entries instead of products, everything
// derived from one function, log(1 + eᵐ), and an order that is shuffled further in every epoch.

/// An answer in plain loops.
public struct Answer: LogisticRegression {
  /// From the distances of a pixel to both ends of its range.
  public func preprocess(pixels: Matrix) throws -> Matrix {
    if pixels.rows == 0 || pixels.columns == 0 { throw InvalidInput("pixels is empty") }
    var rows: [[Double]] = []
    for i in 0..<pixels.rows {
      var row: [Double] = []
      for j in 0..<pixels.columns {
        let pixel = pixels[i, j]
        if !(0...255).contains(pixel) { throw InvalidInput("pixels has the entry \(pixel)") }
        row.append((pixel - (255 - pixel)) / 255)
      }
      rows.append(row + [1])
    }
    return Matrix(rows)
  }

  /// e to minus the loss of the other class.
  public func sigmoid(logits: Vector) throws -> Vector {
    try demand(logits, "logits")
    return Vector(logits.map { exp(-softplus(-$0)) })
  }

  /// The sigmoid of the scores, which are sums in a loop.
  public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
    try sigmoid(logits: scores(weights, inputs))
  }

  /// Counts scores by their sign, without a probability.
  public func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
    let scores = try scores(weights, inputs)
    try demand(labels, inputs.rows)
    var share = 0.0
    for i in 0..<inputs.rows {
      // ŷ ≥ ½ just where z ≥ 0.
      let isOne = scores[i] >= 0
      if isOne == (labels[i] == 1) { share += 1 }
    }
    return share / Double(inputs.rows)
  }

  /// A running mean, from the last sample to the first.
  public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
    try demand(logits, "logits")
    try demand(labels, logits.count)
    var mean = 0.0
    // The mean of the first i losses; backwards, for another order of summation.
    for (i, sample) in logits.indices.reversed().enumerated() {
      let sign = Double(1 - 2 * labels[sample])
      mean += (softplus(sign * logits[sample]) - mean) / Double(i + 1)
    }
    return mean
  }

  /// The loss and a penalty that grows weight by weight.
  public func objective(
    weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Double {
    try demand(lambda, "lambda")
    var penalty = 0.0
    for weight in weights { penalty += lambda * weight * weight }
    return try crossEntropy(logits: scores(weights, inputs), labels: labels) + penalty
  }

  /// The penalty's gradient, to which each sample adds its own.
  public func gradient(
    weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Vector {
    try demand(lambda, "lambda")
    let scores = try scores(weights, inputs)
    try demand(labels, inputs.rows)
    var gradient = (lambda + lambda) * weights
    for i in 0..<inputs.rows {
      // The probability of the other class, with the sign of the pull.
      let error =
        labels[i] == 1 ? -exp(-softplus(scores[i])) : exp(-softplus(-scores[i]))
      for j in 0..<inputs.columns {
        gradient[j] += error / Double(inputs.rows) * inputs[i, j]
      }
    }
    return gradient
  }

  /// Changes the weights one by one.
  public func trainingStep(
    weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Vector {
    try demand(learningRate, "learningRate")
    var next = weights
    let slope = try gradient(weights: weights, inputs: inputs, labels: labels, lambda: lambda)
    for j in next.indices { next[j] -= learningRate * slope[j] }
    return next
  }

  /// Shows one loss after the other to a watch that remembers all of them.
  public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
    try demand(validationLosses, "validationLosses")
    try demand(patience, "patience")
    var watch = Watch(patience: patience)
    for loss in validationLosses where !watch.isOver { watch.see(loss) }
    return StoppingPoint(validations: watch.losses.count, best: watch.best)
  }

  /// Trains on an order that every epoch shuffles further.
  public func train(
    on training: BinarySamples, validatingOn validation: BinarySamples,
    settings: LogisticTrainingSettings, using generator: inout SeededGenerator
  ) throws -> LogisticTrainingResult {
    for samples in [training, validation] {
      try demand(samples.inputs)
      try demand(samples.labels, samples.inputs.rows)
    }
    let features = training.inputs.columns
    if validation.inputs.columns != features {
      throw InvalidInput("the validation inputs have \(validation.inputs.columns) columns")
    }
    try demand(settings.learningRate, "learningRate")
    try demand(settings.lambda, "lambda")
    try demand(settings.batchSize, "batchSize")
    try demand(settings.epochs, "epochs")
    try demand(settings.stepsPerValidation, "stepsPerValidation")
    try demand(settings.patience, "patience")

    var order = Array(0..<training.labels.count)
    var watch = Watch(patience: settings.patience)
    var weights = Vector.zeros(features)
    var kept = weights
    var (steps, untilValidation) = (0, settings.stepsPerValidation)
    for epoch in 1...settings.epochs {
      if watch.isOver { break }
      order.shuffle(using: &generator)
      var rest = order[...]
      while !rest.isEmpty && !watch.isOver {
        let batch = rest.prefix(settings.batchSize)
        rest = rest.dropFirst(settings.batchSize)
        weights = try trainingStep(
          weights: weights, inputs: Matrix(rows: batch.map { training.inputs.row($0) }),
          labels: batch.map { training.labels[$0] }, learningRate: settings.learningRate,
          lambda: settings.lambda)
        steps += 1
        untilValidation -= 1
        if untilValidation == 0 || (rest.isEmpty && epoch == settings.epochs) {
          untilValidation = settings.stepsPerValidation
          let loss = try objective(
            weights: weights, inputs: validation.inputs, labels: validation.labels, lambda: 0)
          if watch.see(loss) { kept = weights }
        }
      }
    }
    return LogisticTrainingResult(
      weights: kept, validationLosses: Vector(watch.losses), bestValidation: watch.best,
      steps: steps)
  }
}

/// Looks on while validation losses come in.
private struct Watch {
  let patience: Int
  var losses: [Double] = []
  var best = 0
  var waited = 0

  init(patience: Int) { self.patience = patience }

  var isOver: Bool { waited >= patience }

  /// Takes note of a loss, and says whether it is a new best.
  @discardableResult
  mutating func see(_ loss: Double) -> Bool {
    let isBest = losses.allSatisfy { loss < $0 }
    waited = isBest ? 0 : waited + 1
    if isBest { best = losses.count }
    losses.append(loss)
    return isBest
  }
}

/// log(1 + eᵐ).
private func softplus(_ m: Double) -> Double {
  m > 0 ? m + softplus(-m) : log1p(exp(m))
}

private func scores(_ weights: Vector, _ inputs: Matrix) throws -> Vector {
  try demand(weights, "weights")
  try demand(inputs)
  if weights.count != inputs.columns { throw InvalidInput("weights has \(weights.count) entries") }
  var scores = Vector.zeros(inputs.rows)
  for i in 0..<inputs.rows {
    for j in (0..<inputs.columns).reversed() { scores[i] += weights[j] * inputs[i, j] }
  }
  return scores
}

private func demand(_ vector: Vector, _ name: String) throws {
  if vector.count == 0 { throw InvalidInput("\(name) is empty") }
  for entry in vector where !(entry - entry == 0) { throw InvalidInput("\(name) has \(entry)") }
}

private func demand(_ inputs: Matrix) throws {
  try demand(inputs.flattened(), "inputs")
}

private func demand(_ labels: [Int], _ count: Int) throws {
  if labels.count != count { throw InvalidInput("labels has \(labels.count) entries") }
  for label in labels where label * (label - 1) != 0 { throw InvalidInput("labels has \(label)") }
}

private func demand(_ number: Double, _ name: String) throws {
  if !(0..<Double.infinity).contains(number) { throw InvalidInput("\(name) is \(number)") }
}

private func demand(_ count: Int, _ name: String) throws {
  if count <= 0 { throw InvalidInput("\(name) is \(count)") }
}
