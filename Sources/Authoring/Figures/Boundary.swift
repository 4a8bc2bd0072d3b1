import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// Where a network sees the border between two classes, and where a model without hidden units does.
  static let boundary = HandoutFigure(.multilayerPerceptron, "boundary") { material in
    let answer = material.answer(to: .multilayerPerceptron).multilayerPerceptron
    let plane = PlaneSamples.wave
    let samples = LabelledSamples(inputs: plane.inputs, labels: plane.labels)
    let places = Vector.linspace(-2.8, 2.8, count: 57).elements
    let grid = LabelledSamples(
      inputs: Matrix(rows: places.flatMap { y in places.map { [$0, y] } }),
      labels: Array(repeating: 0, count: places.count * places.count))
    func border(_ sizes: [Int], _ name: String, style: Int) throws -> [Series] {
      var generator = SeededGenerator(seed: 11)
      let training = try answer.train(
        parameters: answer.initialParameters(
          layerSizes: sizes, scheme: .glorotNormal, using: &generator),
        training: samples, validation: samples, activation: .tanh,
        settings: NetworkTrainingSettings(
          learningRate: 0.2, batchSize: 10, epochs: 300, recordInterval: 10_000),
        using: &generator)
      func ask(_ samples: LabelledSamples) throws -> NetworkPrediction {
        try answer.predict(
          samples: samples, parameters: training.parameters, activation: .tanh)
      }
      let onSamples = try ask(samples)
      let onGrid = try ask(grid)
      let said = onGrid.probabilities.column(1)
        .reshaped(rows: places.count, columns: places.count)
      let rows = places.indices.map { said.row($0).elements }
      return Contour(x: places, y: places, values: rows, level: 0.5).lines.enumerated().map {
        Series(
          $0 == 0 ? "\(name): \(percent(onSamples.accuracy))" : "", computed: $1, style: style)
      }
    }
    return plane.chart(
      "Where both classes have the probability ½",
      lines: try border([2, 2], "no hidden layer", style: 2)
        + border([2, 8, 2], "eight hidden units", style: 5))
  }
}
