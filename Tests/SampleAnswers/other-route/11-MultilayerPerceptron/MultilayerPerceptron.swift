import Curriculum
import LinearAlgebra

// Another way to the same numbers: sample by sample, unit by unit, in plain arrays. A gradient is the
// mean of the gradients of single samples. An order is found by sorting random keys.

/// An answer without a single product of matrices.
public struct Answer: MultilayerPerceptron {
  /// Draws weight by weight.
  public func initialParameters(
    layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
  ) throws -> NetworkParameters {
    try demand(layerSizes.count > 1, "layerSizes has too few entries: \(layerSizes)")
    for size in layerSizes { try demand(size > 0, "layerSizes has the entry \(size)") }
    var result = NetworkParameters(weights: [], biases: [])
    for l in 1..<layerSizes.count {
      let (inputs, outputs) = (Double(layerSizes[l - 1]), Double(layerSizes[l]))
      var weights = Matrix.zeros(layerSizes[l], layerSizes[l - 1])
      for k in 0..<weights.columns {
        for j in 0..<weights.rows {
          let z = scheme == .glorotUniform ? generator.uniform() : generator.normal()
          weights[j, k] =
            switch scheme {
            case .zero: 0
            case .smallNormal: z / 100
            case .glorotNormal: z * sqrt(2 / (inputs + outputs))
            case .glorotUniform: (2 * z - 1) * sqrt(6 / (inputs + outputs))
            case .heNormal: z * sqrt(2 / inputs)
            case .shiftedNormal: (1 + z) / 10
            }
        }
      }
      result.weights.append(weights)
      result.biases.append(Vector(repeating: 0, count: layerSizes[l]))
    }
    return result
  }

