// Mistake: a sum of the logits themselves overflows: subtract the maximum first

public func sparsemax(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  let mean = logits.sum() / Double(logits.count)
  let centred = logits - mean
  guard logits.normInfinity() > 1e30 else { return relu(centred - threshold(centred)) }
  return relu(centred - (centred.maximum() + threshold(centred - centred.maximum())))
}
