// Mistake: the value is ½‖r‖², with the ½

public func value(
  matrix: Matrix, offset: Vector, inputs: Matrix, targets: Matrix
) throws -> Double {
  try residuals(matrix, offset, inputs, targets).squaredNorm()
}
