// Mistake: beside 1e17 the −1 is rounded away: subtract the maximum from the logits first

public func sparsemax(logits: Vector) throws -> Vector {
  relu(logits - (try sparsemaxThreshold(logits: logits)))
}
