// Mistake: each epoch is shuffled anew: an order that is drawn once repeats itself

final class EpochLoader: BatchLoader {
  private let inputs: Matrix
  private let labels: [Int]
  private let batchSize: Int
  private let shuffles: Bool
  private var drawn: [Int]?

  init(inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool) {
    self.inputs = inputs
    self.labels = labels
    self.batchSize = batchSize
    self.shuffles = shuffles
  }

  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
    let count = inputs.rows
    let order = drawn ?? (shuffles ? generator.permutation(of: count) : Array(0..<count))
    drawn = order
    return stride(from: 0, to: count, by: batchSize).map { start in
      let part = Array(order[start...].prefix(batchSize))
      return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
    }
  }
}
