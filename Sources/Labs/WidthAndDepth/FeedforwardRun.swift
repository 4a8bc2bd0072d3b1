import Curriculum
import LinearAlgebra

/// One training run of lab 7: the loop is the kit's; network, optimizer and steps are those of the answer to
/// exercise 12, mini-batches and checkpoints those of exercise 14.
struct FeedforwardRun {
  let design: FeedforwardDesign
  let library: any NetworkLibrary
  let selection: any ModelSelection
  let images: LoadedImages

  /// The curve of the mean loss of each epoch; “training loss” is one over steps.
  static let losses = "training loss by epoch"

  /// Trains, and notes everything by epoch but the test data, which it doesn't look at.
  ///
  /// - Returns: The network with the weights of the epoch that was best on the validation data.
  func run(
    _ state: inout RunState, report: (RunUpdate) throws -> Void
  ) throws -> LibraryNetwork {
    let network = try LibraryNetwork(
      library, sizes: design.sizes, activation: design.activation, dropout: design.dropout,
      using: &state.generator)
    let learner = LibraryLearner(network: network, optimizer: try optimizer(for: network))
    let loader = try loader()
    let keeper = try asking("makeCheckpointKeeper", "at the start") {
      try selection.makeCheckpointKeeper()
    }
    while state.epoch < FeedforwardDesign.epochs {
      try epoch(learner, loader, &state, report)
      let (loss, accuracy) = try network.measure(images.validation, scaling: true)
      let epoch = Double(state.epoch)
      state.note("validation loss", epoch, try sound(loss, "validation loss", step: state.step))
      state.note("validation accuracy", epoch, accuracy)
      try offer(network, to: keeper, score: accuracy, state)
      try report(update(state))
    }
    let (loss, accuracy) = try network.measure(images.training, scaling: true)
    (state.numbers["training loss"], state.numbers["training accuracy"]) = (loss, accuracy)
    try takeBest(of: keeper, into: network, &state)
    return network
  }

  // MARK: The parts of the answers

  private func optimizer(for network: LibraryNetwork) throws -> any ModuleOptimizer {
    guard design.usesAdam else {
      return try library.descent(
        on: network, learningRate: design.learningRate, weightDecay: design.lambda)
    }
    let adam = try asking("makeAdam", "for the network") {
      try library.makeAdam(
        for: network.model, learningRate: design.learningRate, beta1: 0.9, beta2: 0.999,
        epsilon: 1e-8)
    }
    guard design.lambda > 0 else { return adam }
    return try PenalizedOptimizer(adam, of: network.model, lambda: design.lambda)
  }

  /// A loader of the numbers of the rows, not of their pixels: it makes the same batches, and no second
  /// copy of all images.
  private func loader() throws -> any BatchLoader {
    let count = images.training.labels.count
    return try asking("makeBatchLoader", "at the start") {
      try selection.makeBatchLoader(
        inputs: Vector((0..<count).map(Double.init)).reshaped(rows: count, columns: 1),
        labels: images.training.labels, batchSize: FeedforwardDesign.batchSize, shuffles: true)
    }
  }

  private func batches(_ loader: any BatchLoader, _ state: inout RunState) throws -> [[Int]] {
    let labels = images.training.labels
    let batches = try asking("nextEpoch", "in epoch \(state.epoch + 1)") {
      try loader.nextEpoch(using: &state.generator)
    }
    guard batches.count == BatchTraining.steps(images.training, FeedforwardDesign.batchSize) else {
      throw RunProblem("nextEpoch gave \(batches.count) batches of \(labels.count) images")
    }
    return try batches.map { batch in
      let rows = batch.inputs.elements.map { Int($0) }
      guard !rows.isEmpty, rows.allSatisfy(labels.indices.contains),
        rows.map({ labels[$0] }) == batch.labels
      else { throw RunProblem("nextEpoch gave a batch that isn't made of the samples") }
      return rows
    }
  }

