import Curriculum

/// An answer that is known to be good: where it compiles and runs, another one has failed by itself.
enum KnownAnswer {
  static let exercise = Exercise.softmaxJacobian

  static let text = """
    import Curriculum
    import LinearAlgebra

    public struct Answer: SoftmaxJacobian {
      public func logSumExp(logits: Vector) throws -> Double { throw Unimplemented() }

      public func softmax(logits: Vector, temperature: Double) throws -> Vector {
        logits * temperature
      }

      public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
        throw Unimplemented()
      }

      public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
        throw Unimplemented()
      }

      public func vectorJacobianProduct(
        upstream: Vector, logits: Vector, temperature: Double
      ) throws -> Vector { throw Unimplemented() }

      public func outputActivation(for task: OutputTask) throws -> OutputActivation {
        throw Unimplemented()
      }
    }

    """

  /// Whether a worker that has loaded it gives the right reply.
  static func isRight(in session: Session) throws -> Bool {
    try AnswerSource(session).softmaxJacobian.softmax(logits: [1, 2], temperature: 3) == [3, 6]
  }
}
