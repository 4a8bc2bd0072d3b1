// Mistake: the last column counts too: it brings in the bias

public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
  let logits = try logits(weights, inputs)
  return try sigmoid(logits: logits - weights[weights.count - 1])
}
