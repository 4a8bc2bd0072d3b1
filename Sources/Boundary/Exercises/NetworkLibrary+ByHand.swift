import Curriculum
import LinearAlgebra

extension RemoteModule {
  /// Copies: the parameters themselves live in the worker.
  var parameters: [Parameter] {
    get throws {
      try zip(values(), gradients()).map { value, gradient in
        let parameter = Parameter(value, isDecayed: true)
        parameter.gradient = gradient
        return parameter
      }
    }
  }
}
