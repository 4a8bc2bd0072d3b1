import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Two classes in closed form, and the temperature.
//
// Numbers were computed with fractions and mpmath, or in two ways: with fractions or mpmath and with
// NumPy.

extension SparseActivationsSuites {
  @Suite("10 · Sparse activations: two classes, temperature", .part(4))
  struct SparseActivationsSpecialCasesTests {
    let answer = Student.answer.sparseActivations

    // Literals first; then all t and b, with r of the two logits.

    @Test(
      "For two classes the three activations have the right probability",
      .hint("What is max(0, t) for t > 0, and what for t < 0? Write the two cases down."))
    func probability() throws {
      try expectSoftmaxPairs()
      try expectSparsemaxPairs()
      try expectRelumaxPairs()
      var generator = SeededGenerator(seed: Student.seed)
      let drawn = (0..<4).map { _ in
        (t: generator.uniform(in: -4..<4), b: generator.uniform(in: 1.5..<3))
      }
      for (t, b) in drawn { try expectPair(.softmax, t: t, b: b, equals: 1 / (1 + exp(-t))) }
      for t in Self.tails {
        let tail = exp(-t) / (1 + exp(-t))
        try expectPair(
          .softmax, t: -t, b: 2, equals: tail, [1 - 1 / (1 + exp(-t)): Slip.tailLost],
          .relative(1e-12))
      }
      for (t, b) in pairs + drawn {
        let r = [max(0, b - max(t, 0)), max(0, t - max(t, 0) + b)]
        try expectPair(.relumax, t: t, b: b, equals: r[1] / (r[0] + r[1]), [:], .relative(1e-9))
        try expectPair(
          .sparsemax, t: t, b: b, equals: abs(t) >= 1 ? (t > 0 ? 1 : 0) : 0.5 + t / 2, [:],
          .absolute(1e-14))
      }
    }

    /// t on both sides of the kinks at ±b and at 0, for all b.
    var pairs: [(t: Double, b: Double)] {
      (Sweep.settings + Sweep.magnitudes.filter { 1e-6...1e6 ~= $0 }).flatMap { b in
        [-1.5, -1, -0.96875, -0.5, -0x1p-30, 0, 0x1p-30, 0.25, 0.96875, 1, 2].map { ($0 * b, b) }
      }
    }

    // Literals, all t and b, and differences of your own probabilities.

    @Test(
      "For two classes the three activations have the right slope",
      .hint("What is the slope of a probability that is 0 or 1? And is there a kink at t = 0?"))
    func slope() throws {
      try expectSoftmaxSlopes()
      try expectSparsemaxSlopes()
      try expectRelumaxSlopes()
      for (t, b) in pairs {
        // The slope times the square of the sum of both distances is b.
        let sum = max(0, b - max(t, 0)) + max(0, t - max(t, 0) + b)
        try expect(
          answer.pairSlope(of: .relumax, t: t, b: b) * sum * sum, equals: abs(t) < b ? b : 0,
          "the slope of relumax for t = \(t) and b = \(b), times \(sum)²,",
          tolerance: .relative(1e-9))
        try expectSlope(.sparsemax, t: t, b: b, equals: abs(t) < 1 ? 0.5 : 0, [:], .exact)
      }
      // Central differences of your own probabilities, away from the kinks at ±1 and ±b.
      let points: Vector = [-3.5, -1.75, -0.625, 0.25, 0.875, 2.25, 4.5]
      var generator = SeededGenerator(seed: Student.seed)
      let b = generator.uniform(in: 2.5..<3.25)
      for activation in SimplexActivation.allCases {
        let slopes =
          try points.map { try answer.pairSlope(of: activation, t: $0, b: b) } as [Double]
        try expectGradient(
          of: { t in
            try t.reduce(0) { $0 + (try answer.pairProbability(of: activation, t: $1, b: b)) }
          }, at: points, equals: Vector(slopes),
          "the slopes of \(activation) at seven t, b = \(b),", constants: ["b": b])
      }
    }

    /// Where a probability is close to 1, what is missing from it has lost some of its digits, or all.
    static let tails = [8.5, 12.25, 17, 23, 30, 36]

