import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A linear layer with a factor behind it, computed without any module.
struct CheckedModel {
  let inputs: Matrix
  let labels: [Int]
  /// W, then b, then the factor.
  let values: [Matrix]

  init(inputs: Int, outputs: Int, samples: Int, _ generator: inout SeededGenerator) {
    self.inputs = generator.matrix(samples, inputs)
    labels = (0..<samples).map { (3 * $0 + 1) % outputs }
    values = [
      generator.matrix(outputs, inputs), generator.matrix(1, outputs),
      [[generator.uniform(in: 0.6..<1.4)]],
    ]
  }

  /// Gradients of 3, from before the check.
  var old: [Matrix] { values.map { Matrix(rows: $0.rows, columns: $0.columns, repeating: 3) } }

  func errors(_ library: any NetworkLibrary, _ model: any Module, step: Double) throws -> Vector {
    try library.gradientErrors(of: model, inputs: inputs, labels: labels, step: step)
  }

  func model(
    _ library: any NetworkLibrary, slip: Double
  ) throws -> (model: any Module, probe: any ProbeModule) {
    let probe = try library.makeProbe(factor: values[2][0, 0], slip: slip)
    let layer = try library.linear(values[0], values[1].row(0))
    return (try library.makeSequential([layer, probe]), probe)
  }

  func loss(_ values: [Matrix]) -> Double {
    let layer = matmul(inputs, values[0], transposeB: true) + values[1].row(0)
    return meanCrossEntropy(values[2][0, 0] * layer, labels).loss
  }

  func analytic(slip: Double) -> [Matrix] {
    let layer = matmul(inputs, values[0], transposeB: true) + values[1].row(0)
    let factor = values[2][0, 0]
    let slope = meanCrossEntropy(factor * layer, labels).gradient
    return [
      factor * matmul(slope, inputs, transposeA: true), Matrix(rows: [factor * slope.columnSums()]),
      [[slip * (slope * layer).sum()]],
    ]
  }

  /// Difference quotients between x + from and x + step.
  func numeric(step: Double, from: Double) -> [Matrix] {
    values.indices.map { k in
      Matrix(rows: values[k].rows, columns: values[k].columns) { i, j in
        var (above, below) = (values, values)
        above[k][i, j] += step
        below[k][i, j] += from
        return (loss(above) - loss(below)) / (step - from)
      }
    }
  }
}
