import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// A line on its way to eight points, by steps of gradient descent.
  static let descent = HandoutFigure(.affineLeastSquares, "descent") { material in
    let answer = material.answer(to: .affineLeastSquares).affineLeastSquares
    let x = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]
    let targets = [1.9, 1.6, 2.6, 1.8, 3.0, 2.3, 3.3, 2.8]
    let stops = [1, 10, 300]
    var map = AffineMap(matrix: [[0]], offset: [0])
    var lines: [AffineMap] = []
    for step in 1...300 {
      map = try answer.step(
        matrix: map.matrix, offset: map.offset, inputs: Matrix(columns: [Vector(x)]),
        targets: Matrix(columns: [Vector(targets)]), learningRate: 0.02)
      if stops.contains(step) { lines.append(map) }
    }
    func height(_ line: AffineMap, at x: Double) -> Double {
      line.matrix[0, 0] * x + line.offset[0]
    }
    let residuals = zip(x, targets).enumerated().map { index, sample in
      Series(
        index == 0 ? "residuals" : "", from: sample, to: (sample.0, height(map, at: sample.0)),
        style: 5)
    }
    return LineChart(
      title: "A line after steps of gradient descent", x: Axis("x", range: 0...4.5),
      y: Axis("t", range: 0...4),
      series: zip(stops, lines).enumerated().map { index, line in
        Series(
          line.0 == 1 ? "1 step" : "\(line.0) steps", from: (0, height(line.1, at: 0)),
          to: (4.5, height(line.1, at: 4.5)), style: index)
      } + residuals + [Series("samples", x: x, y: targets, look: .points, style: 3)])
  }
}
