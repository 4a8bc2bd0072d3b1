import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Errors of the largest and smallest numbers, and of what is no number.
extension GradientCheckingSuites.GradientCheckingRuleTests {
  /// Huge, tiny and impossible numbers have the error that they deserve.
  func expectExtremes(areOthersRight: Bool) throws {
    let tiny = Double.leastNonzeroMagnitude
    let (a, n): (Vector, Vector) = (
      [1.5e308, 1.5e308, tiny, 3 * tiny], [-1.5e308, 0.5e308, 0, 9 * tiny]
    )
    let errors = try checking.relativeErrors(analytic: a, numeric: n)
    let naive = Vector(zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) })
    let isRight = expect(
      errors, equals: [1, 0.5, 1, 0.5], tolerance: .relative(1e-9),
      mistakes: areOthersRight
        ? [
          naive: CheckingMistake.overflow, [naive[0], 0, 1, 0.5]: CheckingMistake.overflow,
          [1, 0.5, 0, 0]: CheckingMistake.guarded,
        ] : [:])
    if isRight {
      expectProperty(
        (0...1).contains(errors[0]), "the error of 1.5e308 and −1.5e308 is from 0 to 1")
    }
    for count in [1, 5, 17] {
      for place in Sweep.places(in: count) {
        for strange in Sweep.notFinite {
          let ones = Vector.ones(count)
          let (a, right) = (
            ones.with(strange, at: place), Vector.zeros(count).with(.infinity, at: place)
          )
          for (analytic, numeric) in [(a, ones), (ones, a), (a, a)] {
            let errors = try checking.relativeErrors(analytic: analytic, numeric: numeric)
            let passes = strange.isNaN && errors.count == count && !(errors[place] > 0)
            expect(
              errors, equals: right,
              "relativeErrors(analytic: \(analytic), numeric: \(numeric))",
              mistakes: areOthersRight && passes
                ? [errors: CheckingMistake.notANumberPasses] : [:])
          }
        }
      }
    }
  }

  /// A gradient or a loss that isn't finite has an infinite error, wherever it is, and doesn't pass.
  func expectNotFinite() throws {
    for place in Sweep.places(in: 17) {
      // Of an entry that isn't looked at, NaN explains nothing.
      let wrong = Vector.ones(17).with(5, at: place)
      let isLookedAt = try !check([wrong], { $0[0].sum() }, at: [.zeros(17)]).passes
      for strange in Sweep.notFinite {
        let what = "\(strange) at entry \(place) of 17, and every other entry right"
        let gradient = Vector.ones(17).with(strange, at: place)
        let claimed = try check([gradient], { $0[0].sum() }, at: [.zeros(17)])
        let computed = try check(
          [.ones(17)], { $0[0][place] > 0 ? strange : $0[0].sum() }, at: [.zeros(17)])
        for (result, what, mistake) in [
          (claimed, "a gradient with \(what)", CheckingMistake.notANumberPasses),
          (computed, "a loss that is \(what)", CheckingMistake.lossOfNaN),
        ] {
          let isOverlooked =
            strange.isNaN && isLookedAt && result.passes && result.largestError <= 0
          expect(
            result.passes, equals: false, "whether \(what) passes",
            mistakes: isOverlooked ? [true: mistake] : [:])
          expect(
            result.largestError, equals: .infinity, "the largest error of \(what)")
          expect(
            [result.block, result.entry], equals: [0, place],
            "the block and the entry with the largest error of \(what)")
        }
      }
    }
  }
}
