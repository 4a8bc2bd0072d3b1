import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// One layer, the forward pass and the cost.
//
// Literal numbers come from the reference cases linear_layer-01 (exact fractions), mlp_2layer-01 to
// -03 and softmax_cross_entropy-01 to -08 (420 digits), recomputed with NumPy for this suite.

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: forward", .part(2))
  struct MultilayerPerceptronForwardTests {
    let perceptron = Student.answer.multilayerPerceptron

    // Z = X Wᵀ + b, and Gᵀ X, the sum of G's rows, and G W. No mean is taken anywhere.
    @Test(
      "One layer, and the gradients of all that goes into it",
      .hint("Write down the shapes of G, X and W. Which products give the shapes of W and X?"))
    func layer() throws {
      let inputs: Matrix = [[1, 2, 3], [-1, 0, 0.5], [4, -2, 1], [0.25, 3, -2]]
      let weights: Matrix = [[0.5, -1, 2], [0, 0.25, -0.75]]
      let upstream: Matrix = [[1, -1], [0.5, 2], [0, 0.25], [-1.5, 0.75]]
      try expect(
        perceptron.linear(inputs: inputs, weights: weights, biases: [0.1, -0.2]),
        equals: [[4.6, -1.95], [0.6, -0.575], [6.1, -1.45], [-6.775, 2.05]],
        mistakes: [
          [[4.5, -1.75], [0.5, -0.375], [6, -1.25], [-6.875, 2.25]]: MLPSlip.noBias.sentence,
          [[4.4, -1.55], [0.4, -0.175], [5.9, -1.05], [-6.975, 2.45]]:
            "the biases are added, not subtracted",
        ])
      let gradients = try perceptron.linearGradients(
        upstream: upstream, inputs: inputs, weights: weights)
      let rightWeights: Matrix = [[0.125, -2.5, 6.25], [-1.8125, -0.25, -3.25]]
      let rightBiases: Vector = [0, 2]
      expect(
        gradients.weights, equals: rightWeights, "the gradient of the weights",
        mistakes: [
          rightWeights / 4: Slip.perSample,
          rightWeights.transposed(): Slip.weightsTransposed,
        ])
      expect(
        gradients.biases, equals: rightBiases, "the gradient of the biases",
        mistakes: [rightBiases / 4: Slip.biasesMean, upstream.rowSums(): Slip.biasesWrongAxis])
      expect(
        gradients.inputs,
        equals: [
          [0.5, -1.25, 2.75], [0.25, 0, -0.5], [0, 0.0625, -0.1875], [-0.75, 1.6875, -3.5625],
        ],
        "the gradient of the inputs")

      try expectEntries()

      // G = ∂(Σ G ⊙ Z)/∂Z for any G: central differences of your own layer.
      let problem = MLPProblem(draw: 10, sizes: [4, 3], samples: 5, activation: .tanh)
      var generator = SeededGenerator(seed: Student.seed &+ 10)
      let random = Matrix.normal(rows: 5, columns: 3, using: &generator)
      let (w, b) = (problem.parameters.weights[0], problem.parameters.biases[0])
      let claimed = try perceptron.linearGradients(
        upstream: random, inputs: problem.inputs, weights: w)
      try expectGradient(
        of: {
          let z = try perceptron.linear(
            inputs: $0[2].matrix, weights: $0[0].matrix, biases: $0[1].vector)
          return (random * z).sum()
        },
        at: [ParameterBlock("W", w), ParameterBlock("b", b), ParameterBlock("X", problem.inputs)],
        equals: [
          ParameterBlock("W", claimed.weights), ParameterBlock("b", claimed.biases),
          ParameterBlock("X", claimed.inputs),
        ], "the gradients of a layer", constants: ["n": 5])
    }

    // Each entry on its own, for weights of all shapes, one sample and many, numbers of all sizes.
    private func expectEntries() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 11)
      for (index, (m, d)) in Sweep.shapes.enumerated() {
        let n = [1, 3, 8][index % 3]
        let size = Sweep.magnitudes[index % Sweep.magnitudes.count]
        func normal(_ rows: Int, _ columns: Int, _ deviation: Double = 1) -> Matrix {
          .normal(rows: rows, columns: columns, standardDeviation: deviation, using: &generator)
        }
        let (x, w, g, b) = (normal(n, d, size), normal(m, d), normal(n, m, size), normal(1, m))
        func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
          (0..<count).reduce(0) { $0 + term($1) }
        }
        let what = "for \(n) samples of the size \(size), with weights of \(m) × \(d)"
        func limit(_ size: Double) -> Tolerance { .absolute(1e-10 * size) }
        let z = Matrix(rows: n, columns: m) { i, j in
          sum(d) { x[i, $0] * w[j, $0] } + size * b[0, j]
        }
        let yours = try perceptron.linearGradients(upstream: g, inputs: x, weights: w)
        let areRight =
          try expect(
            perceptron.linear(inputs: x, weights: w, biases: size * b.row(0)), equals: z,
            "Z \(what)", tolerance: limit(size))
          && expect(
            yours.weights,
            equals: Matrix(rows: m, columns: d) { j, k in sum(n) { g[$0, j] * x[$0, k] } },
            "the gradient of the weights \(what)", tolerance: limit(size * size))
          && expect(
            yours.biases, equals: Vector((0..<m).map { j in sum(n) { g[$0, j] } }),
            "the gradient of the biases \(what)", tolerance: limit(size))
          && expect(
            yours.inputs,
            equals: Matrix(rows: n, columns: d) { i, k in sum(m) { g[i, $0] * w[$0, k] } },
            "the gradient of the inputs \(what)", tolerance: limit(size))
        guard areRight else { return }
      }
    }

    // A₀ = X, Z = A Wᵀ + b, the next A = f(Z); L matrices of each kind.
    @Test(
      "The forward pass keeps what goes into each layer and what comes out of it",
      .hint("A network of L layers has L − 1 hidden ones. How often is f applied?"))
    func forward() throws {
      let first: Matrix = [[1, -1, -1.05, 1.525], [-0.9, -0.725, 1.175, -1.1875]]
      let expected: [(HiddenActivation, Matrix, Matrix)] = [
        (
          .relu, [[1, 0, 0, 1.525], [0, 0, 1.175, 0]],
          [[0.4625, -1.9525, 0.80625], [0.95, 0.31375, -0.44125]]
        ),
        (
          .tanh,
          [
            [0.7615941559557649, -0.7615941559557649, -0.7818063576087741, 0.909565053033425],
            [-0.7162978701990245, -0.619996867969374, 0.8258684551194575, -0.8298019099859595],
          ],
          [
            [0.08478674398093505, -1.755654293088041, 0.23405971325244157],
            [0.6828236460219498, 1.1550688076988929, -1.2339073068939073],
          ]
        ),
        (
          .sigmoid,
          [
            [0.7310585786300049, 0.2689414213699951, 0.259225100817846, 0.8212735763411495],
            [0.28905049737499605, 0.3262929005454786, 0.7640475997974661, 0.23370635691404026],
          ],
          [
            [0.38435430119239566, -0.985398522132578, 0.5467621058207686],
            [0.5681774144691364, -0.04223695948007592, 0.07951380567028944],
          ]
        ),
      ]
      for (activation, hidden, logits) in expected {
        let network = MLPReference(parameters: MLPCase.parameters, activation: activation)
        try expectPass(
          network, MLPCase.samples.inputs,
          ForwardPass(
            preActivations: [first, logits], activations: [MLPCase.samples.inputs, hidden]))
        let deep = MLPProblem(draw: 11, sizes: [4, 6, 2, 5, 3], samples: 7, activation: activation)
        try expectPass(deep.network, deep.inputs, deep.network.pass(of: deep.inputs, slip: nil))
        for other in MLPProblem.sweep(activation) {
          try expectPass(
            other.network, other.inputs, other.network.pass(of: other.inputs, slip: nil))
        }
      }
    }

    private func expectPass(
      _ network: MLPReference, _ inputs: Matrix, _ expected: ForwardPass,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let pass = try perceptron.forward(
        inputs: inputs, parameters: network.parameters, activation: network.activation)
      let layers = network.parameters.weights.count
      let sizes = [inputs.columns] + network.parameters.weights.map(\.rows)
      let what =
        "a pass of \(inputs.rows) samples through a network of \(sizes) with \(network.activation)"
      guard
        expect(
          [pass.activations.count, pass.preActivations.count], equals: [layers, layers],
          "the numbers of activations and of preActivations of \(what)",
          mistakes: [
            [layers + 1, layers]: MLPSlip.activatedLogits.sentence,
            [layers - 1, layers]: "the first activations are the inputs of the network",
          ], sourceLocation: sourceLocation)
      else { return }
      let slips: [MLPSlip] = [.activatedLogits, .noActivation, .noBias, .firstBiasOnly]
      let wrong = slips.map { ($0, network.pass(of: inputs, slip: $0)) }
      for l in 0..<layers {
        guard
          expect(
            pass.activations[l], equals: expected.activations[l], "activations[\(l)] of \(what)",
            mistakes: nearest(
              pass.activations[l], wrong.map { ($0.1.activations[l], $0.0.sentence) }),
            sourceLocation: sourceLocation),
          expect(
            pass.preActivations[l], equals: expected.preActivations[l],
            "preActivations[\(l)] of \(what)",
            mistakes: nearest(
              pass.preActivations[l], wrong.map { ($0.1.preActivations[l], $0.0.sentence) }),
            sourceLocation: sourceLocation)
        else { return }
      }
    }

    // −log softmax(z)[y], the mean over the rows.
    @Test(
      "The cost is a mean cross-entropy that no logits can break",
      .hint("Take the logarithm of softmax on paper. What then, if you subtract the largest z?"))
    func cost() throws {
      try expect(
        perceptron.cost(
          logits: [[1, 2, 3], [1, 2, 3], [0, 0, 0], [0.5, -1, 0]], labels: [2, 0, 1, 1]),
        equals: 1.5044887057234,
        mistakes: [
          4 * 1.5044887057234: Slip.sum, -1.5044887057234: Slip.costSign,
          1.5044887057234 / 3: Slip.costPerClass,
        ])
      for draw in 0..<3 as Range<UInt64> {
        let problem = MLPProblem(draw: 12 + draw, sizes: [5, 4], samples: 6, activation: .tanh)
        let logits = 3 * problem.network.logits(of: problem.inputs)
        let right = MLPReference.cost(logits, problem.labels)
        try expect(perceptron.cost(logits: logits, labels: problem.labels), equals: right)
        let lifted = Matrix(rows: logits.rows, columns: logits.columns) {
          logits[$0, $1] + Double(50 * $0)
        }
        try expect(
          perceptron.cost(logits: lifted, labels: problem.labels), equals: right,
          "the cost after adding 0, 50, 100 … to the logits of a row")
      }

      // −log ε, for one ε that somebody may add, or take instead of less.
      let saturated: [(Matrix, label: Int)] = [([[1000, 0, -1000]], 1), ([[1e4, -1e4]], 1)]
      let costs = try saturated.map { try perceptron.cost(logits: $0.0, labels: [$0.label]) }
      let isOfEpsilon = (5..<800).contains(costs[0]) && abs(costs[0] - costs[1]) < 1e-6
      var epsilon: String?
      if isOfEpsilon {
        // Where p is 2ε, p + ε is 3ε, and the larger of both is 2ε.
        let double = try perceptron.cost(logits: [[0, costs[0] - log(2)]], labels: [0])
        epsilon =
          abs(double - costs[0] + log(2)) < 0.01 ? Slip.largerThanEpsilon : Slip.epsilonAdded
      }
      guard
        try expectCost([[800, 799, 798]], [2], 2.40760596444438, Slip.notShiftedLogits),
        try expectCost(
          [[1e4, 1e4 - 1, 1e4 - 2], [-1e4, -1e4 - 1, -1e4 - 2]], [2, 2], 2.40760596444438,
          Slip.sharedMaximum),
        try expectCost([[1000, 0, -1000]], [1], 1000, Slip.saturated, epsilon),
        try expectCost([[1e4, -1e4]], [1], 2e4, Slip.saturated, epsilon),
        try expectCost([[1e300, -1e300, 0]], [2], 1e300, Slip.saturated, epsilon)
      else { return }
      try expect(
        perceptron.cost(logits: [[40, 0]], labels: [0]), equals: 4.248354255291589e-18,
        tolerance: .relative(1e-9), mistakes: [0: Slip.noLog1p])
      try expect(perceptron.cost(logits: [[1000, 0, -1000]], labels: [0]), equals: 0)
      for size in Sweep.magnitudes {
        let logits: Matrix = [[0.3 * size, -1.7 * size], [2.9 * size, 0.1 * size]]
        // log(1 + e^d) for the two distances d from the label's logit to the other one.
        let right = [-2.0, 2.8].reduce(0) { $0 + max($1 * size, 0) + log1p(exp(-abs($1 * size))) }
        try expect(
          perceptron.cost(logits: logits, labels: [0, 1]), equals: right / 2,
          "the cost of \(logits) and the labels 0 and 1", tolerance: .relative(1e-12))
      }
      try expect(
        perceptron.cost(logits: [[5], [-3]], labels: [0, 0]), equals: 0, tolerance: .exact)
      for count in Sweep.counts where count > 1 {
        for place in Sweep.places(in: count) {
          func cost(_ size: Double, _ label: Int) throws -> Double {
            var logits = Vector.zeros(count)
            logits[place] = size
            return try perceptron.cost(logits: Matrix(rows: [logits]), labels: [label])
          }
          let what = "for \(count) classes, where logit \(place) is"
          let others = Double(count - 1) * 4.248354255291589e-18
          guard
            try expect(
              cost(40, place), equals: others,
              "the cost \(what) 40, the others 0, and has the label", tolerance: .relative(1e-9)),
            try expect(
              cost(5000, place == 0 ? 1 : 0), equals: 5000,
              "the cost \(what) 5000, the others 0, and another one has the label",
              tolerance: .relative(1e-12))
          else { return }
        }
      }
    }

    /// - Returns: Whether the cost is finite, so that it makes sense to go on.
    private func expectCost(
      _ logits: Matrix, _ labels: [Int], _ expected: Double, _ mistake: String,
      _ epsilon: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> Bool {
      let yours = try perceptron.cost(logits: logits, labels: labels)
      expect(
        yours, equals: expected, "the cost of \(logits)",
        mistakes: epsilon.map { [yours: $0] }
          ?? [.infinity: mistake, -.infinity: mistake, .nan: mistake],
        sourceLocation: sourceLocation)
      return yours.isFinite
    }
  }
}

/// The network of the reference cases mlp_2layer-01 to -03, and its two samples.
enum MLPCase {
  static let parameters = NetworkParameters(
    weights: [
      [[0.1, -0.3, 0.5], [-0.7, 0.2, 0.4], [0.6, 0.9, -0.1], [-0.25, -0.8, 0.35]],
      [[0.3, -0.5, 0.8, 0.1], [-0.6, 0.4, 0.25, -0.9], [0.15, 0.7, -0.35, 0.45]],
    ], biases: [[0.05, -0.1, 0.2, 0], [0.01, 0.02, -0.03]])

  static let samples = LabelledSamples(
    inputs: [[1, -2, 0.5], [0.25, 0.75, -1.5]], labels: [0, 2])
}
