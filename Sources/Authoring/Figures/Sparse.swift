import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  private static func name(_ activation: SimplexActivation) -> String {
    activation == .relumax ? "relumax, b = 2" : activation.rawValue
  }

  /// Three activations of two logits, and their slopes.
  static let pair = HandoutFigure(.sparseActivations, "pair") { material in
    let answer = material.answer(to: .sparseActivations).sparseActivations
    // Never exactly on a kink.
    let t = (-300..<300).map { (Double($0) + 0.5) / 100 }
    func chart(
      _ title: String, _ label: String, _ value: (SimplexActivation, Double) throws -> Double
    ) throws -> LineChart {
      LineChart(
        title: title, x: Axis("t"), y: Axis(label),
        series: try SimplexActivation.allCases.map { activation in
          Series(name(activation), computed: try t.map { ($0, try value(activation, $0)) })
        })
    }
    return Figure(
      title: "Two classes with the logits 0 and t", columns: 1,
      charts: [
        try chart("The second probability", "probability") {
          try answer.pairProbability(of: $0, t: $1, b: 2)
        },
        try chart("Its slope", "slope") { try answer.pairSlope(of: $0, t: $1, b: 2) },
      ])
  }

  /// The ways of three activations through the simplex while the temperature falls.
  static let simplex = HandoutFigure(.sparseActivations, "simplex") { material in
    let answer = material.answer(to: .sparseActivations).sparseActivations
    let logits: Vector = [2, 1.4, -0.5]
    func place(
      _ activation: SimplexActivation, _ temperature: Double
    ) throws -> (x: Double, y: Double) {
      let p = try answer.probabilities(
        of: activation, logits: logits, temperature: temperature, b: 2)
      return (p[0], p[1])
    }
    let activations = SimplexActivation.allCases.enumerated()
    let temperatures = powersOfTen(241, from: 2, to: -1)
    let ways = try activations.map { index, activation in
      Series(
        name(activation), computed: try temperatures.map { try place(activation, $0) },
        style: index)
    }
    let stops = try activations.map { index, activation in
      Series(
        "", computed: try [2, 1].map { try place(activation, $0) }, look: .points, style: index)
    }
    var chart = LineChart(
      title: "From equal probabilities to one class",
      x: Axis("probability of the largest logit", range: 0.3...1),
      y: Axis("probability of the second", range: 0...0.5),
      series: [Series("edge of the simplex", from: (0, 1), to: (1, 0), style: 5)] + ways + stops)
    chart.aspect = 0.5
    return chart
  }
}
