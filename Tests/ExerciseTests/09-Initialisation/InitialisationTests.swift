import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("9 · Initialisation", .exercise(.initialisation))
enum InitialisationSuites {}

extension InitialisationSuites {
  @Suite("9 · Initialisation: one layer", .part(1))
  struct InitialisationTests {
    let answer = Student.answer.initialisation

    // 784 → 256 was computed with mpmath from the formulas; so were the mistakes, and
    // all of them again in NumPy. 2 → 7 has more outputs than inputs, and was computed in both as well.

    @Test(
      "The standard deviation of a weight",
      .hint("Does the formula that you use give a variance, a standard deviation or a bound?"))
    func deviations() throws {
      try expect(answer.standardDeviation(of: .zero, inputs: 784, outputs: 256), equals: 0)
      try expect(
        answer.standardDeviation(of: .smallNormal, inputs: 784, outputs: 256), equals: 0.01,
        mistakes: [0.0001: Slip.variance, 0.1: Slip.twoRoots])
      for scheme in [InitialisationScheme.glorotNormal, .glorotUniform] {
        try expect(
          answer.standardDeviation(of: scheme, inputs: 784, outputs: 256),
          equals: 0.04385290096535146,
          mistakes: [
            0: Slip.integerDivision, 0.0019230769230769232: Slip.variance,
            0.03571428571428571: Slip.lecunForGlorot,
            0.050507627227610534: Slip.heForGlorot, 0.031008683647302113: Slip.noTwo,
            0.075955452531275: Slip.boundAsDeviation,
          ])
      }
      try expect(
        answer.standardDeviation(of: .heNormal, inputs: 784, outputs: 256),
        equals: 0.050507627227610534,
        mistakes: [
          0: Slip.integerDivision, 0.002551020408163265: Slip.variance,
          0.08838834764831845: Slip.heOutputs,
          0.03571428571428571: Slip.lecunForHe, 0.04385290096535146: Slip.glorotForHe,
        ])
      try expect(
        answer.standardDeviation(of: .shiftedNormal, inputs: 784, outputs: 256), equals: 0.1,
        mistakes: [0.01: Slip.variance, 0.31622776601683794: Slip.twoRoots])

      for (scheme, right) in [
        (InitialisationScheme.glorotNormal, 0.47140452079103168), (.heNormal, 1), (.zero, 0),
        (.glorotUniform, 0.47140452079103168), (.smallNormal, 0.01), (.shiftedNormal, 0.1),
      ] { try expect(answer.standardDeviation(of: scheme, inputs: 2, outputs: 7), equals: right) }
      for (inputs, outputs) in Sweep.shapes + [(1_000_000, 3), (2, 5_000_000)] {
        try expectVariances(inputs, outputs)
      }
    }

    private func expectVariances(_ inputs: Int, _ outputs: Int) throws {
      let sizes = "with \(inputs) inputs and \(outputs) outputs"
      func square(_ scheme: InitialisationScheme) throws -> Double {
        let deviation = try answer.standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
        return deviation * deviation
      }
      for scheme in [InitialisationScheme.glorotNormal, .glorotUniform] {
        try expect(
          square(scheme) * Double(inputs + outputs), equals: 2,
          "Glorot's variance times (inputs + outputs), \(sizes)")
      }
      try expect(
        square(.heNormal) * Double(inputs), equals: 2, "He's variance times inputs, \(sizes)")
    }

    // 100 000 draws each, and all of them together once more: what makes all normal draws wrong in the
    // same way is seen there. The foreseen values were computed with mpmath and NumPy. Where all
    // schemes are off by one factor, it is the draws, not a formula, and no formula is named.

    @Test(
      "Zero and the four normal schemes",
      .hint(
        "What does `standardDeviation:` want from you, and which part of the scheme is squared?"))
    func normalSchemes() throws {
      for (inputs, outputs) in [(6, 4), (1, 3), (1, 1)] {
        let zeros = try draw(.zero, inputs, outputs)
        guard expectWeightShape(of: zeros, inputs: inputs, outputs: outputs, "zero") else { return }
        expectProperty(
          zeros.normInfinity() == 0, "all weights of the zero scheme are 0", mistake: Slip.notZero)
      }
      var samples: [NormalSample] = []
      for (index, (scheme, law, deviations)) in normals.enumerated() {
        let weights = try draw(scheme, 500, 200, seed: UInt64(index))
        let what = "\(scheme.rawValue), 500 inputs, 200 outputs"
        guard expectWeightShape(of: weights, inputs: 500, outputs: 200, what) else { return }
        samples.append(NormalSample(weights, from: law, what, deviations: deviations))
      }
      // A wide layer after two units: the variance is 1.
      let wide = try draw(.heNormal, 2, 20_001, seed: 4)
      guard expectWeightShape(of: wide, inputs: 2, outputs: 20_001, "heNormal") else { return }
      samples.append(
        NormalSample(
          wide, from: .normal(1), "heNormal, 2 inputs, 20001 outputs",
          deviations: [0.7071067811865476: Slip.lecunForHe]))
      expectNormalSamples(samples)
    }

