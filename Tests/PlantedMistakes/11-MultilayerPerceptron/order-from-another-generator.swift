// Mistake: all randomness comes from the generator that is passed

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  _ = generator.next()
  let order = Array(0..<count).shuffled()
  return stride(from: 0, to: count, by: size).map {
    Array(order[$0..<min($0 + size, count)])
  }
}
