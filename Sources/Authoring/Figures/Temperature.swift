import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// What a temperature does to four probabilities.
  static let temperature = HandoutFigure(.softmaxJacobian, "temperature") { material in
    let answer = material.answer(to: .softmaxJacobian).softmaxJacobian
    let logits: Vector = [2, 1.5, 0, -1]
    let temperatures = powersOfTen(81, from: -1, to: 1)
    let probabilities = try temperatures.map { try answer.softmax(logits: logits, temperature: $0) }
    return LineChart(
      title: "Softmax of the logits 2, 1.5, 0 and −1",
      x: Axis("temperature τ", scale: .logarithmic), y: Axis("probability", range: 0...1),
      series: logits.indices.map { index in
        Series(
          "logit \(["2", "1.5", "0", "−1"][index])",
          computed: zip(temperatures, probabilities).map { ($0, $1[index]) })
      },
      markers: [.vertical(at: 1, "τ = 1"), .horizontal(at: 0.25, "¼, all the same")])
  }
}
