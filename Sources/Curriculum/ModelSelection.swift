import LinearAlgebra

/// What an answer to exercise 14, Model selection, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/14-ModelSelection`.
public protocol ModelSelection {
  /// A loader that cuts a data set into mini-batches.
  func makeBatchLoader(
    inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
  ) throws -> any BatchLoader

  /// The inputs, centred and scaled by what was measured on the training inputs.
  func standardized(inputs: Matrix, training: Matrix) throws -> Matrix

  /// A keeper of the best model so far.
  func makeCheckpointKeeper() throws -> any CheckpointKeeper

  /// A stopper that waits for a number of validations without a new best.
  func makeEarlyStopper(patience: Int) throws -> any EarlyStopper

  /// What early stopping makes of a training run whose losses are all known.
  func replay(losses: Vector, patience: Int) throws -> StoppedRun

  /// All combinations of the hyperparameters' options, a row each.
  func grid(options: [Vector]) throws -> Matrix

  /// The configuration with the best validation score, and the scores to report.
  ///
  /// The test score is asked for once, for the configuration that has been chosen.
  func selection(
    validationScores: Vector, testScore: (Int) throws -> Double
  ) throws -> ChosenConfiguration

  /// Concept check: which part of the data serves a purpose.
  func dataSplit(for purpose: DataPurpose) throws -> DataSplit

  /// Your own representation of images of 28 × 28 pixels.
  func features(images: Matrix) throws -> Matrix
}

// MARK: Mini-batches

/// Cuts a data set into mini-batches, epoch after epoch.
public protocol BatchLoader: AnyObject {
  /// Gives the batches of one epoch.
  ///
  /// - Parameter generator: Where the random order comes from; it moves on.
  /// - Returns: The batches, in the order in which to train on them.
  /// - Throws: What the answer throws.
  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch]
}

/// Some samples with their labels.
public struct LabelledBatch: Codable, Equatable, Sendable {
  /// A row for each sample.
  public var inputs: Matrix
  /// The samples' labels, in the order of the rows.
  public var labels: [Int]

  /// Creates a batch.
  public init(inputs: Matrix, labels: [Int]) {
    self.inputs = inputs
    self.labels = labels
  }
}

// MARK: Checkpoints

/// A linear model while it is being trained: an object, whose parameters change in place.
///
/// Whoever holds a reference to it sees every change:
///
///     let live = LiveModel(weights: [[1]], biases: [0])
///     let same = live
///     live.weights[0, 0] = 5
///     same.weights              // [[5.0]]
public final class LiveModel {
  /// The weights, inputs × outputs.
  public var weights: Matrix
  /// The biases, one for each output.
  public var biases: Vector

  /// Creates a model.
  public init(weights: Matrix, biases: Vector) {
    self.weights = weights
    self.biases = biases
  }
}

/// Keeps a copy of the best model that it has been offered.
public protocol CheckpointKeeper: AnyObject {
  /// Offers the model as it is now, with its score on the validation data.
  ///
  /// - Returns: Whether this is the new best.
  func offer(_ model: LiveModel, score: Double) throws -> Bool

  /// The best model so far.
  func best() throws -> ModelCheckpoint
}

/// A model's parameters as they were when it was offered to a keeper.
public struct ModelCheckpoint: Codable, Equatable, Sendable {
  /// The weights, inputs × outputs.
  public var weights: Matrix
  /// The biases, one for each output.
  public var biases: Vector
  /// The score with which the model was offered.
  public var score: Double
  /// How many offers had been made before this one: 0 for the first.
  public var index: Int

  /// Creates a checkpoint.
  public init(weights: Matrix, biases: Vector, score: Double, index: Int) {
    self.weights = weights
    self.biases = biases
    self.score = score
    self.index = index
  }
}

// MARK: Early stopping

/// Says when validation has gone on for too long without a new best.
public protocol EarlyStopper: AnyObject {
  /// Takes in one validation loss, and says whether to stop now.
  func shouldStop(afterLoss loss: Double) throws -> Bool
}

/// A training run that early stopping has ended, or that has come to its end.
public struct StoppedRun: Codable, Equatable, Sendable {
  /// How many validations were made, the last one included.
  public var validations: Int
  /// The index of the best of them, from 0.
  public var bestIndex: Int
  /// Its loss.
  public var bestLoss: Double

  /// Creates the summary of a run.
  public init(validations: Int, bestIndex: Int, bestLoss: Double) {
    self.validations = validations
    self.bestIndex = bestIndex
    self.bestLoss = bestLoss
  }
}

// MARK: Choosing

/// The configuration that was chosen, and its scores.
public struct ChosenConfiguration: Codable, Equatable, Sendable {
  /// The index of the configuration, from 0.
  public var index: Int
  /// Its score on the validation data.
  public var validationScore: Double
  /// Its score on the test data: the number to report.
  public var testScore: Double

  /// Creates a choice.
  public init(index: Int, validationScore: Double, testScore: Double) {
    self.index = index
    self.validationScore = validationScore
    self.testScore = testScore
  }
}

/// The parts into which a data set is cut.
public enum DataSplit: String, Codable, CaseIterable, Sendable {
  /// What the weights learn from.
  case training
  /// What decisions about the training are made on.
  case validation
  /// What is looked at once, at the end.
  case test
}

/// What a part of the data may be wanted for.
public enum DataPurpose: String, Codable, CaseIterable, Sendable {
  /// To compute the gradients of the weights.
  case gradients
  /// To measure the means and deviations with which inputs are standardised.
  case standardization
  /// To choose the learning rate out of a grid.
  case learningRate
  /// To decide when to stop the training.
  case stopping
  /// To choose between two representations of the images.
  case representation
  /// To tell the reader of your report how well the chosen model does on new data.
  case report
}
