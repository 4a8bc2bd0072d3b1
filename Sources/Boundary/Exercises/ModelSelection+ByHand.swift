import Curriculum
import LinearAlgebra

// What the text of the protocol doesn't say: a keeper holds on to models that are the judge's.

extension RemoteModelSelection {
  func complaint(about configuration: Int, _ validationScores: Vector) -> String? {
    WrongArgument.complaint(about: configuration, of: validationScores.count)
  }

  func makeCheckpointKeeper() throws -> any CheckpointKeeper {
    RemoteCheckpointKeeper(session, try session.call(#function))
  }
}

/// A keeper that lives in the worker, where each model that it has been offered has a twin.
///
/// Models are objects, and a keeper that holds on to one sees it change. So every call brings the
/// twins up to date first, and what the keeper does to a twin comes back to the model.
final class RemoteCheckpointKeeper: RemoteObject, CheckpointKeeper {
  private var models: [LiveModel] = []

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    let known = models.firstIndex { $0 === model }
    if known == nil { models.append(model) }
    let states = models.map(ModelState.init)
    let answer: WithModels<Bool> = try session.call(
      #function, number, states, NumberedModel(number: known ?? states.count - 1), score)
    return try update(from: answer)
  }

  func best() throws -> ModelCheckpoint {
    let answer: WithModels<ModelCheckpoint> = try session.call(
      #function, number, models.map(ModelState.init))
    return try update(from: answer)
  }

  private func update<Value>(from answer: WithModels<Value>) throws -> Value {
    for (model, state) in zip(models, answer.models) {
      guard state.weights.shape == model.weights.shape, state.biases.count == model.biases.count
      else { throw WrongArgument(description: "your keeper has changed the shape of the model") }
      state.write(to: model)
    }
    return answer.value
  }
}

/// The parameters of a model on their way through the pipe.
private struct ModelState: Codable {
  let weights: Matrix
  let biases: Vector

  init(_ model: LiveModel) { (weights, biases) = (model.weights, model.biases) }

  func write(to model: LiveModel) { (model.weights, model.biases) = (weights, biases) }
}

/// One of the models that a keeper knows; in messages it is called "model".
private struct NumberedModel: Codable, CustomStringConvertible {
  let number: Int
  var description: String { "model" }
}

/// A result, and the models as the call has left them.
private struct WithModels<Value: Codable>: Codable {
  let value: Value
  let models: [ModelState]
}

/// A keeper in the worker, with the twins of the judge's models.
private final class KeeperAtWork {
  private let keeper: any CheckpointKeeper
  private var models: [LiveModel] = []

  init(_ keeper: any CheckpointKeeper) { self.keeper = keeper }

  func call<Value>(
    _ states: [ModelState], _ body: (any CheckpointKeeper, [LiveModel]) throws -> Value
  ) rethrows -> WithModels<Value> {
    for (model, state) in zip(models, states) { state.write(to: model) }
    for state in states.dropFirst(models.count) {
      models.append(LiveModel(weights: state.weights, biases: state.biases))
    }
    let value = try body(keeper, models)
    return WithModels(value: value, models: models.map(ModelState.init))
  }
}

extension ModelSelection {
  var makeCheckpointKeeperOperation: Operation {
    Operation { Handle(KeeperAtWork(try makeCheckpointKeeper())) }
  }

  var offerOperation: Operation {
    Operation {
      (keeper: Handle<KeeperAtWork>, states: [ModelState], model: NumberedModel, score: Double) in
      try keeper.object.call(states) { try $0.offer($1[model.number], score: score) }
    }
  }

  var bestOperation: Operation {
    Operation { (keeper: Handle<KeeperAtWork>, states: [ModelState]) in
      try keeper.object.call(states) { keeper, _ in try keeper.best() }
    }
  }
}
