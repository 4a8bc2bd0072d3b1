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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
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
    throw Unimplemented()
  }

  /// Concept check: whether this average of the recall is the accuracy, for any confusion matrix.
  ///
  /// Find the answer on paper.
  ///
  /// - Parameter averaging: Which of the three averages, as in `averageScores`.
  public func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
    throw Unimplemented()
  }

  /// Concept check: which of the positive class's two scores shows the costly mistake.
  ///
  /// It is the score that, 0/0 aside, is 1 exactly when the costly mistake is never made.
  ///
  /// - Parameter detector: What is looked for, and what costs most; described at each case of
  ///   `Detector`, in `Sources/Curriculum/ClassificationMetrics.swift`.
  public func decisiveMetric(for detector: Detector) throws -> ClassMetric {
    throw Unimplemented()
  }
}
