import Curriculum
import Foundation
import LinearAlgebra
import Testing

@testable import Boundary

/// Objects and functions that cross the boundary, on a small answer to exercise 5.
@Suite("Objects and functions across the boundary")
struct ObjectsAndFunctionsTests {
  private let session: Session
  private let optimizers: any Optimizers

  init() throws {
    session = try BoundaryTests.session(Self.source, for: .optimizers)
    optimizers = AnswerSource(session).optimizers
  }

  @Test("Objects keep their state in the worker, each its own")
  func objects() throws {
    let first = try optimizers.makeGradientDescent(learningRate: 1)
    let second = try optimizers.makeGradientDescent(learningRate: 10)
    #expect(try first.step(parameters: [0], gradient: [1]) == [1])
    #expect(try second.step(parameters: [0], gradient: [1]) == [10])
    #expect(try first.step(parameters: [0], gradient: [1]) == [2])
    session.end()
  }

  @Test("A function of the judge's is called back, as often as the answer likes")
  func callbacks() throws {
    let optimizer = try optimizers.makeGradientDescent(learningRate: 1)
    var calls: [Vector] = []
    let result = try optimizers.minimize(
      gradient: {
        calls.append($0)
        return 2 * $0
      }, from: [1, -1], with: optimizer, steps: 3)
    #expect(calls == [[1, -1], [2, -2], [4, -4]])
    #expect(result == [8, -8])
    session.end()
  }

  @Test("An error of a lent function passes through the answer and comes back as itself")
  func callbackError() throws {
    struct Mine: Error, Equatable { let number: Int }
    let optimizer = try optimizers.makeGradientDescent(learningRate: 1)
    #expect(throws: Mine(number: 7)) {
      try optimizers.minimize(
        gradient: { _ in throw Mine(number: 7) }, from: [1], with: optimizer, steps: 3)
    }
    #expect(try optimizer.step(parameters: [0], gradient: [1]) == [1])
    session.end()
  }

  @Test("A structure comes back with all its fields")
  func structures() throws {
    let trace = try optimizers.adamTrace(
      parameter: 1, firstGradient: 2, secondGradient: 3, learningRate: 4, beta1: 5, beta2: 6,
      epsilon: 7)
    #expect(trace.firstMean == 1 && trace.parameterAfterSecond == 7)
    session.end()
  }

  private static let source = """
    import Curriculum
    import LinearAlgebra

    final class Counter: Optimizer {
      let rate: Double
      var count = 0.0
      init(rate: Double) { self.rate = rate }
      func step(parameters: Vector, gradient: Vector) throws -> Vector {
        count += 1
        return [count * rate]
      }
    }

    public struct Answer: Optimizers {
      public func makeGradientDescent(learningRate: Double) throws -> any Optimizer {
        Counter(rate: learningRate)
      }
      public func makeMomentum(learningRate: Double, momentum: Double) throws -> any Optimizer {
        throw Unimplemented()
      }
      public func makeAdam(
        learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
      ) throws -> any Optimizer { throw Unimplemented() }
      public func adamTrace(
        parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
        beta1: Double, beta2: Double, epsilon: Double
      ) throws -> AdamTrace {
        AdamTrace(
          firstMean: parameter, firstSquare: 0, firstCorrectedMean: 0, firstCorrectedSquare: 0,
          parameterAfterFirst: 0, secondMean: 0, secondSquare: 0, secondCorrectedMean: 0,
          secondCorrectedSquare: 0, parameterAfterSecond: epsilon)
      }
      public func minimize(
        gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
        steps: Int
      ) throws -> Vector {
        var x = start
        for _ in 0..<steps { x = try gradient(x) }
        return x
      }
      public func stepFactor(
        of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
      ) throws -> Double { 0 }
      public func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double { 0 }
      public func bestForRareFeature() throws -> OptimizerKind { .adam }
    }
    """
}
