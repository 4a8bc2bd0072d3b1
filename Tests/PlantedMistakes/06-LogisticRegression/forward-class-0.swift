// Mistake: these are the probabilities of class 0

public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
  return try sigmoid(logits: -logits(weights, inputs))
}
