import Curriculum
import LinearAlgebra

/// The place of the largest score, the first of equals.
func placeOfBest(_ scores: [Double]) -> Int {
  scores.indices.max { scores[$0] < scores[$1] || scores[$0] == scores[$1] && $0 > $1 } ?? 0
}

extension ModelSelection {
  /// Lets an answer to exercise 14 choose among runs by their validation scores, and gives it the test score
  /// of the one that it has chosen: no other is ever measured on the test data.
  ///
  /// - Parameter testScore: Measures the best run.
  /// - Throws: `RunProblem` where the answer chooses another run or asks for more, and what `testScore`
  ///   throws.
  func choose(by scores: [Double], testScore: () throws -> Double) throws {
    let best = placeOfBest(scores)
    var asked: [Int] = []
    let choice = try asking("selection", "of the best run") {
      try selection(validationScores: Vector(scores)) { index in
        asked.append(index)
        return asked == [best] ? try testScore() : 0
      }
    }
    guard choice.index == best, asked == [best] else {
      throw RunProblem(
        "selection chose the configuration \(choice.index) and asked for the test scores of "
          + "\(asked); the best on the validation data is \(best), the first of equals")
    }
  }
}
