import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The loss of one residual, and its derivative.
//
// Numbers come from the reference cases huber-01 and huber-02 (exact rational arithmetic and
// scipy.special.huber), or were computed in the same two ways for this suite.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.
@Suite("4 · Huber regression", .exercise(.huberRegression))
enum HuberRegressionSuites {}

extension HuberRegressionSuites {
  @Suite("4 · Huber regression", .part(1))
  struct HuberRegressionTests {
    let huber = Student.answer.huberRegression

    // Where |r| ≤ δ: ℓ = ½r², whatever δ is.
    @Test(
      "The loss of a small residual is half its square",
      .hint("Does δ play any part in the loss, as long as |r| ≤ δ?"))
    func parabola() throws {
      try expect(huber.loss(residual: 0, delta: 2), equals: 0)
      try expect(
        huber.loss(residual: 0.5, delta: 2), equals: 0.125,
        mistakes: [
          0.25: HuberMistake.noHalf, 0.0625: HuberMistake.smoothL1,
          0.12310562561766059: HuberMistake.pseudo, -1: HuberMistake.branchesSwapped,
        ])
      try expect(
        huber.loss(residual: -0.25, delta: 0.5), equals: 0.03125,
        mistakes: [0.0625: HuberMistake.noHalf, -0.03125: "a loss is never negative"])
      try expect(
        huber.loss(residual: -1.5, delta: 3), equals: 1.125,
        mistakes: [2.25: HuberMistake.noHalf, 0.375: HuberMistake.smoothL1])
    }

    // Where |r| > δ: ℓ = δ(|r| − ½δ), on both sides.
    @Test(
      "The loss of a large residual is linear",
      .hint("Which of the two branches holds for r = 3, δ = 1? And for r = −3?"))
    func linearBranch() throws {
      let isLinearOnTheRight = try expect(
        huber.loss(residual: 3, delta: 1), equals: 2.5,
        mistakes: [
          4.5: HuberMistake.quadratic, 3.0: HuberMistake.noOffset, 2.0: HuberMistake.wholeOffset,
          0.5: "the loss stops growing at |r| = δ: it is linear from there on, not constant",
        ])
      try expect(
        huber.loss(residual: 1.5, delta: 0.5), equals: 0.625,
        mistakes: [
          1.125: HuberMistake.quadratic, 0.75: HuberMistake.noOffset, 0.5: HuberMistake.wholeOffset,
          1.25: HuberMistake.smoothL1, 1.0: HuberMistake.deltaIsOne,
        ])
      try expect(
        huber.loss(residual: -10, delta: 0.5), equals: 4.875,
        mistakes: [
          50: isLinearOnTheRight ? HuberMistake.signedTest : HuberMistake.quadratic,
          5: HuberMistake.noOffset, 4.75: HuberMistake.wholeOffset,
          9.75: HuberMistake.smoothL1, 9.5: HuberMistake.deltaIsOne,
          -5.125: "the linear branch takes |r|: with r itself the loss of r = −10 is negative",
        ])
      try expect(
        huber.loss(residual: -7, delta: 3), equals: 16.5,
        mistakes: [
          24.5: isLinearOnTheRight ? HuberMistake.signedTest : HuberMistake.quadratic,
          21: HuberMistake.noOffset, 12: HuberMistake.wholeOffset,
          5.5: HuberMistake.smoothL1, 6.5: HuberMistake.deltaIsOne,
        ])
    }

