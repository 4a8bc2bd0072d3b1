import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// The confusion matrix of a linear classifier of digits.
  static let confusion = HandoutFigure(.classificationMetrics, "confusion") { material in
    let answer = material.answer(to: .classificationMetrics).classificationMetrics
    let weights = try material.digitClassifier(lambda: 0)
    let (inputs, labels) = try material.digits().test.scaled(Array(0..<1_000))
    let predictions = matmul(inputs.appendingColumn(.ones(1_000)), weights).rowArgmaxima()
    let counts = try answer.confusionMatrix(
      labels: labels, predictions: predictions, classCount: 10)
    let pairs = try answer.mostConfusedPairs(confusion: counts, count: 3)
    let names = (0..<10).map(String.init)
    return HeatMap(
      title:
        "1,000 digits, \(percent(try answer.accuracy(labels: labels, predictions: predictions))) right",
      rows: names, rowLabel: "true digit", columns: names, columnLabel: "predicted digit",
      values: (0..<10).map { counts.row($0).elements }, isColoredByRow: true,
      marked: Set(pairs.map { .init(row: $0.trueClass, column: $0.predictedClass) }))
  }
}
