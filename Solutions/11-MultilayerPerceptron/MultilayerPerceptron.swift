import Curriculum
import LinearAlgebra

// Exercise 11 · Multilayer perceptron
//
// Handout: docs/handouts/11-multilayer-perceptron.md
// Tests:   swift test --filter MultilayerPerceptron
//
// Conventions
// - A row is a sample; n is the number of samples, K the number of classes. Labels count from 0.
// - Layers count from 0 to L − 1. Layer l has weights W of outputs × inputs and one bias b for each
//   output. Its pre-activations are Z = A Wᵀ + b, where A is what goes into it.
// - Every layer but the last is hidden: its activation function f gives the next layer's input f(Z).
//   The last layer's Z are the logits. L = 1 is the linear model: then f is never used.
// - The cost is the mean over the samples of −log softmax(logits)[label].
// - The penalty is λ/2 ‖W‖², the squares of all weights of all layers. Biases are not penalised.
// - No function changes its arguments. Where a generator is passed, all randomness comes from it:
//   equal generators give equal results, and a call moves the generator on.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument, or its
// field, and the value, such as "learningRate must be at least 0 and finite, but it is -0.5". Bad are
// - `layerSizes` with fewer than two entries, or an entry less than 1;
// - an entry of any matrix or vector that is NaN or infinite (but a `pass` need not be searched);
// - `inputs`, `preActivations` or `logits` without a row;
// - `inputs` whose columns are not as many as (the first layer's) weights have;
// - `biases` that are not as many as the rows of the weights; `upstream` that has not as many rows as
//   `inputs`, or not as many columns as `weights` has rows;
// - `parameters` without a layer, not with one vector for each matrix, with a vector that
//   doesn't fit its matrix, or with a matrix that doesn't fit the layer before;
// - `gradients` that don't have the shapes of the parameters;
// - a `pass` that doesn't have, for each layer, matrices of the shapes that `forward` gives: as many
//   rows as there are labels, and columns that fit the parameters;
// - `labels` that are not as many as the samples, or with an entry less than 0, or K or more;
// - `lambda` or `learningRate` that is negative, NaN or infinite; `batchSize` or `recordInterval`
//   less than 1; `epochs` less than 0.

// solution-only:begin
extension NetworkParameters {
  fileprivate var layers: Range<Int> { weights.indices }

  /// K, the number of outputs of the last layer.
  fileprivate var classes: Int { weights.last?.rows ?? 0 }
}
// solution-only:end

/// Your answer to exercise 11.
public struct Answer: MultilayerPerceptron {
  // solution-only:begin
  /// Creates the answer; for programs outside this module, such as the benchmark.
  public init() {}

  // solution-only:end
  /// The parameters of a network before training.
  ///
  /// Each weight of a layer is drawn on its own, with all digits of a `Double`, and each layer is drawn
  /// anew. All biases are 0.
  ///
  ///     .zero           0
  ///     .smallNormal    normal, mean 0, standard deviation 0.01
  ///     .glorotNormal   normal, mean 0, variance 2/(inputs + outputs)
  ///     .glorotUniform  uniform between ±√(6/(inputs + outputs))
  ///     .heNormal       normal, mean 0, variance 2/inputs
  ///     .shiftedNormal  normal, mean 0.1, standard deviation 0.1
  ///
  /// Here inputs and outputs are the numbers of one layer: of 784 and 200 for the first layer below.
  ///
  ///     var generator = SeededGenerator(seed: 1)
  ///     let network = try initialParameters(
  ///       layerSizes: [784, 200, 10], scheme: .heNormal, using: &generator)
  ///     network.weights[0].shape    // (rows: 200, columns: 784)
  ///     network.weights[1].shape    // (rows: 10, columns: 200)
  ///     network.biases[1]           // ten zeros
  ///
  /// - Parameters:
  ///   - layerSizes: The number of inputs, of units in each hidden layer, and of classes. L + 1
  ///     numbers make L layers.
  ///   - scheme: How the weights are drawn.
  ///   - generator: What they are drawn with.
  /// - Returns: L matrices, each outputs × inputs, and L vectors of zeros.
  /// - Throws: `InvalidInput` when there are fewer than two sizes, or one is less than 1.
  public func initialParameters(
    layerSizes: [Int], scheme: InitialisationScheme, using generator: inout SeededGenerator
  ) throws -> NetworkParameters {
    // solution:begin
    guard layerSizes.count >= 2 else {
      throw InvalidInput("layerSizes must have two entries or more, but it is \(layerSizes)")
    }
    for size in layerSizes where size < 1 {
      throw InvalidInput("layerSizes must be 1 or more each, but one of them is \(size)")
    }
    let weights = zip(layerSizes, layerSizes.dropFirst()).map { inputs, outputs in
      draw(scheme, outputs: outputs, inputs: inputs, using: &generator)
    }
    return NetworkParameters(weights: weights, biases: layerSizes.dropFirst().map(Vector.zeros))
    // solution:end
  }

