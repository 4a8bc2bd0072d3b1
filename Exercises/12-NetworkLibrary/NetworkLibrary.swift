import Curriculum
import LinearAlgebra

// Exercise 12 · Network library
//
// Handout: docs/handouts/12-network-library.md
// Tests:   swift test --filter NetworkLibrary
//
// This file: the functions that make modules and optimizers, the loss, the gradient check, training.
// Modules.swift: the classes of the modules. ModuleOptimizers.swift: the classes of the optimizers.
//
// Conventions
// - A row is a sample; labels are integers from 0. A layer's weights are outputs × inputs.
// - Modules, optimizers and parameters are objects (classes). `Parameter` is given: it holds a value
//   and a gradient, both matrices of the same shape, and `isDecayed`.
// - The loss is a mean over the batch. Its gradient has the factor 1/N already, so no module
//   divides by N again.
// - A module begins in training mode.
// - Weight decay is λ/2‖W‖², whose gradient is λW; biases are not decayed.
// - Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
//   its value, such as "rate must be at least 0 and less than 1, but it is 1.0". A call that is
//   refused for its own arguments has changed nothing. Where a module throws in the middle of a
//   model, what was done before it stays done.
// - NaN in inputs and upstream gradients is not looked for, nor are numbers above 1e100, whose
//   squares and sums may overflow.

/// Your answer to exercise 12.
public struct Answer: NetworkLibrary {
  /// Makes a layer Z = X Wᵀ + b.
  ///
  /// The weights are drawn by Glorot's rule: from the normal distribution with mean 0 and
  /// *variance* 2/(inputs + outputs). The bias is 0.
  ///
  ///     let layer = try makeLinear(inputs: 3, outputs: 2, using: &generator)
  ///     try layer.values()    // [a matrix of 2 × 3, [[0, 0]]]
  ///
  /// What the layer does belongs in the class `Linear` (Modules.swift).
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs, at least 1.
  ///   - outputs: The number of outputs, at least 1.
  ///   - generator: All random numbers come from it.
  /// - Returns: A new module with two parameters: the weights, outputs × inputs, decayed; and the
  ///   bias, 1 × outputs, not decayed.
  /// - Throws: `InvalidInput` when `inputs` or `outputs` is less than 1.
  public func makeLinear(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) throws -> any Module {
    throw Unimplemented()
  }

  /// Makes a rectified linear unit, max(x, 0) for every entry. See the class `ReLU`.
  public func makeReLU() throws -> any Module {
    throw Unimplemented()
  }

  /// Makes a logistic function, 1 / (1 + e⁻ˣ) for every entry. See the class `Sigmoid`.
  public func makeSigmoid() throws -> any Module {
    throw Unimplemented()
  }

  /// Makes a hyperbolic tangent of every entry. See the class `Tanh`.
  public func makeTanh() throws -> any Module {
    throw Unimplemented()
  }

