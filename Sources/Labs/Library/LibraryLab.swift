import Curriculum
import Datasets
import LinearAlgebra

/// Lab 4: a library's gradients, checked; digits learnt with it; and the same network by hand.
struct LibraryLab: Lab {
  let title = LabTitle(
    4, "Library", "Library", tasks: ["DL 6.7", "EE 4"],
    on: .networkLibrary, .gradientChecking, .multilayerPerceptron, set: .digits)

  let settings = [
    Setting.number(
      "check_step", 0.00001, in: 0.0000001...0.001, "how far the gradient check moves an entry"),
    Setting.number(
      "adam_learning_rate", 0.01, in: 0.00001...0.05, "the learning rate of the run with Adam"),
  ]

  let fixed =
    "pixels from 0 to 1; the gradient check on five images, before the training; 784-128-64-10 with "
    + "ReLU, learning rate 0.1, batches of 64, 3 epochs; by hand and with the library "
    + "784-500-250-100-10 with ReLU, Glorot's uniform scheme, learning rate 0.01, batches of 64, "
    + "15 epochs"

  let fullForm = PartSizes(training: 60_000, validation: 10_000)

  static let sizes = [784, 128, 64, 10]
  static let checkedImages = 5
  static let learningRate = 0.1
  static let batchSize = 64
  static let epochs = 3

  func plan(_ settings: Settings) -> [PlannedRun] {
    [
      PlannedRun("check-entries", "gradient check by entry"),
      PlannedRun("check-parameters", "gradient check by parameter"),
      PlannedRun("digits", "784-128-64-10"),
      PlannedRun("by-hand", "by hand, gradient descent"),
      PlannedRun("library", "library, gradient descent"),
      PlannedRun("adam", "library, Adam"),
    ]
  }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    let checking = try answers(.gradientChecking, as: (any GradientChecking).self)
    let perceptron = try answers(.multilayerPerceptron, as: (any MultilayerPerceptron).self)
    func layer() throws -> any Module {
      var generator = SeededGenerator(seed: 0)
      return try library.makeLinear(inputs: 1, outputs: 2, using: &generator)
    }
    return library.neededForTraining(activations: [.relu]) + library.neededForAdam + [
      NeededOperation(.networkLibrary, "gradientErrors") {
        _ = try library.gradientErrors(of: layer(), inputs: [[1]], labels: [0], step: 1e-5)
      },
      NeededOperation(.gradientChecking, "numericalGradient") {
        _ = try checking.numericalGradient(of: { $0[0] }, at: [1], step: 1)
      },
      NeededOperation(.gradientChecking, "relativeErrors") {
        _ = try checking.relativeErrors(analytic: [1], numeric: [1])
      },
    ] + needed(of: perceptron)
  }

  private func needed(of answer: any MultilayerPerceptron) -> [NeededOperation] {
    [
      NeededOperation(.multilayerPerceptron, "initialParameters") {
        var generator = SeededGenerator(seed: 0)
        _ = try answer.initialParameters(
          layerSizes: [1, 2], scheme: .glorotUniform, using: &generator)
      }
    ] + answer.neededForTraining
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    var state = state
    state.data = data.words
    let (training, test) = (data.training.scaled, data.validation.scaled)
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    if let comparison = Comparison(rawValue: order.run.name) {
      let perceptron = try answers(
        .multilayerPerceptron, as: (any MultilayerPerceptron).self)
      try comparison.run(
        perceptron, library, adamRate: order.settings["adam_learning_rate"], training, test, &state,
        report: report)
      return state
    }
    // With one seed, all these runs begin with the same weights.
    var generator = state.generator
    let network = try LibraryNetwork(
      library, sizes: Self.sizes, activation: .relu, using: &generator)
    let images = training[
      Array(generator.permutation(of: training.labels.count).prefix(Self.checkedImages))]
    let step = order.settings["check_step"]
    switch order.run.name {
    case "check-entries":
      let checking = try answers(.gradientChecking, as: (any GradientChecking).self)
      try EntryCheck(network: network, checking: checking, images: images, step: step)
        .run(&state, report: report)
    case "check-parameters":
      try ParameterCheck(network: network, images: images, step: step).run(&state, report: report)
    default:
      if state.epoch == 0 { state.generator = generator }
      try learnDigits(network, training, test, &state, report)
    }
    return state
  }

  /// Trains the network, and shows some images of the test set.
  private func learnDigits(
    _ network: LibraryNetwork, _ training: LabelledRows, _ test: LabelledRows,
    _ state: inout RunState, _ report: (RunUpdate) throws -> Void
  ) throws {
    if let kept = state.values(layers: Self.sizes.count - 1) { try network.setValues(kept) }
    let optimizer = try network.library.descent(on: network, learningRate: Self.learningRate)
    try BatchTraining(
      learner: LibraryLearner(network: network, optimizer: optimizer), training: training,
      test: test, batchSize: Self.batchSize, epochs: Self.epochs, interval: 1
    ).run(&state, report: report)
    let shown = test[Array(state.generator.permutation(of: test.labels.count).prefix(10))]
    let predicted = try network.predictions(for: shown.inputs)
    state.matrices["shown-images"] = shown.inputs
    state.matrices["shown-labels"] = Matrix(
      rows: zip(predicted, shown.labels).map { [Double($0), Double($1)] })
  }
}
