import Curriculum
import LinearAlgebra

/// One training run of lab 6: the loop is the kit's; steps, measures and checkpoints are the answers'.
struct LetterTraining {
  let learner: any LetterLearner
  let selection: any ModelSelection
  let training: LetterInputs
  let validation: LetterInputs
  /// What the checkpoint is measured on at the end; nil where the run mustn't look at it.
  let test: LetterInputs?

  /// So many steps are made and noted one by one, the others by the hundred.
  private static let singleSteps = 50

  /// The names under which the parameters of the checkpoint are kept.
  static func best(_ name: String) -> String { "best \(name)" }

  func run(from state: RunState, report: (RunUpdate) throws -> Void) throws -> RunState {
    var state = state
    let inputs = try training.columns()
    var parameters =
      kept(learner.names, state) ?? learner.start(inputs: inputs, using: &state.generator)
    let keepers = try keepers(of: parameters, state)
    while state.epoch < LettersLab.epochs {
      try epoch(&parameters, &state, report)
      try validate(parameters, keepers, &state)
      try report(update(state, 0, with: state))
    }
    try judge(&state)
    return state
  }

  private func kept(_ names: [String], _ state: RunState) -> [Matrix]? {
    let kept = names.compactMap { state.matrices[$0] }
    return kept.count == names.count ? kept : nil
  }

  // MARK: Steps

  private func epoch(
    _ parameters: inout [Matrix], _ state: inout RunState, _ report: (RunUpdate) throws -> Void
  ) throws {
    let order = state.generator.permutation(of: training.count)
    var done = 0
    while done < order.count {
      let isNoted = state.step < Self.singleSteps
      let next = min(done + (isNoted ? 1 : 100), order.count)
      let samples = try training[Array(order[done..<next])]
      if isNoted {
        let loss = try sound(
          learner.loss(parameters, samples, step: state.step + 1), "loss", step: state.step + 1)
        try state.noteBeginning(
          loss: loss, as: BatchTraining.firstLosses, upTo: Self.singleSteps)
      } else {
        state.step += samples.labels.count
      }
      parameters = try learner.steps(
        parameters, samples, from: state.step + 1 - samples.labels.count)
      done = next
      if !isNoted { try report(update(state, Double(done) / Double(order.count), with: nil)) }
    }
    state.epoch += 1
  }

  // MARK: Checkpoints

  /// A keeper for each layer. A run that goes on shows them first what was best before.
  private func keepers(
    of parameters: [Matrix], _ state: RunState
  ) throws -> [any CheckpointKeeper] {
    let keepers = try learner.layers(parameters).map { _ in
      try asking("makeCheckpointKeeper", "at the start") { try selection.makeCheckpointKeeper() }
    }
    if let best = kept(learner.names.map(Self.best), state),
      let score = state.numbers[LettersLab.score]
    {
      _ = try offer(learner.layers(best), score, to: keepers, "at the start")
    }
    return keepers
  }

  private func offer(
    _ layers: [LiveModel], _ score: Double, to keepers: [any CheckpointKeeper], _ place: String
  ) throws -> Bool {
    let isBest = try zip(keepers, layers).map { keeper, layer in
      try asking("offer", place) { try keeper.offer(layer, score: score) }
    }
    return isBest.allSatisfy { $0 }
  }

  private func validate(
    _ parameters: [Matrix], _ keepers: [any CheckpointKeeper], _ state: inout RunState
  ) throws {
    for (name, matrix) in zip(learner.names, parameters) { state.matrices[name] = matrix }
    try note("training", training, parameters, &state)
    let accuracy = try note("validation", validation, parameters, &state)
    let place = "after epoch \(state.epoch)"
    if try offer(learner.layers(parameters), accuracy, to: keepers, place) {
      state.numbers[LettersLab.score] = accuracy
      state.numbers["best epoch"] = Double(state.epoch)
    }
    let best = try keepers.map { keeper in try asking("best", place) { try keeper.best() } }
    let matrices = learner.parameters(best)
    try learner.require(matrices, toFit: parameters, "best", step: state.step)
    for (name, matrix) in zip(learner.names, matrices) {
      state.matrices[Self.best(name)] = matrix
    }
  }

  @discardableResult
  private func note(
    _ part: String, _ inputs: LetterInputs, _ parameters: [Matrix], _ state: inout RunState
  ) throws -> Double {
    let (loss, accuracy) = try inputs.measured {
      try learner.measure(parameters, $0, step: state.step)
    }
    state.note("\(part) accuracy", Double(state.step), accuracy)
    state.numbers["\(part) accuracy"] = accuracy
    if learner is NetworkOfLetters {
      let loss = try sound(loss, "\(part) loss", step: state.step)
      state.note("\(part) loss", Double(state.step), loss)
      state.numbers["\(part) loss"] = loss
    }
    return accuracy
  }

  /// Makes sure of the checkpoint, and measures it on the test letters, once.
  private func judge(_ state: inout RunState) throws {
    guard let best = kept(learner.names.map(Self.best), state) else { return }
    let (step, curve) = (state.step, state.curves["validation accuracy"]?.y ?? [])
    let accuracy = try validation.measured { try learner.measure(best, $0, step: step) }.accuracy
    // What a keeper gives back must be what it was shown in the best epoch, not what became of it.
    guard accuracy == curve.max(), accuracy == state.numbers[LettersLab.score] else {
      throw RunProblem(
        "the checkpoint keeper's best model has a validation accuracy of \(percent(accuracy)); the best "
          + "epoch had \(percent(curve.max() ?? 0))")
    }
    state.numbers["test accuracy"] = try test?.measured {
      try learner.measure(best, $0, step: step)
    }.accuracy
  }

  private func update(
    _ state: RunState, _ share: Double, with checkpoint: RunState?
  ) -> RunUpdate {
    RunUpdate(
      progress: (Double(state.epoch) + share) / Double(LettersLab.epochs), epoch: state.epoch,
      epochs: LettersLab.epochs, loss: state.numbers["training loss"],
      accuracy: state.numbers[LettersLab.score], state: checkpoint)
  }
}
