import Curriculum
import LinearAlgebra

// Exercise 9 · Initialisation
//
// Handout: docs/handouts/09-initialisation.md
// Tests:   swift test --filter Initialisation
//
// Conventions
// - A row of a matrix of inputs or activations is a sample.
// - Weights are inputs × outputs: a layer gives the pre-activations Z = X W + b. Column j of W holds
//   the weights of output unit j.
// - All randomness comes from the generator that is passed in, and drawing moves it on. A generator
//   in the same state gives the same numbers, to the last bit. In which order you draw, and how many
//   numbers you take, is up to you.
// - A standard deviation is the root of a variance. Mind which of the two a formula gives.
// - No function changes its arguments, apart from the generator.
// - The types of arguments and results stand in Sources/Curriculum: Initialisation.swift,
//   InitialisationScheme.swift, HiddenActivation.swift and NetworkBlock.swift.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and, if
// it is a number, its value, such as "inputs must be at least 1, but it is 0". These are bad:
// - `inputs` or `outputs`, as a number of units, that is less than 1, whatever the scheme;
// - `sizes` with fewer than two entries, or with an entry that is less than 1, which is the value;
// - `activations` without an entry, or with one that is NaN or infinite;
// - `layers` that is empty, or in which a layer has weights without a column, weights without exactly
//   one row for each column of the layer before, not exactly one bias for each column of its weights,
//   or a number that is NaN or infinite;
// - `inputs`, as a matrix, without a row, without exactly one column for each row of the first
//   layer's weights, or with an entry that is NaN or infinite;
// - `scheme` as `reluFactor` says, and `steps` that is less than 1.

