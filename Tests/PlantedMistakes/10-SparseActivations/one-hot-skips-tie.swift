// Mistake: two logits are the largest: they share the probability at every temperature

public func oneHotTemperature(
  of activation: SimplexActivation, logits: Vector, b: Double
) throws -> Double {
  try check(b, "b")
  let descending = try shifted(logits).sorted(by: >)
  guard descending.count > 1 else {
    throw InvalidInput("logits must have at least 2 entries, but it has 1")
  }
  let lead = -(descending.first { $0 < 0 } ?? 0)
  switch activation {
  case .softmax: return 0
  case .sparsemax: return lead
  case .relumax: return lead / b
  }
}
