// Mistake: these are the logits: the sigmoid is missing

public func forward(weights: Vector, inputs: Matrix) throws -> Vector {
  return try logits(weights, inputs)
}
