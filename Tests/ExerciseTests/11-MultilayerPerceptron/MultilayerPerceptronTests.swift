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
          guard try expectShapes(scheme, sizes) else { return }
        }
      }
    }

    func expectShapes(_ scheme: InitialisationScheme, _ sizes: [Int]) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed)
      let network = try perceptron.initialParameters(
        layerSizes: sizes, scheme: scheme, using: &generator)
      let what = "for \(scheme) and the sizes \(sizes)"
      let pairs = zip(sizes, sizes.dropFirst())
      guard
        expect(network.weights.count, equals: sizes.count - 1, "the number of matrices \(what)"),
        expect(network.biases.count, equals: sizes.count - 1, "the number of vectors \(what)"),
        expect(
          network.weights.flatMap { [$0.rows, $0.columns] }, equals: pairs.flatMap { [$1, $0] },
          "the rows and columns of the weights \(what)",
          mistakes: [pairs.flatMap { [$0, $1] }: Slip.weightsTurned]),
        expect(
          network.biases.map(\.count), equals: Array(sizes.dropFirst()),
          "the lengths of the biases \(what)"),
        expectProperty(
          network.biases.allSatisfy { $0.normInfinity() == 0 }, "all biases are 0 \(what)",
          mistake: Slip.biasesDrawn)
      else { return false }
      if scheme == .zero {
        return expectProperty(
          network.weights.allSatisfy { $0.normInfinity() == 0 }, "all weights are 0 \(what)",
          mistake: Slip.zeroIsDrawn)
      }
      return expectProperty(
        !network.weights.contains { $0.elements.contains(0) },
        "every weight is drawn, and so is other than 0, \(what)")
    }

    // Moments and shares of 100 000 weights with 500 inputs and 200 outputs, of 8 000 with 200 and 40, and
    // of all normal ones together, as in exercise 9. `law` has the formulas.

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
          let (law, deviations) = law(scheme, Double(sizes[layer]), Double(sizes[layer + 1]))
          guard expectSingleDraws(weights, what) else { return }
          if law.shape == .normal {
            normals.append(NormalSample(weights, from: law, what, deviations: deviations))
            continue
          }
          let (bound, farthest) = (law.deviation * 3.0.squareRoot(), weights.normInfinity())
          guard expectDraws(weights, from: law, what, deviations: deviations) else { return }
          expectProperty(
            farthest <= bound * (1 + 1e-12) && farthest >= 0.98 * bound,
            "\(what) reach up to \(bound) and not beyond, but the largest magnitude is \(farthest)")
        }
        try expectIndependentDraws(scheme)
      }
      expectNormalSamples(normals)
    }

    func expectSingleDraws(_ weights: Matrix, _ what: String) -> Bool {
      let ends = Array(weights.elements.prefix(2000) + weights.elements.suffix(2000))
      return expectProperty(
        Set(ends).count > 3995, "no two of \(what) are the same number",
        mistake: Slip.sameForAllUnits)
        && expectProperty(
          ends.count { Double(Float($0)) == $0 } < 10, "\(what) have the digits of a Double",
          mistake: DrawMistake.rounded)
    }

    func law(
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

    func expectIndependentDraws(_ scheme: InitialisationScheme) throws {
      func draw(
        _ generator: inout SeededGenerator, _ sizes: [Int] = [20, 20, 20]
      ) throws -> NetworkParameters {
        let parameters = try perceptron.initialParameters(
          layerSizes: sizes, scheme: scheme, using: &generator)
        for (weights, (inputs, outputs)) in zip(
          try parameters.weights.requiring(entries: sizes.count - 1), zip(sizes, sizes.dropFirst()))
        {
          _ = try weights.requiring(rows: outputs, columns: inputs)
        }
        return parameters
      }
      let (start, deep) = (
        SeededGenerator(seed: Student.seed), Array(repeating: 3, count: 13)
      )
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
      let all = Vector(
        try (one.weights + again.weights + draw(&first, deep).weights).flatMap(\.elements))
      expectProperty(
        Set(all).count == all.count,
        "no weight of a network comes again in another layer, or in the next networks from the same "
          + "generator (\(scheme))", mistake: one == again ? Slip.generatorCopied : nil)
      guard scheme == .heNormal || scheme == .glorotUniform else { return }
      let small = try (0..<200).map { _ in try draw(&first, [5, 3]).weights[0] }
      expectScatterOfDraws(small, kurtosis: scheme == .heNormal ? 0 : -1.2, "\(scheme)")
    }

    // Numbers were computed with mpmath at 420 digits, and again with NumPy.

    @Test(
      "The activation functions, also far from 0",
      .hint("What is e¹⁰⁰⁰⁰ as a Double, and what is that number divided by itself?"))
    func activations() throws {
      func activate(_ z: Matrix, _ activation: HiddenActivation) throws -> Matrix {
        try perceptron.activate(preActivations: z, activation: activation)
      }
      try expect(
        activate([[-37, -1, 0], [0.5, 1, 37]], .sigmoid),
        equals: [
          [8.533047625744065e-17, 0.2689414213699951, 0.5],
          [0.6224593312018546, 0.7310585786300049, 0.9999999999999999],
        ], tolerance: .absolute(1e-15))
      for (z, tiny) in [(-37.0, 8.533047625744065e-17), (-300, 5.148200222412013e-131)] {
        try expect(activate([[z]], .sigmoid), equals: [[tiny]], tolerance: .relative(1e-9))
      }
      let z: Matrix = [[-1000, -20, -0.5, 0], [1e-8, 0.5, 20, 1000]]
      try expect(
        activate(z, .tanh),
        equals: [[-1, -1, -0.46211715726000974, 0], [1e-8, 0.46211715726000974, 1, 1]],
        tolerance: .absolute(1e-15),
        mistakes: [
          [[.nan, -1, -0.46211715726000974, 0], [1e-8, 0.46211715726000974, 1, .nan]]: Slip.overflow
        ])
      let right: Matrix = [[0, 0, 0, 0], [1e-8, 0.5, 20, 1000]]
      try expect(
        activate(z, .relu), equals: right,
        mistakes: [right - 0.01 * (right - z): Slip.leaky, 2 * right - z: Slip.leaky])
      let ends: [(HiddenActivation, low: Double, high: Double)] = [
        (.sigmoid, 0, 1), (.tanh, -1, 1), (.relu, 0, 1e4),
      ]
      for (activation, low, high) in ends {
        try expect(
          activate([[-1e4], [1e4]], activation), equals: [[low], [high]],
          "\(activation) of −1e4 and 1e4",
          mistakes: [[[low], [.nan]]: Slip.overflow, [[.nan], [high]]: Slip.overflow])
      }
      for (activation, rows, columns, z) in grid {
        try expect(
          activate(z, activation), equals: z.map(MLPReference(activation).function),
          "\(activation) of \(rows) × \(columns) numbers", tolerance: .relative(1e-12))
      }
    }

    /// Random numbers in all shapes, some of them exactly 0.
    var grid: [(HiddenActivation, rows: Int, columns: Int, z: Matrix)] {
      var generator = SeededGenerator(seed: Student.seed &+ 1)
      return HiddenActivation.allCases.flatMap { activation in
        Sweep.shapes.enumerated().map { index, shape in
          var z = generator.matrix(
            shape.0, shape.1, deviation: [1, 0.01, 30, 1e6][index % 4])
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
      // At ±1e4, ±37, ±1 and ±½; at 0; and at ±¼. All of them but ReLU's are even.
      let literals: [(HiddenActivation, even: [Double], zero: Double, quarter: Double)] = [
        (
          .sigmoid, [0, 8.533047625744065e-17, 0.19661193324148185, 0.2350037122015945], 0.25,
          0.24613408273759835
        ),
        (.tanh, [0, 0, 0.41997434161402607, 0.7864477329659274], 1, 0.940014848806378),
      ]
      for (activation, even, zero, quarter) in literals {
        try expectDerivative(
          activation, equals: [Vector(even), Vector(even.reversed())], [zero, quarter, quarter])
      }
      try expectDerivative(.relu, equals: [[0, 0, 0, 0], [1, 1, 1, 1]], [0, 0, 1])
    }
  }
}
