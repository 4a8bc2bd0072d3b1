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
      expect(
        trace.firstMean, equals: 0.125, "firstMean, m₁",
        mistakes: [
          0.5: Slip.gradientInFull, 0.375: Slip.ownWeight, 0.05: Slip.swapped,
        ])
      expect(
        trace.firstSquare, equals: 0.025, "firstSquare, v₁",
        mistakes: [
          0.05: Slip.noSquare, 0.225: Slip.ownWeight, 0.0625: Slip.swapped,
        ])
      expect(
        trace.firstCorrectedMean, equals: 0.5, "firstCorrectedMean, m̂₁",
        mistakes: [
          0.125: Slip.noCorrection, .infinity: Slip.countFromZero, 0.2857142857: Slip.countAhead,
          1.25: Slip.swapped,
        ])
      expect(
        trace.firstCorrectedSquare, equals: 0.25, "firstCorrectedSquare, v̂₁",
        mistakes: [
          0.025: Slip.noCorrection, .infinity: Slip.countFromZero, 0.1315789474: Slip.countAhead,
          0.1: Slip.swapped,
        ])
      expect(
        trace.parameterAfterFirst, equals: 1.6666666666666667, "parameterAfterFirst, w₂",
        mistakes: [
          1.646446609: Slip.epsilonInside, 1.5: Slip.noRoot, 1.846856472: Slip.noCorrection,
          1.806287057: Slip.epsilonEarly, 2.333333333: Slip.ascent,
        ])
      expect(
        trace.secondMean, equals: -0.28125, "secondMean, m₂",
        mistakes: [
          -0.375: "m₂ starts from m₁, not from 0 again", 0: Slip.correctionKept,
          -1.40625: Slip.gradientInFull, -1.09375: Slip.ownWeight,
        ])
      expect(
        trace.secondSquare, equals: 0.2475, "secondSquare, v₂",
        mistakes: [
          0.225: "v₂ starts from v₁, not from 0 again", 0.45: Slip.correctionKept,
          -0.1275: Slip.noSquare,
        ])
      expect(
        trace.secondCorrectedMean, equals: -0.6428571428571429, "secondCorrectedMean, m̂₂",
        mistakes: [
          -0.28125: Slip.noCorrection, -1.125: Slip.fixedCorrection, -0.4864864865: Slip.countAhead,
        ])
      expect(
        trace.secondCorrectedSquare, equals: 1.3026315789473684, "secondCorrectedSquare, v̂₂",
        mistakes: [
          0.2475: Slip.noCorrection, 2.475: Slip.fixedCorrection, 0.9132841328: Slip.countAhead,
        ])
      expect(
        trace.parameterAfterSecond, equals: 1.8976893813007143, "parameterAfterSecond, w₃",
        mistakes: [
          1.904405363: Slip.epsilonInside, 1.707021792: Slip.noRoot,
          2.231022715: "w₃ is counted from w₂, not from w₁", 2.102310619: Slip.ascent,
          2.205719667: Slip.noMean,
        ])
    }

    // Column 0 is the reference case adam-02, and then adam-01; column 1 and the mistakes were
    // computed with 60 digits, the right values again in NumPy. In adam-02 ε is as large as a gradient:
    // with the usual 10⁻⁸ nobody sees where it stands.
    @Test(
      "Adam takes the right first three steps",
      .hint("Which of the ten numbers of the trace does your step compute differently?"))
    func firstSteps() throws {
      let gradients: [Vector] = [[0.1, -2], [-0.2, 0.5], [0.3, 0]]
      let large = try optimizers.makeAdam(learningRate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0.1)
      let first = try large.step(parameters: [1, -1], gradient: gradients[0])
        .requiring(entries: 2)
      guard first.allSatisfy(\.isFinite) else {
        expect(
          first, equals: [0.95, -0.9047619047619048], "the parameters after the first step",
          mistakes: [[.nan, .nan]: Slip.countFromZero])
        return
      }
      let others = try path(of: large, from: first, along: Array(gradients.dropFirst()))
      expect(
        Matrix(rows: [first, others.row(0), others.row(1)]),
        equals: [
          [0.95, -0.9047619047619048], [0.98777135495559, -0.8819740934338062],
          [0.9491701020074529, -0.8692945180385008],
        ],
        "the parameters (a row a step) with a large ε",
        mistakes: [
          [
            [0.9666666667, -0.9090909091], [1.002556561, -0.8841255565],
            [0.9619747932, -0.8699310883],
          ]:
            Slip.noCorrection,
          [
            [0.9620333916, -0.9172797217], [0.9972604121, -0.8950537599],
            [0.9590855339, -0.882284263],
          ]:
            Slip.countAhead,
          [
            [0.9698488655, -0.9012270403], [0.9978937733, -0.8774001436],
            [0.9651651847, -0.8641020654],
          ]:
            Slip.epsilonInside,
          [
            [0.9666666667, -0.9090909091], [0.9983185783, -0.8870735376],
            [0.9630543988, -0.8747390263],
          ]:
            Slip.epsilonEarly,
          [[0.95, -0.9047619048], [0.9761446717, -0.8616269145], [0.9509176519, -0.8256621576]]:
            Slip.swapped,
          [
            [0.9090909091, -0.9512195122], [0.9877425945, -0.934187882],
            [0.9044301101, -0.92180916],
          ]:
            Slip.noRoot,
          [
            [0.9333333333, -0.8181818182], [0.9811865258, -0.7848946814],
            [0.9348073626, -0.768672432],
          ]:
            Slip.correctsOnlyMean,
          [[0.975, -0.9523809524], [1.003328516, -0.9352900939], [0.9695524199, -0.9241954654]]:
            Slip.correctsOnlySquare,
          [[0.95, -0.9047619048], [0.9971779789, -0.8784845029], [0.9476660751, -0.8634355895]]:
            Slip.fixedCorrection,
          [[0.95, -0.9047619048], [0.9722222222, -0.8683420005], [0.9390008715, -0.8499886472]]:
            Slip.correctionKept,
          [[0.9, -0.8095238095], [0.9755427099, -0.7639481869], [0.898340204, -0.7385890361]]:
            Slip.gradientInFull,
          [
            [0.9934036079, -0.8680721578], [1.002743812, -0.8369381448],
            [0.9875181469, -0.8200207393],
          ]:
            Slip.sharedSquare,
          [
            [0.9952437539, -0.904875078], [1.002034036, -0.8822408044],
            [0.9908810233, -0.8698485682],
          ]:
            Slip.sharedSquare,
          [[0.95, -0.9072256526], [1.005194406, -0.9027501118], [0.9909477203, -0.9108534716]]:
            Slip.sharedMoments,
          [[0.95, -0.9047619048], [1.02554271, -0.9389436218], [0.9354731197, -0.9389436218]]:
            Slip.noMean,
          [[1.05, -1.095238095], [1.012228645, -1.118025907], [1.050829898, -1.130705482]]:
            Slip.ascent,
        ])

      let usual = try optimizers.makeAdam(
        learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      try expect(
        path(of: usual, from: [1, -1], along: gradients),
        equals: [
          [0.9990000001, -0.999000000005], [0.9993661036038849, -0.9985305318370133],
          [0.9990228625394775, -0.9981676315830549],
        ],
        "the parameters (a row a step) with the usual constants",
        mistakes: [
          [
            [0.9968377323, -0.9968377228], [0.9983935206, -0.9948426751],
            [0.996694398, -0.9930462337],
          ]:
            Slip.noCorrection,
          [
            [0.9992558633, -0.9992558632], [0.9995701494, -0.9988528423],
            [0.9992579032, -0.9985227122],
          ]:
            Slip.countAhead,
          [
            [0.9990000032, -0.9990000002], [0.9993661062, -0.9985305321],
            [0.9990228654, -0.9981676319],
          ]:
            Slip.epsilonEarly,
          [
            [0.9990000001, -0.999], [0.9993118173, -0.9984735642], [0.9990118226, -0.9980319699],
          ]:
            Slip.swapped,
          [
            [0.9683773234, -0.9683772284], [0.9765656829, -0.9578769772],
            [0.9702958575, -0.9512480421],
          ]:
            Slip.correctsOnlyMean,
        ])
    }

    // Weights βᵗ⁻ᵏ, divided by their sum; several optimizers at once, and hundreds of steps. The trace
    // and the steps are two views of the same numbers.
    @Test(
      "The corrected means are weighted means of all gradients so far",
      .hint("What do the weights (1 − β)βᵗ⁻ᵏ of m's gradients add up to, for k = 1 … t?"))
    func weightedMeans() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let drawn = (generator.uniform(in: 0.6..<0.95), generator.uniform(in: 0.96..<0.999))
      let settings = [
        AdamSettings(rate: 0.3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
        AdamSettings(rate: generator.uniform(in: 0.01..<0.9), drawn, epsilon: 0.3),
        AdamSettings(rate: 25, beta1: 0, beta2: generator.uniform(in: 0.1..<0.9), epsilon: 4),
        AdamSettings(rate: 0.03, beta1: generator.uniform(in: 0.1..<0.9), beta2: 0, epsilon: 25),
        AdamSettings(rate: 1.6, beta1: 0.99, beta2: 0.9999, epsilon: 1e-12),
        AdamSettings(rate: 4, beta1: 0.7, beta2: 0.6, epsilon: 1.6),
      ]
      let shape: [(steps: Int, count: Int, size: Double)] = [
        (300, 4, 1), (101, 1, 1e-3), (33, 7, 1e3), (33, 3, 1e12),
        (101, 33, 1e-12),
        (3, 300, 1e-6),
      ]
      let made = try settings.map {
        try optimizers.makeAdam(
          learningRate: $0.rate, beta1: $0.beta1, beta2: $0.beta2, epsilon: $0.epsilon)
      }
      let gradients = shape.enumerated().map {
        variedGradients(
          steps: $1.steps, count: $1.count, size: $1.size, zeroFirst: $0 % 3 == 1, &generator)
      }
      let taken = try turns(of: made, along: gradients)
      typealias Call = (index: Int, step: Int)
      let calls = settings.indices.flatMap { i in
        Sweep.steps.filter { $0 <= gradients[i].count }.map { Call(index: i, step: $0) }
      }
      func step(_ call: Call, _ rule: @escaping (AdamSums) -> Double) -> Vector {
        let own = settings[call.index]
        return Displacements.step(call.step, of: gradients[call.index]) {
          -own.rate * rule(AdamSums($0, own.beta1, own.beta2, own.epsilon))
        }
      }
      func known(_ sentence: String, _ rule: @escaping (AdamSums) -> Double) -> (
        String, (Call) -> Vector
      ) { (sentence, { step($0, rule) }) }
      let seen = calls.map { (call: $0, answer: taken[$0.index][$0.step - 1]) }
      let name = Slip.explaining(
        seen,
        among: [
          known(Slip.ascent) { -$0.correctedMean / ($0.correctedRoot + $0.epsilon) },
          known(Slip.swapped) {
            let root = ($0.square($0.beta1) / $0.weights($0.beta1)).squareRoot()
            return $0.mean($0.beta2) / $0.weights($0.beta2) / (root + $0.epsilon)
          },
          known(Slip.noCorrection) {
            let root = ((1 - $0.beta2) * $0.square($0.beta2)).squareRoot()
            return (1 - $0.beta1) * $0.mean($0.beta1) / (root + $0.epsilon)
          },
          known(Slip.correctsOnlyMean) {
            let root = ((1 - $0.beta2) * $0.square($0.beta2)).squareRoot()
            return $0.correctedMean / (root + $0.epsilon)
          },
          known(Slip.correctsOnlySquare) {
            (1 - $0.beta1) * $0.mean($0.beta1) / ($0.correctedRoot + $0.epsilon)
          },
          known(Slip.epsilonInside) {
            $0.correctedMean / ($0.correctedRoot * $0.correctedRoot + $0.epsilon).squareRoot()
          },
          known(Slip.noRoot) {
            $0.correctedMean / ($0.correctedRoot * $0.correctedRoot + $0.epsilon)
          },
          known(Slip.noMean) { $0.last / ($0.correctedRoot + $0.epsilon) },
          known(Slip.rmsprop) {
            $0.last / (((1 - $0.beta2) * $0.square($0.beta2)).squareRoot() + $0.epsilon)
          },
          known(Slip.nadam) {
            let ahead = $0.last * (1 - $0.beta1) / (1 - pow($0.beta1, $0.count))
            return ($0.beta1 * $0.correctedMean + ahead) / ($0.correctedRoot + $0.epsilon)
          },
          known(Slip.nadam) {
            let mean =
              $0.beta1 * (1 - $0.beta1) * $0.mean($0.beta1) / (1 - pow($0.beta1, $0.count + 1))
            let ahead = $0.last * (1 - $0.beta1) / (1 - pow($0.beta1, $0.count))
            return (mean + ahead) / ($0.correctedRoot + $0.epsilon)
          },
          known(Slip.amsgrad) {
            $0.correctedMean / ($0.largestSquare(corrected: true).squareRoot() + $0.epsilon)
          },
          known(Slip.amsgrad) {
            let largest = $0.largestSquare(corrected: false) / (1 - pow($0.beta2, $0.count))
            return $0.correctedMean / (largest.squareRoot() + $0.epsilon)
          },
        ])
      for (call, answer) in seen {
        expect(
          answer, equals: step(call) { $0.correctedMean / ($0.correctedRoot + $0.epsilon) },
          "what step \(call.step) adds with \(settings[call.index].name)",
          tolerance: .relative(1e-9), mistakes: name.map { [answer: $0] } ?? [:])
      }
      for (own, gradients) in zip(settings, gradients) {
        try expectTrace(of: own, gradients[0][0], gradients[1][0])
        try expectTrace(of: own, gradients[1][0], gradients[0][0])
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
      for (name, number, right) in [
        ("firstMean, m₁", trace.firstMean, first * (1 - beta1)),
        ("firstSquare, v₁", trace.firstSquare, first * first * (1 - beta2)),
        ("firstCorrectedMean, m̂₁", trace.firstCorrectedMean, first),
        ("firstCorrectedSquare, v̂₁", trace.firstCorrectedSquare, first * first),
        ("w₂ − w₁", trace.parameterAfterFirst - start, afterFirst),
        ("secondMean, m₂", trace.secondMean, mean * (1 - beta1) * (1 + beta1)),
        ("secondSquare, v₂", trace.secondSquare, square * (1 - beta2) * (1 + beta2)),
        ("secondCorrectedMean, m̂₂", trace.secondCorrectedMean, mean),
        ("secondCorrectedSquare, v̂₂", trace.secondCorrectedSquare, square),
        ("w₃ − w₁", trace.parameterAfterSecond - start, afterSecond),
      ] {
        // A difference is rounded as what it is taken of.
        let parts =
          name.hasPrefix("w")
          ? abs(start) + abs(afterFirst) + abs(afterSecond)
          : name.contains("Mean") ? abs(first) + abs(second) : 0
        expect(
          number, equals: right,
          "\(name), with g₁ = \(first), g₂ = \(second), \(settings.name)",
          tolerance: .absolute(1e-9 * abs(right) + 1e-14 * parts))
      }
    }

    // Column 0 is adam-05, two gradients of 0 first; column 1 is 10¹⁰⁰ times a gradient of 1, where ε
    // is nothing and each step is α; column 2 never has a gradient. Then adam-04, gradients as
    // small as ε: each step is α/2.
    @Test(
      "Gradients of 0, tiny ones and huge ones",
      .hint("What are m̂ and v̂ where all gradients were 0, and what is their quotient with ε > 0?"))
    func extremes() throws {
      let optimizer = try optimizers.makeAdam(
        learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      try expect(
        path(
          of: optimizer, from: [2, 0, -3],
          along: [[0, 1e100, 0], [0, 1e100, 0], [0.5, 1e100, 0]]),
        equals: [[2, -0.01, -3], [2, -0.02, -3], [1.9936118642271958, -0.03, -3]],
        "the parameters (a row a step)",
        mistakes: [
          [
            [2, -0.007441368236, -3], [2, -0.01602599379, -3], [1.994188717, -0.02512298801, -3],
          ]:
            Slip.countAhead,
          [[2, -0.01, -3], [2, -0.02, -3], [1.993611868046, -0.03, -3]]: Slip.epsilonEarly,
        ])

      let tiny = try optimizers.makeAdam(
        learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      try expect(
        path(of: tiny, from: [0], along: [[1e-8], [1e-8], [1e-8]]),
        equals: [[-0.0005], [-0.001], [-0.0015]],
        "the parameters (a row a step), with gradients as small as ε",
        tolerance: .relative(1e-9),
        mistakes: [
          [[-9.6934657e-05], [-0.0002788032786], [-0.0005357374503]]: Slip.noCorrection,
          [[-0.0003082767163], [-0.0006941999411], [-0.001116449471]]: Slip.countAhead,
          [[-0.00099999999], [-0.00199999998], [-0.00299999997]]: Slip.noRoot,
          [[-9.99999995e-8], [-1.9999999900e-7], [-2.9999999850e-7]]: Slip.epsilonInside,
          [[-3.0653430032e-5], [-7.3450158504e-5], [-1.2535535840e-4]]: Slip.epsilonEarly,
        ])
    }
  }
}

private struct AdamSettings {
  let rate: Double
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  init(rate: Double, beta1: Double, beta2: Double, epsilon: Double) {
    (self.rate, self.beta1, self.beta2, self.epsilon) = (rate, beta1, beta2, epsilon)
  }

  init(rate: Double, _ betas: (Double, Double), epsilon: Double) {
    self.init(rate: rate, beta1: betas.0, beta2: betas.1, epsilon: epsilon)
  }

  /// What a message calls them.
  var name: String { "α = \(rate), β₁ = \(beta1), β₂ = \(beta2), ε = \(epsilon)" }
}
