import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Relumax, its Jacobian, and the b that makes it sparsemax.
//
// Numbers were computed with exact fractions, or in two ways: with fractions (Jacobians: with exact
// one-sided differences too) and with NumPy.

extension SparseActivationsSuites {
  @Suite("10 · Sparse activations: relumax", .part(3))
  struct SparseActivationsRelumaxTests {
    let answer = Student.answer.sparseActivations

    // rᵢ = relu(zᵢ − max z + b), p = r/Σr.

    @Test(
      "Relumax gives the right probabilities",
      .hint("How far below the largest logit may a logit be and still have a probability?"))
    func relumax() throws {
      try expectThree()
      try expectFive()
      try expectBelowZero()
      try expect(
        answer.relumax(logits: [2], b: 0.5), equals: [1], mistakes: [[0.5]: Slip.notNormalized])
      // Exactly b below the maximum: just 0.
      try expect(answer.relumax(logits: [1, 2, 3], b: 1), equals: [0, 0, 1])
    }

    /// Numbers divided by their sum.
    private let shares = { (numbers: Vector) in numbers / numbers.sum() }

    private func expectThree() throws {
      let (z, r): (Vector, Vector) = ([2, 1, 3], [0.5, 0, 1.5])
      try expect(
        answer.relumax(logits: z, b: 1.5), equals: [0.25, 0, 0.75],
        mistakes: [
          shares(z): Slip.naiveRelu, r: Slip.notNormalized, r / 1.5: Slip.dividedByB,
          shares(z + 1.5): Slip.maximumMissing, [.nan, .nan, .nan]: Slip.bSubtracted,
          shares(exp(r)): Slip.softmaxOfDistances, shares(z + 0.5): Slip.minimumInstead,
          shares(z - 1.5): Slip.distancesNotClipped, .ones(3) / 3: Slip.bOutside,
          [.infinity, .nan, .infinity]: Slip.bAboveOnly, [0, 0, 0]: Slip.bBelowOnly,
        ])
    }

    private func expectFive() throws {
      let (z, r): (Vector, Vector) = ([0.7, 0.1, 0.65, -0.3, 0.2], [0.55, 0, 0.5, 0, 0.05])
      try expect(
        answer.relumax(logits: z, b: 0.55),
        equals: [0.5, 0, 0.45454545454545453, 0, 0.04545454545454553],
        mistakes: [
          shares(relu(z)): Slip.naiveRelu, r: Slip.notNormalized, r / 0.55: Slip.dividedByB,
          shares(relu(z + 0.3)): Slip.bIgnored, relu(z - 0.55 / 3): Slip.sparsemaxInstead,
        ])
    }

    private func expectBelowZero() throws {
      let (z, r): (Vector, Vector) = ([-1, -2.5, -1.25, -4], [2, 0.5, 1.75, 0])
      try expect(
        answer.relumax(logits: z, b: 2),
        equals: [0.47058823529411764, 0.11764705882352941, 0.4117647058823529, 0],
        mistakes: [
          [.nan, .nan, .nan, .nan]: Slip.naiveRelu, r: Slip.notNormalized, r / 2: Slip.dividedByB,
          [0.625, 0, 0.375, 0]: Slip.sparsemaxInstead, shares(z + 3): Slip.distancesNotClipped,
          shares(relu(z + 2)): Slip.bIgnored,
        ])
    }

    // Random r; z as large as 1e17 and 1e308; b from 1e-300, all but one-hot, to 1e308, all but even.

    @Test(
      "Relumax is right for random logits, for logits of any size and for any b",
      .hint("What is 1e17 − 0.5, as a Double? In which order do you add max z, z and b?"))
    func anySize() throws {
      for (draw, (classes, active)) in [(6, 3), (9, 5), (3, 3), (4, 1)].enumerated() {
        let problem = RelumaxProblem(draw: UInt64(draw), classes: classes, active: active)
        let p = try answer.relumax(logits: problem.logits, b: problem.b)
        guard
          expect(
            p, equals: problem.probabilities, "the relumax of \(classes) logits, b = \(problem.b),")
        else { continue }
        let shifted = try answer.relumax(logits: problem.logits - 3.75, b: problem.b)
        expect(shifted, equals: p, "the relumax of z − 3.75, compared with that of z")
        let again = try answer.relumax(logits: problem.logits, b: problem.b)
        expect(again, equals: p, "the relumax, asked for a second time", tolerance: .exact)
      }
      guard try expectExactProblems() else { return }
      try expectLargeLogits()
    }

    private func expectExactProblems() throws -> Bool {
      try RelumaxProblem.exact.allSatisfy { problem in
        let (z, b, right) = (problem.logits, problem.b, problem.probabilities)
        return try (Sweep.magnitudes + [1e-200, 1e200]).allSatisfy { size in
          try expect(
            answer.relumax(logits: size * z, b: size * b), equals: right,
            tolerance: .absolute(1e-10))
        } && expect(answer.relumax(logits: z, b: b), equals: right, tolerance: .absolute(1e-14))
      }
    }

