import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.
@Suite("12 · Network library", .exercise(.networkLibrary))
enum NetworkLibrarySuites {}

extension NetworkLibrarySuites {
  @Suite("12 · Network library", .part(1))
  struct NetworkLibraryTests {
    let library = Student.answer.networkLibrary

    // Weights are outputs × inputs, normal with mean 0 and variance 2/(inputs + outputs), and the bias
    // is 0. For n = 210000 draws the standard deviation is known to 0.16 %, the mean to σ/458 and the
    // kurtosis (3 for a normal, 2.9 for twelve uniform numbers) to 0.011; for 1000 layers of 6 weights the
    // standard deviation is known to 0.91 %. Each is held to more than six times that.
    @Test(
      "A linear layer starts with Glorot's weights and a bias of 0",
      .hint(
        "`Matrix.normal` takes a standard deviation. What is that of a variance of 2/(80 + 120)?")
    )
    func initialParameters() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let small = try library.makeLinear(inputs: 5, outputs: 3, using: &generator).values()
      expect(small.count, equals: 2, "the number of parameters of a linear layer")
      guard small.count == 2 else { return }
      let isShaped = expect(
        small.flatMap { [$0.rows, $0.columns] }, equals: [3, 5, 1, 3],
        "rows and columns of the weights and of the bias, for 5 inputs and 3 outputs",
        mistakes: [[5, 3, 1, 3]: NetworkSlip.transposedWeights])
      guard isShaped else { return }

      expectProperty(!small[0].elements.contains(0), "all of 15 new weights differ from 0")

      let values = try library.makeLinear(inputs: 300, outputs: 700, using: &generator).values()
        .requiring(entries: 2)
      _ = try values[0].requiring(rows: 700, columns: 300)
      expectProperty(
        values[1].elements.allSatisfy { $0 == 0 }, "the bias of a new layer is 0",
        mistake: NetworkSlip.biasNotZero)
      let isOneRow = values[0].row(1) == values[0].row(0)
      expectProperty(
        !isOneRow, "each row of the weights is drawn for itself", mistake: NetworkSlip.ownGenerator)
      if !isOneRow { expectGlorot(values[0].flattened(), inputs: 300, outputs: 700) }
      let many = try library.makeSequential(
        (0..<1000).map { _ in try library.makeLinear(inputs: 2, outputs: 3, using: &generator) })
      let weights = Vector(try many.values().flatMap { $0.rows == 3 ? $0.elements : [] })
      let areDifferent = Set(weights).count == weights.count
      expectProperty(
        areDifferent, "all weights of 1000 layers, made one after the other, are different",
        mistake: Set(weights).count == 6 ? NetworkSlip.ownGenerator : nil)
      if areDifferent {
        let deviation = (weights.squaredNorm() / 6000).squareRoot()
        expectProperty(
          abs(deviation / 0.4.squareRoot() - 1) < 0.057,
          "the standard deviation of 6000 weights, in layers of 2 inputs and 3 outputs, is about "
            + "\(0.4.squareRoot()); yours is \(deviation)")
      }

      var (first, second) = (SeededGenerator(seed: 5), SeededGenerator(seed: 5))
      let pair = try (
        library.makeLinear(inputs: 4, outputs: 3, using: &first).values().entry(0),
        library.makeLinear(inputs: 4, outputs: 3, using: &second).values().entry(0)
      )
      expectProperty(
        pair.0 == pair.1, "equal generators give equal weights", mistake: NetworkSlip.ownGenerator)

      for size in [0, -2] {
        try expectInvalidInput(
          naming: "inputs", value: "\(size)", mistake: NetworkSlip.sizesUnchecked
        ) {
          _ = try library.makeLinear(inputs: size, outputs: 2, using: &generator)
        }
        try expectInvalidInput(
          naming: "outputs", value: "\(size)", mistake: NetworkSlip.sizesUnchecked
        ) {
          _ = try library.makeLinear(inputs: 2, outputs: size, using: &generator)
        }
      }
    }

