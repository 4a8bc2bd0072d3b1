import Foundation
import Testing

@testable import Labs
@testable import SoftmaxRegressionSolution

@Suite("A run that was ended goes on as if nothing had been")
struct ResumingTests {
  private func bytes(_ state: RunState) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(state)
  }

  @Test("From the end of each epoch, the rest of the run is the same to the last bit")
  func sameResult() throws {
    let lab = OneLayer()
    var data = DataOrder(try kitsDigits(), form: .short, of: lab)
    (data.training, data.validation) = (300, 50)
    let settings = try Settings(
      "epochs = 3\nbatch_size = 64", for: lab.settings, file: "settings.txt")
    let order = RunOrder(
      lab: 2, run: lab.plan(settings)[2], settings: settings, data: data, state: RunState(seed: 5))
    let answers = LabAnswers([.softmaxRegression: Answer()])
    var states: [RunState] = []
    let whole = try lab.perform(order, with: answers, from: order.state) { update in
      if let state = update.state { states.append(state) }
    }
    #expect(states.map(\.epoch) == [1, 2, 3])
    #expect(whole.step == 15)
    for state in states {
      // As it is kept between two commands.
      let kept = try JSONDecoder().decode(RunState.self, from: bytes(state))
      let rest = try lab.perform(order, with: answers, from: kept) { _ in }
      #expect(try bytes(rest) == bytes(whole))
    }
    let other = try lab.perform(order, with: answers, from: RunState(seed: 6)) { _ in }
    #expect(try bytes(other) != bytes(whole))
  }
}
