import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// What a training has seen, read off its steps.
extension MultilayerPerceptronSuites.MultilayerPerceptronOrderTests {
  /// The samples of each step, found from the recorded costs.
  func decode(
    _ run: NetworkTraining, _ problem: MLPProblem, batchSize: Int, epochs: Int = 4
  ) -> [[Int]]? {
    let n = problem.labels.count
    let perEpoch = (n + batchSize - 1) / batchSize
    let what = "\(epochs) epochs of \(n) samples in batches of \(batchSize)"
    let iterations = run.history.map(\.iteration)
    let full = n / batchSize
    guard
      expect(
        iterations, equals: Array(0...epochs * perEpoch),
        "the iterations of the records of \(what)",
        mistakes: [
          Array(1...epochs * perEpoch): MLPMistake.noFirstRecord,
          [0] + (0..<epochs).flatMap { _ in Array(1...perEpoch) }: MLPMistake.countedPerEpoch,
          Array(0...epochs): MLPMistake.oneBatch,
          [0] + (0..<epochs * perEpoch).map { 1 + $0 / perEpoch }: MLPMistake.recordedEpochs,
          Array(0...epochs * full): full < perEpoch
            ? endOfEpoch(run, problem, batchSize, full) : MLPMistake.oneBatch,
        ])
    else { return nil }

    var network = problem.network
    var steps: [[Int]] = []
    for step in 0..<epochs * perEpoch {
      let isLast = step % perEpoch == perEpoch - 1
      let size = isLast ? n - (perEpoch - 1) * batchSize : batchSize
      let cost = run.history[step + 1].cost
      let candidates = subsets(of: n, size)
      let match = candidates.first {
        isClose(cost, after(network, problem.samples.picked($0), on: problem.samples).cost)
      }
      guard let match else {
        let mistake = mistake(cost, network, problem, size, batchSize)
        expectProperty(
          false,
          "the cost \(cost) after step \(step + 1) of \(what) is what one step on \(size) of the "
            + "samples gives", mistake: mistake)
        return nil
      }
      network = after(network, problem.samples.picked(match), on: problem.samples).network
      steps.append(match)
    }
    let isRight = expect(
      run.parameters, equals: network.parameters, "the parameters after \(what)",
      tolerance: .relative(1e-8))
    return isRight ? steps : nil
  }

  /// Why an epoch has no step with the samples that are left.
  func endOfEpoch(
    _ run: NetworkTraining, _ problem: MLPProblem, _ batchSize: Int, _ full: Int
  ) -> String {
    let (n, samples) = (problem.labels.count, problem.samples)
    var network = problem.network
    for step in 0..<full - 1 {
      let batch = subsets(of: n, batchSize).map(samples.picked).first {
        isClose(run.history[step + 1].cost, after(network, $0, on: samples).cost)
      }
      guard let batch else { return MLPMistake.oneBatch }
      network = after(network, batch, on: samples).network
    }
    let isMerged = subsets(of: n, n - (full - 1) * batchSize).contains {
      isClose(run.history[full].cost, after(network, samples.picked($0), on: samples).cost)
    }
    return isMerged ? MLPMistake.merged : MLPMistake.dropped
  }

  func after(
    _ network: MLPReference, _ batch: LabelledSamples, on samples: LabelledSamples,
    factor: Double = 1, lambda: Double = Self.lambda
  ) -> (network: MLPReference, cost: Double) {
    var network = network
    network.step(against: network.gradients(batch, lambda: lambda), 0.5 * factor)
    return (network, network.cost(samples))
  }

  func isClose(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-10 * max(1, b.magnitude)
  }

  /// All ways to take some of n samples, each in ascending order.
  func subsets(of n: Int, _ size: Int, from start: Int = 0) -> [[Int]] {
    guard size > 0 else { return [[]] }
    guard start < n else { return [] }
    return (start..<n).flatMap { first in
      subsets(of: n, size - 1, from: first + 1).map { [first] + $0 }
    }
  }
}
