// Mistake: the last batch is kept although it is smaller

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let order = generator.permutation(of: count)
  return stride(from: 0, to: max(count - size + 1, 1), by: size).map {
    Array(order[$0..<min($0 + size, count)])
  }
}
