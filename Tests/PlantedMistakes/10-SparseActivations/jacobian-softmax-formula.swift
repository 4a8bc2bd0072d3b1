// Mistake: this is the formula for softmax, with other probabilities: the function itself is another one

public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
  let p = try sparsemax(logits: logits)
  return .diagonal(p) - outer(p, p)
}
