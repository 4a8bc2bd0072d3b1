import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// One layer, the forward pass and the cost.
//
// Literal numbers were computed with exact fractions (one layer) and with mpmath at 420 digits (the
// cost), and again with NumPy.

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
      let right: Matrix = [[0.125, -2.5, 6.25], [-1.8125, -0.25, -3.25]]
      expect(
        gradients.weights, equals: right, "the gradient of the weights",
        mistakes: [right / 4: Slip.perSample, right.transposed(): Slip.weightsTransposed])
      expect(
        gradients.biases, equals: [0, 2], "the gradient of the biases",
        mistakes: [[0, 0.5]: Slip.biasesMean, upstream.rowSums(): Slip.biasesWrongAxis])
      expect(
        gradients.inputs,
        equals: [
          [0.5, -1.25, 2.75], [0.25, 0, -0.5], [0, 0.0625, -0.1875], [-0.75, 1.6875, -3.5625],
        ], "the gradient of the inputs")
      try expectEntries()
      try expectDerivatives()
    }

    // G = ∂(Σ G ⊙ Z)/∂Z for any G: central differences of your own layer.
    private func expectDerivatives() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 10)
      let (g, x) = (generator.matrix(5, 3), generator.matrix(5, 4))
      let (w, b) = (generator.matrix(3, 4), generator.vector(3))
      let claimed = try perceptron.linearGradients(upstream: g, inputs: x, weights: w)
      try expectGradient(
        of: {
          let z = try perceptron.linear(
            inputs: $0[2].matrix, weights: $0[0].matrix, biases: $0[1].vector
          ).requiring(rows: 5, columns: 3)
          return (g * z).sum()
        },
        at: [ParameterBlock("W", w), ParameterBlock("b", b), ParameterBlock("X", x)],
        equals: [
          ParameterBlock("W", claimed.weights), ParameterBlock("b", claimed.biases),
          ParameterBlock("X", claimed.inputs),
        ], "the gradients of a layer", constants: ["n": 5])
    }

    // Each entry on its own, for weights of all shapes, one sample and many, numbers of all sizes.
    private func expectEntries() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 11)
      func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
        (0..<count).reduce(0) { $0 + term($1) }
      }
      for (index, (m, d)) in Sweep.shapes.enumerated() {
        let (n, size) = ([1, 3, 8][index % 3], Sweep.magnitudes[index % 7])
        let (x, g) = (
          generator.matrix(n, d, deviation: size), generator.matrix(n, m, deviation: size)
        )
        let (w, b) = (generator.matrix(m, d), generator.vector(m, deviation: size))
        let z = Matrix(rows: n, columns: m) { i, j in sum(d) { x[i, $0] * w[j, $0] } + b[j] }
        let ofWeights = Matrix(rows: m, columns: d) { j, k in sum(n) { g[$0, j] * x[$0, k] } }
        let ofBiases = Vector((0..<m).map { j in sum(n) { g[$0, j] } })
        let ofInputs = Matrix(rows: n, columns: d) { i, k in sum(m) { g[i, $0] * w[$0, k] } }
        let yours = try perceptron.linearGradients(upstream: g, inputs: x, weights: w)
        let what = "for \(n) samples of the size \(size), with weights of \(m) × \(d)"
        let (limit, product) = (1e-10 * size, 1e-10 * size * size)
        guard
          try expect(
            perceptron.linear(inputs: x, weights: w, biases: b), equals: z, "Z \(what)",
            tolerance: .absolute(limit)),
          expect(
            yours.weights, equals: ofWeights, "the gradient of the weights \(what)",
            tolerance: .absolute(product)),
          expect(
            yours.biases, equals: ofBiases, "the gradient of the biases \(what)",
            tolerance: .absolute(limit)),
          expect(
            yours.inputs, equals: ofInputs, "the gradient of the inputs \(what)",
            tolerance: .absolute(limit))
        else { return }
      }
      try expectEach(MLPProblem.patterns(.relu)) { problem in
        try expect(
          perceptron.linear(
            inputs: problem.inputs, weights: problem.parameters.weights[0],
            biases: problem.parameters.biases[0]),
          equals: problem.network.preActivations(0, of: problem.inputs))
      }
    }

    // A₀ = X, Z = A Wᵀ + b, the next A = f(Z); L matrices of each kind.

    @Test(
      "The forward pass keeps what goes into each layer and what comes out of it",
      .hint("A network of L layers has L − 1 hidden ones. How often is f applied?"))
    func forward() throws {
      for reference in ReferenceNetwork.all {
        let activation = reference.activation
        let network = MLPReference(parameters: ReferenceNetwork.parameters, activation: activation)
        try expectPass(network, ReferenceNetwork.samples.inputs, reference.pass.preActivations)
        let deep = MLPProblem(draw: 11, sizes: [4, 6, 2, 5, 3], samples: 7, activation: activation)
        for problem in [deep] + MLPProblem.sweep(activation) {
          try expectPass(problem.network, problem.inputs)
        }
        // Units that are far from 0: e to that power is no Double.
        try expectPass(network, 5000 * ReferenceNetwork.samples.inputs)
      }
    }

    private func expectPass(
      _ network: MLPReference, _ inputs: Matrix, _ known: [Matrix]? = nil
    ) throws {
      let pass = try perceptron.forward(
        inputs: inputs, parameters: network.parameters, activation: network.activation)
      let (layers, f) = (network.parameters.weights.count, network.activation)
      let sizes = [inputs.columns] + network.parameters.weights.map(\.rows)
      let what = "a pass of \(inputs.rows) samples through a network of \(sizes) with \(f)"
      guard
        expect(
          [pass.activations.count, pass.preActivations.count], equals: [layers, layers],
          "the numbers of activations and of preActivations of \(what)",
          mistakes: [
            [layers + 1, layers]: MLPSlip.activatedLogits.sentence,
            [layers - 1, layers]: "the first activations are the inputs of the network",
          ])
      else { return }
      func z(_ l: Int, _ slip: MLPSlip? = nil) -> Matrix {
        if slip == nil, let known { return known[l] }
        return network.preActivations(l, of: inputs, slip: slip)
      }
      let slips: [MLPSlip] = [.activatedLogits, .noActivation, .noBias, .firstBiasOnly]
      for l in 0..<layers {
        let (a, zs) = (pass.activations[l], pass.preActivations[l])
        func sent(_ slip: MLPSlip? = nil) -> Matrix {
          l == 0
            ? inputs : slip == .noActivation ? z(l - 1, slip) : z(l - 1, slip).map(network.function)
        }
        guard
          expect(
            a, equals: sent(), "activations[\(l)] of \(what)",
            mistakes: nearest(a, slips.map { (sent($0), $0.sentence) })),
          expect(
            zs, equals: z(l), "preActivations[\(l)] of \(what)",
            mistakes: nearest(zs, slips.map { (z(l, $0), $0.sentence) }))
        else { return }
      }
    }

    // −log softmax(z)[y], the mean over the rows.

    @Test(
      "The cost is a mean cross-entropy that no logits can break",
      .hint("Take the logarithm of softmax on paper. What then, if you subtract the largest z?"))
    func cost() throws {
      let right = 1.5044887057234
      try expect(
        perceptron.cost(
          logits: [[1, 2, 3], [1, 2, 3], [0, 0, 0], [0.5, -1, 0]], labels: [2, 0, 1, 1]),
        equals: right,
        mistakes: [4 * right: Slip.sum, -right: Slip.costSign, right / 3: Slip.costPerClass])
      var generator = SeededGenerator(seed: Student.seed)
      for _ in 0..<3 {
        let (logits, labels) = (generator.matrix(6, 4, deviation: 4), [3, 0, 1, 1, 2, 0])
        let right = MLPReference.cost(logits, labels)
        try expect(perceptron.cost(logits: logits, labels: labels), equals: right)
        let lifted = Matrix(rows: 6, columns: 4) { logits[$0, $1] + Double(50 * $0) }
        try expect(
          perceptron.cost(logits: lifted, labels: labels), equals: right,
          "the cost after adding 0, 50, 100 … to the logits of a row")
      }
      guard try expectLargeLogits() else { return }
      try expectSmallCosts()
      try expectPlaces()
    }

    /// - Returns: Whether all costs are finite, so that it makes sense to go on.
    private func expectLargeLogits() throws -> Bool {
      let epsilon = try nameOfEpsilon()
      let cases: [(logits: Matrix, label: Int, right: Double, mistake: String)] = [
        ([[800, 799, 798]], 2, 2.40760596444438, Slip.notShiftedLogits),
        (
          [[1e4, 1e4 - 1, 1e4 - 2], [-1e4, -1e4 - 1, -1e4 - 2]], 2, 2.40760596444438,
          Slip.sharedMaximum
        ),
        ([[1000, 0, -1000]], 1, 1000, epsilon ?? Slip.saturated),
        ([[1e4, -1e4]], 1, 2e4, epsilon ?? Slip.saturated),
        ([[1e300, -1e300, 0]], 2, 1e300, epsilon ?? Slip.saturated),
      ]
      return try cases.allSatisfy { logits, label, right, mistake in
        let labels = Array(repeating: label, count: logits.rows)
        let yours = try perceptron.cost(logits: logits, labels: labels)
        let isEpsilon = epsilon != nil && mistake == epsilon
        expect(
          yours, equals: right, "the cost of \(logits)",
          mistakes: isEpsilon
            ? [yours: mistake] : [.infinity: mistake, -.infinity: mistake, .nan: mistake])
        return yours.isFinite
      }
    }

    /// Two costs that are −log ε, for one ε that somebody may add, or take instead of less.
    private func nameOfEpsilon() throws -> String? {
      let costs = try [
        perceptron.cost(logits: [[1000, 0, -1000]], labels: [1]),
        perceptron.cost(logits: [[1e4, -1e4]], labels: [1]),
      ]
      guard (5..<800).contains(costs[0]), abs(costs[0] - costs[1]) < 1e-6 else { return nil }
      // Where p is 2ε, p + ε is 3ε, and the larger of both is 2ε.
      let double = try perceptron.cost(logits: [[0, costs[0] - log(2)]], labels: [0])
      return abs(double - costs[0] + log(2)) < 0.01 ? Slip.largerThanEpsilon : Slip.epsilonAdded
    }

    private func expectSmallCosts() throws {
      try expect(
        perceptron.cost(logits: [[40, 0]], labels: [0]), equals: 4.248354255291589e-18,
        tolerance: .relative(1e-9), mistakes: [0: Slip.noLog1p])
      try expect(perceptron.cost(logits: [[1000, 0, -1000]], labels: [0]), equals: 0)
      try expect(
        perceptron.cost(logits: [[5], [-3]], labels: [0, 0]), equals: 0, tolerance: .exact)
      for size in Sweep.magnitudes {
        let logits: Matrix = [[0.3 * size, -1.7 * size], [2.9 * size, 0.1 * size]]
        // log(1 + e^d) for the two distances d from the label's logit to the other one.
        let right = [-2.0, 2.8].reduce(0) { $0 + max($1 * size, 0) + log1p(exp(-abs($1 * size))) }
        try expect(
          perceptron.cost(logits: logits, labels: [0, 1]), equals: right / 2,
          "the cost of \(logits) and the labels 0 and 1", tolerance: .relative(1e-12))
      }
    }

    private func expectPlaces() throws {
      for count in Sweep.counts where count > 1 {
        for place in Sweep.places(in: count) {
          func cost(_ size: Double, _ label: Int) throws -> Double {
            let logits = size * Vector.basis(place, count: count)
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
  }
}
