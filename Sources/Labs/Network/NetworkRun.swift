import Curriculum
import LinearAlgebra

/// One training run of lab 3: the loop is the kit's; batches, passes, steps, weights and scores are the
/// answers'.
struct NetworkRun {
  let design: NetworkDesign
  let answers: NetworkAnswers
  let training: LabelledRows
  let test: LabelledRows

  /// After how many steps the losses are noted. The kit's few digits make few steps.
  private var interval: Int { training.labels.count < 20_000 ? 20 : 200 }

  func run(from state: RunState, report: (RunUpdate) throws -> Void) throws -> RunState {
    var state = state
    let kept = state.values(layers: design.sizes.count - 1).map(NetworkParameters.init)
    var parameters = try kept ?? initialParameters(&state)
    if state.step == 0 { try noteTest(parameters, &state) }
    // What Adam remembers lies in the answer's objects, and nobody can take it out or put it back. So a
    // run with Adam has no state in which it could go on, but its last.
    let step = try design.usesAdam ? adamStep(for: parameters) : descentStep
    while state.epoch < design.epochs {
      try epoch(&parameters, step, &state, report)
      let canGoOn = !design.usesAdam || state.epoch == design.epochs
      state.keep(parameters.matrices)
      try report(update(state, with: canGoOn ? state : nil))
    }
    try judge(parameters, &state)
    return state
  }

  /// The weights before the first step, and biases of 0.
  private func initialParameters(_ state: inout RunState) throws -> NetworkParameters {
    let layers = try asking("layers", "for \(design.sizes)") {
      try answers.initialisation.layers(
        design.scheme, sizes: design.sizes, using: &state.generator)
    }
    // Exercise 9 has inputs × outputs, exercise 11 outputs × inputs.
    let parameters = NetworkParameters(
      weights: layers.map { $0.weights.transposed() }, biases: layers.map(\.biases))
    let zeros = NetworkParameters(
      weights: zip(design.sizes.dropFirst(), design.sizes).map(Matrix.zeros),
      biases: design.sizes.dropFirst().map(Vector.zeros))
    try require(parameters, toFit: zeros, "layers", 0)
    return parameters
  }

  // MARK: Steps

  /// What takes the place of the parameters, by their gradients.
  private typealias Step = (NetworkParameters, NetworkParameters) throws -> NetworkParameters

  private func descentStep(
    _ parameters: NetworkParameters, _ gradients: NetworkParameters
  ) throws -> NetworkParameters {
    try answers.network.updated(
      parameters: parameters, gradients: gradients, learningRate: design.learningRate)
  }

  /// A step with an Adam for each matrix and for each vector: an optimizer serves one of them.
  private func adamStep(for parameters: NetworkParameters) throws -> Step {
    func optimizers() throws -> [any Optimizer] {
      try parameters.weights.map { _ in
        try asking("makeAdam", "at the start") {
          try answers.adam(learningRate: design.learningRate)
        }
      }
    }
    let (forWeights, forBiases) = (try optimizers(), try optimizers())
    return { parameters, gradients in
      var parameters = parameters
      for (layer, weights) in parameters.weights.enumerated() {
        let moved = try forWeights[layer].step(
          parameters: weights.flattened(), gradient: gradients.weights[layer].flattened())
        guard moved.count == weights.count else {
          throw RunProblem("Adam's step gave \(moved.count) parameters, not \(weights.count)")
        }
        parameters.weights[layer] = moved.reshaped(rows: weights.rows, columns: weights.columns)
        parameters.biases[layer] = try forBiases[layer].step(
          parameters: parameters.biases[layer], gradient: gradients.biases[layer])
      }
      return parameters
    }
  }

  private func epoch(
    _ parameters: inout NetworkParameters, _ step: Step, _ state: inout RunState,
    _ report: (RunUpdate) throws -> Void
  ) throws {
    let batches = try batches(&state)
    for (index, rows) in batches.enumerated() {
      let batch = LabelledSamples(
        inputs: training.inputs.gather(rows: rows), labels: rows.map { training.labels[$0] })
      try self.step(on: batch, &parameters, step, &state)
      if state.step.isMultiple(of: interval) {
        state.noteMeanOfBatches()
        try noteTest(parameters, &state)
      }
      // More often than losses are noted: a slow machine isn't to be taken for a loop that never ends.
      guard state.step.isMultiple(of: 20) else { continue }
      try report(update(state, within: Double(index + 1) / Double(batches.count), with: nil))
    }
    state.epoch += 1
  }

