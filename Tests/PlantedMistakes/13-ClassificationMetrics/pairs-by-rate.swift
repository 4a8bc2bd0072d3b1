// Mistake: the pairs are in the order of their counts, not of their shares of the row

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
    let rates = [$0, $1].map { Double($0.count) / max(confusion.row($0.trueClass).sum(), 1) }
    return (rates[1], $0.trueClass, $0.predictedClass) < (
      rates[0], $1.trueClass, $1.predictedClass
    )
  }
  return Array(ordered.prefix(count))
}
