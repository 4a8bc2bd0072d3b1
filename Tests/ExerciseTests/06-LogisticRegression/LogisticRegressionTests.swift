import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("6 · Logistic regression", .exercise(.logisticRegression))
enum LogisticRegressionSuites {}

extension LogisticRegressionSuites {
  @Suite("6 · Logistic regression: inputs and predictions", .part(1))
  struct LogisticRegressionTests {
    let logistic = Student.answer.logisticRegression

    // x/127.5 − 1, and a last column of ones. The numbers at the end were computed with exact
    // fractions and, in the second row, worked by hand, 51 = 0.2 · 255.

    @Test(
      "Pixels become numbers from −1 to 1, and a column of ones comes last",
      .hint("What do 0, 255 and the number halfway between them become? And what does a bias see?"))
    func preprocess() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 1)
      let images = Sweep.shapes.map { rows, columns in
        Matrix.uniform(rows: rows, columns: columns, in: 0..<255, using: &generator)
      }
      let patterns = NumberPattern.allCases.map { clip($0.matrix(images[7]), to: 0...255) }
      let areRight = try expectAll(
        images + patterns + [images[8] * 1e-9],
        { "\($0.rows) images of \($0.columns) pixels as inputs" },
        equal: { scaled($0) { (2 * $0 - 255) / 255 } }, tolerance: { _ in .absolute(1e-12) },
        suspects: wrongInputs
      ) { try logistic.preprocess(pixels: $0) }
      guard areRight else { return }
      try expect(
        logistic.preprocess(pixels: [[0, 1, 127, 128, 254, 255], [51, 102, 127.5, 153, 204, 255]]),
        equals: [
          [
            -1, -0.9921568627450981, -0.00392156862745098, 0.00392156862745098, 0.9921568627450981,
            1, 1,
          ], [-0.6, -0.2, 0, 0.2, 0.6, 1, 1],
        ], tolerance: .absolute(1e-12))
      try expect(
        logistic.preprocess(pixels: [[0, 0]]), equals: [[-1, -1, 1]], tolerance: .exact)
      try expect(
        logistic.preprocess(pixels: [[0, 1]]), equals: [[-1, -0.9921568627450981, 1]],
        tolerance: .absolute(1e-12))
      let pixels: Matrix = [[0, 128, 7], [255, 0, 9]]
      let outside = [-0.5, -1e-9, 255.5, 255.0.nextUp] + Sweep.notFinite
      for (row, column) in [(1, 1), (0, 0), (1, 2)] {
        try expectRefused(
          "pixels", outside, mistake: "a pixel outside 0 … 255 is accepted",
          nanMistake: LogisticMistake.notANumber("pixels")
        ) {
          try logistic.preprocess(pixels: pixels.with($0, at: row, column))
        }
      }
      for (rows, columns) in [(0, 3), (2, 0)] {
        try expectInvalidInput(naming: "pixels") {
          try logistic.preprocess(pixels: Matrix(rows: rows, columns: columns, elements: []))
        }
      }
    }

    // σ(z) = 1/(1 + e⁻ᶻ). Numbers were computed with mpmath at 60 or more digits; the same in
    // NumPy as exp(−logaddexp(0, −z)).

    @Test(
      "The sigmoid is right for every logit, near 0 and at ±1e4",
      .hint("How large is e⁻ᶻ for z = −720, and which formula has e⁺ᶻ instead?"))
    func sigmoid() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 2)
      let drawn = Sweep.counts.map { Vector.uniform(count: $0, in: -6..<6, using: &generator) }
      let calls = drawn + NumberPattern.allCases.map { $0.vector(drawn[6]) }
      let areRight = try expectAll(
        calls, { "the sigmoid of \($0.count) drawn logits" },
        equal: { $0.map(Logistic.probability) }, suspects: Self.wrongSigmoids
      ) { try logistic.sigmoid(logits: $0) }
      guard areRight else { return }
      try expect(
        logistic.sigmoid(logits: [-1, 0, 0.5, 1, 3]),
        equals: [
          0.2689414213699951, 0.5, 0.6224593312018546, 0.7310585786300049, 0.9525741268224333,
        ])
      // One by one, and each to nine of its own digits. (e⁻⁷²⁰ ≈ 2.03e-313, where 1 + e⁻⁷²⁰ is 1.)
      try expectAll(
        [
          (-20, 2.0611536181902037e-09), (-33, 4.658886145103376e-15),
          (-37, 8.533047625744065e-17), (-100, 3.720075976020836e-44),
          (-700, 9.85967654375977e-305),
          (-720, exp(-720)), (-1e4, 0), (37, 1), (1e4, 1), (1e300, 1), (-1e300, 0),
        ], { "the sigmoid of \($0.0)" }, equal: { [$0.1] }, tolerance: { _ in .relative(1e-9) },
        suspects: Self.inexactSigmoids.map { inexact in
          Suspect(inexact.sentence) { [inexact.model($0.0)] }
        }
      ) { try logistic.sigmoid(logits: [$0.0]) }
      let tiny: Vector = [9.85967654375977e-305, 0.5, 1, 2.0611536181902037e-09]
      try expect(
        logistic.sigmoid(logits: [-700, 0, 700, -20]).requiring(entries: 4) / tiny,
        equals: .ones(4),
        "the sigmoid of −700, 0, 700 and −20, each divided by the right one,")
      try expectEach(calls.map { 50 * $0 }) { logits in
        let (right, left) = (
          try logistic.sigmoid(logits: logits), try logistic.sigmoid(logits: -logits)
        )
        return try expect(
          right.requiring(entries: logits.count) + left.requiring(entries: logits.count),
          equals: .ones(logits.count), "σ(z) + σ(−z) of z = \(logits)")
          && expect(
            log(right) - log(left), equals: logits, "the logarithm of σ(z)/σ(−z), which is z,",
            tolerance: .absolute(1e-9))
      }
      // Near 0, where σ(z) is ½ + z/4.
      for unit in Sweep.magnitudes where unit < 1e-3 {
        try expect(
          logistic.sigmoid(logits: [unit, -unit, 0]) - 0.5, equals: [unit / 4, -unit / 4, 0],
          "σ(z) − ½ of z = \(unit), \(-unit) and 0", tolerance: .absolute(1e-16 + unit * unit))
      }
      try expectInvalidInput(naming: "logits") { try logistic.sigmoid(logits: []) }
      for place in 0...1 {
        try expectRefused(
          "logits", Sweep.notFinite, nanMistake: LogisticMistake.notANumber("logits")
        ) { try logistic.sigmoid(logits: Vector.ones(2).with($0, at: place)) }
      }
    }

    // ŷ = σ(Xw), a probability for each row. Numbers were computed with mpmath at 420 digits.

    @Test(
      "The forward pass gives the probability of class 1 for each sample",
      .hint("Which product of the inputs and the weights has an entry for each sample?"))
    func forward() throws {
      let four = LogisticProblem(
        weights: [0.3, -0.2, 0.1], inputs: [[1, 2, 1], [-1, 0.5, 1], [3, -2, 1], [0, 0, 1]],
        labels: [1, 0, 1, 0])
      let drawn = LogisticProblem(draw: 3, samples: 7, features: 4)
      func each(
        _ sentence: String, _ prediction: @escaping (_ logit: Double, LogisticProblem) -> Double
      ) -> Suspect<LogisticProblem, Vector> {
        Suspect(sentence) { problem in Vector(problem.logits.map { prediction($0, problem) }) }
      }
      let areRight = try expectAll(
        [four, drawn] + DrawnBatch.sweep.map(\.problem), { "the probabilities for \($0.name)" },
        equal: { Vector($0.logits.map(Logistic.probability)) },
        suspects: [
          each("these are the logits: the sigmoid is missing") { logit, _ in logit },
          each("these are the probabilities of class 0") { logit, _ in Logistic.probability(-logit)
          },
          // A logit of 0 may be rounded to either side.
          each(LogisticMistake.classes) { logit, _ in logit > -1e-12 ? 1 : 0 },
          each(LogisticMistake.classes) { logit, _ in logit > 1e-12 ? 1 : 0 },
          each("the sigmoid is applied twice") { logit, _ in
            Logistic.probability(Logistic.probability(logit))
          },
          each("the last column counts too: it brings in the bias") {
            Logistic.probability($0 - $1.bias)
          },
        ]
      ) { try logistic.forward(weights: $0.weights, inputs: $0.inputs) }
      guard areRight else { return }
      try expect(
        logistic.forward(weights: four.weights, inputs: four.inputs),
        equals: [0.5, 0.425557483188341, 0.8021838885585817, 0.52497918747894])
      try expect(
        logistic.forward(weights: [2e3, -1e3], inputs: [[-10, 1], [10, 1], [0.5, 1]]),
        equals: [0, 1, 0.5], mistakes: [[.nan, 1, 0.5]: "eᶻ is too large for a Double at z = ±2e4"])
    }

    // The part with (ŷ ≥ ½) = y. The first logits are 0, 0, ¼, −¼, 3, −3, 1 and −2, exactly.

    @Test(
      "Accuracy counts a probability of exactly ½ as class 1",
      .hint("Which class does your code predict when the logit is exactly 0?"))
    func accuracy() throws {
      let borderline = LogisticProblem(
        weights: [2, -1, 0.5],
        inputs: [
          [0.5, 1.5, 1], [-1, -1.5, 1], [0.25, 0.75, 1], [1, 2.75, 1], [2, 1.5, 1], [-1, 1.5, 1],
          [0.5, 0.5, 1], [-0.5, 1.5, 1],
        ], labels: [1, 1, 1, 0, 0, 0, 1, 0])
      let drawn = [4, 41, 42].map { LogisticProblem(draw: $0, samples: 23, features: 3) }
      let inUnits = Sweep.magnitudes.map { drawn[0].inUnits($0) }
      // A little above or below ½.
      let near = [1e-14, 1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.2].flatMap { distance in
        [([-distance], [0]), ([distance], [1]), ([0], [1]), ([-distance, 1e6], [0, 1])].map {
          LogisticProblem(logits: $0, labels: $1)
        }
      }
      // A single one of many samples is wrong.
      let oneWrong = Sweep.counts.flatMap { count in
        Sweep.places(in: count).map { place in
          let labels = (0..<count).map { $0 * $0 % 3 }
          let logits = Vector(labels.map { 0.3 * Double(2 * $0 - 1) })
          let (before, after) = (labels[..<place], labels[(place + 1)...])
          return LogisticProblem(logits: logits, labels: before + [1 - labels[place]] + after)
        }
      }
      // Wrong probabilities explain a wrong accuracy; no other name is needed.
      let probabilities = try logistic.forward(
        weights: borderline.weights, inputs: borderline.inputs)
      let isForward =
        probabilities.count == 8
        && (probabilities - borderline.logits.map(Logistic.probability)).normInfinity() < 1e-9
      let areRight = try expectAll(
        [borderline] + drawn + inUnits + near + oneWrong + DrawnBatch.sweep.map(\.problem),
        { "the accuracy for \($0.name)" },
        equal: { $0.accuracy { $0 >= 0 ? 1 : 0 } }, suspects: isForward ? Self.wrongAccuracies : []
      ) { try logistic.accuracy(weights: $0.weights, inputs: $0.inputs, labels: $0.labels) }
      guard areRight else { return }
      try expect(
        logistic.accuracy(
          weights: borderline.weights, inputs: borderline.inputs, labels: borderline.labels),
        equals: 0.875)
    }
  }
}

