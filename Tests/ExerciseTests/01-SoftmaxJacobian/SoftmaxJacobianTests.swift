import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Numbers without another source are reference cases (80 or more digits, checked with SciPy): the
// topic temperature_softmax. "Own" marks those computed with mpmath at 80 digits and with
// scipy.special, which agree to 1e-12.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.
@Suite("1 · Softmax Jacobian", .exercise(.softmaxJacobian))
enum SoftmaxJacobianSuites {}

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian", .part(2))
  struct SoftmaxJacobianTests {
    let answer = Student.answer.softmaxJacobian

    // yᵢ = exp(zᵢ/τ) / Σ exp(zⱼ/τ): one number for each logit.
    @Test(
      "Softmax gives the right probabilities at a temperature",
      .hint("What happens to the differences between the logits when τ is small?"))
    func softmax() throws {
      try expect(answer.softmax(logits: [4.5], temperature: 0.5), equals: [1])
      try expect(
        answer.softmax(logits: [1, 2, 3], temperature: 1),
        equals: [0.09003057317038046, 0.24472847105479764, 0.6652409557748219],
        mistakes: [
          [2.718281828459045, 7.38905609893065, 20.085536923187668]: SoftmaxMistake.notNormalized
        ])
      try expect(
        answer.softmax(logits: [1, 2, 3], temperature: 0.5),
        equals: [0.015876239976466765, 0.11731042782619837, 0.8668133321973349],
        mistakes: [
          [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]:
            SoftmaxMistake.temperatureIgnored,
          [0.1863237232258476, 0.3071958857184984, 0.506480391055654]:
            SoftmaxMistake.multipliedByTemperature,
          [0.8668133321973349, 0.11731042782619837, 0.015876239976466765]: SoftmaxMistake.negated,
          // Own
          [7.38905609893065, 54.598150033144236, 403.4287934927351]: SoftmaxMistake.notNormalized,
          [0.01831563888873418, 0.1353352832366127, 1.0]: SoftmaxMistake.notNormalized,
        ])
      try expect(
        answer.softmax(logits: [-1.5, 0.25, 2.75, -0.5], temperature: 0.7),
        equals: [
          0.0022189949829849462, 0.027032892979045417, 0.9614888364849342, 0.009259275553035465,
        ],
        mistakes: [
          [0.01256624028873666, 0.07231371999289501, 0.8809614570894455, 0.03415858262892281]:
            SoftmaxMistake.temperatureIgnored,
          [0.038450384833271525, 0.13089149591967744, 0.7532285526857687, 0.07742956656128228]:
            SoftmaxMistake.multipliedByTemperature,
          [0.7552619616575832, 0.06199567708334581, 0.0017430493627824937, 0.1809993118962885]:
            SoftmaxMistake.negated,
        ])
      try expect(
        answer.softmax(logits: [1, 2, 3], temperature: 10),
        equals: [0.3006096053557273, 0.3322249935333472, 0.3671654011109255],
        mistakes: [
          [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]:
            SoftmaxMistake.temperatureIgnored,
          [2.061060046209062e-09, 4.539786860886666e-05, 0.9999546000703311]:
            SoftmaxMistake.multipliedByTemperature,
          [0.3671654011109255, 0.3322249935333472, 0.3006096053557273]: SoftmaxMistake.negated,
        ])
    }

    // On random logits: y > 0, Σ yᵢ = 1, y(z + c) = y(z), and a larger logit has a larger probability.
    @Test(
      "The probabilities are positive, sum to 1, keep the order and ignore a shift",
      .hint("What becomes of the fraction when every exponential is multiplied by exp(c)?"))
    func propertiesOfSoftmax() throws {
      var generator = SeededGenerator(seed: Student.seed)
      for n in [2, 5, 12] {
        let z = Vector.normal(count: n, standardDeviation: 2, using: &generator)
        let temperature = generator.uniform(in: 0.5..<3)
        let shifted = try answer.softmax(logits: z + 3.75, temperature: temperature)
        let y = try answer.softmax(logits: z, temperature: temperature)
        expectProperty(y.allSatisfy { $0 > 0 }, "every probability is positive")
        expect(y.sum(), equals: 1, "the sum of the probabilities")
        let plain = z.map { exp($0 / temperature) }
        expect(y, equals: plain / plain.sum(), tolerance: .relative(1e-9))
        expect(shifted, equals: y, "the softmax of z + 3.75, compared with that of z")
        expect(
          y.indices.sorted { y[$0] < y[$1] }, equals: z.indices.sorted { z[$0] < z[$1] },
          "the order of the probabilities",
          mistakes: [z.indices.sorted { z[$0] > z[$1] }: SoftmaxMistake.negated])
        let again = try answer.softmax(logits: z, temperature: temperature)
        expect(again, equals: y, "the softmax, asked for a second time", tolerance: .exact)
      }
    }

    // z = ±1e4, ±1e308 at τ = 1. exp(zᵢ) is infinite or 0, yᵢ is a probability.
    @Test(
      "Softmax is right for logits of any size",
      .hint("Softmax ignores a shift of all logits. Which shift makes every exponential at most 1?")
    )
    func softmaxOfExtremeLogits() throws {
      try expect(
        answer.softmax(logits: [10000, 9999, 0], temperature: 1),
        equals: [0.7310585786300049, 0.2689414213699951, 0],
        mistakes: [
          [.nan, .nan, 0]: SoftmaxMistake.overflow,
          [0.5, 0.5, 0]: SoftmaxMistake.clipped,
        ])
      try expect(
        answer.softmax(logits: [-10000, -10002, -10001], temperature: 1),
        equals: [0.6652409557748219, 0.09003057317038046, 0.24472847105479764],
        mistakes: [
          [.nan, .nan, .nan]: SoftmaxMistake.underflow,
          [1.0 / 3, 1.0 / 3, 1.0 / 3]: SoftmaxMistake.clipped,
        ])
      try expect(
        answer.softmax(logits: [1e308, -1e308, 1e308], temperature: 1), equals: [0.5, 0, 0.5],
        mistakes: [
          [.nan, 0, .nan]: SoftmaxMistake.overflow,
          [1, 0, 1]: SoftmaxMistake.sumLost,
        ])
    }

    // τ from 1e-10 to 1e8. zᵢ/τ may be infinite, yᵢ is a probability.
    @Test(
      "Softmax is right for very small and very large temperatures",
      .hint(
        "Which of z, z − max z, z/τ and (z − max z)/τ are finite for z = [1e300, 0], τ = 1e-10?"))
    func softmaxOfExtremeTemperatures() throws {
      try expect(
        answer.softmax(logits: [1e300, -1e300, 1e300], temperature: 1e-10), equals: [0.5, 0, 0.5],
        mistakes: [
          [.nan, .nan, .nan]: SoftmaxMistake.dividedFirst,
          [.nan, 0, .nan]: SoftmaxMistake.overflow,
          [1, 0, 1]: SoftmaxMistake.sumLost,
        ])
      try expect(answer.softmax(logits: [1, 1, 0.5], temperature: 1e-6), equals: [0.5, 0.5, 0])
      try expect(
        answer.softmax(logits: [1, 2, 3], temperature: 1e8),
        equals: [0.33333333, 0.3333333333333333, 0.33333333666666665], tolerance: .absolute(1e-13),
        mistakes: [
          [0.09003057317038046, 0.24472847105479764, 0.6652409557748219]:
            SoftmaxMistake.temperatureIgnored,
          [0, 0, 1]: SoftmaxMistake.multipliedByTemperature,
          [0.33333333666666665, 0.3333333333333333, 0.33333333]: SoftmaxMistake.negated,
        ])
      // Small probabilities have digits too.
      let cases: [(logits: Vector, temperature: Double, y: Vector)] = [
        ([0.1, 0.2, 0.3], 0.001, [1.3838965267367664e-87, 3.720075976020926e-44, 1]),
        ([10000, 10001, 10002], 0.01, [1.3838965267367434e-87, 3.7200759760208436e-44, 1]),
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
