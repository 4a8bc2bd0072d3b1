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

    // x/127.5 − 1, and a last column of ones. The first row is the reference case preprocess-01;
    // the others are worked by hand, 51 = 0.2 · 255.
    @Test(
      "Pixels become numbers from −1 to 1, and a column of ones comes last",
      .hint("What do 0, 255 and the number halfway between them become? And what does a bias see?"))
    func preprocess() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 1)
      let drawn = Matrix.uniform(rows: 5, columns: 3, in: 0..<255, using: &generator)
      let cases: [(pixels: Matrix, expected: Matrix)] = [
        (
          [[0, 1, 127, 128, 254, 255], [51, 102, 127.5, 153, 204, 255]],
          [
            [
              -1, -0.9921568627450981, -0.00392156862745098, 0.00392156862745098,
              0.9921568627450981, 1, 1,
            ], [-0.6, -0.2, 0, 0.2, 0.6, 1, 1],
          ]
        ), (drawn, Self.scaled(drawn) { (2 * $0 - 255) / 255 }),
      ]
      for (pixels, expected) in cases {
        try expect(
          logistic.preprocess(pixels: pixels), equals: expected,
          tolerance: .absolute(1e-12),
          mistakes: [
            Self.scaled(pixels, bias: 1 / 127.5 - 1) { $0 / 127.5 - 1 }:
              "the column of ones is appended after the scaling, or it is scaled too",
            Self.scaled(pixels) { $0 / 255 }: "the inputs go from −1 to 1, not from 0 to 1",
            Self.scaled(pixels) { $0 / 128 - 1 }:
              "255 becomes 1: divide by 127.5, not by 128",
            Self.scaled(pixels) { $0 / 256 * 2 - 1 }:
              "255 becomes 1: divide by 127.5, not by 128",
            Self.scaled(pixels) { $0 / 127 - 1 }: "255 becomes 1: divide by 127.5, not by 127",
            Self.scaled(pixels) { 1 - $0 / 127.5 }:
              "0 becomes −1 and 255 becomes 1, not the reverse",
            Self.scaled(pixels) { $0 / 255 - 0.5 }: "the inputs go from −1 to 1, not from −½ to ½",
            Matrix(rows: pixels.rows, columns: pixels.columns) { pixels[$0, $1] / 127.5 - 1 }:
              "the column of ones for the bias is missing",
            Matrix(rows: pixels.rows, columns: pixels.columns + 1) {
              $1 == 0 ? 1 : pixels[$0, $1 - 1] / 127.5 - 1
            }: "the column of ones comes last, not first",
            Matrix(rows: pixels.rows + 1, columns: pixels.columns) {
              $0 == pixels.rows ? 1 : pixels[$0, $1] / 127.5 - 1
            }: "the ones are a column, one for each sample, not a row",
          ])
      }
      for (rows, columns) in Sweep.shapes {
        let drawn = Matrix.uniform(rows: rows, columns: columns, in: 0..<255, using: &generator)
        guard
          try expect(
            logistic.preprocess(pixels: drawn), equals: Self.scaled(drawn) { (2 * $0 - 255) / 255 },
            "\(rows) images of \(columns) pixels as inputs", tolerance: .absolute(1e-12))
        else { return }
      }
      for pixel in [-0.5, -1e-9, 255.5, 255.0.nextUp, .infinity, -.infinity, .nan] {
        for (row, column) in [(1, 1), (0, 0), (1, 2)] {
          var pixels: Matrix = [[0, 128, 7], [255, 0, 9]]
          pixels[row, column] = pixel
          try expectInvalidInput(
            naming: "pixels", value: "\(pixel)",
            mistake: pixel.isNaN
              ? LogisticMistake.notANumber("pixels") : "a pixel outside 0 … 255 is accepted"
          ) { try logistic.preprocess(pixels: pixels) }
        }
      }
      for (rows, columns) in [(0, 3), (2, 0)] {
        try expectInvalidInput(naming: "pixels") {
          try logistic.preprocess(pixels: Matrix(rows: rows, columns: columns, elements: []))
        }
      }
    }

    // σ(z) = 1/(1 + e⁻ᶻ). Numbers from the reference case sigmoid-01 and from mpmath with 60 digits;
    // the same in NumPy as exp(−logaddexp(0, −z)).
    @Test(
      "The sigmoid is right for every logit, near 0 and at ±1e4",
      .hint("How large is e⁻ᶻ for z = −720, and which formula has e⁺ᶻ instead?"))
    func sigmoid() throws {
      try expect(
        logistic.sigmoid(logits: [-1, 0, 0.5, 1, 3]),
        equals: [
          0.2689414213699951, 0.5, 0.6224593312018546, 0.7310585786300049, 0.9525741268224333,
        ],
        mistakes: [
          [0.7310585786300049, 0.5, 0.3775406687981454, 0.2689414213699951, 0.04742587317756678]:
            "the sign of z: σ grows from 0 to 1, and 1/(1 + eᶻ) falls",
          [
            -0.7615941559557649, 0, 0.46211715726000973, 0.7615941559557649, 0.9950547536867305,
          ]: "this is tanh, which goes from −1 to 1",
          [
            0.19661193324148185, 0.25, 0.2350037122015945, 0.19661193324148185,
            0.045176659730912144,
          ]: "this is the derivative σ(1 − σ), not σ",
          [
            0.014247616762819049, 0.0387290377452195, 0.06385338832429154, 0.10527643953653465,
            0.7778935176311352,
          ]: "each logit is judged for itself: this is a softmax over the batch",
          [0.25, 0.5, 0.625, 0.75, 1.25]: "this is the line ½ + z/4, which touches σ at 0",
        ])
      // One by one, and each to nine of its own digits. (e⁻⁷²⁰ ≈ 2.03e-313, where 1 + e⁻⁷²⁰ is 1.)
      let extremes: [(Double, Double)] = [
        (-37, 8.533047625744065e-17), (-100, 3.720075976020836e-44),
        (-700, 9.85967654375977e-305), (-720, exp(-720)), (-1e4, 0), (37, 1), (1e4, 1),
        (1e300, 1), (-1e300, 0),
      ]
      let answers = try extremes.map { try logistic.sigmoid(logits: [$0.0]) }
      // A mistake is named if it explains all the answers.
      let mistakes: [(String, (Double) -> Double)] = [
        ("eᶻ is too large for a Double, and ∞/∞ is not a number", { exp($0) / (1 + exp($0)) }),
        (
          "e⁻ᶻ is too large for a Double at z = −720, where σ(z) itself is small but not 0",
          { 1 / (1 + exp(-$0)) }
        ), (Self.cancels, { 0.5 * (1 + tanh($0 / 2)) }),
        (Self.cancels, { 1 - Logistic.probability(-$0) }),
        (Self.clipped, { Logistic.probability(clip($0, to: -500...500)) }),
        (Self.clipped, { Logistic.probability(clip($0, to: -30...30)) }),
        (Self.clipped, { Logistic.probability(clip($0, to: -20...20)) }),
      ]
      let name = mistakes.first { mistake in
        zip(answers, extremes).allSatisfy { answer, extreme in
          let wrong = mistake.1(extreme.0)
          return answer.count == 1
            && (abs(answer[0] - wrong) <= 1e-9 * wrong || answer[0].isNaN && wrong.isNaN)
        }
      }?.0
      for ((logit, expected), answer) in zip(extremes, answers) {
        guard expect(answer.count, equals: 1, "the number of probabilities of one logit") else {
          return
        }
        expect(
          answer[0], equals: expected, "the sigmoid of \(logit)", tolerance: .relative(1e-9),
          mistakes: name.map { [answer[0]: $0] } ?? [:])
      }
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 2)
      let drawn = Vector.uniform(count: 9, in: -6..<6, using: &generator)
      let (right, left) = (
        try logistic.sigmoid(logits: drawn), try logistic.sigmoid(logits: -drawn)
      )
      expect(
        right, equals: Vector(drawn.map(Logistic.probability)), "the sigmoid of 9 drawn logits")
      expect(left.count, equals: 9, "the number of probabilities of 9 logits")
      guard right.count == 9, left.count == 9 else { return }
      expect(left + right, equals: .ones(9), "σ(z) + σ(−z) of 9 drawn logits")
      for count in Sweep.counts {
        let logits = Vector.uniform(count: count, in: -300..<300, using: &generator)
        let (right, left) = (
          try logistic.sigmoid(logits: logits), try logistic.sigmoid(logits: -logits)
        )
        guard
          try expect(
            right.requiring(entries: count) + left.requiring(entries: count), equals: .ones(count),
            "σ(z) + σ(−z) of \(count) drawn logits"),
          expect(
            log(right) - log(left), equals: logits,
            "the logarithm of σ(z)/σ(−z), which is z, of \(count) drawn logits",
            tolerance: .absolute(1e-9))
        else { return }
      }
      // Near 0, where σ(z) is ½ + z/4.
      for unit in Sweep.magnitudes where unit < 1e-3 {
        try expect(
          logistic.sigmoid(logits: [unit, -unit, 0]) - 0.5, equals: [unit / 4, -unit / 4, 0],
          "σ(z) − ½ of z = \(unit), \(-unit) and 0", tolerance: .absolute(1e-16 + unit * unit))
      }
      try expectInvalidInput(naming: "logits") { try logistic.sigmoid(logits: []) }
      for number in [Double.nan, .infinity, -.infinity] {
        for logits: Vector in [[1, number], [number, 1]] {
          try expectInvalidInput(
            naming: "logits", value: "\(number)",
            mistake: number.isNaN ? LogisticMistake.notANumber("logits") : nil
          ) { try logistic.sigmoid(logits: logits) }
        }
      }
    }

    // ŷ = σ(Xw), a probability for each row. Numbers: the reference case logistic_regression-01.
    @Test(
      "The forward pass gives the probability of class 1 for each sample",
      .hint("Which product of the inputs and the weights has an entry for each sample?"))
    func forward() throws {
      let problem = LogisticProblem(
        weights: [0.3, -0.2, 0.1], inputs: [[1, 2, 1], [-1, 0.5, 1], [3, -2, 1], [0, 0, 1]],
        labels: [1, 0, 1, 0])
      func check(_ problem: LogisticProblem, _ expected: Vector) throws {
        try expect(
          logistic.forward(weights: problem.weights, inputs: problem.inputs), equals: expected,
          mistakes: [
            problem.logits: "these are the logits: the sigmoid is missing",
            Vector(problem.logits.map { Logistic.probability(-$0) }):
              "these are the probabilities of class 0",
            // A logit of 0 may be rounded to either side.
            Vector(problem.logits.map { $0 > -1e-12 ? 1 : 0 }): LogisticMistake.classes,
            Vector(problem.logits.map { $0 > 1e-12 ? 1 : 0 }): LogisticMistake.classes,
            Vector(problem.logits.map { Logistic.probability(Logistic.probability($0)) }):
              "the sigmoid is applied twice",
            Vector(problem.logits.map { Logistic.probability($0 - problem.bias) }):
              "the last column counts too: it brings in the bias",
          ])
      }
      try check(problem, [0.5, 0.425557483188341, 0.8021838885585817, 0.52497918747894])
      let drawn = LogisticProblem(draw: 3, samples: 7, features: 4)
      try check(drawn, Vector(drawn.logits.map(Logistic.probability)))
      for problem in LogisticProblem.sweep {
        guard
          try expect(
            logistic.forward(weights: problem.weights, inputs: problem.inputs),
            equals: Vector(problem.logits.map(Logistic.probability)),
            "the probabilities for \(problem.name)")
        else { return }
      }
      try expect(
        logistic.forward(weights: [2e3, -1e3], inputs: [[-10, 1], [10, 1], [0.5, 1]]),
        equals: [0, 1, 0.5], mistakes: [[.nan, 1, 0.5]: "eᶻ is too large for a Double at z = ±2e4"])
    }

    // The part with (ŷ ≥ ½) = y. The logits are 0, 0, ¼, −¼, 3, −3, 1 and −2, exactly.
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
      // A part of a few samples is met by chance; a mistake has to explain four of them.
      let problems =
        [borderline] + [4, 41, 42].map { LogisticProblem(draw: $0, samples: 23, features: 3) }
      // Wrong probabilities explain a wrong accuracy; no other name is needed.
      let probabilities = try logistic.forward(
        weights: borderline.weights, inputs: borderline.inputs)
      let isForward =
        probabilities.count == 8
        && zip(probabilities, borderline.logits).allSatisfy {
          abs($0 - Logistic.probability($1)) < 1e-9
        }
      func accuracies(_ predict: (Double) -> Int) -> Vector {
        Vector(problems.map { $0.accuracy(predict) })
      }
      let right = accuracies { $0 >= 0 ? 1 : 0 }
      let yours = try problems.map {
        try logistic.accuracy(weights: $0.weights, inputs: $0.inputs, labels: $0.labels)
      }
      guard
        expect(
          Vector(yours), equals: right,
          "the accuracies for 8 samples with logits of 0, and three times for 23 drawn ones",
          mistakes: isForward
            ? [
              accuracies { $0 > 0 ? 1 : 0 }:
                "a probability of exactly ½ counts as class 1: ≥, not >",
              accuracies { $0 >= 0.5 ? 1 : 0 }:
                "the logits are compared with ½, where the probabilities have to be",
              1 - right: "this is the fraction of the wrong predictions",
              right * Vector(problems.map(\.count)):
                "this is a count: divide by the number of samples",
              right * 100: "this is in per cent: the accuracy goes from 0 to 1",
            ] : [:]),
        try expect(
          logistic.accuracy(
            weights: borderline.weights, inputs: borderline.inputs, labels: borderline.labels),
          equals: 0.875)
      else { return }
      // A little above or below ½; the first weight is the logit.
      for distance in [1e-14, 1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.2] {
        for (logit, label) in [(-distance, 0), (distance, 1), (0, 1)] {
          try expect(
            logistic.accuracy(weights: [logit, 3], inputs: [[1, 0]], labels: [label]), equals: 1,
            "the accuracy for a sample of class \(label) with the logit \(logit)")
        }
      }
      // A single one of many samples is wrong.
      for count in Sweep.counts {
        for place in Sweep.places(in: count) {
          var labels = (0..<count).map { $0 * $0 % 3 }
          let inputs = Matrix(rows: count, columns: 1) { i, _ in Double(2 * labels[i] - 1) }
          labels[place] = 1 - labels[place]
          guard
            try expect(
              logistic.accuracy(weights: [0.3], inputs: inputs, labels: labels),
              equals: Double(count - 1) / Double(count),
              "the accuracy where only sample \(place) of \(count) is wrong")
          else { return }
        }
      }
    }

    private static let cancels =
      "1 + tanh(z/2), or 1 − σ(−z), cancels for a negative z: no digit is left"
    private static let clipped = "the logits are clipped: σ is right without that"

    /// The right shape, with a scaling and a bias of one's own.
    private static func scaled(
      _ pixels: Matrix, bias: Double = 1, _ scale: (Double) -> Double
    ) -> Matrix {
      Matrix(rows: pixels.rows, columns: pixels.columns + 1) { i, j in
        j == pixels.columns ? bias : scale(pixels[i, j])
      }
    }
  }
}