    private func expectLargeLogits() throws {
      let (nan, inf) = (Double.nan, Double.infinity)
      try expect(
        answer.relumax(logits: [1e6, 999_999.75, 0], b: 1),
        equals: [0.5714285714285714, 0.42857142857142855, 0],
        mistakes: [[0.5000000625000078, 0.49999993749999216, 0]: Slip.naiveRelu])
      for (logits, b) in [
        ([1e17, 1e17, 0], 0.5), ([-1e17, -1e17, -2e17], 0.5), ([2, 2, 1], 1e-300),
      ] as [(Vector, Double)] {
        try expect(
          answer.relumax(logits: logits, b: b), equals: [0.5, 0.5, 0],
          mistakes: [
            [nan, nan, nan]: Slip.bLost, [0, 0, 0]: Slip.bLost, [inf, inf, nan]: Slip.bLost,
          ])
      }
      // 1/b is infinite.
      try expect(
        answer.relumax(logits: [2, 2, 1], b: .leastNonzeroMagnitude), equals: [0.5, 0.5, 0])
      try expect(answer.relumax(logits: [1e308, -1e308, 3], b: 2), equals: [1, 0, 0])
      try expect(
        answer.relumax(logits: [1, 2, 3], b: 1e308), equals: .ones(3) / 3,
        mistakes: [[0, 0, 0]: Slip.sumOverflows, [nan, nan, nan]: Slip.sumOverflows])
    }

    // Literals first, then logits that were made from known probabilities.

    @Test(
      "The b that makes relumax give what sparsemax gives is found",
      .hint("relu(z − τ) and relu(z − max z + b): for which b are they the same?"))
    func matchingB() throws {
      try expect(
        answer.bMatchingSparsemax(logits: [0.9, 0.5, 0.4, 0.1, -0.2]), equals: 0.6333333333333333,
        mistakes: [
          0.26666666666666666: Slip.thresholdInstead, 1: Slip.bIsOne,
          0.3333333333333333: Slip.inverseSupport, 1.1: Slip.range,
          0.76: Slip.allSummed, 0.7: Slip.supportTooSmall,
          0.675: Slip.supportTooLarge, 0.3: Slip.oneForgotten,
        ])
      for (logits, b) in [
        ([1, 2, 3], 1), ([0.1, 0.2, 0.3, 0.4, 0.5], 0.4), ([0, 0], 0.5), ([3.7], 1),
        ([1e6, 0, -1e6], 1), ([1, 1, 1], 0.3333333333333333), ([1e308, -1e308, 1e308], 0.5),
        ([1e-7, 2e-7, 0], 0.33333343333333333),
      ] as [(Vector, Double)] { try expect(answer.bMatchingSparsemax(logits: logits), equals: b) }
      for problem in SparsemaxProblem.exact {
        let isRight = try expect(
          answer.bMatchingSparsemax(logits: problem.logits),
          equals: problem.probabilities.maximum(), tolerance: .absolute(1e-14))
        guard isRight else { return }
      }
      try expect(
        answer.bMatchingSparsemax(logits: [1e17, 1e17]), equals: 0.5,
        mistakes: [0: Slip.differenceOfLarge, 1: Slip.bIsOne])
      for (draw, (classes, inside)) in [(7, 3), (4, 4), (6, 1)].enumerated() {
        let problem = SparsemaxProblem(draw: 30 + UInt64(draw), classes: classes, inside: inside)
        let b = try answer.bMatchingSparsemax(logits: problem.logits)
        expect(b, equals: problem.probabilities.maximum(), "the b of \(classes) logits")
        guard b > 0, b.isFinite else { continue }
        try expect(
          answer.relumax(logits: problem.logits, b: b), equals: problem.probabilities,
          "your relumax with your b = \(b)")
      }
    }

    // The largest logit moves the maximum, and with it every r but its own.

    @Test(
      "The Jacobian of relumax has the right entries",
      .hint(
        "When the largest logit grows by a little, which of the rᵢ change, and in which direction?")
    )
    func jacobian() throws {
      let cases: [(RelumaxProblem, Matrix)] = [
        (
          RelumaxProblem(logits: [1, 2, 3], b: 1.25, distances: [0, 0.25, 1.25], largest: 2),
          [
            [0, 0, 0], [0, 0.5555555555555556, -0.5555555555555556],
            [0, -0.5555555555555556, 0.5555555555555556],
          ]
        ),
        (
          RelumaxProblem(
            logits: [0.7, 0.1, 0.65, -0.3, 0.2], b: 0.55, distances: [0.55, 0, 0.5, 0, 0.05],
            largest: 0),
          [
            [0.9090909090909087, 0, -0.45454545454545436, 0, -0.45454545454545436],
            [0, 0, 0, 0, 0],
            [-0.08264462809917354, 0, 0.4958677685950412, 0, -0.41322314049586767],
            [0, 0, 0, 0, 0],
            [-0.8264462809917352, 0, -0.04132231404958684, 0, 0.8677685950413221],
          ]
        ),
      ]
      for (problem, right) in cases {
        try expect(
          answer.relumaxJacobian(logits: problem.logits, b: problem.b), equals: right,
          mistakes: mistakes(problem))
      }
      let slope = 0.32653061224489793
      try expect(
        answer.relumaxJacobian(logits: [0, 0.25], b: 1),
        equals: [[slope, -slope], [-slope, slope]])
      // One-hot, and moved by nothing.
      try expect(answer.relumaxJacobian(logits: [1, 2, 3], b: 0.01), equals: .zeros(3, 3))
      try expect(
        answer.relumaxJacobian(logits: [1e17, 0, 1e17], b: 0.5),
        equals: [[0.5, 0, -0.5], [0, 0, 0], [-0.5, 0, 0.5]])
    }

