import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

@Suite("4 · Huber regression", .exercise(.huberRegression))
struct HuberRegressionTests {
  let huber = Student.answer.huberRegression

  // Outside |r| ≤ δ: ℓ = δ(|r| − ½δ), here 1·(3 − ½).
  @Test(
    "The loss of a large residual is linear",
    .hint("Which of the two branches holds for r = 3, δ = 1?"))
  func linearBranch() throws {
    try expect(
      huber.loss(residual: 3, delta: 1), equals: 2.5,
      mistakes: [
        4.5: "outside |r| ≤ δ the loss is linear, not quadratic",
        3.0: "the linear branch is δ(|r| − ½δ): without −½δ the loss jumps at |r| = δ",
      ])
  }

  @Test("A delta that isn't positive is refused")
  func badDelta() throws {
    try expectInvalidInput(naming: "delta", value: "-1") { try huber.loss(residual: 3, delta: -1) }
  }
}