    func expectSoftmaxSlopes() throws {
      for t in Self.tails {
        let (p, tail) = (1 / (1 + exp(-t)), exp(-t) / (1 + exp(-t)))
        for side in [t, -t] {
          try expectSlope(
            .softmax, t: side, b: 2, equals: p * tail, [p * (1 - p): Slip.tailLost],
            .relative(1e-12))
        }
      }
      try expectSlope(
        .softmax, t: 0.5, b: 1, equals: 0.2350037122015945,
        [0.6224593312018546: Slip.slopeIsProbability, -0.2350037122015945: Slip.slopeSign])
      let isTailRight = try expectSlope(
        .softmax, t: 40, b: 1, equals: 4.248354255291589e-18, [0: Slip.tailLost], .relative(1e-9))
      for t in [-800, 800.0, -1e300, 1e300] {
        try expectSlope(.softmax, t: t, b: 1, equals: 0, [.nan: Slip.expOverflows])
      }
      let lost: KeyValuePairs<Double, String> = isTailRight ? [0: Slip.inverseOverflows] : [:]
      for t in [-715, 400, 715.0] {
        try expectSlope(
          .softmax, t: t, b: 1, equals: exp(-abs(t)), t < 0 ? lost : [.nan: Slip.expOverflows],
          .relative(1e-9))
      }
    }

    func expectSparsemaxSlopes() throws {
      for t in [-0.5, 0, 0.75] {
        try expectSlope(
          .sparsemax, t: t, b: 2, equals: 0.5,
          [1: Slip.slopeOne, -0.5: Slip.slopeSign, (t + 1) / 2: Slip.slopeIsProbability])
      }
      for t in [-2, 2, 1e308] {
        try expectSlope(.sparsemax, t: t, b: 3, equals: 0, [0.5: Slip.slopeOutside])
      }
      for t in [-1, 1.0] {
        try expectSlope(
          .sparsemax, t: t, b: 3, equals: 0, [0.5: Slip.slopeAtKink, 0.25: Slip.slopeAtKink])
      }
    }

    func expectRelumaxSlopes() throws {
      let slope = 0.8888888888888888
      for side in [1, -1.0] {
        try expectSlope(
          .relumax, t: side * 0.25, b: 0.5, equals: slope,
          [
            0.32: Slip.oneBranch, 0.5: Slip.slopeConstant, slope / 2: Slip.slopeWithoutB,
            2 * slope: Slip.slopeWithoutB, -slope: Slip.slopeSign,
            0.5 + side / 6: Slip.slopeIsProbability, 0.32653061224489793: Slip.pairIgnoresB,
            1: Slip.straightLine,
          ])
        try expectSlope(
          .relumax, t: side * 0.5, b: 0.5, equals: 0, [2: Slip.slopeAtKink, 1: Slip.slopeAtKink])
        try expectSlope(.relumax, t: side * 3, b: 0.5, equals: 0, [0.125: Slip.slopeOutside])
      }
      try expectSlope(
        .relumax, t: 0, b: 2, equals: 0.125,
        [
          0: Slip.kinkAtZero, .nan: Slip.kinkAtZero, 0.25: Slip.slopeWithoutB,
          0.0625: Slip.slopeWithoutB,
        ])
    }

    // The activation of z/T. b stays as it is; T → 0 leaves the largest logits.

    @Test(
      "At a temperature the three activations are those of z/T, and go to one-hot as T goes to 0",
      .hint("What happens to the distances between the logits as T becomes small?"))
    func temperature() throws {
      let z: Vector = [0.5, 1, -0.25]
      let isDivided = try expectProbabilities(
        .softmax, z, 0.5, equals: [0.2537161816350252, 0.6896720861245035, 0.05661173224047128],
        [
          exp(z) / exp(z).sum(): Slip.temperatureIgnored,
          exp(0.5 * z) / exp(0.5 * z).sum(): Slip.timesTemperature,
          2 * exp(z) / exp(z).sum(): Slip.outsideActivation,
        ])
      try expectProbabilities(
        .sparsemax, z, 2, equals: [0.375, 0.625, 0],
        [
          [0.25, 0.75, 0]: Slip.temperatureIgnored, [0, 1, 0]: Slip.timesTemperature,
          [0.125, 0.375, 0]: Slip.outsideActivation,
        ])
      let r: Vector = [1.5, 2, 0.75]
      try expectProbabilities(
        .relumax, z, 0.5, equals: [0.3333333333333333, 0.6666666666666666, 0],
        [
          r / 4.25: isDivided ? Slip.bDividedToo : Slip.temperatureIgnored,
          [0.34146341463414637, 0.3902439024390244, 0.2682926829268293]: Slip.timesTemperature,
          2 * r / 4.25: Slip.outsideActivation,
        ])
      for (activation, right) in [
        (.softmax, [0.7310585786300049, 0.2689414213699951]), (.sparsemax, [1, 0]),
        (.relumax, [2 / 3.0, 1 / 3.0]),
      ] as [(SimplexActivation, Vector)] {
        try expectProbabilities(activation, [0x1p30, 0x1p30 - 0x1p-15], 0x1p-15, equals: right)
      }
      for activation in SimplexActivation.allCases { try expectLimits(activation) }
      try expectAtAllTemperatures()
    }

