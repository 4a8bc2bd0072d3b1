import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteClassificationMetrics: ClassificationMetrics {
  let session: Session

  func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
    try session.call(#function, labels, predictions)
  }

  func confusionMatrix(labels: [Int], predictions: [Int], classCount: Int) throws -> Matrix {
    try session.call(#function, labels, predictions, classCount)
  }

  func support(confusion: Matrix) throws -> [Int] { try session.call(#function, confusion) }

  func precision(confusion: Matrix) throws -> Vector { try session.call(#function, confusion) }

  func recall(confusion: Matrix) throws -> Vector { try session.call(#function, confusion) }

  func f1(confusion: Matrix) throws -> Vector { try session.call(#function, confusion) }

  func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
    try session.call(#function, confusion, averaging)
  }

  func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
    try session.call(#function, confusion, count)
  }

  func classOfLowestRecall(confusion: Matrix) throws -> Int {
    try session.call(#function, confusion)
  }

  func confidenceQuadrants(probabilities: Matrix, labels: [Int]) throws -> ConfidenceQuadrants {
    try session.call(#function, probabilities, labels)
  }

  func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
    try session.call(#function, averaging)
  }

  func decisiveMetric(for detector: Detector) throws -> ClassMetric {
    try session.call(#function, detector)
  }
}

extension ClassificationMetrics {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "accuracy(labels:predictions:)": Operation(accuracy),
      "confusionMatrix(labels:predictions:classCount:)": Operation(confusionMatrix),
      "support(confusion:)": Operation(support),
      "precision(confusion:)": Operation(precision),
      "recall(confusion:)": Operation(recall),
      "f1(confusion:)": Operation(f1),
      "averageScores(confusion:averaging:)": Operation(averageScores),
      "mostConfusedPairs(confusion:count:)": Operation(mostConfusedPairs),
      "classOfLowestRecall(confusion:)": Operation(classOfLowestRecall),
      "confidenceQuadrants(probabilities:labels:)": Operation(confidenceQuadrants),
      "averageRecallIsAccuracy(averaging:)": Operation(averageRecallIsAccuracy),
      "decisiveMetric(for:)": Operation(decisiveMetric),
    ]
  }
}
