import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct Remote{{Name}}: {{Name}} {
  let session: Session

  func weightedSum(values: Vector, weights: Vector) throws -> Double {
    try session.call(#function, values, weights)
  }
}

extension {{Name}} {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "weightedSum(values:weights:)": Operation(weightedSum)
    ]
  }
}
