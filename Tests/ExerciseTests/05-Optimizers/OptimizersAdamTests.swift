import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension OptimizersSuites {
  @Suite("5 · Optimizers: Adam", .part(2))
  struct OptimizersAdamTests {
    let optimizers = Student.answer.optimizers

    // The ten numbers of the table. Computed in exact fractions and again, as weighted means, in
    // NumPy; β₁ ≠ ½, since with ½ the weights β₁ and 1 − β₁ could be confused unseen.

    @Test(
      "The trace has every intermediate of two updates",
      .hint(
        "Which is the first of the ten numbers that is wrong, and from which others does it come?"))
    func trace() throws {
      let trace = try optimizers.adamTrace(
        parameter: 2, firstGradient: 0.5, secondGradient: -1.5, learningRate: 0.5, beta1: 0.75,
        beta2: 0.9, epsilon: 0.25)
      let table: [(right: Double, mistakes: KeyValuePairs<Double, String>)] = [
        (0.125, [0.5: Slip.gradientInFull, 0.375: Slip.ownWeight, 0.05: Slip.swapped]),
        (0.025, [0.05: Slip.noSquare, 0.225: Slip.ownWeight, 0.0625: Slip.swapped]),
        (0.5, Slip.corrected(none: 0.125, zero: .infinity, ahead: 0.2857142857, swapped: 1.25)),
        (0.25, Slip.corrected(none: 0.025, zero: .infinity, ahead: 0.1315789474, swapped: 0.1)),
        (
          1.6666666666666667,
          [
            1.646446609: Slip.epsilonInside, 1.5: Slip.noRoot, 1.846856472: Slip.noCorrection,
            1.806287057: Slip.epsilonEarly, 2.333333333: Slip.ascent,
          ]
        ),
        (
          -0.28125,
          [
            -0.375: "m₂ starts from m₁, not from 0 again", 0: Slip.correctionKept,
            -1.40625: Slip.gradientInFull, -1.09375: Slip.ownWeight, -1.03125: Slip.ownWeight,
          ]
        ),
        (
          0.2475,
          [
            0.225: "v₂ starts from v₁, not from 0 again", 0.45: Slip.correctionKept,
            -0.1275: Slip.noSquare, -0.105: Slip.noSquare, 2.0475: Slip.ownWeight,
          ]
        ),
        (-0.6428571428571429, Slip.corrected(none: -0.28125, fixed: -1.125, ahead: -0.4864864865)),
        (1.3026315789473684, Slip.corrected(none: 0.2475, fixed: 2.475, ahead: 0.9132841328)),
        (
          1.8976893813007143,
          [
            1.904405363: Slip.epsilonInside, 1.707021792: Slip.noRoot,
            2.231022715: "w₃ is counted from w₂, not from w₁", 2.102310619: Slip.ascent,
            2.205719667: Slip.noMean,
          ]
        ),
      ]
      for (number, row) in zip(trace.numbers, table) {
        expect(number.value, equals: row.right, number.name, mistakes: row.mistakes)
      }
    }

    // Column 0 was computed with mpmath at 420 digits; column 1 with 60 digits, and in NumPy. The
    // first ε is as large as a gradient: with 10⁻⁸ nobody sees where it stands.

    @Test(
      "Adam takes the right first three steps",
      .hint("Which of the ten numbers of the trace does your step compute differently?"))
    func firstSteps() throws {
      let gradients: [Vector] = [[0.1, -2], [-0.2, 0.5], [0.3, 0]]
      let large = AdamSettings(rate: 0.1, 0.5, 0.75, epsilon: 0.1)
      let usual = AdamSettings(rate: 0.001, 0.9, 0.999, epsilon: 1e-8)
      guard try expectSteps([large, usual], along: [gradients, gradients]) else { return }
      try expect(
        path(of: make(large), from: [1, -1], along: gradients),
        equals: [
          [0.95, -0.9047619047619048], [0.98777135495559, -0.8819740934338062],
          [0.9491701020074529, -0.8692945180385008],
        ], "the parameters (a row a step) with a large ε")
      try expect(
        path(of: make(usual), from: [1, -1], along: gradients),
        equals: [
          [0.9990000001, -0.999000000005], [0.9993661036038849, -0.9985305318370133],
          [0.9990228625394775, -0.9981676315830549],
        ], "the parameters (a row a step) with the usual constants")
    }

    // Weights βᵗ⁻ᵏ, divided by their sum; several optimizers at once, and hundreds of steps. The trace
    // and the steps are two views of the same numbers.

    @Test(
      "The corrected means are weighted means of all gradients so far",
      .hint("What do the weights (1 − β)βᵗ⁻ᵏ of m's gradients add up to, for k = 1 … t?"))
    func weightedMeans() throws {
      var generator = SeededGenerator(seed: Student.seed)
      func drawn(_ range: Range<Double>) -> Double { generator.uniform(in: range) }
      let runs: [(settings: AdamSettings, steps: Int, count: Int, size: Double)] = [
        (AdamSettings(rate: 0.3, 0.9, 0.999, epsilon: 1e-8), 1201, 4, 1),
        (
          AdamSettings(
            rate: drawn(0.01..<0.9), drawn(0.6..<0.95), drawn(0.96..<0.999), epsilon: 0.3),
          101, 1, 1e-3
        ), (AdamSettings(rate: 2.5e9, 0, drawn(0.1..<0.9), epsilon: 4), 33, 7, 1e3),
        (AdamSettings(rate: 3e-12, drawn(0.1..<0.9), 0, epsilon: 25), 33, 3, 1e12),
        (AdamSettings(rate: 1.6, 0.99, 0.9999, epsilon: 1e-30), 101, 33, 1e-30),
        (AdamSettings(rate: 4, 0.7, 0.6, epsilon: 1.6), 3, 1100, 1e-6),
      ]
      let gradients = runs.enumerated().map {
        variedGradients(
          steps: $1.steps, count: $1.count, size: $1.size, zeroFirst: $0 % 3 == 1, &generator)
      }
      _ = try expectSteps(runs.map(\.settings), along: gradients)
      for (run, gradients) in zip(runs, gradients) {
        try expectTrace(of: run.settings, gradients[0][0], gradients[1][0])
        try expectTrace(of: run.settings, gradients[1][0], gradients[0][0])
      }
    }

    /// Expects that the ten numbers fit each other and the weighted means of two gradients.
    private func expectTrace(
      of settings: AdamSettings, _ first: Double, _ second: Double
    ) throws {
      let (rate, beta1, beta2) = (settings.rate, settings.beta1, settings.beta2)
      let start = first + second
      let trace = try optimizers.adamTrace(
        parameter: start, firstGradient: first, secondGradient: second, learningRate: rate,
        beta1: beta1, beta2: beta2, epsilon: settings.epsilon)
      let mean = (beta1 * first + second) / (1 + beta1)
      let square = (beta2 * first * first + second * second) / (1 + beta2)
      let afterFirst = -rate * first / (abs(first) + settings.epsilon)
      let afterSecond = afterFirst - rate * mean / (square.squareRoot() + settings.epsilon)
      // A difference is rounded as what it is taken of.
      let (sizes, ways) = (
        abs(first) + abs(second), abs(start) + abs(afterFirst) + abs(afterSecond)
      )
      let rights: [(right: Double, parts: Double)] = [
        (first * (1 - beta1), sizes), (first * first * (1 - beta2), 0), (first, sizes),
        (first * first, 0), (afterFirst, ways), (mean * (1 - beta1) * (1 + beta1), sizes),
        (square * (1 - beta2) * (1 + beta2), 0), (mean, sizes), (square, 0), (afterSecond, ways),
      ]
      for (number, (right, parts)) in zip(trace.numbers, rights) {
        let isParameter = parts == ways && number.name.hasPrefix("parameter")
        expect(
          isParameter ? number.value - start : number.value, equals: right,
          number.name + (isParameter ? " − w₁" : "")
            + ", with g₁ = \(first), g₂ = \(second), \(settings.name)",
          tolerance: .absolute(1e-9 * abs(right) + 1e-14 * parts))
      }
    }

    // Column 0 has two gradients of 0 first, and was computed with mpmath at 420 digits; column 1 is
    // 10¹⁰⁰ times a gradient of 1, where ε is nothing and each step is α; column 2 never has a
    // gradient. Then gradients as small as ε: each step is α/2.

    @Test(
      "Gradients of 0, tiny ones and huge ones",
      .hint("What are m̂ and v̂ where all gradients were 0, and what is their quotient with ε > 0?"))
    func extremes() throws {
      let large = AdamSettings(rate: 0.01, 0.9, 0.999, epsilon: 1e-8)
      let tiny = AdamSettings(rate: 0.001, 0.9, 0.999, epsilon: 1e-8)
      let gradients: [[Vector]] = [
        [[0, 1e100, 0], [0, 1e100, 0], [0.5, 1e100, 0]], [[1e-8], [1e-8], [1e-8]],
      ]
      guard try expectSteps([large, tiny], along: gradients) else { return }
      try expect(
        path(of: make(large), from: [2, 0, -3], along: gradients[0]),
        equals: [[2, -0.01, -3], [2, -0.02, -3], [1.9936118642271958, -0.03, -3]],
        "the parameters (a row a step)")
      try expect(
        path(of: make(tiny), from: [0], along: gradients[1]),
        equals: [[-0.0005], [-0.001], [-0.0015]],
        "the parameters (a row a step), with gradients as small as ε", tolerance: .relative(1e-9))
      // Parameters may be large.
      try expect(
        make(AdamSettings(rate: 1e9, 0.9, 0.999, epsilon: 1e-8))
          .step(parameters: [3e9], gradient: [-50]), equals: [4e9])
    }

    private func make(_ settings: AdamSettings) throws -> any Optimizer {
      try optimizers.makeAdam(
        learningRate: settings.rate, beta1: settings.beta1, beta2: settings.beta2,
        epsilon: settings.epsilon)
    }

    /// Expects the right steps of Adams that take turns, each along its own gradients.
    private func expectSteps(
      _ settings: [AdamSettings], along gradients: [[Vector]],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      try ExerciseTests.expectSteps(
        of: zip(settings, gradients).map { (try make($0), $0, $1) }, \.name,
        equal: { own, history in
          let sums = AdamSums(own, history)
          return -own.rate * sums.mean / (sums.root + own.epsilon)
        },
        suspects: AdamSums.wrong.map { wrong in
          Suspect(wrong.sentence) {
            $0.displacement { -$0.rate * wrong.rule(AdamSums($0, $1)) }
          }
        }, sourceLocation: sourceLocation)
    }
  }
}

