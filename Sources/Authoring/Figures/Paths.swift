import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// Three optimizers in a narrow valley.
  static let paths = HandoutFigure(.optimizers, "paths") { material in
    let answer = material.answer(to: .optimizers).optimizers
    // Half of w[0]² + 25 w[1]².
    func gradient(_ w: Vector) -> Vector { [w[0], 25 * w[1]] }
    func path(_ name: String, _ optimizer: any Optimizer, style: Int) throws -> Series {
      var places: [Vector] = [[-9, 1.2]]
      for _ in 0..<30 {
        let place = places[places.count - 1]
        places.append(try optimizer.step(parameters: place, gradient: gradient(place)))
      }
      return Series(name, computed: places.map { ($0[0], $0[1]) }, style: style)
    }
    let x = Vector.linspace(-11, 4, count: 121).elements
    let y = Vector.linspace(-1.8, 1.8, count: 97).elements
    let levels = [1.0, 4, 12, 28, 52].flatMap { level in
      Contour(
        x: x, y: y, values: y.map { y in x.map { x in (x * x + 25 * y * y) / 2 } }, level: level
      ).lines.map { Series("", computed: $0, look: .faint, style: 5) }
    }
    return LineChart(
      title: "Thirty steps in a narrow valley", x: Axis("w[0]", range: -11...4),
      y: Axis("w[1]", range: -1.8...1.8),
      series: levels + [
        try path(
          "gradient descent", answer.makeGradientDescent(learningRate: 0.075), style: 1),
        try path("momentum", answer.makeMomentum(learningRate: 0.03, momentum: 0.7), style: 0),
        try path(
          "Adam", answer.makeAdam(learningRate: 0.6, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
          style: 2),
      ])
  }
}
