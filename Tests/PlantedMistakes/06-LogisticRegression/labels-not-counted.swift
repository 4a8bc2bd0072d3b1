// Mistake: what doesn't fit is cut to the shorter one: shapes have to be checked first

private func check(_ labels: [Int], for count: Int) throws {
  if let label = labels.first(where: { $0 != 0 && $0 != 1 }) {
    throw InvalidInput("labels must be 0 or 1, but \(label) is in it")
  }
}

public func crossEntropy(logits: Vector, labels: [Int]) throws -> Double {
  try check(logits, "logits")
  try check(labels, for: logits.count)
  let losses = zip(logits, labels).map { logit, label in
    let margin = label == 1 ? -logit : logit
    return max(margin, 0) + log1p(exp(-abs(margin)))
  }
  return Vector(losses).mean()
}
