import Curriculum
import LinearAlgebra

/// One training run of lab 1: the loop is the kit's, what happens in a step is the answer's.
struct TwoOrThreeTraining {
  let answer: any LogisticRegression
  let shuffles: Bool
  /// Whether early stopping ends it.
  let stops: Bool
  let settings: Settings
  let training: LabelledRows
  let validation: LabelledRows

  private static let validationsPerEpoch = 5

  /// The name of the number that says in which epoch early stopping has ended the run.
  static let end = "epoch of the end"

  func run(from state: RunState, report: (RunUpdate) throws -> Void) throws -> RunState {
    var state = state
    if state.matrices["weights"] == nil {
      state.matrices["weights"] = .zeros(training.inputs.columns, 1)
      if stops { state.matrices["best weights"] = state.matrices["weights"] }
      try validate(&state)
    }
    let epochs = stops ? TwoOrThree.mostEpochs : settings.whole("epochs")
    while state.epoch < epochs, state.numbers[Self.end] == nil {
      try epoch(&state)
      try report(
        RunUpdate(
          progress: state.numbers[Self.end] == nil
            ? Double(state.epoch) / Double(epochs) : 1,
          epoch: state.epoch, epochs: epochs,
          loss: state.curves["validation loss"]?.y.last,
          accuracy: state.curves["validation accuracy"]?.y.last, state: state))
    }
    return state
  }

  private func epoch(_ state: inout RunState) throws {
    let count = training.labels.count
    let order = shuffles ? state.generator.permutation(of: count) : Array(0..<count)
    let size = settings.whole("batch_size")
    let steps = (count + size - 1) / size
    let interval = max(1, steps / Self.validationsPerEpoch)
    state.epoch += 1
    for step in 1...steps {
      try self.step(on: Array(order[(step - 1) * size..<min(step * size, count)]), &state)
      // Without shuffling, the same steps of each epoch; its end is always one.
      guard step == steps || step % interval == 0 && step + interval <= steps else { continue }
      try validate(&state)
      if stops, try isOver(&state) {
        state.numbers[Self.end] = Double(state.epoch)
        return
      }
    }
  }

  private func step(on batch: [Int], _ state: inout RunState) throws {
    guard let weights = state.matrices["weights"]?.flattened() else { return }
    let rows = LabelledRows(
      inputs: training.inputs.gather(rows: batch), labels: batch.map { training.labels[$0] })
    let loss = try loss(weights, rows, state.step)
    try state.noteStep(loss: loss)
    let moved = try asking("trainingStep", "at step \(state.step)") {
      try answer.trainingStep(
        weights: weights, inputs: rows.inputs, labels: rows.labels,
        learningRate: settings["learning_rate"], lambda: 0)
    }
    guard moved.count == weights.count else {
      throw RunProblem(
        "trainingStep gave \(moved.count) weights at step \(state.step), not \(weights.count)")
    }
    state.matrices["weights"] = moved.reshaped(rows: moved.count, columns: 1)
  }

  private func loss(_ weights: Vector, _ rows: LabelledRows, _ step: Int) throws -> Double {
    let loss = try asking("objective", "at step \(step)") {
      try answer.objective(weights: weights, inputs: rows.inputs, labels: rows.labels, lambda: 0)
    }
    return try sound(loss, "loss", step: step)
  }

  private func validate(_ state: inout RunState) throws {
    guard let weights = state.matrices["weights"]?.flattened() else { return }
    let step = Double(state.step)
    state.note("validation loss", step, try loss(weights, validation, state.step))
    state.numbers["validation loss"] = state.curves["validation loss"]?.y.last
    for (name, rows) in [("training", training), ("validation", validation)] {
      let accuracy = try asking("accuracy", "at step \(state.step)") {
        try answer.accuracy(weights: weights, inputs: rows.inputs, labels: rows.labels)
      }
      state.note("\(name) accuracy", step, accuracy)
      state.numbers["\(name) accuracy"] = accuracy
    }
  }

  /// Whether the answer says that the training ends; notes what was best so far.
  private func isOver(_ state: inout RunState) throws -> Bool {
    guard let losses = state.curves["validation loss"] else { return false }
    let point = try asking("stoppingPoint", "at step \(state.step)") {
      try answer.stoppingPoint(
        validationLosses: Vector(losses.y), patience: TwoOrThree.patience)
    }
    guard losses.y.indices.contains(point.best) else {
      throw RunProblem(
        "stoppingPoint says that validation \(point.best) of \(losses.y.count) is the best")
    }
    if point.best == losses.y.count - 1 {
      state.matrices["best weights"] = state.matrices["weights"]
    }
    state.numbers["best loss"] = losses.y[point.best]
    state.numbers["step of the best loss"] = losses.x[point.best]
    state.numbers["accuracy at the best loss"] = state.curves["validation accuracy"]?.y[point.best]
    return losses.y.count - 1 - point.best >= TwoOrThree.patience
  }
}
