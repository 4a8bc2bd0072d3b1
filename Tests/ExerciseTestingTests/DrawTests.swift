import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("Expecting draws of a distribution", .recordsKnownIssues)
struct DrawTests {
  private let normal: Matrix = {
    var generator = SeededGenerator(seed: 5)
    return generator.matrix(300, 200)
  }()

  @Test("Draws of the right distribution are right, and no wrong one is")
  func distributions() {
    #expect(expectDraws(normal, from: .normal(1), "normal"))
    var generator = SeededGenerator(seed: 6)
    let uniform = Matrix.uniform(rows: 300, columns: 200, in: -1..<1, using: &generator)
    #expect(expectDraws(uniform, from: .uniform(within: 1), "uniform"))
    let wrong: [(Matrix, WeightLaw, says: String?)] = [
      (1.05 * normal, .normal(1), nil), (normal + 0.05, .normal(1), nil),
      (3.0.squareRoot() * uniform, .normal(1), DrawMistake.uniformForNormal),
      (normal, .uniform(within: 3.0.squareRoot()), DrawMistake.normalForUniform),
      (normal.map { max(-2, min(2, $0)) }, .normal(1), DrawMistake.cut),
      (abs(normal), .normal(1), nil),
    ]
    for (draws, law, says) in wrong {
      let texts = issues { expectDraws(draws, from: law, "weights") }.map(\.text)
      #expect(texts.count == 1)
      if let says { #expect(texts[0].contains(says)) }
    }
  }

  @Test("Two hundred small matrices scatter as draws do, and none comes twice")
  func scatter() {
    var generator = SeededGenerator(seed: 7)
    let right = (0..<200).map { _ in generator.matrix(5, 3) }
    let evened = right.map { $0 / ($0.squaredNorm() / 15).squareRoot() }
    let few = (0..<200).map { _ in
      var seeded = SeededGenerator(seed: generator.next() % 1000)
      return seeded.matrix(5, 3)
    }
    func texts(_ matrices: [Matrix]) -> [String] {
      issues { expectScatterOfDraws(matrices, kurtosis: 0, "normal") }.map(\.text)
    }
    expectScatterOfDraws(right, kurtosis: 0, "normal")
    #expect(texts(evened).contains { $0.contains(DrawMistake.evenedOut) })
    #expect(texts(few).contains { $0.contains(DrawMistake.fewSeeds) })
  }
}
