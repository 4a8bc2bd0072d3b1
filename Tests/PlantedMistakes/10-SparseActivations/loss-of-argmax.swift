// Mistake: this is the loss of the predicted class, not of the label

public func relumaxLoss(
  logits: Vector, label: Int, b: Double, epsilon: Double
) throws -> Double {
  let p = try relumax(logits: logits, b: b)
  try check(label, epsilon, classes: p.count)
  let count = Double(p.count)
  return -log((p[p.argmax()] + epsilon) / (1 + count * epsilon))
}
