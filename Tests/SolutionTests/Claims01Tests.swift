import LinearAlgebra
import Testing

@testable import SoftmaxJacobianSolution

/// What the texts of exercise 1 claim beyond their worked numbers.
@Suite("Claims of exercise 1, Softmax Jacobian")
struct Claims01Tests {
  private let answer = SoftmaxJacobianSolution.Answer()

  private func draws(_ body: (Vector, Double, inout SeededGenerator) throws -> Void) rethrows {
    var generator = SeededGenerator(seed: 1)
    for draw in 0..<60 {
      let z = Vector.normal(count: 1 + draw % 7, standardDeviation: 3, using: &generator)
      try body(z, generator.uniform(in: 0.05..<5), &generator)
    }
  }

  @Test("e to the 710 is infinite, e to the −746 is 0, and 1 + 4e-18 is 1")
  func limits() {
    #expect(exp(710.0) == .infinity && exp(-746.0) == 0)
    #expect(1 + 4e-18 == 1.0 && exp(-800.0) == 0)
  }

  @Test("Log-sum-exp lies between the maximum and the maximum + log n")
  func bounds() throws {
    try draws { z, _, _ in
      let value = try answer.logSumExp(logits: z)
      let largest = z.maximum()
      #expect(value >= largest && value <= largest + log(Double(z.count)) + 1e-12)
    }
  }

  @Test("vᵀJv is the variance of v under the probabilities, divided by τ")
  func variance() throws {
    try draws { z, temperature, generator in
      let v = Vector.normal(count: z.count, using: &generator)
      let y = try answer.softmax(logits: z, temperature: temperature)
      let jacobian = try answer.jacobian(logits: z, temperature: temperature)
      let deviations = v - dot(v, y)
      let variance = dot(deviations * deviations, y) / temperature
      #expect(abs(dot(v, matmul(jacobian, v)) - variance) <= 1e-12 / temperature)
    }
  }

  @Test("No entry of the Jacobian exceeds 1/(4τ), and two equal logits reach it at every τ")
  func largestEntry() throws {
    try draws { z, temperature, _ in
      let jacobian = try answer.jacobian(logits: z, temperature: temperature)
      #expect(jacobian.elements.allSatisfy { abs($0) <= 0.25 / temperature * (1 + 1e-12) })
      let tie = try answer.jacobian(logits: [z[0], z[0]], temperature: temperature)
      #expect(tie.elements.allSatisfy { abs(abs($0) - 0.25 / temperature) <= 1e-15 / temperature })
    }
  }

  @Test("The softmax of two logits is a sigmoid of their difference")
  func twoLogits() throws {
    for (a, b) in [(0.3, -1.2), (-4, 7), (2, 2)] {
      let y = try answer.softmax(logits: [a, b], temperature: 1)
      #expect(abs(y[0] - 1 / (1 + exp(b - a))) < 1e-15)
    }
  }
}
