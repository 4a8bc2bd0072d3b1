import Curriculum
import LinearAlgebra

// Exercise 7 · Softmax regression
//
// Handout: docs/handouts/07-softmax-regression.md
// Tests:   swift test --filter SoftmaxRegression
//
// Conventions
// - n samples, d features, K classes. `inputs` is X, n × d: a row is a sample.
// - `weights` is W, d × K: a row for each feature, a column for each class. The logits are XW, n × K.
// - There is no separate bias. Where a bias is wanted, the last column of `inputs` is all ones, and
//   the last row of `weights` is the bias. It is a weight like the others, and penalised like them.
// - Labels are integers from 0 to K − 1, one for each sample.
// - Losses and their gradients are means over the samples.
// - The penalty is λ‖W‖², without a ½. It is not divided by n.
// - A class that is looked for by its largest logit is the one of lowest index among equals.
// - No function changes its arguments, except for the generator that `train` draws from.
// - Results must be finite and accurate for logits of any size, such as ±1e4. XW itself stays within
//   ±1e300 in the tests.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "lambda must be at least 0 and finite, but it is -1.0". These are bad:
// - an entry of `labels` that is negative, or not less than the number of classes (which is the
//   number of columns of `weights` or `logits`, or `classes`); the sentence names that label;
// - `labels` without an entry, or without exactly one entry for each row of `inputs` or `logits`;
//   the sentence names `labels` and how many entries it has;
// - `inputs`, `weights` or `logits` without a row or without a column;
// - `weights` without exactly one row for each column of `inputs`; the sentence names `weights` and
//   how many rows it has;
// - an entry of `inputs`, `weights` or `logits` that is NaN or infinite;
// - `lambda` or `learningRate` that is negative, NaN or infinite (0 is fine for both);
// - `classes` or `batchSize` less than 1, `epochs` less than 0;
// - an entry of `order` that is not the index of a sample; the sentence names that entry.

/// Your answer to exercise 7.
public struct Answer: SoftmaxRegression {
  /// A row for each label, with 1 in the label's column and 0 in the others.
  ///
  ///     oneHot(labels: [2, 0], classes: 4)  // [[0, 0, 1, 0], [1, 0, 0, 0]]
  ///
  /// - Parameters:
  ///   - labels: n integers from 0 to K − 1. Not every class has to occur.
  ///   - classes: K ≥ 1.
  /// - Returns: n × K.
  /// - Throws: `InvalidInput` when K is less than 1, or `labels` is empty or has a label out of range.
  public func oneHot(labels: [Int], classes: Int) throws -> Matrix {
    // solution:begin
    try check(classes: classes)
    try check(labels, classes: classes)
    return targets(labels, classes)
    // solution:end
  }

  /// The probability of every class for every sample: the softmax of each row of Z = XW.
  ///
  ///     ŷᵢₖ = exp(zᵢₖ) / Σₗ exp(zᵢₗ)
  ///
  /// Rows know nothing of each other. One batch may have a row of logits near 1e4 beside one
  /// near −1e4.
  ///
  ///     // XW is [[2, 2], [1, -1]]
  ///     probabilities(weights: [[1, -1], [0, 2]], inputs: [[2, 2], [1, 0]])
  ///     // [[0.5, 0.5], [0.8808, 0.1192]]
  ///
  /// - Parameters:
  ///   - weights: W, d × K.
  ///   - inputs: X, n × d.
  /// - Returns: n × K; every row adds up to 1.
  /// - Throws: `InvalidInput` when the shapes don't fit, one of the matrices is empty, or an entry is
  ///   not finite.
  public func probabilities(weights: Matrix, inputs: Matrix) throws -> Matrix {
    // solution:begin
    try check(weights, inputs)
    return softmax(matmul(inputs, weights))
    // solution:end
  }

