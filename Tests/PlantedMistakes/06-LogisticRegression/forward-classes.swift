// Mistake: these are the predicted classes: the probabilities are asked for

public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
  return try sigmoid(logits: logits(weights, inputs)).map { $0 >= 0.5 ? 1 : 0 }
}
