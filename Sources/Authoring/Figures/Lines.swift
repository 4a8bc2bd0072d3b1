import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// A perceptron on samples that a line separates, and on samples that none does.
  static let lines = HandoutFigure(.perceptron, "lines") { material in
    let answer = material.answer(to: .perceptron).perceptron
    func chart(_ title: String, _ samples: PlaneSamples, after shown: [Int]) throws -> LineChart {
      let states = try samples.states(epochs: shown[shown.count - 1], answer)
      return samples.chart(
        title,
        lines: shown.enumerated().map { index, epoch in
          let state = states[epoch - 1]
          let (first, last) = ends(ofBorder: state.weights.row(1) - state.weights.row(0))
          return Series(
            "epoch \(epoch): \(percent(state.accuracy))", from: first, to: last, style: 2 + index)
        })
    }
    return Figure(
      columns: 1,
      charts: [
        try chart("A line separates the classes", .halves, after: [1, 12, 30]),
        try chart("No line separates them", .ring, after: [13, 14, 15]),
      ])
  }

  /// The accuracy of a perceptron after each epoch, on the same samples.
  static let epochs = HandoutFigure(.perceptron, "epochs") { material in
    let answer = material.answer(to: .perceptron).perceptron
    func series(_ name: String, _ samples: PlaneSamples) throws -> Series {
      Series(name, try samples.states(epochs: 40, answer).map { sixDigits($0.accuracy) })
    }
    return LineChart(
      title: "Samples predicted right after each epoch", x: Axis("epoch"),
      y: Axis("accuracy", range: 0.3...1, format: .percent(0)),
      series: [
        try series("a line separates the classes", .halves),
        try series("no line separates them", .ring),
      ])
  }
}

extension PlaneSamples {
  /// The weights of a perceptron with a bias after each epoch, and its accuracy on these samples.
  fileprivate func states(
    epochs: Int, _ answer: any Perceptron
  ) throws -> [(weights: Matrix, accuracy: Double)] {
    let inputs = inputs.appendingColumn(.ones(labels.count))
    var weights = Matrix.zeros(2, 3)
    return try (0..<epochs).map { _ in
      weights = try answer.epoch(weights: weights, inputs: inputs, labels: labels)
      return (
        weights, try answer.accuracy(weights: weights, inputs: inputs, labels: labels)
      )
    }
  }
}

/// Two places far outside of the plot on the line w[0] x + w[1] y + w[2] = 0.
private func ends(ofBorder w: Vector) -> ((x: Double, y: Double), (x: Double, y: Double)) {
  let square = w[0] * w[0] + w[1] * w[1]
  let (nearX, nearY) = (-w[2] * w[0] / square, -w[2] * w[1] / square)
  let scale = 10 / square.squareRoot()
  return (
    (nearX + scale * w[1], nearY - scale * w[0]), (nearX - scale * w[1], nearY + scale * w[0])
  )
}
