import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numerical derivatives. The steps are dyadic and large, so that the central difference is an exact
// number of its own, different from the derivative and from one-sided differences; every number was
// computed by hand (expanding the polynomials) and with Python's fractions.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("3 · Gradient checking", .exercise(.gradientChecking))
enum GradientCheckingSuites {}

extension GradientCheckingSuites {
  @Suite("3 · Gradient checking", .part(1))
  struct GradientCheckingTests {
    let checking = Student.answer.gradientChecking

    // Of x³, whose central difference has an error of its own for each h; at all sizes of x and h.

    @Test(
      "The derivative of a function of one number is a central difference",
      .hint("At which two points is f needed, and how far are they apart?"))
    func derivative() throws {
      let calls =
        [(1, 0.5), (1, 0.25), (-2, 0.25), (0.75, 2), (0, 0.3)].map { CubeSlope(x: $0, h: $1) }
        + Sweep.magnitudes.flatMap { size in
          Sweep.settings.map { CubeSlope(x: 0.7 * size, h: $0 * size) }
        }
      // How far away from x a call looks.
      var reaches: [Double] = []
      try expectAll(
        calls, { "the numerical derivative of x³ at \($0.x) with h = \($0.h)" }, equal: \.right,
        tolerance: { _ in .relative(1e-9) }, suspects: CubeSlope.wrong,
        otherwise: reaches[0] == reaches[1] ? CheckingMistake.ownStep : nil
      ) { call in
        var reach = 0.0
        defer { reaches.append(reach) }
        return try checking.numericalDerivative(
          of: {
            reach = max(reach, abs($0 - call.x))
            return call.cube($0)
          }, at: call.x, step: call.h)
      }
      try expectPassedOn {
        try checking.numericalDerivative(of: { _ in throw Uncomputable() }, at: 1, step: 0.5)
      }
      // A small step comes close to the derivative, cos(0.3) (Python's math and mpmath).
      try expect(
        checking.numericalDerivative(of: { sin($0) }, at: 0.3, step: 1e-5),
        equals: 0.955336489125606, "the numerical derivative of sin at 0.3",
        tolerance: .relative(1e-8))
      // At a kink it is the mean of the slopes on both sides.
      try expect(
        checking.numericalDerivative(of: { 3 * $0 + abs($0) }, at: 0, step: 0.3), equals: 3,
        "the numerical derivative of 3x + |x| at 0")
    }

    // For any number of entries, each with an error of its own in h.

    @Test(
      "The gradient has a central difference for each entry",
      .hint("Which entries of x differ between the two points that belong to entry 1?"))
    func gradient() throws {
      let cubics =
        [0.5, 0.25].map { Cubic(draw: 300, count: 3, size: 1, step: $0) }
        + (Sweep.counts + [300]).enumerated().map { draw, count in
          Cubic(
            draw: 301 + UInt64(draw), count: count,
            size: Sweep.magnitudes[draw % Sweep.magnitudes.count], step: draw % 2 == 0 ? 0.3 : 0.7)
        }
      var reaches: [Double] = []
      try expectAll(
        cubics,
        {
          "the numerical gradient of a drawn cubic of \($0.point.count) numbers of about \($0.size) "
            + "with h = \($0.step)"
        }, equal: \.right, tolerance: { _ in .relative(1e-9) }, suspects: Cubic.wrong,
        otherwise: reaches[0] == reaches[1] ? CheckingMistake.ownStep : nil
      ) { cubic in
        var reach = 0.0
        defer { reaches.append(reach) }
        return try checking.numericalGradient(
          of: { v in
            if v.count == cubic.point.count { reach = max(reach, (v - cubic.point).normInfinity()) }
            return cubic.value(v)
          }, at: cubic.point, step: cubic.step)
      }
      // Entries that are 0 are moved both ways too.
      try expect(
        checking.numericalGradient(of: { $0[0] * $0[0] + $0[1] }, at: [0, 0], step: 0.5),
        equals: [0, 1])
    }

