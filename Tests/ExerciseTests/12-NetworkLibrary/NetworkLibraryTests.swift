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
    // is 0. Each estimate is held to six standard errors or more.

    @Test(
      "A linear layer starts with Glorot's weights and a bias of 0",
      .hint(
        "`Matrix.normal` takes a standard deviation. What is that of a variance of 2/(80 + 120)?")
    )
    func initialParameters() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let small = try library.makeLinear(inputs: 5, outputs: 3, using: &generator).values()
      guard expect(small.count, equals: 2, "the number of parameters of a linear layer"),
        expect(
          small.flatMap { [$0.rows, $0.columns] }, equals: [3, 5, 1, 3],
          "rows and columns of the weights and of the bias, for 5 inputs and 3 outputs",
          mistakes: [[5, 3, 1, 3]: Slip.transposedWeights])
      else { return }
      expectProperty(!small[0].elements.contains(0), "all of 15 new weights differ from 0")

      let values = try library.makeLinear(inputs: 300, outputs: 700, using: &generator).values()
        .requiring(entries: 2)
      _ = try values[0].requiring(rows: 700, columns: 300)
      expectProperty(
        values[1].elements.allSatisfy { $0 == 0 }, "the bias of a new layer is 0",
        mistake: Slip.biasNotZero)
      expectGlorot(values[0])
      try expectManyLayersDrawn(&generator)
      try expectInvalidInput(naming: "inputs", for: [0, -2], mistake: Slip.sizesUnchecked) {
        _ = try library.makeLinear(inputs: $0, outputs: 2, using: &generator)
      }
      try expectInvalidInput(naming: "outputs", for: [0, -2], mistake: Slip.sizesUnchecked) {
        _ = try library.makeLinear(inputs: 2, outputs: $0, using: &generator)
      }
    }

    func expectGlorot(_ weights: Matrix) {
      let isOneRow = weights.row(1) == weights.row(0)
      guard
        expectProperty(
          !isOneRow, "each row of the weights is drawn for itself", mistake: Slip.ownGenerator),
        expectDraws(
          weights, from: .normal(0.002.squareRoot()), "300 inputs, 700 outputs",
          deviations: [
            0.002: Slip.varianceAsDeviation, (2 / 300.0).squareRoot(): Slip.heVariance,
            (1 / 300.0).squareRoot(): Slip.leCunVariance,
          ])
      else { return }
      let ends = [weights.minimum(), weights.maximum()]
      expectProperty(
        weights.elements.count(where: ends.contains) == 2,
        "of 210000 weights, a single one is the smallest, and one the largest")
    }

    // The standard deviation of 6000 weights is known to 0.91 %.
    func expectManyLayersDrawn(_ generator: inout SeededGenerator) throws {
      let many = try library.makeSequential(
        (0..<1000).map { _ in try library.makeLinear(inputs: 2, outputs: 3, using: &generator) })
      let weights = Vector(try many.values().flatMap { $0.rows == 3 ? $0.elements : [] })
      let different = Set(weights).count
      let (deviation, right) = ((weights.squaredNorm() / 6000).squareRoot(), 0.4.squareRoot())
      guard
        expectProperty(
          different == weights.count, "all weights of 1000 layers, one after the other, differ",
          mistake: different == 6 ? Slip.ownGenerator : nil),
        expectProperty(
          abs(deviation / right - 1) < 0.057,
          "the standard deviation of 6000 weights, in layers of 2 inputs and 3 outputs, is about "
            + "\(right); yours is \(deviation)")
      else { return }
      for (inputs, outputs) in [(1500, 20), (20, 1500), (400, 400)] {
        let layer = try library.makeLinear(inputs: inputs, outputs: outputs, using: &generator)
        let weights = try layer.values().entry(0).requiring(rows: outputs, columns: inputs)
        let deviation = (weights.squaredNorm() / Double(weights.count)).squareRoot()
        let right = (2 / Double(inputs + outputs)).squareRoot()
        expectProperty(
          abs(deviation / right - 1) < 0.03,
          "the standard deviation of the weights of a layer of \(inputs) inputs and \(outputs) "
            + "outputs is about \(right); yours is \(deviation)")
      }
      let pair = try (0..<2).map { _ in
        var equal = SeededGenerator(seed: 5)
        return try library.makeLinear(inputs: 4, outputs: 3, using: &equal).values().entry(0)
      }
      expectProperty(
        pair[0] == pair[1], "equal generators give equal weights", mistake: Slip.ownGenerator)
    }

    // A layer of 3 inputs and 2 outputs, in exact fractions. Then 4 samples, 5 inputs and 3 outputs
    // from the seed: gradients by central differences of Σ Gₙₖ Zₙₖ.

    @Test(
      "A linear layer computes X Wᵀ + b, and three gradients",
      .hint("Which shapes do G, X and W have? Which products of two of them have the shape of W?"))
    func linear() throws {
      let layer = try library.linear([[0.5, -1, 2], [0, 0.25, -0.75]], [0.1, -0.2])
      expectProperty(
        try layer.values() == [[[0.5, -1, 2], [0, 0.25, -0.75]], [[0.1, -0.2]]],
        "what is written into `parameters` is still there when they are read again",
        mistake: Slip.freshParameters)
      try expect(
        layer.forward([[1, 2, 3], [-1, 0, 0.5], [4, -2, 1]]),
        equals: [[4.6, -1.95], [0.6, -0.575], [6.1, -1.45]],
        mistakes: [[[4.5, -1.75], [0.5, -0.375], [6, -1.25]]: Slip.biasForgotten])
      try expect(
        layer.backward([[1, -1], [0.5, 2], [0, 0.25]]),
        equals: [[0.5, -1.25, 2.75], [0.25, 0, -0.5], [0, 0.0625, -0.1875]])
      let gradients = try layer.gradients().requiring(entries: 2)
      let (weights, bias): (Matrix, Matrix) = (
        [[0.5, 2, 3.25], [-2, -2.5, -1.75]], [[1.5, 1.25]]
      )
      expect(
        gradients[0], equals: weights, "the gradient of the weights",
        mistakes: [
          weights / 3: Slip.dividesByN,
          [[0.5, -2], [2, -2.5], [3.25, -1.75]]: Slip.gradientTransposed,
        ])
      expect(
        gradients[1], equals: bias, "the gradient of the bias",
        mistakes: [bias / 3: Slip.dividesByN])
      try expectDerivatives()
      try expectShapes()
    }

    func expectDerivatives() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let (x, g) = (generator.matrix(4, 5), generator.matrix(4, 3))
      let layer = try library.linear(inputs: 5, outputs: 3, &generator)
      let values = try layer.values().requiring(entries: 2)
      _ = try layer.forward(x)
      let back = try layer.backward(g)
      let blocks = { (matrices: [Matrix]) in
        zip(["W", "b", "X"], matrices).map { ParameterBlock($0, $1) }
      }
      try expectGradient(
        of: {
          try layer.setValues([$0[0].matrix, $0[1].matrix])
          return try (g * layer.forward($0[2].matrix).requiring(rows: 4, columns: 3)).sum()
        },
        at: blocks(values + [x]), equals: blocks(try layer.gradients() + [back]),
        "the gradients of Σ GₙₖZₙₖ", constants: ["N": 4])
    }

    // Shapes that a transposed matrix would fit, and long ones. The bias is another one in each entry.
    func expectShapes() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 1)
      for ((outputs, inputs), count) in zip(Sweep.shapes, Sweep.counts) {
        for samples in outputs < 8 ? [count, inputs, outputs] : [count] {
          let what = "a layer of \(outputs) × \(inputs) on \(samples) samples"
          let (x, w) = (generator.matrix(samples, inputs), generator.matrix(outputs, inputs))
          let (g, bias) = (generator.matrix(samples, outputs), generator.vector(outputs))
          let layer = try library.linear(w, bias)
          let z = matmul(x, w.transposed()) + matmul(.ones(samples, 1), Matrix(rows: [bias]))
          let back = matmul(w, g, transposeA: true, transposeB: true).transposed()
          let right = [matmul(x, g, transposeA: true).transposed(), matmul(.ones(1, samples), g)]
          guard try expect(layer.forward(x), equals: z, "the outputs of \(what)"),
            try expect(layer.backward(g), equals: back, "what \(what) passes back"),
            expectParameters(try layer.gradients(), equal: right, "the gradient of", of: what)
          else { return }
        }
      }
    }

    // ReLU exactly; σ, σ′, tanh and tanh′ from mpmath with 420 digits, with upstream gradients that
    // are not 1. Then random inputs, by central differences.

    @Test(
      "Activations work entry by entry, forward and backward",
      .hint("Does your backward look at the input of the forward pass, at its output, or at G?"))
    func activations() throws {
      try expectRelu()
      try expectSigmoid()
      try expectTanh()
      try expectExtremes()
      var generator = SeededGenerator(seed: Student.seed)
      for (name, module) in try library.activations() {
        let inputs = generator.matrixWithoutZeros(3, 4)
        let upstream = generator.matrix(3, 4)
        _ = try module.forward(inputs)
        let gradient = try module.backward(upstream)
        try expectGradient(
          of: { try (upstream * module.forward($0).requiring(rows: 3, columns: 4)).sum() },
          at: inputs, equals: gradient, "the gradient that \(name) passes back",
          terms: ["G": upstream])
      }
      for (rows, columns) in Sweep.shapes {
        for known in try library.knownModules() where known.name != "Linear" {
          guard try expectAnyShape(known, rows, columns, &generator) else { return }
        }
      }
    }
  }
}
