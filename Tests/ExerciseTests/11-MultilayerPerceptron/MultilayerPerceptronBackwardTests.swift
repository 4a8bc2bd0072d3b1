import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The objective and its gradient.
//
// Literal numbers come from the reference cases mlp_2layer-01 to -03 and softmax_cross_entropy-04
// (420 digits), recomputed with NumPy for this suite.

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
      .penalisedBiasesGradient, .penaltySubtracted,
    ]

    // Two samples, 3-4-3, λ = 0; then five deeper networks with seven samples.
    @Test(
      "The backward pass gives the gradient of every layer", .points(2),
      .hint("Is the last layer right? If so, what happens on the way from it to the one before?"))
    func backward() throws {
      let expected: [(HiddenActivation, NetworkParameters)] = [
        (
          .relu,
          NetworkParameters(
            weights: [
              [
                [-0.05840240123117149, 0.11680480246234298, -0.029201200615585746], [0, 0, 0],
                [0.10317301912463908, 0.3095190573739172, -0.6190381147478344],
                [0.08085550584575048, -0.16171101169150096, 0.04042775292287524],
              ],
              [
                [-0.2999674646159019, 0, 0.3304204520241215, -0.45745038353925044],
                [0.01787637538504828, 0, 0.17488278343010658, 0.027261472462198632],
                [0.28209108923085363, 0, -0.5053032354542281, 0.43018891107705176],
              ],
            ],
            biases: [
              [-0.05840240123117149, 0, 0.4126920764985563, 0.08085550584575048],
              [-0.018758569276224008, 0.1667127868149262, -0.1479542175387022],
            ])
        ),
        (
          .tanh,
          NetworkParameters(
            weights: [
              [
                [-0.051990474832671114, -0.012484546130959506, 0.1254099071188567],
                [0.09201890535584496, -0.4191793401503684, 0.3516934409482045],
                [-0.08868138063946979, 0.3299481406119176, -0.24270168345260631],
                [-0.02637486135467942, -0.12520548252912106, 0.21815433613268415],
              ],
              [
                [
                  -0.3468457152510013, 0.10394287676391177, 0.3725122625532927, -0.4095692875029774,
                ],
                [
                  -0.18273451245470015, -0.20678216556469398, 0.21398165812645106,
                  -0.21075674334118377,
                ],
                [0.5295802277057015, 0.10283928880078219, -0.5864939206797437, 0.6203260308441612],
              ],
            ],
            biases: [
              [
                -0.12186977231045215, -0.049066012307362114, 0.002869846960317025,
                -0.13314798449776735,
              ],
              [-0.10268494791920217, 0.3257067695742699, -0.22302182165506776],
            ])
        ),
        (
          .sigmoid,
          NetworkParameters(
            weights: [
              [
                [-0.01945443617466997, 0.02358236342570914, 0.010197243513385053],
                [0.04898104292932157, -0.18479231266434779, 0.13736981631207684],
                [-0.04354035385748384, 0.16419070707404268, -0.12201317609553944],
                [-0.0064868451094019595, -0.043247301776994304, 0.06984386703983671],
              ],
              [
                [
                  -0.14812104205028856, -0.0034937278684916517, 0.10085881596511166,
                  -0.18750118765526966,
                ],
                [
                  0.07462334164284815, 0.055150155228729826, 0.10976569051817825,
                  0.07237131973979548,
                ],
                [
                  0.07349770040744043, -0.05165642736023818, -0.2106245064832899,
                  0.11512986791547418,
                ],
              ],
            ],
            biases: [
              [
                -0.02865034152884845, -0.0031170931541012344, 0.002725645757961175,
                -0.04021944030688089,
              ],
              [-0.06243232983025849, 0.17821077789337988, -0.1157784480631214],
            ])
        ),
      ]
      for (activation, gradients) in expected {
        let network = MLPReference(parameters: MLPCase.parameters, activation: activation)
        guard
          try expectGradients(
            network, MLPCase.samples, equals: gradients,
            "the gradient of a 3-4-3 \(activation) network")
        else { return }
        let deep = MLPProblem(draw: 20, sizes: [4, 6, 2, 5, 3], samples: 7, activation: activation)
        guard
          try expectGradients(
            deep.network, deep.samples, equals: deep.network.gradients(deep.samples, lambda: 0),
            "the gradient of a 4-6-2-5-3 \(activation) network for 7 samples")
        else { return }
        // The pass is taken as it is given: here it is another network's.
        let another = MLPProblem(
          draw: 21, sizes: [4, 6, 2, 5, 3], samples: 7, activation: activation)
        let pass = another.network.pass(of: another.inputs, slip: nil)
        let isTaken = try expect(
          perceptron.backward(
            pass: pass, labels: deep.labels, parameters: deep.parameters, activation: activation,
            lambda: 0),
          equals: deep.network.gradients(deep.samples, lambda: 0, given: pass),
          "the gradient of a 4-6-2-5-3 \(activation) network for another network's pass",
          mistakes: [another.inputs, deep.inputs].map {
            (
              deep.network.gradients(LabelledSamples(inputs: $0, labels: deep.labels), lambda: 0),
              MLPSlip.passComputedAgain.sentence
            )
          })
        guard isTaken else { return }
        for each in MLPProblem.sweep(activation) {
          let right = each.network.gradients(each.samples, lambda: each.lambda)
          let sizes = [each.inputs.columns] + each.parameters.weights.map(\.rows)
          guard
            try expect(
              perceptron.backward(
                pass: each.network.pass(of: each.inputs, slip: nil), labels: each.labels,
                parameters: each.parameters, activation: activation, lambda: each.lambda),
              equals: right,
              "the gradient of a \(activation) network of \(sizes) for \(each.labels.count) samples",
              tolerance: .absolute(1e-12 * right.size))
          else { return }
        }
      }
    }

    private func expectGradients(
      _ network: MLPReference, _ samples: LabelledSamples, equals expected: NetworkParameters,
      _ what: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      try expect(
        perceptron.backward(
          pass: network.pass(of: samples.inputs, slip: nil), labels: samples.labels,
          parameters: network.parameters, activation: network.activation, lambda: 0),
        equals: expected, what,
        mistakes: Self.slips.map {
          (network.gradients(samples, lambda: 0, slip: $0), $0.sentence)
        }, sourceLocation: sourceLocation)
    }

    // J = cost + λ/2 ‖W‖², with λ ≠ 0. First your J is compared, then your gradient is held against
    // the central differences of your J, and against the formula.
    @Test(
      "The gradient with its penalty is the derivative of the objective", .points(2),
      .hint("What is the derivative of λ/2 w² with respect to w, and which parameters have it?"))
    func objective() throws {
      for (index, activation) in HiddenActivation.allCases.enumerated() {
        let sizes = activation == .relu ? [3, 4, 3, 2] : [3, 4, 2]
        let problem = MLPProblem(
          draw: 30 + UInt64(index), sizes: sizes, samples: 6, activation: activation)
        let (network, lambda) = (problem.network, problem.lambda)
        func objective(_ parameters: NetworkParameters, _ lambda: Double) throws -> Double {
          try perceptron.objective(
            inputs: problem.inputs, labels: problem.labels, parameters: parameters,
            activation: activation, lambda: lambda)
        }
        let valueSlips: [MLPSlip] = [
          .noPenalty, .doubledPenalty, .penalisedBiases, .penaltyPerSample, .normNotSquared,
          .lastLayerPenalised, .activatedLogits, .noActivation, .noBias, .firstBiasOnly,
        ]
        for lambda in [0, lambda] + Sweep.settings {
          let value = try objective(problem.parameters, lambda)
          let isRight = expect(
            value, equals: network.objective(problem.samples, lambda: lambda),
            "the objective of a \(activation) network with λ = \(lambda)",
            mistakes: nearest(
              value,
              valueSlips.map {
                (network.objective(problem.samples, lambda: lambda, slip: $0), $0.sentence)
              }))
          guard isRight else { return }
        }

        let pass = network.pass(of: problem.inputs, slip: nil)
        func backward() throws -> NetworkParameters {
          try perceptron.backward(
            pass: pass, labels: problem.labels, parameters: problem.parameters,
            activation: activation, lambda: lambda)
        }
        let gradients = try backward()
        let areRight = expect(
          gradients, equals: network.gradients(problem.samples, lambda: lambda),
          "the gradient of a \(activation) network with λ = \(lambda)",
          mistakes: (Self.penaltySlips + Self.slips).map {
            (network.gradients(problem.samples, lambda: lambda, slip: $0), $0.sentence)
          })
        guard areRight else { return }
        try expectGradient(
          of: { blocks in
            try objective(
              NetworkParameters(
                weights: sizes.indices.dropLast().map { blocks[2 * $0].matrix },
                biases: sizes.indices.dropLast().map { blocks[2 * $0 + 1].vector }), lambda)
          },
          at: blocks(problem.parameters), equals: blocks(gradients),
          "the gradient of a \(activation) network beside your own objective",
          constants: ["n": 6, "λ": lambda])

        // Another batch in between leaves nothing behind.
        _ = try perceptron.backward(
          pass: network.pass(of: problem.inputs[rows: 2..<4], slip: nil), labels: [1, 0],
          parameters: problem.parameters, activation: activation, lambda: 0)
        try expect(
          backward(), equals: gradients, "the gradient after that of another batch",
          tolerance: .exact)
      }
    }

    private func blocks(_ parameters: NetworkParameters) -> [ParameterBlock] {
      parameters.weights.indices.flatMap {
        [
          ParameterBlock("weights[\($0)]", parameters.weights[$0]),
          ParameterBlock("biases[\($0)]", parameters.biases[$0]),
        ]
      }
    }

    // L = 1: logits X Wᵀ + b and gradient (softmax − Y)ᵀ X / n, whatever the activation function. With
    // W = I the logits are the inputs, which may be large: softmax_cross_entropy-04, -05 and -02.
    @Test(
      "Without hidden layers the network is the linear model",
      .hint("Which of your lines ask for f or f′, and does the last layer reach one of them?"))
    func linearModel() throws {
      for activation in HiddenActivation.allCases {
        let problem = MLPProblem(draw: 40, sizes: [5, 3], samples: 8, activation: activation)
        let network = problem.network
        let pass = try perceptron.forward(
          inputs: problem.inputs, parameters: problem.parameters, activation: activation)
        let what = "a linear model with \(activation)"
        guard
          expect(
            [pass.activations.count, pass.preActivations.count], equals: [1, 1],
            "the numbers of activations and of preActivations of \(what)")
        else { return }
        let areLogitsRight = expect(
          pass.preActivations[0], equals: network.logits(of: problem.inputs),
          "the logits of \(what)",
          mistakes: nearest(
            pass.preActivations[0],
            [MLPSlip.activatedLogits, .noBias].map {
              (network.logits(of: problem.inputs, slip: $0), $0.sentence)
            }))
        guard areLogitsRight,
          try expectGradients(
            network, problem.samples, equals: network.gradients(problem.samples, lambda: 0),
            "the gradient of \(what)")
        else { return }
        // A pass that these parameters don't give: it is taken as it is.
        let other = MLPProblem(draw: 41, sizes: [5, 3], samples: 8, activation: activation)
        let given = ForwardPass(
          preActivations: [other.network.logits(of: other.inputs)], activations: [other.inputs])
        let isTaken = try expect(
          perceptron.backward(
            pass: given, labels: problem.labels, parameters: problem.parameters,
            activation: activation, lambda: 0),
          equals: other.network.gradients(
            LabelledSamples(inputs: other.inputs, labels: problem.labels), lambda: 0),
          "the gradient of \(what) for another model's pass",
          mistakes: [
            (
              network.gradients(
                LabelledSamples(inputs: other.inputs, labels: problem.labels), lambda: 0),
              MLPSlip.passComputedAgain.sentence
            )
          ])
        guard isTaken else { return }

        let identity = NetworkParameters(weights: [.identity(3)], biases: [[0, 0, 0]])
        let inputs: Matrix = [
          [1000, 0, -1000], [1000, 0, -1000], [-1e4, 1e4, 0], [-1e4, 2 - 1e4, -1e4],
        ]
        let extreme = try perceptron.backward(
          pass: ForwardPass(preActivations: [inputs], activations: [inputs]),
          labels: [1, 0, 1, 1], parameters: identity, activation: activation, lambda: 0)
        guard let biases = extreme.biases.first else { return }
        expect(
          biases,
          equals: [
            0.25 + 0.10650697891920075 / 4, -0.25 - 0.2130139578384015 / 4, 0.10650697891920075 / 4,
          ],
          "biases[0] of the gradient for logits of ±1e3 and ±1e4",
          mistakes: biases.normInfinity().isFinite ? [:] : [biases: Slip.notShiftedLogits])
      }
    }
  }
}