  /// A hidden layer's activation function, element by element.
  ///
  ///     .sigmoid    1 / (1 + e⁻ᶻ)
  ///     .relu       max(z, 0)
  ///     .tanh       (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)
  ///
  /// Finite and accurate for every finite z, such as ±1e4.
  ///
  ///     activate(preActivations: [[1.5, -0.5, 1]], activation: .relu)  // [[1.5, 0, 1]]
  ///
  /// - Parameters:
  ///   - preActivations: Z, n × units.
  ///   - activation: Which function.
  /// - Returns: f(Z), n × units.
  /// - Throws: `InvalidInput` when Z has no row, or an entry that is not finite.
  public func activate(preActivations: Matrix, activation: HiddenActivation) throws -> Matrix {
    // solution:begin
    try check(rowsOf: preActivations, "preActivations")
    return apply(activation, to: preActivations)
    // solution:end
  }

  /// The derivative f′ of the activation function, element by element.
  ///
  /// It is asked for at the pre-activations z, not at f(z). The derivative of ReLU at 0 is 0.
  ///
  ///     activationDerivative(preActivations: [[1.5, -0.5, 0]], activation: .relu)  // [[1, 0, 0]]
  ///     activationDerivative(preActivations: [[0]], activation: .sigmoid)          // [[0.25]]
  ///
  /// - Parameters:
  ///   - preActivations: Z, n × units.
  ///   - activation: Which function.
  /// - Returns: f′(Z), n × units, within 1e-15 of the right number for every finite z.
  /// - Throws: `InvalidInput` when Z has no row, or an entry that is not finite.
  public func activationDerivative(
    preActivations: Matrix, activation: HiddenActivation
  ) throws -> Matrix {
    // solution:begin
    try check(rowsOf: preActivations, "preActivations")
    return derivative(of: activation, at: preActivations)
    // solution:end
  }

  /// One layer's pre-activations.
  ///
  ///     Z = X Wᵀ + b        b is added to every row
  ///
  ///     linear(
  ///       inputs: [[1, 2], [0, -1]], weights: [[1, 0], [1, -1], [-1, 1]], biases: [0.5, 0.5, 0])
  ///     // [[1.5, -0.5, 1], [0.5, 1.5, -1]]
  ///
  /// - Parameters:
  ///   - inputs: X, n × d.
  ///   - weights: W, m × d, that is outputs × inputs.
  ///   - biases: b, m numbers.
  /// - Returns: Z, n × m.
  /// - Throws: `InvalidInput` when X has no row, the shapes don't fit, or an entry is not finite.
  public func linear(inputs: Matrix, weights: Matrix, biases: Vector) throws -> Matrix {
    // solution:begin
    try check(rowsOf: inputs, "inputs")
    try check(NetworkParameters(weights: [weights], biases: [biases]), fit: inputs)
    return affine(inputs, weights, biases)
    // solution:end
  }