    private func expectGlorot(_ weights: Vector, inputs: Double, outputs: Double) {
      let right = (2 / (inputs + outputs)).squareRoot()
      let mean = weights.mean()
      let centred = weights - mean
      let deviation = (centred.squaredNorm() / Double(weights.count)).squareRoot()
      let wrong = [
        (2 / (inputs + outputs), NetworkSlip.varianceAsDeviation),
        ((2 / inputs).squareRoot(), NetworkSlip.heVariance),
        ((1 / inputs).squareRoot(), NetworkSlip.leCunVariance),
      ]
      expectProperty(
        abs(deviation / right - 1) < 0.011,
        "the standard deviation of 210000 weights is about \(right); yours is \(deviation)",
        mistake: wrong.first { abs(deviation / $0.0 - 1) < 0.011 }?.1)
      expectProperty(
        abs(mean) < 0.015 * deviation, "the mean of 210000 weights is about 0; yours is \(mean)")
      let squares = centred * centred
      let kurtosis = (squares * squares).mean() / (deviation * deviation * deviation * deviation)
      expectProperty(
        abs(kurtosis - 3) < 0.075,
        "the kurtosis of 210000 normal weights is about 3; yours is \(kurtosis)",
        mistake: kurtosis < 2.1 ? NetworkSlip.uniformWeights : nil)
      let (least, most) = (weights.minimum(), weights.maximum())
      expectProperty(
        weights.count { $0 == least } == 1 && weights.count { $0 == most } == 1,
        "of 210000 weights, a single one is the smallest, and one the largest")
    }

    // The reference case linear_layer-01, in exact fractions. Then 4 samples, 5 inputs and 3 outputs
    // from the seed: values by loops, gradients by central differences of Σ Gₙₖ Zₙₖ.
    @Test(
      "A linear layer computes X Wᵀ + b, and three gradients",
      .hint("Which shapes do G, X and W have? Which products of two of them have the shape of W?"))
    func linear() throws {
      let layer = try library.linear([[0.5, -1, 2], [0, 0.25, -0.75]], [0.1, -0.2])
      expectProperty(
        try layer.values() == [[[0.5, -1, 2], [0, 0.25, -0.75]], [[0.1, -0.2]]],
        "what is written into `parameters` is still there when they are read again",
        mistake: NetworkSlip.freshParameters)
      try expect(
        layer.forward([[1, 2, 3], [-1, 0, 0.5], [4, -2, 1]]),
        equals: [[4.6, -1.95], [0.6, -0.575], [6.1, -1.45]],
        mistakes: [[[4.5, -1.75], [0.5, -0.375], [6, -1.25]]: NetworkSlip.biasForgotten])
      try expect(
        layer.backward([[1, -1], [0.5, 2], [0, 0.25]]),
        equals: [[0.5, -1.25, 2.75], [0.25, 0, -0.5], [0, 0.0625, -0.1875]])
      let gradients = try layer.gradients().requiring(entries: 2)
      expect(
        gradients[0], equals: [[0.5, 2, 3.25], [-2, -2.5, -1.75]], "the gradient of the weights",
        mistakes: [
          [
            [0.16666666666666666, 0.6666666666666666, 1.0833333333333333],
            [-0.6666666666666666, -0.8333333333333334, -0.5833333333333334],
          ]: NetworkSlip.dividesByN,
          [[0.5, -2], [2, -2.5], [3.25, -1.75]]: NetworkSlip.gradientTransposed,
        ])
      expect(
        gradients[1], equals: [[1.5, 1.25]], "the gradient of the bias",
        mistakes: [[[0.5, 0.4166666666666667]]: NetworkSlip.dividesByN])

      var generator = SeededGenerator(seed: Student.seed)
      let inputs = Matrix.normal(rows: 4, columns: 5, using: &generator)
      let weights = Matrix.normal(rows: 3, columns: 5, using: &generator)
      let bias = Vector.normal(count: 3, using: &generator)
      let upstream = Matrix.normal(rows: 4, columns: 3, using: &generator)
      let drawn = try library.linear(weights, bias)
      let outputs = try drawn.forward(inputs)
      expect(
        outputs,
        equals: Matrix(rows: 4, columns: 3) { n, k in dot(inputs.row(n), weights.row(k)) + bias[k]
        },
        "forward of random inputs")
      let inputGradient = try drawn.backward(upstream)
      let parameterGradients = try drawn.gradients().requiring(entries: 2)
      try expectGradient(
        of: { blocks in
          try drawn.setValues([blocks[0].matrix, blocks[1].matrix])
          return try
            (upstream
            * drawn.forward(blocks[2].matrix).requiring(rows: 4, columns: 3)).sum()
        },
        at: [
          ParameterBlock("W", weights), ParameterBlock("b", Matrix(rows: [bias])),
          ParameterBlock("X", inputs),
        ],
        equals: [
          ParameterBlock("W", parameterGradients[0]), ParameterBlock("b", parameterGradients[1]),
          ParameterBlock("X", inputGradient),
        ], "the gradients of Σ GₙₖZₙₖ", constants: ["N": 4])
      try expectShapes()
    }

