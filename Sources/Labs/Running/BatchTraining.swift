import Curriculum
import LinearAlgebra

/// What learns in a training on mini-batches: a network, and the answer's way to change it.
protocol Learner {
  /// Takes one step, and gives the loss of the batch before it.
  func step(on batch: LabelledRows, number: Int) throws -> Double

  /// The mean loss and the share of right predictions, without learning.
  func measure(_ rows: LabelledRows) throws -> (loss: Double, accuracy: Double)

  /// Writes what was learnt into the state of a run.
  func keep(in state: inout RunState) throws
}

/// A training on mini-batches: the order of the images is the kit's, what happens in a step the answer's.
struct BatchTraining {
  let learner: any Learner
  let training: LabelledRows
  let test: LabelledRows
  let batchSize: Int
  let epochs: Int
  /// Over how many steps a mean of the losses is noted; an epoch's last mean may be over fewer.
  let interval: Int
  /// Whether the run can go on at the end of an epoch: what an optimizer remembers can't be kept.
  var canGoOn = true
  /// What the images that it is measured with are called in curves.
  var testName = "test"
  /// Whether the loss and the accuracy on all training images are noted at the end of each epoch, in the
  /// place of means of losses.
  var measuresTraining = false

  /// The curve of the losses of the first steps, each by itself.
  static let firstLosses = "first losses"

  /// How many steps an epoch has.
  static func steps(_ rows: LabelledRows, _ batchSize: Int) -> Int {
    (rows.labels.count + batchSize - 1) / batchSize
  }

  /// Trains until the last epoch is over, and measures at the end of each.
  func run(_ state: inout RunState, report: (RunUpdate) throws -> Void) throws {
    while state.epoch < epochs {
      try epoch(&state, report)
      try learner.keep(in: &state)
      try note(test, testName, &state)
      if measuresTraining {
        try note(training, "training", &state)
      } else if state.epoch == epochs {
        _ = try measure(training, "training", &state)
      }
      try report(update(state, 0, with: canGoOn || state.epoch == epochs ? state : nil))
    }
  }

  private func epoch(_ state: inout RunState, _ report: (RunUpdate) throws -> Void) throws {
    let order = state.generator.permutation(of: training.labels.count)
    let steps = Self.steps(training, batchSize)
    var losses: [Double] = []
    for step in 1...steps {
      let rows = order[(step - 1) * batchSize..<min(step * batchSize, order.count)]
      let batch = training[Array(rows)]
      let loss = try sound(
        learner.step(on: batch, number: state.step + 1), "loss", step: state.step + 1)
      losses.append(loss)
      try state.noteBeginning(loss: loss, as: Self.firstLosses)
      guard losses.count == interval || step == steps else { continue }
      let mean = losses.reduce(0, +) / Double(losses.count)
      losses = []
      if !measuresTraining { state.note("training loss", Double(state.step), mean) }
      state.numbers["last training loss"] = mean
      if step < steps { try report(update(state, Double(step) / Double(steps), with: nil)) }
    }
    state.epoch += 1
  }

  private func note(_ rows: LabelledRows, _ name: String, _ state: inout RunState) throws {
    let (loss, accuracy) = try measure(rows, name, &state)
    state.note("\(name) loss", Double(state.step), loss)
    state.note("\(name) accuracy", Double(state.step), accuracy)
  }

  private func measure(
    _ rows: LabelledRows, _ name: String, _ state: inout RunState
  ) throws -> (loss: Double, accuracy: Double) {
    let (loss, accuracy) = try learner.measure(rows)
    state.numbers["\(name) loss"] = try sound(loss, "\(name) loss", step: state.step)
    state.numbers["\(name) accuracy"] = accuracy
    return (loss, accuracy)
  }

  private func update(_ state: RunState, _ share: Double, with checkpoint: RunState?) -> RunUpdate {
    RunUpdate(
      progress: (Double(state.epoch) + share) / Double(epochs), epoch: state.epoch, epochs: epochs,
      loss: state.numbers["last training loss"], accuracy: state.numbers["\(testName) accuracy"],
      state: checkpoint)
  }
}
