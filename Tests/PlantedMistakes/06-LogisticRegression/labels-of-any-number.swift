// Mistake: a label that is neither 0 nor 1 is accepted

private func check(_ labels: [Int], for count: Int) throws {
  guard labels.count == count else {
    throw InvalidInput("labels must have \(count) entries, one a sample, but has \(labels.count)")
  }
}
