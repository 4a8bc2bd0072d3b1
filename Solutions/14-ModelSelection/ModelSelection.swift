import Curriculum
import LinearAlgebra

// Exercise 14 · Model selection
//
// Handout: docs/handouts/14-model-selection.md
// Tests:   swift test --filter ModelSelection
//
// Conventions
// - A row of a matrix is a sample, a column is a feature. Indices count from 0.
// - A score says how good a model is: larger is better. A loss says how bad: smaller is better.
// - Where two are equally good, the first one wins.
// - No function changes its arguments.
// - The types of arguments and results stand in Sources/Curriculum/ModelSelection.swift.
// - The classes `EpochLoader`, `BestKeeper` and `PatientStopper` at the end of this file go with it:
//   each needs stored properties and an `init` besides what stands there. The functions `make…`
//   create them. Two objects of a class know nothing of each other.
// - Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
//   its value, such as "patience must be at least 1, but it is 0". A call that throws has changed
//   nothing.

/// Your answer to exercise 14.
public struct Answer: ModelSelection {
  /// Makes a loader that cuts a data set of n samples into mini-batches, epoch after epoch.
  ///
  ///     let loader = try makeBatchLoader(
  ///       inputs: [[0, 1], [2, 3], [4, 5]], labels: [7, 8, 9], batchSize: 2, shuffles: false)
  ///     let batches = try loader.nextEpoch(using: &generator)
  ///     batches[0]    // inputs [[0, 1], [2, 3]], labels [7, 8]
  ///     batches[1]    // inputs [[4, 5]],         labels [9]
  ///
  /// The cutting belongs in the class `EpochLoader` below.
  ///
  /// - Parameters:
  ///   - inputs: n × d, n ≥ 1. What the entries are makes no difference.
  ///   - labels: n integers; label i belongs to row i.
  ///   - batchSize: How many samples a batch has, at least 1. It may be larger than n.
  ///   - shuffles: Whether each epoch has a new random order, as for training. Otherwise each
  ///     epoch has the samples in the order in which they are given, as for validation.
  /// - Returns: A new loader.
  /// - Throws: `InvalidInput` when `inputs` has no rows, `labels` has more or fewer entries than
  ///   `inputs` has rows, or `batchSize` is less than 1.
  public func makeBatchLoader(
    inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
  ) throws -> any BatchLoader {
    // solution:begin
    guard inputs.rows > 0 else {
      throw InvalidInput("inputs must have at least one row, but it has 0")
    }
    guard labels.count == inputs.rows else {
      throw InvalidInput(
        "labels must have \(inputs.rows) entries, one for each row of inputs, "
          + "but it has \(labels.count)")
    }
    guard batchSize >= 1 else {
      throw InvalidInput("batchSize must be at least 1, but it is \(batchSize)")
    }
    return EpochLoader(inputs: inputs, labels: labels, batchSize: batchSize, shuffles: shuffles)
    // solution:end
  }

