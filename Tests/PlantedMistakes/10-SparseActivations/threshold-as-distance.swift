// Mistake: this is max z − τ, not τ

public func sparsemaxThreshold(logits: Vector) throws -> Double {
  -threshold(try shifted(logits))
}
