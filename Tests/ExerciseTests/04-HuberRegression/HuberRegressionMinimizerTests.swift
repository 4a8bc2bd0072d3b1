import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The minimiser, and the concept checks.
//
// The exact minimisers were found with fractions, by solving for the points that are not clipped,
// and with SciPy's Nelder–Mead search on the objective.

extension HuberRegressionSuites {
  @Suite("4 · Huber regression: minimizer and concepts", .part(3))
  struct HuberRegressionMinimizerTests {
    let huber = Student.answer.huberRegression

    private static let halfPenalty = "the penalty λ/2‖w‖² counts half: its gradient is λw, not ½λw"
    static let leastSquares =
      "this is the minimiser of least squares: the outliers pull with all their force"
    static let stopsEarly = "the search stops too early: the gradient is small, but not 1e-8 yet"

    /// The points of y = 2x + 1 at x = −2 … 2, of which the fourth is an outlier.
    let line: Matrix = [[-2, 1], [-1, 1], [0, 1], [1, 1], [2, 1]]

    // Where ∇ = 0, and which points are clipped there, can be worked out by hand.
    @Test(
      "The minimizer of a few points is the one you find by hand", .processorSeconds(10),
      .hint("Is the gradient of your ridge objective 0 at the weights that you give?"))
    func byHand() throws {
      let ones: Matrix = [[1], [1], [1], [1]]
      try expectMinimizer(
        ones, [0, 1, 2, 10], delta: 1, lambda: 2, equals: [0.75],
        mistakes: [
          [0.5]: "the penalty λ/2‖w‖² counts twice", [1.5]: "the penalty λ/2‖w‖² is missing",
          [1]: Self.halfPenalty, [0.3]: HuberMistake.mean, [13.0 / 6]: Self.leastSquares,
          [0.25]: HuberMistake.ignored,
        ])
      try expectMinimizer(
        ones, [0, 1, 2, 10], delta: 2, lambda: 0, equals: [5.0 / 3],
        mistakes: [
          [3.25]: Self.leastSquares, [1.5]: "the minimiser is sought with δ = 1, whatever delta is",
          [1]: HuberMistake.ignored,
        ])
      try expectMinimizer(
        ones, [0, -1, -2, -10], delta: 2, lambda: 0.5, equals: [-10.0 / 7],
        mistakes: [
          [-5.0 / 3]: "the penalty λ/2‖w‖² is missing", [-26.0 / 9]: Self.leastSquares,
          [-1.25]: "the penalty λ/2‖w‖² counts twice", [-20.0 / 13]: Self.halfPenalty,
        ])
      // The outlier's distance makes no difference.
      for outlier in [23, 1e4] {
        try expectMinimizer(
          line, [-3, -1, 1, outlier, 5], delta: 0.5, lambda: 0, equals: [29.0 / 14, 8.0 / 7],
          mistakes: [
            [(17 + outlier) / 10, (2 + outlier) / 5]: Self.leastSquares,
            [2, 1]: HuberMistake.ignored,
          ])
        try expectMinimizer(
          line, [-3, -1, 1, outlier, 5], delta: 0.5, lambda: 1,
          equals: [90.0 / 49, 42.5 / 49],
          mistakes: [
            [(17 + outlier) / 11, (2 + outlier) / 6]: Self.leastSquares,
            [29.0 / 14, 8.0 / 7]: "the penalty λ/2‖w‖² is missing",
          ])
      }
      // With a large enough δ nothing is clipped.
      try expectMinimizer(
        line, [-3, -1, 1, 23, 5], delta: 1000, lambda: 0, equals: [4, 5],
        mistakes: [
          [29.0 / 14, 8.0 / 7]: "the minimiser is sought with a δ of its own, whatever delta is"
        ])
    }

    // ‖∇‖∞ ≤ 1e-8: your own ridge gradient, and the same computed here.
    @Test(
      "At the minimizer the gradient is 0 to eight places", .processorSeconds(10),
      .hint("When does your search stop: when the gradient is small, or after so many steps?"))
    func gradientVanishes() throws {
      var problems = [
        // All weights from 1 to 9 are minimisers: two forces of the same size keep the balance.
        HuberProblem(weights: [0], inputs: [[1], [1]], targets: [0, 10], delta: 1)
      ]
      for (draw, features) in [(20, 1), (21, 3), (22, 3), (23, 2)] as [(UInt64, Int)] {
        var problem = HuberProblem(draw: draw, samples: 24, features: features)
        if draw == 21 { problem.lambda = 0 }
        if draw == 22 { problem.lambda *= 10 }
        for outlier in stride(from: 0, to: 24, by: 5) { problem.targets[outlier] += 40 }
        problems.append(problem)
      }
      for var problem in problems {
        let what = "the minimizer of \(problem.targets.count) points with λ = \(problem.lambda)"
        problem.weights = try minimizer(problem)
        guard
          expect(
            problem.weights.count, equals: problem.inputs.columns,
            "the number of weights in \(what)")
        else { continue }
        let own = try huber.ridgeGradient(
          weights: problem.weights, inputs: problem.inputs, targets: problem.targets,
          delta: problem.delta, lambda: problem.lambda)
        guard expectSmall(own, "no entry of your own ridge gradient is larger than 1e-8 at \(what)")
        else { continue }
        let independent = problem.gradient(decay: problem.lambda, problem.pull)
        expectSmall(independent, "no entry of the ridge gradient is larger than 1e-8 at \(what)")
      }
      try expect(minimizer(problems[2]), equals: minimizer(problems[2]), "the second minimizer")
    }