  /// The inputs, each feature centred and scaled by what was measured on the training inputs.
  ///
  ///     xⱼ ↦ (xⱼ − μⱼ) / sⱼ
  ///     μⱼ = mean of feature j over the rows of `training`
  ///     sⱼ = √( mean of (xⱼ − μⱼ)² over the rows of `training` )
  ///
  /// Both means divide by the number of rows of `training`, and nothing is added to sⱼ. A feature
  /// is *constant* if all its values in `training` are equal; it has sⱼ = 1, so that it is centred
  /// only. The result is right to within 1e-6 also where a μⱼ is 1e7 times as large as the sⱼ. No entry
  /// is above 1e100 in magnitude, and two different values of a feature differ by at least 1e-100, so
  /// that no square is too large or too small for a `Double`. This is not checked.
  ///
  ///     try standardized(inputs: [[1, 5], [3, 5]], training: [[1, 5], [3, 5]])
  ///     // [[-1, 0], [1, 0]]: the means are 2 and 5, the deviations 1 and 1 (a constant feature)
  ///     try standardized(inputs: [[4, 7]], training: [[1, 5], [3, 5]])    // [[2, 2]]
  ///
  /// Training inputs are standardised with `inputs` and `training` the same, validation and test
  /// inputs with the training inputs as `training`.
  ///
  /// - Parameters:
  ///   - inputs: m × d, what is to be standardised; m ≥ 1, d ≥ 1, finite.
  ///   - training: n × d, where means and deviations are measured; n ≥ 1, finite.
  /// - Returns: m × d.
  /// - Throws: `InvalidInput` when `inputs` or `training` has no rows or no columns or an entry
  ///   that is infinite or NaN, or when they differ in the number of columns.
  public func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
    // solution:begin
    try check(inputs, "inputs")
    try check(training, "training")
    guard inputs.columns == training.columns else {
      throw InvalidInput(
        "inputs must have \(training.columns) columns as training has, but it has "
          + "\(inputs.columns)")
    }
    let means = training.columnMeans()
    let centred = training - means
    var deviations = sqrt((centred * centred).columnMeans())
    // The mean of equal numbers may be off by a rounding error, and so may a deviation of 0.
    let ranges = abs(training - training.row(0)).columnMaxima()
    for j in ranges.indices where ranges[j] == 0 { deviations[j] = 1 }

