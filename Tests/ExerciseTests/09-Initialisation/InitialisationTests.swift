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
    private typealias Slip = InitialisationSlip

    let answer = Student.answer.initialisation

    // 784 → 256 is the reference case weight_init-01, computed with mpmath; so are the mistakes, and
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
      ] {
        try expect(answer.standardDeviation(of: scheme, inputs: 2, outputs: 7), equals: right)
      }
      var generator = SeededGenerator(seed: Student.seed)
      for inputs in generator.sample(3, of: 900).map({ $0 + 1 }) {
        let outputs = generator.sample(1, of: 900)[0] + 1
        let glorot = try answer.standardDeviation(
          of: .glorotNormal, inputs: inputs, outputs: outputs)
        expect(
          glorot * glorot * Double(inputs + outputs), equals: 2,
          "Glorot's variance times (inputs + outputs), with \(inputs) inputs and \(outputs) outputs"
        )
        let he = try answer.standardDeviation(of: .heNormal, inputs: inputs, outputs: outputs)
        expect(
          he * he * Double(inputs), equals: 2,
          "He's variance times inputs, with \(inputs) inputs and \(outputs) outputs")
      }
    }

    // 60 000 draws each: the spread within 1.7 %, the mean within a fortieth of the spread, the shape
    // by the fourth powers and by the shares below eleven thresholds. The foreseen values were computed
    // with mpmath and NumPy.
    @Test(
      "Zero and the four normal schemes",
      .hint(
        "What does `standardDeviation:` want from you, and which part of the scheme is squared?"))
    func normalSchemes() throws {
      for (inputs, outputs) in [(6, 4), (1, 3)] {
        let zeros = try draw(.zero, inputs, outputs)
        guard expectWeightShape(of: zeros, inputs: inputs, outputs: outputs, "zero") else { return }
        expectProperty(
          zeros.normInfinity() == 0, "all weights of the zero scheme are 0", mistake: Slip.notZero)
      }
      try expectNormal(.smallNormal, 0.01, [0.0001: Slip.variance, 0.1: Slip.twoRoots])
      try expectNormal(
        .glorotNormal, 0.06324555320336759,
        [
          0.004: Slip.variance, 0.05773502691896258: Slip.lecunForGlorot,
          0.08164965809277261: Slip.heForGlorot, 0.044721359549995794: Slip.noTwo,
          0.10954451150103322: Slip.boundAsDeviation,
        ])
      try expectNormal(
        .heNormal, 0.08164965809277261,
        [
          0.006666666666666667: Slip.variance, 0.1: Slip.heOutputs,
          0.05773502691896258: Slip.lecunForHe, 0.06324555320336759: Slip.glorotForHe,
        ])
      try expectNormal(
        .shiftedNormal, mean: 0.1, 0.1, [0.01: Slip.variance, 0.31622776601683794: Slip.twoRoots])

      // A wide layer after two units: the variance is 1.
      let wide = try draw(.heNormal, 2, 20_000)
      guard expectWeightShape(of: wide, inputs: 2, outputs: 20_000, "heNormal") else { return }
      expectDraws(
        wide, from: .normal(1), "heNormal, 2 inputs, 20000 outputs",
        deviations: [0.01: Slip.heOutputs, 0.7071067811865476: Slip.lecunForHe])
    }

    private func expectNormal(
      _ scheme: InitialisationScheme, mean: Double = 0, _ deviation: Double,
      _ deviations: KeyValuePairs<Double, String>,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let weights = try draw(scheme, 300, 200)
      guard
        expectWeightShape(
          of: weights, inputs: 300, outputs: 200, scheme.rawValue, sourceLocation: sourceLocation)
      else { return }
      expectDraws(
        weights, from: .normal(mean: mean, deviation),
        "\(scheme.rawValue), 300 inputs, 200 outputs", deviations: deviations,
        means: mean == 0 ? [:] : [0: Slip.noShift], sourceLocation: sourceLocation)
    }

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

    private func draw(_ scheme: InitialisationScheme, _ inputs: Int, _ outputs: Int) throws
      -> Matrix
    {
      var generator = SeededGenerator(seed: Student.seed)
      return try answer.weights(scheme, inputs: inputs, outputs: outputs, using: &generator)
    }

    // Equal generators give equal weights, bit for bit. Neighbours are uncorrelated: Σ z z′/√n is
    // about standard normal. And the draws scatter as they should: over 200 matrices of 24 weights the
    // squared standardised means add up to 200 ± 20, the squared deviations of the mean squares,
    // divided by their variance, to 200 ± 22. Both stay at 0 where a sample is evened out.
    @Test(
      "Each weight is a fresh draw from the generator",
      .hint("Who hands the random numbers out, and does your code give each of them to one weight?")
    )
    func freshDraws() throws {
      for scheme in InitialisationScheme.allCases where scheme != .zero {
        guard try expectUseOfGenerator(scheme), try expectIndependence(scheme) else { return }
      }
      try expectScatter(.heNormal, kurtosis: 0)
      try expectScatter(.glorotUniform, kurtosis: -1.2)
    }

    private func expectUseOfGenerator(_ scheme: InitialisationScheme) throws -> Bool {
      func draw(_ generator: inout SeededGenerator) throws -> Matrix {
        try answer.weights(scheme, inputs: 3, outputs: 5, using: &generator)
      }
      var (one, equal) = (SeededGenerator(seed: Student.seed), SeededGenerator(seed: Student.seed))
      var other = SeededGenerator(seed: Student.seed &+ 1)
      let first = try draw(&one)
      let name = scheme.rawValue
      return try expectProperty(
        draw(&equal) == first, "\(name) gives equal weights when the generators are equal",
        mistake: Slip.otherSource)
        && expectProperty(
          draw(&other) != first, "\(name) gives other weights when the generator is another one",
          mistake: first.normInfinity() > 0 ? Slip.ownGenerator : nil)
        && expectProperty(
          draw(&one) != first, "\(name) gives other weights in the next call",
          mistake: Slip.generatorCopied)
    }

    private func expectIndependence(_ scheme: InitialisationScheme) throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed)
      let weights = try answer.weights(scheme, inputs: 60, outputs: 40, using: &generator)
      guard expectWeightShape(of: weights, inputs: 60, outputs: 40, scheme.rawValue) else {
        return false
      }
      let distances = weights.flattened() - weights.mean()
      let z = distances / (distances.squaredNorm() / 2400).squareRoot()
      var isRight = expectProperty(
        Set(weights.elements).count > 2390, "the weights differ from each other",
        mistake: Slip.repeated)
      for (lag, neighbours) in [(1, "in a row"), (40, "in a column")] where isRight {
        let count = 2400 - lag
        let sum = dot(z[..<count], z[lag...]) / Double(count).squareRoot()
        isRight = expectProperty(
          abs(sum) <= 7,
          "weights next to each other \(neighbours) have nothing to do with each other",
          mistake: Slip.repeated)
      }
      return isRight
    }

    // 6 inputs and 4 outputs. Mean squares scatter as the kurtosis of the scheme says. The spread is
    // that of all 4800 draws: whether it is the right one is for other tests to say.
    private func expectScatter(_ scheme: InitialisationScheme, kurtosis: Double) throws {
      var generator = SeededGenerator(seed: Student.seed)
      let matrices = try (0..<200).map { _ in
        try answer.weights(scheme, inputs: 6, outputs: 4, using: &generator)
      }
      let variance = matrices.reduce(0) { $0 + $1.squaredNorm() } / 4800
      var (means, squares) = (0.0, 0.0)
      for matrix in matrices {
        means += 24 * matrix.mean() * matrix.mean() / variance
        let square = matrix.squaredNorm() / (24 * variance) - 1
        squares += 24 * square * square / (2 + kurtosis)
      }
      expectProperty(
        (60...350).contains(means),
        "the means of 200 matrices of \(scheme.rawValue) scatter as those of draws do",
        mistake: means < 60 ? Slip.evenedOut : nil)
      expectProperty(
        (40...500).contains(squares),
        "the mean squares of 200 matrices of \(scheme.rawValue) scatter as those of draws do",
        mistake: squares < 40 ? Slip.evenedOut : nil)
    }
  }
}
