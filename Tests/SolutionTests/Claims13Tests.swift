import Curriculum
import LinearAlgebra
import Testing

@testable import ClassificationMetricsSolution

/// What the texts of exercise 13 claim, asked of the solution.
@Suite("The claims of exercise 13")
struct Claims13Tests {
  let metrics = ClassificationMetricsSolution.Answer()
  let animals: Matrix = [[6, 1, 0], [2, 3, 0], [1, 2, 0]]
  let cells: Matrix = [[600, 4, 16, 0], [2, 231, 7, 0], [30, 10, 80, 0], [2, 1, 3, 14]]

  @Test("The handout's pairs: dog for cat, fox for dog, cat for dog; fox for cat comes next")
  func pairs() throws {
    let pairs = try metrics.mostConfusedPairs(confusion: animals, count: 4)
    #expect(pairs.map(\.trueClass) == [1, 2, 0, 2])
    #expect(pairs.map(\.predictedClass) == [0, 1, 1, 0])
    #expect(pairs.map(\.count) == [2, 2, 1, 1])
  }

  @Test("The handout's three photos: confident and right, confident and wrong, uncertain and right")
  func photos() throws {
    let groups = try metrics.confidenceQuadrants(
      probabilities: [[0.95, 0.05, 0], [0.03, 0.92, 0.05], [0.5, 0.25, 0.25]], labels: [0, 0, 0])
    #expect(
      groups
        == ConfidenceQuadrants(
          confidentRight: [0], confidentWrong: [1], uncertainRight: [2], uncertainWrong: []))
  }

  @Test("The model answer reads the matrix of the blood cells as the solution does")
  func bloodCells() throws {
    let micro = try metrics.averageScores(confusion: cells, averaging: .micro)
    #expect(abs(micro.recall - 0.925) < 1e-9)
    let recall = try metrics.recall(confusion: cells)
    #expect(zip(recall, [0.968, 0.963, 0.667, 0.7]).allSatisfy { abs($0 - $1) < 5e-4 })
    #expect(try metrics.classOfLowestRecall(confusion: cells) == 2)
    #expect(try metrics.precision(confusion: cells)[3] == 1)
    let pairs = try metrics.mostConfusedPairs(confusion: cells, count: 2)
    #expect(pairs.map(\.description) == ["2 taken for 0: 30", "0 taken for 2: 16"])
  }

  @Test("A program that always says 0: accuracy 0.95, macro recall 0.5, macro F1 0.487")
  func alwaysZero() throws {
    let scores = try metrics.averageScores(confusion: [[95, 0], [5, 0]], averaging: .macro)
    #expect(abs(scores.recall - 0.5) < 1e-9 && abs(scores.f1 - 0.487) < 5e-4)
    let micro = try metrics.averageScores(confusion: [[95, 0], [5, 0]], averaging: .micro)
    #expect(abs(micro.recall - 0.95) < 1e-9)
  }

  @Test("F1 is at most twice the smaller of P and R, and is 2 C / (row sum + column sum)")
  func harmonicMean() throws {
    var generator = SeededGenerator(seed: 13)
    for _ in 0..<100 {
      let confusion = Matrix.uniform(rows: 4, columns: 4, using: &generator)
        .map { ($0 * 9).rounded(.down) }
      guard confusion.sum() > 0 else { continue }
      let (p, r) = (
        try metrics.precision(confusion: confusion), try metrics.recall(confusion: confusion)
      )
      let f1 = try metrics.f1(confusion: confusion)
      let counts = confusion.rowSums() + confusion.columnSums()
      for c in 0..<4 {
        #expect(f1[c] <= 2 * min(p[c], r[c]) + 1e-12)
        if counts[c] > 0 { #expect(abs(f1[c] - 2 * confusion[c, c] / counts[c]) < 1e-12) }
      }
    }
  }

  @Test("Two classes with P, R = 1, 0.1 and 0.1, 1 have the F1 0.18, their means have 0.55")
  func meanOfHarmonicMeans() {
    func f1(_ p: Double, _ r: Double) -> Double { 2 * p * r / (p + r) }
    #expect(abs((f1(1, 0.1) + f1(0.1, 1)) / 2 - 0.18) < 0.005)
    #expect(abs(f1(0.55, 0.55) - 0.55) < 1e-12)
  }
}
