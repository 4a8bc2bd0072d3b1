import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension InitialisationSuites {
  @Suite("9 · Initialisation: bad input, and concept checks", .part(3))
  struct InitialisationContractTests {
    let answer = Student.answer.initialisation

    // Everything that the stub lists, and nothing else: numbers of units from 1 on are fine.
    @Test(
      "Bad input is refused with a sentence that names it",
      .hint("Which of your functions divides by its arguments or makes a matrix before it checks?"))
    func badInput() throws {
      for scheme in InitialisationScheme.allCases {
        for bad in [0, -3] {
          try expectRefused("inputs", bad) {
            _ = try answer.standardDeviation(of: scheme, inputs: bad, outputs: 5)
          }
          try expectRefused("outputs", bad) {
            _ = try answer.standardDeviation(of: scheme, inputs: 5, outputs: bad)
          }
          try expectRefused("inputs", bad) { _ = try draw(scheme, bad, 5) }
          try expectRefused("outputs", bad) { _ = try draw(scheme, 5, bad) }
          for place in 0..<4 {
            var sizes = [4, 1, 3, 2]
            sizes[place] = bad
            try expectRefused("sizes", bad, Slip.badSizes) { _ = try layers(scheme, sizes) }
          }
        }
        try expectRefused("sizes", nil, Slip.badSizes) { _ = try layers(scheme, []) }
        try expectRefused("sizes", nil, Slip.badSizes) { _ = try layers(scheme, [5]) }
        for bad in [0, -1] where scheme != .shiftedNormal {
          try expectRefused("inputs", bad) {
            _ = try answer.reluFactor(of: scheme, inputs: bad, outputs: 5)
          }
          try expectRefused("outputs", bad) {
            _ = try answer.reluFactor(of: scheme, inputs: 5, outputs: bad)
          }
        }
      }
      try expectRefused("scheme", nil, Slip.badScheme) {
        _ = try answer.reluFactor(of: .shiftedNormal, inputs: 5, outputs: 3)
      }
      for activation in HiddenActivation.allCases {
        for steps in [0, -2] {
          try expectRefused("steps", steps, Slip.badSteps) {
            _ = try answer.blocksThatLearnFromZero(activation: activation, steps: steps)
          }
        }
      }
      for bad: Matrix in [
        .zeros(0, 3), .zeros(2, 0), [[1, .nan], [2, 3]], [[1, 2, -.infinity]], [[.infinity]],
        [[1, 2], [3, 4], [5, .nan]],
      ] {
        try expectRefused("activations", nil, Slip.badNumbers) {
          _ = try answer.statistics(of: bad)
        }
      }
      try expectBadFitsRefused()
    }

    private func draw(_ scheme: InitialisationScheme, _ inputs: Int, _ outputs: Int) throws
      -> Matrix
    {
      var generator = SeededGenerator(seed: Student.seed)
      return try answer.weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
    }

    private func layers(_ scheme: InitialisationScheme, _ sizes: [Int]) throws -> [DenseLayer] {
      var generator = SeededGenerator(seed: Student.seed)
      return try answer.layers(scheme, sizes: sizes, using: &generator)
    }

    private func expectRefused(
      _ argument: String, _ value: Int?, _ mistake: String = InitialisationSlip.badShape,
      sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) throws {
      try expectInvalidInput(
        naming: argument, value: value.map(String.init), mistake: mistake,
        sourceLocation: sourceLocation, body)
    }

    private func expectBadFitsRefused() throws {
      let first = DenseLayer(weights: [[1, 2, 3], [4, 5, 6]], biases: [1, 2, 3])
      let second = DenseLayer(weights: [[1], [2], [3]], biases: [4])
      let fine: Matrix = [[1, 2], [3, 4], [5, 6], [7, 8]]
      func with(_ change: (inout [DenseLayer]) -> Void) -> [DenseLayer] {
        var layers = [first, second]
        change(&layers)
        return layers
      }
      let badLayers: [[DenseLayer]] = [
        [], [first, first], [first, DenseLayer(weights: [[1], [2]], biases: [4])],
        with { $0[0].biases = [1, 2] }, with { $0[1].biases = [1, 2] }, with { $0[0].biases = [] },
        with { $0[1] = DenseLayer(weights: .zeros(3, 0), biases: []) },
        with { $0[0].weights[1, 2] = .nan }, with { $0[1].weights[0, 0] = .infinity },
        with { $0[0].biases[1] = -.infinity }, with { $0[1].biases[0] = .nan },
        with { $0[1].weights[2, 0] = -.infinity }, with { $0[0].biases[2] = .infinity },
        with { $0[0].biases = [1, 2, 3, 4] },
        [first, DenseLayer(weights: .ones(4, 1), biases: [4])],
        [DenseLayer(weights: [[1, 2], [3, 4]], biases: [1])],
      ]
      for activation in HiddenActivation.allCases {
        for layers in badLayers {
          try expectRefused("layers", nil, Slip.badFit) {
            _ = try answer.activationStatistics(of: layers, inputs: fine, activation: activation)
          }
        }
        for inputs: Matrix in [
          .zeros(0, 2), [[1], [2]], [[1, 2, 3]], [[1, 2], [.nan, 3]], [[.infinity, 0]],
          [[1, 2], [3, -.infinity]],
        ] {
          try expectRefused("inputs", nil, Slip.badFit) {
            _ = try answer.activationStatistics(
              of: [first, second], inputs: inputs, activation: activation)
          }
        }
        try expectRefused("inputs", nil, Slip.badFit) {
          _ = try answer.activationStatistics(
            of: [first], inputs: [[1, 2, 3]], activation: activation)
        }
      }
    }

    // The numbers were worked out in fractions and in NumPy, the two of glorotNormal also by drawing ten
    // million z′. A mistake is named when it explains all answers.
    @Test(
      "By what factor a layer of ReLUs changes the signal",
      .hint("How much of E[z²] is left after a ReLU, and how many such terms does z′ add up?"))
    func reluFactor() throws {
      typealias Case = (scheme: InitialisationScheme, inputs: Int, outputs: Int, right: Double)
      var cases: [Case] = [
        (.heNormal, 300, 200, 1), (.glorotNormal, 300, 200, 0.6), (.glorotUniform, 300, 200, 0.6),
        (.smallNormal, 300, 200, 0.015), (.zero, 300, 200, 0), (.smallNormal, 7, 90, 0.00035),
        (.smallNormal, 1_000_000, 3, 50),
      ]
      for (inputs, outputs, right) in [
        (5, 3, 0.625), (1, 7, 0.125), (40, 24, 0.625), (1, 1, 0.5), (9, 9, 0.5),
        (2, 4_999_998, 4e-7),
      ] {
        cases += [
          (.glorotUniform, inputs, outputs, right), (.glorotNormal, inputs, outputs, right),
          (.heNormal, inputs, outputs, 1), (.zero, inputs, outputs, 0),
        ]
      }
      let mistakes: [(sentence: String, model: (Case) -> Double)] = [
        (Slip.reluHalves, { 2 * $0.right }), (Slip.quarter, { $0.right / 2 }),
        (Slip.outputsDontAdd, { $0.right * Double($0.outputs) / Double($0.inputs) }),
        (Slip.meanCounts, { $0.right * (1 - 1 / Double.pi) }),
        (Slip.deviationForVariance, { ($0.right * Double($0.inputs) / 2).squareRoot() }),
        (Slip.rootOfFactor, { $0.right.squareRoot() }),
        (Slip.glorotIsOne, { $0.scheme.rawValue.hasPrefix("glorot") ? 1 : $0.right }),
        (
          Slip.heOutputs,
          { $0.right * ($0.scheme == .heNormal ? Double($0.inputs) / Double($0.outputs) : 1) }
        ),
      ]
      func isEqual(_ yours: Double, _ right: Double) -> Bool {
        abs(yours - right) <= 1e-9 * abs(right)
      }
      let all = try cases.map {
        try answer.reluFactor(of: $0.scheme, inputs: $0.inputs, outputs: $0.outputs)
      }
      let mistake = mistakes.first { mistake in
        zip(all, cases).allSatisfy { isEqual($0, mistake.model($1)) }
      }
      for each in cases {
        let yours = try answer.reluFactor(
          of: each.scheme, inputs: each.inputs, outputs: each.outputs)
        expectProperty(
          isEqual(yours, each.right),
          "the factor is what E[z′²] over E[z²] comes to, for all draws (yours is \(yours))",
          mistake: mistake?.sentence)
      }
    }

    // Worked out on paper, and observed in NumPy over 100 steps.
    @Test(
      "What learns when everything starts at zero",
      .hint(
        "Change one number of a block a little: does any logit change? And does it one step later?")
    )
    func zeros() throws {
      for steps in [1, 2, 3, 100] {
        for activation in [HiddenActivation.tanh, .relu] {
          try expectBlocks(
            activation, steps, "outputBiases",
            mistakes: [
              "nothing": Slip.outputBiasLearns, "outputWeights, outputBiases": Slip.silentUnits,
              "outputWeights": Slip.silentUnits, all: Slip.silentUnits,
              "hiddenBiases, outputBiases": Slip.noWayBack,
            ])
        }
      }
      try expectBlocks(
        .sigmoid, 1, "outputWeights, outputBiases",
        mistakes: [
          "nothing": Slip.outputBiasLearns, "outputBiases": Slip.half, all: Slip.noWayBack,
          "outputWeights": Slip.outputBiasLearns,
        ])
      for steps in [2, 3, 50] {
        try expectBlocks(
          .sigmoid, steps, all,
          mistakes: [
            "nothing": Slip.outputBiasLearns, "outputBiases": Slip.half,
            "outputWeights, outputBiases": Slip.nextStep,
          ])
      }
    }

    private let all = "hiddenWeights, hiddenBiases, outputWeights, outputBiases"

    private func expectBlocks(
      _ activation: HiddenActivation, _ steps: Int, _ right: String,
      mistakes: KeyValuePairs<String, String>, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let blocks = try answer.blocksThatLearnFromZero(activation: activation, steps: steps)
      let names = NetworkBlock.allCases.flatMap { block in blocks.filter { $0 == block } }
        .map(\.rawValue).joined(separator: ", ")
      let yours = names.isEmpty ? "nothing" : names
      expectProperty(
        names == right,
        "what learns is what the gradients say (your answer after \(steps) steps with "
          + "\(activation.rawValue): \(yours))",
        mistake: mistakes.first { $0.key == yours }?.value, sourceLocation: sourceLocation)
    }
  }
}
