// Mistake: an intermediate result such as r² is too large for a Double at r = 1e300

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let beyond = max(abs(residual) - delta, 0)
  return 0.5 * (residual * residual - beyond * beyond)
}
