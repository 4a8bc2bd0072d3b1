import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// An optimizer with its settings, for a model of two layers of 2 × 2: parameters of equal shapes.
struct Runner {
  let what: String
  /// How large the parameters are at the start, and the gradients.
  let (size, slope): (Double, Double)
  let make: (any Module) throws -> any ModuleOptimizer
  /// Takes the first values, and gives what turns a gradient into the next values.
  let rule: (Vector) -> (Vector) -> Vector

  init(
    _ what: String, from size: Double, gradients slope: Double,
    _ make: @escaping (any Module) throws -> any ModuleOptimizer,
    rule: @escaping (Vector) -> (Vector) -> Vector
  ) {
    (self.what, self.size, self.slope, self.make, self.rule) = (what, size, slope, make, rule)
  }

  /// 1 for an entry of a weight, 0 for one of a bias.
  static let isWeight: Vector = [1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0]

  static func entries(_ parameters: [Matrix]) -> Vector { Vector(parameters.flatMap(\.elements)) }

  static func parameters(_ entries: Vector) -> [Matrix] {
    [0, 6].flatMap { i in
      [
        Vector(entries[i..<i + 4]).reshaped(rows: 2, columns: 2),
        Vector(entries[i + 4..<i + 6]).reshaped(rows: 1, columns: 2),
      ]
    }
  }
}
