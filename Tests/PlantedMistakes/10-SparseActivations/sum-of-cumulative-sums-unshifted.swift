// Mistake: the cumulative sums are summed once more: (Σ zᵢ − 1)/|S| has the last of them only

public func sparsemax(logits: Vector) throws -> Vector {
  try check(logits, "logits")
  var (size, sum, total) = (0, 0.0, 0.0)
  for logit in logits.sorted(by: >) where 1 + Double(size + 1) * logit > sum + logit {
    sum += logit
    total += sum
    size += 1
  }
  return relu(logits - (total - 1) / Double(max(size, 1)))
}
