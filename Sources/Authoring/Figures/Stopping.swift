import Curriculum
import LinearAlgebra
import Plotting

extension HandoutFigure {
  /// A training that goes on too long, and where early stopping would have ended it.
  static let stopping = HandoutFigure(.modelSelection, "stopping") { material in
    let network = material.answer(to: .multilayerPerceptron).multilayerPerceptron
    let digits = try material.digits()
    let (few, others) = (
      digits.training.scaled(Array(0..<300)), digits.test.scaled(Array(0..<300))
    )
    var generator = SeededGenerator(seed: 14)
    let history = try network.train(
      parameters: network.initialParameters(
        layerSizes: [784, 48, 10], scheme: .glorotNormal, using: &generator),
      training: LabelledSamples(inputs: few.inputs, labels: few.labels),
      validation: LabelledSamples(inputs: others.inputs, labels: others.labels),
      activation: .relu,
      settings: NetworkTrainingSettings(
        learningRate: 0.2, batchSize: 15, epochs: 40, recordInterval: 20),
      using: &generator
    ).history
    let losses = history.map(\.validationCost)
    let run = try material.answer(to: .modelSelection).modelSelection
      .replay(losses: Vector(losses), patience: 8)
    func series(_ name: String, _ value: (NetworkTrainingRecord) -> Double) -> Series {
      Series(name, computed: history.enumerated().map { (Double($0), value($1)) })
    }
    return LineChart(
      title: "A network that learns 300 digits by heart", x: Axis("validation t"),
      y: Axis("loss"),
      series: [series("training", \.cost), series("validation", \.validationCost)],
      markers: [
        .vertical(at: Double(run.bestIndex), "kept"),
        .vertical(at: Double(run.validations - 1), "stop"),
      ])
  }
}
