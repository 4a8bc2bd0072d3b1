import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A batch of samples and an affine map, all of them drawn or given.
///
/// What it computes, it computes with plain loops.
struct AffineProblem {
  var matrix: Matrix
  var offset: Vector
  var inputs: Matrix
  var targets: Matrix

  init(matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix) {
    self.matrix = matrix
    self.offset = offset
    self.inputs = inputs
    self.targets = targets
  }

  /// Draws a problem of n samples, d outputs and m inputs; residuals and inputs are between
  /// 0.25 and 2 in magnitude, so that none of them hides a mistake.
  init(draw: UInt64, samples n: Int, outputs d: Int, inputs m: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    matrix = Matrix.uniform(rows: d, columns: m, in: -2..<2, using: &generator)
    offset = Vector.uniform(count: d, in: 0.5..<2, using: &generator)
    func away() -> Double {
      let size = generator.uniform(in: 0.25..<2)
      return generator.uniform() < 0.5 ? -size : size
    }
    inputs = Matrix(rows: n, columns: m) { _, _ in away() }
    targets = Matrix.zeros(n, d)
    for k in 0..<n {
      // As long as a target is 0, the residual is the prediction.
      for i in 0..<d { targets[k, i] = residual(k, i) - away() }
    }
  }

  /// The same problem in other units: A and the inputs are multiplied by powers of two, and so exactly,
  /// and b and the targets by both.
  func inUnits(of unit: Double, inputs inputUnit: Double) -> AffineProblem {
    AffineProblem(
      matrix: unit * matrix, offset: unit * inputUnit * offset, inputs: inputUnit * inputs,
      targets: unit * inputUnit * targets)
  }

  /// Long problems; inputs that are 0, numbers that are tiny or huge, or have something in common. The square
  /// of a residual is 2⁷⁰⁰ at most.
  static func extremes(draw: UInt64, samples: Int) -> [AffineProblem] {
    let usual = AffineProblem(draw: draw, samples: samples, outputs: 3, inputs: 2)
    return [
      AffineProblem(draw: draw + 1, samples: samples, outputs: 1100, inputs: 2),
      AffineProblem(draw: draw + 2, samples: samples, outputs: 2, inputs: 1100),
      usual.inUnits(of: 0x1p-350, inputs: 1), usual.inUnits(of: 0x1p350, inputs: 1),
      usual.inUnits(of: 1, inputs: 0x1p-30), usual.inUnits(of: 1, inputs: 0x1p30),
      AffineProblem(
        matrix: usual.matrix, offset: usual.offset, inputs: 0 * usual.inputs,
        targets: usual.targets),
    ]
      + NumberPattern.problems(
        like: AffineProblem(draw: draw + 3, samples: samples, outputs: 4, inputs: 3),
        matrices: [\.matrix, \.inputs, \.targets], vectors: [\.offset])
  }

  /// Whether differences tell its gradients: not where its numbers are tiny or huge, or very many.
  var isMeasurable: Bool {
    [matrix, inputs].allSatisfy { (0.1...10).contains($0.normInfinity()) }
      && max(samples, offset.count, input.count) < 100
  }

  /// Learning rates, small and large, whose steps are of A's size.
  var rates: [Double] {
    let size = inputs.normInfinity() == 0 ? 1 : inputs.normInfinity()
    return [0.03, 0.25, 4].map { $0 / (size * size) }
  }

  var samples: Int { inputs.rows }
  var input: Vector { inputs.row(0) }
  var target: Vector { targets.row(0) }

  /// (A xₖ + b − tₖ)ᵢ; the offset may be left out, or stand for the first sample only.
  func residual(_ k: Int, _ i: Int, offset factor: (Int) -> Double = { _ in 1 }) -> Double {
    var sum = factor(k) * offset[i] - targets[k, i]
    for j in 0..<matrix.columns { sum += matrix[i, j] * inputs[k, j] }
    return sum
  }

  /// Σₖᵢ g(rₖᵢ).
  func sum(offset: (Int) -> Double = { _ in 1 }, _ g: (Double) -> Double) -> Double {
    var total = 0.0
    for k in 0..<samples {
      for i in 0..<matrix.rows { total += g(residual(k, i, offset: offset)) }
    }
    return total
  }

