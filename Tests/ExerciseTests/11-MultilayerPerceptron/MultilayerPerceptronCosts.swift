import ExerciseTesting
import LinearAlgebra
import Testing

extension MultilayerPerceptronSuites.MultilayerPerceptronUseTests {
  /// What a prediction costs where a probability rounds to 0 or 1. The third number comes from mpmath with 420
  /// digits.
  func expectLargeCosts() throws {
    for (logits, label, cost) in [
      ([[1000, 0]], 1, 1000), ([[800, 0]], 0, 0), ([[40, 0]], 0, 4.248354255291589e-18),
    ] as [(Matrix, Int, Double)] {
      try expect(
        predict(logits, labels: [label]).cost, equals: cost,
        "the cost of the logits \(logits) with the label \(label)", tolerance: .relative(1e-9))
    }
  }
}
