import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// How far an epoch takes the samples, and where the next training goes on.

extension LogisticRegressionSuites.LogisticRegressionShufflingTests {
  /// Expects that samples of each quarter of the data come in each of the four batches of an epoch.
  ///
  /// Only those of one quarter move the weight, which is the validation sample's logit: each by its
  /// 1 − ŷ, divided by 1000.
  func expectFarMoves(_ generator: inout SeededGenerator) throws -> Bool {
    let rate = 0.5
    for quarter in 0..<4 {
      let result = try logistic.train(
        on: BinarySamples(
          inputs: FarOrders.inputs(quarter: quarter),
          labels: Array(repeating: 1, count: FarOrders.samples)),
        validatingOn: BinarySamples(inputs: [[1]], labels: [1]),
        settings: LogisticTrainingSettings(
          learningRate: rate, batchSize: FarOrders.quarter, epochs: 1, stepsPerValidation: 1),
        using: &generator)
      var weight = 0.0
      let counts = result.validationLosses.elements.map { loss in
        let next = -log(expm1(loss))
        defer { weight = next }
        return (next - weight) * Double(FarOrders.quarter) / (rate * Logistic.probability(-weight))
      }
      guard expectFarCounts(counts, ofQuarter: quarter, mistake: Self.notRandom) else {
        return false
      }
    }
    return true
  }

  /// Expects that trainings one after the other have orders of their own, six of which are never the same
  /// by chance.
  func expectTrainingsGoOn(_ first: [[Int]], _ generator: inout SeededGenerator) throws -> [[Int]] {
    var trainings = [first]
    for _ in 0..<6 { trainings.append(try orders(&generator)) }
    expectOtherOrders(trainings, length: 6)
    // 110 ± 4 different ones are expected.
    let many = try orders(&generator, epochs: 120)
    let different = Set(many).count
    if expectProperty(
      !many.joined().contains(-1),
      "each of the 720 steps in 120 epochs of 6 samples moves one sample's weight by its share")
    {
      expectProperty(
        different > 80, "120 epochs of 6 samples have many different orders, not just \(different)",
        mistake: Self.notRandom)
    }
    return trainings[..<3].flatMap { $0 }
  }
}
