import LinearAlgebra

/// What an answer to exercise 13, Classification metrics, must provide.
///
/// The contract of each operation stands in the stub, `Exercises/13-ClassificationMetrics`.
public protocol ClassificationMetrics {
  /// The share of the samples that are predicted right.
  func accuracy(labels: [Int], predictions: [Int]) throws -> Double

  /// How often each class was taken for each class: true classes in rows, predicted ones in columns.
  func confusionMatrix(labels: [Int], predictions: [Int], classCount: Int) throws -> Matrix

  /// How many samples each class has.
  func support(confusion: Matrix) throws -> [Int]

  /// For each class: of the samples predicted as this class, the share that belongs to it.
  func precision(confusion: Matrix) throws -> Vector

  /// For each class: of the samples that belong to it, the share that was predicted as it.
  func recall(confusion: Matrix) throws -> Vector

  /// For each class, the harmonic mean of precision and recall.
  func f1(confusion: Matrix) throws -> Vector

  /// Precision, recall and F1 of all classes in one number each.
  func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores

  /// The mistakes that are made most often.
  func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair]

  /// The class of which the smallest share is found.
  func classOfLowestRecall(confusion: Matrix) throws -> Int

  /// Which samples are predicted with much confidence and with little, right and wrong.
  func confidenceQuadrants(probabilities: Matrix, labels: [Int]) throws -> ConfidenceQuadrants

  /// Concept check: whether the average recall is the accuracy, whatever the predictions are.
  func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool

  /// Concept check: which of the two scores shows the costly mistake.
  func decisiveMetric(for detector: Detector) throws -> ClassMetric
}

/// A way to make one number of the scores of all classes.
public enum Averaging: String, Codable, CaseIterable, Sendable {
  /// The mean over the classes: each class counts the same.
  case macro
  /// The mean over the classes, weighted with their numbers of samples.
  case weighted
  /// The score of all classes' counts put together: each sample counts the same.
  case micro
}

/// Precision, recall and F1 of all classes in one number each.
public struct AverageScores: Codable, Equatable, Sendable {
  /// The average precision.
  public var precision: Double
  /// The average recall.
  public var recall: Double
  /// The average F1.
  public var f1: Double

  /// Creates the three numbers.
  public init(precision: Double, recall: Double, f1: Double) {
    self.precision = precision
    self.recall = recall
    self.f1 = f1
  }
}

/// A mistake of a classifier, and how often it is made.
public struct ConfusedPair: Codable, Equatable, Sendable, CustomStringConvertible {
  /// The class that the samples belong to.
  public var trueClass: Int
  /// The other class, as which they were predicted.
  public var predictedClass: Int
  /// How many samples these are.
  public var count: Int

  /// Creates a pair with its count.
  public init(trueClass: Int, predictedClass: Int, count: Int) {
    self.trueClass = trueClass
    self.predictedClass = predictedClass
    self.count = count
  }

  /// Both classes and the count in words: "4 taken for 9: 31".
  public var description: String { "\(trueClass) taken for \(predictedClass): \(count)" }
}

/// The samples, by their indices, in four groups: much or little confidence, right or wrong.
public struct ConfidenceQuadrants: Codable, Equatable, Sendable {
  /// More than 0.9, and right.
  public var confidentRight: [Int]
  /// More than 0.9, and wrong.
  public var confidentWrong: [Int]
  /// Less than 0.6, and right.
  public var uncertainRight: [Int]
  /// Less than 0.6, and wrong.
  public var uncertainWrong: [Int]

  /// Creates the four groups.
  public init(
    confidentRight: [Int], confidentWrong: [Int], uncertainRight: [Int], uncertainWrong: [Int]
  ) {
    self.confidentRight = confidentRight
    self.confidentWrong = confidentWrong
    self.uncertainRight = uncertainRight
    self.uncertainWrong = uncertainWrong
  }
}

/// A score of one class.
public enum ClassMetric: String, Codable, CaseIterable, Sendable {
  /// Of the samples predicted as the class, the share that belongs to it.
  case precision
  /// Of the samples that belong to the class, the share that was predicted as it.
  case recall
}

/// A classifier that looks for one class, the *positive* one, and the mistake that costs most there.
public enum Detector: String, Codable, CaseIterable, Sendable {
  /// Positive: the tissue is malignant. To overlook a tumour is far worse than one more biopsy.
  case tumourScreening
  /// Positive: the message is spam, and is deleted unread. To lose a good message is the worst.
  case spamFilter
  /// Positive: the message is good, and is shown. To lose a good message is again the worst.
  case inboxFilter
  /// Positive: the film suits small children, who then watch it alone. To show them one that
  /// doesn't is far worse than to hold a good one back.
  case childrensFilms
  /// Positive: the pump will fail within a week, and is inspected. An inspection costs little, a
  /// failure that nobody expected costs a lot.
  case pumpFailure
}
