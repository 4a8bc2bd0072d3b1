// Mistake: the samples come in random order

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  _ = generator.next()
  let order = Array(0..<count)
  return stride(from: 0, to: count, by: size).map {
    Array(order[$0..<min($0 + size, count)])
  }
}
