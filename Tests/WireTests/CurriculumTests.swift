import Curriculum
import Foundation
import KitTesting
import LinearAlgebra
import Testing
import Wire

/// Everything that the exercises' protocols take and return.
@Suite("Whatever the exercises exchange comes over the wire as it was")
struct CurriculumTests {
  static let awkward = Matrix(rows: 1, columns: awkwardNumbers.count, elements: awkwardNumbers)
  static let matrix: Matrix = [[1, 2, 3], [4, 5, 6]]
  static let vector: Vector = [1.5, -2, 0]

  static let structures: [any Codable & Equatable & Sendable] = {
    let parameters = NetworkParameters(weights: [matrix, [[0]]], biases: [vector, []])
    let record = NetworkTrainingRecord(
      iteration: 7, cost: 0.25, accuracy: 1, validationCost: -0.0, validationAccuracy: .infinity)
    let trace = AdamTrace(
      firstMean: 1, firstSquare: 2, firstCorrectedMean: 3, firstCorrectedSquare: 4,
      parameterAfterFirst: 5, secondMean: 6, secondSquare: 7, secondCorrectedMean: 8,
      secondCorrectedSquare: 9, parameterAfterSecond: 10)
    let samples = LabelledSamples(inputs: matrix, labels: [0, 9])
    return [
      AffineMap(matrix: matrix, offset: vector),
      AverageScores(precision: 0.5, recall: 1, f1: 2.0 / 3),
      ConfusedPair(trueClass: 3, predictedClass: 5, count: 17),
      ConfidenceQuadrants(
        confidentRight: [1], confidentWrong: [], uncertainRight: [2, 3], uncertainWrong: [.max]),
      GradientCheckResult(largestError: 1e-9, block: 0, entry: -1, passes: true),
      DenseLayer(weights: matrix, biases: vector),
      [ActivationStatistics(mean: -1, standardDeviation: 2)],
      BinarySamples(inputs: matrix, labels: [0, 1]),
      LogisticTrainingSettings(learningRate: 0.1, batchSize: 32, epochs: 3),
      LogisticTrainingResult(weights: vector, validationLosses: [], bestValidation: 2, steps: 9),
      StoppingPoint(validations: 4, best: 1),
      [LabelledBatch(inputs: matrix, labels: [1, 2]), LabelledBatch(inputs: [[]], labels: [])],
      ModelCheckpoint(weights: matrix, biases: vector, score: 0.5, index: 3),
      StoppedRun(validations: 3, bestIndex: 1, bestLoss: 0.5),
      ChosenConfiguration(index: 2, validationScore: 0.75, testScore: 0.5),
      parameters, LayerGradients(weights: matrix, biases: vector, inputs: [[1]]),
      ForwardPass(preActivations: [matrix], activations: [matrix, matrix]), [samples],
      NetworkPrediction(probabilities: matrix, accuracy: 0.5, cost: 2),
      NetworkTrainingSettings(learningRate: 1, batchSize: 2, epochs: 3, recordInterval: 4),
      NetworkTraining(parameters: parameters, history: [record, record]),
      LossAndGradient(loss: 0.5, gradient: matrix),
      [ProbeEvent(kind: .backward, matrix: matrix, factor: 2, gradient: 3)], trace,
      PerceptronTraining(
        bestWeights: matrix, bestEpoch: 1, finalWeights: matrix, validationAccuracies: vector),
      SoftmaxTraining(weights: matrix, objectives: vector, accuracies: vector),
      matrix, vector, [vector, []], [matrix, [[]]], Vector(), Matrix.zeros(0, 3),
    ]
  }()

  @Test("A structure", arguments: structures.indices)
  func structure(index: Int) throws {
    try expectSame(Self.structures[index])
  }

  private func expectSame<Value: Codable & Equatable>(_ value: Value) throws {
    #expect(try roundTrip(value) == value)
    #expect(try roundTrip([value, value]) == [value, value])
    #expect(try roundTrip(Optional(value)) == value)
    // The same structure as in other formats.
    let list = try PropertyListDecoder().decode(
      Value.self, from: PropertyListEncoder().encode(value))
    #expect(try roundTrip(value) == list)
  }

  @Test("Every choice of every enumeration")
  func choices() throws {
    try expectAll(Averaging.self)
    try expectAll(ClassMetric.self)
    try expectAll(Detector.self)
    try expectAll(HiddenActivation.self)
    try expectAll(RegressionLoss.self)
    try expectAll(InitialisationScheme.self)
    try expectAll(NetworkBlock.self)
    try expectAll(DataSplit.self)
    try expectAll(DataPurpose.self)
    try expectAll(NetworkMode.self)
    try expectAll(ModuleKind.self)
    try expectAll(OptimizerKind.self)
    try expectAll(BitFunction.self)
    try expectAll(OutputActivation.self)
    try expectAll(OutputTask.self)
    try expectAll(RegularizedQuantity.self)
    try expectAll(RegularizationTrend.self)
    try expectAll(SimplexActivation.self)
  }

  private func expectAll<Choice>(_ type: Choice.Type) throws
  where Choice: CaseIterable & Codable & Equatable & RawRepresentable<String> {
    let all = Array(type.allCases)
    #expect(try roundTrip(all) == all)
    for choice in all { #expect(try roundTrip(choice) == choice) }
    #expect(throws: DecodingError.self) { try decoded(type, string(Array("none".utf8))) }
  }

  @Test("A generator goes on where it was")
  func generator() throws {
    var generator = SeededGenerator(seed: 42)
    _ = generator.next()
    var copy = try roundTrip(generator)
    for _ in 0..<8 { #expect(copy.next() == generator.next()) }
  }

  @Test("Every bit of a number survives, alone, in a list, a vector and a matrix")
  func bits() throws {
    let bits = awkwardNumbers.map(\.bitPattern)
    for number in awkwardNumbers {
      #expect(try roundTrip(number).bitPattern == number.bitPattern)
      #expect(try roundTrip(Optional(number))?.bitPattern == number.bitPattern)
      let loss = LossAndGradient(loss: number, gradient: Self.awkward)
      #expect(try roundTrip(loss).loss.bitPattern == number.bitPattern)
    }
    #expect(try roundTrip(awkwardNumbers).map(\.bitPattern) == bits)
    #expect(try roundTrip(Vector(awkwardNumbers)).elements.map(\.bitPattern) == bits)
    #expect(try roundTrip(Self.awkward).elements.map(\.bitPattern) == bits)
    let float = Float(nan: 0x1234, signaling: false)
    #expect(try roundTrip(float).bitPattern == float.bitPattern)
    #expect(try roundTrip([-Float.zero, float]).map(\.bitPattern) == [1 << 31, float.bitPattern])
  }

  @Test("A million numbers", .slow)
  func million() throws {
    let integers = Array(-500_000..<500_000)
    #expect(try roundTrip(integers) == integers)
    let doubles = integers.map { Double($0) / 3 }
    #expect(try roundTrip(doubles) == doubles)
    #expect(try roundTrip(Vector(doubles)) == Vector(doubles))
    let matrix = Matrix(rows: 1000, columns: 1000, elements: doubles)
    #expect(try roundTrip(matrix) == matrix)
    #expect(try WireEncoder.encode(matrix).count == 8_000_000 + 16 + 5)
    let choices = Array(repeating: HiddenActivation.relu, count: 1_000_000)
    #expect(try roundTrip(choices) == choices)
  }
}
