// Mistake: the linear branch takes |r|: with r itself the loss of r = −10 is negative

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return abs(residual) <= delta
    ? 0.5 * residual * residual : delta * (residual - 0.5 * delta)
}