  /// The mean over the samples of the cross-entropy −log ŷᵢₖ, where k is the label of sample i.
  ///
  ///     C = −(1/n) Σᵢ log softmax(zᵢ)[labelᵢ]
  ///
  /// The logarithm is natural. The result is accurate to nine digits also where a probability
  /// rounds to 0 or to 1: the logits (1000, 0) with the label 1 give 1000, and the logits (40, 0)
  /// with the label 0 give 4.248354255291589e-18.
  ///
  ///     crossEntropy(logits: [[0, 0], [3, 1]], labels: [0, 1])  // 1.4100 = (0.6931 + 2.1269) / 2
  ///
  /// - Parameters:
  ///   - logits: Z, n × K.
  ///   - labels: n integers from 0 to K − 1.
  /// - Returns: A number that is never negative.
  /// - Throws: `InvalidInput` when `logits` is empty or has an entry that is not finite, or `labels`
  ///   doesn't fit.
  public func crossEntropy(logits: Matrix, labels: [Int]) throws -> Double {
    // solution:begin
    try check(logits, "logits")
    try check(labels, classes: logits.columns, rows: logits.rows)
    return loss(logits, labels)
    // solution:end
  }

  /// ‖W‖², the sum of the squares of all weights.
  ///
  ///     squaredNorm(weights: [[1, -2, 0], [0, 3, 1]])  // 15.0
  ///
  /// - Parameter weights: W, d × K.
  /// - Throws: `InvalidInput` when `weights` is empty or has an entry that is not finite.
  public func squaredNorm(weights: Matrix) throws -> Double {
    // solution:begin
    try check(weights, "weights")
    return weights.squaredNorm()
    // solution:end
  }

  /// The mean cross-entropy of the samples, with an L2 penalty on all weights.
  ///
  ///     J(W) = C(XW) + λ‖W‖²
  ///
  ///     // 1.4100 + 0.1 · 11
  ///     objective(weights: [[3, 1], [1, 0]], inputs: [[0, 0], [1, 0]], labels: [0, 1], lambda: 0.1)
  ///     // 2.5100
  ///
  /// - Parameters:
  ///   - weights: W, d × K.
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1.
  ///   - lambda: λ ≥ 0, finite.
  /// - Throws: `InvalidInput` when the shapes don't fit, something is empty, an entry is not finite,
  ///   a label is out of range, or λ is negative, infinite or NaN.
  public func objective(
    weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Double {
    // solution:begin
    try check(weights, inputs, labels)
    try check(lambda, "lambda")
    return loss(matmul(inputs, weights), labels) + lambda * weights.squaredNorm()
    // solution:end
  }

  /// The gradient of `objective` with respect to the weights: entry (j, k) is ∂J/∂wⱼₖ.
  ///
  /// Derive it on paper first (written questions TDT 1b and TDT 4a).
  ///
  ///     gradient(weights: [[3, 1], [1, 0]], inputs: [[0, 0], [1, 0]], labels: [0, 1], lambda: 0.1)
  ///     // [[1.0404, -0.2404], [0.2, 0.0]]
  ///
  /// - Parameters:
  ///   - weights: W, d × K.
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d × K, a number for each weight.
  /// - Throws: `InvalidInput`, as `objective` does.
  public func gradient(
    weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double
  ) throws -> Matrix {
    // solution:begin
    try check(weights, inputs, labels)
    try check(lambda, "lambda")
    return slope(weights, inputs, targets(labels, weights.columns), lambda)
    // solution:end
  }

  /// The fraction of the samples that are classified correctly: from 0, none, to 1, all.
  ///
  /// A sample is put into the class of its largest logit, and among equal ones into the class of
  /// lowest index.
  ///
  ///     // The logits are [[3, 1], [0, 0], [6, 2]].
  ///     accuracy(weights: [[3, 1], [1, 0]], inputs: [[1, 0], [0, 0], [2, 0]], labels: [1, 0, 0])
  ///     // 0.6667
  ///
  /// - Parameters:
  ///   - weights: W, d × K.
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1.
  /// - Throws: `InvalidInput` when the shapes don't fit, something is empty, an entry is not finite,
  ///   or a label is out of range.
  public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    // solution:begin
    try check(weights, inputs, labels)
    return share(ofHitsIn: matmul(inputs, weights), labels)
    // solution:end
  }

