import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// How large the signal is in each of twenty layers, by scheme.
  static let spread = HandoutFigure(.initialisation, "spread") { material in
    let answer = material.answer(to: .initialisation).initialisation
    let schemes: [(InitialisationScheme, String)] = [
      (.smallNormal, "small normal"), (.glorotNormal, "Glorot normal"), (.heNormal, "He normal"),
    ]
    func chart(_ activation: HiddenActivation, _ name: String) throws -> LineChart {
      LineChart(
        title: "Twenty layers with \(name)", x: Axis("layer"),
        y: Axis("standard deviation", scale: .logarithmic, range: 1e-10...10),
        series: try schemes.map { scheme, name in
          var generator = SeededGenerator(seed: 9)
          let inputs = Matrix.normal(rows: 100, columns: 150, using: &generator)
          let layers = try answer.layers(
            scheme, sizes: Array(repeating: 150, count: 21) + [10], using: &generator)
          let statistics = try answer.activationStatistics(
            of: layers, inputs: inputs, activation: activation)
          return Series(name, statistics.map { sixDigits($0.standardDeviation) })
        })
    }
    return Figure(columns: 1, charts: [try chart(.tanh, "tanh"), try chart(.relu, "ReLU")])
  }
}