    var result = inputs - means
    for i in 0..<result.rows { result.setRow(i, to: result.row(i) / deviations) }
    return result
    // solution:end
  }

  /// Makes a keeper of the best model of a training run.
  ///
  ///     let keeper = try makeCheckpointKeeper()
  ///     let live = LiveModel(weights: [[1], [2]], biases: [0])
  ///     try keeper.offer(live, score: 0.7)    // true: the first is the best so far
  ///     live.weights[0, 0] = 9                // the training goes on
  ///     try keeper.offer(live, score: 0.6)    // false
  ///     try keeper.best()                     // weights [[1], [2]], score 0.7, index 0
  ///
  /// The keeping belongs in the class `BestKeeper` below.
  ///
  /// - Returns: A new keeper, which has not been offered anything.
  public func makeCheckpointKeeper() throws -> any CheckpointKeeper {
    // solution:begin
    BestKeeper()
    // solution:end
  }

  /// Makes a stopper that says "stop" when validation has brought no new best for too long.
  ///
  ///     let stopper = try makeEarlyStopper(patience: 2)
  ///     try [0.9, 0.5, 0.6, 0.5].map { try stopper.shouldStop(afterLoss: $0) }
  ///     // [false, false, false, true]
  ///
  /// The counting belongs in the class `PatientStopper` below.
  ///
  /// - Parameter patience: How many validations in a row without a new best it takes to stop; at
  ///   least 1.
  /// - Returns: A new stopper, which has not seen any loss.
  /// - Throws: `InvalidInput` when `patience` is less than 1.
  public func makeEarlyStopper(patience: Int) throws -> any EarlyStopper {
    // solution:begin
    guard patience >= 1 else {
      throw InvalidInput("patience must be at least 1, but it is \(patience)")
    }
    return PatientStopper(patience: patience)
    // solution:end
  }

  /// What early stopping makes of a training run whose validation losses are all known.
  ///
  /// The run is stopped where a stopper of this patience says "stop" for the first time; later
  /// losses are never seen. If it never says so, the run comes to its end. What is kept is the
  /// best of the validations that were made.
  ///
  ///     try replay(losses: [0.9, 0.5, 0.6, 0.5, 0.1], patience: 2)
  ///     // validations 4, bestIndex 1, bestLoss 0.5
  ///
  /// - Parameters:
  ///   - losses: The validation losses of the whole run, in order; at least one, all finite.
  ///   - patience: As for `makeEarlyStopper`.
  /// - Returns: How many validations were made, and the index and the loss of the best of them,
  ///   the first one if several are equally good.
  /// - Throws: `InvalidInput` when `losses` is empty or has an entry that is infinite or NaN, or
  ///   when `patience` is less than 1.
  public func replay(losses: Vector, patience: Int) throws -> StoppedRun {
    // solution:begin
    guard losses.count > 0 else { throw InvalidInput("losses must not be empty: it is []") }
    if let i = losses.firstIndex(where: { !$0.isFinite }) {
      throw InvalidInput("losses[\(i)] must be finite, but it is \(losses[i])")
    }
    let stopper = try makeEarlyStopper(patience: patience)
    let last = try losses.firstIndex { try stopper.shouldStop(afterLoss: $0) }
    let seen = losses[0...(last ?? losses.count - 1)]
    let best = seen.argmin()
    return StoppedRun(validations: seen.count, bestIndex: best, bestLoss: seen[best])
    // solution:end
  }

  /// All combinations of the hyperparameters' options, a row each.
  ///
  /// Column j holds hyperparameter j. The rows come in the order of nested loops, with the first
  /// hyperparameter in the outermost loop and the last one in the innermost: from row to row, the
  /// last column changes fastest. Options keep the order in which they are given; an option that
  /// is given twice comes twice.
  ///
  ///     try grid(options: [[0.1, 0.01], [0, 1, 2]])
  ///     // [[0.1, 0], [0.1, 1], [0.1, 2], [0.01, 0], [0.01, 1], [0.01, 2]]
  ///
  /// - Parameter options: A vector of options for each of h ≥ 1 hyperparameters: vector j has
  ///   oⱼ ≥ 1 entries, all finite. They may differ in length.
  /// - Returns: (o₀ o₁ … ) × h.
  /// - Throws: `InvalidInput` when `options` is empty, or one of its vectors is empty or has an
  ///   entry that is infinite or NaN.
  public func grid(options: [Vector]) throws -> Matrix {
    // solution:begin
    guard !options.isEmpty else { throw InvalidInput("options must not be empty: it is []") }
    for (j, values) in options.enumerated() {
      guard values.count > 0 else {
        throw InvalidInput("options[\(j)] must not be empty: it is []")
      }
      if let value = values.first(where: { !$0.isFinite }) {
        throw InvalidInput("options[\(j)] must be finite, but it has \(value)")
      }
    }
    var rows: [[Double]] = [[]]
    for values in options {
      rows = rows.flatMap { row in values.elements.map { row + [$0] } }
    }
    return Matrix(rows)
    // solution:end
  }

  /// The configuration with the best validation score, and the scores to report.
  ///
  /// Configuration i has been trained, and has `validationScores[i]`. The largest validation score
  /// is chosen, the first one if several are equal. A configuration whose training has diverged has
  /// the validation score NaN; it is never chosen.
  ///
  /// `testScore(i)` measures configuration i on the test data. The test data are used once: it is
  /// called a single time, for the configuration that has been chosen.
  ///
  ///     try selection(validationScores: [0.6, 0.9, 0.9, .nan], testScore: { 0.5 + 0.2 * Double($0) })
  ///     // index 1, validationScore 0.9, testScore 0.7
  ///
  /// - Parameters:
  ///   - validationScores: k ≥ 1 numbers of either sign, each finite or NaN, not all of them NaN.
  ///   - testScore: Takes an index from 0 to k − 1. What it gives back is not checked.
  /// - Returns: The chosen index and the two scores of that configuration.
  /// - Throws: `InvalidInput` when `validationScores` is empty, has an infinite entry or nothing
  ///   but NaN; then `testScore` is not called. What `testScore` throws is passed on.
  public func selection(
    validationScores: Vector, testScore: (Int) throws -> Double
  ) throws -> ChosenConfiguration {
    // solution:begin
    if let i = validationScores.firstIndex(where: \.isInfinite) {
      throw InvalidInput(
        "validationScores[\(i)] must not be infinite: it is \(validationScores[i])")
    }
    let candidates = validationScores.indices.filter { !validationScores[$0].isNaN }
    guard !candidates.isEmpty else {
      throw InvalidInput("validationScores must have a number in it, but it is \(validationScores)")
    }
    let index = candidates[validationScores.gather(candidates).argmax()]
    return ChosenConfiguration(
      index: index, validationScore: validationScores[index], testScore: try testScore(index))
    // solution:end
  }

  /// Concept check: which part of the data serves a purpose.
  ///
  /// The data have been cut into a training, a validation and a test part. The purposes are
  /// described where `DataPurpose` is declared: `gradients`, `standardization`, `learningRate`,
  /// `stopping`, `representation` and `report`.
  ///
  /// - Returns: The part that you would use.
  public func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
    // solution:begin
    switch purpose {
    case .gradients, .standardization: .training
    case .learningRate, .stopping, .representation: .validation
    case .report: .test
    }
    // solution:end
  }

  /// Your own representation of images of 28 × 28 pixels, for a linear model.
  ///
  /// The images that you will be judged on show a capital letter of 12 × 12 pixels, always upright
  /// and of the same size, somewhere in the image: its top left corner is at any row and any
  /// column from 0 to 16. Its strokes are 3 pixels wide and of one brightness, which is at least
  /// 150. Background and strokes have noise of 0 to 30 on top, cut off at 255.
  ///
  /// A linear model does badly on such pixels. Choose what you compute as you like: it must be the
  /// same numbers for the same image, however often and in whatever company the image comes, and
  /// finite for every image, also for one that is all black or all white.
  ///
  /// The suite trains a linear model on 200 letters, once with the 784 pixels and once with your
  /// features. (Both are standardised with the training letters' means and deviations, so the scale
  /// of your features makes no difference.) Of 200 other letters, the model must get at least
  /// 30 more right with your features than with the pixels.
  ///
  /// - Parameter images: m × 784, an image in each row, pixel (r, c) in column 28 r + c; all
  ///   entries from 0 (black) to 255 (white), m ≥ 1.
  /// - Returns: m × d, row i for image i. You choose d, from 1 to 2000; it is the same for all
  ///   images.
  /// - Throws: `InvalidInput` when `images` has no rows, or not 784 columns, or an entry that is
  ///   not from 0 to 255, NaN included.
  public func features(images: Matrix) throws -> Matrix {
    // solution:begin
    guard images.rows > 0, images.columns == 784 else {
      throw InvalidInput(
        "images must have rows of 784 pixels, but it is \(images.rows) × \(images.columns)")
    }
    if let pixel = images.elements.first(where: { !(0...255).contains($0) }) {
      throw InvalidInput("images must have entries from 0 to 255, but has \(pixel)")
    }
    return Matrix(
      rows: (0..<images.rows).map { i in
        centred(images.row(i).reshaped(rows: 28, columns: 28)).flattened()
      })
    // solution:end
  }

  // solution-only:begin
  /// The image, moved so that the centre of mass of its bright pixels is in the middle.
  ///
  /// What is moved out on one side comes in on the other.
  private func centred(_ image: Matrix) -> Matrix {
    // The noise has mass as well, and would pull the centre to the middle of the image.
    let threshold = max(image.maximum() / 2, 1)
    let bright = image.map { $0 >= threshold ? $0 : 0 }
    let mass = bright.sum()
    guard mass > 0 else { return image }
    let places = Vector.linspace(0, 27, count: 28)
    let row = Int((dot(bright.rowSums(), places) / mass - 13.5).rounded())
    let column = Int((dot(bright.columnSums(), places) / mass - 13.5).rounded())
    return Matrix(rows: 28, columns: 28) { r, c in
      image[(r + row + 28) % 28, (c + column + 28) % 28]
    }
  }

  private func check(_ matrix: Matrix, _ name: String) throws {
    guard matrix.rows > 0, matrix.columns > 0 else {
      throw InvalidInput(
        "\(name) must have rows and columns, but it is \(matrix.rows) × \(matrix.columns)")
    }
    if let entry = matrix.elements.first(where: { !$0.isFinite }) {
      throw InvalidInput("\(name) must be finite, but it has \(entry)")
    }
  }
  // solution-only:end
}

