import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// What the suites of exercise 11 compute for themselves: a network in plain loops, right or with one
// of the mistakes that have names.

/// A network whose every number is computed one by one.
struct MLPReference {
  var parameters: NetworkParameters
  let activation: HiddenActivation
  /// The activation function of one number.
  let function: (Double) -> Double

  init(parameters: NetworkParameters, activation: HiddenActivation) {
    (self.parameters, self.activation) = (parameters, activation)
    function =
      switch activation {
      case .sigmoid: { 1 / (1 + exp(-$0)) }
      case .relu: { $0 > 0 ? $0 : 0 }
      case .tanh: { tanh($0) }
      }
  }

  /// An activation function without a network.
  init(_ activation: HiddenActivation) {
    self.init(parameters: NetworkParameters(weights: [], biases: []), activation: activation)
  }

  private var last: Int { parameters.weights.count - 1 }

  func slope(_ z: Double) -> Double {
    switch activation {
    case .sigmoid: function(z) * (1 - function(z))
    case .relu: z > 0 ? 1 : 0
    case .tanh: 1 - tanh(z) * tanh(z)
    }
  }

  // MARK: Forward

  /// What a unit makes of one sample: its bias, and what each unit before it sends, which asks for that of
  /// the units before it.
  private func preActivation(
    _ layer: Int, _ unit: Int, of sample: Vector, _ slip: MLPSlip?
  ) -> Double {
    let weights = parameters.weights[layer]
    let lacksBias = slip == .noBias || (slip == .firstBiasOnly && layer > 0)
    let z = (0..<weights.columns).reduce(lacksBias ? 0 : parameters.biases[layer][unit]) { sum, k in
      guard layer > 0 else { return sum + sample[k] * weights[unit, k] }
      let sent = preActivation(layer - 1, k, of: sample, slip)
      return sum + (slip == .noActivation ? sent : function(sent)) * weights[unit, k]
    }
    return slip == .activatedLogits && layer == last ? function(z) : z
  }

  /// One layer's pre-activations for a batch.
  func preActivations(_ layer: Int, of inputs: Matrix, slip: MLPSlip? = nil) -> Matrix {
    Matrix(rows: inputs.rows, columns: parameters.weights[layer].rows) { i, j in
      preActivation(layer, j, of: inputs.row(i), slip)
    }
  }

  func logits(of inputs: Matrix, slip: MLPSlip? = nil) -> Matrix {
    preActivations(last, of: inputs, slip: slip)
  }

  // MARK: Cost

  /// Each probability is 1 over the sum of e to the distances from its logit to all of the row.
  static func softmax(_ logits: Matrix) -> Matrix {
    Matrix(rows: logits.rows, columns: logits.columns) { i, k in
      1 / (0..<logits.columns).reduce(0) { $0 + exp(logits[i, $1] - logits[i, k]) }
    }
  }

  /// Where a distance is too large for e to it, it is all that counts.
  static func cost(_ logits: Matrix, _ labels: [Int]) -> Double {
    let losses = labels.indices.map { i in
      let distances = (0..<logits.columns).map { logits[i, $0] - logits[i, labels[i]] }
      let far = distances.max() ?? 0
      return far > 600 ? far : log(distances.reduce(0) { $0 + exp($1) })
    }
    return losses.reduce(0, +) / Double(labels.count)
  }

  func cost(_ samples: LabelledSamples, slip: MLPSlip? = nil) -> Double {
    Self.cost(logits(of: samples.inputs, slip: slip), samples.labels)
  }

  func accuracy(_ samples: LabelledSamples) -> Double {
    let logits = logits(of: samples.inputs)
    let hits = samples.labels.indices.count { i in
      (0..<logits.columns).allSatisfy { logits[i, $0] <= logits[i, samples.labels[i]] }
    }
    return Double(hits) / Double(samples.labels.count)
  }

  func objective(_ samples: LabelledSamples, lambda: Double, slip: MLPSlip? = nil) -> Double {
    let squares = { (list: [Double]) in list.reduce(0) { $0 + $1 * $1 } }
    let perLayer = parameters.weights.map { squares($0.elements) }
    var penalty = lambda / 2 * perLayer.reduce(0, +)
    switch slip {
    case .noPenalty: penalty = 0
    case .doubledPenalty: penalty *= 2
    case .penaltyPerSample: penalty /= Double(samples.labels.count)
    case .normNotSquared: penalty = lambda / 2 * perLayer.reduce(0, +).squareRoot()
    case .lastLayerPenalized: penalty = lambda / 2 * perLayer[last]
    case .penalizedBiases:
      penalty += lambda / 2 * parameters.biases.map { squares($0.elements) }.reduce(0, +)
    default: break
    }
    return cost(samples, slip: slip) + penalty
  }

  // MARK: Backward