  // MARK: An epoch

  private func epoch(
    _ learner: LibraryLearner, _ loader: any BatchLoader, _ state: inout RunState,
    _ report: (RunUpdate) throws -> Void
  ) throws {
    let batches = try batches(loader, &state)
    var sum = 0.0
    for (index, rows) in batches.enumerated() {
      let batch = images.training[rows].scaled
      let loss = try sound(
        learner.step(on: batch, number: state.step + 1), "loss", step: state.step + 1)
      sum += loss * Double(rows.count)
      try state.noteBeginning(loss: loss, as: BatchTraining.firstLosses)
      // A slow machine isn't to be taken for a loop that never ends.
      guard (index + 1).isMultiple(of: 100) else { continue }
      try report(update(state, within: Double(index + 1) / Double(batches.count)))
    }
    state.epoch += 1
    state.note(Self.losses, Double(state.epoch), sum / Double(images.training.labels.count))
  }

  // MARK: The best epoch

  /// Offers the network as one column of numbers: the keeper of exercise 14 knows linear models.
  private func offer(
    _ network: LibraryNetwork, to keeper: any CheckpointKeeper, score: Double, _ state: RunState
  ) throws {
    let numbers = try network.values().flatMap(\.elements)
    let model = LiveModel(
      weights: Vector(numbers).reshaped(rows: numbers.count, columns: 1), biases: [0])
    _ = try asking("offer", "in epoch \(state.epoch)") { try keeper.offer(model, score: score) }
  }

  private func takeBest(
    of keeper: any CheckpointKeeper, into network: LibraryNetwork, _ state: inout RunState
  ) throws {
    let best = try asking("best", "at the end") { try keeper.best() }
    let accuracies = state.curves["validation accuracy"]?.y ?? []
    guard accuracies.indices.contains(best.index), best.score == accuracies.max(),
      accuracies[best.index] == best.score
    else {
      throw RunProblem(
        "best gave the score \(best.score) of epoch \(best.index + 1), which isn't the best of the "
          + "validation accuracies")
    }
    var values = try network.values()
    guard best.weights.count == values.map(\.count).reduce(0, +) else {
      throw RunProblem("best gave \(best.weights.count) weights, not those that were offered")
    }
    var start = 0
    for (index, value) in values.enumerated() {
      let numbers = Vector(Array(best.weights.elements[start..<start + value.count]))
      values[index] = numbers.reshaped(rows: value.rows, columns: value.columns)
      start += value.count
    }
    try network.setValues(values)
    state.numbers["best validation accuracy"] = best.score
    state.numbers["best epoch"] = Double(best.index + 1)
  }

  /// No state goes with it: what Adam and dropout remember lies in the answer's objects, and nobody can
  /// take it out or put it back. A run that was ended begins anew.
  private func update(_ state: RunState, within share: Double = 0) -> RunUpdate {
    RunUpdate(
      progress: (Double(state.epoch) + share) / Double(FeedforwardDesign.epochs),
      epoch: state.epoch, epochs: FeedforwardDesign.epochs,
      loss: state.curves[Self.losses]?.y.last,
      accuracy: state.curves["validation accuracy"]?.y.last)
  }
}

/// An optimizer that has no weight decay, with one: what the penalty λ/2 ‖W‖² adds to the gradients.
private final class PenalizedOptimizer: ModuleOptimizer {
  private let optimizer: any ModuleOptimizer
  private let decayed: [Parameter]
  private let lambda: Double

  init(_ optimizer: any ModuleOptimizer, of model: any Module, lambda: Double) throws {
    self.optimizer = optimizer
    self.lambda = lambda
    decayed = try model.parameters.filter(\.isDecayed)
  }

  func step() throws {
    for parameter in decayed { parameter.gradient.add(parameter.value, times: lambda) }
    try optimizer.step()
  }

  func zeroGradients() throws { try optimizer.zeroGradients() }
}
