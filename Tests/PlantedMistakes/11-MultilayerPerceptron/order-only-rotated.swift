// Mistake: every order of the samples is equally likely

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let start = Int(generator.next() % UInt64(count))
  let order = (0..<count).map { ($0 + start) % count }
  return stride(from: 0, to: count, by: size).map {
    Array(order[$0..<min($0 + size, count)])
  }
}
