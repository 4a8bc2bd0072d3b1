import Curriculum
import KitTesting
import LinearAlgebra
import Testing

@testable import InitialisationSolution

/// What the texts of exercise 9 say of random networks, measured.
@Suite("Claims of exercise 9")
struct Claims09Tests {
  @Test(
    "The tables of DL 5.2, DL 5.4 and IST 1.3a: medians of standard deviations in five layers",
    .slow,
    arguments: [
      Row(.tanh, .smallNormal, [0.14, 0.020, 0.0028, 0.00039, 0.000055]),
      Row(.tanh, .glorotNormal, [0.63, 0.49, 0.41, 0.36, 0.32]),
      Row(.tanh, .heNormal, [0.72, 0.63, 0.60, 0.58, 0.57]),
      Row(.tanh, .shiftedNormal, [0.80, 0.97, 1, 1, 1]),
      Row(.relu, .smallNormal, [0.083, 0.0083, 0.00083, 0.000083, 0.0000082]),
      Row(.relu, .glorotNormal, [0.58, 0.41, 0.30, 0.21, 0.15]),
      Row(.relu, .heNormal, [0.83, 0.83, 0.83, 0.81, 0.81]),
      Row(.relu, .shiftedNormal, [1.2, 15, 310, 6200, 120_000]),
    ])
  func tables(_ row: Row) throws {
    let draws = try (0..<9 as Range<UInt64>).map { try deviations(row, seed: $0) }
    for (layer, printed) in row.deviations.enumerated() {
      let median = draws.map { $0[layer] }.sorted()[4]
      // The median of nine draws of the deepest layer is itself off by some percent.
      #expect(abs(median / printed - 1) < (row.activation == .relu ? 0.15 : 0.05))
    }
  }

  private func deviations(_ row: Row, seed: UInt64) throws -> [Double] {
    var generator = SeededGenerator(seed: seed)
    let answer = InitialisationSolution.Answer()
    let network = try answer.layers(
      row.scheme, sizes: [200, 200, 200, 200, 200, 200, 1], using: &generator)
    let inputs = Matrix.normal(rows: 100, columns: 200, using: &generator)
    return try answer.activationStatistics(of: network, inputs: inputs, activation: row.activation)
      .map(\.standardDeviation)
  }

  @Test("With Glorot's scheme each layer of a ReLU network leaves 0.71 of a signal, with He's all")
  func factors() throws {
    let answer = InitialisationSolution.Answer()
    let glorot = try answer.reluFactor(of: .glorotNormal, inputs: 200, outputs: 200)
    #expect(abs(glorot.squareRoot() - 0.71) < 0.005)
    #expect(try answer.reluFactor(of: .heNormal, inputs: 200, outputs: 200) == 1)
  }

  /// A row of the tables.
  struct Row: Sendable {
    let activation: HiddenActivation
    let scheme: InitialisationScheme
    let deviations: [Double]

    init(_ activation: HiddenActivation, _ scheme: InitialisationScheme, _ deviations: [Double]) {
      (self.activation, self.scheme, self.deviations) = (activation, scheme, deviations)
    }
  }
}