/// Your answer to exercise 9.
public struct Answer: Initialisation {
  /// The standard deviation of the distribution that a scheme draws one weight from.
  ///
  ///     zero            every weight is 0
  ///     smallNormal     normal with mean 0 and variance 0.01²
  ///     glorotNormal    normal with mean 0 and variance 2/(inputs + outputs)
  ///     glorotUniform   uniform between −M and M, where M = √(6/(inputs + outputs))
  ///     heNormal        normal with mean 0 and variance 2/inputs
  ///     shiftedNormal   normal with mean 0.1 and variance 0.1²
  ///
  /// It is a number of the distribution, not of a sample: nothing is drawn here.
  ///
  ///     standardDeviation(of: .heNormal, inputs: 200, outputs: 50)   // 0.1
  ///
  /// - Parameters:
  ///   - scheme: One of the six.
  ///   - inputs: How many units the layer gets its inputs from, at least 1. Also called fan-in.
  ///   - outputs: How many units the layer has, at least 1. Also called fan-out.
  /// - Throws: `InvalidInput` when `inputs` or `outputs` is less than 1.
  public func standardDeviation(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double {
    throw Unimplemented()
  }

  /// A layer's weights, each of them a draw of its own from the scheme's distribution.
  ///
  /// The distributions are those of `standardDeviation`. "Normal" is the plain normal distribution:
  /// nothing is cut off, and the draws are not shifted or scaled afterwards so that their mean or
  /// their spread comes out even. Nor are they rounded to fewer digits than a `Double` has.
  ///
  ///     var generator = SeededGenerator(seed: 1)
  ///     weights(.glorotUniform, inputs: 4, outputs: 2, using: &generator)
  ///     // 4 × 2, eight numbers between -1 and 1, since √(6/6) = 1
  ///
  /// - Parameters:
  ///   - scheme: One of the six.
  ///   - inputs: How many units the layer gets its inputs from, at least 1.
  ///   - outputs: How many units the layer has, at least 1.
  ///   - generator: Where the random numbers come from. Whether `zero` draws any makes no difference.
  /// - Returns: inputs × outputs.
  /// - Throws: `InvalidInput` when `inputs` or `outputs` is less than 1.
  public func weights(
    _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
    using generator: inout SeededGenerator
  ) throws -> Matrix {
    throw Unimplemented()
  }

  /// All layers of a network, with weights that are drawn by a scheme, and biases of zero.
  ///
  ///     let network = try layers(.heNormal, sizes: [784, 200, 10], using: &generator)
  ///     network.count        // 2
  ///     network[0].weights   // 784 × 200
  ///     network[1].biases    // ten zeros
  ///
  /// The spread of each layer's weights is that of its own inputs and outputs, and each layer has
  /// draws of its own.
  ///
  /// - Parameters:
  ///   - scheme: One of the six, for all layers.
  ///   - sizes: How many numbers there are at each place of the network: inputs, hidden units, …,
  ///     outputs. At least two entries, each at least 1.
  ///   - generator: Where the random numbers come from.
  /// - Returns: One layer less than there are sizes; layer k has sizes[k] inputs and sizes[k + 1]
  ///   outputs.
  /// - Throws: `InvalidInput` when there are fewer than two sizes, or one is less than 1.
  public func layers(
    _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
  ) throws -> [DenseLayer] {
    throw Unimplemented()
  }

  /// Mean and standard deviation of all entries of a matrix.
  ///
  ///     mean = (1/N) Σ hᵢ          s = √((1/N) Σ (hᵢ − mean)²)
  ///
  /// The sums go over all N entries; the divisor is N, not N − 1. Both must be accurate even where
  /// the mean is much larger than the standard deviation, such as for 10⁹ and 10⁹ + 1. The tests
  /// keep entries below 1e100 in magnitude.
  ///
  ///     statistics(of: [[1, 4], [1, 2]])   // mean 2, standard deviation √1.5 = 1.2247…
  ///
  /// - Parameter activations: Any shape with at least one entry, all of them finite.
  /// - Throws: `InvalidInput` when there is no entry, or one is NaN or infinite.
  public func statistics(of activations: Matrix) throws -> ActivationStatistics {
    throw Unimplemented()
  }

  /// Mean and standard deviation of the activations of each hidden layer, before any training.
  ///
  ///     H₀ = inputs,   Hₖ = φ(Hₖ₋₁ Wₖ + bₖ)   for each hidden layer k = 1, 2, …
  ///
  /// where φ is the activation, taken of each entry. The last of `layers` is the output layer: it is
  /// no hidden layer, and its result is not asked for. The statistics of Hₖ are those of
  /// `statistics`, over all samples and all units of the layer together.
  ///
  ///     let hidden = DenseLayer(weights: [[1, 2], [0, -1]], biases: [0, 1])
  ///     let output = DenseLayer(weights: [[1], [1]], biases: [0])
  ///     // H₁ = relu([[1, 1], [-1, -1]]) = [[1, 1], [0, 0]]
  ///     activationStatistics(of: [hidden, output], inputs: [[1, 2], [-1, 0]], activation: .relu)
  ///     // one layer: mean 0.5, standard deviation 0.5
  ///
  /// - Parameters:
  ///   - layers: At least one, each with as many rows of weights as the one before has columns. They
  ///     need not come from `layers(_:sizes:using:)`, and their biases need not be zero.
  ///   - inputs: A row is a sample, with a column for each row of the first layer's weights.
  ///   - activation: φ, the same in all hidden layers.
  /// - Returns: One entry less than there are layers, from the first hidden layer to the last. None
  ///   when there is only an output layer.
  /// - Throws: `InvalidInput` when `layers` or `inputs` is bad in one of the ways that are listed at
  ///   the top of this file.
  public func activationStatistics(
    of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
  ) throws -> [ActivationStatistics] {
    throw Unimplemented()
  }

  /// Concept check: by what factor one layer of a ReLU network changes the size of the signal.
  ///
  /// The size of pre-activations is their mean square. Let z be pre-activations whose distribution is
  /// symmetric about 0. They go through a ReLU into a layer with `inputs` units before it and
  /// `outputs` units in it, with weights drawn by the scheme and no biases: z′ = Σᵢ relu(zᵢ) wᵢ. How
  /// many times E[z²] is E[z′²]?
  ///
  ///     reluFactor(of: .smallNormal, inputs: 1000, outputs: 300)   // 0.05
  ///
  /// Find the formula on paper. It holds for every scheme whose weights have mean 0; for the other
  /// one there is no such factor, since more than E[z²] matters.
  ///
  /// - Parameters:
  ///   - scheme: Not `shiftedNormal`.
  ///   - inputs: At least 1.
  ///   - outputs: At least 1.
  /// - Throws: `InvalidInput` when the scheme is `shiftedNormal`, or `inputs` or `outputs` is less
  ///   than 1.
  public func reluFactor(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double {
    throw Unimplemented()
  }

  /// Concept check: which blocks of a network have changed when it started with zeros everywhere.
  ///
  /// The network has one hidden layer with the given activation, and softmax outputs. All weights and
  /// all biases are 0. It is trained by gradient descent on the mean cross-entropy, each step with the
  /// same data and a learning rate greater than 0. The classes are not equally frequent in the data,
  /// and no gradient is 0 by mere chance.
  ///
  /// - Parameters:
  ///   - activation: What the hidden units do. The derivative of `relu` at 0 is 0.
  ///   - steps: How many steps have been taken, at least 1.
  /// - Returns: The blocks in which some number is no longer 0, each once, in any order.
  /// - Throws: `InvalidInput` when `steps` is less than 1.
  public func blocksThatLearnFromZero(
    activation: HiddenActivation, steps: Int
  ) throws -> [NetworkBlock] {
    throw Unimplemented()
  }
}
