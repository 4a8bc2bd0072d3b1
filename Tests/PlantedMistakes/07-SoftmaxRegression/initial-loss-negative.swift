// Mistake: a logarithm of a probability is negative: the loss has a minus sign

public func initialLoss(classes: Int) throws -> Double {
  try check(classes: classes)
  return -log(Double(classes))
}
