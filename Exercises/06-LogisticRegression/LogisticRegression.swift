import Curriculum
import LinearAlgebra

// Exercise 6 · Logistic regression
//
// Handout: docs/handouts/06-logistic-regression.md
// Tests:   swift test --filter LogisticRegression
//
// Conventions
// - A row of `inputs` is a sample. n is the number of samples, d the number of columns of `inputs`.
// - `weights` is a vector of d numbers. There is no bias beside it: the last column of `inputs` is
//   all ones, if a bias is wanted, and the last weight is the bias.
// - A label is a class, 0 or 1. A logit is zᵢ = wᵀxᵢ, and ŷᵢ = σ(zᵢ) is the probability of class 1.
// - The cross-entropy and its gradient are means over the samples that are passed in.
// - The penalty is λ‖w‖², without a ½. It covers every weight, the bias too.
// - No function changes its arguments, except that `train` moves its generator on.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "lambda must be 0 or greater, but it is -0.5". These are bad:
// - `pixels`, `logits`, `weights`, `inputs`, `labels` or `validationLosses` without an entry;
// - an entry of `logits`, `weights`, `inputs` or `validationLosses` that is NaN or infinite;
// - an entry of `pixels` that is less than 0, greater than 255, or NaN;
// - a label that is neither 0 nor 1;
// - `weights` without exactly one entry for each column of `inputs`, and `labels` without exactly one
//   entry for each row of `inputs`, or for each of the `logits`; the sentence names `weights` or
//   `labels` and how many entries it has;
// - `learningRate` or `lambda` that is negative, NaN or infinite (0 is fine);
// - `patience`, `batchSize`, `epochs` or `stepsPerValidation` that is less than 1.

/// Your answer to exercise 6.
public struct Answer: LogisticRegression {
  /// Pixels as inputs from −1 to 1, with a last column of ones for the bias.
  ///
  /// A pixel of 0 becomes −1, one of 255 becomes 1, and what lies between lies on a straight line.
  ///
  ///     preprocess(pixels: [[0, 255], [51, 102]])  // [[-1.0, 1.0, 1.0], [-0.6, -0.2, 1.0]]
  ///
  /// - Parameter pixels: n × p numbers from 0 to 255, not necessarily whole; a row is an image.
  /// - Returns: n × (p + 1) numbers.
  /// - Throws: `InvalidInput` when `pixels` is empty or has an entry that is not from 0 to 255.
  public func preprocess(pixels: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// The logistic function of each logit, the probability of class 1.
  ///
  ///     σ(z) = 1 / (1 + e⁻ᶻ)
  ///
  /// It is accurate for every finite z: also where σ(z) is as small as 1e-300, and at ±1e4 and
  /// beyond, where it is 0 or 1. `LinearAlgebra` has a `sigmoid` too, but this one is for you to write.
  ///
  ///     sigmoid(logits: [0, 1, -1e4])  // [0.5, 0.7310585786300049, 0.0]
  ///
  /// - Parameter logits: n finite numbers.
  /// - Returns: n numbers from 0 to 1.
  /// - Throws: `InvalidInput` when `logits` is empty or has an entry that is not finite.
  public func sigmoid(logits: Vector) throws -> Vector {
    throw Unimplemented()
  }

  /// The probability of class 1 for each sample, ŷ = σ(Xw).
  ///
  ///     forward(weights: [2, -1], inputs: [[1, 1], [0.5, 1], [-1, 1]])
  ///     // [0.731058…, 0.5, 0.047425…]
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  /// - Returns: n numbers from 0 to 1.
  /// - Throws: `InvalidInput` when the shapes don't fit, or an argument is empty or has an entry that
  ///   is not finite.
  public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
    throw Unimplemented()
  }

