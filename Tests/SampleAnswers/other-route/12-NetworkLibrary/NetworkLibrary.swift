import Curriculum
import LinearAlgebra

// Another route: every forward pass leaves a function that takes it back; numbers are computed one by
// one, the loss in log space; optimizers look the parameters up in each step.

/// An answer whose forward passes leave functions that take them back.
public struct Answer: NetworkLibrary {
  /// A layer whose weights are drawn column by column.
  public func makeLinear(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) throws -> any Module {
    for (name, size) in [("inputs", inputs), ("outputs", outputs)] where size < 1 {
      throw InvalidInput("\(name) = \(size) is less than 1")
    }
    let layer = Linear(inputs, outputs)
    let scale = (2 / Double(inputs + outputs)).squareRoot()
    // Column by column: any order of the draws is right.
    for j in 0..<inputs {
      for i in 0..<outputs { layer.weights.value[i, j] = scale * generator.normal() }
    }
    return layer
  }

  /// Each number with the slope at it.
  public func makeReLU() throws -> any Module {
    Pointwise { x in (max(x, 0), x > 0 ? 1 : 0) }
  }

  /// σ by tanh, with the slope from e⁻ˣ.
  public func makeSigmoid() throws -> any Module {
    Pointwise { x in
      let y = 0.5 * (1 + tanh(0.5 * x))
      let small = exp(-abs(x))
      return (x < -30 ? small : y, small / ((1 + small) * (1 + small)))
    }
  }

  /// tanh, with the slope as the product (1 − y)(1 + y).
  public func makeTanh() throws -> any Module {
    Pointwise { x in
      let y = tanh(x)
      return (y, (1 - y) * (1 + y))
    }
  }

