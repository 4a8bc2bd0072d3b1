// Mistake: as many pairs as count says are wanted, no more

public func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
  try check(confusion)
  let classes = 0..<confusion.rows
  let pairs = classes.flatMap { i in
    classes.filter { $0 != i }.map { j in
      ConfusedPair(trueClass: i, predictedClass: j, count: Int(confusion[i, j]))
    }
  }
  guard (0...confusion.rows * (confusion.rows - 1)).contains(count) else {
    throw InvalidInput("count must be from 0 to \(pairs.count), but it is \(count)")
  }
  let ordered = pairs.sorted {
    ($1.count, $0.trueClass, $0.predictedClass) < ($0.count, $1.trueClass, $1.predictedClass)
  }
  return ordered
}
