// Mistake: the parabola is ½r², not r²

public func loss(residual: Double, delta: Double) throws -> Double {
  try check(delta: delta)
  try check([residual], "residual")
  let distance = abs(residual)
  return distance <= delta ? distance * distance : delta * (distance - 0.5 * delta)
}
