// Mistake: the lead is over the smallest logit: the second largest is the last one to be left out

public func oneHotTemperature(
  of activation: SimplexActivation, logits: Vector, b: Double
) throws -> Double {
  try check(b, "b")
  let descending = try shifted(logits).sorted(by: >)
  guard descending.count > 1 else {
    throw InvalidInput("logits must have at least 2 entries, but it has 1")
  }
  let lead = -descending[descending.count - 1]
  switch activation {
  case .softmax: return 0
  case .sparsemax: return lead
  case .relumax: return lead / b
  }
}
