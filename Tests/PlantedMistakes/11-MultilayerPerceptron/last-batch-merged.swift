// Mistake: what is left makes a batch of its own: it isn't added to the one before

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let order = generator.permutation(of: count)
  let full = max(count / size, 1)
  return (0..<full).map {
    Array(order[$0 * size..<($0 == full - 1 ? count : ($0 + 1) * size)])
  }
}
