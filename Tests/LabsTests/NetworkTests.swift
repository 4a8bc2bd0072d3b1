import Curriculum
import Datasets
import Foundation
import KitTesting
import Testing

@testable import ClassificationMetricsSolution
@testable import InitialisationSolution
@testable import Labs
@testable import MultilayerPerceptronSolution
@testable import OptimizersSolution

@Suite("Lab 3: runs of a network")
struct NetworkTests {
  private let lab = Network()
  private let answers = LabAnswers([
    .multilayerPerceptron: MultilayerPerceptronSolution.Answer(),
    .initialisation: InitialisationSolution.Answer(),
    .classificationMetrics: ClassificationMetricsSolution.Answer(),
    .optimizers: OptimizersSolution.Answer(),
  ])

  private func bytes(_ state: RunState) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  /// A small own design on few digits.
  private func order(_ lines: String = "") throws -> RunOrder {
    let settings = try Settings(
      "own_width_1 = 20\nown_epochs = 3\n" + lines, for: lab.settings, file: "settings.txt")
    var data = DataOrder(try kits(.digits), form: .short, of: lab)
    data.sizes = PartSizes(training: 700, validation: 50)
    let run = try #require(lab.plan(settings).last)
    return RunOrder(
      lab: 3, run: run, settings: settings.limited(to: lab.settings(of: run)), data: data,
      state: RunState(seed: 5))
  }

  @Test("From the end of each epoch, the rest of the run is the same to the last bit")
  func goesOn() throws {
    let order = try order()
    var states: [RunState] = []
    let whole = try lab.perform(order, with: answers, from: order.state) { update in
      if let state = update.state { states.append(state) }
    }
    #expect(states.map(\.epoch) == [1, 2, 3] && whole.step == 33)
    // The note of step 20 takes in steps of both epochs around it.
    #expect(whole.curves["training loss"]?.x == [20] && whole.curves["test loss"]?.x == [0, 20])
    for state in states {
      let kept = try JSONDecoder().decode(RunState.self, from: bytes(state))
      let rest = try lab.perform(order, with: answers, from: kept) { _ in }
      #expect(try bytes(rest) == bytes(whole))
    }
  }

  @Test(
    "A run with Adam has no state to go on from before its end, and repeats from its beginning",
    .slow)
  func adam() throws {
    let order = try order("own_adam = 1\nown_learning_rate = 0.01")
    var states: [RunState] = []
    let whole = try lab.perform(order, with: answers, from: order.state) { update in
      if let state = update.state { states.append(state) }
    }
    #expect(states.map(\.epoch) == [3])
    let again = try lab.perform(order, with: answers, from: order.state) { _ in }
    #expect(try bytes(again) == bytes(whole))
    let descent = try self.order("own_learning_rate = 0.01")
    let other = try lab.perform(descent, with: answers, from: descent.state) { _ in }
    #expect(try bytes(other) != bytes(whole))
  }

  @Test("What is measured at the end fits the weights that are kept")
  func judges() throws {
    let order = try order()
    let state = try lab.perform(order, with: answers, from: order.state) { _ in }
    let test = try #require(try order.data?.load().validation.scaled)
    let prediction = try MultilayerPerceptronSolution.Answer().predict(
      samples: LabelledSamples(inputs: test.inputs, labels: test.labels),
      parameters: NetworkParameters(#require(state.values(layers: 2))), activation: .sigmoid)
    let confusion = try #require(state.matrices["confusion"])
    #expect(state.numbers["test accuracy"] == prediction.accuracy)
    #expect(confusion.sum() == 50 && confusion.diagonal.sum() == 50 * prediction.accuracy)
    #expect(state.matrices["report"].map { $0.column(3).sum() } == 50)
    #expect(state.curves["batch loss"] == nil)
  }

  @Test("A run depends on its own settings only, and they suffice")
  func settings() throws {
    let settings = try Settings(
      "own_width_2 = 30\nown_adam = 1\nbest_activation = 2\nlambda = 0.02", for: lab.settings,
      file: "settings.txt")
    for run in lab.plan(settings) {
      let limited = settings.limited(to: lab.settings(of: run))
      #expect(lab.design(of: run, limited) == lab.design(of: run, settings))
      let isFixed = Network.names.contains(run.name)
      #expect(limited.values.isEmpty == isFixed)
      #expect(limited.values.keys.contains { $0.hasPrefix("own_") } == (run.name == "own"))
    }
    let designs = lab.plan(settings).map { lab.design(of: $0, settings) }
    #expect(designs.prefix(3).map(\.activation) == [.sigmoid, .tanh, .relu])
    #expect(designs.prefix(3).allSatisfy { $0.sizes == [784, 500, 250, 100, 10] })
    #expect(designs[3].activation == .tanh && designs[3].usesAdam && !designs[4].usesAdam)
    #expect(designs[4...6].map(\.lambda) == [0.002, 0.02, 0.2])
    #expect(designs[7].hidden == [50, 30] && designs[7].usesAdam)
  }
}
