import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteSoftmaxJacobian: SoftmaxJacobian {
  let session: Session

  func logSumExp(logits: Vector) throws -> Double { try session.call(#function, logits) }

  func softmax(logits: Vector, temperature: Double) throws -> Vector {
    try session.call(#function, logits, temperature)
  }

  func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
    try session.call(#function, logits, temperature)
  }

  func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
    try session.call(#function, logits, temperature)
  }

  func vectorJacobianProduct(
    upstream: Vector, logits: Vector, temperature: Double
  ) throws -> Vector {
    try session.call(#function, upstream, logits, temperature)
  }

  func outputActivation(for task: OutputTask) throws -> OutputActivation {
    try session.call(#function, task)
  }
}

extension SoftmaxJacobian {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "logSumExp(logits:)": Operation(logSumExp),
      "softmax(logits:temperature:)": Operation(softmax),
      "logSoftmax(logits:temperature:)": Operation(logSoftmax),
      "jacobian(logits:temperature:)": Operation(jacobian),
      "vectorJacobianProduct(upstream:logits:temperature:)": Operation(vectorJacobianProduct),
      "outputActivation(for:)": Operation(outputActivation),
    ]
  }
}
