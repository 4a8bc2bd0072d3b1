import Curriculum
import LinearAlgebra
import Testing

@testable import PerceptronSolution

/// What the texts of exercise 8 claim, beside the worked numbers.
@Suite("Claims of exercise 8")
struct Claims08Tests {
  private let answer = PerceptronSolution.Answer()

  /// Three classes of which a line separates each pair, with a 1 for the bias.
  private let inputs: Matrix = [
    [10, 0, 1], [-1, 2, 1], [-5, 9, 1], [-1, -2, 1], [-5, -9, 1], [2, 0, 1],
  ]
  private let labels = [0, 0, 1, 1, 2, 2]

  @Test("A line separates each pair of the three classes")
  func pairs() {
    for (classes, line) in [
      ([0, 1], [11, 6, 0]), ([0, 2], [2, 11, -12]), ([1, 2], [-18, 14, 23]),
    ] {
      for i in 0..<6 where classes.contains(labels[i]) {
        let side = dot(inputs.row(i), Vector(line.map(Double.init)))
        #expect(labels[i] == classes[0] ? side > 0 : side < 0)
      }
    }
  }

  @Test("No weights predict all six samples: six inequalities add up to 0 > 0")
  func contradiction() {
    var sum = Matrix.zeros(3, 3)
    for (sample, wrong, times) in [
      (0, 2, 13.0), (1, 1, 72), (2, 0, 16), (3, 2, 72), (4, 1, 16), (5, 0, 69),
    ] {
      let right = labels[sample]
      sum.setRow(right, to: sum.row(right) + times * inputs.row(sample))
      sum.setRow(wrong, to: sum.row(wrong) - times * inputs.row(sample))
    }
    #expect(sum == .zeros(3, 3))
  }

  @Test("On these samples every one of 500 epochs has a mistake")
  func neverSettles() throws {
    var weights = Matrix.zeros(3, 3)
    for _ in 0..<500 {
      let next = try answer.epoch(weights: weights, inputs: inputs, labels: labels)
      #expect(next != weights)
      #expect(try answer.accuracy(weights: next, inputs: inputs, labels: labels) < 1)
      weights = next
    }
  }

  @Test("Separable classes: no more mistakes than 2R²/γ²", arguments: 0..<5 as Range<UInt64>)
  func mistakeBound(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let separator = Matrix.normal(rows: 3, columns: 4, using: &generator)
    let inputs = Matrix.normal(rows: 30, columns: 4, using: &generator)
    let scores = matmul(inputs, separator, transposeB: true)
    let labels = scores.rowArgmaxima()
    var margin = Double.infinity
    for i in 0..<30 {
      for k in 0..<3 where k != labels[i] {
        margin = min(margin, scores[i, labels[i]] - scores[i, k])
      }
    }
    margin /= separator.norm()
    let radius = (0..<30).map { inputs.row($0).norm() }.max()!
    var (weights, mistakes) = (Matrix.zeros(3, 4), 0)
    while try answer.accuracy(weights: weights, inputs: inputs, labels: labels) < 1,
      mistakes < 100_000
    {
      for i in 0..<30 {
        let next = try answer.update(weights: weights, input: inputs.row(i), label: labels[i])
        if next != weights { mistakes += 1 }
        weights = next
      }
    }
    #expect(mistakes < 100_000 && Double(mistakes) <= 2 * radius * radius / (margin * margin))
  }

  @Test("After an update the perceptron can still be wrong on the same sample")
  func stillWrong() throws {
    let weights = try answer.update(weights: [[0, 0], [9, 0]], input: [1, 0], label: 0)
    #expect(weights == [[1, 0], [8, 0]])
    #expect(try answer.predict(weights: weights, inputs: [[1, 0]]) == [1])
  }

  @Test("An update on x changes the scores of x′ by x · x′, and can spoil its right prediction")
  func spoils() throws {
    let weights: Matrix = [[0, 0], [1, 0]]
    let other: Matrix = [[1, 1]]
    let after = try answer.update(weights: weights, input: [2, 1], label: 0)
    let change =
      try answer.scores(weights: after, inputs: other)
      - answer.scores(weights: weights, inputs: other)
    #expect(change == [[3, -3]])
    #expect(try answer.predict(weights: weights, inputs: other) == [1])
    #expect(try answer.predict(weights: after, inputs: other) == [0])
  }
}
