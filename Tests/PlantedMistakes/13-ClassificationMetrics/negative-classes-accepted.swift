// Mistake: a class is a number from 0: refuse negative ones

public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
  let right = zip(labels, predictions).count { $0 == $1 }
  return Double(right) / Double(labels.count)
}
