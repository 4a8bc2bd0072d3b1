import Curriculum
import Foundation
import LinearAlgebra
import Testing

@testable import Boundary

@Suite("A session with an answer")
struct SessionTests {
  let session: Session
  let huber: any HuberRegression

  init() throws {
    session = try BoundaryTests.session(huberAnswer())
    huber = AnswerSource(session).huberRegression
  }

  // The whole way there and back: signalling and quiet NaN, signed zero, infinities, subnormals.
  @Test("Numbers keep every bit on their way")
  func bits() throws {
    let numbers: Vector = [
      .nan, -.nan, Double(nan: 5, signaling: false), 0.0, -0.0, .infinity, -.infinity,
      .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1,
    ]
    let back = try huber.gradient(weights: numbers, inputs: [[1]], targets: [1], delta: 1)
    #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
    for number in numbers {
      let negated = try huber.lossDerivative(residual: number, delta: 1)
      #expect(negated.isNaN == number.isNaN && (number.isNaN || negated == -number))
    }
    session.end()
  }

  @Test("Empty vectors and large matrices travel too")
  func sizes() throws {
    #expect(try huber.gradient(weights: [], inputs: [[1]], targets: [1], delta: 1).isEmpty)
    let large = Matrix.ones(1000, 300)
    let sum = try huber.objective(weights: [], inputs: large, targets: [], delta: 1)
    #expect(sum == 300_000)
    session.end()
  }

  @Test("Choices, truth values and lists of integers travel too")
  func otherTypes() throws {
    #expect(try huber.hasClosedForm(for: .ridge))
    #expect(try !huber.hasClosedForm(for: .huber))
    #expect(try huber.pointsOfConstantForce(residuals: [1], delta: 1) == [1, 2])
    session.end()
  }

  @Test("A stub throws Unimplemented, and the session remembers it")
  func stub() throws {
    #expect(throws: Unimplemented.self) { try huber.loss(residual: 1, delta: 1) }
    #expect(session.end().metStub)
  }

  @Test("InvalidInput comes back with its sentence, and the worker lives on")
  func invalidInput() throws {
    #expect(throws: InvalidInput("delta must be greater than 0, but it is -2.0")) {
      try huber.minimizer(inputs: [[1]], targets: [1], delta: -2, lambda: 0)
    }
    #expect(try huber.hasClosedForm(for: .ridge))
    let seen = session.end()
    #expect(seen.failure == nil && !seen.metStub)
  }

  @Test("The last call is described with its values")
  func lastCall() throws {
    _ = try huber.lossDerivative(residual: 3, delta: 0.5)
    #expect(session.lastCall == "lossDerivative(residual: 3.0, delta: 0.5)")
    _ = try huber.hasClosedForm(for: .ridge)
    #expect(session.lastCall == "hasClosedForm(for: .ridge)")
    session.end()
  }

  @Test("What an answer prints is kept apart, cut and cleared of control characters")
  func printed() throws {
    let session = try BoundaryTests.session(
      huberAnswer(loss: #"print("one\u{1B}[2Jtwo"); print("three", terminator: ""); return 1"#))
    let huber = AnswerSource(session).huberRegression
    #expect(try huber.loss(residual: 1, delta: 1) == 1)
    #expect(session.end().printed == "one\u{FFFD}[2Jtwo\nthree")
  }

  @Test("A session that was never used starts no worker")
  func unused() throws {
    let session = Session(workers: Workers(program: "/nowhere")) {
      throw UnexpectedError(call: "", message: "")
    }
    #expect(session.end().failure == nil)
  }
}
