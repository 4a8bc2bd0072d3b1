import Curriculum
import LinearAlgebra

extension NetworkRun {
  /// What is known at the end: accuracy and loss on all data, and which digits were taken for which.
  func judge(_ parameters: NetworkParameters, _ state: inout RunState) throws {
    state.endBatches()
    let prediction = try predict(test, parameters, state.step)
    state.numbers["test loss"] = prediction.cost
    state.numbers["test accuracy"] = prediction.accuracy
    let (loss, accuracy) = try training.measured { part in
      let prediction = try predict(part, parameters, state.step)
      return (prediction.cost, prediction.accuracy)
    }
    state.numbers["training loss"] = loss
    state.numbers["training accuracy"] = accuracy
    state.numbers["squared norm"] = parameters.weights.map { $0.squaredNorm() }.reduce(0, +)
    try score(prediction.probabilities.rowArgmaxima(), &state)
  }

  /// The confusion matrix, the report of each digit and the commonest mistakes, by the answer to exercise 13.
  private func score(_ predictions: [Int], _ state: inout RunState) throws {
    let metrics = answers.metrics
    let confusion = try asking("confusionMatrix", "at the end") {
      try metrics.confusionMatrix(labels: test.labels, predictions: predictions, classCount: 10)
    }
    guard confusion.shape == (10, 10) else {
      throw RunProblem("confusionMatrix gave \(confusion.rows) × \(confusion.columns) counts")
    }
    state.matrices["confusion"] = confusion
    let place = "at the end"
    let columns = try [
      asking("precision", place) { try metrics.precision(confusion: confusion).elements },
      asking("recall", place) { try metrics.recall(confusion: confusion).elements },
      asking("f1", place) { try metrics.f1(confusion: confusion).elements },
      asking("support", place) { try metrics.support(confusion: confusion).map(Double.init) },
    ]
    guard columns.allSatisfy({ $0.count == 10 }) else {
      throw RunProblem("precision, recall, f1 and support didn't all give ten numbers")
    }
    state.matrices["report"] = Matrix(columns).transposed()
    let pairs = try asking("mostConfusedPairs", "at the end") {
      try metrics.mostConfusedPairs(confusion: confusion, count: 3)
    }
    state.matrices["pairs"] = Matrix(
      pairs.map { [Double($0.trueClass), Double($0.predictedClass), Double($0.count)] })
  }
}