  /// The rows of each batch. The answer puts the numbers of the rows in order, not their pixels: it makes
  /// the same batches, and no second copy of all images.
  private func batches(_ state: inout RunState) throws -> [[Int]] {
    let rows = (0..<training.labels.count).map(Double.init)
    let samples = LabelledSamples(
      inputs: Vector(rows).reshaped(rows: rows.count, columns: 1), labels: training.labels)
    let batches = try asking("randomMiniBatches", "in epoch \(state.epoch + 1)") {
      try answers.network.randomMiniBatches(
        samples: samples, batchSize: design.batchSize, using: &state.generator)
    }
    return try batches.map { batch in
      let rows = batch.inputs.elements.map { Int($0) }
      guard !rows.isEmpty, rows.allSatisfy(training.labels.indices.contains) else {
        throw RunProblem("randomMiniBatches gave a batch that isn't made of the samples")
      }
      return rows
    }
  }

  private func step(
    on batch: LabelledSamples, _ parameters: inout NetworkParameters, _ step: Step,
    _ state: inout RunState
  ) throws {
    let place = "at step \(state.step)"
    let pass = try asking("forward", place) {
      try answers.network.forward(
        inputs: batch.inputs, parameters: parameters, activation: design.activation)
    }
    guard let logits = pass.preActivations.last, logits.shape == (batch.labels.count, 10) else {
      throw RunProblem("forward gave no logits of \(batch.labels.count) × 10 \(place)")
    }
    let loss = try asking("cost", place) {
      try answers.network.cost(logits: logits, labels: batch.labels)
    }
    let accuracy = try asking("accuracy", place) {
      try answers.metrics.accuracy(labels: batch.labels, predictions: logits.rowArgmaxima())
    }
    let gradients = try asking("backward", place) {
      try answers.network.backward(
        pass: pass, labels: batch.labels, parameters: parameters, activation: design.activation,
        lambda: design.lambda)
    }
    try require(gradients, toFit: parameters, "backward", state.step)
    let moved = try asking(design.usesAdam ? "Adam's step" : "updated", place) {
      try step(parameters, gradients)
    }
    try require(moved, toFit: parameters, design.usesAdam ? "Adam" : "updated", state.step)
    state.noteBatch(try sound(loss, "loss", step: state.step), accuracy)
    parameters = moved
    try state.noteBeginning(loss: loss, as: BatchTraining.firstLosses)
  }

  // MARK: Looking at the network

  private func noteTest(_ parameters: NetworkParameters, _ state: inout RunState) throws {
    let prediction = try predict(test, parameters, state.step)
    state.note("test loss", Double(state.step), prediction.cost)
    state.note("test accuracy", Double(state.step), prediction.accuracy)
  }

  func predict(
    _ rows: LabelledRows, _ parameters: NetworkParameters, _ step: Int
  ) throws -> NetworkPrediction {
    let prediction = try asking("predict", "at step \(step)") {
      try answers.network.predict(
        samples: LabelledSamples(inputs: rows.inputs, labels: rows.labels),
        parameters: parameters, activation: design.activation)
    }
    guard prediction.probabilities.shape == (rows.labels.count, 10) else {
      throw RunProblem("predict gave no probabilities of \(rows.labels.count) × 10")
    }
    _ = try sound(prediction.cost, "test loss", step: step)
    return prediction
  }

  // MARK: Shapes and news

  private func require(
    _ given: NetworkParameters, toFit wanted: NetworkParameters, _ operation: String, _ step: Int
  ) throws {
    func shapes(_ parameters: NetworkParameters) -> [[Int]] {
      parameters.weights.map { [$0.rows, $0.columns] } + parameters.biases.map { [$0.count] }
    }
    guard shapes(given) == shapes(wanted) else {
      throw RunProblem(
        "\(operation) gave the shapes \(shapes(given)) at step \(step), not \(shapes(wanted))")
    }
  }

  private func update(
    _ state: RunState, within share: Double = 0, with checkpoint: RunState?
  ) -> RunUpdate {
    RunUpdate(
      progress: (Double(state.epoch) + share) / Double(design.epochs), epoch: state.epoch,
      epochs: design.epochs, loss: state.curves["test loss"]?.y.last,
      accuracy: state.curves["test accuracy"]?.y.last, state: checkpoint)
  }
}
