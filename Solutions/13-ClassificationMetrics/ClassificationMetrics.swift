import Curriculum
import LinearAlgebra

// Exercise 13 · Classification metrics
//
// Handout: docs/handouts/13-classification-metrics.md
// Tests:   swift test --filter ClassificationMetrics
//
// Conventions
// - Classes are numbers from 0: with K classes, 0 … K − 1. `labels` are the true classes of the
//   samples, `predictions` the predicted ones, in the same order.
// - The confusion matrix C is K × K, true classes in rows: C[i, j] is how many samples of class i
//   were predicted as class j. The counts are whole numbers, although a `Matrix` keeps `Double`s; all
//   together they are at most 2⁵³, up to which a `Double` is exact. (This is not checked.)
// - A quotient 0/0 is 0.
// - The types of arguments and results stand in Sources/Curriculum/ClassificationMetrics.swift.
// - Ties go to the lowest class.
// - No function changes its arguments.
//
// Bad input is answered by `throw InvalidInput("…")` with a sentence that names the argument and
// its value, such as "labels[2] must be one of the 3 classes from 0, but it is 7". These are bad:
// - `labels` without an entry; `predictions` that are more or fewer than `labels` (the sentence
//   names `predictions` and how many they are);
// - an entry of `labels` or `predictions` that is negative, or not below the number of classes
//   where that is known;
// - `classCount` below 1;
// - `confusion` that is not square, has no row, or counts no sample at all (all entries are 0), and
//   an entry that is negative, not whole, NaN or infinite;
// - `count` that is negative, or larger than the number of pairs that there are;
// - `probabilities` without a row or a column, an entry below 0, above 1 or NaN, and a row whose sum
//   is more than 1e-6 away from 1; `labels` that are more or fewer than its rows (the sentence names
//   `labels` and how many they are).

