import Curriculum
import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import HuberRegressionSolution
@testable import SoftmaxJacobianSolution

/// What the stubs promise, asked of the reference where the suites ask no student for it.
@Suite("The reference keeps its contract")
struct ContractTests {
  @Test(
    "Weights of Huber regression at which reweighting alone, or Newton's step alone, doesn't end",
    arguments: [
      HuberProblem(
        inputs: [[-5, 1], [-4, 1], [3, 1], [3, 1]], targets: [4, 3, -5, 1000], delta: 1, lambda: 0),
      HuberProblem(inputs: [[1], [1]], targets: [0, 100], delta: 1, lambda: 0),
      HuberProblem(inputs: [[2, 2], [2, 2]], targets: [1, 9000], delta: 0.5, lambda: 1e-6),
      HuberProblem(inputs: [[1e-12], [9]], targets: [1e4, -1e4], delta: 1e-9, lambda: 0),
      HuberProblem(inputs: [[9, -9], [3, 4]], targets: [5, 6], delta: 1e12, lambda: 250),
    ])
  func hardProblems(_ problem: HuberProblem) throws {
    #expect(try problem.largestGradient() <= 1e-8)
  }

  // Half of them have whole numbers only, so that residuals lie exactly at ±δ and columns nearly
  // depend on each other.
  @Test("Random problems within the stub's limits: 500, or 10,000 with GRADUS_FULL_TESTS=1")
  func randomProblems() throws {
    var random = SeededGenerator(seed: 4)
    for number in 0..<(runsFullTests ? 10_000 : 500) {
      guard let problem = HuberProblem(using: &random) else { continue }
      let gradient = try problem.largestGradient()
      #expect(gradient <= 1e-8, "problem \(number): \(problem)")
    }
  }

  @Test("A product with the Jacobian doesn't overflow on its way to a finite number")
  func largeUpstream() throws {
    let product = try SoftmaxJacobianSolution.Answer().vectorJacobianProduct(
      upstream: [1.7e308, -1.7e308], logits: [2.2, 0], temperature: 1)
    // y₀ y₁ (v₀ − v₁), and y₀ = 1 − y₁ = σ(2.2).
    let sigmoid = 1 / (1 + exp(-2.2))
    let expected = sigmoid * (1 - sigmoid) * 1.7e308 * 2
    #expect(abs(product[0] / expected - 1) < 1e-12 && abs(product[1] / expected + 1) < 1e-12)
  }

  @Test("The diagonal of the Jacobian keeps its digits where a probability is close to 1")
  func diagonal() throws {
    let jacobian = try SoftmaxJacobianSolution.Answer().jacobian(
      logits: [0.1, 0.2, 0.3], temperature: 0.001)
    // The columns sum to 0.
    let others = -(jacobian[0, 2] + jacobian[1, 2])
    #expect(jacobian[2, 2] > 0 && abs(jacobian[2, 2] / others - 1) < 1e-12)
  }
}

/// A problem that the stub of `minimizer` allows.
struct HuberProblem: CustomStringConvertible, Sendable {
  let inputs: Matrix
  let targets: Vector
  let delta: Double
  let lambda: Double

  var description: String {
    "inputs: \(inputs), targets: \(targets), delta: \(delta), lambda: \(lambda)"
  }

  /// The largest entry of the gradient at the weights found.
  func largestGradient() throws -> Double {
    let answer = HuberRegressionSolution.Answer()
    let weights = try answer.minimizer(
      inputs: inputs, targets: targets, delta: delta, lambda: lambda)
    return try answer.ridgeGradient(
      weights: weights, inputs: inputs, targets: targets, delta: delta, lambda: lambda
    ).normInfinity()
  }
}

extension HuberProblem {
  /// Draws a problem; `nil` if its columns depend on each other.
  init?(using random: inout SeededGenerator) {
    let columns = Int.random(in: 1...5, using: &random)
    let rows = columns + Int.random(in: 0...20, using: &random)
    let isWhole = Bool.random(using: &random)
    let size = [0.01, 0.1, 1, 9][Int.random(in: 0..<4, using: &random)]
    inputs = Matrix(rows: rows, columns: columns) { _, j in
      let entry = Double.random(in: -9...9, using: &random)
      return j == 0 ? 1 : isWhole ? entry.rounded() : entry * size / 9
    }
    var targets = Vector((0..<rows).map { _ in Double.random(in: -9...9, using: &random) })
    if isWhole { targets = targets.map { $0.rounded() } }
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let outlier = Int.random(in: 0..<rows, using: &random)
      targets[outlier] = Double.random(in: -1e4...1e4, using: &random)
    }
    self.targets = targets
    delta = Bool.random(using: &random) ? 0.5 : Self.power(of: 10, from: -3...3, &random)
    lambda = Bool.random(using: &random) ? 0 : Self.power(of: 10, from: -8...3, &random)
    if lambda == 0, !hasIndependentColumns { return nil }
  }

  private static func power(
    of base: Int, from range: ClosedRange<Double>, _ random: inout SeededGenerator
  ) -> Double {
    var number = 1.0
    let exponent = Int(Double.random(in: range, using: &random).rounded())
    for _ in 0..<abs(exponent) { number *= exponent > 0 ? Double(base) : 1 / Double(base) }
    return number * Double.random(in: 1...3, using: &random)
  }

  /// Whether no column is a combination of the ones before it: Gram and Schmidt's method.
  private var hasIndependentColumns: Bool {
    var basis: [Vector] = []
    for j in 0..<inputs.columns {
      let column = inputs.column(j)
      var rest = column
      // Twice, because the first time leaves rounding behind.
      for _ in 0..<2 {
        for unit in basis { rest -= dot(rest, unit) * unit }
      }
      guard rest.norm() > 1e-9 * column.norm() else { return false }
      basis.append(rest / rest.norm())
    }
    return true
  }
}
