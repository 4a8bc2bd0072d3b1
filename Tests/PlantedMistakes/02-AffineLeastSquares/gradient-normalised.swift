// Mistake: the gradient is divided by ‖r‖: that is the gradient of ‖r‖, not of ½‖r‖²

public func matrixGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Matrix {
  let r = try residual(matrix, offset, input, target)
  return outer(r / r.norm(), input)
}
