// Mistake: accuracy is a share from 0 to 1, not a percentage

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  try check(labels, predictions)
  let right = zip(labels, predictions).count { $0 == $1 }
  return 100 * Double(right) / Double(labels.count)
}