  /// A loss's derivatives with respect to all that goes into one layer's pre-activations.
  ///
  /// The loss may be any function of Z = X Wᵀ + b. Given is G = ∂loss/∂Z, the *upstream* gradient.
  ///
  ///     ∂loss/∂W = Gᵀ X        ∂loss/∂b = the sum of G's rows        ∂loss/∂X = G W
  ///
  /// Nothing is divided by n here: if the loss is a mean, its 1/n is already in G.
  ///
  ///     let gradients = try linearGradients(
  ///       upstream: [[1, 2, 0], [-1, 0, 1]], inputs: [[1, 2], [0, -1]],
  ///       weights: [[1, 0], [1, -1], [-1, 1]])
  ///     gradients.weights   // [[1, 3], [2, 4], [0, -1]]
  ///     gradients.biases    // [0, 2, 1]
  ///     gradients.inputs    // [[3, -2], [-2, 1]]
  ///
  /// - Parameters:
  ///   - upstream: G, n × m.
  ///   - inputs: X, n × d.
  ///   - weights: W, m × d.
  /// - Returns: m × d for the weights, m for the biases, n × d for the inputs.
  /// - Throws: `InvalidInput` when X has no row, the shapes don't fit, or an entry is not finite.
  public func linearGradients(
    upstream: Matrix, inputs: Matrix, weights: Matrix
  ) throws -> LayerGradients {
    // solution:begin
    try check(rowsOf: inputs, "inputs")
    try check(
      NetworkParameters(weights: [weights], biases: [.zeros(weights.rows)]), fit: inputs)
    guard upstream.shape == (inputs.rows, weights.rows) else {
      throw InvalidInput(
        "upstream must be \(inputs.rows) × \(weights.rows), a row for each row of inputs and a "
          + "column for each row of weights, but it is \(upstream.rows) × \(upstream.columns)")
    }
    try check(upstream.elements, "upstream")
    let parameters = parameterGradients(upstream, inputs)
    return LayerGradients(
      weights: parameters.weights, biases: parameters.biases, inputs: matmul(upstream, weights))
    // solution:end
  }

