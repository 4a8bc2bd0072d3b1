import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// The statistics of activations, layer by layer.
extension InitialisationSuites.InitialisationNetworkTests {
  func expectStatistics(
    _ activation: HiddenActivation, equals expected: Vector,
    _ mistakes: KeyValuePairs<Vector, String> = [:]
  ) throws {
    let yours = try answer.activationStatistics(
      of: network, inputs: samples, activation: activation)
    expect(
      table(yours), equals: expected,
      "mean and standard deviation of two hidden layers with \(activation.rawValue) (one layer after "
        + "the other)", mistakes: mistakes)
  }

  func expectRelu() throws {
    try expectStatistics(
      .relu, equals: Vector(reluStatistics),
      [
        [0.041666666666666664, 2.1147629234082532, 1.1822916666666667, 2.7709263377248448]:
          InitialisationSlip.preActivations,
        [0.8055555555555556, 1.3579896179533686, 1.546875, 2.930524186081448]: InitialisationSlip
          .noActivation,
        [0.75, 1.224744871391589, 1.4010416666666667, 1.818499111656979]: InitialisationSlip
          .noBiases,
        [0.8055555555555556, 1.4403655014536338, 1.671875, 2.2933211142259484]:
          InitialisationSlip.sampleDeviation,
        [0.8055555555555556, 1.844135802469136, 1.671875, 4.821044921875]: InitialisationSlip
          .noRoot,
        [0.8055555555555556, 0.9193422885661162, 1.671875, 1.6354128041884084]: InitialisationSlip
          .perUnit,
        [0.8055555555555556, 0.9085130562518531, 1.671875, 1.4537363345856695]: InitialisationSlip
          .perSample,
        [1.5833333333333333, 2.0649186155606447, 2.96875, 3.2696222545578566]: InitialisationSlip
          .firstSample,
        tanhStatistics: InitialisationSlip.alwaysTanh,
        Vector(reluStatistics + [0.9010416666666666, 3.5028084280589136]): InitialisationSlip
          .outputLayer,
        Vector(reluStatistics + [1.9947916666666667, 2.2020658407536065]): InitialisationSlip
          .outputLayer,
        Vector(reluStatistics[..<2]): InitialisationSlip.hiddenMissing,
      ])
  }

  func expectTanhAndSigmoid() throws {
    try expectStatistics(
      .tanh, equals: tanhStatistics,
      [
        [0.05176588240847322, 0.7356733115488283, 0.012053908371782348, 0.883204509003513]:
          InitialisationSlip.noActivation,
        [0.032691992305326996, 0.7669573898393452, -0.0038236050280198255, 0.7441712391728281]:
          InitialisationSlip.noBiases,
      ])
    try expectStatistics(
      .sigmoid,
      equals: [0.4986869021337055, 0.30130579179571243, 0.7108132434438779, 0.10556183986317427])
  }

  func table(_ statistics: [ActivationStatistics]) -> Vector {
    Vector(statistics.flatMap { [$0.mean, $0.standardDeviation] })
  }

  func expectAsInLoops() throws {
    let cases: [(sizes: [Int], samples: Int, scales: [Double])] = [
      ([3, 6, 2, 5, 4], 6, Sweep.magnitudes), ([5, 4, 7, 3], 1, [1]), ([2, 8, 3], 1100, [1]),
      ([4, 4, 4, 4], 17, [1]), ([1, 1, 1], 2, [1]), ([2, 1030, 3, 2], 5, [1]),
      (Array(repeating: 3, count: 12), 4, [1]),
      ([2, 1, 3, 1], 4, [1]),
    ]
    var generator = SeededGenerator(seed: Student.seed)
    for (sizes, samples, scales) in cases {
      for (scale, activation) in scales.flatMap({ scale in
        HiddenActivation.allCases.map { (scale, $0) }
      }) {
        let layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
          DenseLayer(
            weights: .normal(rows: inputs, columns: outputs, using: &generator),
            biases: .normal(
              count: outputs, mean: 0.5 * scale, standardDeviation: scale, using: &generator))
        }
        let inputs = Matrix.normal(
          rows: samples, columns: sizes[0], standardDeviation: scale, using: &generator)
        try expect(
          table(answer.activationStatistics(of: layers, inputs: inputs, activation: activation)),
          equals: statistics(layers, inputs, activation),
          "mean and standard deviation (one layer after the other) with sizes \(sizes), "
            + "\(samples) samples of the size \(scale), and \(activation.rawValue)",
          tolerance: .relative(1e-9))
      }
    }
  }
}