/// Your answer to exercise 13.
public struct Answer: ClassificationMetrics {
  /// The share of the samples that are predicted right.
  ///
  ///     accuracy(labels: [0, 2, 1, 2], predictions: [0, 2, 2, 2])  // 0.75
  ///
  /// - Parameters:
  ///   - labels: The true classes of n samples, 0 or greater.
  ///   - predictions: Their predicted classes, 0 or greater.
  /// - Returns: A number from 0 to 1.
  /// - Throws: `InvalidInput` when there are no samples, not as many predictions as labels, or a
  ///   negative entry.
  public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
    // solution:begin
    try check(labels, predictions)
    let right = zip(labels, predictions).count { $0 == $1 }
    return Double(right) / Double(labels.count)
    // solution:end
  }

  /// How often each class was taken for each class.
  ///
  ///     confusionMatrix(labels: [0, 2, 1, 2], predictions: [0, 2, 2, 2], classCount: 4)
  ///     // [[1.0, 0.0, 0.0, 0.0],
  ///     //  [0.0, 0.0, 1.0, 0.0],      the sample of class 1 was predicted as class 2
  ///     //  [0.0, 0.0, 2.0, 0.0],
  ///     //  [0.0, 0.0, 0.0, 0.0]]      class 3 doesn't occur
  ///
  /// - Parameters:
  ///   - labels: The true classes of n samples, each below K.
  ///   - predictions: Their predicted classes, each below K.
  ///   - classCount: K ≥ 1, which may be more than occur in the data.
  /// - Returns: C, K × K; row i is the true class, column j the predicted one.
  /// - Throws: `InvalidInput` when there are no samples, not as many predictions as labels, an entry
  ///   that is not from 0 to K − 1, or K is below 1.
  public func confusionMatrix(
    labels: [Int], predictions: [Int], classCount: Int
  ) throws -> Matrix {
    // solution:begin
    guard classCount >= 1 else {
      throw InvalidInput("classCount must be at least 1, but it is \(classCount)")
    }
    try check(labels, predictions, classCount: classCount)
    var confusion = Matrix.zeros(classCount, classCount)
    for (label, prediction) in zip(labels, predictions) { confusion[label, prediction] += 1 }
    return confusion
    // solution:end
  }

  /// How many samples each class has, whatever they were predicted as.
  ///
  ///     support(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]])  // [4, 6, 0]
  ///
  /// - Parameter confusion: C, K × K, true classes in rows.
  /// - Returns: K counts, one for each class.
  /// - Throws: `InvalidInput` when `confusion` is not square, has no row, has an entry that is
  ///   negative, not whole, NaN or infinite, or counts no sample.
  public func support(confusion: Matrix) throws -> [Int] {
    // solution:begin
    try check(confusion)
    return confusion.rowSums().map { Int($0) }
    // solution:end
  }

  /// For each class c: of the samples that were predicted as c, the share that belongs to c.
  ///
  /// A class that was never predicted has the precision 0.
  ///
  ///     precision(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]])  // [0.6, 0.8, 0.0]
  ///
  /// - Parameter confusion: C, K × K, true classes in rows.
  /// - Returns: K numbers from 0 to 1.
  /// - Throws: `InvalidInput`, as `support` does.
  public func precision(confusion: Matrix) throws -> Vector {
    // solution:begin
    try check(confusion)
    return quotients(confusion.diagonal, confusion.columnSums())
    // solution:end
  }

  /// For each class c: of the samples that belong to c, the share that was predicted as c.
  ///
  /// A class without samples has the recall 0.
  ///
  ///     recall(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]])  // [0.75, 0.666666…, 0.0]
  ///
  /// - Parameter confusion: C, K × K, true classes in rows.
  /// - Returns: K numbers from 0 to 1.
  /// - Throws: `InvalidInput`, as `support` does.
  public func recall(confusion: Matrix) throws -> Vector {
    // solution:begin
    try check(confusion)
    return quotients(confusion.diagonal, confusion.rowSums())
    // solution:end
  }

  /// For each class, the harmonic mean of its precision P and its recall R.
  ///
  ///     F1 = 2 P R / (P + R)      and 0 where P + R = 0
  ///
  ///     f1(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]])  // [0.666666…, 0.727272…, 0.0]
  ///
  /// - Parameter confusion: C, K × K, true classes in rows.
  /// - Returns: K numbers from 0 to 1.
  /// - Throws: `InvalidInput`, as `support` does.
  public func f1(confusion: Matrix) throws -> Vector {
    // solution:begin
    let precision = try precision(confusion: confusion)
    let recall = try recall(confusion: confusion)
    return quotients(2 * precision * recall, precision + recall)
    // solution:end
  }

  /// Precision, recall and F1 of all classes in one number each.
  ///
  /// - `.macro`: the mean of the K numbers of `precision`, of `recall` and of `f1`. A class without
  ///   samples, or never predicted, counts with its 0.
  /// - `.weighted`: the same means, but each class weighs as much as it has samples.
  /// - `.micro`: the numerators of all classes are added up, and so are their denominators, and then
  ///   there is one quotient for the precision and one for the recall; F1 is the harmonic mean of
  ///   these two.
  ///
  /// The F1 of `.macro` and `.weighted` is a mean of the classes' F1, not the F1 of mean precision
  /// and mean recall.
  ///
  ///     averageScores(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]], averaging: .macro)
  ///     // precision 0.466666…, recall 0.472222…, f1 0.464646…
  ///     averageScores(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]], averaging: .weighted)
  ///     // precision 0.72, recall 0.7, f1 0.703030…
  ///     averageScores(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]], averaging: .micro)
  ///     // precision 0.7, recall 0.7, f1 0.7
  ///
  /// - Parameters:
  ///   - confusion: C, K × K, true classes in rows.
  ///   - averaging: Which of the three averages.
  /// - Returns: Three numbers from 0 to 1.
  /// - Throws: `InvalidInput`, as `support` does.
  public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
    // solution:begin
    try check(confusion)
    let weights: Vector
    switch averaging {
    case .macro: weights = .ones(confusion.rows)
    case .weighted: weights = confusion.rowSums()
    case .micro:
      // Each sample is predicted once, so there are as many predictions as samples.
      let share = confusion.diagonal.sum() / confusion.sum()
      return AverageScores(precision: share, recall: share, f1: share)
    }
    func mean(_ scores: Vector) -> Double { dot(weights, scores) / weights.sum() }
    return AverageScores(
      precision: mean(try precision(confusion: confusion)),
      recall: mean(try recall(confusion: confusion)), f1: mean(try f1(confusion: confusion)))
    // solution:end
  }

  /// The mistakes that are made most often.
  ///
  /// A pair is a true class i and another class j ≠ i as which it was predicted; (i, j) and (j, i)
  /// are two pairs. The pair with the largest count comes first. Of pairs with the same count, the
  /// one with the smaller true class comes first; of these, the one with the smaller predicted class.
  /// Pairs with the count 0 are listed too when it is their turn.
  ///
  ///     mostConfusedPairs(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]], count: 3)
  ///     // [1 taken for 0: 2, 0 taken for 1: 1, 0 taken for 2: 0]
  ///
  /// - Parameters:
  ///   - confusion: C, K × K, true classes in rows.
  ///   - count: How many pairs, from 0 to K (K − 1).
  /// - Returns: `count` pairs, in this order.
  /// - Throws: `InvalidInput` as `support` does, and when `count` is out of its range.
  public func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
    // solution:begin
    try check(confusion)
    let classes = 0..<confusion.rows
    let pairs = classes.flatMap { i in
      classes.filter { $0 != i }.map { j in
        ConfusedPair(trueClass: i, predictedClass: j, count: Int(confusion[i, j]))
      }
    }
    guard (0...pairs.count).contains(count) else {
      throw InvalidInput("count must be from 0 to \(pairs.count), but it is \(count)")
    }
    let ordered = pairs.sorted {
      ($1.count, $0.trueClass, $0.predictedClass) < ($0.count, $1.trueClass, $1.predictedClass)
    }
    return Array(ordered.prefix(count))
    // solution:end
  }

  /// The class of which the smallest share is found.
  ///
  /// Only classes that have samples are compared. Of several with the same recall it is the lowest.
  ///
  ///     classOfLowestRecall(confusion: [[3, 1, 0], [2, 4, 0], [0, 0, 0]])  // 1
  ///
  /// - Parameter confusion: C, K × K, true classes in rows.
  /// - Returns: A class from 0 to K − 1.
  /// - Throws: `InvalidInput`, as `support` does.
  public func classOfLowestRecall(confusion: Matrix) throws -> Int {
    // solution:begin
    let recall = try recall(confusion: confusion)
    let support = confusion.rowSums()
    return Vector(zip(recall, support).map { $1 > 0 ? $0 : .infinity }).argmin()
    // solution:end
  }

  /// Which samples are predicted with much confidence and with little, right and wrong.
  ///
  /// The predicted class of a sample is the one with the largest probability, of equal ones the
  /// lowest, and this probability is the *confidence*. Above 0.9 the prediction is confident, below
  /// 0.6 it is uncertain. Exactly 0.9, exactly 0.6 and what is between them belong to no group.
  ///
  ///     confidenceQuadrants(
  ///       probabilities: [[0.95, 0.05], [0.08, 0.92], [0.55, 0.45], [0.3, 0.7]],
  ///       labels: [0, 0, 1, 1])
  ///     // confidentRight: [0], confidentWrong: [1], uncertainRight: [], uncertainWrong: [2]
  ///
  /// - Parameters:
  ///   - probabilities: n × K; a row is a sample, and its entries sum to 1.
  ///   - labels: The true classes of the n samples, each below K.
  /// - Returns: The indices of the samples in each group, from 0, in ascending order.
  /// - Throws: `InvalidInput` when `probabilities` has no row or no column, an entry is below 0,
  ///   above 1 or NaN, a row's sum is more than 1e-6 away from 1, there are not as many labels as
  ///   rows, or a label is not from 0 to K − 1.
  public func confidenceQuadrants(
    probabilities: Matrix, labels: [Int]
  ) throws -> ConfidenceQuadrants {
    // solution:begin
    try check(probabilities: probabilities, labels)
    let predictions = probabilities.rowArgmaxima()
    let confidences = probabilities.rowMaxima()
    func samples(right: Bool, where belongs: (Double) -> Bool) -> [Int] {
      labels.indices.filter {
        (predictions[$0] == labels[$0]) == right && belongs(confidences[$0])
      }
    }
    return ConfidenceQuadrants(
      confidentRight: samples(right: true) { $0 > 0.9 },
      confidentWrong: samples(right: false) { $0 > 0.9 },
      uncertainRight: samples(right: true) { $0 < 0.6 },
      uncertainWrong: samples(right: false) { $0 < 0.6 })
    // solution:end
  }

  /// Concept check: whether this average of the recall is the accuracy, for any confusion matrix.
  ///
  /// Find the answer on paper.
  ///
  /// - Parameter averaging: Which of the three averages, as in `averageScores`.
  public func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
    // solution:begin
    averaging != .macro
    // solution:end
  }

  /// Concept check: which of the positive class's two scores shows the costly mistake.
  ///
  /// It is the score that, 0/0 aside, is 1 exactly when the costly mistake is never made.
  ///
  /// - Parameter detector: What is looked for, and what costs most; described at each case of
  ///   `Detector`, in `Sources/Curriculum/ClassificationMetrics.swift`.
  public func decisiveMetric(for detector: Detector) throws -> ClassMetric {
    // solution:begin
    switch detector {
    case .tumourScreening, .inboxFilter, .pumpFailure: .recall
    case .spamFilter, .childrensFilms: .precision
    }
    // solution:end
  }

  // solution-only:begin
  /// a/b entry by entry, with 0/0 = 0. Where b is 0 here, a is 0 too.
  private func quotients(_ a: Vector, _ b: Vector) -> Vector {
    Vector(zip(a, b).map { $1 == 0 ? 0 : $0 / $1 })
  }

  private func check(_ labels: [Int], _ predictions: [Int], classCount: Int? = nil) throws {
    guard !labels.isEmpty else { throw InvalidInput("labels must not be empty: it is []") }
    guard predictions.count == labels.count else {
      throw InvalidInput(
        "predictions must have \(labels.count) entries as labels has, "
          + "but it has \(predictions.count)")
    }
    try check(classes: labels, "labels", classCount: classCount)
    try check(classes: predictions, "predictions", classCount: classCount)
  }

  private func check(classes: [Int], _ name: String, classCount: Int?) throws {
    for (i, value) in classes.enumerated() {
      guard value >= 0 else {
        throw InvalidInput("\(name)[\(i)] must be at least 0, but it is \(value)")
      }
      if let classCount, value >= classCount {
        throw InvalidInput(
          "\(name)[\(i)] must be one of the \(classCount) classes from 0, but it is \(value)")
      }
    }
  }

  private func check(_ confusion: Matrix) throws {
    let (rows, columns) = confusion.shape
    guard rows == columns, rows > 0 else {
      throw InvalidInput("confusion must be square, but it is \(rows) × \(columns)")
    }
    for entry in confusion.elements where (Int(exactly: entry) ?? -1) < 0 {
      throw InvalidInput("confusion must hold whole numbers from 0, but it has \(entry)")
    }
    guard confusion.sum() > 0 else {
      throw InvalidInput("confusion must count a sample, but all its entries are 0")
    }
  }

  private func check(probabilities: Matrix, _ labels: [Int]) throws {
    let (rows, columns) = probabilities.shape
    guard rows > 0, columns > 0 else {
      throw InvalidInput("probabilities must have rows and columns: it is \(rows) × \(columns)")
    }
    for entry in probabilities.elements where !(0...1).contains(entry) {
      throw InvalidInput("probabilities must be from 0 to 1, but one is \(entry)")
    }
    for (i, sum) in probabilities.rowSums().enumerated() where abs(sum - 1) > 1e-6 {
      throw InvalidInput("row \(i) of probabilities must sum to 1, but its sum is \(sum)")
    }
    guard labels.count == rows else {
      throw InvalidInput(
        "labels must have \(rows) entries as probabilities has rows, but it has \(labels.count)")
    }
    try check(classes: labels, "labels", classCount: columns)
  }
  // solution-only:end
}
