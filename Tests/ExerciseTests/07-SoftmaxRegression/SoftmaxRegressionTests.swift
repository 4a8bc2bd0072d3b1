import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("7 · Softmax regression", .exercise(.softmaxRegression))
enum SoftmaxRegressionSuites {}

extension SoftmaxRegressionSuites {
  @Suite("7 · Softmax regression", .part(1))
  struct SoftmaxRegressionTests {
    typealias Mistake = SoftmaxRegressionMistake
    let softmax = Student.answer.softmaxRegression

    // n × K, a single 1 a row, as many columns as there are classes.

    @Test(
      "One-hot rows have a single 1, in the label's column",
      .hint("Which entry of row 3 is 1 if the label of sample 3 is 0?"))
    func oneHot() throws {
      try expect(
        softmax.oneHot(labels: [2, 0, 3, 0, 1], classes: 4),
        equals: [[0, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0]],
        tolerance: .exact,
        mistakes: [
          [[0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]:
            Mistake.firstRowOnly,
          [[1, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]:
            Mistake.firstRowOnly,
          [[0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0]]:
            Mistake.firstLabel,
          [[0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]:
            Mistake.countedFromOne,
          [[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0]]:
            Mistake.countedFromOne,
          [[0, 1, 0, 1, 0], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0], [0, 0, 1, 0, 0]]:
            Mistake.oneHotTransposed,
          [[0, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 3], [0, 0, 0, 0], [0, 1, 0, 0]]:
            Mistake.labelAsEntry,
        ])
      // The last classes don't occur here.
      try expect(
        softmax.oneHot(labels: [1, 0], classes: 5), equals: [[0, 1, 0, 0, 0], [1, 0, 0, 0, 0]],
        tolerance: .exact, mistakes: [[[0, 1], [1, 0]]: Mistake.classesFromData])
      let drawn = SoftmaxRegressionProblem(draw: 1, samples: 11, features: 2, classes: 6).labels
      try expect(
        softmax.oneHot(labels: drawn, classes: 6),
        equals: Matrix(rows: 11, columns: 6) { drawn[$0] == $1 ? 1 : 0 }, tolerance: .exact)
      try expectEach(Sweep.counts) { classes in
        let labels = Sweep.places(in: classes)
        return try expect(
          softmax.oneHot(labels: labels, classes: classes),
          equals: Matrix(rows: labels.count, columns: classes) { labels[$0] == $1 ? 1 : 0 },
          "the one-hot rows of the labels \(labels)", tolerance: .exact)
      }
    }

    // Ŷ is the softmax of each row of XW. A row doesn't depend on the other rows, the same number
    // added to all weights of a feature changes nothing, and logits may be near ±1e4.

    @Test(
      "The probabilities are the softmax of each row of XW, however large its entries are",
      .hint("Which entries belong to one sample? What is exp(10000), and what is exp(−20000)?"))
    func probabilities() throws {
      if try expectProbabilities() { try expectProbabilitiesOfHugeLogits() }
    }

    private func expectProbabilities() throws -> Bool {
      let five = SoftmaxRegressionProblem.five
      let isRight = try expect(
        softmax.probabilities(weights: five.weights, inputs: five.inputs),
        equals: [
          [0.17007474925014898, 0.2183803007739857, 0.01792574668851922, 0.5936192032873461],
          [0.11505403013820555, 0.45504751647781927, 0.21494922669198757, 0.21494922669198757],
          [0.030627550718505328, 0.0032281200959596327, 0.176249385324212, 0.7898949438613231],
          [0.12112308847801315, 0.19969821234659388, 0.2564175803201323, 0.4227611188552607],
          [0.052491693861466696, 0.04088057228405472, 0.5643388928641118, 0.3422888409903668],
        ], mistakes: mistakes(five))
      guard isRight else { return false }

      let drawn = SoftmaxRegressionProblem(draw: 2, samples: 6, features: 3, classes: 5)
      let together = try softmax.probabilities(weights: drawn.weights, inputs: drawn.inputs)
      guard expect(together, equals: drawn.probabilities(), mistakes: mistakes(drawn))
      else { return false }
      for sample in 0..<6 {
        let alone = try softmax.probabilities(
          weights: drawn.weights, inputs: drawn.taking([sample]).inputs)
        guard
          expect(
            alone, equals: Matrix(rows: [drawn.probabilities().row(sample)]),
            "the probabilities of drawn sample \(sample) alone")
        else { return false }
      }
      for problem in SoftmaxRegressionProblem.sweep + Sweep.magnitudes.map({ drawn.inUnits($0) }) {
        let what = "the probabilities of \(problem.samples) samples and \(problem.classes) classes"
        guard
          try expect(
            softmax.probabilities(weights: problem.weights, inputs: problem.inputs),
            equals: problem.probabilities(), what)
        else { return false }
      }
      let shifted = drawn.weights + outer([30, -20, 5], .ones(5))
      return try expect(
        softmax.probabilities(weights: shifted, inputs: drawn.inputs),
        equals: drawn.probabilities(),
        "the probabilities with the same number added to all weights of a feature",
        tolerance: .absolute(1e-11))
    }

    // Rows near +1e4 and −1e4 in one batch: each needs the maximum that is its own. Numbers
    // were computed with mpmath at 420 digits, and again with NumPy.
    private func expectProbabilitiesOfHugeLogits() throws {
      let high = [0.7310585786300049, 0.2689414213699951, 0]
      let low = [0.6652409557748219, 0.09003057317038046, 0.24472847105479764]
      let small = [0.3314989604240915, 0.12195165230972886, 0.5465493872661796]
      let noNumber = [Double.nan, .nan, .nan]
      let third = [Double](repeating: 1.0 / 3, count: 3)
      func expectRows(
        _ inputs: Matrix, _ rows: [[Double]], mistakes: KeyValuePairs<Matrix, String>
      ) throws -> Bool {
        // The logits are the first three features; the fourth has no weight.
        try expect(
          softmax.probabilities(
            weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], inputs: inputs),
          equals: Matrix(rows), mistakes: mistakes)
      }
      // One row at a time, then all of them in one batch.
      guard
        try expectRows(
          [[10000, 9999, 0, 1]], [high],
          mistakes: [
            [[.nan, .nan, 0]]: Mistake.noShift, [[.nan, .nan, .nan]]: Mistake.noShift,
            [[0.5, 0.5, 0]]: Mistake.clipped, Matrix([third]): Mistake.columnMaximum,
          ]),
        try expectRows(
          [[-10000, -10002, -10001, 1]], [low],
          mistakes: [
            Matrix([noNumber]): Mistake.noShift, Matrix([third]): Mistake.clipped,
          ])
      else { return }
      let inputs: Matrix = [
        [10000, 9999, 0, 1], [0.5, -0.5, 1, 1], [-10000, -10002, -10001, 1],
      ]
      let isRight = try expectRows(
        inputs, [high, small, low],
        mistakes: [
          Matrix([high, noNumber, noNumber]): Mistake.oneMaximum,
          Matrix([high, [0, 0, 0], [0, 0, 0]]): Mistake.oneMaximum,
          Matrix([[1, 0, 0], small, low]): Mistake.columnMaximum,
          Matrix([[0.5, 0.5, 0], small, third]): Mistake.clipped,
        ])
      guard isRight else { return }

      // Where log 3 is nothing beside a logit, each of three equal ones has a third all the same.
      guard try expectRows([[1e17, 1e17, 1e17, 1]], [third], mistakes: [:]) else { return }

      // The largest logit at each place, at each height: all others are exp of their distance to it.
      let distances = [707, 120, 400, 90.25, 650, 250, 101, 60.75]
      let tops: [(place: Int, height: Double, spread: Double)] = Sweep.places(in: 9).flatMap {
        [($0, 1e4, 1), ($0, -1e4, 1), ($0, 0.25, 1), ($0, 1e4, 64), ($0, 0.25, 64)]
      }
      let relative = Matrix(rows: tops.count, columns: 9) { i, k in
        k == tops[i].place ? 0 : -distances[(k + i) % 8] * tops[i].spread
      }
      let logits = Matrix(rows: tops.count, columns: 9) { tops[$0].height + relative[$0, $1] }
      guard
        try expect(
          log(softmax.probabilities(weights: .identity(9), inputs: logits)),
          equals: log(exp(relative)),
          "the logarithms of the probabilities where all logits of a row but one are from 60.75 to "
            + "45248 below that one")
      else { return }
      // The gradient needs the same probabilities; here W is the identity of the classes.
      let labels = tops.indices.map { $0 * 4 % 9 }
      let errors = Matrix(rows: tops.count, columns: 9) { i, k in
        (k == tops[i].place ? 1 : 0) - (k == labels[i] ? 1 : 0)
      }
      try expect(
        softmax.gradient(
          weights: Matrix(rows: 10, columns: 9) { $0 == $1 ? 1 : 0 },
          inputs: Matrix(rows: tops.count, columns: 10) { $1 == 9 ? 1 : logits[$0, $1] },
          labels: labels, lambda: 0
        ).row(9), equals: errors.columnMeans(), "the last row of the gradient for the same logits")
      let gradient = try softmax.gradient(
        weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], inputs: inputs, labels: [0, 1, 2],
        lambda: 0)
      let (one, mean) = (Vector.ones(3), (Vector(high) + Vector(small) + Vector(low) - 1) / 3)
      expect(
        gradient.row(3), equals: mean, "the last row of the gradient",
        mistakes: [
          Vector(noNumber): Mistake.oneMaximum, (Vector(high) - one) / 3: Mistake.oneMaximum,
        ])
    }

    /// What the usual mistakes give instead of the probabilities.
    private func mistakes(_ problem: SoftmaxRegressionProblem) -> KeyValuePairs<Matrix, String> {
      var negated = problem
      negated.weights = -problem.weights
      let logits = problem.logits
      let columns = exp(logits - logits.columnMaxima())
      let rows = exp(logits - outer(logits.rowMaxima(), .ones(problem.classes)))
      let downColumns = problem.probabilities { $1 }
      let overBatch = problem.probabilities { _, _ in 0 }
      let ofColumnMaxima = columns / outer(columns.rowSums(), .ones(problem.classes))
      return [
        downColumns: Mistake.wrongAxis,
        overBatch: Mistake.wholeBatch,
        sigmoid(logits): Mistake.sigmoids,
        exp(logits): Mistake.notNormalized,
        rows: Mistake.notNormalized,
        negated.probabilities(): Mistake.negated,
        logits: Mistake.justLogits,
        ofColumnMaxima: Mistake.columnMaximum,
      ]
    }
  }
}
