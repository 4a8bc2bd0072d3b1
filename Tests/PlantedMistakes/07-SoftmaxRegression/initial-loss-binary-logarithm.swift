// Mistake: the logarithm is natural, not to base 2 or 10

public func initialLoss(classes: Int) throws -> Double {
  try check(classes: classes)
  return log2(Double(classes))
}
