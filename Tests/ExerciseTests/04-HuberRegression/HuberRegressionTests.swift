import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The loss of one residual, and its derivative.
//
// Numbers were computed with exact fractions, and again with scipy.special.huber.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("4 · Huber regression", .exercise(.huberRegression))
enum HuberRegressionSuites {}

extension HuberRegressionSuites {
  @Suite("4 · Huber regression", .part(1))
  struct HuberRegressionTests {
    let huber = Student.answer.huberRegression

    // On the parabola, with δ on both sides of 1.

    @Test(
      "The loss of a small residual is half its square",
      .hint("Does δ play any part in the loss, as long as |r| ≤ δ?"))
    func parabola() throws {
      try expectLosses([
        (0, 2, 0), (0.5, 2, 0.125), (-0.25, 0.5, 0.03125), (-1.5, 3, 1.125), (0.7, 0.9, 0.245),
      ])
    }

    // On the line, on both sides.

    @Test(
      "The loss of a large residual is linear",
      .hint("Which of the two branches holds for r = 3, δ = 1? And for r = −3?"))
    func linearBranch() throws {
      try expectLosses(
        [
          (3, 1, 2.5), (1.5, 0.5, 0.625), (-10, 0.5, 4.875), (-7, 3, 16.5), (0.9, 0.7, 0.385),
          (-1, 1e-9, 9.999999995e-10),
        ], tolerance: .relative(1e-9))
    }

    // From both branches: the same value and the same slope. 2⁻²⁰ is one step.

    @Test(
      "At |r| = δ the two branches meet without a jump",
      .hint("What do the two formulas give at r = δ?"))
    func meetingPoint() throws {
      let step = 0x1p-20
      for (delta, atDelta) in [(0.25, 0.03125), (1, 0.5), (4, 8.0)] {
        for side in [1.0, -1] {
          try expectLosses(
            [
              (side * delta, delta, atDelta),
              (side * (delta + step), delta, atDelta + delta * step),
            ], tolerance: .absolute(1e-13))
        }
      }
    }

    // The area under the derivative, of a triangle and a rectangle; at all sizes of r and δ.

    @Test(
      "The loss is right for any residual and any delta, and the same for r and −r",
      .hint("For which of your residuals is the value wrong: small or large, positive or negative?")
    )
    func anyResidual() throws {
      for (draw, size) in Sweep.magnitudes.enumerated() {
        let problem = HuberProblem(draw: UInt64(draw), samples: 8, features: 2)
        let delta = size * problem.delta
        try expectLosses(
          [1.0, -1].flatMap { side in
            problem.drawn.map { parts in
              let (inside, beyond) = (size * parts.inside, size * parts.beyond)
              return (side * (inside + beyond), delta, inside * inside / 2 + delta * beyond)
            }
          }, tolerance: .relative(1e-9))
      }
    }

    // Finite where r² or δ² is not; tiny δ and huge δ are numbers like others.

    @Test(
      "A residual as large as 1e300 has a finite, accurate loss",
      .hint("Which intermediate result of yours is larger than the largest Double, about 1.8e308?"))
    func farAway() throws {
      let cases = [
        (1e6, 0.5, 499999.875), (1e300, 2, 2e300), (1e6, 1e300, 5e11),
      ]
      try expectLosses(
        cases + cases.map { (-$0.0, $0.1, $0.2) }, tolerance: .relative(1e-9))
    }

    // Its size grows up to |r| = δ, and its sign is that of r.

    @Test(
      "The derivative grows with the residual up to delta, and keeps its sign",
      .hint("What is the slope of the linear branch to the right of δ? And to the left of −δ?"))
    func derivative() throws {
      try expectDerivatives([(0, 0.5, 0), (0.25, 0.5, 0.25), (-1.75, 3, -1.75), (0.7, 0.9, 0.7)])
      for side in [1.0, -1] {
        let cases = [
          (8, 2.5, 2.5), (0.5, 0.5, 0.5), (0.5 + 0x1p-20, 0.5, 0.5), (1e300, 0.5, 0.5),
          (1e170, 1e160, 1e160), (1e160, 1e170, 1e160), (1e-170, 1e-180, 1e-180),
        ]
        try expectDerivatives(cases.map { (side * $0.0, $0.1, side * $0.2) })
      }
    }