    // Shapes that a transposed matrix would fit, and long ones. The bias is another one in each entry.
    private func expectShapes() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 1)
      for ((outputs, inputs), count) in zip(Sweep.shapes, Sweep.counts) {
        for samples in outputs < 8 ? [count, inputs, outputs] : [count] {
          let what = "a layer of \(outputs) × \(inputs) on \(samples) samples"
          let (x, w, g) = (
            Matrix.normal(rows: samples, columns: inputs, using: &generator),
            Matrix.normal(rows: outputs, columns: inputs, using: &generator),
            Matrix.normal(rows: samples, columns: outputs, using: &generator)
          )
          let bias = Vector.normal(count: outputs, using: &generator)
          let layer = try library.linear(w, bias)
          let right = matmul(x, w.transposed()) + matmul(.ones(samples, 1), Matrix(rows: [bias]))
          guard
            try expect(layer.forward(x), equals: right, "the outputs of \(what)"),
            try expect(
              layer.backward(g),
              equals: matmul(w, g, transposeA: true, transposeB: true)
                .transposed(), "what \(what) passes back"),
            try expect(
              layer.gradients().entry(0), equals: matmul(x, g, transposeA: true).transposed(),
              "the gradient of the weights of \(what)"),
            try expect(
              layer.gradients().entry(1),
              equals: matmul(.ones(1, samples), g), "the gradient of the bias of \(what)")
          else { return }
        }
      }
    }

    // ReLU exactly; σ and σ′ from the reference case sigmoid-01, tanh and tanh′ from tanh_relu-01, with
    // upstream gradients that are not 1. Then random inputs, by central differences.
    @Test(
      "Activations work entry by entry, forward and backward",
      .hint("Does your backward look at the input of the forward pass, at its output, or at G?"))
    func activations() throws {
      let relu = try library.makeReLU()
      try expect(
        relu.forward([[-2, 0, 0.5], [3, -0.25, 1]]), equals: [[0, 0, 0.5], [3, 0, 1]])
      try expect(
        relu.backward([[5, 7, 2], [-1, -4, 0.5]]), equals: [[0, 0, 2], [-1, 0, 0.5]],
        mistakes: [
          [[5, 7, 2], [0, 0, 0.5]]: NetworkSlip.reluByUpstream,
          [[0, 7, 2], [-1, 0, 0.5]]: NetworkSlip.reluAtZero,
          [[5, 7, 2], [-1, -4, 0.5]]: NetworkSlip.upstreamUnchanged,
          [[0, 0, 1], [1, 0, 1]]: NetworkSlip.derivativeWithoutUpstream,
        ])

      let sigmoid = try library.makeSigmoid()
      let outputs = try sigmoid.forward([[-1e4, -1, 0], [0.5, 1, 1e4]])
      expect(
        outputs,
        equals: [[0, 0.2689414213699951, 0.5], [0.6224593312018546, 0.7310585786300049, 1]],
        mistakes: [
          [[.nan, 0.2689414213699951, 0.5], [0.6224593312018546, 0.7310585786300049, .nan]]:
            NetworkSlip.sigmoidOverflows,
          [[0, 0.2689414213699951, 0.5], [0.6224593312018546, 0.7310585786300049, .nan]]:
            NetworkSlip.sigmoidOverflows,
          [[.nan, 0.2689414213699951, 0.5], [0.6224593312018546, 0.7310585786300049, 1]]:
            NetworkSlip.sigmoidOverflows,
        ])
      try expect(
        sigmoid.backward([[3, 2, -4], [2, -2, 5]]),
        equals: [
          [0, 0.3932238664829637, -1], [0.4700074244031890, -0.3932238664829637, 0],
        ],
        mistakes: [
          [
            [0.75, 0.4910666983451703, -0.940014848806378],
            [0.4545321835043685, -0.4387237280196154, 0.9830596662074093],
          ]: NetworkSlip.derivativeOfOutput,
          [[-300_030_000, -4, 0], [0.5, 0, -499_950_000]]: NetworkSlip.sigmoidOfInput,
          [
            [0, 0.1966119332414818, 0.25], [0.2350037122015945, 0.1966119332414818, 0],
          ]: NetworkSlip.derivativeWithoutUpstream,
          [[3, 2, -4], [2, -2, 5]]: NetworkSlip.upstreamUnchanged,
        ])

      let tanh = try library.makeTanh()
      try expect(
        tanh.forward([[-1000, -0.5], [0.5, 0], [20, 1000]]),
        equals: [[-1, -0.46211715726000974], [0.46211715726000974, 0], [1, 1]])
      try expect(
        tanh.backward([[4, 2], [-2, 3], [2, -1]]),
        equals: [[0, 1.5728954659318548], [-1.5728954659318548, 3], [0, 0]],
        mistakes: [
          [[-3_999_996, 1.5], [-1.5, 3], [-798, 999_999]]: NetworkSlip.tanhOfInput,
          [[0, 0.7864477329659274], [0.7864477329659274, 1], [0, 0]]:
            NetworkSlip.derivativeWithoutUpstream,
          [[4, 2], [-2, 3], [2, -1]]: NetworkSlip.upstreamUnchanged,
        ])

      try expectExtremes()
      var generator = SeededGenerator(seed: Student.seed)
      for (name, module) in try library.activations() {
        let inputs = awayFromZero(rows: 3, columns: 4, &generator)
        let upstream = Matrix.normal(rows: 3, columns: 4, using: &generator)
        _ = try module.forward(inputs)
        let gradient = try module.backward(upstream)
        try expectGradient(
          of: { try (upstream * module.forward($0).requiring(rows: 3, columns: 4)).sum() },
          at: inputs, equals: gradient, "the gradient that \(name) passes back",
          terms: ["G": upstream])
      }
    }

    // ReLU has no upper end, and its derivative is 0 at both zeros. σ is small where x is far to the left;
    // at the far ends derivatives are 0, whatever comes from above.
    private func expectExtremes() throws {
      let relu = try library.makeReLU()
      for x in Sweep.magnitudes.map({ 6.1 * $0 }) + [.leastNonzeroMagnitude, 1e300] {
        try expect(
          relu.forward([[x, -x], [-0.0, 0]]), equals: [[x, 0], [0, 0]], tolerance: .exact)
        try expect(
          relu.backward([[7.1, -3.3], [2.1, 4.1]]), equals: [[7.1, 0], [0, 0]],
          "what ReLU passes back for [[7.1, -3.3], [2.1, 4.1]], after forward of "
            + "[[\(x), \(-x)], [-0.0, 0]]",
          tolerance: .exact)
      }
      let sigmoid = try library.makeSigmoid()
      for x in [-3.3, -17.1] {
        let s = exp(x - log1p(exp(x)))
        try expect(sigmoid.forward([[x]]), equals: [[s]])
        try expect(
          sigmoid.backward([[-1300]]), equals: [[-1300 * s * (1 - s)]],
          "what Sigmoid passes back for [[-1300]], after forward of [[\(x)]]")
      }
      for (name, module) in try library.activations().dropFirst() {
        try expect(
          module.forward([[-1e5, 1e5]]), equals: [[name == "Tanh" ? -1 : 0, 1]],
          "the outputs of \(name) for ±1e5")
        try expect(
          module.backward([[1e9, -1e9]]), equals: [[0, 0]],
          "what \(name) passes back for ±1e9, after forward of ±1e5")
      }
    }
  }
}
