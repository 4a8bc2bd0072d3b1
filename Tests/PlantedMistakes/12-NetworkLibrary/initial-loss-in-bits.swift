// Mistake: the logarithm is the natural one

public func initialLoss(classes: Int) throws -> Double {
  try check(classes, "classes", atLeast: 1)
  return log2(Double(classes))
}