  /// Dropout with a generator of its own.
  public func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
    guard (0..<1).contains(rate) else { throw InvalidInput("rate is \(rate), not in [0, 1)") }
    return Dropout(rate, seed)
  }

  /// A chain of modules.
  public func makeSequential(_ modules: [any Module]) throws -> any Module {
    if modules.isEmpty { throw InvalidInput("modules is empty") }
    return Chain(modules)
  }

  /// The loss in log space, one number at a time.
  public func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
    if logits.rows == 0 || logits.columns == 0 { throw InvalidInput("logits has no entries: []") }
    for x in logits.elements where !x.isFinite { throw InvalidInput("logits has the entry \(x)") }
    if labels.count != logits.rows { throw InvalidInput("labels has \(labels.count) entries") }
    for label in labels where !(0..<logits.columns).contains(label) {
      throw InvalidInput("labels has the entry \(label), which is no class")
    }
    var logProbabilities = logits
    for n in 0..<logits.rows {
      var largest = -Double.infinity
      for k in 0..<logits.columns { largest = max(largest, logits[n, k]) }
      var sum = 0.0
      for k in 0..<logits.columns { sum += exp(logits[n, k] - largest) }
      for k in 0..<logits.columns { logProbabilities[n, k] = logits[n, k] - largest - log(sum) }
    }
    let share = 1 / Double(logits.rows)
    var loss = 0.0
    for (n, label) in labels.enumerated() { loss -= share * logProbabilities[n, label] }
    let gradient = Matrix(rows: logits.rows, columns: logits.columns) { n, k in
      share * (exp(logProbabilities[n, k]) - (k == labels[n] ? 1 : 0))
    }
    return LossAndGradient(loss: loss, gradient: gradient)
  }

  /// SGD whose velocity has the learning rate inside.
  public func makeSGD(
    for model: any Module, learningRate: Double, momentum: Double, weightDecay: Double
  ) throws -> any ModuleOptimizer {
    try demand((0..<Double.infinity).contains(learningRate), "learningRate", learningRate)
    try demand((0..<1).contains(momentum), "momentum", momentum)
    try demand((0..<Double.infinity).contains(weightDecay), "weightDecay", weightDecay)
    return RuleOptimizer(model) { memory, parameter, _ in
      let decay = parameter.isDecayed ? weightDecay : 0
      // The velocity is kept with the learning rate inside: the same, as long as the rate is.
      let gradient = parameter.gradient + decay * parameter.value
      memory[0] = momentum * memory[0] - learningRate * gradient
      parameter.value += memory[0]
    }
  }

  /// Adam, entry by entry.
  public func makeAdam(
    for model: any Module, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any ModuleOptimizer {
    try demand((0..<Double.infinity).contains(learningRate), "learningRate", learningRate)
    try demand((0..<1).contains(beta1), "beta1", beta1)
    try demand((0..<1).contains(beta2), "beta2", beta2)
    try demand(epsilon > 0 && epsilon.isFinite, "epsilon", epsilon)
    return RuleOptimizer(model) { memory, parameter, t in
      let shape = parameter.value.shape
      for i in 0..<shape.rows {
        for j in 0..<shape.columns {
          let g = parameter.gradient[i, j]
          memory[0][i, j] += (1 - beta1) * (g - memory[0][i, j])
          memory[1][i, j] += (1 - beta2) * (g * g - memory[1][i, j])
          let mean = memory[0][i, j] / (1 - pow(beta1, t))
          let square = memory[1][i, j] / (1 - pow(beta2, t))
          parameter.value[i, j] -= learningRate * mean / (square.squareRoot() + epsilon)
        }
      }
    }
  }

  /// All numerical slopes first, then the gradients of one pass.
  public func gradientErrors(
    of model: any Module, inputs: Matrix, labels: [Int], step: Double
  ) throws -> Vector {
    try demand(step > 0 && step.isFinite, "step", step)
    try model.setMode(.training)
    let parameters = try model.parameters
    func loss() throws -> LossAndGradient {
      try softmaxCrossEntropy(logits: model.forward(inputs), labels: labels)
    }
    // Numbers first; each pass is taken back, which spoils the gradients, so they come last.
    var numeric: [[Double]] = []
    for parameter in parameters {
      var slopes: [Double] = []
      for k in 0..<parameter.value.count {
        let (i, j) = k.quotientAndRemainder(dividingBy: parameter.value.columns)
        let old = parameter.value[i, j]
        var ends: [Double] = []
        for x in [old - step, old + step] {
          parameter.value[i, j] = x
          let result = try loss()
          _ = try model.backward(result.gradient)
          ends.append(result.loss)
        }
        parameter.value[i, j] = old
        slopes.append((ends[1] - ends[0]) / (2 * step))
      }
      numeric.append(slopes)
    }
    for parameter in parameters { parameter.gradient = 0 * parameter.value }
    _ = try model.backward(loss().gradient)
    return Vector(
      zip(parameters, numeric).map { parameter, slopes in
        let a = parameter.gradient.flattened()
        let n = Vector(slopes)
        let difference = (a - n).norm()
        return difference == 0 ? 0 : difference / (a.norm() + n.norm())
      })
  }

  /// Trains batch by batch; the mode is training.
  public func train(
    _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
    epochs: Int, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [Double] {
    if inputs.rows == 0 { throw InvalidInput("inputs has 0 rows") }
    if labels.count != inputs.rows { throw InvalidInput("labels has \(labels.count) entries") }
    if epochs < 0 { throw InvalidInput("epochs is \(epochs)") }
    if batchSize < 1 { throw InvalidInput("batchSize is \(batchSize)") }
    try model.setMode(.training)
    var history: [Double] = []
    while history.count < epochs {
      var rest = Array(labels.indices).shuffled(using: &generator)[...]
      var losses: [Double] = []
      while !rest.isEmpty {
        let batch = rest.prefix(batchSize)
        rest = rest.dropFirst(batchSize)
        let logits = try model.forward(Matrix(rows: batch.map(inputs.row)))
        let result = try softmaxCrossEntropy(logits: logits, labels: batch.map { labels[$0] })
        try optimizer.zeroGradients()
        _ = try model.backward(result.gradient)
        try optimizer.step()
        losses += batch.map { _ in result.loss }
      }
      history.append(losses.reduce(0, +) / Double(losses.count))
    }
    return history
  }

  /// The first of the largest logits, in a loop.
  public func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
    try model.setMode(.evaluation)
    let outputs = try model.forward(inputs)
    return (0..<outputs.rows).map { n in
      var best = 0
      for k in 0..<outputs.columns where outputs[n, k] > outputs[n, best] { best = k }
      return best
    }
  }

  /// Weights and biases, layer by layer.
  public func parameterCount(layerSizes: [Int]) throws -> Int {
    if layerSizes.count < 2 || layerSizes.contains(where: { $0 < 1 }) {
      throw InvalidInput("layerSizes is \(layerSizes)")
    }
    var count = 0
    for k in 1..<layerSizes.count { count += layerSizes[k] * layerSizes[k - 1] + layerSizes[k] }
    return count
  }

  /// The loss of one sample whose logits are 0.
  public func initialLoss(classes: Int) throws -> Double {
    if classes < 1 { throw InvalidInput("classes is \(classes)") }
    return try softmaxCrossEntropy(logits: .zeros(1, classes), labels: [0]).loss
  }

  /// Only dropout does.
  public func changesInEvaluation(_ kind: ModuleKind) throws -> Bool {
    switch kind {
    case .linear, .relu, .sigmoid, .tanh: false
    case .dropout: true
    }
  }

  private func demand(_ holds: Bool, _ name: String, _ value: Double) throws {
    if !holds { throw InvalidInput("\(name) can't be \(value)") }
  }
}

/// A module whose forward passes leave functions that take them back.
class Layer: Module {
  private var isTraining = true
  private var returns: [(shape: (rows: Int, columns: Int), (Matrix) -> Matrix)] = []

