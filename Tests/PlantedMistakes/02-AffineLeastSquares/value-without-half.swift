// Mistake: the value is ½‖r‖², with the ½

public func value(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Double {
  try residual(matrix, offset, input, target).squaredNorm()
}