  /// The weights after one step of gradient descent, with the gradient of all the samples given.
  ///
  ///     W − α ∇J(W)
  ///
  /// - Parameters:
  ///   - weights: W, d × K; not changed.
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1.
  ///   - learningRate: α ≥ 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d × K, the new weights.
  /// - Throws: `InvalidInput` as `objective` does, and when α is negative, infinite or NaN.
  public func trainingStep(
    weights: Matrix, inputs: Matrix, labels: [Int], learningRate: Double, lambda: Double
  ) throws -> Matrix {
    // solution:begin
    try check(weights, inputs, labels)
    try check(learningRate, "learningRate")
    try check(lambda, "lambda")
    return weights - learningRate * slope(weights, inputs, targets(labels, weights.columns), lambda)
    // solution:end
  }

  /// The weights after stochastic gradient descent with batches of one sample.
  ///
  /// One step for each entry of `order`, from the first to the last. Each step starts from the
  /// weights that the step before has left. It takes the gradient of the objective of that one
  /// sample, so n is 1 in it, and the penalty is in every step in full.
  ///
  /// With `order: [2, 0]` the result is that of `trainingStep` on sample 2 alone, and then, from the
  /// weights reached, on sample 0 alone.
  ///
  /// - Parameters:
  ///   - weights: W, d × K; not changed.
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1.
  ///   - order: Indices of samples, from 0 to n − 1. A sample may occur once, several times or not at
  ///     all. If there is no entry, the result is `weights`.
  ///   - learningRate: α ≥ 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  /// - Returns: d × K, the weights after the last step.
  /// - Throws: `InvalidInput` as `trainingStep` does, and when `order` has an entry that is not the
  ///   index of a sample.
  public func stochasticSteps(
    weights: Matrix, inputs: Matrix, labels: [Int], order: [Int], learningRate: Double,
    lambda: Double
  ) throws -> Matrix {
    // solution:begin
    try check(weights, inputs, labels)
    try check(learningRate, "learningRate")
    try check(lambda, "lambda")
    if let sample = order.first(where: { !labels.indices.contains($0) }) {
      throw InvalidInput(
        "order must have indices from 0 to \(labels.count - 1), but \(sample) is in it")
    }
    let targets = targets(labels, weights.columns)
    var weights = weights
    for sample in order {
      weights -= step(weights, inputs, targets, [sample], learningRate, lambda)
    }
    return weights
    // solution:end
  }

  /// Trains a softmax regression with mini-batches, from weights that are all zero.
  ///
  /// At the beginning of each epoch all samples are put into a new random order. From its front the
  /// samples are taken in batches of `batchSize`; if they don't divide evenly, the last batch has
  /// fewer, and is used like the others. Each batch makes one step W ← W − α ∇J(W), where J is the
  /// objective of the samples in the batch: its mean is over as many samples as the batch has, and
  /// the penalty λ‖W‖² is in it in full.
  ///
  /// Before the first epoch and after each one, the objective (with its penalty) and the accuracy
  /// on all samples are noted. So both lists, which are `Vector`s, have `epochs` + 1 entries.
  ///
  /// All randomness comes from `generator`: the same generator gives the same run, and after the run
  /// the generator has moved on. How you draw an order from it is up to you, as long as every order
  /// is equally likely; `generator.permutation(of: n)` does it.
  ///
  /// The tests train on some hundred samples. Batches taken out with `inputs.gather(rows:)`, and
  /// products of matrices instead of loops, make it fast enough for 60,000 images.
  ///
  /// - Parameters:
  ///   - inputs: X, n × d.
  ///   - labels: n integers from 0 to K − 1. Not every class has to occur.
  ///   - classes: K ≥ 1.
  ///   - epochs: How many times each sample is used, at least 0. With 0 the weights stay zero.
  ///   - batchSize: At least 1. If it is n or more, each epoch is one step on all samples.
  ///   - learningRate: α ≥ 0, finite.
  ///   - lambda: λ ≥ 0, finite.
  ///   - generator: Where the orders are drawn from.
  /// - Returns: The weights after the last epoch, d × K, and the two lists, as
  ///   `SoftmaxTraining(weights: …, objectives: …, accuracies: …)`.
  /// - Throws: `InvalidInput` when `labels` doesn't fit `inputs` or `classes`, `inputs` is empty or
  ///   has an entry that is not finite, `classes` or `batchSize` is less than 1, `epochs` is less
  ///   than 0, or α or λ is negative, infinite or NaN.
  public func train(
    inputs: Matrix, labels: [Int], classes: Int, epochs: Int, batchSize: Int,
    learningRate: Double, lambda: Double, using generator: inout SeededGenerator
  ) throws -> SoftmaxTraining {
    // solution:begin
    try check(inputs, "inputs")
    try check(classes: classes)
    try check(labels, classes: classes, rows: inputs.rows)
    guard epochs >= 0 else { throw InvalidInput("epochs must be at least 0, but it is \(epochs)") }
    guard batchSize >= 1 else {
      throw InvalidInput("batchSize must be at least 1, but it is \(batchSize)")
    }
    try check(learningRate, "learningRate")
    try check(lambda, "lambda")

    let targets = targets(labels, classes)
    var weights = Matrix.zeros(inputs.columns, classes)
    var objectives: [Double] = []
    var accuracies: [Double] = []
    func takeNotes() {
      let logits = matmul(inputs, weights)
      objectives.append(loss(logits, labels) + lambda * weights.squaredNorm())
      accuracies.append(share(ofHitsIn: logits, labels))
    }

    takeNotes()
    for _ in 0..<epochs {
      var rest = generator.permutation(of: inputs.rows)[...]
      while !rest.isEmpty {
        let batch = Array(rest.prefix(batchSize))
        rest = rest.dropFirst(batchSize)
        weights -= step(weights, inputs, targets, batch, learningRate, lambda)
      }
      takeNotes()
    }
    return SoftmaxTraining(
      weights: weights, objectives: Vector(objectives), accuracies: Vector(accuracies))
    // solution:end
  }