  /// Makes inverted dropout. See the class `Dropout`.
  ///
  /// - Parameters:
  ///   - rate: The probability p with which an entry is dropped, at least 0 and less than 1.
  ///   - seed: The module draws from a generator of its own, `SeededGenerator(seed: seed)`. With the
  ///     same seed and the same calls, two modules drop the same entries.
  /// - Returns: A new module.
  /// - Throws: `InvalidInput` when `rate` is negative, NaN, or 1 or more.
  public func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
    throw Unimplemented()
  }

  /// Makes a module that consists of modules, one after the other. See the class `Sequential`.
  ///
  /// - Parameter modules: At least one. The same module may stand in it more than once.
  /// - Returns: A new module, made of the given ones: no copies of them.
  /// - Throws: `InvalidInput` that names `modules` when there are none.
  public func makeSequential(_ modules: [any Module]) throws -> any Module {
    throw Unimplemented()
  }

  /// The mean cross-entropy of softmax, from the logits, and its gradient.
  ///
  ///     loss = −(1/N) Σₙ log softmax(zₙ)[yₙ]
  ///     ∂loss/∂zₙ = (softmax(zₙ) − one-hot(yₙ)) / N
  ///
  /// zₙ is row n of the logits, yₙ its label. Finite and accurate for logits up to ±1e100.
  ///
  ///     let result = try softmaxCrossEntropy(logits: [[0, 0], [0, 0]], labels: [0, 1])
  ///     result.loss        // log 2 = 0.6931…
  ///     result.gradient    // [[-0.25, 0.25], [0.25, -0.25]]
  ///
  /// - Parameters:
  ///   - logits: N × K, a row for each sample, all finite.
  ///   - labels: N classes, each from 0 to K − 1.
  /// - Returns: The loss and the gradient, N × K.
  /// - Throws: `InvalidInput` that names `logits` when they have no rows or no columns, or an entry
  ///   that is infinite or NaN; that names `labels` when there aren't N, or one is out of range.
  public func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
    throw Unimplemented()
  }

  /// Makes gradient descent with momentum and weight decay, for the parameters of a model.
  ///
  ///     g ← gradient + λ w     λ w only for parameters with `isDecayed`
  ///     u ← μ u + g            u is 0 before the first step, one u for each parameter
  ///     w ← w − α u            with the new u
  ///
  /// What it does belongs in the class `SGD` (ModuleOptimizers.swift).
  ///
  /// - Parameters:
  ///   - model: Its parameters are the ones that `step` changes.
  ///   - learningRate: α ≥ 0, finite.
  ///   - momentum: μ, at least 0 and less than 1.
  ///   - weightDecay: λ ≥ 0, finite.
  /// - Returns: A new optimizer.
  /// - Throws: `InvalidInput` when α or λ is negative, infinite or NaN, or μ is negative, NaN, or 1
  ///   or more.
  public func makeSGD(
    for model: any Module, learningRate: Double, momentum: Double, weightDecay: Double
  ) throws -> any ModuleOptimizer {
    throw Unimplemented()
  }

  /// Makes Adam, for the parameters of a model. There is no weight decay.
  ///
  ///     m ← β₁ m + (1 − β₁) g       m and v are 0 before the first step, one of each for each
  ///     v ← β₂ v + (1 − β₂) g²      parameter
  ///     w ← w − α m̂ / (√v̂ + ε)      m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ), t = 1 in the first step
  ///
  /// What it does belongs in the class `Adam` (ModuleOptimizers.swift).
  ///
  /// - Parameters:
  ///   - model: Its parameters are the ones that `step` changes.
  ///   - learningRate: α ≥ 0, finite.
  ///   - beta1: β₁, at least 0 and less than 1.
  ///   - beta2: β₂, at least 0 and less than 1.
  ///   - epsilon: ε > 0, finite.
  /// - Returns: A new optimizer.
  /// - Throws: `InvalidInput` when a setting is outside its range, or NaN.
  public func makeAdam(
    for model: any Module, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any ModuleOptimizer {
    throw Unimplemented()
  }

  /// Compares the gradients of a whole model with numerical ones.
  ///
  /// The loss is `softmaxCrossEntropy` of the model's outputs. For each parameter, let a be the
  /// gradient by `backward`, c the one by central differences, entry by entry,
  ///
  ///     c = (loss with the entry + h − loss with the entry − h) / 2h
  ///
  /// and take the norm over all entries of the parameter (the root of the sum of squares):
  ///
  ///     error = ‖a − c‖ / (‖a‖ + ‖c‖),    0 where both are zero
  ///
  /// With h = 1e-5, the error of a right gradient is usually far below 1e-5; the parameter with a
  /// large one tells where to look. A right gradient has a large error too where an input of ReLU is
  /// closer to 0 than the step moves it, or where the gradient is hardly larger than rounding.
  ///
  /// - Parameters:
  ///   - model: Any module without dropout at work (rate 0 is fine), in any mode.
  ///   - inputs: A batch for it.
  ///   - labels: A class for each row.
  ///   - step: h > 0, finite.
  /// - Returns: An error for each of `model.parameters`, in their order. Afterwards each parameter's
  ///   value is what it was, bit for bit (x + h − h need not be x), and its gradient is a, whatever
  ///   it was before. The model is in training mode. The check's own forward passes don't wait for a
  ///   backward; those that waited before it still do.
  /// - Throws: `InvalidInput` when `step` is 0, negative, infinite or NaN. What the model and the
  ///   loss throw is passed on; it doesn't matter in which state the model is then.
  public func gradientErrors(
    of model: any Module, inputs: Matrix, labels: [Int], step: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// Trains a model with `softmaxCrossEntropy` on mini-batches.
  ///
  /// In each epoch the samples are put in a new random order and taken in batches of `batchSize`; the
  /// last batch is smaller when it doesn't come out even. For each batch: set the gradients to zero,
  /// forward, loss, backward, one step of the optimizer.
  ///
  /// - Parameters:
  ///   - model: Any module; it is put into training mode first.
  ///   - inputs: N × D, N ≥ 1; not changed.
  ///   - labels: N classes.
  ///   - optimizer: One that was made for the model.
  ///   - epochs: How often to go through all samples, at least 0.
  ///   - batchSize: At least 1; if it is more than N, then all samples are one batch.
  ///   - generator: The orders come from it, and nothing else does.
  /// - Returns: For each epoch the mean loss of its N samples, each taken when its batch was there,
  ///   before the step. A small last batch counts with its few samples only.
  /// - Throws: `InvalidInput` that names `inputs` when there are no rows, `labels` when there aren't
  ///   N, `epochs` when negative, `batchSize` when less than 1. What the model, the loss and the
  ///   optimizer throw is passed on; the batches before have been learnt from then.
  public func train(
    _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
    epochs: Int, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [Double] {
    throw Unimplemented()
  }

  /// The class with the largest output for each sample; of several largest, the lowest class.
  ///
  /// The model is put into evaluation mode, and stays in it.
  ///
  /// - Parameters:
  ///   - model: Any module.
  ///   - inputs: A row for each sample; not changed.
  /// - Returns: A class for each row.
  /// - Throws: What the model throws.
  public func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
    throw Unimplemented()
  }

  /// Concept check: how many numbers a network of linear layers learns, all biases included.
  ///
  ///     try parameterCount(layerSizes: [2, 3])    // 9: 3 × 2 weights and 3 biases
  ///
  /// - Parameter layerSizes: The number of inputs, then the number of outputs of each layer. At
  ///   least two sizes, each at least 1.
  /// - Throws: `InvalidInput` that names `layerSizes` otherwise.
  public func parameterCount(layerSizes: [Int]) throws -> Int {
    throw Unimplemented()
  }

  /// Concept check: the loss before the first step, where all logits are about 0.
  ///
  /// It is the first thing to look at when training starts: a first loss far above it means that the
  /// logits are far from 0, or that the loss is no mean.
  ///
  /// - Parameter classes: K, at least 1.
  /// - Returns: `softmaxCrossEntropy` where each of the K logits of each sample is 0.
  /// - Throws: `InvalidInput` when K is less than 1.
  public func initialLoss(classes: Int) throws -> Double {
    throw Unimplemented()
  }

  /// Concept check: whether a module gives other outputs in evaluation mode than in training mode,
  /// for the same inputs and the same parameters.
  public func changesInEvaluation(_ kind: ModuleKind) throws -> Bool {
    throw Unimplemented()
  }
}