    // ℓ(±δ) = ½δ² from both branches, and they have the same slope δ there. 2⁻²⁰ is one step.
    @Test(
      "At |r| = δ the two branches meet without a jump",
      .hint("What do the two formulas give at r = δ?"))
    func meetingPoint() throws {
      let step = 0x1p-20
      for (delta, atDelta) in [(0.25, 0.03125), (1, 0.5), (4, 8.0)] {
        var outside = HuberMistake.quadratic
        for side in [1.0, -1] {
          try expect(
            huber.loss(residual: side * delta, delta: delta), equals: atDelta,
            "the loss of r = \(side * delta) with δ = \(delta)",
            mistakes: [
              delta * delta: HuberMistake.noHalf, 0: HuberMistake.wholeOffset,
              delta / 2: HuberMistake.smoothL1,
            ])
          let isRight = try expect(
            huber.loss(residual: side * (delta + step), delta: delta),
            equals: atDelta + delta * step,
            "the loss of r = \(side * (delta + step)), one step outside δ = \(delta),",
            tolerance: .absolute(1e-13),
            mistakes: [
              atDelta + delta * step + step * step / 2: outside,
              2 * atDelta + delta * step: HuberMistake.noOffset,
              delta * step: HuberMistake.wholeOffset,
              atDelta / delta + step: HuberMistake.smoothL1,
            ])
          if isRight { outside = HuberMistake.signedTest }
        }
      }
    }

    // The same at random: ℓ = ∫₀^|r| min(t, δ) dt, the area of a triangle and a rectangle.
    @Test(
      "The loss is right for any residual and any delta, and the same for r and −r",
      .hint("For which of your residuals is the value wrong: small or large, positive or negative?")
    )
    func anyResidual() throws {
      for problem in (0..<3).map({ HuberProblem(draw: $0, samples: 8, features: 2) }) {
        let delta = problem.delta
        for residual in problem.drawnResidual {
          let distance = residual.magnitude
          let triangle = min(distance, delta) * min(distance, delta) / 2
          let expected = triangle + max(distance - delta, 0) * delta
          let isRight = try expect(
            huber.loss(residual: distance, delta: delta), equals: expected,
            mistakes: [
              distance * distance / 2: HuberMistake.quadratic,
              delta * distance: HuberMistake.noOffset,
              delta * (distance - delta): HuberMistake.wholeOffset,
              expected / delta: HuberMistake.smoothL1,
            ])
          guard isRight else { continue }
          try expect(
            huber.loss(residual: -distance, delta: delta), equals: expected,
            mistakes: [
              distance * distance / 2: HuberMistake.signedTest,
              -expected: "a loss is never negative",
            ])
        }
      }
    }

    // δ(|r| − ½δ) stays finite where r² does not; tiny δ and huge δ are numbers like others.
    @Test(
      "A residual as large as 1e300 has a finite, accurate loss",
      .hint("Which intermediate result of yours is larger than the largest Double, about 1.8e308?"))
    func farAway() throws {
      let overflow = "an intermediate result such as r² is too large for a Double at r = 1e300"
      var outside = (HuberMistake.quadratic, overflow)
      for side in [1.0, -1] {
        try expect(
          huber.loss(residual: side * 1e6, delta: 0.5), equals: 499999.875,
          mistakes: [
            5e11: outside.0,
            5e5: HuberMistake.noOffset, 499999.75: HuberMistake.wholeOffset,
            999999.75: HuberMistake.smoothL1,
          ])
        let isRight = try expect(
          huber.loss(residual: side * 1e300, delta: 2), equals: 2e300,
          mistakes: [
            .infinity: outside.1, .nan: overflow, 1e300: HuberMistake.smoothL1,
          ])
        if isRight { outside = (HuberMistake.signedTest, HuberMistake.signedTest) }
      }
      try expect(
        huber.loss(residual: -1, delta: 1e-9), equals: 9.999999995e-10, tolerance: .relative(1e-9))
      try expect(
        huber.loss(residual: 1e6, delta: 1e300), equals: 5e11,
        mistakes: [
          -.infinity: HuberMistake.branchesSwapped,
          .nan: "both branches are computed, and δ² is too large for a Double",
        ])
    }

