import Boundary
import Datasets
import Foundation
import KitTesting
import LabRuns
import Testing

@testable import Labs

@Suite("Runs of a lab, each in a worker")
struct LabRunnerTests {
  private static let step =
    "    return weights - learningRate * slope(weights, inputs, targets(labels, weights.columns), lambda)"

  @Test(
    "A crash, a hang, a NaN and what is printed stay with their run; the others go on",
    .slow)
  func troubles() throws {
    let folder = try AnswersFolder(
      2, settings: "epochs = 2\nbatch_size = 1024",
      edits: [
        (
          Self.step,
          """
              if lambda == 1 { fatalError("boom") }
              if lambda == 0.1 { while true {} }
              if lambda == 0.01 { return weights * Double.nan }
              if lambda == 0.001 { print("<hello>") }
          \(Self.step)
          """
        )
      ])
    var limits = LabRunner.limits
    limits.silence = 4
    let runs = try folder.runner(limits: limits).run(jobs: 2) { _ in }
    #expect(runs.map(\.isFinished) == [true, false, false, false, true])
    #expect(
      runs[1].problem?.contains("the run λ = 1 crashed: boom at SoftmaxRegression.swift:") == true)
    #expect(runs[2].problem?.hasPrefix("the run λ = 0.1 said nothing for 4 seconds") == true)
    #expect(runs[3].problem?.contains("step 1") == true, "\(runs[3].problem ?? "")")
    #expect(runs[4].printed.hasPrefix("<hello>\n"))
    #expect(runs[0].state.epoch == 2)
    let page = try folder.text("report.html")
    #expect(page.contains("&lt;hello&gt;") && page.contains("crashed: boom"))
    #expect(!page.contains("<hello>"))
    #expect(folder.exists("weights/lambda-0-weights.npy") && folder.exists("figures/loss.svg"))
  }

  @Test("Data that can't be read is an error, and nothing is written over what was done before")
  func unreadableData() throws {
    let (folder, data) = (try AnswersFolder(6), try Folder())
    try data.write(Array("PK and no more".utf8), to: "letters.npz")
    let source = try ImageSource.find(
      .letters, data: data.path + "/letters.npz", kit: kit.get().root)
    #expect(throws: DatasetError.self) {
      try folder.runner(source: source).run(jobs: 1) { _ in }
    }
    #expect(!folder.exists("results.json") && !folder.exists("report.html"))
  }

  @Test("A run that isn't made of numbers says which of them, and the others go on", .slow)
  func notNumbers() throws {
    let folder = try AnswersFolder(
      9, edits: [("case .softmax: return sigmoid(t)", "case .softmax: return 0 / 0 * sigmoid(t)")])
    let runs = try folder.runner().run(jobs: 1) { _ in }
    #expect(runs.map(\.isFinished) == [false, true, true])
    #expect(runs[0].problem?.contains(" is nan") == true, "\(runs[0].problem ?? "")")
  }

  @Test(
    "What is written is done once; another answer or other settings begin anew",
    .slow)
  func done() throws {
    let folder = try AnswersFolder(9)
    let runner = try folder.runner()
    #expect(try runner.unwritten() == [])
    #expect(runner.done == 0)
    let first = try runner.run(jobs: 1) { _ in }
    #expect(first.map(\.isFinished) == [true, true, true])
    #expect(runner.done == 3)
    let second = try runner.run(jobs: 1) { _ in }
    #expect(second.map(\.seconds) == first.map(\.seconds))
    try Data("b = 2".utf8).write(
      to: URL(filePath: "\(folder.path)/\(runner.lab.title.folder)/settings.txt"))
    #expect(try folder.runner().done == 0)
  }

  @Test("A stub says which functions are missing")
  func stub() throws {
    let lab = try #require(allLabs.first { $0.title.number == 2 })
    let root = try kit.get().root
    let runner = try LabRunner(
      lab, kit: kit.get(), answers: root + "/Exercises", source: kits(.digits))
    #expect(
      try runner.unwritten() == [
        "exercise 7 · Softmax regression: trainingStep, objective, accuracy, squaredNorm"
      ])
  }
}
