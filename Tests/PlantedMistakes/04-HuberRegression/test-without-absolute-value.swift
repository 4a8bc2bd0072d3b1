// Mistake: the branches are chosen by r ≤ δ instead of |r| ≤ δ, so that negative residuals stay quadratic

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  return residual <= delta
    ? 0.5 * residual * residual : delta * (abs(residual) - 0.5 * delta)
}
