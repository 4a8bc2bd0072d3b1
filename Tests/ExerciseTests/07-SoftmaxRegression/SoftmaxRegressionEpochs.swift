import LinearAlgebra

/// What one epoch of mini-batches from zero weights can lead to, rightly or by a usual mistake.
struct EpochOutcomes {
  var problem: SoftmaxRegressionProblem
  let batchSize: Int
  let rate: Double

  init(problem: SoftmaxRegressionProblem, batchSize: Int, rate: Double) {
    self.problem = problem
    self.problem.weights = .zeros(problem.inputs.columns, problem.classes)
    (self.batchSize, self.rate) = (batchSize, rate)
  }

  /// Whether some order of the samples leads to these weights.
  func contains(_ weights: Matrix) -> Bool {
    guard weights.shape == problem.weights.shape else { return false }
    return orders.contains { isClose(epoch(batches($0)), weights) }
  }

  /// The usual mistake that leads to these weights for some order, unless they are right.
  func mistake(behind weights: Matrix) -> String? {
    typealias Mistake = SoftmaxRegressionMistake
    guard weights.shape == problem.weights.shape, !contains(weights) else { return nil }
    let (lambda, n) = (problem.lambda, problem.samples)
    let ways: [(String, ([Int]) -> Matrix)] = [
      (Mistake.batchSizeIgnored, { epoch([$0]) }),
      (Mistake.oneBatch, { epoch(Array(batches($0).prefix(1))) }),
      (Mistake.lastBatchDropped, { epoch(batches($0).filter { $0.count == batchSize }) }),
      (Mistake.alwaysOne, { epoch($0.map { [$0] }) }),
      (
        Mistake.lastBatchDivided,
        { epoch(batches($0)) { $0.gradient(over: .number(Double(batchSize)), decay: 2 * lambda) } }
      ),
      (
        Mistake.dividedByAll,
        { epoch(batches($0)) { $0.gradient(over: .number(Double(n)), decay: 2 * lambda) } }
      ),
      (
        Mistake.batchSum,
        { epoch(batches($0)) { $0.gradient(over: .number(1), decay: 2 * lambda) } }
      ),
      (
        Mistake.noPenaltyInGradient,
        { epoch(batches($0)) { $0.gradient(over: .samples, decay: 0) } }
      ),
      (
        Mistake.halfPenaltyInGradient,
        { epoch(batches($0)) { $0.gradient(over: .samples, decay: lambda) } }
      ),
      (
        Mistake.penaltyDivided,
        {
          epoch(batches($0)) {
            $0.gradient(over: .samples, decay: 2 * lambda * Double($0.samples) / Double(n))
          }
        }
      ),
      (
        Mistake.penaltyDivided,
        {
          epoch(batches($0)) { $0.gradient(over: .samples, decay: 2 * lambda / Double($0.samples)) }
        }
      ),
      (
        Mistake.penaltyOnce,
        {
          let steps = Double(batches($0).count)
          return epoch(batches($0)) { $0.gradient(over: .samples, decay: 2 * lambda / steps) }
        }
      ),
      (Mistake.stale, { stale(batches($0)) }),
    ]
    for (mistake, way) in ways where orders.contains(where: { isClose(way($0), weights) }) {
      return mistake
    }
    if shuffledApart.contains(where: { isClose($0, weights) }) { return Mistake.apart }
    if withReplacement.contains(where: { isClose(epoch(batches($0)), weights) }) {
      return Mistake.replacement
    }
    return nil
  }

  private var orders: [[Int]] { ExerciseTests.orders(of: Array(0..<problem.samples)) }

  private func batches(_ order: [Int]) -> [[Int]] {
    stride(from: 0, to: order.count, by: batchSize).map {
      Array(order[$0..<min($0 + batchSize, order.count)])
    }
  }

  private func epoch(
    _ batches: [[Int]],
    _ gradient: (SoftmaxRegressionProblem) -> Matrix = {
      $0.gradient(over: .samples, decay: 2 * $0.lambda)
    }
  ) -> Matrix {
    batches.reduce(into: problem) { problem, batch in
      problem.weights -= rate * gradient(problem.taking(batch))
    }.weights
  }

  private func stale(_ batches: [[Int]]) -> Matrix {
    batches.reduce(problem.weights) { weights, batch in
      weights - rate * problem.taking(batch).gradient(over: .samples, decay: 2 * problem.lambda)
    }
  }

  /// Inputs in one order and labels in another, where one of the two may be left as it was.
  private var shuffledApart: some Sequence<Matrix> {
    let orders = orders
    // Within a batch the order makes no difference.
    let cuts = orders.filter { order in batches(order).allSatisfy { $0 == $0.sorted() } }
    return cuts.lazy.flatMap { inputs in
      ([Array(0..<problem.samples)] + orders).lazy.map { labels in
        var mixed = problem
        mixed.inputs = problem.inputs.gather(rows: inputs)
        mixed.labels = labels.map { problem.labels[$0] }
        return EpochOutcomes(problem: mixed, batchSize: batchSize, rate: rate)
          .epoch(batches(Array(0..<problem.samples)))
      }
    }
  }

  /// All ways to draw n samples out of n where one may come several times.
  private var withReplacement: some Sequence<[Int]> {
    let n = problem.samples
    let count = (0..<n).reduce(1) { product, _ in product * n }
    return (0..<count).lazy.map { code in
      (0..<n).reduce(into: (code, [Int]())) { state, _ in
        state.1.append(state.0 % n)
        state.0 /= n
      }.1
    }
  }

  private func isClose(_ a: Matrix, _ b: Matrix) -> Bool { (a - b).normInfinity() <= 1e-9 }
}
