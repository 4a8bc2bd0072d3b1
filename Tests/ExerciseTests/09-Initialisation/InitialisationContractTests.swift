import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension InitialisationSuites {
  @Suite("9 · Initialisation: bad input, and concept checks", .part(3))
  struct InitialisationContractTests {
    private typealias Slip = InitialisationSlip

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
          try expectRefused("sizes", bad, Slip.badSizes) { _ = try layers(scheme, [4, bad, 2]) }
        }
        try expectRefused("sizes", nil, Slip.badSizes) { _ = try layers(scheme, []) }
        try expectRefused("sizes", nil, Slip.badSizes) { _ = try layers(scheme, [5]) }
        try expectRefused("sizes", -1, Slip.badSizes) { _ = try layers(scheme, [-1, 3]) }
        try expectRefused("sizes", 0, Slip.badSizes) { _ = try layers(scheme, [3, 0]) }
        if scheme != .shiftedNormal {
          try expectRefused("inputs", 0) {
            _ = try answer.reluFactor(of: scheme, inputs: 0, outputs: 5)
          }
          try expectRefused("outputs", -1) {
            _ = try answer.reluFactor(of: scheme, inputs: 5, outputs: -1)
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
        .zeros(0, 3), .zeros(2, 0), [[1, .nan], [2, 3]], [[1, 2, -.infinity]],
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

    // E[z′²] = inputs · Var(w) · E[relu(z)²], and E[relu(z)²] = ½ E[z²]. The literal numbers were worked
    // out in fractions and in NumPy, the two of glorotNormal also by drawing ten million z′.
    @Test(
      "By what factor a layer of ReLUs changes the signal",
      .hint("How much of E[z²] is left after a ReLU, and how many such terms does z′ add up?"))
    func reluFactor() throws {
      let (inputs, outputs) = (300, 200)
      try expect(
        answer.reluFactor(of: .heNormal, inputs: inputs, outputs: outputs), equals: 1,
        mistakes: [
          2: Slip.reluHalves, 0.6666666666666667: Slip.outputsDontAdd, 0.5: Slip.quarter,
          0.6816901138162093: Slip.meanCounts, 12.247448713915892: Slip.deviationForVariance,
          1.5: Slip.heOutputs,
        ])
      for scheme in [InitialisationScheme.glorotNormal, .glorotUniform] {
        try expect(
          answer.reluFactor(of: scheme, inputs: inputs, outputs: outputs), equals: 0.6,
          mistakes: [
            1.2: Slip.reluHalves, 0.4: Slip.outputsDontAdd, 0.3: Slip.quarter,
            0.40901406828972557: Slip.meanCounts, 9.486832980505138: Slip.deviationForVariance,
            0.7745966692414834: Slip.rootOfFactor, 1: Slip.glorotIsOne,
          ])
      }
      try expect(
        answer.reluFactor(of: .smallNormal, inputs: inputs, outputs: outputs), equals: 0.015,
        mistakes: [
          0.03: Slip.reluHalves, 0.01: Slip.outputsDontAdd, 1.5: Slip.deviationForVariance,
          0.12247448713915891: Slip.rootOfFactor,
        ])
      try expect(answer.reluFactor(of: .zero, inputs: inputs, outputs: outputs), equals: 0)
      for (inputs, outputs, right) in [(5, 3, 0.625), (1, 7, 0.125), (40, 24, 0.625)] {
        try expect(
          answer.reluFactor(of: .glorotUniform, inputs: inputs, outputs: outputs), equals: right)
        try expect(
          answer.reluFactor(of: .heNormal, inputs: inputs, outputs: outputs), equals: 1)
      }
    }

    // The gradients, worked out on paper (Derivation.md), and observed in NumPy over 100 steps.
    @Test(
      "What learns when everything starts at zero",
      .hint("Go backward: which factors of each gradient are 0, and are they still 0 a step later?")
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
      expect(
        names.isEmpty ? "nothing" : names, equals: right,
        "what is not 0 any more after \(steps) steps with \(activation.rawValue)",
        mistakes: mistakes, sourceLocation: sourceLocation)
    }
  }
}
