// Mistake: the batch with what is left is the last one, not the first

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let order = generator.permutation(of: count)
  return stride(from: 0, to: count, by: size).reversed().map {
    Array(order[$0..<min($0 + size, count)])
  }
}
