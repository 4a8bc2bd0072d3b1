// Mistake: the last batch has what is left: nothing is taken twice to fill it

private func batches(
  of count: Int, _ size: Int, using generator: inout SeededGenerator
) -> [[Int]] {
  let order = generator.permutation(of: count)
  return stride(from: 0, to: count, by: size).map {
    Array((order + order)[$0..<$0 + min(size, count)])
  }
}
