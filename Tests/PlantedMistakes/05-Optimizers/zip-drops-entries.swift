// Mistake: both vectors have as many entries as before, and at least one: check it

final class GradientDescent: Optimizer {
  private let learningRate: Double

  init(learningRate: Double) { self.learningRate = learningRate }

  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    Vector(zip(parameters, gradient).map { $0 - learningRate * $1 })
  }
}
