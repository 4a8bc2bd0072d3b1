import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The projection, sparsemax, its threshold and its support.
//
// Numbers were computed with exact fractions, or in two ways: with fractions, by trying every
// support, and with NumPy, by sorting. So were those of the mistakes.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("10 · Sparse activations", .exercise(.sparseActivations))
enum SparseActivationsSuites {}

extension SparseActivationsSuites {
  @Suite("10 · Sparse activations", .part(1))
  struct SparseActivationsTests {
    let answer = Student.answer.sparseActivations

    // argmin ‖y − x‖² over y ≥ 0. The sum has one term for each coordinate.

    @Test(
      "The nearest point without negative coordinates is found",
      .hint("Does the best y₀ depend on x₁? Draw ½(y − x)² for x = 3 and for x = −4, over y ≥ 0."))
    func projection() throws {
      try expect(answer.nonnegativeProjection(point: [3, -4]), equals: [3, 0])
      try expect(
        answer.nonnegativeProjection(point: [3, -4, 0, 1.5, -0.25]), equals: [3, 0, 0, 1.5, 0],
        mistakes: [
          [3, 4, 0, 1.5, 0.25]: Slip.absoluteValue,
          [0.6666666666666666, 0, 0, 0.3333333333333333, 0]: Slip.onSimplex,
          [1, 0, 0, 0, 0]: Slip.onSimplex,
          [1, 0, 0, 1, 0]: Slip.clippedAtOne,
          [0, -4, 0, 0, -0.25]: Slip.negativePart,
          [7, 0, 4, 5.5, 3.75]: Slip.shiftedUp,
        ])
      try expect(answer.nonnegativeProjection(point: [-1, -2, -0.5]), equals: [0, 0, 0])
      try expect(answer.nonnegativeProjection(point: [-1e308, 1e308]), equals: [0, 1e308])
      try expect(
        answer.nonnegativeProjection(point: [1e300, 1e-300, -1e-300, 3, 1e-12]),
        equals: [1e300, 1e-300, 0, 3, 1e-12], tolerance: .exact)
      var generator = SeededGenerator(seed: Student.seed)
      for (index, count) in Sweep.counts.enumerated() {
        let size = Sweep.magnitudes[index % Sweep.magnitudes.count]
        let point = Vector.normal(count: count, standardDeviation: size, using: &generator)
        try expect(
          answer.nonnegativeProjection(point: point),
          equals: Vector(point.map { $0 > 0 ? $0 : 0 } as [Double]),
          "the projection of \(count) numbers of the size \(size)", tolerance: .exact)
      }
      let drawn = Vector.normal(count: 7, using: &generator)
      try expectEach(NumberPattern.allCases.map { $0.vector(drawn) }) { point in
        try expect(
          answer.nonnegativeProjection(point: point),
          equals: Vector(point.map { $0 > 0 ? $0 : 0 } as [Double]), tolerance: .exact)
      }
    }

    // p = relu(z − τ) with Σ pᵢ = 1, in the order of the logits.

    @Test(
      "Sparsemax gives the right probabilities",
      .hint("Which logits are above the threshold, and what do the numbers above it sum to?"))
    func sparsemax() throws {
      try expectFive()
      try expectBelowZero()
      try expectSix()
      try expect(answer.sparsemax(logits: [-3.25]), equals: [1])
      try expect(
        answer.sparsemax(logits: [1, 2, 3]), equals: [0, 0, 1],
        mistakes: [
          [0, 0.3333333333333333, 1.3333333333333333]: Slip.allSummed, [1, 0, 0]: Slip.sortedOrder,
          [-1, 0, 1]: Slip.notClipped,
        ])
      try expect(
        answer.sparsemax(logits: [1, 1, 1]), equals: Vector(repeating: 1 / 3.0, count: 3),
        mistakes: [[0.5, 0.5, 0.5]: Slip.supportTooSmall, [1, 0, 0]: Slip.hardmax])
      // A point of the simplex is its own nearest point.
      try expect(
        answer.sparsemax(logits: [0.25, 0.25, 0.5]), equals: [0.25, 0.25, 0.5],
        mistakes: [[0.375, 0.375, 0.625]: Slip.supportTooSmall])
    }