  /// Concept check: the mean cross-entropy of a model whose weights are all zero.
  ///
  /// Find it on paper: it is the same for all data. A run from zero weights whose first loss is clearly
  /// another number has a mistake in it.
  ///
  /// - Parameter classes: K ≥ 1.
  /// - Throws: `InvalidInput` when K is less than 1.
  public func initialLoss(classes: Int) throws -> Double {
    // solution:begin
    try check(classes: classes)
    return log(Double(classes))
    // solution:end
  }

  /// Concept check: softmax regression with two classes is logistic regression.
  ///
  /// Which vector w makes σ(wᵀx) the probability of class 1, for every x, when the softmax
  /// regression has the weights W? σ is the logistic function σ(t) = 1/(1 + exp(−t)).
  ///
  /// - Parameter weights: W, d × 2.
  /// - Returns: w, d numbers.
  /// - Throws: `InvalidInput` when `weights` is empty, has an entry that is not finite, or doesn't
  ///   have exactly two columns; in the last case the sentence names how many it has.
  public func logisticWeights(weights: Matrix) throws -> Vector {
    // solution:begin
    try check(weights, "weights")
    guard weights.columns == 2 else {
      throw InvalidInput("weights must have 2 columns, but it has \(weights.columns)")
    }
    return weights.column(1) - weights.column(0)
    // solution:end
  }

  /// Concept check: how a quantity changes when λ > 0 grows and all else stays the same.
  ///
  /// For each λ, take the weights that minimise the objective J.
  ///
  /// - Parameter quantity: ‖W‖² (`.squaredNorm`), the cross-entropy C on the training samples, without
  ///   the penalty (`.trainingLoss`), or the accuracy on other samples (`.validationAccuracy`), all at
  ///   these weights.
  /// - Returns: `.rises` or `.falls` if it goes that way or stays the same, whatever the data;
  ///   `.either` if that depends on the data.
  public func trend(of quantity: RegularizedQuantity) throws -> RegularizationTrend {
    // solution:begin
    switch quantity {
    case .squaredNorm: .falls
    case .trainingLoss: .rises
    case .validationAccuracy: .either
    }
    // solution:end
  }

  // solution-only:begin
  // What follows expects input that has been checked: a training run checks once, not in each step.