    // A known line, and a fifth of the points moved by 10 to 20 to the same side. Least squares is
    // off by more than 1; Huber by at most 0.06, which the clipped points' pull of δ = 0.1 explains.
    @Test(
      "With a fifth of the points far off, the minimizer still finds the line",
      .processorSeconds(10),
      .hint("How hard does a point at distance 20 pull with δ = 0.1? How hard do the other 32?"))
    func recoversLine() throws {
      for draw in 0..<3 as Range<UInt64> {
        let data = LineWithOutliers(draw: draw)
        let what = "the slope and intercept of drawn line \(draw)"
        let leastSquares = data.leastSquares
        try #require(abs(leastSquares[1] - data.truth[1]) > 1, "least squares must miss the line")
        let yours = try huber.minimizer(
          inputs: data.inputs, targets: data.targets, delta: data.delta, lambda: 0)
        guard
          expect(
            yours, equals: data.truth, what, tolerance: .absolute(0.06),
            mistakes: [leastSquares: Self.leastSquares])
        else { continue }
        // Not only near the truth, but the minimiser itself.
        expect(
          yours, equals: data.minimizer, what, tolerance: .absolute(1e-8),
          mistakes: [data.withoutOutliers: HuberMistake.ignored])
      }
    }

    // What can't be minimised.
    @Test(
      "The minimizer refuses data that doesn't fit, and a delta or lambda that can't be",
      .hint("Does your search check its arguments before it starts?"))
    func badInput() throws {
      let targets: Vector = [-3, -1, 1, 23, 5]
      func minimizer(
        _ targets: Vector, inputs: Matrix? = nil, delta: Double = 0.5, lambda: Double = 1
      ) throws -> Vector {
        try huber.minimizer(inputs: inputs ?? line, targets: targets, delta: delta, lambda: lambda)
      }
      try expectInvalidInput(naming: "targets", value: "4") { try minimizer([-3, -1, 1, 23]) }
      try expectInvalidInput(naming: "targets", value: "6") {
        try minimizer([-3, -1, 1, 23, 5, 7])
      }
      try expectInvalidInput(naming: "targets") {
        try minimizer([], inputs: Matrix(rows: 0, columns: 2, elements: []))
      }
      try expectInvalidInput(naming: "inputs") {
        try minimizer(targets, inputs: Matrix(rows: 5, columns: 0, elements: []))
      }
      try expectInvalidInput(naming: "targets", value: "nan") {
        try minimizer([-3, -1, 1, .nan, 5])
      }
      try expectInvalidInput(naming: "inputs", value: "inf") {
        try minimizer(targets, inputs: [[-2, 1], [-1, 1], [0, 1], [1, .infinity], [2, 1]])
      }
      for (delta, text) in [(0, "0.0"), (-2, "-2.0"), (.nan, "nan"), (.infinity, "inf")] {
        try expectInvalidInput(naming: "delta", value: text) {
          try minimizer(targets, delta: delta)
        }
      }
      for (lambda, text) in [(-2, "-2.0"), (.nan, "nan"), (.infinity, "inf")] {
        try expectInvalidInput(naming: "lambda", value: text) {
          try minimizer(targets, lambda: lambda)
        }
      }
    }

    // A formula: one system of linear equations, known before the residuals are.
    @Test(
      "Concept check: which losses have a minimiser in closed form",
      .hint(
        "Set the gradient to zero. For which loss do you know the coefficients of w beforehand?"))
    func closedForm() throws {
      try expect(
        huber.hasClosedForm(for: .leastSquares), equals: true,
        mistakes: [false: "least squares has the normal equations XᵀX w = Xᵀy"])
      try expect(
        huber.hasClosedForm(for: .ridge), equals: true,
        mistakes: [false: "the L2 penalty keeps the equations linear: (XᵀX + λI) w = Xᵀy"])
      try expect(
        huber.hasClosedForm(for: .huber), equals: false,
        mistakes: [true: "which points are clipped depends on the minimiser itself"])
    }