    /// What is left of the logits above a wrong threshold.
    private let above = { (threshold: Double, logits: Vector) in relu(logits - threshold) }

    private func expectFive() throws {
      let z: Vector = [0.9, 0.5, 0.4, 0.1, -0.2]
      try expect(
        answer.sparsemax(logits: z),
        equals: [0.6333333333333333, 0.2333333333333333, 0.13333333333333333, 0, 0],
        mistakes: [
          above(0.14, z): Slip.allSummed, above(0.2, z): Slip.supportTooSmall,
          above(0.225, z): Slip.supportTooLarge, above(0.6, z): Slip.oneForgotten,
          .zeros(5): Slip.nothingLeft, above(0.4 / 3, z): Slip.cumulativeTwice,
          z - 0.8 / 3: Slip.notClipped, exp(z) / exp(z).sum(): Slip.softmaxInstead,
          [1, 0, 0, 0, 0]: Slip.hardmax, relu(z) / 1.9: Slip.reluRatio,
          above(0.16, z): Slip.dividedByK, above(0.52, z): Slip.dividedByK,
        ])
    }

    private func expectBelowZero() throws {
      let z: Vector = [-1, -2, -0.5, 0.3, 0]
      try expect(
        answer.sparsemax(logits: z), equals: [0, 0, 0, 0.65, 0.35],
        mistakes: [
          above(-0.84, z): Slip.allSummed, above(-0.7, z): Slip.supportTooSmall,
          above(-0.4, z): Slip.supportTooLarge, above(0.15, z): Slip.oneForgotten,
          above(-0.2, z): Slip.cumulativeTwice, z + 0.35: Slip.notClipped,
          [0.65, 0.35, 0, 0, 0]: Slip.sortedOrder, above(-0.14, z): Slip.dividedByK,
          above(0.04, z): Slip.dividedByK,
        ])
    }

    private func expectSix() throws {
      let z: Vector = [3, 1, 0.2, -0.4, 2.6, 2.9]
      try expect(
        answer.sparsemax(logits: z), equals: [0.5, 0, 0, 0, 0.1, 0.4],
        mistakes: [
          above(2.45, z): Slip.supportTooSmall, above(2.125, z): Slip.supportTooLarge,
          [0.5, 0.4, 0.1, 0, 0, 0]: Slip.sortedOrder, above(1.25, z): Slip.dividedByK,
          above(2.75, z): Slip.dividedByK,
        ])
    }

    // Logits made from known probabilities: zᵢ = τ + pᵢ inside, anything below τ outside.

    @Test(
      "Sparsemax finds the probabilities that random logits were made of, and ignores a shift",
      .hint("What becomes of τ when 3.75 is added to every logit?"))
    func randomLogits() throws {
      for (draw, (classes, inside)) in [(2, 1), (5, 2), (7, 4), (30, 6), (4, 4)].enumerated() {
        let problem = SparsemaxProblem(draw: UInt64(draw), classes: classes, inside: inside)
        let p = try answer.sparsemax(logits: problem.logits)
        guard
          expect(p, equals: problem.probabilities, "the sparsemax of \(classes) logits")
        else { continue }
        expectProperty(p.allSatisfy { $0 >= 0 }, "no probability is negative")
        expect(p.sum(), equals: 1, "the sum of the probabilities")
        let shifted = try answer.sparsemax(logits: problem.logits + 3.75)
        expect(shifted, equals: p, "the sparsemax of z + 3.75, compared with that of z")
        let projected = try answer.sparsemax(logits: p)
        expect(projected, equals: p, "the sparsemax of the probabilities themselves")
        let again = try answer.sparsemax(logits: problem.logits)
        expect(again, equals: p, "the sparsemax, asked for a second time", tolerance: .exact)
      }
      for problem in SparsemaxProblem.exact {
        let isRight = try expect(
          answer.sparsemax(logits: problem.logits), equals: problem.probabilities,
          tolerance: .absolute(1e-14))
        guard isRight else { return }
      }
      try expectLargeSupports()
    }

