import Curriculum
import LinearAlgebra

extension WidthAndDepth {
  func operations(of answers: LabAnswers) throws -> [NeededOperation] {
    let library = try answers(.networkLibrary, as: (any NetworkLibrary).self)
    let selection = try answers(.modelSelection, as: (any ModelSelection).self)
    return library.neededForTraining(activations: [.relu, .tanh]) + [
      NeededOperation(.networkLibrary, "makeDropout") {
        _ = try library.makeDropout(rate: 0.5, seed: 0)
      },
      NeededOperation(.networkLibrary, "makeAdam") {
        var generator = SeededGenerator(seed: 0)
        let layer = try library.makeLinear(inputs: 1, outputs: 2, using: &generator)
        _ = try library.makeAdam(
          for: layer, learningRate: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-8)
      },
      NeededOperation(.modelSelection, "makeBatchLoader") {
        var generator = SeededGenerator(seed: 0)
        _ = try selection.makeBatchLoader(
          inputs: [[0]], labels: [0], batchSize: 1, shuffles: true
        ).nextEpoch(using: &generator)
      },
      NeededOperation(.modelSelection, "makeCheckpointKeeper") {
        let keeper = try selection.makeCheckpointKeeper()
        _ = try keeper.offer(LiveModel(weights: [[0]], biases: [0]), score: 1)
        _ = try keeper.best()
      },
      NeededOperation(.modelSelection, "grid") { _ = try selection.grid(options: [[1]]) },
      NeededOperation(.modelSelection, "selection") {
        _ = try selection.selection(validationScores: [1]) { _ in 1 }
      },
    ]
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let images = try order.images()
    guard let design = design(of: order.run, order.settings) else {
      throw RunProblem("the runs on which it builds aren't there")
    }
    let selection = try answers(.modelSelection, as: (any ModelSelection).self)
    let run = FeedforwardRun(
      design: design, library: try answers(.networkLibrary, as: (any NetworkLibrary).self),
      selection: selection, images: images)
    var state = state
    state.data = images.words
    switch order.run.name {
    case Self.bestWidth:
      try compareGrid(selection, order.settings)
      try test(run, order.run.scores ?? [], &state, report)
    case Self.bestDepth:
      try test(run, Array((order.run.scores ?? []).dropFirst(Self.configurations)), &state, report)
    default: _ = try run.run(&state, report: report)
    }
    return state
  }

  /// The answer's grid must be that of the runs.
  private func compareGrid(_ selection: any ModelSelection, _ settings: Settings) throws {
    let rates = (1...4).map { settings["rate_\($0)"] }
    let grid = try asking("grid", "of the eighty configurations") {
      try selection.grid(options: [
        Vector(Self.widths.map(Double.init)), Vector(rates), [0, settings["dropout"]],
        [0, settings["lambda"]],
      ])
    }
    let wanted = Self.widths.flatMap { width in
      (0..<Self.configurations).map { configuration in
        let design = design([width], configuration, settings)
        return [Double(width), design.learningRate, design.dropout, design.lambda]
      }
    }
    guard grid == Matrix(wanted) else {
      throw RunProblem("grid didn't give the eighty configurations in the order of exercise 14")
    }
  }

  /// Lets the answer choose by the validation scores, trains what it has chosen again, and measures it on
  /// the test data: nothing else is ever measured on them.
  private func test(
    _ run: FeedforwardRun, _ scores: [Double], _ state: inout RunState,
    _ report: (RunUpdate) throws -> Void
  ) throws {
    try run.selection.choose(by: scores) {
      let network = try run.run(&state, report: report)
      try network.keep(in: &state)
      state.numbers["best validation loss"] =
        try network.measure(run.images.validation, scaling: true).loss
      let (loss, accuracy) = try network.measure(run.images.test, scaling: true)
      (state.numbers["test loss"], state.numbers["test accuracy"]) = (loss, accuracy)
      return accuracy
    }
  }
}