    // |ψ(rᵢ)| stays the same where it has reached δ.
    @Test(
      "Concept check: the points that pull with a constant force",
      .hint("Where is the derivative of the loss a constant?"))
    func constantForce() throws {
      let residuals: Vector = [-3, 0.5, 2, -0.25, -1.25, 1.75, 0.75]
      try expect(
        huber.pointsOfConstantForce(residuals: residuals, delta: 1.5), equals: [0, 2, 5],
        mistakes: [
          [1, 3, 4, 6]: "these are the points whose force still grows: they are within δ",
          [2, 5]:
            "points below the line pull with a constant force too: their residual is negative",
          [0, 2, 4, 5]: "the border is δ, not 1", [1, 3, 6]: "indices count from 0",
        ])
      try expect(huber.pointsOfConstantForce(residuals: residuals, delta: 4), equals: [])
      try expect(
        huber.pointsOfConstantForce(residuals: residuals, delta: 0.125),
        equals: [0, 1, 2, 3, 4, 5, 6])
      let problem = HuberProblem(draw: 30, samples: 12, features: 2)
      try expect(
        huber.pointsOfConstantForce(residuals: problem.drawnResidual, delta: problem.delta),
        equals: [2, 3, 6, 7, 10, 11])
      try expectInvalidInput(naming: "delta", value: "-1.5") {
        try huber.pointsOfConstantForce(residuals: residuals, delta: -1.5)
      }
      try expectInvalidInput(naming: "residuals", value: "nan") {
        try huber.pointsOfConstantForce(residuals: [0.5, .nan], delta: 1.5)
      }
      try expectInvalidInput(naming: "residuals") {
        try huber.pointsOfConstantForce(residuals: [], delta: 1.5)
      }
    }

    private func minimizer(_ problem: HuberProblem) throws -> Vector {
      try huber.minimizer(
        inputs: problem.inputs, targets: problem.targets, delta: problem.delta,
        lambda: problem.lambda)
    }

    /// The curvature of these problems is at least 1, so that a gradient of 1e-8 puts the weights
    /// within 1e-8 in each direction.
    private func expectMinimizer(
      _ inputs: Matrix, _ targets: Vector, delta: Double, lambda: Double, equals expected: Vector,
      mistakes: KeyValuePairs<Vector, String>, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try expect(
        huber.minimizer(inputs: inputs, targets: targets, delta: delta, lambda: lambda),
        equals: expected, tolerance: .absolute(2e-8), mistakes: mistakes,
        sourceLocation: sourceLocation)
    }

    /// Allows a hundredth more than 1e-8, because another order of summation rounds differently.
    @discardableResult
    private func expectSmall(
      _ gradient: Vector, _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Bool {
      let largest = gradient.normInfinity()
      return expectProperty(
        largest <= 1.01e-8, "\(sentence), where the largest is \(largest)",
        mistake: largest < 0.1 ? Self.stopsEarly : nil, sourceLocation: sourceLocation)
    }
  }
}

/// Forty points near a line drawn from the seed, of which one in each five is a gross outlier, all
/// on the same side.
private struct LineWithOutliers {
  /// The slope and the intercept.
  let truth: Vector
  let delta = 0.1
  private(set) var inputs = Matrix.ones(40, 2)
  private(set) var targets = Vector.zeros(40)
  private let side: Double
  private var isOutlier = [Bool](repeating: false, count: 40)

  init(draw: UInt64) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 100 &+ draw)
    truth = Vector.uniform(count: 2, in: -3..<3, using: &generator)
    side = generator.uniform() < 0.5 ? 1 : -1
    for group in 0..<8 {
      isOutlier[5 * group + generator.sample(1, of: 5)[0]] = true
    }
    for i in 0..<40 {
      inputs[i, 0] = -2 + 4 * Double(i) / 39
      let noise = generator.uniform(in: -0.02..<0.02)
      let shift = isOutlier[i] ? side * generator.uniform(in: 10..<20) : 0
      targets[i] = truth[0] * inputs[i, 0] + truth[1] + noise + shift
    }
  }

  /// What least squares gives for all points.
  var leastSquares: Vector { fit(pullOfOutliers: 0) { _ in true } }

  /// What least squares gives without the outliers.
  var withoutOutliers: Vector { fit(pullOfOutliers: 0) { !isOutlier[$0] } }

  /// The Huber minimiser: outliers pull with ±δ, and the others, all within δ, with their residuals.
  var minimizer: Vector { fit(pullOfOutliers: side * delta) { !isOutlier[$0] } }

  /// Solves Σ rᵢxᵢ + Σ pull · xᵢ = 0 with the first sum over `fitted` points, the second over others.
  private func fit(pullOfOutliers pull: Double, _ fitted: (Int) -> Bool) -> Vector {
    var (xx, x1, n, xy, y1) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for i in 0..<40 {
      let x = inputs[i, 0]
      if fitted(i) {
        xx += x * x
        x1 += x
        n += 1
        xy += x * targets[i]
        y1 += targets[i]
      } else {
        xy += pull * x
        y1 += pull
      }
    }
    let determinant = xx * n - x1 * x1
    return [(xy * n - x1 * y1) / determinant, (xx * y1 - x1 * xy) / determinant]
  }
}
