import LinearAlgebra
import Testing

@testable import HuberRegressionSolution

/// What the texts of exercise 4 claim beyond their worked numbers.
@Suite("Claims of exercise 4, Huber regression")
struct Claims04Tests {
  private let answer = HuberRegressionSolution.Answer()

  @Test("r² overflows at about |r| = 1e154, and the loss at 1e300 doesn't")
  func overflow() throws {
    #expect(1e154 * 1e154 < Double.infinity && 1.4e154 * 1.4e154 == Double.infinity)
    #expect(try answer.loss(residual: 1e300, delta: 2) == 2e300)
  }

  @Test("Gradient descent with α = 1/(Σx² + λ), and reweighting, go up in no step")
  func descent() throws {
    var generator = SeededGenerator(seed: 4)
    for draw in 0..<30 {
      let (n, lambda) = (2 + draw % 5, [0, 0.5][draw % 2])
      let x = Matrix.uniform(rows: n, columns: 1, in: -3..<3, using: &generator)
      let y = Vector.normal(count: n, standardDeviation: 5, using: &generator)
      func objective(_ w: Double) throws -> Double {
        try answer.ridgeObjective(weights: [w], inputs: x, targets: y, delta: 1, lambda: lambda)
      }
      func gradient(_ w: Double) throws -> Double {
        try answer.ridgeGradient(weights: [w], inputs: x, targets: y, delta: 1, lambda: lambda)[0]
      }
      // With one column, the reweighted system is a single equation.
      func reweighted(_ w: Double) -> Double {
        let r = y - matmul(x, [w])
        let c = r.map { min(1, 1 / abs($0)) }
        return dot(c * x.column(0), y) / (dot(c * x.column(0), x.column(0)) + lambda)
      }
      var (w, v) = (4.0, 4.0)
      for _ in 0..<20 {
        let next = w - (try gradient(w)) / (x.squaredNorm() + lambda)
        #expect(try objective(next) <= objective(w) + 1e-12)
        let other = reweighted(v)
        #expect(try objective(other) <= objective(v) + 1e-12)
        (w, v) = (next, other)
      }
    }
  }

  @Test("Without a penalty, each w from 1 to 9 is a minimiser of the targets 0 and 10")
  func several() throws {
    for w in [1, 2.5, 5, 9] {
      let gradient = try answer.gradient(
        weights: [w], inputs: [[1], [1]], targets: [0, 10], delta: 1)
      #expect(gradient == [0])
    }
  }

  @Test("The minimiser goes to 0 as λ grows, within δ/λ times the sum of the inputs' norms")
  func largePenalty() throws {
    let x: Matrix = [[1, 2], [-3, 1], [0.5, 4]]
    let bound = (0..<3).map { x.row($0).norm() }.reduce(0, +)
    for lambda in [0.1, 1, 10, 1e4] {
      let w = try answer.minimizer(inputs: x, targets: [5, -1000, 7], delta: 2, lambda: lambda)
      #expect(w.norm() <= 2 / lambda * bound)
    }
  }

  @Test("The loss is ψ(r) (r − ½ψ(r)), without branches")
  func withoutBranches() throws {
    for r in [-7, -1.5, -0.3, 0, 0.8, 1.5, 20] {
      let slope = try answer.lossDerivative(residual: r, delta: 1.5)
      #expect(abs(try answer.loss(residual: r, delta: 1.5) - slope * (r - slope / 2)) < 1e-14)
    }
  }
}
