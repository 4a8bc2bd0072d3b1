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

  init(parameters: NetworkParameters, activation: HiddenActivation) {
    (self.parameters, self.activation) = (parameters, activation)
  }

  /// An activation function without a network.
  init(_ activation: HiddenActivation) {
    self.init(parameters: NetworkParameters(weights: [], biases: []), activation: activation)
  }

  private var last: Int { parameters.weights.count - 1 }

  /// The activation function of one number.
  var function: (Double) -> Double {
    switch activation {
    case .sigmoid: { 1 / (1 + exp(-$0)) }
    case .relu: { $0 > 0 ? $0 : 0 }
    case .tanh: { tanh($0) }
    }
  }

  func slope(_ z: Double) -> Double {
    switch activation {
    case .sigmoid: function(z) * (1 - function(z))
    case .relu: z > 0 ? 1 : 0
    case .tanh: 1 - tanh(z) * tanh(z)
    }
  }

  // MARK: Forward

  func pass(of inputs: Matrix, slip: MLPSlip?) -> ForwardPass {
    var pass = ForwardPass(preActivations: [], activations: [inputs])
    for l in 0...last {
      let (a, weights, biases) = (pass.activations[l], parameters.weights[l], parameters.biases[l])
      let lacksBias = slip == .noBias || (slip == .firstBiasOnly && l > 0)
      let z = Matrix(rows: a.rows, columns: weights.rows) { i, j in
        (0..<a.columns).reduce(lacksBias ? 0 : biases[j]) { $0 + a[i, $1] * weights[j, $1] }
      }
      pass.preActivations.append(slip == .activatedLogits && l == last ? z.map(function) : z)
      if l < last { pass.activations.append(slip == .noActivation ? z : z.map(function)) }
    }
    return pass
  }

  func logits(of inputs: Matrix, slip: MLPSlip? = nil) -> Matrix {
    pass(of: inputs, slip: slip).preActivations[last]
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
    case .lastLayerPenalised: penalty = lambda / 2 * perLayer[last]
    case .penalisedBiases:
      penalty += lambda / 2 * parameters.biases.map { squares($0.elements) }.reduce(0, +)
    default: break
    }
    return cost(samples, slip: slip) + penalty
  }

  // MARK: Backward

  /// - Parameters:
  ///   - learningRate: Where weights are updated before the gradient has passed them.
  ///   - given: A pass of another network, or of other samples.
  func gradients(
    _ samples: LabelledSamples, lambda: Double, slip: MLPSlip? = nil, learningRate: Double = 0,
    given: ForwardPass? = nil
  ) -> NetworkParameters {
    let (n, pass) = (samples.labels.count, given ?? pass(of: samples.inputs, slip: nil))
    var upstream = logitGradient(pass.preActivations[last], samples.labels, slip)
    var result = parameters
    for l in (0...last).reversed() {
      let weights = parameters.weights[l]
      let a =
        slip == .preActivationsAsInputs && l > 0 ? pass.preActivations[l - 1] : pass.activations[l]
      let decay = decay(lambda, n, slip)
      let plain = Matrix(rows: weights.rows, columns: weights.columns) { j, k in
        (0..<n).reduce(0) { $0 + upstream[$1, j] * a[$1, k] }
      }
      result.weights[l] = plain + decay * weights
      if slip == .transposedWeights { result.weights[l] = result.weights[l].transposed() }
      result.biases[l] = biasGradient(upstream, slip)
      if slip == .penalisedBiasesGradient { result.biases[l] += lambda * parameters.biases[l] }
      guard l > 0 else { break }
      let z = pass.preActivations[l - 1]
      let passed =
        slip == .updatedFirst ? weights - learningRate * (plain + decay * weights) : weights
      upstream = Matrix(rows: n, columns: weights.columns) { i, k in
        let g = (0..<weights.rows).reduce(0) { $0 + upstream[i, $1] * passed[$1, k] }
        return g * factor(at: z[i, k], slip)
      }
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
