import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source were computed with mpmath at 80 or more digits, and again with
// scipy.special. Both agree to 1e-12.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("1 · Softmax Jacobian", .exercise(.softmaxJacobian))
enum SoftmaxJacobianSuites {}

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian", .part(2))
  struct SoftmaxJacobianTests {
    let answer = Student.answer.softmaxJacobian

    // Literals, and drawn logits of all counts at temperatures of all sizes.

    @Test(
      "Softmax gives the right probabilities at a temperature",
      .hint("What happens to the differences between the logits when τ is small?"))
    func softmax() throws {
      let examples: [(call: SoftmaxCall, right: Vector)] = [
        (([4.5], 0.5), [1]),
        (([1, 2, 3], 1), [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]),
        (([1, 2, 3], 0.5), [0.015876239976466765, 0.11731042782619837, 0.8668133321973349]),
        (
          ([-1.5, 0.25, 2.75, -0.5], 0.7),
          [0.0022189949829849462, 0.027032892979045417, 0.9614888364849342, 0.009259275553035465]
        ),
        (([1, 2, 3], 10), [0.3006096053557273, 0.3322249935333472, 0.3671654011109255]),
      ]
      let areRight = try expectAll(
        examples.map(\.call) + SoftmaxCase.drawn(),
        { "the softmax of \($0.logits.count) logits at τ = \($0.temperature)" },
        equal: { PlainSoftmax.shares(of: exp($0.logits / $0.temperature)) },
        tolerance: { _ in .relative(1e-9) }, suspects: PlainSoftmax.wrongSoftmaxes,
        where: SoftmaxCase.isModerate
      ) { try answer.softmax(logits: $0.logits, temperature: $0.temperature) }
      guard areRight else { return }
      for (call, right) in examples {
        try expect(
          answer.softmax(logits: call.logits, temperature: call.temperature), equals: right)
      }
    }

    // Of drawn logits, and whatever is added to all of them, as long as the sum is exact.

    @Test(
      "The probabilities are positive, sum to 1, keep the order and ignore a shift",
      .hint("What becomes of the fraction when every exponential is multiplied by exp(c)?"))
    func propertiesOfSoftmax() throws {
      var generator = SeededGenerator(seed: Student.seed)
      for n in [2, 5, 12, 130] {
        let z = Vector.normal(count: n, standardDeviation: 2, using: &generator)
          .map { ($0 * 64).rounded() / 64 }
        let temperature = generator.uniform(in: 0.5..<3)
        let y = try answer.softmax(logits: z, temperature: temperature)
        expectProperty(y.allSatisfy { $0 > 0 }, "every probability is positive")
        expect(y.sum(), equals: 1, "the sum of the probabilities")
        let plain = PlainSoftmax.shares(of: exp(z / temperature))
        for shift in [0, 3.75, -700, 1e4, -1e6, 0x1p40] {
          try expect(
            answer.softmax(logits: z + shift, temperature: temperature), equals: plain,
            "the softmax of \(n) logits, with \(shift) added to each,", tolerance: .relative(1e-9))
        }
        // Logits that are equal have no order.
        let order = z.indices.sorted { (z[$0], $0) < (z[$1], $1) }
        guard y.count == n else { continue }
        expectProperty(
          zip(order, order.dropFirst()).allSatisfy { z[$0] == z[$1] || y[$0] < y[$1] },
          "a larger logit has a larger probability",
          mistake: zip(order, order.dropFirst()).allSatisfy { z[$0] == z[$1] || y[$0] > y[$1] }
            ? SoftmaxMistake.negated : nil)
        let again = try answer.softmax(logits: z, temperature: temperature)
        expect(again, equals: y, "the softmax, asked for a second time", tolerance: .exact)
      }
    }

    // Up to ±1e308 at τ = 1, the largest at each place. exp(zᵢ) is infinite or 0, yᵢ is a probability.

    @Test(
      "Softmax is right for logits of any size",
      .hint("Softmax ignores a shift of all logits. Which shift makes every exponential at most 1?")
    )
    func softmaxOfExtremeLogits() throws {
      let nan = Double.nan
      try SoftmaxMistake.expectAll([
        SoftmaxCase(
          [10000, 9999, 0], 1, [0.7310585786300049, 0.2689414213699951, 0],
          [[nan, nan, 0]: SoftmaxMistake.overflow, [0.5, 0.5, 0]: SoftmaxMistake.clipped]),
        SoftmaxCase(
          [-10000, -10002, -10001], 1,
          [0.6652409557748219, 0.09003057317038046, 0.24472847105479764],
          [
            [nan, nan, nan]: SoftmaxMistake.underflow, [nan, nan, nan]: SoftmaxMistake.overflow,
            [1.0 / 3, 1.0 / 3, 1.0 / 3]: SoftmaxMistake.clipped,
          ]),
        SoftmaxCase(
          [1e308, -1e308, 1e308], 1, [0.5, 0, 0.5],
          [[nan, 0, nan]: SoftmaxMistake.overflow, [1, 0, 1]: SoftmaxMistake.sumLost]),
        // The same ends as before, and another largest one.
        SoftmaxCase([1, 2, 3], 1, [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]),
        SoftmaxCase([1, 5000, 3], 1, [0, 1, 0]),
      ]) { try answer.softmax(logits: $0, temperature: $1) }
      for (logits, places) in SoftmaxCase.peaks() {
        for temperature in [0.3, 4] {
          try expect(
            answer.softmax(logits: logits, temperature: temperature),
            equals: Vector(
              logits.indices.map { places.contains($0) ? 1 / Double(places.count) : 0 }))
        }
      }
    }

    // τ from 1e-10 to 1e8. zᵢ/τ may be infinite, yᵢ is a probability.

    @Test(
      "Softmax is right for very small and very large temperatures",
      .hint(
        "Which of z, z − max z, z/τ and (z − max z)/τ are finite for z = [1e300, 0], τ = 1e-10?"))
    func softmaxOfExtremeTemperatures() throws {
      let nan = Double.nan
      try SoftmaxMistake.expectAll([
        SoftmaxCase(
          [1e300, -1e300, 1e300], 1e-10, [0.5, 0, 0.5],
          [
            [nan, nan, nan]: SoftmaxMistake.dividedFirst, [nan, 0, nan]: SoftmaxMistake.overflow,
            [1, 0, 1]: SoftmaxMistake.sumLost,
          ]),
        SoftmaxCase(
          [1, 1, 0.5], 1e-6, [0.5, 0.5, 0],
          [[nan, nan, nan]: SoftmaxMistake.overflow, [1, 1, 0]: SoftmaxMistake.sumLost]),
      ]) { try answer.softmax(logits: $0, temperature: $1) }
      // Temperatures whose inverse is infinite.
      try SoftmaxMistake.expectAll([
        SoftmaxCase([1, 1, 0.5], 0x1p-1030, [0.5, 0.5, 0]),
        SoftmaxCase([0.5, 1], 0x1p-1063, [0, 1]),
        SoftmaxCase([0, -0x1p-1030], 0x1p-1030, [0.7310585786300049, 0.2689414213699951]),
      ]) { try answer.softmax(logits: $0, temperature: $1) }
      // Close to ⅓, and how close.
      try expect(
        answer.softmax(logits: [1, 2, 3], temperature: 1e8),
        equals: [0.33333333, 0.3333333333333333, 0.33333333666666665], tolerance: .absolute(1e-13),
        mistakes: [[0.33333333666666665, 0.3333333333333333, 0.33333333]: SoftmaxMistake.negated])
      // Small probabilities have digits too.
      let cases: [(logits: Vector, temperature: Double, y: Vector)] = [
        ([0.1, 0.2, 0.3], 0.001, [1.3838965267367664e-87, 3.720075976020926e-44, 1]),
        ([10000, 10001, 10002], 0.01, [1.3838965267367434e-87, 3.7200759760208436e-44, 1]),
        ([-600, -500, 0], 1, [2.6503965530043108e-261, 7.124576406741286e-218, 1]),
      ]
      for (logits, temperature, right) in cases {
        let y = try answer.softmax(logits: logits, temperature: temperature)
        guard expect(y, equals: right) else { continue }
        for i in 0...1 {
          let name = "y[\(i)] of the softmax of \(logits) at τ = \(temperature)"
          expect(y[i], equals: right[i], name, tolerance: .relative(1e-8))
        }
      }
    }
  }
}
