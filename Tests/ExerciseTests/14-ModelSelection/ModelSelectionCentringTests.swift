import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ModelSelectionSuites {
  @Suite("14 · Model selection: standardising", .part(2))
  struct ModelSelectionCentringTests {
    let selection = Student.answer.modelSelection

    // The literals were computed with 40 digits and again in NumPy. The features have different scales
    // and the third one a deviation of 0.0016, beside which even 1e-8 shows. Then constant features:
    // three times 0.1 have a computed mean of 0.10000000000000002. Then a mean that is a billion times
    // as large as the deviation, one training sample, and random instances beside plain loops.

    @Test(
      "Everything is standardised with the training data's means and deviations",
      .hint("Which of the two matrices does each of your means and deviations come from?"))
    func standardized() throws {
      guard try expectTraining(), try expectValidation(), try expectConstantFeatures(),
        try expectLargeMeans()
      else { return }
      try expect(
        selection.standardized(inputs: [[1, -2], [4, 8], [0.5, 5]], training: [[3, 5]]),
        equals: [[-2, -7], [1, 3], [-2.5, 0]], "the inputs beside a single training sample")
      guard try expectShapesAndScales(), try expectPartlyEqualValues() else { return }
      // Features of very different scales side by side.
      let side = Matrix(rows: [[0, 1, 2], [1, 5, 0], [2, 0, 1], [5, 2, 5]] as [Vector])
      let scales: Vector = [1e-12, 1, 1e12]
      let mixed = Matrix(rows: (0..<4).map { side.row($0) * scales })
      guard
        try expectStandardized(
          mixed, mixed, "three features of the scales 1e-12, 1 and 1e12, standardised")
      else { return }
      for (offset, spread) in [
        (1.0, 1e-7), (-1e6, 1e-1), (0.001, 1e-9), (0, 1e-100), (0, 1e99),
      ] {
        let training = Matrix(rows: [0, 1, 2, 5].map { [offset + spread * $0] })
        guard
          try expectStandardized(
            training, training,
            "a feature of \(offset) + 0, 1, 2 and 5 times \(spread), standardised",
            tolerance: .absolute(1e-6))
        else { return }
      }
    }

    // Any shape and any scale. A small spread beside the mean is no constant feature.
    private func expectShapesAndScales() throws -> Bool {
      var generator = SeededGenerator(seed: Student.seed)
      let shapes = Sweep.shapes.filter { $0.0 < 40 } + [(1100, 2)]
      for (k, (rows, columns)) in shapes.enumerated() {
        let scale = Sweep.magnitudes[k % 7]
        let offset = k % 3 == 0 ? 0 : (k % 3 == 1 ? 1e3 : -10) * scale
        let training = generator.matrix(rows, columns, deviation: scale) + offset
        let inputs = generator.matrix(3, columns, deviation: scale) + offset
        for (name, inputs) in [("training", training), ("other", inputs)] {
          let isRight = try expectStandardized(
            inputs, training,
            "\(name) samples, standardised with \(rows) × \(columns) training samples of scale "
              + "\(scale) around \(offset)", namesOwnStatistics: (2...30).contains(rows))
          guard isRight else { return false }
        }
      }
      return true
    }

    // One value differs from all others, at each place: such a feature isn't constant. One of 0 and −0 is.
    private func expectPartlyEqualValues() throws -> Bool {
      for rows in [2, 3, 5, 33] {
        for place in Sweep.places(in: rows) {
          let training = Matrix(rows: rows, columns: 3) { i, j in
            i == place ? [7, 0.3, -0.0][j] : [4, 0.1, 0][j]
          }
          let isRight = try expectStandardized(
            training, training,
            "features of \(rows) samples that are equal but for that at \(place), standardised")
          guard isRight else { return false }
        }
      }
      return true
    }

    private let training: Matrix = [[2, -1, 0.5], [4, 3, 0.504], [5, -5, 0.501], [9, 7, 0.503]]
    private let means: Vector = [5, 1, 0.502]
    private let deviations = sqrt([6.5, 20, 2.5e-6] as Vector)

    /// Each row with something subtracted, and then divided.
    private func scaled(_ rows: Matrix, _ means: Vector, _ divisors: Vector) -> Matrix {
      Matrix(rows: (0..<rows.rows).map { (rows.row($0) - means) / divisors })
    }

    private func expectTraining() throws -> Bool {
      let (all, turned) = (training.mean(), training.transposed())
      let spread = ((training - all).squaredNorm() / 12).squareRoot()
      let squares = turned * turned
      let rowDeviations = sqrt(squares.columnMeans() - turned.columnMeans() * turned.columnMeans())
      return try expect(
        selection.standardized(inputs: training, training: training),
        equals: [
          [-1.1766968108291043, -0.4472135954999579, -1.2649110640673518],
          [-0.3922322702763681, 0.4472135954999579, 1.2649110640673518],
          [0, -1.3416407864998738, -0.6324555320336759],
          [1.5689290811054724, 1.3416407864998738, 0.6324555320336759],
        ],
        "the training samples, standardised",
        mistakes: [
          scaled(training, means, deviations * (4.0 / 3).squareRoot()): Slip.sampleVariance,
          scaled(training, means, deviations * deviations): Slip.variance,
          scaled(training, .zeros(3), deviations): Slip.uncentered,
          scaled(training, means, .ones(3)): Slip.unscaled,
          scaled(training, means, deviations + 1e-8): Slip.epsilonAdded,
          scaled(training, means, sqrt(deviations * deviations + 1e-8)): Slip.epsilonAdded,
          scaled(training, [2, -5, 0.5], [7, 12, 0.004]): Slip.range,
          (training - all) / spread: Slip.wholeMatrix,
          scaled(turned, turned.columnMeans(), rowDeviations).transposed(): Slip.rows,
          scaled(training, means, [2, 4, 0.0015]): Slip.meanMagnitude,
        ])
    }

    private func expectValidation() throws -> Bool {
      let validation: Matrix = [[1, 4, 0.5015], [6, -2, 0.506]]
      return try expect(
        selection.standardized(inputs: validation, training: training),
        equals: [
          [-1.5689290811054724, 0.6708203932499369, -0.316227766016873],
          [0.3922322702763681, -0.6708203932499369, 2.5298221281347035],
        ],
        "the validation samples, standardised",
        mistakes: [
          [[-1, 1, -1], [1, -1, 1]]: Slip.ownStatistics,
          scaled(validation, [3.5, 1, 0.50375], deviations): Slip.ownMeans,
          scaled(validation, means, [2.5, 3, 0.00225]): Slip.ownDeviations,
          [
            [-1.3308209261014035, 0.7423074889580902, -0.5393308788693139],
            [0.5703518254720301, -0.7423074889580902, 1.7009666179722684],
          ]: Slip.pooled,
        ])
        && expect(
          selection.standardized(inputs: validation[rows: 1...1], training: training),
          equals: [[0.3922322702763681, -0.6708203932499369, 2.5298221281347035]],
          "a single validation sample, standardised",
          mistakes: [[[0, 0, 0]]: Slip.ownStatistics, [[1, -3, 0.004]]: Slip.constantInInputs])
    }

    private func expectConstantFeatures() throws -> Bool {
      let training: Matrix = [[0.1, 1, -4], [0.1, 1, 2], [0.1, 1, 5]]
      let others: Matrix = [[0.1, 3, -1], [0.6, 1, 7]]
      for (name, inputs, right) in [
        (
          "training", training,
          [
            [0, 0, -1.3363062095621219], [0, 0, 0.2672612419124244], [0, 0, 1.0690449676496976],
          ] as Matrix
        ),
        ("other", others, [[0, 2, -0.5345224838248488], [0.5, 0, 1.6035674514745464]]),
      ] {
        let yours = try selection.standardized(inputs: inputs, training: training)
        let what = "\(name) samples with two constant features, standardised"
        guard yours.shape == right.shape else { return expect(yours, equals: right, what) }
        // Nothing is named where even the third feature, which isn't constant, is wrong.
        let isElsewhere = !zip(yours.column(2), right.column(2)).allSatisfy { abs($0 - $1) < 1e-9 }
        let mistake: String? =
          if isElsewhere {
            nil
          } else if yours.column(1).contains(where: { !$0.isFinite || $0.magnitude > 1e6 }) {
            Slip.constantZero
          } else if yours.column(0).contains(where: { !$0.isFinite || $0.magnitude > 0.75 }) {
            Slip.constantRounded
          } else if name == "other", yours.column(1) == [0, 0] {
            Slip.constantErased
          } else {
            nil
          }
        if let mistake {
          return expectProperty(
            false, "the \(what), are \(right); yours are \(yours)", mistake: mistake)
        }
        guard expect(yours, equals: right, what) else { return false }
      }
      return true
    }

    // 2²⁷ is exact, and so are its sums; its square has a last digit of 4.
    private func expectLargeMeans() throws -> Bool {
      let base = 134_217_728.0
      let training = Matrix(rows: 4, columns: 2) { i, j in
        j == 0 ? base + Double(i) : Double(i) - base
      }
      let right = Vector([-1.5, -0.5, 0.5, 1.5]) / 1.25.squareRoot()
      let yours = try selection.standardized(inputs: training, training: training)
      guard yours.shape == (4, 2) else {
        return expect(yours, equals: training, "samples with large means, standardised")
      }
      return expectProperty(
        (0..<2).allSatisfy { j in
          zip(yours.column(j), right).allSatisfy { abs($0 - $1) <= 1e-6 }
        },
        "features of 2²⁷ + 0, 1, 2, 3 and of −2²⁷ + 0, 1, 2, 3 become \(right); yours are "
          + "\(yours.column(0)) and \(yours.column(1))",
        // Where the deviation was taken for 0, the feature is centred only.
        mistake: yours.column(0) == [-1.5, -0.5, 0.5, 1.5] ? nil : Slip.cancellation)
    }

    /// How far a number lies above all values, on average.
    private func meanDifference(of x: Double, from values: [Double]) -> Double {
      values.reduce(0) { $0 + (x - $1) } / Double(values.count)
    }

    /// The variance without a mean: half the mean square of all differences.
    private func halfMeanSquare(_ values: [Double]) -> Double {
      values.reduce(0) { sum, x in values.reduce(sum) { $0 + (x - $1) * (x - $1) } }
        / Double(2 * values.count * values.count)
    }

    /// Expects each number times the deviation of its feature to be the mean difference.
    private func expectStandardized(
      _ inputs: Matrix, _ training: Matrix, _ what: String, tolerance: Tolerance = .standard,
      namesOwnStatistics: Bool = false
    ) throws -> Bool {
      let features = training.transposed()
      func standardized(with features: Matrix) -> Matrix {
        let variances = (0..<features.rows).map { halfMeanSquare(features.row($0).elements) }
        return Matrix(rows: inputs.rows, columns: inputs.columns) { i, j in
          meanDifference(of: inputs[i, j], from: features.row(j).elements)
            / (variances[j] == 0 ? 1 : variances[j].squareRoot())
        }
      }
      return try expect(
        selection.standardized(inputs: inputs, training: training),
        equals: standardized(with: features), what, tolerance: tolerance,
        mistakes: namesOwnStatistics
          ? [standardized(with: inputs.transposed()): Slip.ownStatistics] : [:])
    }
  }
}