  /// The path of a batch through all layers.
  ///
  ///     A₀ = X        Zₗ = Aₗ Wₗᵀ + bₗ        Aₗ₊₁ = f(Zₗ), for all layers but the last
  ///
  /// Both lists of the result have L matrices: the activations from A₀ to what goes into the last
  /// layer, and the pre-activations from Z₀ to the logits. No activation function is applied to the
  /// logits.
  ///
  ///     let network = NetworkParameters(
  ///       weights: [[[1, 0], [1, -1], [-1, 1]], [[1, 0, -1], [0, 2, 0]]],
  ///       biases: [[0.5, 0.5, 0], [0, 0.5]])
  ///     let pass = try forward(
  ///       inputs: [[1, 2], [0, -1]], parameters: network, activation: .relu)
  ///     pass.activations       // [[[1, 2], [0, -1]],            [[1.5, 0, 1], [0.5, 1.5, 0]]]
  ///     pass.preActivations    // [[[1.5, -0.5, 1], [0.5, 1.5, -1]], [[0.5, 0.5], [0.5, 3.5]]]
  ///
  /// - Parameters:
  ///   - inputs: X, n rows.
  ///   - parameters: The weights and biases of the L layers.
  ///   - activation: The activation function of all hidden layers.
  /// - Throws: `InvalidInput` when X has no row, shapes don't fit, or an entry is not finite.
  public func forward(
    inputs: Matrix, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> ForwardPass {
    // solution:begin
    try check(rowsOf: inputs, "inputs")
    try check(parameters, fit: inputs)
    return pass(of: inputs, through: parameters, activation)
    // solution:end
  }

  /// The mean cross-entropy of softmax, from the logits.
  ///
  ///     (1/n) Σᵢ −log softmax(zᵢ)[labelᵢ]
  ///
  /// Finite and accurate where the sum over the samples isn't too large for a `Double`: 2e4 for the logits
  /// [1e4, −1e4] and label 1, and 4.248354255291589e-18 for [40, 0] and label 0.
  ///
  ///     cost(logits: [[0.5, 0.5], [0.5, 3.5]], labels: [0, 1])  // 0.370867…
  ///
  /// - Parameters:
  ///   - logits: n × K.
  ///   - labels: n classes.
  /// - Throws: `InvalidInput` when there is no row, a logit is not finite, or labels don't fit.
  public func cost(logits: Matrix, labels: [Int]) throws -> Double {
    // solution:begin
    try check(rowsOf: logits, "logits")
    try check(labels, count: logits.rows, classes: logits.columns)
    return meanCrossEntropy(logits, labels)
    // solution:end
  }

  /// The cost of a network on a batch, with an L2 penalty.
  ///
  ///     J = cost(logits, labels) + λ/2 ‖W‖²
  ///
  /// ‖W‖² is the sum of the squares of all weights of all layers, without the biases. The penalty is
  /// not divided by n.
  ///
  ///     // the network and the inputs of `forward`'s example: ‖W‖² = 5 + 6
  ///     objective(
  ///       inputs: [[1, 2], [0, -1]], labels: [0, 1], parameters: network, activation: .relu,
  ///       lambda: 0.2)
  ///     // 0.370867… + 0.1 · 11 = 1.470867…
  ///
  /// - Parameters:
  ///   - inputs: X, n rows.
  ///   - labels: n classes.
  ///   - parameters: The weights and biases of the L layers.
  ///   - activation: The activation function of all hidden layers.
  ///   - lambda: λ ≥ 0, finite; 0 is no penalty.
  /// - Throws: `InvalidInput` as `forward` does, when labels don't fit, or λ is not 0 or more.
  public func objective(
    inputs: Matrix, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> Double {
    // solution:begin
    try check(LabelledSamples(inputs: inputs, labels: labels), parameters)
    try check(lambda, "lambda")
    return meanCrossEntropy(logits(of: inputs, through: parameters, activation), labels)
      + penalty(on: parameters, lambda)
    // solution:end
  }

  /// The gradient of the objective J with respect to all parameters, from a forward pass.
  ///
  /// Start at the logits, with G = (softmax(logits) − Y)/n, where Y has a 1 at each sample's label
  /// and 0 elsewhere. Then go through the layers from the last to the first. Each layer turns its G,
  /// which is ∂cost/∂Z, into the gradients of its parameters, and into the G of the layer before.
  /// The penalty adds λW to each layer's weights' gradient.
  ///
  ///     // the pass and the network of `forward`'s example, with λ = 0; to six decimals:
  ///     let gradients = try backward(
  ///       pass: pass, labels: [0, 1], parameters: network, activation: .relu, lambda: 0)
  ///     gradients.weights[1]    // [[-0.363144, 0.035569, -0.25], [0.363144, -0.035569, 0.25]]
  ///     gradients.biases[1]     // [-0.226287, 0.226287]
  ///     gradients.weights[0]    // [[-0.25, -0.523713], [0, 0.047426], [0.25, 0.5]]
  ///     gradients.biases[0]     // [-0.226287, -0.047426, 0.25]
  ///
  /// - Parameters:
  ///   - pass: What `forward` gives for the batch and these parameters. It is taken as it is, not
  ///     computed again.
  ///   - labels: n classes.
  ///   - parameters: The weights and biases of the L layers.
  ///   - activation: The activation function of all hidden layers.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: The derivatives, in the shapes of the parameters.
  /// - Throws: `InvalidInput` when shapes or labels don't fit, there is no label, an entry of the
  ///   parameters is not finite, or λ is not 0 or more.
  public func backward(
    pass: ForwardPass, labels: [Int], parameters: NetworkParameters, activation: HiddenActivation,
    lambda: Double
  ) throws -> NetworkParameters {
    // solution:begin
    try check(parameters)
    try check(pass, parameters, rows: labels.count)
    try check(labels, count: labels.count, classes: parameters.classes)
    try check(lambda, "lambda")
    return gradients(pass, labels, parameters, activation, lambda)
    // solution:end
  }

  /// One step of gradient descent on all weights and biases.
  ///
  ///     W ← W − α ∂J/∂W        b ← b − α ∂J/∂b
  ///
  ///     updated(
  ///       parameters: NetworkParameters(weights: [[[1, 2]]], biases: [[3]]),
  ///       gradients: NetworkParameters(weights: [[[4, -1]]], biases: [[2]]), learningRate: 0.5)
  ///     // weights [[[-1, 2.5]]], biases [[2]]
  ///
  /// - Parameters:
  ///   - parameters: The weights and biases of the L layers.
  ///   - gradients: In the same shapes.
  ///   - learningRate: α ≥ 0, finite.
  /// - Returns: The new parameters.
  /// - Throws: `InvalidInput` when shapes don't fit, an entry is not finite, or α is not 0 or more.
  public func updated(
    parameters: NetworkParameters, gradients: NetworkParameters, learningRate: Double
  ) throws -> NetworkParameters {
    // solution:begin
    try check(parameters)
    try check(gradients, haveShapesOf: parameters)
    try check(learningRate, "learningRate")
    return step(from: parameters, against: gradients, learningRate)
    // solution:end
  }

  /// What a network says about labelled samples, and how good that is.
  ///
  /// The probabilities are softmax(logits), row by row, finite and accurate for all finite logits.
  /// The predicted class of a sample is the one with the largest logit, the lowest one if several
  /// have it. The accuracy is the share of samples whose predicted class is their label.
  ///
  ///     // the network of `forward`'s example
  ///     let prediction = try predict(
  ///       samples: LabelledSamples(inputs: [[1, 2], [0, -1]], labels: [0, 1]),
  ///       parameters: network, activation: .relu)
  ///     prediction.probabilities    // [[0.5, 0.5], [0.047426, 0.952574]], to six decimals
  ///     prediction.accuracy         // 1: the tie of sample 0 goes to class 0
  ///     prediction.cost             // 0.370867…
  ///
  /// - Parameters:
  ///   - samples: n rows with their labels.
  ///   - parameters: The weights and biases of the L layers.
  ///   - activation: The activation function of all hidden layers.
  /// - Throws: `InvalidInput` when `inputs` has no row, shapes or labels don't fit, or an entry is
  ///   not finite.
  public func predict(
    samples: LabelledSamples, parameters: NetworkParameters, activation: HiddenActivation
  ) throws -> NetworkPrediction {
    // solution:begin
    try check(samples, parameters)
    return prediction(samples, parameters, activation)
    // solution:end
  }

  /// The samples in random order, cut into batches.
  ///
  /// Every sample is in exactly one batch, beside its own label. All batches have `batchSize`
  /// samples, except that the last one has what is left: 10 samples make batches of 4, 4 and 2.
  /// Every order of the samples is equally likely.
  ///
  /// - Parameters:
  ///   - samples: n rows with their labels, which may be any integers of 0 or more.
  ///   - batchSize: At least 1. If it is n or more, there is one batch.
  ///   - generator: What the order is drawn with.
  /// - Throws: `InvalidInput` when `inputs` has no row or an entry that is not finite, `labels` are
  ///   more or fewer than the rows, one is negative, or `batchSize` is less than 1.
  public func randomMiniBatches(
    samples: LabelledSamples, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [LabelledSamples] {
    // solution:begin
    try check(rowsOf: samples.inputs, "inputs")
    try check(samples.labels, count: samples.inputs.rows, classes: .max)
    try check(batchSize, "batchSize", atLeast: 1)
    return batches(of: samples.inputs.rows, batchSize, using: &generator).map {
      gather($0, from: samples)
    }
    // solution:end
  }

  /// Trains a network by gradient descent on mini-batches.
  ///
  /// An epoch draws a new random order of the training samples and cuts it into batches, as
  /// `randomMiniBatches` does. Each batch, also the last one of an epoch, makes one step with the
  /// gradient of J for that batch: its mean is over the samples of the batch, its penalty λ/2 ‖W‖²
  /// is added in full.
  ///
  /// Steps are counted from the start of training, through all epochs. There is a record before the
  /// first step, with `iteration` 0, and one after every step whose number is a multiple of
  /// `recordInterval`. A record measures the parameters at that time, on all training samples and
  /// on all validation samples: the cost without the penalty, and the accuracy.
  ///
  /// So 10 samples, `batchSize` 4, 2 epochs and a `recordInterval` of 4 make 6 steps and two records,
  /// with the iterations 0 and 4.
  ///
  /// Where the learning rate is so large that parameters become infinite or NaN on the way, training
  /// may go on or throw.
  ///
  /// - Parameters:
  ///   - parameters: Where training starts.
  ///   - training: The samples to learn from.
  ///   - validation: Samples that are only measured, never learnt from.
  ///   - activation: The activation function of all hidden layers.
  ///   - settings: α (`learningRate`), `batchSize`, `epochs`, λ (`lambda`) and `recordInterval`.
  ///     With 0 epochs there is no step: the result is `parameters`, and one record.
  ///   - generator: What the order of the samples is drawn with.
  /// - Returns: The parameters after the last step, and the records.
  /// - Throws: `InvalidInput` when `inputs` or `labels` of either set don't fit the parameters or are
  ///   bad, or a setting is.
  public func train(
    parameters: NetworkParameters, training: LabelledSamples, validation: LabelledSamples,
    activation: HiddenActivation, settings: NetworkTrainingSettings,
    using generator: inout SeededGenerator
  ) throws -> NetworkTraining {
    // solution:begin
    try check(training, parameters)
    try check(validation, parameters)
    try check(settings)

    var parameters = parameters
    var iteration = 0
    var history = [record(iteration, parameters, training, validation, activation)]
    for _ in 0..<settings.epochs {
      for rows in batches(of: training.inputs.rows, settings.batchSize, using: &generator) {
        let batch = gather(rows, from: training)
        let pass = pass(of: batch.inputs, through: parameters, activation)
        let gradients = gradients(pass, batch.labels, parameters, activation, settings.lambda)
        parameters = step(from: parameters, against: gradients, settings.learningRate)
        iteration += 1
        if iteration % settings.recordInterval == 0 {
          history.append(record(iteration, parameters, training, validation, activation))
        }
      }
    }
    return NetworkTraining(parameters: parameters, history: history)
    // solution:end
  }

  /// Concept check: which parameters the first step changes when all of them start at zero.
  ///
  /// Take a network with one hidden layer, all of whose weights and biases are 0, and the gradient
  /// of the cost (λ = 0) on a batch in which one class is more frequent than the others. Which of
  /// the four blocks of parameters have a gradient that is not 0? Find the answer on paper, from the
  /// formulas of the backward pass.
  ///
  /// - Parameter activation: The activation function of the hidden layer.
  /// - Returns: The blocks, in any order.
  public func blocksThatLearn(fromZeroWith activation: HiddenActivation) throws -> [NetworkBlock] {
    // solution:begin
    switch activation {
    case .sigmoid: [.outputWeights, .outputBiases]
    case .relu, .tanh: [.outputBiases]
    }
    // solution:end
  }

  // solution-only:begin
  // MARK: Layers

  private func draw(
    _ scheme: InitialisationScheme, outputs: Int, inputs: Int,
    using generator: inout SeededGenerator
  ) -> Matrix {
    let sum = Double(inputs + outputs)
    func normal(mean: Double = 0, _ deviation: Double) -> Matrix {
      .normal(
        rows: outputs, columns: inputs, mean: mean, standardDeviation: deviation,
        using: &generator)
    }
    switch scheme {
    case .zero: return .zeros(outputs, inputs)
    case .smallNormal: return normal(0.01)
    case .glorotNormal: return normal((2 / sum).squareRoot())
    case .glorotUniform:
      let bound = (6 / sum).squareRoot()
      return .uniform(rows: outputs, columns: inputs, in: -bound..<bound, using: &generator)
    case .heNormal: return normal((2 / Double(inputs)).squareRoot())
    case .shiftedNormal: return normal(mean: 0.1, 0.1)
    }
  }

  private func apply(_ activation: HiddenActivation, to z: Matrix) -> Matrix {
    switch activation {
    case .sigmoid: sigmoid(z)
    case .relu: relu(z)
    case .tanh: tanh(z)
    }
  }

  private func derivative(of activation: HiddenActivation, at z: Matrix) -> Matrix {
    switch activation {
    case .sigmoid: sigmoid(z) * sigmoid(-z)
    case .relu: z.map { $0 > 0 ? 1 : 0 }
    case .tanh: 1 - tanh(z) * tanh(z)
    }
  }

  private func affine(_ inputs: Matrix, _ weights: Matrix, _ biases: Vector) -> Matrix {
    matmul(inputs, weights, transposeB: true) + biases
  }

  private func parameterGradients(
    _ upstream: Matrix, _ inputs: Matrix
  ) -> (weights: Matrix, biases: Vector) {
    (matmul(upstream, inputs, transposeA: true), upstream.columnSums())
  }

  // MARK: Forward

  private func pass(
    of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
  ) -> ForwardPass {
    var pass = ForwardPass(preActivations: [], activations: [inputs])
    for layer in parameters.layers {
      if layer > 0 {
        pass.activations.append(apply(activation, to: pass.preActivations[layer - 1]))
      }
      pass.preActivations.append(
        affine(pass.activations[layer], parameters.weights[layer], parameters.biases[layer]))
    }
    return pass
  }

  /// The end of a pass, without keeping what only the backward pass needs.
  private func logits(
    of inputs: Matrix, through parameters: NetworkParameters, _ activation: HiddenActivation
  ) -> Matrix {
    var result = inputs
    for layer in parameters.layers {
      if layer > 0 { result = apply(activation, to: result) }
      result = affine(result, parameters.weights[layer], parameters.biases[layer])
    }
    return result
  }

  private func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> Double {
    let losses = labels.indices.map { crossEntropy(logits.row($0), labels[$0]) }
    return Vector(losses).mean()
  }

  /// log Σ exp(z) − z[label]. The largest logit's term is 1, so log1p of the others keeps the digits.
  private func crossEntropy(_ logits: Vector, _ label: Int) -> Double {
    let top = logits.argmax()
    var others = exp(logits - logits[top])
    others[top] = 0
    return log1p(others.sum()) + (logits[top] - logits[label])
  }

  /// Softmax of each row; a row is a column for a while, because arithmetic broadcasts along rows.
  private func softmax(_ logits: Matrix) -> Matrix {
    let columns = logits.transposed()
    let shifted = columns - columns.columnMaxima()
    return exp(shifted - log(exp(shifted).columnSums())).transposed()
  }

  private func penalty(on parameters: NetworkParameters, _ lambda: Double) -> Double {
    lambda / 2 * Vector(parameters.weights.map { $0.squaredNorm() }).sum()
  }

  // MARK: Backward and update

  private func gradients(
    _ pass: ForwardPass, _ labels: [Int], _ parameters: NetworkParameters,
    _ activation: HiddenActivation, _ lambda: Double
  ) -> NetworkParameters {
    var gradients = parameters
    var upstream = logitGradient(pass.preActivations[parameters.layers.upperBound - 1], labels)
    for layer in parameters.layers.reversed() {
      var (weights, biases) = parameterGradients(upstream, pass.activations[layer])
      weights.add(parameters.weights[layer], times: lambda)
      gradients.weights[layer] = weights
      gradients.biases[layer] = biases
      if layer > 0 {
        upstream =
          matmul(upstream, parameters.weights[layer])
          * derivative(of: activation, at: pass.preActivations[layer - 1])
      }
    }
    return gradients
  }

  /// (softmax(logits) − Y)/n.
  private func logitGradient(_ logits: Matrix, _ labels: [Int]) -> Matrix {
    var result = softmax(logits)
    for (sample, label) in labels.enumerated() { result[sample, label] -= 1 }
    return result / Double(labels.count)
  }

  private func step(
    from parameters: NetworkParameters, against gradients: NetworkParameters,
    _ learningRate: Double
  ) -> NetworkParameters {
    var parameters = parameters
    for layer in parameters.layers {
      parameters.weights[layer].add(gradients.weights[layer], times: -learningRate)
      parameters.biases[layer].add(gradients.biases[layer], times: -learningRate)
    }
    return parameters
  }

  // MARK: Prediction and training

  private func prediction(
    _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
  ) -> NetworkPrediction {
    let logits = logits(of: samples.inputs, through: parameters, activation)
    let hits = zip(logits.rowArgmaxima(), samples.labels).count { $0 == $1 }
    return NetworkPrediction(
      probabilities: softmax(logits), accuracy: Double(hits) / Double(samples.labels.count),
      cost: meanCrossEntropy(logits, samples.labels))
  }

  /// The row numbers of each batch of one epoch.
  private func batches(
    of count: Int, _ size: Int, using generator: inout SeededGenerator
  ) -> [[Int]] {
    let order = generator.permutation(of: count)
    return stride(from: 0, to: count, by: size).map {
      Array(order[$0..<min($0 + size, count)])
    }
  }

  private func gather(_ rows: [Int], from samples: LabelledSamples) -> LabelledSamples {
    LabelledSamples(
      inputs: samples.inputs.gather(rows: rows), labels: rows.map { samples.labels[$0] })
  }

  private func record(
    _ iteration: Int, _ parameters: NetworkParameters, _ training: LabelledSamples,
    _ validation: LabelledSamples, _ activation: HiddenActivation
  ) -> NetworkTrainingRecord {
    let onTraining = prediction(training, parameters, activation)
    let onValidation = prediction(validation, parameters, activation)
    return NetworkTrainingRecord(
      iteration: iteration, cost: onTraining.cost, accuracy: onTraining.accuracy,
      validationCost: onValidation.cost, validationAccuracy: onValidation.accuracy)
  }

  // MARK: Bad input

  private func check(_ samples: LabelledSamples, _ parameters: NetworkParameters) throws {
    try check(rowsOf: samples.inputs, "inputs")
    try check(parameters, fit: samples.inputs)
    try check(samples.labels, count: samples.inputs.rows, classes: parameters.classes)
  }

  private func check(_ elements: [Double], _ name: String) throws {
    // The norm is quick, and NaN or infinite when an entry is.
    if Vector(elements).normInfinity().isFinite { return }
    for entry in elements where !entry.isFinite {
      throw InvalidInput("\(name) must be finite, but an entry is \(entry)")
    }
  }

  private func check(rowsOf matrix: Matrix, _ name: String) throws {
    guard matrix.rows > 0 else { throw InvalidInput("\(name) must have a row, but it has 0") }
    try check(matrix.elements, name)
  }

  private func check(_ parameters: NetworkParameters) throws {
    guard !parameters.weights.isEmpty else {
      throw InvalidInput("parameters must have a layer, but its weights are []")
    }
    guard parameters.weights.count == parameters.biases.count else {
      throw InvalidInput(
        "parameters must have biases for each layer, but it has \(parameters.weights.count) "
          + "weights and \(parameters.biases.count) biases")
    }
    for layer in parameters.layers {
      let (weights, biases) = (parameters.weights[layer], parameters.biases[layer])
      guard biases.count == weights.rows else {
        throw InvalidInput(
          "parameters must fit: biases[\(layer)] has \(biases.count) entries, where "
            + "weights[\(layer)] has \(weights.rows) rows")
      }
      if layer > 0, weights.columns != parameters.weights[layer - 1].rows {
        throw InvalidInput(
          "parameters must fit: weights[\(layer)] has \(weights.columns) columns, where the layer "
            + "before has \(parameters.weights[layer - 1].rows) outputs")
      }
      try check(weights.elements, "parameters: weights[\(layer)]")
      try check(biases.elements, "parameters: biases[\(layer)]")
    }
  }

  private func check(_ parameters: NetworkParameters, fit inputs: Matrix) throws {
    try check(parameters)
    guard inputs.columns == parameters.weights[0].columns else {
      throw InvalidInput(
        "inputs must have \(parameters.weights[0].columns) columns as the weights have, "
          + "but it has \(inputs.columns)")
    }
  }

  private func check(_ gradients: NetworkParameters, haveShapesOf parameters: NetworkParameters)
    throws
  {
    let shapes = { (list: NetworkParameters) in
      (list.weights.map { [$0.rows, $0.columns] }, list.biases.map(\.count))
    }
    guard shapes(gradients) == shapes(parameters) else {
      throw InvalidInput(
        "gradients must have the shapes of the parameters, but has \(shapes(gradients))")
    }
    for layer in gradients.layers {
      try check(gradients.weights[layer].elements, "gradients: weights[\(layer)]")
      try check(gradients.biases[layer].elements, "gradients: biases[\(layer)]")
    }
  }

  private func check(_ pass: ForwardPass, _ parameters: NetworkParameters, rows: Int) throws {
    let wanted = parameters.weights.map { [[rows, $0.rows], [rows, $0.columns]] }
    let given = zip(pass.preActivations, pass.activations).map {
      [[$0.rows, $0.columns], [$1.rows, $1.columns]]
    }
    let counts = [pass.preActivations.count, pass.activations.count]
    guard given == wanted, counts == [wanted.count, wanted.count] else {
      throw InvalidInput(
        "pass must have preActivations and activations for \(rows) labels and each layer of the "
          + "parameters, but the shapes are \(given) and the counts \(counts)")
    }
  }

  private func check(_ labels: [Int], count: Int, classes: Int) throws {
    guard !labels.isEmpty else { throw InvalidInput("labels must not be empty: it is []") }
    guard labels.count == count else {
      throw InvalidInput(
        "labels must be \(count), one for each sample, but there are \(labels.count)")
    }
    if let label = labels.first(where: { $0 < 0 || $0 >= classes }) {
      throw InvalidInput("labels must be 0 or more and less than \(classes), but one is \(label)")
    }
  }

  // The comparison is written so that NaN fails it.
  private func check(_ number: Double, _ name: String) throws {
    guard number >= 0, number.isFinite else {
      throw InvalidInput("\(name) must be at least 0 and finite, but it is \(number)")
    }
  }

  private func check(_ number: Int, _ name: String, atLeast minimum: Int) throws {
    guard number >= minimum else {
      throw InvalidInput("\(name) must be at least \(minimum), but it is \(number)")
    }
  }

  private func check(_ settings: NetworkTrainingSettings) throws {
    try check(settings.learningRate, "learningRate")
    try check(settings.lambda, "lambda")
    try check(settings.batchSize, "batchSize", atLeast: 1)
    try check(settings.epochs, "epochs", atLeast: 0)
    try check(settings.recordInterval, "recordInterval", atLeast: 1)
  }
  // solution-only:end
}