  private func targets(_ labels: [Int], _ classes: Int) -> Matrix {
    var rows = Matrix.zeros(labels.count, classes)
    for (sample, label) in labels.enumerated() { rows[sample, label] = 1 }
    return rows
  }

  /// The logits minus the largest one of their row: nothing is above 0, and each row has a 0.
  private func shifted(_ logits: Matrix) -> Matrix {
    logits - outer(logits.rowMaxima(), .ones(logits.columns))
  }

  private func softmax(_ logits: Matrix) -> Matrix {
    let exponentials = exp(shifted(logits))
    return exponentials / outer(exponentials.rowSums(), .ones(logits.columns))
  }

  /// The mean of log Σⱼ exp(zⱼ) − z[label], where both are taken relative to the largest logit.
  ///
  /// That one contributes exactly 1 to the sum. It is left to log1p, beside which the others count
  /// even where they are far below 1e-16.
  private func loss(_ logits: Matrix, _ labels: [Int]) -> Double {
    let shifted = shifted(logits)
    var others = exp(shifted)
    for (sample, largest) in shifted.rowArgmaxima().enumerated() { others[sample, largest] = 0 }
    let sums = others.rowSums()
    let losses = labels.indices.map { log1p(sums[$0]) - shifted[$0, labels[$0]] }
    return Vector(losses).mean()
  }

  /// The gradient of the objective.
  private func slope(
    _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ lambda: Double
  ) -> Matrix {
    let errors = softmax(matmul(inputs, weights)) - targets
    let mean = matmul(inputs, errors, transposeA: true) / Double(inputs.rows)
    return mean + 2 * lambda * weights
  }

  /// What one batch takes away from the weights.
  private func step(
    _ weights: Matrix, _ inputs: Matrix, _ targets: Matrix, _ batch: [Int], _ learningRate: Double,
    _ lambda: Double
  ) -> Matrix {
    learningRate * slope(weights, inputs.gather(rows: batch), targets.gather(rows: batch), lambda)
  }

  private func share(ofHitsIn logits: Matrix, _ labels: [Int]) -> Double {
    let hits = zip(logits.rowArgmaxima(), labels).count { $0 == $1 }
    return Double(hits) / Double(labels.count)
  }

  private func check(_ weights: Matrix, _ inputs: Matrix) throws {
    try check(weights, "weights")
    try check(inputs, "inputs")
    guard weights.rows == inputs.columns else {
      throw InvalidInput(
        "weights must have \(inputs.columns) rows, as inputs has columns, but it has "
          + "\(weights.rows)")
    }
  }

  private func check(_ weights: Matrix, _ inputs: Matrix, _ labels: [Int]) throws {
    try check(weights, inputs)
    try check(labels, classes: weights.columns, rows: inputs.rows)
  }

  private func check(_ labels: [Int], classes: Int, rows: Int? = nil) throws {
    guard !labels.isEmpty else { throw InvalidInput("labels must have entries, but it has 0") }
    if let rows, labels.count != rows {
      throw InvalidInput("labels must have \(rows) entries, one a row, but it has \(labels.count)")
    }
    if let label = labels.first(where: { $0 < 0 || $0 >= classes }) {
      throw InvalidInput("labels must be from 0 to \(classes - 1), but \(label) is in it")
    }
  }

  private func check(_ matrix: Matrix, _ name: String) throws {
    guard matrix.count > 0 else {
      throw InvalidInput("\(name) must have entries, but it is \(matrix.rows) × \(matrix.columns)")
    }
    // A finite sum has finite terms, which settles it quickly for nearly all matrices.
    if !matrix.sum().isFinite, let number = matrix.elements.first(where: { !$0.isFinite }) {
      throw InvalidInput("\(name) must be finite, but \(number) is in it")
    }
  }

  private func check(classes: Int) throws {
    guard classes >= 1 else {
      throw InvalidInput("classes must be at least 1, but it is \(classes)")
    }
  }

  // NaN fails the comparison.
  private func check(_ number: Double, _ name: String) throws {
    guard number >= 0, number.isFinite else {
      throw InvalidInput("\(name) must be at least 0 and finite, but it is \(number)")
    }
  }
  // solution-only:end
}