// What the usual mistakes give instead.
extension LogisticRegressionSuites.LogisticRegressionTests {
  private static var wrongSigmoids: [Suspect<Vector, Vector>] {
    [
      Suspect("the sign of z: σ grows from 0 to 1, and 1/(1 + eᶻ) falls") { logits in
        logits.map { Logistic.probability(-$0) }
      },
      Suspect("this is tanh, which goes from −1 to 1") { tanh($0) },
      Suspect("this is the derivative σ(1 − σ), not σ") { logits in
        logits.map { Logistic.probability($0) * Logistic.probability(-$0) }
      },
      Suspect("each logit is judged for itself: this is a softmax over the batch") {
        exp($0) / exp($0).sum()
      },
      Suspect("this is the line ½ + z/4, which touches σ at 0") { 0.5 + 0.25 * $0 },
    ]
  }

  /// What is σ in exact arithmetic only.
  private static var inexactSigmoids: [(sentence: String, model: (Double) -> Double)] {
    let cancels = "1 + tanh(z/2), or 1 − σ(−z), cancels for a negative z: no digit is left"
    let clipped = "the logits are clipped: σ is right without that"
    let right = "eᶻ is too large for a Double, and ∞/∞ is not a number"
    let left = "e⁻ᶻ is too large for a Double at z = −720, where σ(z) itself is small but not 0"
    return [
      (right, { exp($0) / (1 + exp($0)) }), (left, { 1 / (1 + exp(-$0)) }),
      (cancels, { 0.5 * (1 + tanh($0 / 2)) }), (cancels, { 1 - Logistic.probability(-$0) }),
      (clipped, { Logistic.probability(clip($0, to: -500...500)) }),
      (clipped, { Logistic.probability(clip($0, to: -30...30)) }),
      (clipped, { Logistic.probability(clip($0, to: -20...20)) }),
    ]
  }

  private static var wrongAccuracies: [Suspect<LogisticProblem, Double>] {
    func right(_ problem: LogisticProblem) -> Double { problem.accuracy { $0 >= 0 ? 1 : 0 } }
    return [
      Suspect("a probability of exactly ½ counts as class 1: ≥, not >") {
        $0.accuracy { $0 > 0 ? 1 : 0 }
      },
      Suspect("the logits are compared with ½, where the probabilities have to be") {
        $0.accuracy { $0 >= 0.5 ? 1 : 0 }
      },
      Suspect("this is the fraction of the wrong predictions") { 1 - right($0) },
      Suspect("this is a count: divide by the number of samples") { right($0) * $0.count },
      Suspect("this is in per cent: the accuracy goes from 0 to 1") { right($0) * 100 },
    ]
  }
}
