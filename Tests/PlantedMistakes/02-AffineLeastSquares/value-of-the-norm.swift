// Mistake: this is half the norm ‖r‖: the value has the squared norm ‖r‖²

public func value(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Double {
  try 0.5 * residual(matrix, offset, input, target).norm()
}
