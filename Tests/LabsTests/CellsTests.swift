import Curriculum
import Datasets
import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import ClassificationMetricsSolution
@testable import Labs
@testable import NetworkLibrarySolution

@Suite("Lab 8: what is kept of the cells")
struct CellsTests {
  private static let lab = CellsLab()
  private static let sizes = PartSizes(training: 128, validation: 40, test: 160)

  /// A run on few cells.
  private static func run(metrics: any ClassificationMetrics) throws -> RunState {
    let settings = Settings(standard: lab.settings)
    var data = DataOrder(try kits(.cells), form: .short, of: lab)
    data.sizes = sizes
    let order = RunOrder(
      lab: 8, run: lab.plan(settings)[0], settings: settings, data: data, state: RunState(seed: 2))
    let answers = LabAnswers([
      .networkLibrary: NetworkLibrarySolution.Answer(), .classificationMetrics: metrics,
    ])
    return try lab.perform(order, with: answers, from: order.state) { _ in }
  }

  private static let state = Result { try run(metrics: ClassificationMetricsSolution.Answer()) }

  private func matrix(_ name: String) throws -> Matrix {
    try #require(Self.state.get().matrices[name])
  }

  @Test("Two images of each kind, and how many there are of each", .slow)
  func samples() throws {
    #expect(try matrix("shown-images").shape == (16, 2352))
    #expect(try matrix("shown-labels").elements == (0..<16).map { Double($0 / 2) })
    #expect(try matrix("counts").sum() == 128)
    let images = try matrix("shown-images")
    #expect(images.elements.max()! <= 1 && images.row(0) != images.row(1))
    let numbers = try Self.state.get().numbers
    #expect(numbers["training images"] == 128 && numbers["test images"] == 160)
  }

  @Test("Both losses and both accuracies at the end of each of 30 epochs", .slow)
  func curves() throws {
    let curves = try Self.state.get().curves
    for name in ["training loss", "validation loss", "training accuracy", "validation accuracy"] {
      #expect(curves[name]?.x == (1...30).map { Double(2 * $0) }, "\(name)")
    }
    let losses = try #require(curves["training loss"]?.y)
    #expect(losses[0] > 1 && losses[29] < losses[0] / 2)
    #expect(try Self.state.get().numbers["training loss"] == losses[29])
  }

  @Test("Mistakes are of the kind that is found least, and groups have the confidence they say")
  func mistakes() throws {
    let state = try Self.state.get()
    let confusion = try matrix("confusion")
    #expect(confusion.sum() == 160)
    let recalls = try matrix("report").column(1)
    let kind = try #require(state.numbers["class of lowest recall"])
    #expect(recalls[Int(kind)] == recalls.min())
    let mistakes = try matrix("mistakes-words")
    #expect((1...5).contains(mistakes.rows))
    for row in 0..<mistakes.rows {
      #expect(mistakes[row, 0] == kind && mistakes[row, 1] != kind)
    }
    for (name, _) in CellsJudge.groups {
      let words = state.matrices["\(name)-words"] ?? .zeros(0, 3)
      #expect(words.rows == min(2, Int(state.numbers[name] ?? -1)), "\(name)")
      for row in 0..<words.rows {
        #expect(name.hasPrefix("confident") ? words[row, 2] > 0.9 : words[row, 2] < 0.6)
        #expect((words[row, 0] == words[row, 1]) == name.hasSuffix("right"))
      }
    }
  }

  @Test("All that the assignment wants to see is shown")
  func exhibits() throws {
    let run = Self.lab.plan(Settings(standard: []))[0]
    let exhibits = Self.lab.exhibits(
      of: LabResults(settings: Settings(standard: []), runs: [(run, try Self.state.get())]))
    let figures = exhibits.compactMap { exhibit -> String? in
      guard case .figure(let name, _) = exhibit else { return nil }
      return name
    }
    #expect(
      figures == [
        "samples", "classes", "loss", "accuracy", "confusion", "lowest-recall", "confidence",
      ])
    #expect(exhibits.count == 12)
    let none = LabResults(settings: Settings(standard: []), runs: [(run, nil)])
    #expect(Self.lab.exhibits(of: none).isEmpty)
  }

  @Test("Metrics that give what can't be are named, and nothing crashes", .slow)
  func wrongMetrics() {
    func expect(_ sentence: String, at place: SourceLocation = #_sourceLocation, _ flaw: Flaw) {
      let error = #expect(throws: RunProblem.self, sourceLocation: place) {
        try Self.run(metrics: FlawedMetrics(flaw: flaw))
      }
      #expect(error?.description == sentence, sourceLocation: place)
    }
    expect("confusionMatrix gave 7 × 7 counts", .small)
    expect("classOfLowestRecall gave 8, which is none of the classes", .unknownClass)
    expect("confidenceQuadrants gave the number of a sample that there isn't", .unknownSample)
    expect("mostConfusedPairs gave a class that there isn't", .unknownPair)
  }
}

/// What is wrong with an answer.
private enum Flaw { case small, unknownClass, unknownSample, unknownPair }

/// The solution to exercise 13 with one flaw.
private struct FlawedMetrics: ClassificationMetrics {
  let flaw: Flaw
  private let right = ClassificationMetricsSolution.Answer()

  func accuracy(labels: [Int], predictions: [Int]) throws -> Double { 1 }

  func confusionMatrix(labels: [Int], predictions: [Int], classCount: Int) throws -> Matrix {
    flaw == .small
      ? .zeros(7, 7)
      : try right.confusionMatrix(
        labels: labels, predictions: predictions, classCount: classCount)
  }

  func support(confusion: Matrix) throws -> [Int] { try right.support(confusion: confusion) }

  func precision(confusion: Matrix) throws -> Vector { try right.precision(confusion: confusion) }

  func recall(confusion: Matrix) throws -> Vector { try right.recall(confusion: confusion) }

  func f1(confusion: Matrix) throws -> Vector { try right.f1(confusion: confusion) }

  func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
    try right.averageScores(confusion: confusion, averaging: averaging)
  }

  func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
    flaw == .unknownPair
      ? [ConfusedPair(trueClass: 0, predictedClass: -1, count: 3)]
      : try right.mostConfusedPairs(confusion: confusion, count: count)
  }

  func classOfLowestRecall(confusion: Matrix) throws -> Int {
    flaw == .unknownClass ? 8 : try right.classOfLowestRecall(confusion: confusion)
  }

  func confidenceQuadrants(
    probabilities: Matrix, labels: [Int]
  ) throws -> ConfidenceQuadrants {
    flaw == .unknownSample
      ? ConfidenceQuadrants(
        confidentRight: [labels.count], confidentWrong: [], uncertainRight: [],
        uncertainWrong: [])
      : try right.confidenceQuadrants(probabilities: probabilities, labels: labels)
  }

  func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool { false }

  func decisiveMetric(for detector: Detector) throws -> ClassMetric { .recall }
}