  /// The fraction of the samples whose class is predicted as it is labelled.
  ///
  /// The predicted class is 1 where ŷ ≥ ½, and 0 elsewhere.
  ///
  ///     // The probabilities are 0.73, 0.5 and 0.05.
  ///     accuracy(weights: [2, -1], inputs: [[1, 1], [0.5, 1], [-1, 1]], labels: [1, 1, 1])
  ///     // 0.666666…
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample. No logit in the tests is so close to 0 that rounding
  ///     decides, but some are exactly 0.
  ///   - labels: n classes, each 0 or 1.
  /// - Returns: A number from 0 to 1.
  /// - Throws: `InvalidInput` when the shapes don't fit, an argument is empty, an entry is not finite,
  ///   or a label is neither 0 nor 1.
  public func accuracy(weights: Vector, inputs: Matrix, labels: [Int]) throws -> Double {
    throw Unimplemented()
  }

  /// The mean binary cross-entropy of a batch, from its logits.
  ///
  ///     C = (1/n) Σᵢ −[yᵢ log σ(zᵢ) + (1 − yᵢ) log(1 − σ(zᵢ))]
  ///
  /// This defines the number, but isn't the way to compute it. For every finite logit the result must
  /// be accurate to nine digits: for z = ±1e4 it is not infinite, and where it is tiny it is not 0.
  ///
  ///     crossEntropy(logits: [0, 2], labels: [1, 0])      // (0.693147… + 2.126928…) / 2
  ///     crossEntropy(logits: [1e4, -1e4], labels: [0, 0])  // (1e4 + 0) / 2
  ///     crossEntropy(logits: [40], labels: [1])            // 4.248354…e-18
  ///
  /// - Parameters:
  ///   - logits: z, n finite numbers. The sum of the tests' losses is never too large for a `Double`.
  ///   - labels: y, n classes, each 0 or 1.
  /// - Returns: A number that is never negative.
  /// - Throws: `InvalidInput` when `logits` is empty or has an entry that is not finite, when the
  ///   counts differ, or a label is neither 0 nor 1.
  public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
    throw Unimplemented()
  }

  /// The mean cross-entropy of a batch with an L2 penalty on all weights.
  ///
  ///     J(w) = C + λ‖w‖²        where the logits are Xw
  ///
  ///     // The logits are 1 and -3; the cross-entropy is 0.180924… and the penalty 0.1 · 5.
  ///     objective(weights: [2, -1], inputs: [[1, 1], [-1, 1]], labels: [1, 0], lambda: 0.1)
  ///     // 0.680924…
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - labels: y, n classes, each 0 or 1.
  ///   - lambda: λ ≥ 0, finite; 0 means no penalty.
  /// - Throws: `InvalidInput` as `accuracy` does, and when λ is negative, infinite or NaN.
  public func objective(
    weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Double {
    throw Unimplemented()
  }

  /// The gradient of `objective` with respect to the weights: entry j is ∂J/∂wⱼ.
  ///
  /// Derive it on paper first (written question TDT 1a).
  ///
  ///     gradient(weights: [2, -1], inputs: [[1, 1], [-1, 1]], labels: [1, 0], lambda: 0.1)
  ///     // [0.241816…, -0.310757…]
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d; a row is a sample.
  ///   - labels: y, n classes, each 0 or 1.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d numbers, one for each weight.
  /// - Throws: `InvalidInput`, as `objective` does.
  public func gradient(
    weights: Vector, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// The weights after one step of gradient descent on a batch.
  ///
  ///     w − α ∇J(w)
  ///
  ///     trainingStep(
  ///       weights: [2, -1], inputs: [[1, 1], [-1, 1]], labels: [1, 0], learningRate: 0.5, lambda: 0.1)
  ///     // [1.879091…, -0.844621…]
  ///
  /// - Parameters:
  ///   - weights: w, d numbers.
  ///   - inputs: X, n × d: the batch.
  ///   - labels: y, n classes, each 0 or 1.
  ///   - learningRate: α ≥ 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: The d new weights.
  /// - Throws: `InvalidInput` as `gradient` does, and when α is negative, infinite or NaN.
  public func trainingStep(
    weights: Vector, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Vector {
    throw Unimplemented()
  }

  /// Concept check: where early stopping ends a training, and which validation was the best.
  ///
  /// A validation is a new best when its loss is lower than that of every validation before it; the
  /// first one always is, and an equal loss never is. The training ends after `patience` validations
  /// in a row that were no new best.
  ///
  ///     // Nothing beats 0.5 in the two validations after it, so that 0.3 is never seen.
  ///     stoppingPoint(validationLosses: [0.7, 0.5, 0.6, 0.5, 0.3], patience: 2)
  ///     // StoppingPoint(validations: 4, best: 1)
  ///
  /// - Parameters:
  ///   - validationLosses: The losses that a training without early stopping would meet, in order.
  ///   - patience: At least 1.
  /// - Returns: How many validations take place, which is all of them if none ends the training, and
  ///   the index of the best one, from 0.
  /// - Throws: `InvalidInput` when `validationLosses` is empty or has an entry that is not finite, or
  ///   `patience` is less than 1.
  public func stoppingPoint(validationLosses: Vector, patience: Int) throws -> StoppingPoint {
    throw Unimplemented()
  }

  /// Trains by shuffled mini-batches, with early stopping on the validation loss.
  ///
  /// All weights are 0 at the start. An epoch puts the training samples into a new random order, drawn
  /// from `generator`, and cuts this order into batches of `batchSize` samples. What is left at the end
  /// is a smaller batch and is used too; a `batchSize` larger than n means one batch of all samples. Each
  /// batch makes one training step with `learningRate` and `lambda`, from the weights that the last one left.
  ///
  /// Steps are counted from 1, through all epochs. A validation follows every step whose number is
  /// a multiple of `stepsPerValidation`, and the very last step of the last epoch in any case, but only
  /// once. It computes the mean cross-entropy of all validation samples at the current
  /// weights, without a penalty. The training ends at once where `stoppingPoint` says
  /// so: after `patience` validations in a row without a new best. Otherwise it ends after `epochs`.
  ///
  /// The result has the weights of the best validation, not the last weights. Training again with
  /// an equal generator gives the same result. `generator` is where all random numbers come from;
  /// it is used itself and not a copy, so that the next training continues with other numbers.
  ///
  ///     var generator = SeededGenerator(seed: 1)
  ///     let result = try train(
  ///       on: training, validatingOn: validation,
  ///       settings: LogisticTrainingSettings(learningRate: 0.5, batchSize: 32, epochs: 50),
  ///       using: &generator)
  ///     result.validationLosses[result.bestValidation]  // the lowest of them
  ///
  /// - Parameters:
  ///   - training: The samples to learn from: `inputs` and `labels`, as `gradient` takes them.
  ///   - validation: Other samples, with as many columns.
  ///   - settings: See `LogisticTrainingSettings`: learning rate, λ, batch size, epochs, steps per
  ///     validation and patience. The tests choose them so that no weight grows without limit.
  ///   - generator: Draws the orders.
  /// - Returns: The best weights, all validation losses, the index of the best of them (from 0)
  ///   and the number of steps taken, as `LogisticTrainingResult(weights: …, validationLosses: …,
  ///   bestValidation: …, steps: …)`.
  /// - Throws: `InvalidInput` when `training` or `validation` has inputs or labels that `accuracy`
  ///   would refuse, when their `inputs` differ in the number of columns, or when a setting is bad. The
  ///   sentence names `inputs`, `labels` or the setting, and its value; where the columns differ, it
  ///   names `inputs` and how many columns those of `validation` have.
  public func train(
    on training: BinarySamples, validatingOn validation: BinarySamples,
    settings: LogisticTrainingSettings, using generator: inout SeededGenerator
  ) throws -> LogisticTrainingResult {
    throw Unimplemented()
  }
}
