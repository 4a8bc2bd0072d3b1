import Curriculum
import LinearAlgebra
import Testing

@testable import ModelSelectionSolution

/// What the texts of exercise 14 claim, asked of the solution.
@Suite("The claims of exercise 14")
struct Claims14Tests {
  let answer = ModelSelectionSolution.Answer()

  @Test("The handout's choice: row 1, and the test data are asked about it alone")
  func choice() throws {
    var asked: [Int] = []
    let choice = try answer.selection(validationScores: [0.81, 0.86, 0.86, 0.79]) {
      asked.append($0)
      return 0.83
    }
    #expect(choice == ChosenConfiguration(index: 1, validationScore: 0.86, testScore: 0.83))
    #expect(asked == [1])
  }

  @Test("The best of five equally good configurations is 1.16 deviations too good on average")
  func bestOfFive() {
    var generator = SeededGenerator(seed: 14)
    let draws = 20_000
    let sum = (0..<draws).reduce(0.0) { sum, _ in
      sum + (0..<5).map { _ in generator.normal() }.max()!
    }
    #expect(abs(sum / Double(draws) - 1.163) < 0.03)
  }

  @Test("Three times 0.1 and a third of it: the deviation comes out as 1.4e-17")
  func rounding() {
    let mean = (0.1 + 0.1 + 0.1) / 3
    #expect(mean == 0.10000000000000002)
    #expect(abs(abs(0.1 - mean) / 1.4e-17 - 1) < 0.02)
  }

  @Test("Within the limits of the stub, deviations of 1e-100 are measured")
  func smallDeviations() throws {
    let training: Matrix = [[0], [1e-100]]
    let standardized = try answer.standardized(inputs: training, training: training)
    #expect(abs(standardized[0, 0] + 1) < 1e-12 && abs(standardized[1, 0] - 1) < 1e-12)
  }

  @Test("Centred letters stay the same when they move by whole pixels within the image")
  func centering() throws {
    func image(row: Int, column: Int) -> Vector {
      Matrix(rows: 28, columns: 28) { r, c in
        let (y, x) = (r - row, c - column)
        let isInk = (0..<12).contains(y) && (0..<12).contains(x) && (x < 3 || y > 8)
        return isInk ? 200 : 0
      }.flattened()
    }
    let places = [(0, 0), (5, 9), (16, 16), (3, 0)]
    let features = try answer.features(
      images: Matrix(rows: places.map { image(row: $0.0, column: $0.1) }))
    for i in 1..<4 { #expect(features.row(i) == features.row(0)) }
  }

  @Test("n − 1 relu units interpolate n samples")
  func interpolation() {
    let places = [-2, -0.5, 0.25, 1, 4]
    let targets = [1.0, 0, 1, 1, -3]
    func value(_ x: Double, _ slopes: [Double]) -> Double {
      zip(slopes, places).reduce(targets[0]) { $0 + $1.0 * max(x - $1.1, 0) }
    }
    var slopes: [Double] = []
    for k in 1..<5 {
      let missing = targets[k] - value(places[k], slopes)
      slopes.append(missing / (places[k] - places[k - 1]))
    }
    #expect(slopes.count == 4)
    for (x, y) in zip(places, targets) { #expect(abs(value(x, slopes) - y) < 1e-12) }
  }
}
