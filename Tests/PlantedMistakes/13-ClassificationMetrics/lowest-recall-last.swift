// Mistake: of several classes with the same recall it is the lowest

public func classOfLowestRecall(confusion: Matrix) throws -> Int {
  let recall = try recall(confusion: confusion)
  let classes = recall.indices.filter { confusion.row($0).sum() > 0 }
  return classes.reversed().min { recall[$0] < recall[$1] } ?? 0
}