    // Central differences of your own loss, at eight residuals on both branches and both sides.

    @Test(
      "The derivative is the slope of your loss",
      .hint("Which of the two functions is wrong: does the loss pass its own tests?"))
    func slope() throws {
      for (draw, size) in Sweep.magnitudes.enumerated() {
        let problem = HuberProblem(draw: UInt64(10 + draw), samples: 8, features: 2)
        let delta = size * problem.delta
        try expectDerivatives(
          problem.drawn.map { parts in
            let r = size * parts.side * (parts.inside + parts.beyond)
            return (r, delta, size * parts.side * parts.inside)
          })
      }
      let problem = HuberProblem(draw: 3, samples: 8, features: 2)
      let delta = problem.delta
      let residuals = Vector(problem.drawn.map { $0.side * ($0.inside + $0.beyond) })
      // Of a loss that is wrong itself, the slope tells nothing about the derivative.
      for (residual, parts) in zip(residuals, problem.drawn) {
        guard
          try expect(
            huber.loss(residual: residual, delta: delta),
            equals: parts.inside * parts.inside / 2 + delta * parts.beyond)
        else { return }
      }
      try expectGradient(
        of: { try $0.map { try huber.loss(residual: $0, delta: delta) }.sum() },
        at: residuals,
        equals: Vector(residuals.map { try huber.lossDerivative(residual: $0, delta: delta) }),
        "the derivative at \(residuals.count) residuals with δ = \(delta)",
        constants: ["δ": delta])
    }

    // Each of these is out of the range that the stub states.

    @Test(
      "A delta that isn't positive, or a residual that isn't finite, is refused",
      .hint("Which condition is true for every good delta and false for every bad one, even NaN?"))
    func badInput() throws {
      let calls = [huber.loss(residual:delta:), huber.lossDerivative(residual:delta:)]
      let before = try calls.map { try $0(3, 2) }
      for call in calls {
        try HuberMistake.expectRefusal(of: "delta", HuberMistake.notPositive) { try call(3, $0) }
        try HuberMistake.expectRefusal(of: "residual", Sweep.notFinite) { try call($0, 2) }
      }
      for (call, value) in zip(calls, before) {
        try expect(call(3, 2), equals: value, "the answer for r = 3, δ = 2 after refused calls")
      }
    }

    /// Expects losses. A mistake is named if it explains all of them, and some on both branches.
    private func expectLosses(
      _ cases: [(residual: Double, delta: Double, expected: Double)],
      tolerance: Tolerance = .standard, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try expectAll(
        cases, of: huber.loss(residual:delta:), tolerance: tolerance,
        others: [
          (0.5, 2, 0.125), (-0.25, 0.5, 0.03125), (3, 1, 2.5), (1.5, 0.5, 0.625),
          (-10, 0.5, 4.875), (-7, 3, 16.5),
        ],
        among: [
          HuberMistake.twice: { _, _, right in 2 * right },
          HuberMistake.smoothL1: { _, delta, right in right / delta },
          HuberMistake.pseudo: { r, delta, _ in
            let ratio = r / delta
            return delta * delta * ((1 + ratio * ratio).squareRoot() - 1)
          },
          HuberMistake.deltaIsOne: { r, _, _ in
            abs(r) <= 1 ? r * r / 2 : 0.5 + (abs(r) - 1)
          },
          HuberMistake.branchesSwapped: { r, delta, _ in
            abs(r) <= delta ? delta * (abs(r) - delta / 2) : r * r / 2
          },
          HuberMistake.noHalf: { r, delta, right in abs(r) <= delta ? 2 * right : right },
          HuberMistake.quadratic: { r, _, _ in r * r / 2 },
          HuberMistake.signedTest: { r, delta, right in r <= delta ? r * r / 2 : right },
          HuberMistake.noOffset: { r, delta, right in
            abs(r) <= delta ? right : delta * abs(r)
          },
          HuberMistake.wholeOffset: { r, delta, right in
            abs(r) <= delta ? right : delta * (abs(r) - delta)
          },
          "the loss stops growing at |r| = δ: it is linear from there on, not constant": {
            r, delta, right in abs(r) <= delta ? right : delta * delta / 2
          },
          "the linear branch takes |r|: with r itself the loss of r = −10 is negative": {
            r, delta, right in abs(r) <= delta ? right : delta * (r - delta / 2)
          },
          HuberMistake.overflow: { r, _, right in (r * r).isFinite ? right : .nan },
          HuberMistake.overflow: { r, _, right in (r * r).isFinite ? right : .infinity },
          "both branches are computed, and δ² is too large for a Double": { _, delta, right in
            (delta * delta).isFinite ? right : .nan
          },
        ], sourceLocation)
    }

