import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// Huber's loss beside half the square, and how steep both are for one residual.
  static let loss = HandoutFigure(.huberRegression, "loss") { material in
    let answer = material.answer(to: .huberRegression).huberRegression
    func curve(_ name: String, delta: Double, style: Int) throws -> Series {
      Series(
        name,
        computed: try Vector.linspace(-4, 4, count: 161).elements.map { r in
          (r, try answer.loss(residual: r, delta: delta))
        }, style: style)
    }
    func tangent(_ name: String, delta: Double) throws -> Series {
      let (value, slope) = (
        try answer.loss(residual: 3, delta: delta),
        try answer.lossDerivative(residual: 3, delta: delta)
      )
      return Series(
        name, from: (2.3, value - 0.7 * slope), to: (3.7, value + 0.7 * slope), style: 5)
    }
    return LineChart(
      title: "Huber's loss with δ = 1", x: Axis("residual r"), y: Axis("loss", range: 0...7),
      series: [
        try curve("½ r²", delta: 1_000, style: 1), try curve("Huber", delta: 1, style: 0),
        try tangent("tangents at r = 3", delta: 1_000), try tangent("", delta: 1),
      ])
  }

  /// A line through points of which one is wrong, and what becomes of it as that one moves away.
  static let outlier = HandoutFigure(.huberRegression, "outlier") { material in
    let answer = material.answer(to: .huberRegression).huberRegression
    let x = (0..<10).map(Double.init)
    let clean = [1.2, 1.3, 2.3, 2.2, 3.3, 3.3, 4.2, 4.3, 5.3, 5.4]
    func line(_ delta: Double, moved: Double) throws -> Vector {
      var targets = clean
      targets[8] += moved
      return try answer.minimizer(
        inputs: Matrix(columns: [.ones(10), Vector(x)]), targets: Vector(targets), delta: delta,
        lambda: 0)
    }
    let kinds = [("least squares", 1_000.0, 1), ("Huber, δ = 1", 1.0, 0)]
    func fit(_ name: String, _ delta: Double, _ style: Int) throws -> Series {
      let weights = try line(delta, moved: 12)
      return Series(
        name, from: (0, weights[0]), to: (9, weights[0] + weights[1] * 9), style: style)
    }
    func slope(_ name: String, _ delta: Double, _ style: Int) throws -> Series {
      Series(
        name,
        computed: try Vector.linspace(0, 20, count: 41).elements.map {
          ($0, try line(delta, moved: $0)[1])
        },
        style: style)
    }
    let good = x.indices.filter { $0 != 8 }
    return Figure(
      title: "One wrong reading", columns: 1,
      charts: [
        LineChart(
          title: "Two lines through the same points", x: Axis("x", range: -0.5...9.5),
          y: Axis("y", range: 0...18),
          series: try kinds.map(fit) + [
            Series(
              "readings", x: good.map { x[$0] }, y: good.map { clean[$0] }, look: .points, style: 2),
            Series("a wrong one, 12 too high", x: [8], y: [clean[8] + 12], look: .points, style: 3),
          ]),
        LineChart(
          title: "Their slopes, while that reading moves up", x: Axis("how much too high it is"),
          y: Axis("slope of the line", range: 0...1.4), series: try kinds.map(slope)),
      ])
  }
}
