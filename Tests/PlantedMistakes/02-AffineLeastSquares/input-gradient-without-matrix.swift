// Mistake: the chain rule asks for Aᵀr: the factor Aᵀ is missing

public func inputGradient(
  matrix: Matrix, offset: Vector, input: Vector, target: Vector
) throws -> Vector {
  try residual(matrix, offset, input, target)
}
