// Mistake: the maximum that was subtracted is not added to τ again

public func sparsemaxThreshold(logits: Vector) throws -> Double {
  threshold(try shifted(logits))
}
