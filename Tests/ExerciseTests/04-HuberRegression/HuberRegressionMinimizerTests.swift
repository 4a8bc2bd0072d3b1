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
      var cases: [(Matrix, Vector, delta: Double, lambda: Double, equals: Vector)] = [
        (ones, [0, 1, 2, 10], 1, 2, [0.75]), (ones, [0, 1, 2, 10], 2, 0, [5.0 / 3]),
        (ones, [0, -1, -2, -10], 2, 0.5, [-10.0 / 7]),
        // With a large enough δ nothing is clipped, and the penalty still counts.
        (line, [-3, -1, 1, 23, 5], 1000, 0, [4, 5]), (ones, [0, 1, 2, 10], 100, 25, [13.0 / 29]),
        (ones, [0, 1, 2, 10], 100, 0.3, [13.0 / 4.3]),
        // Columns that depend on each other, which a penalty allows; fewer samples than weights.
        ([[1, 1], [1, 1]], [3, 3], 100, 2, [1, 1]), ([[2, 0, 0]], [10], 2, 1.5, [8.0 / 3, 0, 0]),
        ([[0]], [7], 2, 0.7, [0]),
        // A small weight, and a large one.
        (ones * 8, [0, 1e-6, 2e-6, 8e-6], 1e-6, 0, [1.5e-6 / 8]),
        (ones, [0, 0x1p20, 0x1p21, 0x1p24], 0x1p20, 0, [0x1p19 * 3]),
        // Targets of one sign.
        (ones, [-1, -2, -3, -12], 1, 2, [-1.25]),
      ]
      // The outlier's distance makes no difference.
      for outlier in [23, 1e4] {
        let targets: Vector = [-3, -1, 1, outlier, 5]
        cases.append((line, targets, 0.5, 0, [29.0 / 14, 8.0 / 7]))
        cases.append((line, targets, 0.5, 1, [90.0 / 49, 42.5 / 49]))
      }
      let name = try mistake(
        behind: cases.map { inputs, targets, delta, lambda, _ in
          try minimized(
            .init(
              weights: [], inputs: inputs, targets: targets, delta: delta, lambda: lambda))
        })
      // The curvature of these problems is at least 0.3, and a gradient of 1e-8 puts the weights so near.
      for (inputs, targets, delta, lambda, expected) in cases {
        let answer = try huber.minimizer(
          inputs: inputs, targets: targets, delta: delta, lambda: lambda)
        expect(
          answer, equals: expected, tolerance: .absolute(5e-8),
          mistakes: name.map { [answer: $0] } ?? [:])
      }
    }

    // As computed here; the stub promises eight places. Slow ways need some thousand steps for some.

    @Test(
      "At the minimizer the gradient is 0 to eight places", .processorSeconds(10),
      .hint("When does your search stop: when the gradient is small, or after so many steps?"))
    func gradientVanishes() throws {
      let problems = try Self.hardProblems.map(minimized)
      let name = try mistake(behind: problems)
      for problem in problems {
        let largest = problem.weights.isEmpty ? .nan : distance(fromSlopeOf: problem)
        // A hundredth more than 1e-8, because another order of summation rounds differently.
        guard
          expectProperty(
            largest <= 1.01e-8,
            "every entry of the ridge gradient at the minimizer of \(problem.name) is at most 1e-8 "
              + "in magnitude, where the largest is \(largest)", mistake: name)
        else { continue }
        let own = try ownSlope(problem)
        expectProperty(
          own.normInfinity() <= 1.01e-8,
          "the minimizer of \(problem.name) is right, and so your own ridge gradient is 0 there: "
            + "it is \(own), mend it first")
      }
      // The same input gives the same weights, whatever was asked in between.
      for target in [30, -20.0] {
        _ = try huber.minimizer(inputs: [[1]], targets: [target], delta: 0.5, lambda: 0)
        try expect(
          minimized(problems[0]).weights, equals: problems[0].weights,
          "the minimizer of \(problems[0].name), asked again,")
      }
    }

    /// Problems whose minimisers are hard to find, the first one flat.
    static var hardProblems: [HuberProblem] {
      // All weights between the forces of two distant points are minimisers: they keep the balance.
      let flat = HuberProblem(weights: [], inputs: [[1], [1]], targets: [-40, 40], delta: 0.5)
      // One point alone moves the weight, against sixty that are clipped: a sixtieth of the way a step.
      let slow = HuberProblem(
        weights: [], inputs: .ones(61, 1),
        targets: Vector([0.3] + (0..<60).map { $0.isMultiple(of: 2) ? 2.5 : -2.5 }), delta: 2)
      // Columns that are nearly alike; gradient descent needs 4000 steps.
      let alike = HuberProblem(
        weights: [],
        inputs: [
          [4, 4.6, 3.4], [-3, -4.2, -2.4], [2, 1.4, 3.2], [-5, -4.4, -4.1], [1, 2.2, 0.4],
          [3, 1.8, 2.1],
        ],
        targets: [3, -2, 0.5, -40, 1, 2.2], delta: 2, lambda: 0.01)
      // A weight of some millions.
      let large = HuberProblem(
        weights: [], inputs: .ones(4, 1) * 0x1p-12, targets: [0, 1e3, 2e3, 1e4], delta: 1e3)
      let shapes = [
        (24, 1, 0), (24, 3, 0.3), (24, 3, 4), (24, 2, 0.7), (1100, 1, 0.03), (3, 5, 0.7),
        (60, 17, 4), (4, 4, 1.6), (130, 5, 0), (130, 5, 25),
      ]
      return [flat, slow, alike, large]
        + shapes.enumerated().map { draw, shape in
          let (samples, features, lambda) = shape
          var problem = HuberProblem(draw: UInt64(20 + draw), samples: samples, features: features)
          // Inputs of up to 9.8, and as far as targets go.
          if samples == 130 {
            problem = HuberProblem(
              weights: problem.weights, inputs: problem.inputs * 4.9,
              targets: problem.targets * 4.9, delta: problem.delta * 4.9)
          }
          problem.lambda = lambda
          for outlier in stride(from: 0, to: samples, by: 5) { problem.targets[outlier] += 40 }
          return problem
        }
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
      for place in Sweep.places(in: 5) {
        try HuberMistake.expectRefusal(of: "targets", Sweep.notFinite) {
          try minimizer(targets.with($0, at: place))
        }
        try HuberMistake.expectRefusal(of: "inputs", Sweep.notFinite) {
          try minimizer(targets, inputs: line.with($0, at: place, place % 2))
        }
      }
      try HuberMistake.expectRefusal(of: "delta", HuberMistake.notPositive) {
        try minimizer(targets, delta: $0)
      }
      try HuberMistake.expectRefusal(of: "lambda", HuberMistake.negative) {
        try minimizer(targets, lambda: $0)
      }
    }

    // A formula: one system of linear equations, known before the residuals are.

    @Test(
      "Concept check: which losses have a minimiser in closed form",
      .hint(
        "Set the gradient to zero. For which loss do you know the coefficients of w beforehand?"))
    func closedForm() throws {
      try conceptCheck {
        try expect(
          huber.hasClosedForm(for: .leastSquares), equals: true,
          mistakes: [false: "least squares has the normal equations XᵀX w = Xᵀy"])
        try expect(
          huber.hasClosedForm(for: .ridge), equals: true,
          mistakes: [false: "the L2 penalty keeps the equations linear: (XᵀX + λI) w = Xᵀy"])
        try expect(
          huber.hasClosedForm(for: .huber), equals: false,
          mistakes: [
            true: "are the equations linear in w, with coefficients that are known beforehand?"
          ])
      }
    }

    // By hand, and for drawn residuals of which the last two of each four are clipped.

    @Test(
      "Concept check: the points that pull with a constant force",
      .hint("Where is the derivative of the loss a constant?"))
    func constantForce() throws {
      let residuals: Vector = [-3, 0.5, 2, -0.25, -1.25, 1.75, 0.75]
      let byHand = [
        ForceCase(residuals, 1.5, [0, 2, 5]), ForceCase(residuals, 4, []),
        ForceCase(residuals, 0.125, Array(0..<7)), ForceCase([1e300, -1e-300], 1e-200, [0]),
        ForceCase([-1e-300, 1e-305], 1e-303, [0]),
        // As near to δ as numbers are.
        ForceCase([(1.5).nextUp, (1.5).nextDown], 1.5, [0]),
        ForceCase([(-1.5).nextUp, (-1.5).nextDown], 1.5, [1]),
      ]
      let drawn = Sweep.counts.enumerated().map { draw, count in
        let problem = HuberProblem(draw: UInt64(40 + draw), samples: count, features: 2)
        let size = Sweep.magnitudes[draw % Sweep.magnitudes.count]
        let residuals = Vector(problem.drawn.map { $0.side * ($0.inside + $0.beyond) })
        return ForceCase(
          residuals * size, problem.delta * size, (0..<count).filter { $0 % 4 >= 2 })
      }
      let patterns = NumberPattern.allCases.flatMap { pattern in
        [1, 0.3].map { delta in
          let numbers = pattern.vector([2, -0.25, -3, 0.1, 0.5, -4, 0.75, 2, -0.25])
          return ForceCase(numbers, delta, numbers.indices.filter { numbers[$0].magnitude > delta })
        }
      }
      try conceptCheck {
        _ = try expectAll(
          byHand + drawn + patterns,
          { "pointsOfConstantForce(residuals: \($0.residuals), delta: \($0.delta))" },
          equal: \.right, suspects: ForceCase.wrong
        ) {
          let points = try huber.pointsOfConstantForce(residuals: $0.residuals, delta: $0.delta)
          return Vector(points.map(Double.init))
        }
      }
      try HuberMistake.expectRefusal(of: "delta", HuberMistake.notPositive) {
        try huber.pointsOfConstantForce(residuals: residuals, delta: $0)
      }
      for place in Sweep.places(in: 33) {
        try HuberMistake.expectRefusal(of: "residuals", Sweep.notFinite) {
          try huber.pointsOfConstantForce(
            residuals: Vector.ones(33).with($0, at: place), delta: 1.5)
        }
      }
      try expectInvalidInput(naming: "residuals") {
        try huber.pointsOfConstantForce(residuals: [], delta: 1.5)
      }
    }
  }
}
