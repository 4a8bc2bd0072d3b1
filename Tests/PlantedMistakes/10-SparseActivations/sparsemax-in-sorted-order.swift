// Mistake: the result is in the order of the sorted logits, and not in that of the logits as given

public func sparsemax(logits: Vector) throws -> Vector {
  let shifted = try shifted(logits)
  return Vector(relu(shifted - threshold(shifted)).sorted(by: >))
}
