import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("The comparison")
struct ComparisonTests {
  @Test(
    "Every number but NaN equals itself",
    arguments: [
      0, -0.0, 1, -1e308, 1e-300, .infinity, -.infinity,
    ])
  func reflexive(number: Double) {
    #expect(message(number, number) == nil)
    #expect(message(number, number, tolerance: .exact) == nil)
  }

  @Test("NaN is never right, not even where NaN is expected")
  func nan() {
    #expect(message(.nan, .nan) != nil)
    #expect(message(.nan, 1) != nil)
    #expect(message(1, .nan) != nil)
    #expect(message(.nan, .infinity) != nil)
  }

  @Test("Infinity is right only where the same infinity is expected")
  func infinity() {
    #expect(message(.infinity, -.infinity) != nil)
    #expect(message(.infinity, 1e308) != nil)
    #expect(message(1e308, .infinity) != nil)
    #expect(message([1, 2.5, .infinity], [1, 2, .infinity]) != nil)
  }

  @Test("Zero has an absolute floor")
  func zero() {
    #expect(message(1e-13, 0) == nil)
    #expect(message(-0.0, 0, tolerance: .exact) == nil)
    #expect(message(1e-11, 0) != nil)
    #expect(message(1e-13, 0, tolerance: .relative(1e-9)) != nil)
  }

  @Test("The comparison is symmetric for numbers of about the same size")
  func symmetric() {
    for (a, b) in [(1, 1 + 1e-10), (1, 1 + 1e-8), (-3, 3), (2e-13, 0)] as [(Double, Double)] {
      #expect((message(a, b) == nil) == (message(b, a) == nil))
    }
  }

  @Test("A sum in another order passes")
  func otherOrder() {
    var generator = SeededGenerator(seed: 7)
    let terms = Vector.normal(count: 10_000, mean: 0, standardDeviation: 1, using: &generator)
    let forwards = terms.reduce(0, +)
    let backwards = terms.reversed().reduce(0, +)
    #expect(forwards != backwards)
    #expect(message(forwards, backwards) == nil)
  }

  @Test("An answer that is wrong in the sixth digit fails", arguments: [1e-3, 1, 2.5, 1e12])
  func sixthDigit(number: Double) {
    #expect(message(number * (1 + 1e-6), number) != nil)
    #expect(message([number, number * (1 - 1e-6)], [number, number]) != nil)
  }

  @Test("The largest expected magnitude of an array sets what every entry may be off by")
  func largestMagnitude() {
    #expect(message([1e6, 1e-4], [1e6, 0]) == nil)
    #expect(message([1e6, 1e-2], [1e6, 0]) != nil)
  }

  @Test("A short answer, or one too long, never passes")
  func neverZips() {
    #expect(message([1, 2], [1, 2, 3]) != nil)
    #expect(message([1, 2, 3], [1, 2]) != nil)
    #expect(message([], [1]) != nil)
    #expect(message([1], []) != nil)
    #expect(message([[1, 2]], [[1, 2], [3, 4]] as Matrix) != nil)
  }

  @Test("Empty answers are right where nothing is expected")
  func empty() {
    #expect(message([] as Vector, []) == nil)
    #expect(message(Matrix.zeros(0, 3), Matrix.zeros(0, 3)) == nil)
    #expect(message(Matrix.zeros(0, 3), Matrix.zeros(0, 2)) != nil)
  }

  @Test("A matrix of the right entries in another shape fails")
  func shape() {
    #expect(message([[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]) != nil)
  }

  @Test("A tolerance can be relative, absolute or none")
  func tolerances() {
    #expect(message(1.05, 1, tolerance: .relative(0.1)) == nil)
    #expect(message(105, 100, tolerance: .absolute(1)) != nil)
    #expect(message(1.0000000000000002, 1, tolerance: .exact) != nil)
  }
}

@Suite("Numbers in messages")
struct NumberTextTests {
  @Test("A number is shown with six digits, and more where it takes more to see a difference")
  func digits() {
    #expect(numberText(1.0 / 3) == "0.333333")
    #expect(numberText(3) == "3.0")
    #expect(numberText(-2.5e-9) == "-2.5e-09")
    #expect(numberTexts(0.1 + 0.2, 0.3) == ("0.30000000000000004", "0.3"))
    #expect(numberTexts(2.5000001, 2.5) == ("2.5000001", "2.5"))
  }

  @Test("Strange numbers have their own signs")
  func strange() {
    #expect(numberText(.nan) == "NaN")
    #expect(numberText(-.infinity) == "−∞")
  }

  @Test("A number that is short is shown exactly")
  func exact() {
    #expect(numberText(499999.875) == "499999.875")
    #expect(numberText(1_000_000) == "1000000.0")
  }
}
