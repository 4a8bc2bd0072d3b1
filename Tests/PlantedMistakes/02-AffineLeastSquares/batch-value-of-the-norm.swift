// Mistake: this is half the norm ‖r‖: the value has the squared norm ‖r‖²

public func value(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Double {
  try 0.5 * residuals(matrix, offset, inputs, targets).norm()
}
