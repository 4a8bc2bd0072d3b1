import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Parameters before training, activation functions, and one layer.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.
@Suite("11 · Multilayer perceptron", .exercise(.multilayerPerceptron))
enum MultilayerPerceptronSuites {}

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: the parts", .part(1))
  struct MultilayerPerceptronTests {
    let perceptron = Student.answer.multilayerPerceptron

    // L matrices of outputs × inputs, L vectors of zeros, whatever the scheme.
    @Test(
      "Each layer has a matrix of weights, outputs × inputs, and biases of 0",
      .hint("How many layers do the sizes [5, 4, 3, 2] make, and what are the shapes of their W?"))
    func shapes() throws {
      for scheme in InitialisationScheme.allCases {
        for sizes in [[5, 4, 3, 2], [7, 3], [1, 6, 1], [1, 1], [3, 3, 3], [5, 3, 1, 9, 1]] {
          var generator = SeededGenerator(seed: Student.seed)
          let network = try perceptron.initialParameters(
            layerSizes: sizes, scheme: scheme, using: &generator)
          let what = "\(scheme) and the sizes \(sizes)"
          guard
            expect(network.weights.count, equals: sizes.count - 1, "the matrices for \(what)"),
            expect(network.biases.count, equals: sizes.count - 1, "the vectors for \(what)")
          else { return }
          let pairs = zip(sizes, sizes.dropFirst())
          let isRight = expect(
            network.weights.flatMap { [$0.rows, $0.columns] },
            equals: pairs.flatMap { [$1, $0] }, "the rows and columns of the weights for \(what)",
            mistakes: [pairs.flatMap { [$0, $1] }: Slip.weightsTurned])
          guard isRight,
            expect(
              network.biases.map(\.count), equals: Array(sizes.dropFirst()),
              "the lengths of the biases for \(what)")
          else { return }
          for (layer, biases) in network.biases.enumerated() {
            let areZero = expectProperty(
              biases.normInfinity() == 0, "biases[\(layer)] are all 0 for \(what)",
              mistake: Slip.biasesDrawn)
            guard areZero else { return }
          }
          guard scheme == .zero else {
            expectProperty(
              !network.weights.contains { $0.elements.contains(0) },
              "every weight is drawn, and so is other than 0, for \(what)")
            continue
          }
          expectProperty(
            network.weights.allSatisfy { $0.normInfinity() == 0 }, "all weights are 0 for \(what)",
            mistake: Slip.zeroIsDrawn)
        }
      }
    }

    // Moments and shares of 100 000 weights with 500 inputs and 200 outputs, of 8 000 with 200 and 40, and
    // of all normal ones together, as in exercise 9. Reference weight_init-01 has the formulas.
    @Test(
      "Weights are drawn as the scheme says, each on its own", .processorSeconds(5),
      .hint("What are inputs and outputs of the second layer, and what does `normal` ask for?"))
    func schemes() throws {
      var normals: [NormalSample] = []
      let sizes = [500, 200, 40]
      for (index, scheme) in InitialisationScheme.allCases.enumerated() where scheme != .zero {
        var generator = SeededGenerator(seed: Student.seed &+ UInt64(index))
        let network = try perceptron.initialParameters(
          layerSizes: sizes, scheme: scheme, using: &generator)
        guard
          expect(
            network.weights.flatMap { [$0.rows, $0.columns] }, equals: [200, 500, 40, 200],
            "the rows and columns of the weights for \(scheme) and the sizes \(sizes)")
        else { return }
        for (layer, weights) in network.weights.enumerated() {
          let what = "weights[\(layer)] for \(scheme) and the sizes \(sizes)"
          let ends = Array(weights.elements.prefix(2000) + weights.elements.suffix(2000))
          let areDifferent = expectProperty(
            Set(ends).count > 3995, "no two of \(what) are the same number",
            mistake: Slip.sameForAllUnits)
          guard areDifferent else { return }
          expectProperty(
            ends.count { Double(Float($0)) == $0 } < 10, "\(what) have the digits of a Double",
            mistake: DrawMistake.rounded)
          let (law, deviations) = law(scheme, Double(sizes[layer]), Double(sizes[layer + 1]))
          if law.shape == .normal {
            normals.append(
              NormalSample(weights, from: law, what, deviations: deviations))
            continue
          }
          let bound = law.deviation * 3.0.squareRoot()
          let farthest = weights.normInfinity()
          guard expectDraws(weights, from: law, what, deviations: deviations) else { return }
          expectProperty(
            farthest <= bound * (1 + 1e-12) && farthest >= 0.98 * bound,
            "\(what) reach up to \(bound) and not beyond, but the largest magnitude is \(farthest)")
        }
        try expectIndependentDraws(scheme)
      }
      expectNormalSamples(normals)
    }

    private func law(
      _ scheme: InitialisationScheme, _ inputs: Double, _ outputs: Double
    ) -> (WeightLaw, KeyValuePairs<Double, String>) {
      let sum = inputs + outputs
      switch scheme {
      case .zero: return (.normal(0), [:])
      case .smallNormal: return (.normal(0.01), [0.1: Slip.smallVariance])
      case .glorotNormal:
        return (
          .normal((2 / sum).squareRoot()),
          [
            2 / sum: Slip.varianceAsDeviation, (1 / inputs).squareRoot(): Slip.leCun,
            (2 / 540.0).squareRoot(): Slip.sizesOfNetwork,
          ]
        )
      case .glorotUniform:
        return (
          .uniform(within: (6 / sum).squareRoot()),
          [(6 / sum).squareRoot(): Slip.boundAsDeviation, (0.5 / sum).squareRoot(): Slip.oneSided]
        )
      case .heNormal:
        return (
          .normal((2 / inputs).squareRoot()),
          [
            2 / inputs: Slip.varianceAsDeviation,
            (2 / outputs).squareRoot(): Slip.fanOut,
            (1 / inputs).squareRoot(): Slip.leCun,
          ]
        )
      case .shiftedNormal:
        return (.normal(mean: 0.1, 0.1), [0.01: Slip.varianceAsDeviation])
      }
    }

    private func expectIndependentDraws(_ scheme: InitialisationScheme) throws {
      func draw(
        _ generator: inout SeededGenerator, _ sizes: [Int] = [20, 20, 20]
      ) throws -> NetworkParameters {
        try perceptron.initialParameters(layerSizes: sizes, scheme: scheme, using: &generator)
      }
      let start = SeededGenerator(seed: Student.seed)
      var (first, second) = (start, start)
      var other = SeededGenerator(seed: Student.seed &+ 1)
      let (one, again) = (try draw(&first), try draw(&first))
      expectProperty(
        one.weights[0].elements[0] != one.weights[1].elements[0],
        "two layers with the same sizes have different weights (\(scheme))",
        mistake: Slip.sameForAllLayers)
      let isOfGenerator =
        try expectProperty(
          one == draw(&second), "equal generators give equal weights (\(scheme))",
          mistake: Slip.otherGenerator)
        && expectProperty(
          one != draw(&other), "another generator gives other weights (\(scheme))",
          mistake: Slip.otherGenerator)
      guard isOfGenerator else { return }
      expectProperty(
        one != again, "the next network from the same generator is another one (\(scheme))",
        mistake: Slip.generatorCopied)
      guard scheme == .heNormal || scheme == .glorotUniform else { return }
      let small = try (0..<200).map { _ in try draw(&first, [5, 3]).weights[0] }
      expectScatterOfDraws(small, kurtosis: scheme == .heNormal ? 0 : -1.2, "\(scheme)")
    }

    // Reference cases sigmoid-01 and tanh_relu-01 (420 digits), recomputed with NumPy.
    @Test(
      "The activation functions, also far from 0",
      .hint("What is e¹⁰⁰⁰⁰ as a Double, and what is that number divided by itself?"))
    func activations() throws {
      try expect(
        perceptron.activate(preActivations: [[-37, -1, 0], [0.5, 1, 37]], activation: .sigmoid),
        equals: [
          [8.533047625744065e-17, 0.2689414213699951, 0.5],
          [0.6224593312018546, 0.7310585786300049, 0.9999999999999999],
        ], tolerance: .absolute(1e-15))
      let tiny = try perceptron.activate(preActivations: [[-37, -300]], activation: .sigmoid)
      try #require(tiny.shape == (1, 2))
      expect(tiny[0, 0], equals: 8.533047625744065e-17, "σ(−37)", tolerance: .relative(1e-9))
      expect(tiny[0, 1], equals: 5.148200222412013e-131, "σ(−300)", tolerance: .relative(1e-9))
      try expect(
        perceptron.activate(
          preActivations: [[-1000, -20, -0.5, 0], [1e-8, 0.5, 20, 1000]], activation: .tanh),
        equals: [[-1, -1, -0.46211715726000974, 0], [1e-8, 0.46211715726000974, 1, 1]],
        tolerance: .absolute(1e-15),
        mistakes: [
          [[.nan, -1, -0.46211715726000974, 0], [1e-8, 0.46211715726000974, 1, .nan]]: Slip.overflow
        ])
      try expect(
        perceptron.activate(
          preActivations: [[-1000, -20, -0.5, 0], [1e-8, 0.5, 20, 1000]], activation: .relu),
        equals: [[0, 0, 0, 0], [1e-8, 0.5, 20, 1000]],
        mistakes: [
          [[-10, -0.2, -0.005, 0], [1e-8, 0.5, 20, 1000]]: Slip.leaky,
          [[1000, 20, 0.5, 0], [1e-8, 0.5, 20, 1000]]: Slip.leaky,
        ])
      for (activation, low, high) in [
        (HiddenActivation.sigmoid, 0.0, 1.0), (.tanh, -1, 1), (.relu, 0, 1e4),
      ] {
        try expect(
          perceptron.activate(preActivations: [[-1e4], [1e4]], activation: activation),
          equals: [[low], [high]], "\(activation) of −1e4 and 1e4",
          mistakes: [[[low], [.nan]]: Slip.overflow, [[.nan], [high]]: Slip.overflow])
      }
      for (activation, rows, columns, z) in grid {
        let network = MLPReference(activation)
        try expect(
          perceptron.activate(preActivations: z, activation: activation),
          equals: z.map(network.function), "\(activation) of \(rows) × \(columns) numbers",
          tolerance: .relative(1e-12))
      }
    }

    /// Random numbers in all shapes, some of them exactly 0.
    private var grid: [(HiddenActivation, rows: Int, columns: Int, z: Matrix)] {
      var generator = SeededGenerator(seed: Student.seed &+ 1)
      return HiddenActivation.allCases.flatMap { activation in
        Sweep.shapes.enumerated().map { index, shape in
          var z = Matrix.normal(
            rows: shape.0, columns: shape.1, standardDeviation: [1, 0.01, 30][index % 3],
            using: &generator)
          if index > 0 { z[shape.0 - 1, index % shape.1] = 0 }
          return (activation, shape.0, shape.1, z)
        }
      }
    }

    // Literals as above; and f′ is the slope of your own f, by central differences.
    @Test(
      "The derivatives of the activation functions",
      .hint("Is the argument of your derivative z, or what the activation function has made of it?")
    )
    func derivatives() throws {
      let z: Matrix = [[-1e4, -37, -1, -0.5], [0.5, 1, 37, 1e4]]
      for (activation, expected) in [
        (
          HiddenActivation.sigmoid,
          [
            [0, 8.533047625744065e-17, 0.19661193324148185, 0.2350037122015945],
            [0.2350037122015945, 0.19661193324148185, 8.533047625744065e-17, 0],
          ] as Matrix
        ),
        (.relu, [[0, 0, 0, 0], [1, 1, 1, 1]]),
        (
          .tanh,
          [
            [0, 0, 0.41997434161402607, 0.7864477329659274],
            [0.7864477329659274, 0.41997434161402607, 0, 0],
          ]
        ),
      ] {
        let yours = try perceptron.activationDerivative(preActivations: z, activation: activation)
        let isRight = expect(
          yours, equals: expected, "the derivative of \(activation) at \(z)",
          tolerance: .absolute(2e-15), mistakes: nearest(yours, wrongDerivatives(activation, z)))
        guard isRight else { continue }
        try expect(
          perceptron.activationDerivative(
            preActivations: [[0, -0.25, 0.25]], activation: activation),
          equals: [
            activation == .relu
              ? [0, 0, 1]
              : activation == .tanh
                ? [1, 0.940014848806378, 0.940014848806378]
                : [0.25, 0.24613408273759835, 0.24613408273759835]
          ], "the derivative of \(activation) at 0, −¼ and ¼",
          mistakes: [[[1, 0, 1]]: Slip.reluAtZero, [[0.5, 0, 1]]: Slip.reluAtZero])
        for (_, rows, columns, z) in grid.filter({ $0.0 == activation }) {
          try expect(
            perceptron.activationDerivative(preActivations: z, activation: activation),
            equals: z.map(MLPReference(activation).slope),
            "the derivative of \(activation) at \(rows) × \(columns) numbers",
            tolerance: .absolute(2e-15))
        }
        let point = MLPProblem(draw: 2, sizes: [3, 4, 2], samples: 3, activation: activation)
        let values = point.network.pass(of: point.inputs, slip: nil).preActivations[0]
        try expectGradient(
          of: { (z: Matrix) in
            try perceptron.activate(preActivations: z, activation: activation).sum()
          }, at: values,
          equals: perceptron.activationDerivative(preActivations: values, activation: activation),
          "the derivative of \(activation) beside your own \(activation)")
      }
    }

    private func wrongDerivatives(
      _ activation: HiddenActivation, _ z: Matrix
    ) -> [(Matrix, String)] {
      let network = MLPReference(activation)
      let twice = (z.map { network.slope(network.function($0)) }, Slip.activatedTwice)
      return switch activation {
      case .sigmoid: [(z.map { $0 * (1 - $0) }, Slip.givenActivation), twice]
      case .tanh:
        [
          (z.map { 1 - $0 * $0 }, Slip.givenActivation), twice,
          (z.map { 1 - tanh($0) }, Slip.tanhNotSquared),
        ]
      case .relu: [(relu(z), Slip.reluIsNotItsDerivative)]
      }
    }
  }
}
