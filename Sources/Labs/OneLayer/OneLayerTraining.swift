import Curriculum
import LinearAlgebra

/// One training run of lab 2: the loop is the kit's, what happens in a step is the answer's.
struct OneLayerTraining {
  let answer: any SoftmaxRegression
  let lambda: Double
  let settings: Settings
  let training: LabelledRows
  let validation: LabelledRows

  /// How often the validation set is looked at in an epoch, as in the assignment.
  private static let validationsPerEpoch = 5

  func run(from state: RunState, report: (RunUpdate) throws -> Void) throws -> RunState {
    var state = state
    let epochs = settings.whole("epochs")
    if state.matrices["weights"] == nil {
      state.matrices["weights"] = .zeros(training.inputs.columns, 10)
      try validate(&state)
    }
    while state.epoch < epochs {
      try epoch(&state, of: epochs, report)
      try report(update(state, of: epochs, with: state))
    }
    return state
  }

  private func epoch(
    _ state: inout RunState, of epochs: Int, _ report: (RunUpdate) throws -> Void
  ) throws {
    let order = state.generator.permutation(of: training.labels.count)
    let size = settings.whole("batch_size")
    let steps = (order.count + size - 1) / size
    let interval = max(1, steps / Self.validationsPerEpoch)
    for step in 1...steps {
      let batch = Array(order[(step - 1) * size..<min(step * size, order.count)])
      try self.step(on: batch, &state)
      let isLast = step == steps
      // The last interval takes in what is left over.
      if isLast || step % interval == 0 && step + interval <= steps {
        try validate(&state)
        if !isLast {
          try report(
            update(state, of: epochs, within: Double(step) / Double(steps), with: nil))
        }
      }
    }
    state.epoch += 1
  }

  private func step(on batch: [Int], _ state: inout RunState) throws {
    guard let weights = state.matrices["weights"] else { return }
    let inputs = training.inputs.gather(rows: batch)
    let labels = batch.map { training.labels[$0] }
    let loss = try loss(weights, LabelledRows(inputs: inputs, labels: labels), state.step)
    try state.noteStep(loss: loss)
    let moved = try asking("trainingStep", "at step \(state.step)") {
      try answer.trainingStep(
        weights: weights, inputs: inputs, labels: labels,
        learningRate: settings["learning_rate"], lambda: lambda)
    }
    guard moved.shape == weights.shape else {
      throw RunProblem(
        "trainingStep gave \(moved.rows) × \(moved.columns) weights at step \(state.step), not "
          + "\(weights.rows) × \(weights.columns)")
    }
    state.matrices["weights"] = moved
  }

  /// The cross-entropy without the penalty, so that all λ can be compared.
  private func loss(_ weights: Matrix, _ rows: LabelledRows, _ step: Int) throws -> Double {
    let loss = try asking("objective", "at step \(step)") {
      try answer.objective(weights: weights, inputs: rows.inputs, labels: rows.labels, lambda: 0)
    }
    return try sound(loss, "loss", step: step)
  }

  private func validate(_ state: inout RunState) throws {
    guard let weights = state.matrices["weights"] else { return }
    let step = Double(state.step)
    state.note("validation loss", step, try loss(weights, validation, state.step))
    for (name, rows) in [("training", training), ("validation", validation)] {
      let accuracy = try asking("accuracy", "at step \(state.step)") {
        try answer.accuracy(weights: weights, inputs: rows.inputs, labels: rows.labels)
      }
      state.note("\(name) accuracy", step, accuracy)
      state.numbers["\(name) accuracy"] = accuracy
    }
    state.numbers["validation loss"] = state.curves["validation loss"]?.y.last
    state.numbers["squared norm"] = try asking("squaredNorm", "at step \(state.step)") {
      try answer.squaredNorm(weights: weights)
    }
  }

  private func update(
    _ state: RunState, of epochs: Int, within share: Double = 0, with checkpoint: RunState?
  ) -> RunUpdate {
    RunUpdate(
      progress: (Double(state.epoch) + share) / Double(epochs), epoch: state.epoch, epochs: epochs,
      loss: state.numbers["validation loss"], accuracy: state.numbers["validation accuracy"],
      state: checkpoint)
  }
}
