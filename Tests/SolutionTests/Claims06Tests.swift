import Curriculum
import Foundation
import LinearAlgebra
import Testing

@testable import LogisticRegressionSolution

/// What the texts of exercise 6 claim, beside the worked numbers.
@Suite("Claims of exercise 6")
struct Claims06Tests {
  private let answer = LogisticRegressionSolution.Answer()

  @Test("A probability of 1 − 4e-18 rounds to 1, and one clipped to 1e-15 costs 34.5")
  func rounding() throws {
    #expect(try answer.sigmoid(logits: [40])[0] == 1)
    #expect(abs(exp(-40.0) / 4e-18 - 1) < 0.1)
    #expect(Double(1) + Double(1e-18) == 1)
    #expect(abs(-log(1e-15) - 34.5) < 0.05)
  }

  @Test("1/(1 + e⁻ᶻ) as it stands gives 0 below −709.8, where σ(z) is still a Double")
  func textbookSigmoid() throws {
    func textbook(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }
    #expect(textbook(-709.7) > 0 && textbook(-709.9) == 0)
    #expect(
      try answer.sigmoid(logits: [-709.9, -745, -746]).elements.map { $0 > 0 }
        == [true, true, false])
    #expect((exp(710.0) / (1 + exp(710.0))).isNaN)
  }

  @Test("The loss at weights of 0 is log 2 for all data", arguments: 0..<5 as Range<UInt64>)
  func firstLoss(seed: UInt64) throws {
    let samples = Self.samples(20, seed: seed)
    let loss = try answer.objective(
      weights: .zeros(3), inputs: samples.inputs, labels: samples.labels, lambda: 0.3)
    #expect(abs(loss - 0.6931471805599453) < 1e-12)
  }

  @Test("With a small learning rate no step on all samples raises the objective")
  func smallSteps() throws {
    let samples = Self.samples(50, seed: 3)
    func objective(_ weights: Vector) throws -> Double {
      try answer.objective(
        weights: weights, inputs: samples.inputs, labels: samples.labels, lambda: 0.01)
    }
    var weights: Vector = [3, -2, 1]
    for _ in 0..<200 {
      let next = try answer.trainingStep(
        weights: weights, inputs: samples.inputs, labels: samples.labels, learningRate: 0.2,
        lambda: 0.01)
      #expect(try objective(next) <= objective(weights))
      weights = next
    }
  }

  @Test("Where a plane separates the classes, larger weights always have a lower loss, never 0")
  func noMinimum() throws {
    let losses = try [1, 10, 100, 700].map {
      try answer.crossEntropy(logits: [$0, -$0], labels: [1, 0])
    }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 > $1 } && losses[3] > 0)
  }

  @Test("With 65 samples in batches of 64, the last one counts 64 times as much")
  func lastBatch() throws {
    // With X = I each weight belongs to one sample.
    let samples = BinarySamples(inputs: .identity(65), labels: Array(repeating: 1, count: 65))
    var generator = SeededGenerator(seed: 1)
    let weights = try answer.train(
      on: samples, validatingOn: samples,
      settings: LogisticTrainingSettings(
        learningRate: 1, batchSize: 64, epochs: 1, stepsPerValidation: 2),
      using: &generator
    ).weights.elements.sorted()
    #expect(weights.dropLast().allSatisfy { abs($0 - weights[0]) < 1e-12 })
    #expect(abs(weights[64] / weights[0] - 64) < 1e-9)
  }

  @Test("On data sorted by class the bias falls, then rises, and class 1 is favoured at the end")
  func sortedData() throws {
    var inputs = Self.samples(80, seed: 5).inputs
    for i in 0..<80 { inputs[i, 2] = 1 }
    var weights = Vector.zeros(3)
    for label in [0, 1] {
      for batch in 0..<8 {
        let rows = Array(batch * 5..<batch * 5 + 5).map { $0 + 40 * label }
        let next = try answer.trainingStep(
          weights: weights, inputs: inputs.gather(rows: rows),
          labels: Array(repeating: label, count: 5), learningRate: 0.5, lambda: 0)
        #expect(label == 0 ? next[2] < weights[2] : next[2] > weights[2])
        weights = next
      }
    }
    #expect(weights[2] > 0)
  }

  @Test("With labels torn from their inputs only the frequency of the classes is learnt")
  func tornPairs() throws {
    let samples = Self.samples(200, seed: 7)
    let frequency = Double(samples.labels.reduce(0, +)) / 200
    var generator = SeededGenerator(seed: 8)
    var weights = Vector.zeros(3)
    var mean = Vector.zeros(3)
    for epoch in 0..<60 {
      let (order, other) = (generator.permutation(of: 200), generator.permutation(of: 200))
      for start in stride(from: 0, to: 200, by: 10) {
        weights = try answer.trainingStep(
          weights: weights, inputs: samples.inputs.gather(rows: Array(order[start..<start + 10])),
          labels: other[start..<start + 10].map { samples.labels[$0] }, learningRate: 0.05,
          lambda: 0)
      }
      if epoch >= 20 { mean += weights / 40 }
    }
    #expect(abs(mean[0]) < 0.2 && abs(mean[1]) < 0.2)
    #expect(abs(1 / (1 + exp(-mean[2])) - frequency) < 0.05)
  }

  /// Two features that decide the class, and the column of ones.
  private static func samples(_ count: Int, seed: UInt64) -> BinarySamples {
    var generator = SeededGenerator(seed: seed)
    let inputs = Matrix(rows: count, columns: 3) { _, j in
      j == 2 ? 1 : Double.random(in: -1...1, using: &generator)
    }
    let labels = (0..<count).map { inputs[$0, 0] + inputs[$0, 1] > -0.5 ? 1 : 0 }
    return BinarySamples(inputs: inputs, labels: labels)
  }
}
