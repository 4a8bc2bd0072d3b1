import LinearAlgebra

/// What an answer to exercise 11, Multilayer perceptron, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/11-MultilayerPerceptron`.
public protocol MultilayerPerceptron {
  /// The parameters of a network before training.
  func initialParameters(
    layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
  ) throws -> NetworkParameters

  /// A hidden layer's activation function, element by element.
  func activate(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix

  /// The derivative of the activation function, element by element.
  func activationDerivative(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix

  /// One layer's pre-activations.
  func linear(inputs: Matrix, weights: Matrix, biases: Vector) throws -> Matrix

  /// A loss's derivatives with respect to all that goes into one layer's pre-activations.
  func linearGradients(upstream: Matrix, inputs: Matrix, weights: Matrix) throws -> LayerGradients

  /// The path of a batch through all layers.
  func forward(
    inputs: Matrix, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> ForwardPass

  /// The mean cross-entropy of softmax, from the logits.
  func cost(logits: Matrix, labels: [Int]) throws -> Double

  /// The cost of a network on a batch, with an L2 penalty.
  func objective(
    inputs: Matrix, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> Double

  /// The gradient of the objective with respect to all parameters, from a forward pass.
  func backward(
    pass: ForwardPass, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> NetworkParameters

  /// One step of gradient descent.
  func updated(
    parameters: NetworkParameters, gradients: NetworkParameters, learningRate: Double
  ) throws -> NetworkParameters

  /// What a network says about labelled samples, and how good that is.
  func predict(
    samples: LabelledSamples, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> NetworkPrediction

  /// The samples in random order, cut into batches.
  func randomMiniBatches(
    samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [LabelledSamples]

  /// Trains a network by gradient descent on mini-batches.
  func train(
    parameters: NetworkParameters, training: LabelledSamples, validation: LabelledSamples,
    activation: HiddenActivation, settings: NetworkTrainingSettings,
    using generator: inout SeededGenerator
  ) throws -> NetworkTraining

  /// Concept check: which parameters the first step changes when all of them start at zero.
  func blocksThatLearn(fromZeroWith activation: HiddenActivation) throws -> [NetworkBlock]
}

/// The weights and biases of a network, or a gradient with respect to them, layer by layer.
public struct NetworkParameters: Codable, Equatable, Sendable {
  /// For each layer a matrix of outputs × inputs.
  public var weights: [Matrix]
  /// For each layer a vector with one number for each output.
  public var biases: [Vector]

  /// Creates parameters from one matrix and one vector for each layer.
  public init(weights: [Matrix], biases: [Vector]) {
    self.weights = weights
    self.biases = biases
  }
}

/// A loss's derivatives with respect to what goes into one layer.
public struct LayerGradients: Codable, Equatable, Sendable {
  /// With respect to the weights, in their shape.
  public var weights: Matrix
  /// With respect to the biases.
  public var biases: Vector
  /// With respect to the layer's inputs, in their shape.
  public var inputs: Matrix

  /// Creates gradients from their three parts.
  public init(weights: Matrix, biases: Vector, inputs: Matrix) {
    self.weights = weights
    self.biases = biases
    self.inputs = inputs
  }
}

/// What the layers of a network have computed for a batch, which the backward pass needs again.
public struct ForwardPass: Codable, Equatable, Sendable {
  /// What comes out of each layer before the activation function; the last one is the logits.
  public var preActivations: [Matrix]
  /// What goes into each layer; the first one is the batch itself.
  public var activations: [Matrix]

  /// Creates a pass from one matrix of each kind for each layer.
  public init(preActivations: [Matrix], activations: [Matrix]) {
    self.preActivations = preActivations
    self.activations = activations
  }
}

/// Samples with the classes to which they belong.
public struct LabelledSamples: Codable, Equatable, Sendable {
  /// A row is a sample.
  public var inputs: Matrix
  /// The class of each row, from 0.
  public var labels: [Int]

  /// Creates samples from rows and their labels.
  public init(inputs: Matrix, labels: [Int]) {
    self.inputs = inputs
    self.labels = labels
  }
}

/// What a network says about labelled samples.
public struct NetworkPrediction: Codable, Equatable, Sendable {
  /// For each sample a row with the probability of each class.
  public var probabilities: Matrix
  /// The share of samples whose most probable class is their label, from 0 to 1.
  public var accuracy: Double
  /// The mean cross-entropy, without a penalty.
  public var cost: Double

  /// Creates a prediction from its three parts.
  public init(probabilities: Matrix, accuracy: Double, cost: Double) {
    self.probabilities = probabilities
    self.accuracy = accuracy
    self.cost = cost
  }
}

/// How a network is to be trained.
public struct NetworkTrainingSettings: Codable, Equatable, Sendable {
  /// The factor of the gradient in each step.
  public var learningRate: Double
  /// How many samples a step looks at.
  public var batchSize: Int
  /// How often all samples are gone through.
  public var epochs: Int
  /// The factor λ of the penalty λ/2‖W‖².
  public var lambda: Double
  /// After how many steps cost and accuracy are recorded, again and again.
  public var recordInterval: Int

  /// Creates settings.
  public init(
    learningRate: Double, batchSize: Int, epochs: Int, lambda: Double = 0, recordInterval: Int
  ) {
    self.learningRate = learningRate
    self.batchSize = batchSize
    self.epochs = epochs
    self.lambda = lambda
    self.recordInterval = recordInterval
  }
}

/// How good a network is at one moment of its training.
public struct NetworkTrainingRecord: Codable, Equatable, Sendable {
  /// How many steps have been taken since training began.
  public var iteration: Int
  /// The mean cross-entropy of all training samples, without the penalty.
  public var cost: Double
  /// The share of all training samples that are classified rightly.
  public var accuracy: Double
  /// The mean cross-entropy of all validation samples, without the penalty.
  public var validationCost: Double
  /// The share of all validation samples that are classified rightly.
  public var validationAccuracy: Double

  /// Creates a record from its numbers.
  public init(
    iteration: Int, cost: Double, accuracy: Double, validationCost: Double,
    validationAccuracy: Double
  ) {
    self.iteration = iteration
    self.cost = cost
    self.accuracy = accuracy
    self.validationCost = validationCost
    self.validationAccuracy = validationAccuracy
  }
}

/// What comes out of training.
public struct NetworkTraining: Codable, Equatable, Sendable {
  /// The parameters after the last step.
  public var parameters: NetworkParameters
  /// The records in the order in which they were made.
  public var history: [NetworkTrainingRecord]

  /// Creates a result from its two parts.
  public init(parameters: NetworkParameters, history: [NetworkTrainingRecord]) {
    self.parameters = parameters
    self.history = history
  }
}