    // 0.1 + 0.3 − 0.3 is not 0.1; after it, 0.1 must be 0.1 again.

    @Test(
      "One entry is moved at a time, and put back bit for bit",
      .hint("What does 0.1 + 0.3 − 0.3 give, and what else could you do to get 0.1 back?"))
    func oneAtATime() throws {
      let point: Vector = [0.1, -1.7, 1e8 / 3, 0.7]
      let visits = Visits(around: point.elements)
      let gradient = try checking.numericalGradient(
        of: { v in
          visits.note(v.elements)
          return v[0] + 2 * v[1] + 4 * v[3]
        }, at: point, step: 0.3)
      expect(
        gradient, equals: [1, 2, 0, 4], "the numerical gradient of x₀ + 2x₁ + 4x₃",
        tolerance: .relative(1e-8))
      visits.expectOneAtATime()
      try expectPassedOn {
        try checking.numericalGradient(of: { _ in throw Uncomputable() }, at: point, step: 0.3)
      }
      let jacobian = Visits(around: point.elements)
      _ = try checking.numericalJacobian(
        of: { v in
          jacobian.note(v.elements)
          return [v[0], v[1] * 2]
        }, at: point, step: 0.3)
      jacobian.expectOneAtATime()
      try expectPassedOn {
        try checking.numericalJacobian(of: { _ in throw Uncomputable() }, at: point, step: 0.3)
      }
    }

    // By hand, and for all shapes, sizes and steps.

    @Test(
      "A Jacobian has a row for each output and a column for each input",
      .hint("What do you get when you move one input: a row of J, or a column?"))
    func jacobian() throws {
      // f(x, y, z) = (xy, z³); h² is added to the derivative 3z².
      let h = 0.5
      let right: Matrix = [[5, 2, 0], [0, 0, 12 + h * h]]
      try expect(
        checking.numericalJacobian(
          of: { [$0[0] * $0[1], $0[2] * $0[2] * $0[2]] }, at: [2, 5, -2], step: h), equals: right,
        "the numerical Jacobian of (xy, z³)",
        mistakes: [
          right.transposed(): CheckingMistake.transposed, 2 * right: CheckingMistake.noTwo,
          [[5, 2, 0], [0, 0, 12 - 6 * h + h * h]]: CheckingMistake.forward,
          [[5, 2, 0]]: CheckingMistake.firstOutput, -right: CheckingMistake.sign,
          [[5, 2, 12 + h * h]]: CheckingMistake.outputsSummed,
          [[5, 2 + h, 0], [0, 0, 12 + h * h]]: CheckingMistake.notRestored,
          [[5, 2 - h, 0], [0, 0, 12 + h * h]]: CheckingMistake.notRestored,
        ])
      // fᵢ = Σⱼ Aᵢⱼ (uⱼ + uⱼ³) for u = v / size.
      // Whoever works output by output calls f for each entry: the many entries stand in single lines.
      let shapes = Sweep.shapes.filter { $0 * $1 <= 150 } + [(129, 1), (129, 2), (1, 1100)]
      for (index, (outputs, inputs)) in shapes.enumerated() {
        var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 340 &+ UInt64(index))
        let size = Sweep.magnitudes[index % Sweep.magnitudes.count]
        let h = index.isMultiple(of: 2) ? 0.3 : 0.7
        let factors = Matrix.uniform(rows: outputs, columns: inputs, in: -2..<2, using: &generator)
        let u = Vector.uniform(count: inputs, in: 1..<2, using: &generator)
        let right = Matrix(rows: outputs, columns: inputs) { i, j in
          factors[i, j] * (1 + 3 * u[j] * u[j] + h * h) / size
        }
        try expect(
          checking.numericalJacobian(
            of: {
              let u = $0 / size
              return matmul(factors, u + u * u * u)
            }, at: u * size, step: h * size), equals: right,
          "the numerical Jacobian of a drawn function from \(inputs) to \(outputs) numbers",
          tolerance: .relative(1e-9),
          mistakes: outputs > 1 && inputs > 1
            ? [right.transposed(): CheckingMistake.transposed] : [:])
      }
      // Entries that are 0 are moved both ways too.
      try expect(
        checking.numericalJacobian(of: { [$0[0] * $0[0], $0[1]] }, at: [0, 0], step: 0.5),
        equals: [[0, 0], [0, 1]], "the numerical Jacobian of (x², y) at 0")
    }

