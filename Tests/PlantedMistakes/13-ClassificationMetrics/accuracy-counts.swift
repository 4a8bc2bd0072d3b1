// Mistake: accuracy is a share: divide by the number of samples

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  try check(labels, predictions)
  let right = zip(labels, predictions).count { $0 == $1 }
  return Double(right)
}