    /// For 500 inputs and 200 outputs.
    private let normals:
      [(
        scheme: InitialisationScheme, law: WeightLaw, deviations: KeyValuePairs<Double, String>
      )] = [
        (.smallNormal, .normal(0.01), [0.0001: Slip.variance, 0.1: Slip.twoRoots]),
        (
          .glorotNormal, .normal(0.05345224838248488),
          [
            0: Slip.integerDivision, 0.002857142857142857: Slip.variance,
            0.04472135954999579: Slip.lecunForGlorot, 0.06324555320336759: Slip.heForGlorot,
            0.03779644730092272: Slip.noTwo, 0.09258200997725515: Slip.boundAsDeviation,
          ]
        ),
        (
          .heNormal, .normal(0.06324555320336759),
          [
            0: Slip.integerDivision, 0.004: Slip.variance, 0.1: Slip.heOutputs,
            0.04472135954999579: Slip.lecunForHe, 0.05345224838248488: Slip.glorotForHe,
          ]
        ),
        (
          .shiftedNormal, .normal(mean: 0.1, 0.1),
          [0.01: Slip.variance, 0.31622776601683794: Slip.twoRoots]
        ),
      ]

    // M = √(6/500) for 300 → 200. All draws lie within ±M, and of 60 000 draws the outermost ones come
    // within 1/2000 of it: they miss that with a probability of 10⁻¹³.

    @Test(
      "Glorot's uniform scheme fills its interval to the ends",
      .hint("Which numbers go into the range, and what is the spread of a uniform distribution?"))
    func uniformScheme() throws {
      let bound = 0.10954451150103322
      let weights = try draw(.glorotUniform, 300, 200)
      guard expectWeightShape(of: weights, inputs: 300, outputs: 200, "glorotUniform"),
        expectDraws(
          weights, from: .uniform(within: bound), "glorotUniform, 300 inputs, 200 outputs",
          deviations: [
            bound: Slip.boundAsDeviation, 0.036514837167011073: Slip.deviationAsBound,
            0.0069282032302755088: Slip.squaredBound, 0.05773502691896258: Slip.lecunForGlorot,
            0.08164965809277261: Slip.heForGlorot, 0.044721359549995794: Slip.noTwo,
          ])
      else { return }
      let farthest = weights.normInfinity()
      expectProperty(
        farthest <= bound * (1 + 1e-12),
        "all weights lie within ±\(bound), but one of them has the magnitude \(farthest)")
      expectProperty(
        farthest >= bound * (1 - 1.0 / 2000),
        "the weights reach out to nearly ±\(bound), but the largest magnitude is \(farthest)")
    }

    /// - Parameter seed: What is added to the seed: equal generators give the same draws again.
    private func draw(
      _ scheme: InitialisationScheme, _ inputs: Int, _ outputs: Int, seed: UInt64 = 0
    ) throws -> Matrix {
      var generator = SeededGenerator(seed: Student.seed &+ seed)
      return try answer.weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
    }

    // Equal generators give equal weights, bit for bit. Neighbours are uncorrelated: Σ z z′/√n is
    // about standard normal.

    @Test(
      "Each weight is a fresh draw from the generator",
      .hint("Who hands the random numbers out, and does your code give each of them to one weight?")
    )
    func freshDraws() throws {
      for scheme in InitialisationScheme.allCases where scheme != .zero {
        guard try expectUseOfGenerator(scheme), try expectIndependence(scheme) else { return }
        try expectEachDrawn(scheme)
      }
      for (inputs, outputs) in [(6, 4), (5, 3), (1, 1)] {
        try expectScatter(.heNormal, inputs, outputs, kurtosis: 0)
        try expectScatter(.glorotUniform, inputs, outputs, kurtosis: -1.2)
      }
    }

