// Mistake: every sample comes once in an epoch

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let order = (0..<count).map { _ in Int(generator.next() % UInt64(count)) }
  return stride(from: 0, to: count, by: size).map {
    Array(order[$0..<min($0 + size, count)])
  }
}
