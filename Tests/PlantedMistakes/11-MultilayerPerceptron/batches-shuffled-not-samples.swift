// Mistake: the samples are shuffled, not the batches

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let blocks = stride(from: 0, to: count, by: size).map { Array($0..<min($0 + size, count)) }
  let full = blocks.filter { $0.count == size }
  return generator.permutation(of: full.count).map { full[$0] }
    + blocks.filter { $0.count < size }
}
