import Curriculum
import Plotting

extension HandoutFigure {
  /// The error of a difference by its step: too large a step looks too far away, too small a one
  /// rounds.
  static let valley = HandoutFigure(.gradientChecking, "valley") { material in
    let answer = material.answer(to: .gradientChecking).gradientChecking
    // Sums, products and quotients, and steps that are powers of two: the same bits on every system.
    let x = 0.7
    func function(_ x: Double) -> Double { 1 / (1 + x * x) }
    let square = 1 + x * x
    let derivative = -2 * x / (square * square)
    let third = 24 * x * (1 - x * x) / (square * square * square * square)
    let steps = (1...46).map { 1 / Double(1 << $0) }
    let central = try steps.map { step in
      (step, abs(try answer.numericalDerivative(of: function, at: x, step: step) - derivative))
    }
    let oneSided = steps.map { step in
      (step, abs((function(x + step) - function(x)) / step - derivative))
    }
    let best = try answer.bestStep(
      functionMagnitude: function(x), thirdDerivative: third, precision: 1.1e-16)
    return LineChart(
      title: "How wrong a difference is", x: Axis("step h", scale: .logarithmic),
      y: Axis("error", scale: .logarithmic),
      series: [
        Series("central difference", computed: central),
        Series("one side only", computed: oneSided),
      ],
      markers: [.vertical(at: sixDigits(best), "the best step")])
  }
}