    // T → 0: one-hot, or even among the largest. T → ∞: even among all.
    func expectLimits(_ activation: SimplexActivation) throws {
      let (nan, inf) = (Double.nan, Double.infinity)
      for (logits, limit) in [
        ([1, 3, 2], [0, 1, 0]), ([-5, -7, -5], [0.5, 0, 0.5]), ([4], [1]),
      ] as [(Vector, Vector)] { try expectProbabilities(activation, logits, 1e-10, equals: limit) }
      try expectProbabilities(
        activation, [1e300, 1e300, 0], 1e-10, equals: [0.5, 0.5, 0],
        [
          [nan, nan, nan]: Slip.dividedFirst, [0, 0, 0]: Slip.dividedFirst,
          [nan, nan, 0]: Slip.dividedFirst, [inf, inf, 0]: Slip.dividedFirst,
        ])
      try expectProbabilities(
        activation, [0.5, 1, -0.25], 1e12, equals: .ones(3) / 3, tolerance: .absolute(1e-11))
      // The smallest and the largest temperature and b that there are.
      let (least, most) = (Double.leastNonzeroMagnitude, Double.greatestFiniteMagnitude)
      try expectProbabilities(activation, [1, 3, 3, 2], least, equals: [0, 0.5, 0.5, 0])
      try expectProbabilities(activation, [1, 3, 2], most, equals: .ones(3) / 3)
      for (temperature, b) in [(1e-200, 1e-200), (1e200, 1e200), (least, least), (most, most)] {
        try expect(
          answer.probabilities(of: .relumax, logits: [4, 4], temperature: temperature, b: b),
          equals: [0.5, 0.5], "the relumax of [4, 4] at T = \(temperature) with b = \(b)")
      }
    }

    @discardableResult
    func expectProbabilities(
      _ activation: SimplexActivation, _ logits: Vector, _ temperature: Double,
      equals expected: Vector, _ mistakes: KeyValuePairs<Vector, String> = [:],
      tolerance: Tolerance = .standard
    ) throws -> Bool {
      try expect(
        answer.probabilities(of: activation, logits: logits, temperature: temperature, b: 2),
        equals: expected, "the \(activation) of \(logits) at T = \(temperature)",
        tolerance: tolerance, mistakes: mistakes)
    }

    // The probabilities of zT at the temperature T are those of z, also the tiny ones of softmax.
    func expectAtAllTemperatures() throws {
      let temperatures = [2.5] + Sweep.settings + Sweep.magnitudes + [1e-200, 1e200]
      for (index, t) in temperatures.enumerated() {
        let (draw, classes) = (50 + UInt64(index), Sweep.counts[index % 14] + 2)
        let sparse = SparsemaxProblem(draw: draw, classes: classes, inside: 2)
        let relu = RelumaxProblem(draw: draw, classes: classes, active: 2)
        guard
          try expect(
            answer.probabilities(of: .sparsemax, logits: t * sparse.logits, temperature: t, b: 2),
            equals: sparse.probabilities, "the sparsemax of T times \(classes) logits at T = \(t)"),
          try expect(
            answer.probabilities(of: .relumax, logits: t * relu.logits, temperature: t, b: relu.b),
            equals: relu.probabilities,
            "the relumax of T times \(classes) logits at T = \(t), b = \(relu.b)"),
          try expectTinyShares(classes, t)
        else { return }
      }
    }

    func expectTinyShares(_ count: Int, _ t: Double) throws -> Bool {
      try Sweep.places(in: count).allSatisfy { place in
        let logits = Vector((0..<count).map { $0 == place ? 0 : -30 - Double($0 % 200) })
        let total = logits.reduce(0) { $0 + exp($1) }
        let p = try answer.probabilities(of: .softmax, logits: t * logits, temperature: t, b: 0.7)
        return expect(p.count, equals: count, "the number of probabilities")
          && expect(
            p / exp(logits) * total, equals: .ones(count),
            "each softmax of \(count) logits, from 0 at place \(place) to −30T and less, at T = \(t), "
              + "divided by the right one,")
      }
    }
  }
}