    private func expectUseOfGenerator(_ scheme: InitialisationScheme) throws -> Bool {
      func draw(_ generator: inout SeededGenerator) throws -> Matrix {
        try answer.weights(scheme, inputs: 3, outputs: 5, using: &generator)
      }
      var (one, equal) = (SeededGenerator(seed: Student.seed), SeededGenerator(seed: Student.seed))
      var other = SeededGenerator(seed: Student.seed &+ 1)
      let first = try draw(&one)
      let name = scheme.rawValue
      var (moved, start) = (one, SeededGenerator(seed: Student.seed))
      return try expectProperty(
        draw(&equal) == first, "\(name) gives equal weights when the generators are equal",
        mistake: Slip.otherSource)
        && expectProperty(
          draw(&other) != first, "\(name) gives other weights when the generator is another one",
          mistake: first.normInfinity() > 0 ? Slip.ownGenerator : nil)
        && expectProperty(
          draw(&one) != first, "\(name) gives other weights in the next call",
          mistake: moved.next() == start.next() ? Slip.generatorCopied : nil)
    }

    /// No weight of a continuous distribution is 0, and no two are equal, wherever they stand.
    private func expectEachDrawn(_ scheme: InitialisationScheme) throws {
      let all = try Sweep.shapes.map { try draw(scheme, $0.0, $0.1).elements }
      // Where only the outermost ones are equal, all beyond them have been set to them.
      let areCut = all.allSatisfy { weights in
        let ends = [weights.min(), weights.max()]
        let inside = weights.filter { !ends.contains($0) && $0 != 0 }
        return Set(inside).count == inside.count
      }
      let mistake = !areCut ? Slip.repeated : scheme == .glorotUniform ? nil : DrawMistake.cut
      for (shape, weights) in zip(Sweep.shapes, all) {
        let different = Set(weights.filter { $0 != 0 }).count
        expectProperty(
          different == weights.count { $0 != 0 },
          "each weight of \(shape.0) × \(shape.1) is a draw of its own, but only \(different) are "
            + "different (\(scheme.rawValue))", mistake: mistake)
      }
      let missing = all.map { weights in weights.indices.filter { weights[$0] == 0 } }
      let isLastOfOdd = zip(missing, all).allSatisfy {
        $0 == ($1.count.isMultiple(of: 2) ? [] : [$1.count - 1])
      }
      for (shape, missing) in zip(Sweep.shapes, missing) {
        expectProperty(
          missing.isEmpty,
          "weights are drawn, and so are other than 0, but those at \(missing.prefix(3)) of "
            + "\(shape.0) × \(shape.1) are 0 (\(scheme.rawValue))",
          mistake: isLastOfOdd ? Slip.lastMissing : nil)
      }
    }

    private func expectIndependence(_ scheme: InitialisationScheme) throws -> Bool {
      let weights = try draw(scheme, 60, 40)
      guard expectWeightShape(of: weights, inputs: 60, outputs: 40, scheme.rawValue) else {
        return false
      }
      let distances = weights.flattened() - weights.mean()
      let z = distances / (distances.squaredNorm() / 2400).squareRoot()
      let what = "(\(scheme.rawValue), 60 inputs, 40 outputs)"
      let different = Set(weights.elements).count
      let singles = weights.elements.count { Double(Float($0)) == $0 }
      let decimals = weights.elements.count { ($0 * 1e12).rounded() / 1e12 == $0 }
      let mirrored = dot(z, Vector(z.reversed())) / 4800.0.squareRoot()
      // A draw may come again with the other sign.
      let center = scheme == .shiftedNormal ? 0.1 : 0
      let sizes = Set(weights.elements.map { (abs($0 - center) * 1e10).rounded() })
      let repeated = sizes.count < 2160 ? Slip.repeated : nil
      var isRight =
        expectProperty(
          different > 2390, "the weights differ from each other \(what)",
          mistake: different <= 1200 && different != 2 ? Slip.repeated : nil)
        && expectProperty(
          singles < 10 && decimals < 10, "the weights have the digits of a Double \(what)",
          mistake: singles < 10 ? nil : DrawMistake.rounded)
        && expectProperty(
          abs(mirrored) <= 7, "the first weights and the last ones are drawn independently \(what)",
          mistake: repeated)
      for (lag, neighbors) in [
        (1, "in a row"), (40, "in a column"), (1200, "half a matrix apart"),
      ]
      where isRight {
        let count = 2400 - lag
        let sum = dot(z[..<count], z[lag...]) / Double(count).squareRoot()
        isRight = expectProperty(
          abs(sum) <= 7, "neighbours \(neighbors) are drawn independently \(what)",
          mistake: repeated)
      }
      return isRight
    }

    private func expectScatter(
      _ scheme: InitialisationScheme, _ inputs: Int, _ outputs: Int, kurtosis: Double
    ) throws {
      var generator = SeededGenerator(seed: Student.seed)
      let matrices = try (0..<200).map { _ in
        try answer.weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
      }
      expectScatterOfDraws(matrices, kurtosis: kurtosis, scheme.rawValue)
    }
  }
}