extension AdamTrace {
  /// The ten numbers, in the order in which they come up, and what a message calls them.
  fileprivate var numbers: [(name: String, value: Double)] {
    [
      ("firstMean, m₁,", firstMean), ("firstSquare, v₁,", firstSquare),
      ("firstCorrectedMean, m̂₁,", firstCorrectedMean),
      ("firstCorrectedSquare, v̂₁,", firstCorrectedSquare),
      ("parameterAfterFirst, w₂,", parameterAfterFirst), ("secondMean, m₂,", secondMean),
      ("secondSquare, v₂,", secondSquare), ("secondCorrectedMean, m̂₂,", secondCorrectedMean),
      ("secondCorrectedSquare, v̂₂,", secondCorrectedSquare),
      ("parameterAfterSecond, w₃,", parameterAfterSecond),
    ]
  }
}

extension Slip {
  /// What becomes of a mean that is corrected wrongly in the first step.
  fileprivate static func corrected(none: Double, zero: Double, ahead: Double, swapped: Double)
    -> KeyValuePairs<Double, String>
  { [none: noCorrection, zero: countFromZero, ahead: countAhead, swapped: Slip.swapped] }

  /// What becomes of a mean that is corrected wrongly in the second step.
  fileprivate static func corrected(none: Double, fixed: Double, ahead: Double)
    -> KeyValuePairs<Double, String>
  { [none: noCorrection, fixed: fixedCorrection, ahead: countAhead] }
}
