import Curriculum
import LinearAlgebra

extension NetworkParameters {
  /// - Parameter matrices: The weights, outputs × inputs, and the biases, 1 × outputs, layer by layer.
  init(_ matrices: [Matrix]) {
    self.init(
      weights: matrices.indices.filter { $0.isMultiple(of: 2) }.map { matrices[$0] },
      biases: matrices.indices.filter { !$0.isMultiple(of: 2) }.map { matrices[$0].flattened() })
  }

  /// The weights, outputs × inputs, and the biases, 1 × outputs, layer by layer.
  var matrices: [Matrix] { zip(weights, biases).flatMap { [$0, Matrix(rows: [$1])] } }
}