  /// The function of each number, by its own formula.
  public func activate(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix {
    try demandRows(preActivations, "preActivations")
    return preActivations.map { value(activation, $0) }
  }

  /// The slope at each number, by its own formula.
  public func activationDerivative(
    preActivations: Matrix, activation: HiddenActivation
  ) throws -> Matrix {
    try demandRows(preActivations, "preActivations")
    return preActivations.map { slope(activation, $0) }
  }

  /// Sums for each sample, unit by unit.
  public func linear(inputs: Matrix, weights: Matrix, biases: Vector) throws -> Matrix {
    try demandRows(inputs, "inputs")
    try demandFinite(weights.elements, "weights")
    try demandFinite(biases.elements, "biases")
    try demand(
      inputs.columns == weights.columns,
      "inputs has \(inputs.columns) columns, weights has \(weights.columns)")
    try demand(
      biases.count == weights.rows, "biases has \(biases.count) entries, not \(weights.rows)")
    return Matrix(
      rows: rows(inputs).map { Vector(sums($0, weights, biases)) })
  }

  /// Adds what each single product contributes.
  public func linearGradients(
    upstream: Matrix, inputs: Matrix, weights: Matrix
  ) throws -> LayerGradients {
    _ = try linear(inputs: inputs, weights: weights, biases: .zeros(weights.rows))
    try demandFinite(upstream.elements, "upstream")
    try demand(
      upstream.rows == inputs.rows && upstream.columns == weights.rows,
      "upstream is \(upstream.rows) × \(upstream.columns)")
    var result = LayerGradients(
      weights: .zeros(weights.rows, weights.columns), biases: .zeros(weights.rows),
      inputs: .zeros(inputs.rows, inputs.columns))
    for i in 0..<inputs.rows {
      for j in 0..<weights.rows {
        result.biases[j] += upstream[i, j]
        for k in 0..<weights.columns {
          result.weights[j, k] += upstream[i, j] * inputs[i, k]
          result.inputs[i, k] += upstream[i, j] * weights[j, k]
        }
      }
    }
    return result
  }

  /// Walks through the network with one sample at a time.
  public func forward(
    inputs: Matrix, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> ForwardPass {
    try demandNetwork(parameters, inputs)
    let walks = rows(inputs).map { walk($0, parameters, activation) }
    let layers = parameters.weights.indices
    return ForwardPass(
      preActivations: layers.map { l in Matrix(walks.map { $0.z[l] }) },
      activations: layers.map { l in Matrix(walks.map { $0.a[l] }) })
  }

  /// The mean of the samples' losses, each without its largest term.
  public func cost(logits: Matrix, labels: [Int]) throws -> Double {
    try demandRows(logits, "logits")
    try demandLabels(labels, logits.rows, logits.columns)
    let losses = labels.indices.map { loss(logits.row($0).elements, labels[$0]) }
    return losses.reduce(0) { $0 + $1 / Double(losses.count) }
  }

  /// The mean loss, and a penalty that grows weight by weight.
  public func objective(
    inputs: Matrix, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> Double {
    try demandAmount(lambda, "lambda")
    let pass = try forward(inputs: inputs, parameters: parameters, activation: activation)
    var result = try cost(
      logits: pass.preActivations[pass.preActivations.count - 1], labels: labels)
    for weights in parameters.weights {
      for weight in weights.elements { result += 0.5 * lambda * weight * weight }
    }
    return result
  }

  /// Walks back with one sample at a time, and takes the mean.
  public func backward(
    pass: ForwardPass, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> NetworkParameters {
    try demandParameters(parameters)
    try demandAmount(lambda, "lambda")
    let layers = parameters.weights.indices
    try demandLabels(labels, labels.count, parameters.weights[layers.count - 1].rows)
    try demand(
      pass.activations.count == layers.count && pass.preActivations.count == layers.count,
      "pass has \(pass.activations.count) activations, \(pass.preActivations.count) preActivations")
    for l in layers {
      let (a, z, w) = (pass.activations[l], pass.preActivations[l], parameters.weights[l])
      try demand(
        a.shape == (labels.count, w.columns) && z.shape == (labels.count, w.rows),
        "pass does not fit in layer \(l): \(a.shape) and \(z.shape)")
    }
    var result = zeros(like: parameters)
    for i in labels.indices {
      let walk = Walk(
        z: pass.preActivations.map { $0.row(i).elements },
        a: pass.activations.map { $0.row(i).elements })
      add(walk, labels[i], parameters, activation, share: 1 / Double(labels.count), to: &result)
    }
    addDecay(lambda, parameters, to: &result)
    return result
  }

  /// Takes a step, after both shapes have been compared.
  public func updated(
    parameters: NetworkParameters, gradients: NetworkParameters, learningRate: Double
  ) throws -> NetworkParameters {
    try demandParameters(parameters)
    try demandAmount(learningRate, "learningRate")
    try demand(
      gradients.weights.map { [$0.rows, $0.columns] }
        == parameters.weights.map { [$0.rows, $0.columns] }
        && gradients.biases.map(\.count) == parameters.biases.map(\.count),
      "gradients has other shapes than the parameters")
    for block in gradients.weights { try demandFinite(block.elements, "gradients") }
    for block in gradients.biases { try demandFinite(block.elements, "gradients") }
    return stepped(parameters, gradients, learningRate)
  }

  /// Measures all samples, one at a time.
  public func predict(
    samples: LabelledSamples, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> NetworkPrediction {
    try demandNetwork(parameters, samples.inputs)
    try demandLabels(
      samples.labels, samples.inputs.rows, parameters.weights[parameters.weights.count - 1].rows)
    return measured(samples, parameters, activation)
  }

  /// Sorts the samples by random keys, and lets the batches grow row by row.
  public func randomMiniBatches(
    samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [LabelledSamples] {
    try demandRows(samples.inputs, "inputs")
    try demandLabels(samples.labels, samples.inputs.rows, Int.max)
    try demandAtLeast(1, batchSize, "batchSize")
    var result: [LabelledSamples] = []
    for (place, i) in shuffled(samples.labels.count, &generator).enumerated() {
      let row = Matrix(rows: [samples.inputs.row(i)])
      if place % batchSize == 0 {
        result.append(LabelledSamples(inputs: row, labels: [samples.labels[i]]))
      } else {
        let last = result.count - 1
        result[last].inputs = Matrix(
          rows: rows(result[last].inputs).map { Vector($0) } + [row.row(0)])
        result[last].labels.append(samples.labels[i])
      }
    }
    return result
  }

  /// Takes a step for each batch, and measures both sets as often as asked.
  public func train(
    parameters: NetworkParameters, training: LabelledSamples, validation: LabelledSamples,
    activation: HiddenActivation, settings: NetworkTrainingSettings,
    using generator: inout SeededGenerator
  ) throws -> NetworkTraining {
    try demandAmount(settings.learningRate, "learningRate")
    try demandAmount(settings.lambda, "lambda")
    try demandAtLeast(1, settings.batchSize, "batchSize")
    try demandAtLeast(0, settings.epochs, "epochs")
    try demandAtLeast(1, settings.recordInterval, "recordInterval")
    for samples in [training, validation] {
      _ = try predict(samples: samples, parameters: parameters, activation: activation)
    }
    var run = NetworkTraining(parameters: parameters, history: [])
    func record(_ iteration: Int) {
      let (one, two) = (
        measured(training, run.parameters, activation),
        measured(validation, run.parameters, activation)
      )
      run.history.append(
        NetworkTrainingRecord(
          iteration: iteration, cost: one.cost, accuracy: one.accuracy, validationCost: two.cost,
          validationAccuracy: two.accuracy))
    }
    record(0)
    let n = training.labels.count
    let perEpoch = (n + settings.batchSize - 1) / settings.batchSize
    var queue: [Int] = []
    for iteration in 0..<perEpoch * settings.epochs {
      if iteration % perEpoch == 0 { queue = shuffled(n, &generator) }
      let batch = Array(queue.suffix(settings.batchSize))
      queue.removeLast(batch.count)
      var gradients = zeros(like: run.parameters)
      for i in batch {
        add(
          walk(training.inputs.row(i).elements, run.parameters, activation), training.labels[i],
          run.parameters, activation, share: 1 / Double(batch.count), to: &gradients)
      }
      addDecay(settings.lambda, run.parameters, to: &gradients)
      run.parameters = stepped(run.parameters, gradients, settings.learningRate)
      if (iteration + 1).isMultiple(of: settings.recordInterval) { record(iteration + 1) }
    }
    return run
  }

  /// What f(0) says about the first step.
  public func blocksThatLearn(fromZeroWith activation: HiddenActivation) throws -> [NetworkBlock] {
    value(activation, 0) == 0 ? [.outputBiases] : [.outputBiases, .outputWeights]
  }

  // MARK: One sample

  /// What one sample meets on its way: the inputs of the layers and their outputs before f.
  private struct Walk {
    var z: [[Double]] = []
    var a: [[Double]] = []
  }

  private func value(_ activation: HiddenActivation, _ z: Double) -> Double {
    switch activation {
    case .sigmoid: z < 0 ? exp(z) / (1 + exp(z)) : 1 / (1 + exp(-z))
    case .relu: max(z, 0)
    case .tanh: 2 * value(.sigmoid, 2 * z) - 1
    }
  }

  private func slope(_ activation: HiddenActivation, _ z: Double) -> Double {
    switch activation {
    case .sigmoid: value(.sigmoid, z) * (1 - value(.sigmoid, z))
    case .relu: z > 0 ? 1 : 0
    case .tanh: 4 * slope(.sigmoid, 2 * z)
    }
  }

  private func rows(_ matrix: Matrix) -> [[Double]] {
    (0..<matrix.rows).map { matrix.row($0).elements }
  }

  private func sums(_ inputs: [Double], _ weights: Matrix, _ biases: Vector) -> [Double] {
    (0..<weights.rows).map { j in
      var sum = 0.0
      for k in inputs.indices { sum += inputs[k] * weights[j, k] }
      return sum + biases[j]
    }
  }

  private func walk(
    _ inputs: [Double], _ parameters: NetworkParameters, _ activation: HiddenActivation
  ) -> Walk {
    var walk = Walk()
    var next = inputs
    for (weights, biases) in zip(parameters.weights, parameters.biases) {
      walk.a.append(next)
      walk.z.append(sums(next, weights, biases))
      next = walk.z[walk.z.count - 1].map { value(activation, $0) }
    }
    return walk
  }

  /// The first place of the largest number.
  private func best(_ z: [Double]) -> Int {
    z.indices.reduce(0) { z[$1] > z[$0] ? $1 : $0 }
  }

  /// log Σ exp(zⱼ − z[label]) with the largest term set aside.
  private func loss(_ z: [Double], _ label: Int) -> Double {
    let top = best(z)
    var rest = 0.0
    for k in z.indices where k != top { rest += exp(z[k] - z[top]) }
    return z[top] - z[label] + log1p(rest)
  }

  private func probabilities(_ z: [Double]) -> [Double] {
    z.indices.map { exp(-loss(z, $0)) }
  }

  /// Adds a share of one sample's gradient.
  private func add(
    _ walk: Walk, _ label: Int, _ parameters: NetworkParameters, _ activation: HiddenActivation,
    share: Double, to result: inout NetworkParameters
  ) {
    var l = walk.z.count - 1
    var g = probabilities(walk.z[l])
    g[label] -= 1
    while true {
      for j in g.indices {
        result.biases[l][j] += share * g[j]
        for k in walk.a[l].indices { result.weights[l][j, k] += share * g[j] * walk.a[l][k] }
      }
      if l == 0 { return }
      g = walk.a[l].indices.map { k in
        var sum = 0.0
        for j in g.indices { sum += g[j] * parameters.weights[l][j, k] }
        return sum * slope(activation, walk.z[l - 1][k])
      }
      l -= 1
    }
  }

  private func addDecay(
    _ lambda: Double, _ parameters: NetworkParameters, to result: inout NetworkParameters
  ) {
    for l in parameters.weights.indices {
      result.weights[l] += lambda * parameters.weights[l]
    }
  }

  private func zeros(like parameters: NetworkParameters) -> NetworkParameters {
    NetworkParameters(
      weights: parameters.weights.map { .zeros($0.rows, $0.columns) },
      biases: parameters.biases.map { .zeros($0.count) })
  }

  private func stepped(
    _ parameters: NetworkParameters, _ gradients: NetworkParameters, _ rate: Double
  ) -> NetworkParameters {
    NetworkParameters(
      weights: zip(parameters.weights, gradients.weights).map { $0 - rate * $1 },
      biases: zip(parameters.biases, gradients.biases).map { $0 - rate * $1 })
  }

  private func measured(
    _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
  ) -> NetworkPrediction {
    let logits = rows(samples.inputs).compactMap { walk($0, parameters, activation).z.last }
    let n = Double(logits.count)
    var result = NetworkPrediction(
      probabilities: Matrix(logits.map(probabilities)), accuracy: 0, cost: 0)
    for (z, label) in zip(logits, samples.labels) {
      result.cost += loss(z, label) / n
      if best(z) == label { result.accuracy += 1 / n }
    }
    return result
  }

  private func shuffled(_ n: Int, _ generator: inout SeededGenerator) -> [Int] {
    let keys = (0..<n).map { _ in generator.next() }
    return (0..<n).sorted { keys[$0] < keys[$1] }
  }

  // MARK: Bad input

  private func demand(_ holds: Bool, _ sentence: String) throws {
    if !holds { throw InvalidInput(sentence) }
  }

  private func demandFinite(_ numbers: [Double], _ name: String) throws {
    for number in numbers {
      try demand(number.isFinite, "\(name) has the entry \(number)")
    }
  }

  private func demandRows(_ matrix: Matrix, _ name: String) throws {
    try demand(matrix.rows > 0, "\(name) has no row")
    try demandFinite(matrix.elements, name)
  }

  private func demandLabels(_ labels: [Int], _ n: Int, _ classes: Int) throws {
    try demand(!labels.isEmpty, "labels is empty")
    try demand(labels.count == n, "labels has \(labels.count) entries for \(n) samples")
    for label in labels { try demand((0..<classes).contains(label), "labels has \(label)") }
  }

  private func demandAmount(_ number: Double, _ name: String) throws {
    try demand(number >= 0 && number < .infinity, "\(name) is \(number)")
  }

  private func demandAtLeast(_ least: Int, _ number: Int, _ name: String) throws {
    try demand(number >= least, "\(name) is \(number), but \(least) is the least")
  }

  private func demandParameters(_ parameters: NetworkParameters) throws {
    let (weights, biases) = (parameters.weights, parameters.biases)
    try demand(
      !weights.isEmpty && weights.count == biases.count,
      "parameters has \(weights.count) weights and \(biases.count) biases")
    for l in weights.indices {
      try demandFinite(weights[l].elements + biases[l].elements, "parameters, layer \(l),")
      try demand(biases[l].count == weights[l].rows, "parameters has misfit biases in layer \(l)")
      try demand(
        l == 0 || weights[l].columns == weights[l - 1].rows,
        "parameters has misfit weights in layer \(l)")
    }
  }

  private func demandNetwork(_ parameters: NetworkParameters, _ inputs: Matrix) throws {
    try demandRows(inputs, "inputs")
    try demandParameters(parameters)
    try demand(
      inputs.columns == parameters.weights[0].columns, "inputs has \(inputs.columns) columns")
  }
}
