import Curriculum
import Datasets
import Foundation
import LinearAlgebra
import Testing

@testable import MultilayerPerceptronSolution
@testable import NetworkLibrarySolution
@testable import SoftmaxRegressionSolution

/// The solutions at real work: the accuracy on MNIST's 10,000 test digits after training on all
/// 60,000 others. Seeds are fixed, so a run repeats.
///
/// The values measured stand in docs/results.md.
@Suite(
  "The solutions learn MNIST", .serialized,
  .enabled(if: DataFolder.isNamed, "set GRADUS_DATA to the folder that has MNIST"))
struct MNISTTests {
  /// Pixels from 0 to 1.
  static let digits = Result { () throws -> (training: LabelledSamples, test: LabelledSamples) in
    let mnist = try ImageSource.find(.digits, data: nil, kit: "").digits()
    return (
      LabelledSamples(inputs: mnist.training.images / 255, labels: mnist.training.labels),
      LabelledSamples(inputs: mnist.test.images / 255, labels: mnist.test.labels)
    )
  }

  @Test("Softmax regression reaches 92.0 %")
  func softmaxRegression() throws {
    let (training, test) = try Self.digits.get()
    let answer = SoftmaxRegressionSolution.Answer()
    func withBias(_ inputs: Matrix) -> Matrix {
      inputs.appendingColumn(.ones(inputs.rows))
    }
    var generator = SeededGenerator(seed: 1)
    let clock = ContinuousClock()
    var result: SoftmaxTraining?
    let time = try clock.measure {
      result = try answer.train(
        inputs: withBias(training.inputs), labels: training.labels, classes: 10, epochs: 20,
        batchSize: 100, learningRate: 0.2, lambda: 0, using: &generator)
    }
    let accuracy = try answer.accuracy(
      weights: #require(result).weights, inputs: withBias(test.inputs), labels: test.labels)
    report("softmax regression, 20 epochs", accuracy, time)
    #expect(accuracy >= 0.92)
  }

  @Test("The library's 784-128-64-10 network reaches 96 % after 3 epochs")
  func networkLibrary() throws {
    let (training, test) = try Self.digits.get()
    let answer = NetworkLibrarySolution.Answer()
    var generator = SeededGenerator(seed: 1)
    let network = try answer.makeSequential([
      answer.makeLinear(inputs: 784, outputs: 128, using: &generator), answer.makeReLU(),
      answer.makeLinear(inputs: 128, outputs: 64, using: &generator), answer.makeReLU(),
      answer.makeLinear(inputs: 64, outputs: 10, using: &generator),
    ])
    let adam = try answer.makeAdam(
      for: network, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    let time = try ContinuousClock().measure {
      _ = try answer.train(
        network, inputs: training.inputs, labels: training.labels, with: adam, epochs: 3,
        batchSize: 64, using: &generator)
    }
    let accuracy = share(
      try answer.predictedLabels(of: network, inputs: test.inputs), of: test.labels)
    report("784-128-64-10 with Adam, 3 epochs", accuracy, time)
    #expect(accuracy >= 0.96)
  }

  @Test("The 784-200-100-10 perceptron with ReLU reaches 97.8 %")
  func multilayerPerceptron() throws {
    let (training, test) = try Self.digits.get()
    let answer = MultilayerPerceptronSolution.Answer()
    var generator = SeededGenerator(seed: 1)
    let start = try answer.initialParameters(
      layerSizes: [784, 200, 100, 10], scheme: .heNormal, using: &generator)
    let settings = NetworkTrainingSettings(
      learningRate: 0.1, batchSize: 32, epochs: 12, recordInterval: 60_000)
    var result: NetworkTraining?
    let time = try ContinuousClock().measure {
      result = try answer.train(
        parameters: start, training: training, validation: test, activation: .relu,
        settings: settings, using: &generator)
    }
    let prediction = try answer.predict(
      samples: test, parameters: #require(result).parameters, activation: .relu)
    report("784-200-100-10 ReLU, 12 epochs", prediction.accuracy, time)
    #expect(prediction.accuracy >= 0.978)
  }

  private func share(_ predictions: [Int], of labels: [Int]) -> Double {
    Double(zip(predictions, labels).count { $0 == $1 }) / Double(labels.count)
  }

  private func report(_ what: String, _ accuracy: Double, _ time: Duration) {
    print("MNIST: \(what): \(100 * accuracy) % in \(time.formatted(.units(allowed: [.seconds])))")
  }
}