  /// A xₖ + b − tₖ in row k.
  func residuals(offset: (Int) -> Double = { _ in 1 }) -> Matrix {
    Matrix(rows: samples, columns: matrix.rows) { residual($0, $1, offset: offset) }
  }

  /// Σₖ rₖ xₖᵀ, of any r.
  func alongInputs(_ residuals: Matrix) -> Matrix {
    var sum = Matrix.zeros(matrix.rows, matrix.columns)
    for k in 0..<samples {
      for i in 0..<matrix.rows {
        for j in 0..<matrix.columns { sum[i, j] += residuals[k, i] * inputs[k, j] }
      }
    }
    return sum
  }

  /// Aᵀ rₖ in row k, of any r.
  func back(_ residuals: Matrix) -> Matrix {
    var sums = Matrix.zeros(samples, matrix.columns)
    for k in 0..<samples {
      for j in 0..<matrix.columns {
        for i in 0..<matrix.rows { sums[k, j] += matrix[i, j] * residuals[k, i] }
      }
    }
    return sums
  }

  /// The sum of all residuals of sample k.
  func residualSum(_ k: Int) -> Double {
    (0..<matrix.rows).reduce(0) { $0 + residual(k, $1) }
  }
}

// Leaves the offset out, and counts it for the first sample only.
func noOffset(_ k: Int) -> Double { 0 }
func firstOffset(_ k: Int) -> Double { k == 0 ? 1 : 0 }

/// The sentences of the mistakes that several tests foresee.
enum AffineMistake {
  static let noHalf = "the value is ½‖r‖², with the ½"
  static let factorTwo = "the ½ of ½‖r‖² takes the 2 of the square: there is no factor 2 left"
  static let notSquared = "this is half the norm ‖r‖: the value has the squared norm ‖r‖²"
  static let sumOfResiduals = "the residuals are added, where their squares must be"
  static let sign = "the residual is Ax + b − t: t − Ax − b turns the sign of the gradient around"
  static let noOffset = "the offset b is left out of the residual Ax + b − t"
  static let offsetOnce = "the offset b belongs to every sample, not only to the first"
  static let minusOffset = "the offset b is subtracted in the residual, where it must be added"
  static let transposed = "the gradient is transposed: it has the shape of A, d × m, not m × d"
  static let summedToScalar =
    "the gradient with respect to b is summed to a single number: b has d entries of its own"
  static let noInput =
    "the derivative of r with respect to A is missing: it is a factor of the chain rule"
  static let inputOnly =
    "the derivative of f with respect to r is missing: it is a factor of the chain rule"
  static let offsetIsOne =
    "this is the derivative of r with respect to b: the chain rule has another factor"
  static let inputIsResidual =
    "the derivative of r with respect to x is missing: it is a factor of the chain rule"
  static let normalized =
    "the gradient is divided by ‖r‖: that is the gradient of ‖r‖, not of ½‖r‖²"
  static let mean = "the value of a batch is a sum over the samples, not a mean"
  static let meanGradient = "the gradient of a batch is a sum over the samples, not a mean"
  static let overRows =
    "the residuals are summed within each sample: b's gradient sums over the samples"
  static let firstOnly = "only the first sample of the batch is used"
  static let lastOnly = "only the last sample of the batch is used"
  static let inputsSummed =
    "the gradients with respect to the inputs are summed: each sample has an input of its own"

  static let uphill = "the step goes up the hill: gradients are subtracted"
  static let rateForgotten = "the step is taken without the learning rate α"
  static let offsetKept = "the step moves A and forgets b"
  static let matrixKept = "the step moves b and forgets A"
  static let newMatrix =
    "b's gradient is taken at the new A: both gradients belong to the old A and b"
  static let newOffset =
    "A's gradient is taken at the new b: both gradients belong to the old A and b"
  static let stepMean = "the step takes the mean gradient of the batch, where the sum is due"
  static let squaredRate = "the learning rate is multiplied in twice"

  static let cut = "what doesn't fit is cut to the shorter one: shapes have to be checked first"
  static let notANumber = "NaN and infinity get past the check of the entries"
  static let badRate = "a learning rate that is not a finite number above 0 is accepted"
  static let rankOfMatrix = "each sample adds a matrix of rank 1: few samples give a low rank"
  static let rankOfOne =
    "the ranks of several samples' gradients can add up: only a single one has rank 1"
  static let rankOfSamples = "a matrix has no higher rank than it has rows, or columns"
}
