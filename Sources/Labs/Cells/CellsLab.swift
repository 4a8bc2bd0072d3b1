import Curriculum
import Datasets
import LinearAlgebra

/// Lab 8: blood cells of eight kinds, a network that learns them, and where it is wrong or too sure.
struct CellsLab: Lab {
  let title = LabTitle(
    8, "Cells", "Cells", tasks: ["DL 4.1", "DL 4.2", "DL 4.3", "DL 4.4"],
    on: .networkLibrary, .classificationMetrics, set: .cells)

  let settings: [Setting] = []

  let fixed =
    "2352-256-128-8 with ReLU; pixels from 0 to 1, red, green and blue; Adam with learning rate 0.001, "
    + "β₁ = 0.9, β₂ = 0.999 and ε = 1e-8; batches of 64; 30 epochs"

  static let sizes = [2352, 256, 128, 8]
  static let learningRate = 0.001
  static let batchSize = 64
  static let epochs = 30
  /// The cells by the numbers of their kinds.
  static let names = ImageSet.cells.classNames

  func plan(_ settings: Settings) -> [PlannedRun] { [PlannedRun("network", "2352-256-128-8")] }

  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    let metrics = try answers(.classificationMetrics, as: (any ClassificationMetrics).self)
    return library.neededForTraining(activations: [.relu]) + library.neededForAdam
      + needed(of: metrics)
  }

  private func needed(of metrics: any ClassificationMetrics) -> [NeededOperation] {
    let confusion: Matrix = [[1, 0], [1, 1]]
    func needs(_ name: String, call: @escaping () throws -> Void) -> NeededOperation {
      NeededOperation(.classificationMetrics, name, call: call)
    }
    return [
      needs("confusionMatrix") {
        _ = try metrics.confusionMatrix(labels: [0], predictions: [0], classCount: 2)
      },
      needs("support") { _ = try metrics.support(confusion: confusion) },
      needs("precision") { _ = try metrics.precision(confusion: confusion) },
      needs("recall") { _ = try metrics.recall(confusion: confusion) },
      needs("f1") { _ = try metrics.f1(confusion: confusion) },
      needs("mostConfusedPairs") {
        _ = try metrics.mostConfusedPairs(confusion: confusion, count: 1)
      },
      needs("classOfLowestRecall") { _ = try metrics.classOfLowestRecall(confusion: confusion) },
      needs("confidenceQuadrants") {
        _ = try metrics.confidenceQuadrants(probabilities: [[1, 0]], labels: [0])
      },
    ]
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    guard let data = try order.data?.load() else { throw RunProblem("the lab has no cells") }
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    let metrics = try answers(.classificationMetrics, as: (any ClassificationMetrics).self)
    let (training, validation) = (data.training.scaled, data.validation.scaled)
    let test = data.test.scaled
    var state = state
    state.data = data.words
    // What Adam remembers can't be kept: a run that was ended begins anew, or is over.
    if state.epoch < Self.epochs {
      show(training, &state)
      for (name, part) in [("training", training), ("validation", validation), ("test", test)] {
        state.numbers["\(name) images"] = Double(part.labels.count)
      }
    }
    var generator = state.generator
    let network = try LibraryNetwork(
      library, sizes: Self.sizes, activation: .relu, using: &generator)
    if let kept = state.values(layers: Self.sizes.count - 1) { try network.setValues(kept) }
    if state.epoch == 0 { state.generator = generator }
    let adam = try asking("makeAdam", "for the network") {
      try library.makeAdam(
        for: network.model, learningRate: Self.learningRate, beta1: 0.9, beta2: 0.999,
        epsilon: 1e-8)
    }
    try BatchTraining(
      learner: LibraryLearner(network: network, optimizer: adam), training: training,
      test: validation, batchSize: Self.batchSize, epochs: Self.epochs, interval: 10,
      canGoOn: false, testName: "validation", measuresTraining: true
    ).run(&state, report: report)
    try CellsJudge(network: network, metrics: metrics, test: test).judge(&state)
    return state
  }

  /// Keeps two training images of each kind, drawn at random, and how many there are of each.
  private func show(_ training: LabelledRows, _ state: inout RunState) {
    var generator = state.generator
    let order = generator.permutation(of: training.labels.count)
    let kinds = Self.names.indices
    let shown = training[
      kinds.flatMap { kind in order.filter { training.labels[$0] == kind }.prefix(2) }]
    state.matrices["shown-images"] = shown.inputs
    state.matrices["shown-labels"] = Matrix(rows: shown.labels.map { [Double($0)] })
    state.matrices["counts"] = Matrix(
      rows: [Vector(kinds.map { kind in Double(training.labels.count { $0 == kind }) })])
  }
}