    // Several logits may be the largest, or a logit may be exactly b below.

    @Test(
      "At a tie and at a kink the Jacobian of relumax keeps to the rules of the stub",
      .hint("Which of the largest logits is m? Is a logit with rᵢ = 0 active?"))
    func tiesAndKinks() throws {
      try expect(
        answer.relumaxJacobian(logits: [2, 2, 1.5], b: 1),
        equals: [[0.32, -0.16, -0.16], [-0.08, 0.24, -0.16], [-0.24, -0.08, 0.32]],
        mistakes: [
          [[0.24, -0.08, -0.16], [-0.16, 0.32, -0.16], [-0.08, -0.24, 0.32]]: Slip.lastMaximum
        ])
      // The second is the largest alone, if by little.
      try expect(
        answer.relumaxJacobian(logits: [2, 2 + 0x1p-40, 1.5], b: 1),
        equals: [[0.24, -0.08, -0.16], [-0.16, 0.32, -0.16], [-0.08, -0.24, 0.32]])
      try expect(
        answer.relumaxJacobian(logits: [1, 2, 3], b: 1), equals: .zeros(3, 3),
        mistakes: [[[0, 0, 0], [0, 1, -1], [0, -1, 1]]: Slip.activeKink])
      try expect(
        answer.relumaxJacobian(logits: [1, 2, 3], b: 2),
        equals: [
          [0, 0, 0], [0, 0.2222222222222222, -0.2222222222222222],
          [0, -0.2222222222222222, 0.2222222222222222],
        ],
        mistakes: [
          [
            [0.3333333333333333, 0, -0.3333333333333333],
            [-0.1111111111111111, 0.2222222222222222, -0.1111111111111111],
            [-0.2222222222222222, -0.2222222222222222, 0.4444444444444444],
          ]: Slip.activeKink
        ])
      // b of 1e-5 to 1e5 times that of the problem, up to 8.
      for problem in RelumaxProblem.exact {
        for size in [1, 0x1p-14, 0x1p14] {
          let isRight = try expect(
            size * answer.relumaxJacobian(logits: size * problem.logits, b: size * problem.b),
            equals: problem.jacobian,
            "the Jacobian of \((size * problem.logits).elements) with b = \(size * problem.b), "
              + "times \(size),", tolerance: .relative(1e-12))
          guard isRight else { return }
        }
      }
    }

    // Central differences of your own relumax, at least 0.045 away from every kink and tie.

    @Test(
      "The Jacobian of relumax is the derivative of your relumax",
      .hint("p = r/R. What does the quotient rule say, and what are ∂rᵢ/∂zⱼ and ∂R/∂zⱼ?"))
    func derivative() throws {
      for (draw, (classes, active)) in [(5, 3), (4, 4), (6, 2)].enumerated() {
        let problem = RelumaxProblem(draw: 10 + UInt64(draw), classes: classes, active: active)
        let jacobian = try answer.relumaxJacobian(logits: problem.logits, b: problem.b)
        let what = "the Jacobian of relumax for \(classes) logits, \(active) of them active,"
        guard
          try expectJacobian(
            of: { try answer.relumax(logits: $0, b: problem.b) }, at: problem.logits,
            equals: jacobian, what, constants: ["R": problem.sum, "b": problem.b],
            mistakes: mistakes(problem))
        else { continue }
        expect(jacobian, equals: problem.jacobian, what, tolerance: .relative(1e-12))
        let zeros = Vector.zeros(classes)
        expect(jacobian.rowSums(), equals: zeros, "the sums of the rows of J")
        expect(jacobian.columnSums(), equals: zeros, "the sums of the columns of J")
      }
    }

    private func mistakes(_ problem: RelumaxProblem) -> KeyValuePairs<Matrix, String> {
      [
        problem.jacobianWithConstantMaximum: Slip.maximumConstant,
        problem.jacobianWithConstantSum: Slip.sumConstant,
        problem.jacobianWithAllCounted: Slip.allCounted,
        problem.jacobian * problem.sum: Slip.notOverSum,
        problem.jacobian.transposed(): Slip.transposed,
        problem.jacobianOfSparsemax: Slip.sparsemaxFormula,
        problem.jacobianOfSoftmax: Slip.softmaxFormula,
        problem.jacobianWithDistances: Slip.distancesForProbabilities,
        -problem.jacobian: Slip.negated,
      ]
    }
  }
}
