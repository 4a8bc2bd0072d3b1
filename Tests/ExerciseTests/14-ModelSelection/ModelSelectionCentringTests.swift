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
      guard try expectLiterals(), try expectConstantFeatures(), try expectLargeMeans() else {
        return
      }

      try expect(
        selection.standardized(inputs: [[1, -2], [4, 8], [0.5, 5]], training: [[3, 5]]),
        equals: [[-2, -7], [1, 3], [-2.5, 0]], "the inputs beside a single training sample",
        mistakes: [:])

      // Any shape and any scale. A small spread beside the mean is no constant feature.
      var generator = SeededGenerator(seed: Student.seed)
      let shapes = Sweep.shapes.filter { $0.0 < 40 } + [(300, 2)]
      for (k, (rows, columns)) in shapes.enumerated() {
        let scale = Sweep.magnitudes[k % 7]
        let offset = k % 3 == 0 ? 0 : (k % 3 == 1 ? 1e3 : -10) * scale
        let training = scale * .normal(rows: rows, columns: columns, using: &generator) + offset
        let inputs = scale * .normal(rows: 3, columns: columns, using: &generator) + offset
        for (name, inputs) in [("training", training), ("other", inputs)] {
          let isRight = try expectStandardized(
            inputs, training,
            "\(name) samples, standardised with \(rows) × \(columns) training samples of scale "
              + "\(scale) around \(offset)", namesOwnStatistics: (2...30).contains(rows))
          guard isRight else { return }
        }
      }
      for (offset, spread) in [(1.0, 1e-7), (-1e6, 1e-1), (0.001, 1e-9), (0, 1e-100)] {
        let training = Matrix(rows: [0, 1, 2, 5].map { [offset + spread * $0] })
        guard
          try expectStandardized(
            training, training,
            "a feature of \(offset) + 0, 1, 2 and 5 times \(spread), standardised",
            tolerance: .absolute(1e-6))
        else { return }
      }
    }

    private func expectLiterals() throws -> Bool {
      let training: Matrix = [[2, -1, 0.5], [4, 3, 0.504], [5, -5, 0.501], [9, 7, 0.503]]
      let validation: Matrix = [[1, 4, 0.5015], [6, -2, 0.506]]
      let trainingIsRight = try expect(
        selection.standardized(inputs: training, training: training),
        equals: [
          [-1.1766968108291043, -0.4472135954999579, -1.2649110640673518],
          [-0.3922322702763681, 0.4472135954999579, 1.2649110640673518],
          [0, -1.3416407864998738, -0.6324555320336759],
          [1.5689290811054724, 1.3416407864998738, 0.6324555320336759],
        ],
        "the training samples, standardised",
        mistakes: [
          [
            [-1.0190493307301363, -0.3872983346207417, -1.0954451150103321],
            [-0.3396831102433787, 0.3872983346207417, 1.0954451150103321],
            [0, -1.161895003862225, -0.5477225575051661],
            [1.3587324409735149, 1.161895003862225, 0.5477225575051661],
          ]: Slip.sampleVariance,
          [
            [-0.46153846153846156, -0.1, -800], [-0.15384615384615385, 0.1, 800],
            [0, -0.3, -400], [0.6153846153846154, 0.3, 400],
          ]: Slip.variance,
          [
            [0.7844645405527362, -0.22360679774997896, 316.2277660168376],
            [1.5689290811054724, 0.6708203932499369, 318.7575881449723],
            [1.9611613513818404, -1.118033988749895, 316.8602215488713],
            [3.530090432487313, 1.5652475842498528, 318.12513261293867],
          ]: Slip.uncentred,
          [[-3, -2, -0.002], [-1, 2, 0.002], [0, -6, -0.001], [4, 6, 0.001]]: Slip.unscaled,
          [
            [-1.1766968062137197, -0.4472135944999579, -1.2649030641179477],
            [-0.39223226873790656, 0.4472135944999579, 1.2649030641179477],
            [0, -1.3416407834998738, -0.6324515320589739],
            [1.5689290749516263, 1.3416407834998738, 0.6324515320589739],
          ]: Slip.epsilonAdded,
          [
            [-1.1766968099239528, -0.44721359538815453, -1.2623888061956061],
            [-0.39223226997465094, 0.44721359538815453, 1.2623888061956061],
            [0, -1.3416407861644637, -0.6311944030978031],
            [1.5689290798986038, 1.3416407861644637, 0.6311944030978031],
          ]: Slip.epsilonAdded,
          [
            [0, 0.3333333333333333, 0], [0.2857142857142857, 0.6666666666666666, 1],
            [0.42857142857142855, 0, 0.25], [1, 1, 0.75],
          ]: Slip.range,
          [
            [-0.04661354535020865, -0.8823145576049466, -0.46446405147757763],
            [0.5105204628196166, 0.231953458734704, -0.46334978346123795],
            [0.7890874669045292, -1.9965825739445973, -0.4641854844734927],
            [1.9033554832441797, 1.3462214750743544, -0.46362835046532286],
          ]: Slip.wholeMatrix,
          [
            [1.2247448713915892, -1.2247448713915892, 0],
            [1.01939808848404, 0.3391947376272518, -1.3585928261112914],
            [1.1818623869642881, -1.2635387861461778, 0.08167639918188956],
            [0.9646526765296047, 0.41326503632977346, -1.3779177128593785],
          ]: Slip.rows,
          [
            [-1.5, -0.5, -1.3333333333333333], [-0.5, 0.5, 1.3333333333333333],
            [0, -1.5, -0.6666666666666666], [2, 1.5, 0.6666666666666666],
          ]: Slip.meanMagnitude,
        ])
      guard trainingIsRight else { return false }
      let validationIsRight = try expect(
        selection.standardized(inputs: validation, training: training),
        equals: [
          [-1.5689290811054724, 0.6708203932499369, -0.316227766016873],
          [0.3922322702763681, -0.6708203932499369, 2.5298221281347035],
        ],
        "the validation samples, standardised",
        mistakes: [
          [[-1, 1, -1], [1, -1, 1]]: Slip.ownStatistics,
          [
            [-0.9805806756909202, 0.6708203932499369, -1.423024947075753],
            [0.9805806756909202, -0.6708203932499369, 1.4230249470758232],
          ]: Slip.ownMeans,
          [[-1.6, 1, -0.2222222222222222], [0.4, -1, 1.7777777777777777]]: Slip.ownDeviations,
          [
            [-1.3308209261014035, 0.7423074889580902, -0.5393308788693139],
            [0.5703518254720301, -0.7423074889580902, 1.7009666179722684],
          ]: Slip.pooled,
        ])
      guard validationIsRight else { return false }
      return try expect(
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
