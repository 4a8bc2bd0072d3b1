import Curriculum
import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import SoftmaxRegressionSolution

/// What the texts of exercise 7 claim, beside the worked numbers.
@Suite("Claims of exercise 7")
struct Claims07Tests {
  private let answer = SoftmaxRegressionSolution.Answer()

  // The probabilities come from mpmath.
  @Test("A probability's relative error is about 2⁻⁵³ times its distance from the largest logit")
  func accuracyOfProbabilities() throws {
    for (largest, other, probability) in [
      (3.338373944667353, -683.0503516900421, 8.0382964025604724669e-299),
      (1.3, -699.7, 3.6271722970493572721e-305), (0.1, -3.7, 0.021881270936130470032),
      (0.1, 0.7, 0.64565630622579544148),
    ] {
      let found = try answer.probabilities(weights: [[largest, other]], inputs: [[1]])[0, 1]
      let units = abs(found / probability - 1) * 0x1p53
      #expect(units <= abs(largest - other) + 4)
      if largest > 3 { #expect(units > 500) }
    }
  }

  @Test("log(p + 1e-12) costs at most 27.6")
  func epsilon() { #expect(abs(-log(1e-12) - 27.6) < 0.05) }

  @Test("The exponentials of 710 and −746 are infinite and 0")
  func exponentials() { #expect(exp(710.0) == .infinity && exp(-746.0) == 0) }

  @Test("With 65 samples in batches of 64, the last one counts 64 times as much")
  func lastBatch() throws {
    var generator = SeededGenerator(seed: 1)
    // With X = I each row of the weights belongs to one sample.
    let run = try answer.train(
      inputs: .identity(65), labels: Array(repeating: 1, count: 65), classes: 3, epochs: 1,
      batchSize: 64, learningRate: 1, lambda: 0, using: &generator)
    let weights = run.weights.column(1).elements.sorted()
    #expect(weights.dropLast().allSatisfy { abs($0 - weights[0]) < 1e-12 })
    #expect(abs(weights[64] / weights[0] - 64) < 1e-9)
  }

  @Test("From zero weights every row of the weights adds up to 0 for ever")
  func rowSums() throws {
    var generator = SeededGenerator(seed: 2)
    let (inputs, labels) = Self.samples(40, features: 5, classes: 4, seed: 3)
    let run = try answer.train(
      inputs: inputs, labels: labels, classes: 4, epochs: 5, batchSize: 7, learningRate: 0.3,
      lambda: 0.01, using: &generator)
    #expect(run.weights.norm() > 0.1 && run.weights.rowSums().normInfinity() < 1e-12)
  }

  @Test("As λ grows, the norm at the minimiser falls, the loss rises, and ‖W‖² ≤ log(K)/λ", .slow)
  func penalties() throws {
    let (inputs, labels) = Self.samples(60, features: 5, classes: 3, seed: 4)
    var (norms, losses): ([Double], [Double]) = ([], [])
    for lambda in [0.001, 0.01, 0.1, 1] {
      var weights = Matrix.zeros(5, 3)
      for _ in 0..<3000 {
        weights = try answer.trainingStep(
          weights: weights, inputs: inputs, labels: labels, learningRate: 0.4, lambda: lambda)
      }
      norms.append(try answer.squaredNorm(weights: weights))
      losses.append(
        try answer.objective(weights: weights, inputs: inputs, labels: labels, lambda: 0))
      #expect(norms.last! <= log(3) / lambda)
    }
    #expect(zip(norms, norms.dropFirst()).allSatisfy { $0 > $1 })
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("For a huge λ, 2λW is the gradient's mean of images with every probability 1/K")
  func hugePenalty() throws {
    let (inputs, labels) = Self.samples(60, features: 5, classes: 3, seed: 4)
    let lambda = 1e4
    var weights = Matrix.zeros(5, 3)
    for _ in 0..<20 {
      weights = try answer.trainingStep(
        weights: weights, inputs: inputs, labels: labels, learningRate: 0.5 / lambda, lambda: lambda
      )
    }
    let targets = try answer.oneHot(labels: labels, classes: 3)
    let limit = matmul(inputs, targets - 1.0 / 3, transposeA: true) / 60
    #expect((2 * lambda * weights - limit).norm() < 1e-3 * limit.norm())
  }

  @Test("One sample alone: the loss after T steps is at most (K − 1)/(1 + α‖x‖²T)")
  func oneSample() throws {
    let input: Matrix = [[1, 0.5]]
    var weights = Matrix.zeros(2, 4)
    for step in 1...200 {
      weights = try answer.trainingStep(
        weights: weights, inputs: input, labels: [2], learningRate: 1, lambda: 0)
      let loss = try answer.crossEntropy(logits: matmul(input, weights), labels: [2])
      #expect(loss <= 3 / (1 + 1.25 * Double(step)))
    }
  }

  @Test("Fewer samples than features: random labels are learnt by heart, and the weights grow on")
  func byHeart() throws {
    let (inputs, _) = Self.samples(20, features: 30, classes: 3, seed: 6)
    let labels = (0..<20).map { $0 * 7 % 3 }
    var weights = Matrix.zeros(30, 3)
    var norms: [Double] = []
    for step in 1...2000 {
      weights = try answer.trainingStep(
        weights: weights, inputs: inputs, labels: labels, learningRate: 0.5, lambda: 0)
      if step.isMultiple(of: 500) { norms.append(weights.norm()) }
    }
    #expect(try answer.accuracy(weights: weights, inputs: inputs, labels: labels) == 1)
    #expect(
      try answer.objective(weights: weights, inputs: inputs, labels: labels, lambda: 0) < 0.02)
    #expect(zip(norms, norms.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// Features around a centre for each class, which overlap, and a last column of ones.
  private static func samples(_ count: Int, features: Int, classes: Int, seed: UInt64) -> (
    inputs: Matrix, labels: [Int]
  ) {
    var generator = SeededGenerator(seed: seed)
    let labels = (0..<count).map { $0 % classes }
    let inputs = Matrix(rows: count, columns: features) { i, j in
      if j == features - 1 { return 1 }
      return Double.random(in: -1...1, using: &generator) + (j == labels[i] ? 0.7 : 0)
    }
    return (inputs, labels)
  }
}