    // ψ(r) = r inside, and ±δ outside, with the sign of r.
    @Test(
      "The derivative grows with the residual up to delta, and keeps its sign",
      .hint("What is the slope of the linear branch to the right of δ? And to the left of −δ?"))
    func derivative() throws {
      let clipped = "outside |r| ≤ δ the derivative is δ or −δ: it doesn't grow any more"
      let isOne = "outside |r| ≤ δ the slope is ±δ, not ±1"
      let isZero = "a residual outside |r| ≤ δ is not ignored: the line has the slope ±δ there"
      let signLost = "left of −δ the derivative is −δ: the sign of the residual is lost"
      try expect(huber.lossDerivative(residual: 0, delta: 0.5), equals: 0)
      try expect(
        huber.lossDerivative(residual: 0.25, delta: 0.5), equals: 0.25,
        mistakes: [
          0.5: "inside |r| ≤ δ the derivative is r: it grows with the residual",
          -0.25: "this is the derivative with respect to the prediction: the sign is wrong",
        ])
      try expect(
        huber.lossDerivative(residual: -1.75, delta: 3), equals: -1.75,
        mistakes: [1.75: "inside |r| ≤ δ the derivative is r, with its sign"])
      try expect(
        huber.lossDerivative(residual: 8, delta: 2.5), equals: 2.5,
        mistakes: [8: clipped, 1: isOne, 0: isZero, 5.5: HuberMistake.differentiatedByDelta])
      try expect(
        huber.lossDerivative(residual: -8, delta: 2.5), equals: -2.5,
        mistakes: [-8: clipped, -1: isOne, 0: isZero, 2.5: signLost])
      for side in [1.0, -1] {
        try expect(huber.lossDerivative(residual: side * 0.5, delta: 0.5), equals: side * 0.5)
        try expect(
          huber.lossDerivative(residual: side * (0.5 + 0x1p-20), delta: 0.5), equals: side * 0.5,
          mistakes: [side * (0.5 + 0x1p-20): clipped, -side * 0.5: signLost, 0: isZero])
        try expect(
          huber.lossDerivative(residual: side * 1e300, delta: 0.5), equals: side * 0.5,
          mistakes: [
            side * 1e300: clipped, -side * 0.5: signLost, side: isOne,
            .nan: "an intermediate result such as r² is too large for a Double at r = 1e300",
          ])
      }
    }

    // Central differences of your own loss, at eight residuals on both branches and both sides.
    @Test(
      "The derivative is the slope of your loss",
      .hint("Which of the two functions is wrong: does the loss pass its own tests?"))
    func slope() throws {
      let problem = HuberProblem(draw: 3, samples: 8, features: 2)
      let delta = problem.delta
      let derivatives = try Vector(
        problem.drawnResidual.map { try huber.lossDerivative(residual: $0, delta: delta) })
      try expectGradient(
        of: { try $0.map { try huber.loss(residual: $0, delta: delta) }.sum() },
        at: problem.drawnResidual, equals: derivatives,
        "the derivative at \(problem.drawnResidual.count) residuals with δ = \(delta)",
        constants: ["δ": delta])
      expect(
        derivatives,
        equals: Vector(
          problem.drawnResidual.map { $0 > delta ? delta : $0 < -delta ? -delta : $0 }),
        "the derivative at \(problem.drawnResidual.count) residuals with δ = \(delta)")
    }

    // NaN is neither greater than 0 nor less.
    @Test(
      "A delta that isn't positive, or a residual that isn't finite, is refused",
      .hint("What is `Double.nan <= 0`? And `Double.nan > 0`?"))
    func badInput() throws {
      for (delta, text) in [(0, "0.0"), (-1.5, "-1.5"), (.nan, "nan"), (.infinity, "inf")] {
        let mistake = delta.isNaN ? HuberMistake.notANumber("delta") : nil
        try expectInvalidInput(naming: "delta", value: text, mistake: mistake) {
          try huber.loss(residual: 3, delta: delta)
        }
        try expectInvalidInput(naming: "delta", value: text, mistake: mistake) {
          try huber.lossDerivative(residual: 3, delta: delta)
        }
      }
      for (residual, text) in [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
        try expectInvalidInput(naming: "residual", value: text) {
          try huber.loss(residual: residual, delta: 2)
        }
        try expectInvalidInput(naming: "residual", value: text) {
          try huber.lossDerivative(residual: residual, delta: 2)
        }
      }
      // A refused call leaves nothing behind.
      try expect(huber.loss(residual: 3, delta: 2), equals: 4)
    }
  }
}
