import Curriculum
import LinearAlgebra
import NetworkLibrarySolution
import Testing

/// What the texts of exercise 12 claim, asked of the solution.
@Suite("The claims of exercise 12")
struct Claims12Tests {
  let library = NetworkLibrarySolution.Answer()

  @Test("The handout's example: outputs, loss, gradients, and a step of SGD")
  func example() throws {
    var generator = SeededGenerator(seed: 1)
    let layer = try library.makeLinear(inputs: 2, outputs: 2, using: &generator)
    try layer.setValues([[[1, 1], [-1, 0.25]], [[0, 0]]])
    let model = try library.makeSequential([layer, try library.makeReLU()])
    let outputs = try model.forward([[1, 2]])
    #expect(outputs == [[3, 0]])
    let result = try library.softmaxCrossEntropy(logits: outputs, labels: [1])
    #expect(abs(result.loss - 3.0486) <= 5e-5)
    #expect(isClose(result.gradient, [[0.9526, -0.9526]]))
    #expect(isClose(try model.backward(result.gradient), [[0.9526, 0.9526]]))
    let gradients = try model.gradients()
    #expect(isClose(gradients[0], [[0.9526, 1.9051], [0, 0]]))
    #expect(isClose(gradients[1], [[0.9526, 0]]))
    try library.makeSGD(for: model, learningRate: 0.1, momentum: 0, weightDecay: 0.5).step()
    let values = try model.values()
    #expect(isClose(values[0], [[0.8547, 0.7595], [-0.95, 0.2375]]))
    #expect(isClose(values[1], [[-0.0953, 0]]))
  }

  @Test("A right gradient usually has an error below 1e-7: nineteen of twenty models")
  func rightGradients() throws {
    let largest = try (1...20).map { seed in
      var generator = SeededGenerator(seed: UInt64(seed))
      let inputs = Matrix.normal(rows: 5, columns: 20, using: &generator)
      return try library.gradientErrors(
        of: network(using: &generator), inputs: inputs, labels: [0, 3, 1, 2, 4], step: 1e-5
      ).maximum()
    }
    #expect(largest.count { $0 < 1e-7 } >= 19, "\(largest)")
  }

  @Test("A black image and biases of 0 give a right gradient a large error; other biases don't")
  func kink() throws {
    for seed in 1...5 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var inputs = Matrix.normal(rows: 5, columns: 20, using: &generator)
      inputs.setRow(2, to: .zeros(20))
      let model = try network(using: &generator)
      func largestError() throws -> Double {
        try library.gradientErrors(
          of: model, inputs: inputs, labels: [0, 3, 1, 2, 4], step: 1e-5
        ).maximum()
      }
      #expect(try largestError() > 0.01)
      try model.setValues(
        try model.values().map {
          $0.rows > 1
            ? $0 : 0.1 * .normal(rows: 1, columns: $0.columns, using: &generator)
        })
      #expect(try largestError() < 1e-7)
    }
  }

  @Test("Behind ReLU, Glorot's variance halves the mean square with each square layer")
  func glorotBehindReLU() throws {
    var ratios: [Double] = []
    for seed in 1...5 {
      var generator = SeededGenerator(seed: UInt64(seed))
      var signals = Matrix.normal(rows: 50, columns: 200, using: &generator)
      var before = 0.0
      for depth in 0..<4 {
        signals = try library.makeLinear(inputs: 200, outputs: 200, using: &generator)
          .forward(signals)
        signals = try library.makeReLU().forward(signals)
        let meanSquare = (signals * signals).sum() / Double(signals.count)
        if depth > 0 { ratios.append(meanSquare / before) }
        before = meanSquare
      }
    }
    #expect(abs(ratios.reduce(0, +) / Double(ratios.count) - 0.5) < 0.03, "\(ratios)")
  }

  @Test("The mean of dropout's outputs is x and their variance x² p / (1 − p)")
  func dropout() throws {
    let outputs = try library.makeDropout(rate: 0.3, seed: 5)
      .forward(Matrix(rows: 400, columns: 500, repeating: 2))
    let mean = outputs.sum() / 200_000
    let variance = (outputs * outputs).sum() / 200_000 - mean * mean
    #expect(abs(mean - 2) < 0.02)
    #expect(abs(variance - 4 * 0.3 / 0.7) < 0.03)
  }

  @Test("784-128-64-10 has 109386 parameters, and Adam keeps 218772 numbers besides")
  func parameters() throws {
    let count = try library.parameterCount(layerSizes: [784, 128, 64, 10])
    #expect(count == 109_386 && 2 * count == 218_772)
  }

  @Test("A parameter that is listed twice learns at twice the rate, with momentum too")
  func listedTwice() throws {
    final class Twice: Module {
      let weight = Parameter([[1]], isDecayed: true)
      let count: Int
      init(count: Int) { self.count = count }
      var parameters: [Parameter] { Array(repeating: weight, count: count) }
      func forward(_ inputs: Matrix) -> Matrix { inputs }
      func backward(_ upstream: Matrix) -> Matrix { upstream }
      func setMode(_ mode: NetworkMode) {}
    }
    let (once, twice) = (Twice(count: 1), Twice(count: 2))
    let fast = try library.makeSGD(for: once, learningRate: 0.5, momentum: 0.5, weightDecay: 0)
    let doubled = try library.makeSGD(
      for: twice, learningRate: 0.25, momentum: 0.5, weightDecay: 0)
    for gradient in [1.0, -3, 2, 0.5] {
      once.weight.gradient = [[gradient]]
      twice.weight.gradient = [[gradient]]
      try fast.step()
      try doubled.step()
      #expect(once.weight.value == twice.weight.value)
    }
  }

  /// 20-12-8-5 with ReLU, as `makeLinear` draws it.
  private func network(using generator: inout SeededGenerator) throws -> any Module {
    try library.makeSequential([
      library.makeLinear(inputs: 20, outputs: 12, using: &generator), library.makeReLU(),
      library.makeLinear(inputs: 12, outputs: 8, using: &generator), library.makeReLU(),
      library.makeLinear(inputs: 8, outputs: 5, using: &generator),
    ])
  }

  /// Equal to half a unit of the fourth decimal.
  private func isClose(_ a: Matrix, _ b: Matrix) -> Bool {
    a.shape == b.shape && zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= 5.01e-5 }
  }
}
