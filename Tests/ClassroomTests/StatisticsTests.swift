import Testing

@testable import Classroom

@Suite("Statistics")
struct StatisticsTests {
  @Test("Quartiles lie on the straight line between two values")
  func quartiles() {
    // By hand: the places are 0.25 · 4 = 1, 2 and 3; of four values 0.75, 1.5 and 2.25.
    #expect(Statistics.quantile(0.25, of: [5, 1, 4, 2, 3]) == 2)
    #expect(Statistics.quantile(0.5, of: [5, 1, 4, 2, 3]) == 3)
    #expect(Statistics.quantile(0.75, of: [5, 1, 4, 2, 3]) == 4)
    #expect(Statistics.quantile(0.25, of: [1, 2, 3, 5]) == 1.75)
    #expect(Statistics.quantile(0.5, of: [1, 2, 3, 5]) == 2.5)
    #expect(Statistics.quantile(0.75, of: [1, 2, 3, 5]) == 3.5)
    #expect(Statistics.quantile(0.5, of: [7]) == 7)
    #expect(Statistics.quantile(0.5, of: []) == nil && Statistics.mean([]) == nil)
  }

  @Test("Discrimination is the point-biserial correlation with the rest")
  func discrimination() throws {
    // Rest 2, 4, 6, 8: mean 5, standard deviation √5. Passed by the last two: means 7 and 3,
    // p = ½, so r = 4 / √5 · ½ = 2 / √5.
    let r = try #require(
      Statistics.discrimination(passed: [false, false, true, true], rest: [2, 4, 6, 8]))
    #expect(abs(r - 0.894_427_191) < 1e-9)
    // Passed by the best only: means 8 and 4, p = ¼, r = 4 / √5 · √(3/16) = √(3/5).
    let best = try #require(
      Statistics.discrimination(passed: [false, false, false, true], rest: [2, 4, 6, 8]))
    #expect(abs(best - 0.774_596_669) < 1e-9)
    let worst = try #require(
      Statistics.discrimination(passed: [true, true, false, false], rest: [2, 4, 6, 8]))
    #expect(abs(worst + 0.894_427_191) < 1e-9)
  }

  @Test("It is missing where it means nothing")
  func undefined() {
    #expect(Statistics.discrimination(passed: [true, true], rest: [1, 2]) == nil)
    #expect(Statistics.discrimination(passed: [false, false], rest: [1, 2]) == nil)
    #expect(Statistics.discrimination(passed: [true, false], rest: [3, 3]) == nil)
    #expect(Statistics.discrimination(passed: [], rest: []) == nil)
  }

  @Test("Every percentage has its column, 100 the last one")
  func histogram() {
    #expect(
      Statistics.histogram([0, 9.99, 10, 55, 90, 99.9, 100, 104, -3, .nan], parts: 10)
        == [3, 1, 0, 0, 0, 1, 0, 0, 0, 4])
  }

  @Test("The picture's text says what it shows")
  func description() {
    let text = Histogram([5, 95, 100]).text
    #expect(text.hasPrefix("0 to under 10 %: 1; 10 to under 20 %: 0;"))
    #expect(text.hasSuffix("90 to 100 %: 2."))
  }

  @Test("Numbers are written as people write points")
  func numbers() {
    #expect(
      [12, 12.5, 1.0 / 3, 100, 0, -0.001].map { points($0) } == [
        "12", "12.5", "0.33", "100", "0", "0",
      ])
    #expect(points(.nan) == "–" && points(66.66, decimals: 0) == "67")
  }
}
