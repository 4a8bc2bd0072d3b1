// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 10: every call goes to the worker.
struct RemoteSparseActivations: SparseActivations, RemoteAnswer {
  let session: Session

  func nonnegativeProjection(point: Vector) throws -> Vector {
    try session.call(#function, point)
  }

  func sparsemax(logits: Vector) throws -> Vector {
    try session.call(#function, logits)
  }

  func sparsemaxThreshold(logits: Vector) throws -> Double {
    try session.call(#function, logits)
  }

  func sparsemaxSupport(logits: Vector) throws -> [Int] {
    try session.call(#function, logits)
  }

  func sparsemaxJacobian(logits: Vector) throws -> Matrix {
    try session.call(#function, logits)
  }

  func relumax(logits: Vector, b: Double) throws -> Vector {
    try session.call(#function, logits, b)
  }

  func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
    try session.call(#function, logits, b)
  }

  func bMatchingSparsemax(logits: Vector) throws -> Double {
    try session.call(#function, logits)
  }

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

  func crossEntropyOutsideSupport() throws -> Double {
    try session.call(#function)
  }
}

extension SparseActivations {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "nonnegativeProjection(point:)": Operation(nonnegativeProjection(point:)),
      "sparsemax(logits:)": Operation(sparsemax(logits:)),
      "sparsemaxThreshold(logits:)": Operation(sparsemaxThreshold(logits:)),
      "sparsemaxSupport(logits:)": Operation(sparsemaxSupport(logits:)),
      "sparsemaxJacobian(logits:)": Operation(sparsemaxJacobian(logits:)),
      "relumax(logits:b:)": Operation(relumax(logits:b:)),
      "relumaxJacobian(logits:b:)": Operation(relumaxJacobian(logits:b:)),
      "bMatchingSparsemax(logits:)": Operation(bMatchingSparsemax(logits:)),
      "pairProbability(of:t:b:)": Operation(pairProbability(of:t:b:)),
      "pairSlope(of:t:b:)": Operation(pairSlope(of:t:b:)),
      "probabilities(of:logits:temperature:b:)": Operation(probabilities(of:logits:temperature:b:)),
      "oneHotTemperature(of:logits:b:)": Operation(oneHotTemperature(of:logits:b:)),
      "relumaxLoss(logits:label:b:epsilon:)": Operation(relumaxLoss(logits:label:b:epsilon:)),
      "relumaxLossGradient(logits:label:b:epsilon:)":
        Operation(relumaxLossGradient(logits:label:b:epsilon:)),
      "crossEntropyOutsideSupport()": Operation(crossEntropyOutsideSupport),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 10.
  public var sparseActivations: any SparseActivations {
    resolve { RemoteSparseActivations(session: $0) as any SparseActivations }
  }
}