    /// Expects derivatives, with names as for losses.
    private func expectDerivatives(
      _ cases: [(residual: Double, delta: Double, expected: Double)],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      typealias Model = (_ r: Double, _ delta: Double, _ right: Double) -> Double
      func outside(_ slope: @escaping Model) -> Model {
        { abs($0) <= $1 ? $2 : slope($0, $1, $2) }
      }
      let signLost = "left of −δ the loss falls: the sign of the residual is lost"
      try expectAll(
        cases, of: huber.lossDerivative(residual:delta:), tolerance: .relative(1e-9),
        others: [
          (0.5, 2, 0.5), (-0.25, 0.5, -0.25), (3, 1, 1), (1.5, 0.5, 0.5), (-10, 0.5, -0.5),
          (-7, 3, -3),
        ],
        among: [
          HuberMistake.twice: { _, _, right in 2 * right },
          HuberMistake.smoothL1: { _, delta, right in right / delta },
          "outside |r| ≤ δ the loss is a straight line: its derivative doesn't grow any more": {
            r, _, _ in r
          },
          "outside |r| ≤ δ the slope isn't ±1: mind the factor of |r|": outside { _, delta, right in
            right / delta
          },
          "a residual outside |r| ≤ δ is not ignored: the line has a slope there":
            outside { _, _, _ in 0 },
          signLost: outside { _, delta, _ in delta }, signLost: { _, _, right in abs(right) },
          "inside |r| ≤ δ the derivative has the sign of the residual": { r, delta, right in
            abs(r) <= delta ? abs(r) : right
          },
          "inside |r| ≤ δ the derivative grows with the residual": { r, delta, _ in
            r == 0 ? 0 : r < 0 ? -delta : delta
          },
          "this is the derivative with respect to the prediction: the sign is wrong": {
            _, _, right in -right
          },
          HuberMistake.differentiatedByDelta: { r, delta, _ in max(abs(r) - delta, 0) },
          HuberMistake.signedTest: { r, delta, _ in min(r, delta) },
          HuberMistake.overflow: { r, _, right in (r * r).isFinite ? right : .nan },
        ], sourceLocation)
    }

    /// Expects the values of a function of r and δ, and names what explains them and some more.
    private func expectAll(
      _ cases: [(residual: Double, delta: Double, expected: Double)],
      of function: (Double, Double) throws -> Double, tolerance: Tolerance,
      others: [(residual: Double, delta: Double, right: Double)],
      among suspects: KeyValuePairs<
        String, (_ r: Double, _ delta: Double, _ right: Double) -> Double
      >,
      _ sourceLocation: SourceLocation
    ) throws {
      let more = try others.map { (call: $0, answer: try function($0.residual, $0.delta)) }
      let seen = try cases.map { ($0, answer: try function($0.residual, $0.delta)) }
      let name = suspects.first { _, model in
        more.allSatisfy { call, answer in
          HuberMistake.agree(model(call.residual, call.delta, call.right), answer)
        }
          && seen.allSatisfy { call, answer in
            let wrong = model(call.residual, call.delta, call.expected)
            let limit = max(tolerance.relative * call.expected.magnitude, tolerance.absolute)
            // What would be right with this mistake as well, it doesn't explain.
            let isExplained =
              !answer.isFinite
              || (answer - call.expected).magnitude <= limit
              || (answer - wrong).magnitude < (call.expected - wrong).magnitude
            return isExplained && HuberMistake.agree(wrong, answer)
          }
      }
      for (residual, delta, expected) in cases {
        let answer = try function(residual, delta)
        expect(
          answer, equals: expected, tolerance: tolerance,
          mistakes: name.map { [answer: $0.key] } ?? [:], sourceLocation: sourceLocation)
      }
    }
  }
}
