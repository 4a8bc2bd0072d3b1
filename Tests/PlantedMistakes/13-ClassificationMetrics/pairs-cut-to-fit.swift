// Mistake: a count that is too large or negative is refused, not cut to fit

public func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
  try check(confusion)
  let classes = 0..<confusion.rows
  let pairs = classes.flatMap { i in
    classes.filter { $0 != i }.map { j in
      ConfusedPair(trueClass: i, predictedClass: j, count: Int(confusion[i, j]))
    }
  }
  let ordered = pairs.sorted {
    ($1.count, $0.trueClass, $0.predictedClass) < ($0.count, $1.trueClass, $1.predictedClass)
  }
  return Array(ordered.prefix(max(count, 0)))
}
