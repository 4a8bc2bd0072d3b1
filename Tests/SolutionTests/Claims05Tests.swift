import Curriculum
import Foundation
import LinearAlgebra
import Testing

@testable import OptimizersSolution

/// What the texts of exercise 5 claim, beside the worked numbers of its handout.
@Suite("Claims of exercise 5")
struct Claims05Tests {
  private let answer = OptimizersSolution.Answer()

  private func adam(_ learningRate: Double, epsilon: Double = 1e-8) throws -> any Optimizer {
    try answer.makeAdam(learningRate: learningRate, beta1: 0.9, beta2: 0.999, epsilon: epsilon)
  }

  @Test("After a long pause Adam's step is 3.16 times the learning rate")
  func pause() throws {
    let adam = try adam(1)
    for _ in 0..<15_000 { _ = try adam.step(parameters: [0], gradient: [0]) }
    let step = try adam.step(parameters: [0], gradient: [1])[0]
    #expect(abs(step + 3.16) < 0.005)
    #expect(abs((1 - 0.9) / sqrt(1 - 0.999) - 3.16) < 0.005)
  }

  @Test("150 steps in the narrow valley leave 0.0498 with gradient descent, < 1e-10 with momentum")
  func valley() throws {
    func left(_ optimizer: any Optimizer) throws -> Vector {
      try answer.minimize(
        gradient: { [$0[0], 100 * $0[1]] }, from: [1, 1], with: optimizer, steps: 150)
    }
    let descent = try left(answer.makeGradientDescent(learningRate: 2.0 / 101))
    #expect(descent.elements.allSatisfy { abs(abs($0) - 0.0498) < 0.00005 })
    let momentum = try left(answer.makeMomentum(learningRate: 4.0 / 121, momentum: 81.0 / 121))
    #expect(momentum.normInfinity() < 1e-10)
  }

  @Test("In the narrow valley gradient descent runs away above a learning rate of 2/100, not below")
  func runsAway() throws {
    func left(_ learningRate: Double) throws -> Double {
      try answer.minimize(
        gradient: { [$0[0], 100 * $0[1]] }, from: [1, 1],
        with: answer.makeGradientDescent(learningRate: learningRate), steps: 1000
      ).normInfinity()
    }
    #expect(try left(0.0201) > 1e3 && left(0.0199) < 1e-3)
  }

  @Test("In the narrow valley Adam moves both entries nearly alike in every step")
  func nearlyEqual() throws {
    let adam = try adam(0.01)
    var parameters: Vector = [1, 1]
    for _ in 0..<50 {
      parameters = try adam.step(
        parameters: parameters, gradient: [parameters[0], 100 * parameters[1]])
      #expect(abs(parameters[0] - parameters[1]) < 1e-6)
    }
    #expect(parameters[0] < 0.6)
  }

  @Test("The rare feature's weight moves 0.0100, 0.0092 and 0.0902 times as far as the other")
  func rareFeature() throws {
    func ratio(_ optimizer: any Optimizer) throws -> Double {
      var parameters: Vector = [0, 0]
      for step in 1...1000 {
        let gradient: Vector = [1, step.isMultiple(of: 100) ? 1 : 0]
        parameters = try optimizer.step(parameters: parameters, gradient: gradient)
      }
      return parameters[1] / parameters[0]
    }
    #expect(try abs(ratio(answer.makeGradientDescent(learningRate: 1)) - 0.0100) < 0.00005)
    #expect(try abs(ratio(answer.makeMomentum(learningRate: 1, momentum: 0.9)) - 0.0092) < 0.00005)
    #expect(try abs(ratio(adam(1)) - 0.0902) < 0.00005)
  }

  @Test("Where ε stands shows with a gradient of 1e-8, and in the seventh digit with one of 1")
  func placesOfEpsilon() throws {
    // Corrected mean and square of the first step are g and g².
    func steps(_ gradient: Double) throws -> [Double] {
      let epsilon = 1e-8
      return [
        try -adam(1).step(parameters: [0], gradient: [gradient])[0],
        gradient / sqrt(gradient * gradient + epsilon),
        gradient / (gradient + epsilon / sqrt(1 - 0.999)),
      ]
    }
    let small = try steps(1e-8)
    #expect(abs(small[0] - 0.5) < 1e-9)
    #expect(abs(small[1] / 1e-4 - 1) < 1e-3)
    #expect(abs(small[2] - 0.031) < 0.0005)
    let ordinary = try steps(1)
    #expect(ordinary.allSatisfy { abs($0 - ordinary[0]) < 1e-6 })
    #expect(abs(1 / sqrt(1 - 0.999) - 31.6) < 0.05)
  }

  @Test("A learning rate that changes inside the velocity leads elsewhere than one outside")
  func insideOrOutside() throws {
    var (outside, inside) = ((velocity: 0.0, parameter: 0.0), (velocity: 0.0, parameter: 0.0))
    var paths: [[Double]] = []
    for rate in [0.1, 0.1, 0.01] {
      outside.velocity = 0.5 * outside.velocity + 1
      outside.parameter -= rate * outside.velocity
      inside.velocity = 0.5 * inside.velocity + rate
      inside.parameter -= inside.velocity
      paths.append([outside.parameter, inside.parameter])
    }
    let printed = [[-0.1, -0.1], [-0.25, -0.25], [-0.2675, -0.335]]
    #expect(zip(paths, printed).allSatisfy { abs($0[0] - $1[0]) + abs($0[1] - $1[1]) < 1e-12 })
  }
}
