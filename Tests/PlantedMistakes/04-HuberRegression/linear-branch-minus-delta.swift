// Mistake: the linear branch is δ(|r| − ½δ): with −δ instead of −½δ the loss jumps at |r| = δ

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance <= delta ? 0.5 * distance * distance : delta * (distance - delta)
}
