import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Two classes: probabilities and slopes by the logit.
extension SparseActivationsSuites.SparseActivationsSpecialCasesTests {
  func expectSoftmaxPairs() throws {
    try expectPair(
      .softmax, t: 0.5, b: 1, equals: 0.6224593312018546,
      [0.37754066879814546: SparseMistake.firstOfTwo])
    try expectPair(
      .softmax, t: -3, b: 0.5, equals: 0.04742587317756678,
      [0.9525741268224332: SparseMistake.firstOfTwo])
    try expectPair(.softmax, t: 800, b: 1, equals: 1, [.nan: SparseMistake.expOverflows])
    try expectPair(.softmax, t: -800, b: 1, equals: 0, [.nan: SparseMistake.expOverflows])
    let isTailRight = try expectPair(
      .softmax, t: -40, b: 1, equals: 4.248354255291589e-18, [0: SparseMistake.tailLost],
      .relative(1e-9))
    // Where e⁻ᵗ is too large for a Double, eᵗ is none too small.
    let lost: KeyValuePairs<Double, String> =
      isTailRight ? [0: SparseMistake.inverseOverflows] : [:]
    try expectPair(.softmax, t: -715, b: 1, equals: exp(-715), lost, .relative(1e-9))
    try expectPair(.softmax, t: -300, b: 1, equals: 5.148200222412013e-131, [:], .relative(1e-9))
  }

  func expectSparsemaxPairs() throws {
    try expectPair(
      .sparsemax, t: 0.5, b: 2, equals: 0.75,
      [0.25: SparseMistake.firstOfTwo, 0.5: SparseMistake.noHalf, 1.5: SparseMistake.noHalf])
    try expectPair(.sparsemax, t: -0.25, b: 2, equals: 0.375, [0.625: SparseMistake.firstOfTwo])
    for t in [1, 2.0, 1e17, 1e308] {
      try expectPair(.sparsemax, t: t, b: 3, equals: 1, [(t + 1) / 2: SparseMistake.pairNotClipped])
      try expectPair(
        .sparsemax, t: -t, b: 3, equals: 0, [(1 - t) / 2: SparseMistake.pairNotClipped])
    }
  }

  func expectRelumaxPairs() throws {
    try expectPair(
      .relumax, t: 0.25, b: 0.5, equals: 0.6666666666666666,
      [
        0.3333333333333333: SparseMistake.firstOfTwo, 0.75: SparseMistake.straightLine,
        0.6: SparseMistake.oneBranch,
        0.5714285714285714: SparseMistake.pairIgnoresB, 0.625: SparseMistake.sparsemaxInstead,
      ])
    try expectPair(
      .relumax, t: -0.75, b: 2, equals: 0.38461538461538464,
      [
        0.6153846153846154: SparseMistake.firstOfTwo, 0.3125: SparseMistake.straightLine,
        0.42105263157894735: SparseMistake.oneBranch, 0.2: SparseMistake.pairIgnoresB,
        0.125: SparseMistake.sparsemaxInstead,
      ])
    for t in [0.5, 3, 1e17, 1e308] {
      try expectPair(
        .relumax, t: t, b: 0.5, equals: 1, [0.5 / (1 - t): SparseMistake.pairNotClipped])
      try expectPair(
        .relumax, t: -t, b: 0.5, equals: 0,
        [(0.5 - t) / (1 - t): SparseMistake.pairNotClipped, 0.5 / (1 + t): SparseMistake.oneBranch])
    }
    try expectPair(
      .relumax, t: 1, b: 1e308, equals: 0.5,
      [0: SparseMistake.sumOverflows, .nan: SparseMistake.sumOverflows])
  }

  @discardableResult
  func expectPair(
    _ activation: SimplexActivation, t: Double, b: Double, equals expected: Double,
    _ mistakes: KeyValuePairs<Double, String> = [:], _ tolerance: Tolerance = .standard,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    try expect(
      answer.pairProbability(of: activation, t: t, b: b), equals: expected, tolerance: tolerance,
      mistakes: mistakes, sourceLocation: sourceLocation)
  }

  @discardableResult
  func expectSlope(
    _ activation: SimplexActivation, t: Double, b: Double, equals expected: Double,
    _ mistakes: KeyValuePairs<Double, String> = [:], _ tolerance: Tolerance = .standard,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    try expect(
      answer.pairSlope(of: activation, t: t, b: b), equals: expected, tolerance: tolerance,
      mistakes: mistakes, sourceLocation: sourceLocation)
  }
}
