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

    // (f(x + h) − f(x − h)) / (2h): for x³ it is 3x² + h².
    @Test(
      "The derivative of a function of one number is a central difference",
      .hint("At which two points is f needed, and how far are they apart?"))
    func derivative() throws {
      for (x, h) in [(1, 0.5), (-2, 0.25), (0.75, 2)] {
        let cube = { (x: Double) in x * x * x }
        try expect(
          checking.numericalDerivative(of: cube, at: x, step: h), equals: 3 * x * x + h * h,
          "the numerical derivative of x³ at \(x) with h = \(h)",
          mistakes: [
            (cube(x + h) - cube(x)) / h: CheckingMistake.forward,
            (cube(x) - cube(x - h)) / h: CheckingMistake.backward,
            2 * (3 * x * x + h * h): CheckingMistake.noTwo,
            -(3 * x * x + h * h): CheckingMistake.sign,
            2 * h * (3 * x * x + h * h): CheckingMistake.notDivided,
            h * (3 * x * x + h * h): CheckingMistake.divisorTwo,
            4 * h * h * (3 * x * x + h * h): CheckingMistake.multiplied,
            3 * x * x: CheckingMistake.ownStep,
          ])
      }
      try expectPassedOn {
        try checking.numericalDerivative(of: { _ in throw Uncomputable() }, at: 1, step: 0.5)
      }
      // A small step comes close to the derivative, cos(0.3) (Python's math and mpmath).
      try expect(
        checking.numericalDerivative(of: { sin($0) }, at: 0.3, step: 1e-5),
        equals: 0.955336489125606, "the numerical derivative of sin at 0.3",
        tolerance: .relative(1e-8))
    }

    // gᵢ = (f(x + h eᵢ) − f(x − h eᵢ)) / (2h).
    @Test(
      "The gradient has a central difference for each entry",
      .hint("Which entries of x differ between the two points that belong to entry 1?"))
    func gradient() throws {
      let point: Vector = [3, 2, -2]
      let h = 0.5
      let right: Vector = [16, 9, 6 + h * h]
      let forward: Vector = [16 + 2 * h, 9, 6 - 6 * h + h * h]
      try expect(
        checking.numericalGradient(of: tripleFunction, at: point, step: h), equals: right,
        "the numerical gradient of x²y + z³ − 2xz",
        mistakes: [
          forward: CheckingMistake.forward, 2 * right: CheckingMistake.noTwo,
          -right: CheckingMistake.sign, [16]: CheckingMistake.firstOnly,
          [16, 0, 0]: CheckingMistake.firstOnly, [16, 9, 6]: CheckingMistake.ownStep,
          piledUp(tripleFunction, point, h): CheckingMistake.notRestored,
          allAtOnce(tripleFunction, point, h): CheckingMistake.allAtOnce,
          scaled(tripleFunction, point, h): CheckingMistake.relativeStep,
        ])
      // A drawn quadratic, whose central differences are its gradient for every step.
      var generator = SeededGenerator(seed: Student.seed &+ 300)
      let matrix = Matrix.uniform(rows: 5, columns: 5, in: -2..<2, using: &generator)
      let slope = Vector.uniform(count: 5, in: 1..<2, using: &generator)
      let place = Vector.uniform(count: 5, in: 1..<2, using: &generator)
      let quadratic = { (v: Vector) in dot(v, matmul(matrix, v)) + dot(slope, v) }
      let gradient = matmul(matrix, place) + matmul(matrix, place, transposeA: true) + slope
      try expect(
        checking.numericalGradient(of: quadratic, at: place, step: 0.125), equals: gradient,
        "the numerical gradient of a drawn quadratic",
        mistakes: [
          piledUp(quadratic, place, 0.125): CheckingMistake.notRestored,
          allAtOnce(quadratic, place, 0.125): CheckingMistake.allAtOnce,
        ])
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

    // Jᵢⱼ = (fᵢ(x + h eⱼ) − fᵢ(x − h eⱼ)) / (2h), outputs × inputs.
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
      var generator = SeededGenerator(seed: Student.seed &+ 301)
      let matrix = Matrix.uniform(rows: 2, columns: 4, in: 1..<2, using: &generator)
      let place = Vector.uniform(count: 4, in: -2..<2, using: &generator)
      try expect(
        checking.numericalJacobian(of: { matmul(matrix, $0) }, at: place, step: 0.25),
        equals: matrix, "the numerical Jacobian of a drawn linear map",
        mistakes: [matrix.transposed(): CheckingMistake.transposed])
    }

    // E(h) = M h²/6 + ε F/h is smallest where M h/3 = ε F/h².
    @Test(
      "You know which step is best",
      .hint("What is the derivative of E with respect to h, and where is it 0?"))
    func bestStep() throws {
      for (f, m, e) in [(9, 1, 1e-3), (2, 0.5, 1.1e-16), (0.25, 40, 6e-8)] {
        let best = cbrt(3 * e * f / m)
        try expect(
          checking.bestStep(functionMagnitude: f, thirdDerivative: m, precision: e), equals: best,
          mistakes: [
            (3 * e * f / m).squareRoot(): CheckingMistake.squareRoot,
            (e * f / m).squareRoot(): CheckingMistake.squareRoot,
            2 * (e * f / m).squareRoot(): CheckingMistake.squareRoot,
            cbrt(e * f / m): CheckingMistake.noThree, cbrt(3 * e * m / f): CheckingMistake.inverse,
            cbrt(m / (3 * e * f)): CheckingMistake.inverse,
            cbrt(3 * e / m): CheckingMistake.noMagnitude, 3 * e * f / m: CheckingMistake.noRoot,
          ])
      }
      for bad in [0, -1, Double.nan, .infinity] {
        try expectInvalidInput(naming: "functionMagnitude", value: "\(bad)") {
          try checking.bestStep(functionMagnitude: bad, thirdDerivative: 1, precision: 1e-3)
        }
        try expectInvalidInput(naming: "thirdDerivative", value: "\(bad)") {
          try checking.bestStep(functionMagnitude: 1, thirdDerivative: bad, precision: 1e-3)
        }
        try expectInvalidInput(naming: "precision", value: "\(bad)") {
          try checking.bestStep(functionMagnitude: 1, thirdDerivative: 1, precision: bad)
        }
      }
    }

    /// What comes out when an entry stays where it was moved to last.
    private func piledUp(_ f: (Vector) -> Double, _ point: Vector, _ h: Double) -> Vector {
      var v = point
      return Vector(
        point.indices.map { i in
          v[i] += h
          let above = f(v)
          v[i] -= 2 * h
          return (above - f(v)) / (2 * h)
        })
    }

    private func allAtOnce(_ f: (Vector) -> Double, _ point: Vector, _ h: Double) -> Vector {
      point.map { _ in (f(point + h) - f(point - h)) / (2 * h) }
    }

    private func scaled(_ f: (Vector) -> Double, _ point: Vector, _ h: Double) -> Vector {
      Vector(
        point.indices.map { i in
          let step = h * abs(point[i])
          var (above, below) = (point, point)
          above[i] += step
          below[i] -= step
          return (f(above) - f(below)) / (2 * step)
        })
    }
  }
}
