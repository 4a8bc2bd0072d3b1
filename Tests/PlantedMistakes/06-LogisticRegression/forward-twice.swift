// Mistake: the sigmoid is applied twice

public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
  return try sigmoid(logits: sigmoid(logits: logits(weights, inputs)))
}
