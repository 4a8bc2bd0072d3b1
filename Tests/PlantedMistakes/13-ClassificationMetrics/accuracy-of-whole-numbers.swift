// Mistake: whole numbers are divided without a remainder here: make Doubles of them first

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  try check(labels, predictions)
  let right = zip(labels, predictions).count { $0 == $1 }
  return Double(right / labels.count)
}