  /// A unit at a time: how do the logits answer when it is nudged? And how does the cost answer to them?
  ///
  /// - Parameters:
  ///   - learningRate: Where weights are updated before the gradient has passed them.
  ///   - given: A pass that need not be of this network and these samples.
  func gradients(
    _ samples: LabelledSamples, lambda: Double, slip: MLPSlip? = nil, learningRate: Double = 0,
    given: ForwardPass? = nil
  ) -> NetworkParameters {
    let n = samples.labels.count
    let z = (0...last).map { given?.preActivations[$0] ?? preActivations($0, of: samples.inputs) }
    let sent = slip == .preActivationsAsInputs ? z : z.map { $0.map(function) }
    let slopes = z.map { $0.map { factor(at: $0, slip) } }
    let ofLogits = logitGradient(z[last], samples.labels, slip)
    var (result, weights) = (parameters, parameters.weights)
    for l in (0...last).reversed() {
      let columns = (0..<weights[l].rows).map { unit in
        var nudge = Matrix(rows: n, columns: weights[l].rows) { $1 == unit ? 1 : 0 }
        for m in l..<last { nudge = matmul(nudge * slopes[m], weights[m + 1], transposeB: true) }
        return (nudge * ofLogits).rowSums()
      }
      let ofUnits = Matrix(rows: columns).transposed()
      let a = l > 0 ? sent[l - 1] : given?.activations[0] ?? samples.inputs
      let plain = Matrix(rows: weights[l].rows, columns: weights[l].columns) { j, k in
        dot(columns[j], a.column(k))
      }
      result.weights[l] = plain + decay(lambda, n, slip) * parameters.weights[l]
      if slip == .updatedFirst { weights[l] -= learningRate * result.weights[l] }
      if slip == .transposedWeights { result.weights[l] = result.weights[l].transposed() }
      result.biases[l] = biasGradient(ofUnits, slip)
      if slip == .penalizedBiasesGradient { result.biases[l] += lambda * parameters.biases[l] }
    }
    return result
  }

  private func factor(at z: Double, _ slip: MLPSlip?) -> Double {
    switch slip {
    case .noDerivative: 1
    case .derivativeAtActivation: slope(function(z))
    default: slope(z)
    }
  }

  private func decay(_ lambda: Double, _ n: Int, _ slip: MLPSlip?) -> Double {
    switch slip {
    case .noPenaltyGradient: 0
    case .doubledPenaltyGradient: 2 * lambda
    case .penaltyGradientPerSample: lambda / Double(n)
    case .penaltySubtracted: -lambda
    default: lambda
    }
  }

  private func biasGradient(_ upstream: Matrix, _ slip: MLPSlip?) -> Vector {
    if slip == .biasesPerSample { return upstream.rowSums() }
    let sums = Vector(
      (0..<upstream.columns).map { j in (0..<upstream.rows).reduce(0) { $0 + upstream[$1, j] } })
    return slip == .biasesAveraged ? sums / Double(upstream.rows) : sums
  }

  private func logitGradient(_ logits: Matrix, _ labels: [Int], _ slip: MLPSlip?) -> Matrix {
    let n = Double(labels.count)
    let overSamples = slip == .softmaxOverSamples
    let p = overSamples ? Self.softmax(logits.transposed()).transposed() : Self.softmax(logits)
    return Matrix(rows: logits.rows, columns: logits.columns) { i, k in
      let isOne = labels[i] == k && !(slip == .firstLabelOnly && i > 0)
      let g = p[i, k] - (isOne ? 1 : 0)
      switch slip {
      case .sign: return -g / n
      case .noMean: return g
      case .meanTwice: return g / (n * n)
      case .meanOverClasses: return g / (n * Double(logits.columns))
      case .derivativeAtLogits: return g / n * slope(logits[i, k])
      default: return g / n
      }
    }
  }

  // MARK: Training

  mutating func step(against gradients: NetworkParameters, _ rate: Double, slip: MLPSlip? = nil) {
    let rate = slip == .ascent ? -rate : slip == .noLearningRate ? 1 : rate
    for l in parameters.weights.indices where slip != .lastLayerUpdated || l == last {
      parameters.weights[l] = parameters.weights[l] - rate * gradients.weights[l]
      if slip == .biasesNotUpdated { continue }
      parameters.biases[l] = parameters.biases[l] - rate * gradients.biases[l]
    }
  }

  /// Training on the whole set in each step, where no order plays a part.
  func trained(
    on training: LabelledSamples, validation: LabelledSamples, _ settings: NetworkTrainingSettings,
    slip: MLPSlip? = nil
  ) -> NetworkTraining {
    var network = self
    var history = [network.record(0, training, validation, settings.lambda, slip)]
    for iteration in 0..<settings.epochs {
      let before = network
      let gradients = network.gradients(
        slip == .trainedOnValidation ? validation : training, lambda: settings.lambda, slip: slip,
        learningRate: settings.learningRate)
      network.step(against: gradients, settings.learningRate, slip: slip)
      guard (iteration + 1) % settings.recordInterval == 0 else { continue }
      let measured = slip == .lateRecord ? before : network
      history.append(measured.record(iteration + 1, training, validation, settings.lambda, slip))
    }
    return NetworkTraining(parameters: network.parameters, history: history)
  }

  func record(
    _ iteration: Int, _ training: LabelledSamples, _ validation: LabelledSamples,
    _ lambda: Double = 0, _ slip: MLPSlip? = nil
  ) -> NetworkTrainingRecord {
    let (first, second) = slip == .swappedRecords ? (validation, training) : (training, validation)
    let lambda = slip == .penaltyRecorded ? lambda : 0
    return NetworkTrainingRecord(
      iteration: iteration, cost: objective(first, lambda: lambda), accuracy: accuracy(first),
      validationCost: objective(second, lambda: lambda), validationAccuracy: accuracy(second))
  }
}
