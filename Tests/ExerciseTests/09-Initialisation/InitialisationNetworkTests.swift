import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension InitialisationSuites {
  @Suite("9 · Initialisation: a network", .part(2))
  struct InitialisationNetworkTests {
    let answer = Student.answer.initialisation

    // Shapes that no transpose fits, spreads that differ from layer to layer, and weights of two
    // layers that have nothing to do with each other: Σ z z′/√n is about standard normal, in whatever
    // order the two layers are read. The spreads were computed with mpmath and NumPy.

    @Test(
      "Layers have fitting shapes, fresh draws and biases of zero",
      .hint(
        "Which two of the sizes belong to layer k, and does every layer use the same generator?"))
    func layers() throws {
      let sizes = [200, 20, 100, 10]
      for scheme in InitialisationScheme.allCases {
        var generator = SeededGenerator(seed: Student.seed)
        let layers = try answer.layers(scheme, sizes: sizes, using: &generator)
        guard try expectLayers(layers, sizes, scheme) else { return }
      }
      for sizes in [[7, 3], [1, 1], [5, 1, 3], [4, 4, 4], [1, 2, 1, 9]] {
        for scheme in InitialisationScheme.allCases {
          guard try expectLayers(layers(scheme, sizes), sizes, scheme) else { return }
        }
      }

      try expectSpreads(.heNormal, [0.1, 0.31622776601683794, 0.1414213562373095], sizes)
      try expectSpreads(
        .glorotNormal, [0.09534625892455922, 0.12909944487358055, 0.13483997249264842], sizes)
      try expectSpreads(
        .glorotUniform, [0.09534625892455922, 0.12909944487358055, 0.13483997249264842], sizes)
      try expectSpreads(.smallNormal, [0.01, 0.01, 0.01], sizes)
      try expectSpreads(.shiftedNormal, [0.1, 0.1, 0.1], sizes)
      for scheme in [InitialisationScheme.heNormal, .glorotUniform, .shiftedNormal] {
        guard try expectFreshLayers(scheme) else { return }
      }
      try expectUseOfGenerator()
    }

    func layers(_ scheme: InitialisationScheme, _ sizes: [Int]) throws -> [DenseLayer] {
      var generator = SeededGenerator(seed: Student.seed)
      return try answer.layers(scheme, sizes: sizes, using: &generator)
    }

    func expectLayers(
      _ layers: [DenseLayer], _ sizes: [Int], _ scheme: InitialisationScheme
    ) throws -> Bool {
      guard
        expect(
          layers.count, equals: sizes.count - 1, "the number of layers for \(sizes.count) sizes",
          mistakes: [sizes.count: Slip.layerTooMany])
      else { return false }
      for (k, layer) in layers.enumerated() {
        let what = "\(scheme.rawValue), layer \(k) of the sizes \(sizes)"
        guard
          expectWeightShape(of: layer.weights, inputs: sizes[k], outputs: sizes[k + 1], what),
          expect(
            layer.biases.count, equals: sizes[k + 1], "the number of biases (\(what))",
            mistakes: [sizes[k]: Slip.biasesOfInputs]),
          expectProperty(
            layer.biases.normInfinity() == 0, "all biases are 0 (\(what))", mistake: Slip.biases),
          scheme == .zero
            ? expectProperty(
              layer.weights.normInfinity() == 0, "all weights are 0 (\(what))",
              mistake: Slip.notZero)
            : expectProperty(
              !layer.weights.elements.contains(0),
              "every weight is drawn, and so is other than 0 (\(what))")
        else { return false }
      }
      return true
    }

    func expectSpreads(
      _ scheme: InitialisationScheme, _ deviations: [Double], _ sizes: [Int]
    ) throws {
      for (k, layer) in try layers(scheme, sizes).enumerated() {
        let law: WeightLaw =
          switch scheme {
          case .glorotUniform: .uniform(within: 3.0.squareRoot() * deviations[k])
          case .shiftedNormal: .normal(mean: 0.1, deviations[k])
          case .zero, .smallNormal, .glorotNormal, .heNormal: .normal(deviations[k])
          }
        let isRight = expectDraws(
          layer.weights, from: law, "\(scheme.rawValue), layer \(k) of the sizes \(sizes)",
          deviations: [deviations[0]: Slip.firstSpread])
        guard isRight else { return }
      }
    }

    func expectFreshLayers(_ scheme: InitialisationScheme) throws -> Bool {
      let all = try layers(scheme, [30, 20, 30, 20, 30, 20]).map { layer in
        let distances = layer.weights - layer.weights.mean()
        return distances / (distances.squaredNorm() / 600).squareRoot()
      }
      for (i, j) in all.indices.flatMap({ j in all[..<j].indices.map { ($0, j) } }) {
        let sums = [all[i].flattened(), all[i].transposed().flattened()].map {
          dot($0, all[j].flattened()) / 600.0.squareRoot()
        }
        let (one, other) = (all[i].elements.sorted(), all[j].elements.sorted())
        let isSame = zip(one, other).allSatisfy { abs($0 - $1) < 1e-9 }
        let isRight = expectProperty(
          sums.allSatisfy { abs($0) <= 7 },
          "the weights of layers \(i) and \(j) are drawn independently (\(scheme.rawValue))",
          mistake: isSame ? Slip.sameDraw : nil)
        guard isRight else { return false }
      }
      return true
    }

    static let narrow = [1, 2, 1, 2, 1, 2, 1, 2]

    func expectUseOfGenerator() throws {
      func draw(_ generator: inout SeededGenerator) throws -> [DenseLayer] {
        try answer.layers(.glorotUniform, sizes: [4, 3, 2], using: &generator)
      }
      var (one, equal) = (SeededGenerator(seed: Student.seed), SeededGenerator(seed: Student.seed))
      var other = SeededGenerator(seed: Student.seed &+ 1)
      let first = try draw(&one)
      try expectProperty(
        draw(&equal) == first, "equal generators give equal layers", mistake: Slip.otherSource)
      try expectProperty(
        draw(&other) != first, "another generator gives other layers",
        mistake: first[0].weights.normInfinity() > 0 ? Slip.ownGenerator : nil)
      var (moved, start) = (one, SeededGenerator(seed: Student.seed))
      try expectProperty(
        draw(&one) != first, "the next call gives other layers",
        mistake: moved.next() == start.next() ? Slip.generatorCopied : nil)
      let small = try (0..<200).map { _ in
        try answer.layers(.heNormal, sizes: Self.narrow, using: &one).flatMap(\.weights.elements)
      }
      // Where only a few are equal, they have been cut: a weight that is used twice makes 200.
      let missing = 200 * 14 - Set(small.joined()).count
      expectProperty(
        missing == 0,
        "all weights of 200 networks of the sizes \(Self.narrow), one after the other, differ",
        mistake: Set(small).count < 200
          ? DrawMistake.fewSeeds : missing >= 200 ? Slip.repeated : nil)
    }

    // The first matrix was computed in fractions (mean 1, variance 181/18) and in NumPy, and so were the
    // last ones, around 10⁹, whose variances would drown in the squares. Random matrices are compared
    // with plain loops.

    @Test(
      "Mean and standard deviation of all entries",
      .hint("What is the divisor, from where are the distances taken, and is there a root?"))
    func statistics() throws {
      try expect(
        pair(answer.statistics(of: [[1, -2, 4], [0.5, 3.5, -1], [2, 6, -5]])),
        equals: [1, 3.1710495984067415],
        "mean and standard deviation of [[1, -2, 4], [0.5, 3.5, -1], [2, 6, -5]]",
        mistakes: [
          [1, 3.3634060117684275]: Slip.sampleDeviation, [1, 10.055555555555555]: Slip.noRoot,
          [1, 3.3249895572100003]: Slip.aboutZero, [1, 2.5490176153839936]: Slip.perUnit,
          [1, 2.955459667277367]: Slip.perSample,
        ])
      try expect(pair(answer.statistics(of: [[-2.5]])), equals: [-2.5, 0], "those of [[-2.5]]")

      // A number beside which the others are nothing, and one far outside.
      try expect(
        pair(answer.statistics(of: [[1e12, 1]])), equals: [500_000_000_000.5, 499_999_999_999.5],
        "those of [[1e12, 1]]", tolerance: .relative(1e-12))
      try expect(
        pair(answer.statistics(of: Matrix.zeros(10, 10).with(1000, at: 3, 7))),
        equals: [10, 99.498743710662], "those of 99 zeros and one 1000")
      guard try expectEntriesAsInLoops(centers: [0.013, -1.7, 59]) else { return }

      try expectDigitsKept()
      try expect(
        pair(answer.statistics(of: Matrix(rows: 3, columns: 7, repeating: 0.1))), equals: [0.1, 0],
        "mean and standard deviation of 3 × 7 entries of 0.1")
      try expectEntriesAsInLoops(centers: [1.1e4])
    }

    // The square of a number around 10⁹ is rounded to a multiple of 128. So is the difference of two
    // such means, or six times that.
    func expectDigitsKept() throws {
      let offsets: [(Matrix, Double)] = [
        ([[0, 1], [2, 3], [7, 5]], 2.3804761428476167),
        ([[0, 3, 9, 27, 60, 81]], 30.495901363953813),
        ([[4], [8], [15], [16], [23], [42]], 12.315302134607444),
      ]
      let all = try offsets.map { try answer.statistics(of: $0.0 + 1e9) }
      let deviations = all.map(\.standardDeviation)
      let areDrowned =
        deviations.contains { $0 != 0 }
        && deviations.allSatisfy { $0.isNaN || abs(remainder(6 * $0 * $0, 128)) < 1e-6 }
      for ((offsets, right), yours) in zip(offsets, all) {
        expect(
          yours.mean, equals: 1e9 + offsets.mean(), "the mean of 10⁹ plus \(offsets)",
          tolerance: .relative(1e-12))
        expectProperty(
          abs(yours.standardDeviation - right) < 1e-6,
          "the standard deviation of 10⁹ plus \(offsets) is \(right), but it is "
            + "\(yours.standardDeviation)", mistake: areDrowned ? Slip.cancellation : nil)
      }
    }

    /// Mean and deviation of random matrices, each held to its own digits.
    ///
    /// - Parameter centres: What the entries lie around, in standard deviations.
    @discardableResult
    func expectEntriesAsInLoops(centers: [Double]) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed)
      var isRight = true
      let shapes = Sweep.shapes + [(300, 70)]
      for (index, (rows, columns)) in shapes.enumerated() where rows * columns > 1 {
        for scale in index < 4 ? Sweep.magnitudes + [1e-90, 1e90] : [1e-6, 1] where isRight {
          let center = scale * centers[index % centers.count]
          let entries = Matrix.normal(
            rows: rows, columns: columns, mean: center, standardDeviation: scale, using: &generator)
          let mean = entries.elements.reduce(0) { $0 + ($1 - center) } / Double(entries.count)
          let square = entries.elements.reduce(0) {
            $0 + ($1 - center - mean) * ($1 - center - mean)
          }
          let n = Double(entries.count)
          let what = "of a random \(rows) × \(columns) matrix around \(center) ± \(scale)"
          let yours = try answer.statistics(of: entries)
          isRight =
            expect(
              yours.mean, equals: center + mean, "the mean \(what)",
              tolerance: .absolute(1e-10 * (abs(center) + scale)))
            && expect(
              yours.standardDeviation, equals: (square / n).squareRoot(),
              "the standard deviation \(what)", tolerance: .relative(1e-9),
              mistakes: [(square / (n - 1)).squareRoot(): Slip.sampleDeviation])
        }
      }
      return isRight
    }

    func pair(_ statistics: ActivationStatistics) -> Vector {
      [statistics.mean, statistics.standardDeviation]
    }

    // 2 → 3 → 4 → 2 with biases on three samples, computed in NumPy and with 40 digits in mpmath; the
    // mistakes in NumPy. Then random networks, compared with plain loops.

    @Test(
      "The activations of each hidden layer",
      .hint("What goes into the second layer, and how many of the layers are hidden ones?"))
    func activations() throws {
      try expectRelu()
      try expectTanhAndSigmoid()
      let none = try answer.activationStatistics(
        of: [network[0]], inputs: samples, activation: .relu)
      expect(none.count, equals: 0, "the number of hidden layers of a network with one layer")
      try expectAsInLoops()
    }

    let reluStatistics = [
      0.8055555555555556, 1.3579896179533686, 1.671875, 2.1956878015498926,
    ]
    let tanhStatistics: Vector = [
      0.05176588240847322, 0.7356733115488283, 0.11993385095140469, 0.6901886990499733,
    ]

    let samples: Matrix = [[1, -2], [0.5, 1], [-1.5, 0.25]]
    let network = [
      DenseLayer(weights: [[1, -0.5, 2], [0.5, 1, -1]], biases: [0.25, -0.5, 0.5]),
      DenseLayer(
        weights: [[1, -1, 0.5, 2], [0.5, 2, -1, 0.25], [-0.5, 1, 1.5, -1]],
        biases: [0.5, -0.25, 1, 0.125]),
      DenseLayer(weights: [[1, -2], [0.5, 1], [-1, 0.25], [2, 1.5]], biases: [1, -1]),
    ]

    func statistics(
      _ layers: [DenseLayer], _ inputs: Matrix, _ activation: HiddenActivation
    ) -> Vector {
      var signals = (0..<inputs.rows).map { inputs.row($0).elements }
      let pairs = layers.dropLast().map { layer in
        signals = signals.map { signal in
          layer.biases.indices.map { j in
            let z = signal.indices.reduce(layer.biases[j]) {
              $0 + signal[$1] * layer.weights[$1, j]
            }
            switch activation {
            case .relu: return max(z, 0)
            case .tanh: return z > 20 ? 1 : expm1(2 * z) / (expm1(2 * z) + 2)
            case .sigmoid: return 1 / (1 + exp(-z))
            }
          }
        }
        let all = signals.flatMap { $0 }
        let mean = all.reduce(0, +) / Double(all.count)
        let squares = all.map { ($0 - mean) * ($0 - mean) }
        return [mean, (squares.reduce(0, +) / Double(all.count)).squareRoot()]
      }
      return Vector(pairs.flatMap { $0 })
    }
  }
}
