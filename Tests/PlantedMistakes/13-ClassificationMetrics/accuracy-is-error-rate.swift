// Mistake: this is the share of wrong predictions, not of right ones

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  try check(labels, predictions)
  let right = zip(labels, predictions).count { $0 != $1 }
  return Double(right) / Double(labels.count)
}
