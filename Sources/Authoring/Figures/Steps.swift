import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// The loss of each batch of a training.
  static let steps = HandoutFigure(.networkLibrary, "steps") { material in
    let library = material.answer(to: .networkLibrary).networkLibrary
    let training = try material.digits().training
    var generator = SeededGenerator(seed: 12)
    let model = try library.makeSequential([
      library.makeLinear(inputs: 784, outputs: 32, using: &generator), library.makeReLU(),
      library.makeLinear(inputs: 32, outputs: 10, using: &generator),
    ])
    let optimizer = try library.makeAdam(
      for: model, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let losses = try stride(from: 0, to: 6_000, by: 32).map { first in
      let batch = training.scaled(Array(first..<min(first + 32, 6_000)))
      try optimizer.zeroGradients()
      let loss = try library.softmaxCrossEntropy(
        logits: model.forward(batch.inputs), labels: batch.labels)
      _ = try model.backward(loss.gradient)
      try optimizer.step()
      return loss.loss
    }
    let means = losses.indices.map { index in
      let latest = losses[max(0, index - 9)...index]
      return latest.reduce(0, +) / Double(latest.count)
    }
    return LineChart(
      title: "One epoch on 6,000 digits in batches of 32", x: Axis("step"),
      y: Axis("loss", range: 0...3),
      series: [
        Series("of the batch", losses.map { sixDigits($0) }, style: 0),
        Series("mean of the latest ten", means.map { sixDigits($0) }, style: 5),
      ],
      markers: [
        .horizontal(at: sixDigits(try library.initialLoss(classes: 10)), "ten equal logits")
      ])
  }
}
