// Mistake: 1/τ is there on the diagonal only: every entry of the Jacobian has it

public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
  let y = try softmax(logits: logits, temperature: temperature)
  var jacobian = Matrix.diagonal(y) - outer(y, y)
  for i in y.indices { jacobian[i, i] /= temperature }
  return jacobian
}
