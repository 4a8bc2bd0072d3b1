import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteSparseActivations: SparseActivations {
  let session: Session

  func nonnegativeProjection(point: Vector) throws -> Vector {
    try session.call(#function, point)
  }

  func sparsemax(logits: Vector) throws -> Vector { try session.call(#function, logits) }

  func sparsemaxThreshold(logits: Vector) throws -> Double { try session.call(#function, logits) }

  func sparsemaxSupport(logits: Vector) throws -> [Int] { try session.call(#function, logits) }

  func sparsemaxJacobian(logits: Vector) throws -> Matrix { try session.call(#function, logits) }

  func relumax(logits: Vector, b: Double) throws -> Vector {
    try session.call(#function, logits, b)
  }

  func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
    try session.call(#function, logits, b)
  }

  func bMatchingSparsemax(logits: Vector) throws -> Double { try session.call(#function, logits) }

  func pairProbability(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
    try session.call(#function, activation, t, b)
  }

  func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
    try session.call(#function, activation, t, b)
  }

  func probabilities(
    of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
  ) throws -> Vector {
    try session.call(#function, activation, logits, temperature, b)
  }

  func oneHotTemperature(
    of activation: SimplexActivation, logits: Vector, b: Double
  ) throws -> Double {
    try session.call(#function, activation, logits, b)
  }

  func relumaxLoss(logits: Vector, label: Int, b: Double, epsilon: Double) throws -> Double {
    try session.call(#function, logits, label, b, epsilon)
  }

  func relumaxLossGradient(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Vector {
    try session.call(#function, logits, label, b, epsilon)
  }

  func crossEntropyOutsideSupport() throws -> Double { try session.call(#function) }
}

extension SparseActivations {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "nonnegativeProjection(point:)": Operation(nonnegativeProjection),
      "sparsemax(logits:)": Operation(sparsemax),
      "sparsemaxThreshold(logits:)": Operation(sparsemaxThreshold),
      "sparsemaxSupport(logits:)": Operation(sparsemaxSupport),
      "sparsemaxJacobian(logits:)": Operation(sparsemaxJacobian),
      "relumax(logits:b:)": Operation(relumax),
      "relumaxJacobian(logits:b:)": Operation(relumaxJacobian),
      "bMatchingSparsemax(logits:)": Operation(bMatchingSparsemax),
      "pairProbability(of:t:b:)": Operation(pairProbability),
      "pairSlope(of:t:b:)": Operation(pairSlope),
      "probabilities(of:logits:temperature:b:)": Operation(probabilities),
      "oneHotTemperature(of:logits:b:)": Operation(oneHotTemperature),
      "relumaxLoss(logits:label:b:epsilon:)": Operation(relumaxLoss),
      "relumaxLossGradient(logits:label:b:epsilon:)": Operation(relumaxLossGradient),
      "crossEntropyOutsideSupport()": Operation(crossEntropyOutsideSupport),
    ]
  }
}