/// Cuts a data set into mini-batches.
final class EpochLoader: BatchLoader {
  // Settings
  // solution-only:begin
  private let inputs: Matrix
  private let labels: [Int]
  private let batchSize: Int
  private let shuffles: Bool

  init(inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool) {
    self.inputs = inputs
    self.labels = labels
    self.batchSize = batchSize
    self.shuffles = shuffles
  }
  // solution-only:end

  /// Gives the batches of one epoch: every sample once, each with its own label.
  ///
  /// All batches have `batchSize` samples, but the last one has what is left. If the loader
  /// shuffles, all the samples are in a random order, every order equally likely, drawn anew in
  /// each call. Otherwise they are in the order in which they were given, and the generator is not
  /// used.
  ///
  /// - Parameter generator: The only source of the random order: two new loaders of the same
  ///   samples with equal generators give equal epochs. It is used itself, not a copy, so that it
  ///   moves on.
  /// - Returns: The batches, in order.
  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
    // solution:begin
    let count = inputs.rows
    let order = shuffles ? generator.permutation(of: count) : Array(0..<count)
    return stride(from: 0, to: count, by: batchSize).map { start in
      let part = Array(order[start...].prefix(batchSize))
      return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
    }
    // solution:end
  }
}

/// Keeps a copy of the best model so far.
final class BestKeeper: CheckpointKeeper {
  // State
  // solution-only:begin
  private var checkpoint: ModelCheckpoint?

