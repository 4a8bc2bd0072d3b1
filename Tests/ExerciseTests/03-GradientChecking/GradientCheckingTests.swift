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
      let cube = { (x: Double) in x * x * x }
      var calls: [(x: Double, h: Double)] = [(1, 0.5), (1, 0.25), (-2, 0.25), (0.75, 2), (0, 0.3)]
      for size in Sweep.magnitudes {
        calls += Sweep.settings.map { (0.7 * size, $0 * size) }
      }
      func right(_ x: Double, _ h: Double) -> Double { 3 * x * x + h * h }
      // How far away from x a call looks.
      var reaches: [Double] = []
      let answers = try calls.map { x, h in
        reaches.append(0)
        return try checking.numericalDerivative(
          of: {
            reaches[reaches.count - 1] = max(reaches[reaches.count - 1], abs($0 - x))
            return cube($0)
          }, at: x, step: h)
      }
      let suspects: [(String, ((x: Double, h: Double)) -> Vector)] = [
        (CheckingMistake.forward, { [(cube($0.x + $0.h) - cube($0.x)) / $0.h] }),
        (CheckingMistake.backward, { [(cube($0.x) - cube($0.x - $0.h)) / $0.h] }),
        (CheckingMistake.noTwo, { [2 * right($0.x, $0.h)] }),
        (CheckingMistake.sign, { [-right($0.x, $0.h)] }),
        (CheckingMistake.notDivided, { [2 * $0.h * right($0.x, $0.h)] }),
        (CheckingMistake.divisorTwo, { [$0.h * right($0.x, $0.h)] }),
        (CheckingMistake.multiplied, { [4 * $0.h * $0.h * right($0.x, $0.h)] }),
      ]
      let name = CheckingMistake.explaining(
        zip(calls, answers).map { ($0, [$1]) }, among: suspects)
      let isOwnStep = reaches[0] == reaches[1]
      for ((x, h), answer) in zip(calls, answers) {
        expect(
          answer, equals: right(x, h), "the numerical derivative of x³ at \(x) with h = \(h)",
          tolerance: .relative(1e-9),
          mistakes: (name ?? (isOwnStep ? CheckingMistake.ownStep : nil)).map { [answer: $0] }
            ?? [:])
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
      var cubics = [0.5, 0.25].map { Cubic(draw: 300, count: 3, size: 1, step: $0) }
      for (draw, count) in Sweep.counts.enumerated() {
        cubics.append(
          Cubic(
            draw: 301 + UInt64(draw), count: count,
            size: Sweep.magnitudes[draw % Sweep.magnitudes.count], step: draw % 2 == 0 ? 0.3 : 0.7))
      }
      var reaches: [Double] = []
      let seen = try cubics.map { cubic in
        reaches.append(0)
        let answer = try checking.numericalGradient(
          of: { v in
            if cubic.point.count == 3, v.count == 3 {
              reaches[reaches.count - 1] = max(
                reaches[reaches.count - 1], (v - cubic.point).normInfinity())
            }
            return cubic.value(v)
          }, at: cubic.point, step: cubic.step)
        return (call: cubic, answer: answer)
      }
      let suspects: [(String, (Cubic) -> Vector)] = [
        (CheckingMistake.noTwo, { 2 * $0.right }), (CheckingMistake.sign, { -$0.right }),
        (CheckingMistake.firstOnly, { [$0.right[0]] }),
        (
          CheckingMistake.firstOnly,
          { cubic in Vector(cubic.right.indices.map { $0 == 0 ? cubic.right[0] : 0 }) }
        ),
        (
          CheckingMistake.forward,
          { cubic in
            cubic.differences(
              over: cubic.step, { cubic.moved($0, by: cubic.step) }, { _ in cubic.point })
          }
        ),
        (CheckingMistake.notRestored, { $0.piledUp }),
        (
          CheckingMistake.allAtOnce,
          { cubic in
            cubic.differences(
              over: 2 * cubic.step, { _ in cubic.point + cubic.step },
              { _ in cubic.point - cubic.step })
          }
        ),
        (
          CheckingMistake.relativeStep,
          { cubic in
            Vector(
              cubic.point.indices.map { entry in
                let move = cubic.step * abs(cubic.point[entry])
                return cubic.differences(
                  over: 2 * move, { cubic.moved($0, by: move) }, { cubic.moved($0, by: -move) })[
                    entry]
              })
          }
        ),
      ]
      let name =
        CheckingMistake.explaining(seen, among: suspects)
        ?? (reaches[0] == reaches[1] ? CheckingMistake.ownStep : nil)
      for (cubic, answer) in seen {
        expect(
          answer, equals: cubic.right,
          "the numerical gradient of a drawn cubic of \(cubic.point.count) numbers of about "
            + "\(cubic.size) with h = \(cubic.step)", tolerance: .relative(1e-9),
          mistakes: name.map { [answer: $0] } ?? [:])
      }
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
      let shapes = Sweep.shapes.filter { $0 * $1 <= 150 } + [(129, 1), (129, 2), (1, 260)]
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
    }

    // F is chosen for a step that is known.
    @Test(
      "You know which step is best",
      .hint("What is the derivative of E with respect to h, and where is it 0?"))
    func bestStep() throws {
      var calls: [(h: Double, f: Double, m: Double, e: Double)] = []
      for (index, h) in (Sweep.settings + Sweep.magnitudes).enumerated() {
        let (m, e) = (Sweep.settings[(index + 2) % 7], [1e-3, 1.1e-16, 6e-8][index % 3])
        calls.append((h, m * h * h * h / (3 * e), m, e))
      }
      let seen = try calls.map { call in
        (
          call: call,
          answer: [
            try checking.bestStep(
              functionMagnitude: call.f, thirdDerivative: call.m, precision: call.e)
          ] as Vector
        )
      }
      // What stands under the root.
      func ratio(_ call: (h: Double, f: Double, m: Double, e: Double)) -> Double {
        call.e * call.f / call.m
      }
      let suspects: [(String, ((h: Double, f: Double, m: Double, e: Double)) -> Vector)] = [
        (CheckingMistake.squareRoot, { [(3 * ratio($0)).squareRoot()] }),
        (CheckingMistake.squareRoot, { [ratio($0).squareRoot()] }),
        (CheckingMistake.squareRoot, { [2 * ratio($0).squareRoot()] }),
        (CheckingMistake.noThree, { [$0.h / cbrt(3)] }),
        (CheckingMistake.inverse, { [cbrt(3 * $0.e * $0.m / $0.f)] }),
        (CheckingMistake.inverse, { [1 / $0.h] }),
        (CheckingMistake.noMagnitude, { [cbrt(3 * $0.e / $0.m)] }),
        (CheckingMistake.noRoot, { [3 * ratio($0)] }),
      ]
      let name = CheckingMistake.explaining(seen, among: suspects)
      for (call, answer) in seen {
        expect(
          answer[0], equals: call.h,
          "bestStep(functionMagnitude: \(call.f), thirdDerivative: \(call.m), precision: \(call.e))",
          tolerance: .relative(1e-9), mistakes: name.map { [answer[0]: $0] } ?? [:])
      }
      try CheckingMistake.expectRefusal(of: "functionMagnitude", CheckingMistake.notPositive) {
        try checking.bestStep(functionMagnitude: $0, thirdDerivative: 1, precision: 1e-3)
      }
      try CheckingMistake.expectRefusal(of: "thirdDerivative", CheckingMistake.notPositive) {
        try checking.bestStep(functionMagnitude: 1, thirdDerivative: $0, precision: 1e-3)
      }
      try CheckingMistake.expectRefusal(of: "precision", CheckingMistake.notPositive) {
        try checking.bestStep(functionMagnitude: 1, thirdDerivative: 1, precision: $0)
      }
    }
  }
}
