// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 13: every call goes to the worker.
struct RemoteClassificationMetrics: ClassificationMetrics, RemoteAnswer {
  let session: Session

  func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
    try session.call(#function, labels, predictions)
  }

  func confusionMatrix(labels: [Int], predictions: [Int], classCount: Int) throws -> Matrix {
    try session.call(#function, labels, predictions, classCount)
  }

  func support(confusion: Matrix) throws -> [Int] {
    try session.call(#function, confusion)
  }

  func precision(confusion: Matrix) throws -> Vector {
    try session.call(#function, confusion)
  }

  func recall(confusion: Matrix) throws -> Vector {
    try session.call(#function, confusion)
  }

  func f1(confusion: Matrix) throws -> Vector {
    try session.call(#function, confusion)
  }

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
      "accuracy(labels:predictions:)": Operation(accuracy(labels:predictions:)),
      "confusionMatrix(labels:predictions:classCount:)":
        Operation(confusionMatrix(labels:predictions:classCount:)),
      "support(confusion:)": Operation(support(confusion:)),
      "precision(confusion:)": Operation(precision(confusion:)),
      "recall(confusion:)": Operation(recall(confusion:)),
      "f1(confusion:)": Operation(f1(confusion:)),
      "averageScores(confusion:averaging:)": Operation(averageScores(confusion:averaging:)),
      "mostConfusedPairs(confusion:count:)": Operation(mostConfusedPairs(confusion:count:)),
      "classOfLowestRecall(confusion:)": Operation(classOfLowestRecall(confusion:)),
      "confidenceQuadrants(probabilities:labels:)":
        Operation(confidenceQuadrants(probabilities:labels:)),
      "averageRecallIsAccuracy(averaging:)": Operation(averageRecallIsAccuracy(averaging:)),
      "decisiveMetric(for:)": Operation(decisiveMetric(for:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 13.
  public var classificationMetrics: any ClassificationMetrics {
    resolve { RemoteClassificationMetrics(session: $0) as any ClassificationMetrics }
  }
}
