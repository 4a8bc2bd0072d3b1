import Curriculum
import LinearAlgebra
import NetworkLibrarySolution

/// One epoch of a network of the answer's library with Adam, in batches of 64 that are shuffled each time: lab
/// 7's largest width, 784-256-26, or lab 8's 2352-256-128-8, step by step as the labs' loops have it.
struct LibraryEpoch {
  private let library = NetworkLibrarySolution.Answer()
  private let network: any Module
  private let optimizer: any ModuleOptimizer
  private let decayed: [Parameter]
  private let inputs: Matrix
  private let labels: [Int]
  private var generator = SeededGenerator(seed: 1)

  /// The penalty of lab 7.
  private static let lambda = 0.001

  /// - Parameters:
  ///   - kind: `letters`, the same with dropout and a penalty as `regularized`, or `cells`; nil comes back
  ///     for others.
  ///   - images: how many there are.
  init?(_ kind: String, images: Int) throws {
    guard ["letters", "regularized", "cells"].contains(kind) else { return nil }
    let isRegularized = kind == "regularized"
    let sizes = kind == "cells" ? [2352, 256, 128, 8] : [784, 256, 26]
    inputs = .uniform(rows: images, columns: sizes[0], using: &generator)
    var generator = generator
    labels = (0..<images).map { _ in Int.random(in: 0..<sizes[sizes.count - 1], using: &generator) }
    var modules: [any Module] = []
    for (layer, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
      if layer > 0 {
        modules.append(try library.makeReLU())
        if isRegularized { modules.append(try library.makeDropout(rate: 0.3, seed: 1)) }
      }
      modules.append(
        try library.makeLinear(inputs: inputs, outputs: outputs, using: &generator))
    }
    network = try library.makeSequential(modules)
    optimizer = try library.makeAdam(
      for: network, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
    decayed = isRegularized ? try network.parameters.filter(\.isDecayed) : []
  }

  mutating func run() throws {
    let order = generator.permutation(of: labels.count)
    let optimizer = PenalizedAdam(optimizer: optimizer, decayed: decayed, lambda: Self.lambda)
    for start in stride(from: 0, to: order.count, by: 64) {
      let rows = Array(order[start..<min(start + 64, order.count)])
      _ = try library.train(
        network, inputs: inputs.gather(rows: rows), labels: rows.map { labels[$0] },
        with: optimizer, epochs: 1, batchSize: rows.count, using: &generator)
    }
  }
}

/// Adam, and before each step the gradient of λ/2 ‖W‖².
private final class PenalizedAdam: ModuleOptimizer {
  private let optimizer: any ModuleOptimizer
  private let decayed: [Parameter]
  private let lambda: Double

  init(optimizer: any ModuleOptimizer, decayed: [Parameter], lambda: Double) {
    (self.optimizer, self.decayed, self.lambda) = (optimizer, decayed, lambda)
  }

  func step() throws {
    for parameter in decayed { parameter.gradient.add(parameter.value, times: lambda) }
    try optimizer.step()
  }

  func zeroGradients() throws { try optimizer.zeroGradients() }
}
