import LinearAlgebra

/// What an answer to exercise 12, Network library, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/12-NetworkLibrary`.
public protocol NetworkLibrary {
  /// A layer Z = X Wᵀ + b with weights drawn by Glorot's rule.
  func makeLinear(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) throws -> any Module

  /// The rectified linear unit, entry by entry.
  func makeReLU() throws -> any Module

  /// The logistic function, entry by entry.
  func makeSigmoid() throws -> any Module

  /// The hyperbolic tangent, entry by entry.
  func makeTanh() throws -> any Module

  /// Inverted dropout.
  func makeDropout(rate: Double, seed: UInt64) throws -> any Module

  /// Modules one after the other.
  func makeSequential(_ modules: [any Module]) throws -> any Module

  /// The mean cross-entropy of softmax, from the logits, and its gradient.
  func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient

  /// Gradient descent with momentum and weight decay.
  func makeSGD(
    for model: any Module, learningRate: Double, momentum: Double, weightDecay: Double
  ) throws -> any ModuleOptimizer

  /// Adam with bias correction.
  func makeAdam(
    for model: any Module, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any ModuleOptimizer

  /// How far each parameter's gradient is from the numerical one.
  func gradientErrors(
    of model: any Module, inputs: Matrix, labels: [Int], step: Double
  ) throws -> Vector

  /// Trains a model on mini-batches.
  func train(
    _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
    epochs: Int, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [Double]

  /// The most probable class of each sample.
  func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int]

  /// Concept check: how many numbers a network of linear layers learns.
  func parameterCount(layerSizes: [Int]) throws -> Int

  /// Concept check: about how large the loss is before the first step.
  func initialLoss(classes: Int) throws -> Double

  /// Concept check: whether a module gives other outputs in evaluation mode than in training mode.
  func changesInEvaluation(_ kind: ModuleKind) throws -> Bool

  /// Given, not part of an answer: a module that writes down what it is asked to do.
  func makeProbe(factor: Double, slip: Double) throws -> any ProbeModule
}

extension NetworkLibrary {
  /// A probe in this process.
  public func makeProbe(factor: Double, slip: Double) throws -> any ProbeModule {
    Probe(factor: factor, slip: slip)
  }
}

/// A part of a network. It is an object: whoever holds it sees what training does to it.
public protocol Module: AnyObject {
  /// What training changes, each parameter once; the same objects in every call.
  var parameters: [Parameter] { get throws }

  /// The outputs for a batch, a row for each sample.
  func forward(_ inputs: Matrix) throws -> Matrix

  /// Takes the loss's gradient with respect to the outputs, adds to the parameters' gradients, and
  /// gives the loss's gradient with respect to the inputs.
  func backward(_ upstream: Matrix) throws -> Matrix

  /// Says whether what follows is training or evaluation.
  func setMode(_ mode: NetworkMode) throws

  /// Given: the values of all parameters.
  func values() throws -> [Matrix]

  /// Given: the gradients of all parameters.
  func gradients() throws -> [Matrix]

  /// Given: changes the values of all parameters.
  func setValues(_ values: [Matrix]) throws

  /// Given: changes the gradients of all parameters.
  func setGradients(_ gradients: [Matrix]) throws
}

extension Module {
  /// No parameters, as most modules have it.
  public var parameters: [Parameter] { get throws { [] } }

  /// The values of all parameters, in the order of `parameters`.
  public func values() throws -> [Matrix] { try parameters.map(\.value) }

  /// The gradients of all parameters, in the order of `parameters`.
  public func gradients() throws -> [Matrix] { try parameters.map(\.gradient) }

  /// Changes the values of all parameters, in the order of `parameters`.
  ///
  /// - Throws: `InvalidInput` unless there is a matrix of the same shape for each parameter.
  public func setValues(_ values: [Matrix]) throws {
    let parameters = try parameters
    try check(values, "values", fit: parameters)
    for (parameter, value) in zip(parameters, values) { parameter.value = value }
  }

  /// Changes the gradients of all parameters, in the order of `parameters`.
  ///
  /// - Throws: `InvalidInput` unless there is a matrix of the same shape for each parameter.
  public func setGradients(_ gradients: [Matrix]) throws {
    let parameters = try parameters
    try check(gradients, "gradients", fit: parameters)
    for (parameter, gradient) in zip(parameters, gradients) { parameter.gradient = gradient }
  }

  private func check(_ matrices: [Matrix], _ name: String, fit parameters: [Parameter]) throws {
    guard matrices.count == parameters.count else {
      throw InvalidInput(
        "\(name) has \(matrices.count) matrices, but the module has \(parameters.count) parameters")
    }
    for (i, (matrix, parameter)) in zip(matrices, parameters).enumerated()
    where matrix.shape != parameter.value.shape {
      throw InvalidInput(
        "\(name)[\(i)] is \(matrix.rows) × \(matrix.columns), but the parameter is "
          + "\(parameter.value.rows) × \(parameter.value.columns)")
    }
  }
}

/// Numbers that training changes, and the gradient that says how.
///
/// It is an object: the layer that computes with it and the optimizer that changes it hold the same
/// one. A `Matrix` in two places would be two copies.
public final class Parameter {
  /// The numbers.
  public var value: Matrix

  /// The loss's derivatives with respect to the numbers, added up since it was last set to zero.
  public var gradient: Matrix

  /// Whether weight decay pulls the numbers to zero: true for weights, false for biases.
  public let isDecayed: Bool

  /// Creates a parameter whose gradient is zero.
  public init(_ value: Matrix, isDecayed: Bool) {
    self.value = value
    self.isDecayed = isDecayed
    gradient = .zeros(value.rows, value.columns)
  }
}

/// An optimizer that changes the parameters of the model for which it was made.
public protocol ModuleOptimizer: AnyObject {
  /// Changes every parameter's value, by the gradient that it has now.
  func step() throws

  /// Sets every parameter's gradient to zero.
  func zeroGradients() throws
}

/// Whether a network learns or is used.
public enum NetworkMode: String, Codable, CaseIterable, Sendable {
  /// Forward passes are kept for the backward pass; dropout is on. A new module is in this mode.
  case training
  /// Forward passes leave nothing behind; dropout is off.
  case evaluation
}

/// The modules of the library.
public enum ModuleKind: String, Codable, CaseIterable, Sendable {
  /// Z = X Wᵀ + b.
  case linear
  /// max(x, 0).
  case relu
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// The hyperbolic tangent.
  case tanh
  /// Inverted dropout with a rate greater than 0.
  case dropout
}

/// A loss of a batch, and its derivatives.
public struct LossAndGradient: Codable, Equatable, Sendable {
  /// The mean loss of the batch.
  public var loss: Double
  /// The derivatives of that mean with respect to the logits, in their shape.
  public var gradient: Matrix

  /// Creates a loss with its gradient.
  public init(loss: Double, gradient: Matrix) {
    self.loss = loss
    self.gradient = gradient
  }
}
