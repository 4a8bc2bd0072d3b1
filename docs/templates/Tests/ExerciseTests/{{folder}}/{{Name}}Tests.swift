import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The literal sums were computed by hand and with Python's fractions.

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("{{number}} · {{title}}", .exercise(.{{name}}))
enum {{Name}}Suites {}

extension {{Name}}Suites {
  @Suite("{{number}} · {{title}}", .part(1))
  struct {{Name}}Tests {
    let answer = Student.answer.{{name}}

    // s = Σ wᵢ xᵢ.

    @Test(
      "Each value counts as much as its weight says", .points({{points-2}}),
      .hint("What does a value of 3 with the weight 2 add to the sum?"))
    func smallValues() throws {
      try expect(
        answer.weightedSum(values: [3, -1, 2], weights: [2, 1, 0.5]), equals: 6,
        mistakes: [
          4: {{Name}}Mistake.unweighted, 12.0 / 7: {{Name}}Mistake.averaged,
        ])
      try expect(answer.weightedSum(values: [], weights: []), equals: 0, "the sum of no values")
    }

    // The same, for numbers that nobody has seen.

    @Test(
      "It holds for any numbers",
      .hint("Does your sum depend on anything but the arguments?"))
    func drawn() throws {
      var generator = SeededGenerator(seed: Student.seed &* 1000 &+ {{number}})
      let values = Vector.uniform(count: 7, in: 1..<2, using: &generator)
      let weights = Vector.uniform(count: 7, in: -3..<(-2), using: &generator)
      let sum = values.indices.reduce(0) { $0 + weights[$1] * values[$1] }
      try expect(
        answer.weightedSum(values: values, weights: weights), equals: sum,
        mistakes: [
          values.sum(): {{Name}}Mistake.unweighted,
          sum / weights.sum(): {{Name}}Mistake.averaged,
        ])
    }

    // As many weights as values.

    @Test("Bad input is refused", .hint("What should happen to a value that has no weight?"))
    func badInput() throws {
      for weights: Vector in [[], [1, 2], [1, 2, 3, 4]] {
        try expectInvalidInput(
          naming: "weights", value: "\(weights.count)", mistake: {{Name}}Mistake.cut
        ) {
          try answer.weightedSum(values: [1, 2, 3], weights: weights)
        }
      }
    }
  }
}