    // Many logits inside, no two of them equal.
    private func expectLargeSupports() throws {
      for (inside, classes) in [(9, 9), (17, 40), (129, 300), (1100, 1500)] {
        var parts = Vector((0..<inside).map { 1 + Double($0 * 7 % inside) })
        parts = parts / parts.sum()
        let lowest = 0.5 / Double(inside * inside)
        let logits = Vector(
          (0..<classes).map { -1.25 + ($0 < inside ? parts[$0] : -lowest * Double($0)) })
        let isRight = try expect(
          answer.sparsemax(logits: logits),
          equals: Vector((0..<classes).map { $0 < inside ? parts[$0] : 0 }),
          "the sparsemax of \(classes) logits, \(inside) of which are above τ, no two equal",
          tolerance: .absolute(1e-12))
        guard isRight else { return }
      }
    }

    // z = 1e17 has no digits left for −1, and 1e308 + 1e308 is infinite.

    @Test(
      "Sparsemax is right for logits of any size, and for nearly equal ones",
      .hint("Sparsemax ignores a shift of all logits. Which shift keeps them all small that count?")
    )
    func extremeLogits() throws {
      try expect(
        answer.sparsemax(logits: [1e17, 1e17]), equals: [0.5, 0.5],
        mistakes: [
          [0, 0]: Slip.noShift, [1e17, 1e17]: Slip.noShift,
          [.nan, .nan]: Slip.noShift, [1, 1]: Slip.supportTooSmall,
        ])
      try expect(
        answer.sparsemax(logits: [-1e17, -1e17, -3e17]), equals: [0.5, 0.5, 0],
        mistakes: [[0, 0, 0]: Slip.noShift])
      try expect(
        answer.sparsemax(logits: [1e15, 999_999_999_999_999.75]), equals: [0.625, 0.375],
        mistakes: [[1, 0.75]: Slip.supportTooSmall])
      try expect(
        answer.sparsemax(logits: [1e6, 0, -1e6]), equals: [1, 0, 0],
        mistakes: [[500000.5, 0, 0]: Slip.supportTooLarge])
      try expect(
        answer.sparsemax(logits: [1e308, -1e308, 1e308]), equals: [0.5, 0, 0.5],
        mistakes: [
          [.nan, .nan, .nan]: Slip.overflow, [0, 0, 0]: Slip.overflow,
          [1e308, 0, 1e308]: Slip.overflow,
        ])
      try expect(
        answer.sparsemax(logits: [1e-9, 0]), equals: [0.5000000005, 0.4999999995],
        tolerance: .absolute(1e-14), mistakes: [[1, 0.999999999]: Slip.supportTooSmall])
      let many = Vector(repeating: 2.5, count: 1500)
      try expect(
        answer.sparsemax(logits: many), equals: .ones(1500) / 1500,
        "the sparsemax of 1500 equal logits")
      try expect(
        answer.sparsemaxThreshold(logits: many), equals: 2.5 - 1.0 / 1500,
        "the threshold of 1500 equal logits")
      try expect(
        answer.bMatchingSparsemax(logits: many), equals: 1.0 / 1500,
        "the b of 1500 equal logits")
    }

    // τ = (Σ over the support − 1)/|S|; in the support is what is above τ, strictly.

