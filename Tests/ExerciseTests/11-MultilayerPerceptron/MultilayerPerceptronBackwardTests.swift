import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The objective and its gradient.
//
// Literal numbers were computed with mpmath at 420 digits, and again with NumPy.

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: backward", .part(3))
  struct MultilayerPerceptronBackwardTests {
    let perceptron = Student.answer.multilayerPerceptron

    /// What may go wrong in a backward pass without a penalty.
    static let slips: [MLPSlip] = [
      .sign, .noMean, .meanTwice, .meanOverClasses, .firstLabelOnly, .softmaxOverSamples,
      .noDerivative, .derivativeAtActivation, .derivativeAtLogits, .transposedWeights,
      .preActivationsAsInputs, .biasesAveraged, .biasesPerSample,
    ]

    /// What may go wrong with the penalty.
    static let penaltySlips: [MLPSlip] = [
      .noPenaltyGradient, .doubledPenaltyGradient, .penaltyGradientPerSample,
      .penalizedBiasesGradient, .penaltySubtracted,
    ]

    // Two samples, 3-4-3, λ = 0; then deeper networks, and shapes of all kinds. All passes but the first
    // are drawn: a pass is taken as it is given.

    @Test(
      "The backward pass gives the gradient of every layer", .points(2),
      .hint("Is the last layer right? If so, what happens on the way from it to the one before?"))
    func backward() throws {
      for reference in ReferenceNetwork.all {
        let activation = reference.activation
        let network = MLPReference(parameters: ReferenceNetwork.parameters, activation: activation)
        let deep = MLPProblem(draw: 20, sizes: [4, 6, 2, 5, 3], samples: 7, activation: activation)
        guard
          try expectBackward(
            network, ReferenceNetwork.samples, reference.pass, equals: reference.gradients,
            "a 3-4-3 \(activation) network"),
          try expectBackward(
            deep.network, deep.samples, deep.pass, "a 4-6-2-5-3 \(activation) network, 7 samples"),
          try expectSweep(activation)
        else { return }
      }
    }

    private func expectBackward(
      _ network: MLPReference, _ samples: LabelledSamples, _ pass: ForwardPass,
      equals expected: NetworkParameters? = nil, _ what: String
    ) throws -> Bool {
      func gradients(_ slip: MLPSlip? = nil) -> NetworkParameters {
        network.gradients(samples, lambda: 0, slip: slip, given: pass)
      }
      return try expect(
        perceptron.backward(
          pass: pass, labels: samples.labels, parameters: network.parameters,
          activation: network.activation, lambda: 0),
        equals: expected ?? gradients(), "the gradient of \(what)",
        mistakes: Self.slips.map { (gradients($0), $0.sentence) } + [
          (network.gradients(samples, lambda: 0), MLPSlip.passComputedAgain.sentence)
        ])
    }

    private func expectSweep(_ activation: HiddenActivation) throws -> Bool {
      try MLPProblem.sweep(activation).allSatisfy { each in
        let right = each.network.gradients(each.samples, lambda: each.lambda, given: each.pass)
        let sizes = [each.inputs.columns] + each.parameters.weights.map(\.rows)
        return try expect(
          perceptron.backward(
            pass: each.pass, labels: each.labels, parameters: each.parameters,
            activation: activation, lambda: each.lambda),
          equals: right,
          "the gradient of a \(activation) network of \(sizes) for \(each.labels.count) samples",
          tolerance: .absolute(1e-12 * right.size))
      }
    }

    // J = cost + λ/2 ‖W‖², with λ ≠ 0. First your J is compared, then your gradient is held against
    // the central differences of your J, and against the formula.

    @Test(
      "The gradient with its penalty is the derivative of the objective", .points(2),
      .hint("What is the derivative of λ/2 w² with respect to w, and which parameters have it?"))
    func objective() throws {
      for (index, activation) in HiddenActivation.allCases.enumerated() {
        let problem = MLPProblem(
          draw: 30 + UInt64(index), sizes: activation == .relu ? [3, 4, 3, 2] : [3, 4, 2],
          samples: 6, activation: activation)
        guard try expectObjective(problem), try expectObjectives(activation),
          try expectPenalty(problem)
        else { return }
        try expectDerivatives(problem)
      }
      try expectLargeLogits()
    }

    // A network whose logits are its inputs: in J the cost is as accurate as it is alone.
    private func expectLargeLogits() throws {
      for (logits, labels, cost) in [
        ([[1000, 0]], [1], 1000), ([[800, 0]], [0], 0),
        ([[1e4, 0], [-1e4, -10001]], [0, 1], 0.6566308437591114),
      ] as [(Matrix, [Int], Double)] {
        let parameters = NetworkParameters(weights: [.identity(2)], biases: [.zeros(2)])
        let value = try perceptron.objective(
          inputs: logits, labels: labels, parameters: parameters, activation: .relu, lambda: 0.5)
        let isOfLogarithm = !value.isFinite
        expect(
          value, equals: cost + 0.5,
          "the objective of the logits \(logits), with λ = 0.5 and W = I",
          mistakes: isOfLogarithm
            ? [value: "the cost comes from the logits, not from probabilities that are 0 or NaN"]
            : [:])
      }
    }

    private func objective(
      _ problem: MLPProblem, _ parameters: NetworkParameters, _ lambda: Double
    ) throws -> Double {
      try perceptron.objective(
        inputs: problem.inputs, labels: problem.labels, parameters: parameters,
        activation: problem.activation, lambda: lambda)
    }

    private func expectObjective(_ problem: MLPProblem) throws -> Bool {
      let slips: [MLPSlip] = [
        .noPenalty, .doubledPenalty, .penalizedBiases, .penaltyPerSample, .normNotSquared,
        .lastLayerPenalized, .activatedLogits, .noActivation, .noBias, .firstBiasOnly,
      ]
      let network = problem.network
      return try ([0, problem.lambda] + Sweep.settings).allSatisfy { lambda in
        let value = try objective(problem, problem.parameters, lambda)
        return expect(
          value, equals: network.objective(problem.samples, lambda: lambda),
          "the objective of a \(problem.activation) network with λ = \(lambda)",
          mistakes: nearest(
            value,
            slips.map {
              (network.objective(problem.samples, lambda: lambda, slip: $0), $0.sentence)
            }))
      }
    }

    // Of batches of all sizes, through layers of all shapes.
    private func expectObjectives(_ activation: HiddenActivation) throws -> Bool {
      try expectEach(zip(Sweep.counts, Sweep.shapes + Sweep.shapes)) { count, shape in
        let (units, classes) = (min(shape.0, 129), min(shape.1, 65))
        let problem = MLPProblem(
          draw: 36, sizes: [3, units, classes], samples: count, activation: activation,
          isSmooth: false)
        return try expect(
          objective(problem, problem.parameters, 0.3),
          equals: problem.network.objective(problem.samples, lambda: 0.3),
          "the objective of \(count) samples, \(units) \(activation) units and \(classes) classes")
      }
        && expectEach(MLPProblem.patterns(activation)) { problem in
          try expect(
            objective(problem, problem.parameters, 0.3),
            equals: problem.network.objective(problem.samples, lambda: 0.3))
        }
    }

    // Another batch in between leaves nothing behind.
    private func expectPenalty(_ problem: MLPProblem) throws -> Bool {
      let (network, samples, lambda) = (problem.network, problem.samples, problem.lambda)
      func backward() throws -> NetworkParameters {
        try perceptron.backward(
          pass: problem.pass, labels: problem.labels, parameters: problem.parameters,
          activation: problem.activation, lambda: lambda)
      }
      let gradients = try backward()
      guard
        expect(
          gradients, equals: network.gradients(samples, lambda: lambda, given: problem.pass),
          "the gradient of a \(problem.activation) network with λ = \(lambda)",
          mistakes: (Self.penaltySlips + Self.slips).map {
            (network.gradients(samples, lambda: lambda, slip: $0, given: problem.pass), $0.sentence)
          })
      else { return false }
      _ = try perceptron.backward(
        pass: ForwardPass(
          preActivations: problem.pass.preActivations.map { $0[rows: 2..<4] },
          activations: problem.pass.activations.map { $0[rows: 2..<4] }), labels: [1, 0],
        parameters: problem.parameters, activation: problem.activation, lambda: 0)
      return try expect(
        backward(), equals: gradients, "the gradient after that of another batch",
        tolerance: .exact)
    }

    private func expectDerivatives(_ problem: MLPProblem) throws {
      let parameters = problem.parameters
      let gradients = try perceptron.backward(
        pass: perceptron.forward(
          inputs: problem.inputs, parameters: parameters, activation: problem.activation),
        labels: problem.labels, parameters: parameters, activation: problem.activation,
        lambda: problem.lambda)
      try expectGradient(
        of: { blocks in
          let changed = NetworkParameters(
            weights: parameters.weights.indices.map { blocks[2 * $0].matrix },
            biases: parameters.biases.indices.map { blocks[2 * $0 + 1].vector })
          return try objective(problem, changed, problem.lambda)
        },
        at: blocks(parameters), equals: blocks(gradients),
        "the gradient of a \(problem.activation) network beside your own objective",
        constants: ["n": 6, "λ": problem.lambda])
    }

    private func blocks(_ parameters: NetworkParameters) -> [ParameterBlock] {
      parameters.weights.indices.flatMap {
        [
          ParameterBlock("weights[\($0)]", parameters.weights[$0]),
          ParameterBlock("biases[\($0)]", parameters.biases[$0]),
        ]
      }
    }

    // L = 1: logits X Wᵀ + b and gradient (softmax − Y)ᵀ X / n, whatever the activation function.

    @Test(
      "Without hidden layers the network is the linear model",
      .hint("Which of your lines ask for f or f′, and does the last layer reach one of them?"))
    func linearModel() throws {
      for activation in HiddenActivation.allCases {
        let problem = MLPProblem(draw: 40, sizes: [5, 3], samples: 8, activation: activation)
        let (network, what) = (problem.network, "a linear model with \(activation)")
        let pass = try perceptron.forward(
          inputs: problem.inputs, parameters: problem.parameters, activation: activation)
        guard
          expect(
            [pass.activations.count, pass.preActivations.count], equals: [1, 1],
            "the numbers of activations and of preActivations of \(what)"),
          expect(
            pass.preActivations[0], equals: network.logits(of: problem.inputs),
            "the logits of \(what)",
            mistakes: nearest(
              pass.preActivations[0],
              [MLPSlip.activatedLogits, .noBias].map {
                (network.logits(of: problem.inputs, slip: $0), $0.sentence)
              })),
          try expectBackward(network, problem.samples, problem.pass, what),
          try expectLargeLogits(activation)
        else { return }
      }
    }

    // With W = I the logits are the inputs, which may be large. The rows of ŷ − y are (1, −1, 0),
    // twice (0, 0, 0), and p · (1, −2, 1) with p = 1/(2 + e²) ≈ 0.107; `biases` is their mean.
    private func expectLargeLogits(_ activation: HiddenActivation) throws -> Bool {
      let inputs: Matrix = [
        [1000, 0, -1000], [1000, 0, -1000], [-1e4, 1e4, 0], [-1e4, 2 - 1e4, -1e4],
      ]
      let extreme = try perceptron.backward(
        pass: ForwardPass(preActivations: [inputs], activations: [inputs]), labels: [1, 0, 1, 1],
        parameters: NetworkParameters(weights: [.identity(3)], biases: [[0, 0, 0]]),
        activation: activation, lambda: 0)
      guard let biases = extreme.biases.first else { return false }
      let share = 0.10650697891920075 / 4
      return expect(
        biases, equals: [0.25 + share, -0.25 - 2 * share, share],
        "biases[0] of the gradient for logits of ±1e3 and ±1e4",
        mistakes: biases.normInfinity().isFinite ? [:] : [biases: Slip.notShiftedLogits])
    }
  }
}
