import Curriculum
import Datasets
import Foundation
import KitTesting
import Testing

@testable import ClassificationMetricsSolution
@testable import GradientCheckingSolution
@testable import InitialisationSolution
@testable import Labs
@testable import MultilayerPerceptronSolution
@testable import NetworkLibrarySolution
@testable import SoftmaxRegressionSolution

@Suite("A run that was ended goes on as if nothing had been")
struct ResumingTests {
  /// A run of a lab with few images, and in which of its states it can go on.
  struct Case: CustomTestStringConvertible, Sendable {
    let lab: Int
    let run: String
    var settings = ""
    var images = 300
    var validation = 50
    /// How far it is when the test begins with it.
    var begin = 0
    let epochs: [Int]

    var testDescription: String { "lab \(lab), \(run)" }
  }

  static let cases = [
    Case(lab: 2, run: "lambda-0.1", settings: "epochs = 3\nbatch_size = 64", epochs: [1, 2, 3]),
    Case(lab: 4, run: "digits", epochs: [1, 2, 3]),
    // From the weights of the last layer on.
    Case(lab: 4, run: "check-entries", begin: 13, epochs: [14, 15, 16]),
    Case(lab: 4, run: "by-hand", images: 64, validation: 10, epochs: Array(1...15)),
    Case(lab: 4, run: "library", images: 64, validation: 10, epochs: Array(1...15)),
    // Nobody sees what Adam remembers: only the end is kept.
    Case(lab: 4, run: "adam", images: 64, validation: 10, epochs: [15]),
    Case(lab: 5, run: "tanh-glorot", images: 256, epochs: Array(1...10)),
    Case(lab: 8, run: "network", images: 64, epochs: [30]),
  ]

  private let answers = LabAnswers([
    .classificationMetrics: ClassificationMetricsSolution.Answer(),
    .gradientChecking: GradientCheckingSolution.Answer(),
    .softmaxRegression: SoftmaxRegressionSolution.Answer(),
    .initialisation: InitialisationSolution.Answer(),
    .multilayerPerceptron: MultilayerPerceptronSolution.Answer(),
    .networkLibrary: NetworkLibrarySolution.Answer(),
  ])

  private func bytes(_ state: RunState) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  @Test(
    "From the end of each epoch, the rest of the run is the same to the last bit", .slow,
    arguments: runsFullTests ? cases : Array(cases.prefix(2)))
  func sameResult(_ test: Case) throws {
    let lab = try #require(allLabs.first { $0.title.number == test.lab })
    var data = DataOrder(try kits(lab.title.set ?? .digits), form: .short, of: lab)
    data.sizes = PartSizes(
      training: test.images, validation: test.validation, test: test.validation)
    let settings = try Settings(test.settings, for: lab.settings, file: "settings.txt")
    let run = try #require(lab.plan(settings).first { $0.name == test.run })
    func order(seed: UInt64) -> RunOrder {
      var state = RunState(seed: seed)
      state.epoch = test.begin
      return RunOrder(lab: test.lab, run: run, settings: settings, data: data, state: state)
    }
    let first = order(seed: 5)
    var states: [RunState] = []
    let whole = try lab.perform(first, with: answers, from: first.state) { update in
      if let state = update.state { states.append(state) }
    }
    #expect(states.map(\.epoch) == test.epochs)
    // A few of them are enough where there are many.
    for state in states.filter({ $0.epoch % 5 == 0 || states.count < 5 }) {
      // As it is kept between two commands.
      let kept = try JSONDecoder().decode(RunState.self, from: bytes(state))
      let rest = try lab.perform(first, with: answers, from: kept) { _ in }
      #expect(try bytes(rest) == bytes(whole))
    }
    let second = order(seed: 6)
    let other = try lab.perform(second, with: answers, from: second.state) { _ in }
    #expect(try bytes(other) != bytes(whole))
  }
}
