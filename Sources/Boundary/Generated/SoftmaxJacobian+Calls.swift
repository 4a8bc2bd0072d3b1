// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 1: every call goes to the worker.
struct RemoteSoftmaxJacobian: SoftmaxJacobian, RemoteAnswer {
  let session: Session

  func logSumExp(logits: Vector) throws -> Double {
    try session.call(#function, logits)
  }

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
      "logSumExp(logits:)": Operation(logSumExp(logits:)),
      "softmax(logits:temperature:)": Operation(softmax(logits:temperature:)),
      "logSoftmax(logits:temperature:)": Operation(logSoftmax(logits:temperature:)),
      "jacobian(logits:temperature:)": Operation(jacobian(logits:temperature:)),
      "vectorJacobianProduct(upstream:logits:temperature:)":
        Operation(vectorJacobianProduct(upstream:logits:temperature:)),
      "outputActivation(for:)": Operation(outputActivation(for:)),
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 1.
  public var softmaxJacobian: any SoftmaxJacobian {
    resolve { RemoteSoftmaxJacobian(session: $0) as any SoftmaxJacobian }
  }
}
