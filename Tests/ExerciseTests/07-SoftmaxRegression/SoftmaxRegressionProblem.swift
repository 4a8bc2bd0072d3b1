import Curriculum
import ExerciseTesting
import LinearAlgebra

/// A classification problem for the suites of exercise 7. What it computes, it computes sample by
/// sample and feature by feature, from what a test says about errors, divisors and penalties.
struct SoftmaxRegressionProblem {
  /// W, d × K.
  var weights: Matrix
  /// X, n × d.
  var inputs: Matrix
  var labels: [Int]
  /// The λ of the penalty λ‖W‖².
  var lambda: Double

  /// Five samples, three features (the last is the bias), four classes; all of it dyadic.
  ///
  /// Its numbers in the tests come from NumPy and, again, from mpmath with 50 digits.
  static let five = SoftmaxRegressionProblem(
    weights: [[0.5, -0.25, 0, 1], [0.25, 0.5, -1, 0], [-0.5, 0, 0.25, 0.75]],
    inputs: [[1, 2, 1], [-1, 0.5, 1], [3, -2, 1], [0, 0, 1], [0.5, -1.5, 1]],
    labels: [3, 2, 0, 1, 3], lambda: 0.25)

  init(weights: Matrix, inputs: Matrix, labels: [Int], lambda: Double) {
    (self.weights, self.inputs, self.labels, self.lambda) = (weights, inputs, labels, lambda)
  }

  /// Draws a problem from the seed; the last feature is all ones, and every class occurs if there are
  /// as many samples.
  ///
  /// - Parameters:
  ///   - draw: Another number gives another problem of the same seed.
  ///   - samples: n.
  ///   - features: d.
  ///   - classes: K.
  init(draw: UInt64, samples: Int, features: Int, classes: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    var inputs = Matrix.uniform(rows: samples, columns: features, in: -2..<2, using: &generator)
    inputs.setColumn(features - 1, to: .ones(samples))
    let extra = (0..<max(0, samples - classes)).map { _ in generator.sample(1, of: classes)[0] }
    let labels = generator.permutation(of: classes).prefix(samples) + extra
    self.init(
      weights: .normal(
        rows: features, columns: classes, standardDeviation: 0.8, using: &generator),
      inputs: inputs, labels: Array(labels), lambda: generator.uniform(in: 0.05..<0.3))
  }

  /// Problems of all the shapes n × K, each with another λ, and with one to five features; X may be square.
  /// Then weights or inputs of all patterns.
  static var sweep: [SoftmaxRegressionProblem] {
    Sweep.shapes.enumerated().map { number, shape in
      var problem = SoftmaxRegressionProblem(
        draw: 100 + UInt64(number), samples: shape.0,
        features: number.isMultiple(of: 3) && shape.0 < 9 ? shape.0 : 1 + number % 5,
        classes: shape.1)
      problem.lambda = Sweep.settings[number % Sweep.settings.count]
      return problem
    }
      + NumberPattern.problems(
        like: SoftmaxRegressionProblem(draw: 120, samples: 7, features: 4, classes: 3),
        matrices: [\.weights, \.inputs])
  }

  /// Features in another unit: logits and objective stay, the gradient gets `unit` times as large.
  func inUnits(_ unit: Double) -> SoftmaxRegressionProblem {
    SoftmaxRegressionProblem(
      weights: weights / unit, inputs: unit * inputs, labels: labels, lambda: lambda * unit * unit)
  }

  /// 150 points in the plane, of three classes, each around a centre of its own.
  ///
  /// - Parameter turn: The angle by which the three centres are turned around the origin.
  static func clouds(
    turn: Double, _ generator: inout SeededGenerator
  ) -> SoftmaxRegressionProblem {
    let angles = (0..<3).map { turn + 2.1 * Double($0) }
    let labels = (0..<150).map { _ in generator.sample(1, of: 3)[0] }
    let inputs = Matrix(
      rows: labels.map { label in
        let center: Vector = [3 * cos(angles[label]), 3 * sin(angles[label]), 1]
        let noise = Vector.normal(count: 2, standardDeviation: 0.8, using: &generator)
        return center + [noise[0], noise[1], 0]
      })
    return SoftmaxRegressionProblem(
      weights: .zeros(3, 3), inputs: inputs, labels: labels, lambda: 0.001)
  }

