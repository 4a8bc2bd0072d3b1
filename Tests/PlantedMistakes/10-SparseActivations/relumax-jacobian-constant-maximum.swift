// Mistake: max z is treated as a constant: it moves with the largest logit, and takes every r along

public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
  let p = try relumax(logits: logits, b: b)
  let active = indicator(p)
  let sum = b / p.maximum()
  return (.diagonal(active) - outer(p, active)) / sum
}
