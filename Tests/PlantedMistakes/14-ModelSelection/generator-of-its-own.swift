// Mistake: the order is drawn from the generator that is passed in: a copy or another one leaves it as it was

final class EpochLoader: BatchLoader {
  private let inputs: Matrix
  private let labels: [Int]
  private let batchSize: Int
  private let shuffles: Bool
  private var own = SeededGenerator(seed: 42)

  init(inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool) {
    self.inputs = inputs
    self.labels = labels
    self.batchSize = batchSize
    self.shuffles = shuffles
  }

  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
    let count = inputs.rows
    let order = shuffles ? own.permutation(of: count) : Array(0..<count)
    return stride(from: 0, to: count, by: batchSize).map { start in
      let part = Array(order[start...].prefix(batchSize))
      return LabelledBatch(inputs: inputs.gather(rows: part), labels: part.map { labels[$0] })
    }
  }
}