  /// "9 samples, 4 × 3 weights, λ = 0.3".
  var name: String {
    "\(samples) samples, \(weights.rows) × \(classes) weights, λ = \(lambda)"
  }

  var samples: Int { inputs.rows }
  var classes: Int { weights.columns }

  /// XW, a product of a column with a row for each feature.
  var logits: Matrix {
    (0..<inputs.columns).reduce(into: .zeros(samples, classes)) {
      $0 += outer(inputs.column($1), weights.row($1))
    }
  }

  /// exp z over the sum of exp z over all entries of the same group, such as a row; z is small here.
  func probabilities(_ group: (Int, Int) -> Int = { i, _ in i }) -> Matrix {
    let exponentials = logits.map { exp($0) }
    var sums: [Int: Double] = [:]
    for i in 0..<samples {
      for k in 0..<classes { sums[group(i, k), default: 0] += exponentials[i, k] }
    }
    return Matrix(rows: samples, columns: classes) {
      exponentials[$0, $1] / sums[group($0, $1), default: 0]
    }
  }

  /// −log of the geometric mean of the right classes' probabilities.
  var loss: Double {
    let (probabilities, part) = (probabilities(), 1 / Double(samples))
    return -log(labels.indices.reduce(1) { $0 * pow(probabilities[$1, labels[$1]], part) })
  }

  /// Ŷ − Y.
  var errors: Matrix { errors { i, k in labels[i] == k ? 1 : 0 } }

  /// Ŷ minus something.
  func errors(_ target: (Int, Int) -> Double) -> Matrix {
    let probabilities = probabilities()
    return Matrix(rows: samples, columns: classes) { probabilities[$0, $1] - target($0, $1) }
  }

  /// What a sum over samples is divided by: n, or something else.
  enum Divisor {
    case samples
    case number(Double)
  }

  /// A gradient with what a test says about errors, divisor and decay; the errors are right by default.
  func gradient(over divisor: Divisor, errors: Matrix? = nil, decay: Double) -> Matrix {
    let errors = errors ?? self.errors
    let divisor =
      switch divisor {
      case .samples: Double(samples)
      case .number(let number): number
      }
    return (0..<samples).reduce(into: decay * weights) {
      $0 += outer(inputs.row($1), errors.row($1) / divisor)
    }
  }

  /// The same problem with some of the samples only, in a given order.
  func taking(_ chosen: [Int]) -> SoftmaxRegressionProblem {
    var part = self
    part.inputs = Matrix(rows: chosen.map { inputs.row($0) })
    part.labels = chosen.map { labels[$0] }
    return part
  }

  /// The weights after one step with the samples `batch`.
  func stepped(_ batch: [Int], rate: Double) -> Matrix {
    weights - rate * taking(batch).gradient(over: .samples, decay: 2 * lambda)
  }

  /// The weights after one step with each batch, one after the other.
  func stepped(through batches: [[Int]], rate: Double) -> Matrix {
    var problem = self
    for batch in batches { problem.weights = problem.stepped(batch, rate: rate) }
    return problem.weights
  }

  /// The samples whose largest logit, the first of equals, is in the right column.
  var hits: [Int] {
    let logits = logits
    return labels.indices.filter { sample in
      (0..<classes).allSatisfy { k in
        let (mine, other) = (logits[sample, labels[sample]], logits[sample, k])
        return k == labels[sample] || other < mine || (other == mine && k > labels[sample])
      }
    }
  }

  var objective: Double { loss + lambda * weights.squaredNorm() }
}

/// All orders of some numbers.
func orders(of numbers: [Int]) -> [[Int]] {
  guard !numbers.isEmpty else { return [[]] }
  return numbers.flatMap { first in
    orders(of: numbers.filter { $0 != first }).map { [first] + $0 }
  }
}