    @Test(
      "The threshold and the support are right, also where a logit lies exactly on the threshold",
      .hint("Is a logit that is exactly τ above τ? And what is 1e17 − 0.5, as a Double?"))
    func thresholdAndSupport() throws {
      try expectThresholds()
      try expectSupports()
      for problem in SparsemaxProblem.exact {
        guard
          try expect(
            answer.sparsemaxThreshold(logits: problem.logits), equals: problem.threshold,
            tolerance: .absolute(1e-14)),
          try expect(
            answer.sparsemaxSupport(logits: problem.logits), equals: problem.support,
            "the support of \(problem.logits.elements)")
        else { return }
      }
      for (draw, (classes, inside)) in [(6, 3), (9, 5), (300, 6)].enumerated() {
        let problem = SparsemaxProblem(draw: 10 + UInt64(draw), classes: classes, inside: inside)
        try expect(
          answer.sparsemaxThreshold(logits: problem.logits), equals: problem.threshold,
          "the threshold of \(classes) logits")
        try expect(
          answer.sparsemaxSupport(logits: problem.logits), equals: problem.support,
          "the support of \(classes) logits")
      }
    }

    private func expectThresholds() throws {
      try expect(
        answer.sparsemaxThreshold(logits: [0.9, 0.5, 0.4, 0.1, -0.2]), equals: 0.26666666666666666,
        mistakes: [
          0.14: Slip.allSummed, 0.2: Slip.supportTooSmall, 0.225: Slip.supportTooLarge,
          0.6: Slip.oneForgotten, 0.9333333333333333: Slip.nothingLeft,
          1.0333333333333334: Slip.cumulativeTwice, 0.13333333333333333: Slip.cumulativeTwice,
          0.16: Slip.dividedByK, 0.52: Slip.dividedByK,
          -0.6333333333333333: Slip.thresholdOfShifted, 0.6333333333333333: Slip.distance,
          0.4: Slip.smallestInside,
        ])
      try expect(
        answer.sparsemaxThreshold(logits: [3, 1, 0.2, -0.4, 2.6, 2.9]), equals: 2.5,
        mistakes: [
          -0.5: Slip.thresholdOfShifted, 0.5: Slip.distance, 2.6: Slip.smallestInside,
          1.25: Slip.dividedByK, 2.75: Slip.dividedByK,
        ])
      for (logits, threshold) in [
        ([-3.25], -4.25), ([1, 2, 3], 2), ([1e6, 0, -1e6], 999_999),
        ([1e308, -1e308, 1e308], 1e308),
      ] as [(Vector, Double)] {
        try expect(
          answer.sparsemaxThreshold(logits: logits), equals: threshold, tolerance: .relative(1e-15))
      }
    }

    // In [1, 2⁻³⁰], p₁ is 2⁻³¹.
    private func expectSupports() throws {
      let cases: [(logits: Vector, support: [Int], KeyValuePairs<[Int], String>)] = [
        (
          [3, 1, 0.2, -0.4, 2.6, 2.9], [0, 4, 5],
          [
            [0, 5, 4]: Slip.orderOfSize, [0, 1, 2]: Slip.sortedPositions,
            [0, 1, 2, 4, 5]: Slip.positiveLogits, [0, 5]: Slip.supportTooSmall,
            [0, 1, 4, 5]: Slip.supportTooLarge, [1, 5, 6]: Slip.fromOne,
          ]
        ),
        (
          [1, 2, 3], [2],
          [[1, 2]: Slip.kinkInside, [0]: Slip.sortedPositions, [0, 1, 2]: Slip.positiveLogits]
        ),
        ([0.5, 0, 0, 0.5], [0, 3], [[0, 1, 2, 3]: Slip.kinkInside]),
        ([1, 0x1p-30], [0, 1], [[0]: Slip.smallOut]),
        ([1, 0x1p-52], [0, 1], [[0]: Slip.smallOut]),
        ([1e17, 0, 1e17], [0, 2], [[]: Slip.noShiftInSupport]),
      ]
      for (logits, support, mistakes) in cases {
        try expect(answer.sparsemaxSupport(logits: logits), equals: support, mistakes: mistakes)
      }
    }
  }
}