  var parameters: [Parameter] { [] }

  func run(_ inputs: Matrix, isTraining: Bool) throws -> (Matrix, (Matrix) -> Matrix) {
    throw Unimplemented()
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    let (outputs, takeBack) = try run(inputs, isTraining: isTraining)
    if isTraining { returns.append((outputs.shape, takeBack)) }
    return outputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    guard let (shape, takeBack) = returns.popLast() else {
      throw InvalidInput("there is no forward pass to take back")
    }
    if upstream.shape != shape {
      returns.append((shape, takeBack))
      throw InvalidInput("upstream is \(upstream.rows) × \(upstream.columns)")
    }
    return takeBack(upstream)
  }

  func setMode(_ mode: NetworkMode) throws { isTraining = mode == .training }
}

final class Linear: Layer {
  let weights: Parameter
  let bias: Parameter

  init(_ inputs: Int, _ outputs: Int) {
    weights = Parameter(.zeros(outputs, inputs), isDecayed: true)
    bias = Parameter(.zeros(1, outputs), isDecayed: false)
  }

  override var parameters: [Parameter] { [weights, bias] }

  override func run(_ inputs: Matrix, isTraining: Bool) throws -> (Matrix, (Matrix) -> Matrix) {
    let (rows, columns) = weights.value.shape
    if inputs.columns != columns { throw InvalidInput("inputs has \(inputs.columns) columns") }
    let outputs = Matrix(rows: inputs.rows, columns: rows) { n, i in
      bias.value[0, i] + dot(inputs.row(n), weights.value.row(i))
    }
    return (
      outputs,
      { [weights, bias] upstream in
        for n in 0..<upstream.rows {
          weights.gradient += outer(upstream.row(n), inputs.row(n))
          bias.gradient += upstream.row(n)
        }
        return Matrix(rows: upstream.rows, columns: columns) { n, j in
          dot(upstream.row(n), weights.value.column(j))
        }
      }
    )
  }
}

/// A function of each entry by itself, given with its derivative.
final class Pointwise: Layer {
  private let function: (Double) -> (value: Double, slope: Double)

  init(_ function: @escaping (Double) -> (value: Double, slope: Double)) {
    self.function = function
  }

  override func run(_ inputs: Matrix, isTraining: Bool) throws -> (Matrix, (Matrix) -> Matrix) {
    let slopes = inputs.map { function($0).slope }
    return (inputs.map { function($0).value }, { $0 * slopes })
  }
}

final class Dropout: Layer {
  private let rate: Double
  private var generator: SeededGenerator

  init(_ rate: Double, _ seed: UInt64) {
    self.rate = rate
    generator = SeededGenerator(seed: seed)
  }

  override func run(_ inputs: Matrix, isTraining: Bool) throws -> (Matrix, (Matrix) -> Matrix) {
    guard isTraining else { return (inputs, { $0 }) }
    var isKept: [Bool] = []
    for _ in 0..<inputs.count { isKept.append(generator.uniform() >= rate) }
    let rate = rate
    func thin(_ matrix: Matrix) -> Matrix {
      var (result, k) = (matrix, 0)
      for i in 0..<matrix.rows {
        for j in 0..<matrix.columns {
          result[i, j] = isKept[k] ? matrix[i, j] / (1 - rate) : 0
          k += 1
        }
      }
      return result
    }
    return (thin(inputs), thin)
  }
}

final class Chain: Module {
  private let modules: [any Module]

  init(_ modules: [any Module]) { self.modules = modules }

  var parameters: [Parameter] {
    get throws {
      var found: [Parameter] = []
      for module in modules {
        for parameter in try module.parameters where !found.contains(where: { $0 === parameter }) {
          found.append(parameter)
        }
      }
      return found
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix {
    var signal = inputs
    for module in modules { signal = try module.forward(signal) }
    return signal
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    var signal = upstream
    for k in modules.indices.reversed() { signal = try modules[k].backward(signal) }
    return signal
  }

  func setMode(_ mode: NetworkMode) throws {
    for module in modules { try module.setMode(mode) }
  }
}

/// An optimizer with two matrices of memory for each parameter, and a rule.
final class RuleOptimizer: ModuleOptimizer {
  typealias Rule = (inout [Matrix], Parameter, Double) -> Void

  private let model: any Module
  private let rule: Rule
  private var memories: [ObjectIdentifier: [Matrix]] = [:]
  private var steps = 0.0

  init(_ model: any Module, _ rule: @escaping Rule) {
    self.model = model
    self.rule = rule
  }

  func step() throws {
    steps += 1
    for parameter in try model.parameters {
      let zero = 0 * parameter.value
      rule(&memories[ObjectIdentifier(parameter), default: [zero, zero]], parameter, steps)
    }
  }

  func zeroGradients() throws {
    for parameter in try model.parameters { parameter.gradient = 0 * parameter.value }
  }
}
