import Curriculum
import Datasets
import LinearAlgebra

/// Lab 5: six layers from four schemes of initialisation, with tanh and with ReLU: their activations
/// before the training, and the training.
struct InitialisationLab: Lab {
  let title = LabTitle(
    5, "Initialisation", "Initialisation", tasks: ["DL 5.2", "DL 5.3", "DL 5.4"],
    on: .initialisation, .networkLibrary, set: .digits)

  let settings: [Setting] = []

  let fixed =
    "a network 784-256-256-256-256-256-10 with biases of 0; pixels from 0 to 1; statistics on 256 "
    + "images; gradient descent with learning rate 0.1, batches of 128, 10 epochs"

  let fullForm = PartSizes(training: 60_000, validation: 10_000)

  static let sizes = [784, 256, 256, 256, 256, 256, 10]
  /// How many images the activations before training are measured on.
  static let images = 256
  static let learningRate = 0.1
  static let batchSize = 128
  static let epochs = 10
  static let activations: [HiddenActivation] = [.tanh, .relu]
  static let schemes: [InitialisationScheme] = [.zero, .smallNormal, .glorotNormal, .heNormal]

  func plan(_ settings: Settings) -> [PlannedRun] {
    Self.activations.flatMap { activation in
      Self.schemes.map { scheme in
        PlannedRun(
          Self.name(activation, scheme), "\(Self.words(activation)), \(Self.words(scheme))")
      }
    }
  }

  static func name(_ activation: HiddenActivation, _ scheme: InitialisationScheme) -> String {
    "\(activation.rawValue)-\(words(scheme).lowercased())"
  }

  static func words(_ activation: HiddenActivation) -> String {
    activation == .relu ? "ReLU" : activation.rawValue
  }

  static func words(_ scheme: InitialisationScheme) -> String {
    switch scheme {
    case .smallNormal: "small"
    case .glorotNormal: "Glorot"
    case .heNormal: "He"
    default: scheme.rawValue
    }
  }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let initialisation = try answers(.initialisation, as: (any Initialisation).self)
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    let layer = DenseLayer(weights: [[1]], biases: [0])
    return [
      NeededOperation(.initialisation, "layers") {
        var generator = SeededGenerator(seed: 0)
        _ = try initialisation.layers(.heNormal, sizes: [1, 1], using: &generator)
      },
      NeededOperation(.initialisation, "activationStatistics") {
        _ = try initialisation.activationStatistics(
          of: [layer, layer], inputs: [[1]], activation: .tanh)
      },
    ] + library.neededForTraining(activations: Self.activations)
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    guard let (activation, scheme) = choice(order.run) else {
      throw RunProblem("the lab has no run \(order.run.name)")
    }
    var state = state
    state.data = data.words
    let training = data.training.scaled
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    var unused = SeededGenerator(seed: 0)
    let network = try LibraryNetwork(
      library, sizes: Self.sizes, activation: activation, using: &unused)
    if let kept = state.values(layers: Self.sizes.count - 1) {
      try network.setValues(kept)
    } else {
      let initialisation = try answers(.initialisation, as: (any Initialisation).self)
      try begin(network, activation, scheme, initialisation, training.inputs, &state)
    }
    let optimizer = try library.descent(on: network, learningRate: Self.learningRate)
    try BatchTraining(
      learner: LibraryLearner(network: network, optimizer: optimizer), training: training,
      test: data.validation.scaled, batchSize: Self.batchSize, epochs: Self.epochs,
      interval: max(1, BatchTraining.steps(training, Self.batchSize) / 10)
    ).run(&state, report: report)
    return state
  }

  func choice(_ run: PlannedRun) -> (HiddenActivation, InitialisationScheme)? {
    for activation in Self.activations {
      for scheme in Self.schemes where Self.name(activation, scheme) == run.name {
        return (activation, scheme)
      }
    }
    return nil
  }

  /// Draws the layers, and measures their activations on some of the images.
  private func begin(
    _ network: LibraryNetwork, _ activation: HiddenActivation, _ scheme: InitialisationScheme,
    _ answer: any Initialisation, _ images: Matrix, _ state: inout RunState
  ) throws {
    // The images come first, so that they are the same for all schemes.
    let chosen = Array(state.generator.permutation(of: images.rows).prefix(Self.images))
    var generator = state.generator
    let layers = try asking("layers", "for the scheme \(scheme)") {
      try answer.layers(scheme, sizes: Self.sizes, using: &generator)
    }
    state.generator = generator
    let statistics = try asking("activationStatistics", "for the scheme \(scheme)") {
      try answer.activationStatistics(
        of: layers, inputs: images.gather(rows: chosen), activation: activation)
    }
    guard statistics.count == Self.sizes.count - 2 else {
      throw RunProblem("activationStatistics gave \(statistics.count) entries for 5 hidden layers")
    }
    for (index, layer) in statistics.enumerated() {
      guard layer.mean.isFinite, layer.standardDeviation.isFinite else {
        throw RunProblem("activationStatistics of layer \(index + 1) aren't finite numbers")
      }
      state.note("mean", Double(index + 1), layer.mean)
      state.note("standard deviation", Double(index + 1), layer.standardDeviation)
    }
    // The library has its weights the other way round.
    try network.setValues(
      layers.flatMap { [$0.weights.transposed(), Matrix(rows: [$0.biases])] })
  }
}
