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
        try expectUnitsRefused { _ = try draw(scheme, $0, $1) }
        try expectUnitsRefused {
          _ = try answer.standardDeviation(of: scheme, inputs: $0, outputs: $1)
        }
        try expectInvalidInput(naming: "sizes", for: [[], [5]], mistake: Slip.badSizes) {
          _ = try layers(scheme, $0)
        }
        for place in 0..<4 {
          try expectInvalidInput(naming: "sizes", for: [0, -3], mistake: Slip.badSizes) {
            var sizes = [4, 1, 3, 2]
            sizes[place] = $0
            _ = try layers(scheme, sizes)
          }
        }
        guard scheme != .shiftedNormal else { continue }
        try expectUnitsRefused { _ = try answer.reluFactor(of: scheme, inputs: $0, outputs: $1) }
      }
      try expectInvalidInput(naming: "scheme", mistake: Slip.badScheme) {
        _ = try answer.reluFactor(of: .shiftedNormal, inputs: 5, outputs: 3)
      }
      for activation in HiddenActivation.allCases {
        try expectInvalidInput(naming: "steps", for: [0, -2], mistake: Slip.badSteps) {
          _ = try answer.blocksThatLearnFromZero(activation: activation, steps: $0)
        }
      }
      let matrices: [Matrix] = [
        .zeros(0, 3), .zeros(2, 0), [[1, .nan], [2, 3]], [[1, 2, -.infinity]], [[.infinity]],
        [[1, 2], [3, 4], [5, .nan]],
      ]
      try expectInvalidInput(naming: "activations", for: matrices, mistake: Slip.badNumbers) {
        _ = try answer.statistics(of: $0)
      }
      for (k, place) in Sweep.places(in: 33).enumerated() {
        try expectInvalidInput(naming: "activations", mistake: Slip.badNumbers) {
          let ones = Matrix.ones(33, 5)
          _ = try answer.statistics(of: ones.with(Sweep.notFinite[k % 3], at: place, place % 5))
        }
      }
      try expectBadFitsRefused()
      try expectDeepMisfitsRefused()
    }

    // What is wrong is in the fourth of five layers, in the last, or far down in the inputs.
    private func expectDeepMisfitsRefused() throws {
      let sizes = [3, 4, 2, 5, 6, 3]
      let good = zip(sizes, sizes.dropFirst()).map {
        DenseLayer(weights: .ones($0, $1), biases: .zeros($1))
      }
      let changes: [(inout [DenseLayer]) -> Void] = [
        { $0[3].weights = .ones(4, 6) }, { $0[3].biases = .zeros(5) },
        { $0[4].weights = .ones(5, 3) },
        { $0[3].weights[4, 5] = .nan }, { $0[3].biases[5] = .infinity },
        { $0[4].weights[5, 2] = -.infinity }, { $0[4].biases[2] = .nan }, { $0[4].biases = [] },
      ]
      for change in changes {
        var bad = good
        change(&bad)
        try expectInvalidInput(naming: "layers", mistake: Slip.badFit) {
          _ = try answer.activationStatistics(of: bad, inputs: .ones(2, 3), activation: .tanh)
        }
      }
      for (k, place) in Sweep.places(in: 33).enumerated() {
        try expectInvalidInput(naming: "inputs", mistake: Slip.badFit) {
          let inputs = Matrix.ones(33, 3).with(Sweep.notFinite[k % 3], at: place, place % 3)
          _ = try answer.activationStatistics(of: good, inputs: inputs, activation: .relu)
        }
      }
    }

    private func expectUnitsRefused(_ call: (Int, Int) throws -> Void) throws {
      try expectInvalidInput(naming: "inputs", for: [0, -3], mistake: Slip.badShape) {
        try call($0, 5)
      }
      try expectInvalidInput(naming: "outputs", for: [0, -3], mistake: Slip.badShape) {
        try call(5, $0)
      }
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

    private func expectBadFitsRefused() throws {
      let first = DenseLayer(weights: [[1, 2, 3], [4, 5, 6]], biases: [1, 2, 3])
      let second = DenseLayer(weights: [[1], [2], [3]], biases: [4])
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
      let badInputs: [Matrix] = [
        .zeros(0, 2), [[1], [2]], [[1, 2, 3]], [[1, 2], [.nan, 3]], [[.infinity, 0]],
        [[1, 2], [3, -.infinity]],
      ]
      for activation in HiddenActivation.allCases {
        func statistics(_ layers: [DenseLayer], _ inputs: Matrix) throws {
          _ = try answer.activationStatistics(of: layers, inputs: inputs, activation: activation)
        }
        try expectInvalidInput(naming: "layers", for: badLayers, mistake: Slip.badFit) {
          try statistics($0, [[1, 2], [3, 4], [5, 6], [7, 8]])
        }
        try expectInvalidInput(naming: "inputs", for: badInputs, mistake: Slip.badFit) {
          try statistics([first, second], $0)
        }
        try expectInvalidInput(naming: "inputs", mistake: Slip.badFit) {
          try statistics([first], [[1, 2, 3]])
        }
      }
    }

    // The numbers were worked out in fractions and in NumPy, the two of glorotNormal also by drawing ten
    // million z′. A mistake is named when it explains all answers.

    @Test(
      "By what factor a layer of ReLUs changes the signal",
      .hint("How much of E[z²] is left after a ReLU, and how many such terms does z′ add up?"))
    func reluFactor() throws {
      var cases: [FactorCase] = [
        (.heNormal, 300, 200, 1), (.glorotNormal, 300, 200, 0.6), (.glorotUniform, 300, 200, 0.6),
        (.smallNormal, 300, 200, 0.015), (.zero, 300, 200, 0), (.smallNormal, 7, 90, 0.00035),
        (.smallNormal, 1_000_000, 3, 50),
      ]
      for (inputs, outputs, right) in [
        (5, 3, 0.625), (1, 7, 0.125), (40, 24, 0.625), (1, 1, 0.5), (9, 9, 0.5), (3, 2, 0.6),
        (2, 4_999_998, 4e-7),
      ] {
        cases += [
          (.glorotUniform, inputs, outputs, right), (.glorotNormal, inputs, outputs, right),
          (.heNormal, inputs, outputs, 1), (.zero, inputs, outputs, 0),
        ]
      }
      func isEqual(_ yours: Double, _ right: Double) -> Bool {
        abs(yours - right) <= 1e-9 * abs(right)
      }
      func factor(_ each: FactorCase) throws -> Double {
        try answer.reluFactor(of: each.scheme, inputs: each.inputs, outputs: each.outputs)
      }
      let all = try cases.map(factor)
      let mistake = factorMistakes.first { mistake in
        zip(all, cases).allSatisfy { isEqual($0, mistake.model($1)) }
      }
      for each in cases {
        let yours = try factor(each)
        expectProperty(
          isEqual(yours, each.right),
          "the factor is what E[z′²] over E[z²] comes to, for all draws (yours is \(yours))",
          mistake: mistake?.sentence)
      }
    }

    private typealias FactorCase = (
      scheme: InitialisationScheme, inputs: Int, outputs: Int, right: Double
    )

    private let factorMistakes: [(sentence: String, model: (FactorCase) -> Double)] = [
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

    // Worked out on paper, and observed in NumPy over 100 steps.

    @Test(
      "What learns when everything starts at zero",
      .hint(
        "Change one number of a block a little: does any logit change? And does it one step later?")
    )
    func zeros() throws {
      for steps in [1, 2, 3, 100, 100_000] {
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
      for steps in [2, 3, 50, 100_000] {
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
