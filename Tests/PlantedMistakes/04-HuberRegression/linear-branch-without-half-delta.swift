// Mistake: the linear branch is δ(|r| − ½δ): without −½δ the loss jumps at |r| = δ

public func loss(residual: Double, delta: Double) throws -> Double {
  let magnitude = abs(residual)
  return magnitude <= delta ? 0.5 * residual * residual : delta * magnitude
}