  /// How many offers have been made.
  private var offers = 0
  // solution-only:end

  /// Takes in a model and its score, and keeps a copy if the score is better than all before.
  ///
  /// The first model is always kept. After that, a model is kept if its score is larger than the
  /// best; with an equal score the earlier one stays. What happens to the model later must not
  /// change what is kept, and a keeper never changes a model.
  ///
  /// - Parameters:
  ///   - model: The live model, of any shape. Its entries are not checked.
  ///   - score: The larger, the better. Any finite number, also a negative one.
  /// - Returns: Whether the model has been kept.
  /// - Throws: `InvalidInput` when the score is infinite or NaN. Such an offer doesn't count.
  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    // solution:begin
    guard score.isFinite else { throw InvalidInput("score must be finite, but it is \(score)") }
    defer { offers += 1 }
    if let checkpoint, score <= checkpoint.score { return false }
    checkpoint = ModelCheckpoint(
      weights: model.weights, biases: model.biases, score: score, index: offers)
    return true
    // solution:end
  }

  /// The parameters of the best model as they were when it was offered.
  ///
  /// - Returns: Its weights and biases, its score, and the index of the offer: 0 for the first.
  /// - Throws: `InvalidInput` when no model has been offered yet.
  func best() throws -> ModelCheckpoint {
    // solution:begin
    guard let checkpoint else {
      throw InvalidInput("there is no best model: the number of offers so far is 0")
    }
    return checkpoint
    // solution:end
  }
}

/// Counts the validations since the best one.
final class PatientStopper: EarlyStopper {
  // Settings and state
  // solution-only:begin
  private let patience: Int
  private var best = Double.infinity

  /// How many validations there have been since the best one.
  private var waited = 0

  init(patience: Int) { self.patience = patience }
  // solution-only:end

  /// Takes in one validation loss, and says whether to stop now.
  ///
  /// A loss is a new best if it is smaller than all losses before; the first one always is. The
  /// answer is true if at least `patience` losses have come since the last new best, this one
  /// included. The stopper goes on counting after it has said true: a new best makes it say false
  /// again.
  ///
  /// - Parameter loss: The smaller, the better. Any finite number, also a negative one.
  /// - Throws: `InvalidInput` when the loss is infinite or NaN. Such a loss doesn't count.
  func shouldStop(afterLoss loss: Double) throws -> Bool {
    // solution:begin
    guard loss.isFinite else { throw InvalidInput("loss must be finite, but it is \(loss)") }
    if loss < best {
      (best, waited) = (loss, 0)
    } else {
      waited += 1
    }
    return waited >= patience
    // solution:end
  }
}