    // F is chosen for a step that is known.

    @Test(
      "You know which step is best",
      .hint("What is the derivative of E with respect to h, and where is it 0?"))
    func bestStep() throws {
      let calls = (Sweep.settings + Sweep.magnitudes).enumerated().map { index, h in
        StepChoice(
          h: h, m: Sweep.settings[(index + 2) % 7], e: [1e-3, 1.1e-16, 6e-8, 2][index % 4])
      }
      func bestStep(_ f: Double, _ m: Double, _ e: Double) throws -> Double {
        try checking.bestStep(functionMagnitude: f, thirdDerivative: m, precision: e)
      }
      try expectAll(
        calls,
        { "bestStep(functionMagnitude: \($0.f), thirdDerivative: \($0.m), precision: \($0.e))" },
        equal: \.h, tolerance: { _ in .relative(1e-9) }, suspects: StepChoice.wrong
      ) { try bestStep($0.f, $0.m, $0.e) }
      let bad = CheckingMistake.notPositive
      try expectRefused("functionMagnitude", bad) { try bestStep($0, 1, 1e-3) }
      try expectRefused("thirdDerivative", bad) { try bestStep(1, $0, 1e-3) }
      try expectRefused("precision", bad) { try bestStep(1, 1, $0) }
    }
  }
}

/// Where the slope of x³ is asked for, whose central difference has an error of its own for each h.
private struct CubeSlope {
  let x: Double
  let h: Double

  func cube(_ x: Double) -> Double { x * x * x }

  var right: Double { 3 * x * x + h * h }

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<CubeSlope, Double>] {
    func scaled(_ sentence: String, _ factor: @escaping (_ h: Double) -> Double)
      -> Suspect<CubeSlope, Double>
    { Suspect(sentence) { factor($0.h) * $0.right } }
    return [
      Suspect(CheckingMistake.forward) { ($0.cube($0.x + $0.h) - $0.cube($0.x)) / $0.h },
      Suspect(CheckingMistake.backward) { ($0.cube($0.x) - $0.cube($0.x - $0.h)) / $0.h },
      scaled(CheckingMistake.noTwo) { _ in 2 }, scaled(CheckingMistake.sign) { _ in -1 },
      scaled(CheckingMistake.notDivided) { 2 * $0 }, scaled(CheckingMistake.divisorTwo) { $0 },
      scaled(CheckingMistake.multiplied) { 4 * $0 * $0 },
    ]
  }
}

/// M, ε and the step h that is best for them; F follows.
private struct StepChoice {
  let h: Double
  let m: Double
  let e: Double

  var f: Double { m * h * h * h / (3 * e) }

  /// What stands under the root.
  private var ratio: Double { e * f / m }

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<StepChoice, Double>] {
    [
      Suspect(CheckingMistake.squareRoot) { (3 * $0.ratio).squareRoot() },
      Suspect(CheckingMistake.squareRoot) { $0.ratio.squareRoot() },
      Suspect(CheckingMistake.squareRoot) { 2 * $0.ratio.squareRoot() },
      Suspect(CheckingMistake.noThree) { $0.h / cbrt(3) },
      Suspect(CheckingMistake.inverse) { cbrt(3 * $0.e * $0.m / $0.f) },
      Suspect(CheckingMistake.inverse) { 1 / $0.h },
      Suspect(CheckingMistake.noMagnitude) { cbrt(3 * $0.e / $0.m) },
      Suspect(CheckingMistake.noRoot) { 3 * $0.ratio },
    ]
  }
}
