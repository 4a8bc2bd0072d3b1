import ExerciseTesting
import LinearAlgebra
import Testing

/// The sentences of the mistakes that several tests foresee.
enum CheckingMistake {
  static let forward = "this is the forward difference: it looks to one side of the point only"
  static let backward = "this is the backward difference: it looks to one side of the point only"
  static let noTwo = "the distance between x + h and x − h is 2h, not h"
  static let notDivided = "the difference isn't divided by 2h"
  static let divisorTwo = "the difference is divided by 2, where 2h is due"
  static let sign = "the difference is taken the wrong way round: f(x + h) comes first"
  static let ownStep = "the given step h isn't used"
  static let multiplied = "the difference is multiplied by 2h, where it must be divided"

  static let notRestored =
    "an entry isn't put back before the next one is moved: the moves pile up"
  static let notRestoredExactly =
    "an entry is put back by adding and subtracting h, which doesn't always give the same bits"
  static let allAtOnce = "all entries are moved at once, where one at a time must be"
  static let firstOnly = "only the first entry is moved"
  static let relativeStep = "the step is scaled by the entry, where h is given"
  static let transposed = "a Jacobian has a row for each output and a column for each input"
  static let firstOutput = "only the first output is looked at"
  static let outputsSummed = "the outputs are added up, where each has a row of its own"

  static let zeroByZero = "0/0 gives NaN: two zeros agree, and their error is 0"
  static let zeroIsOne = "two zeros agree: their error is 0, not 1"
  static let normWise =
    "this is one error for the norms of all entries: each entry has an error of its own"
  static let halfDivisor = "the divisor is |a| + |n|, not half of it"
  static let largerDivisor = "the divisor is |a| + |n|, not the larger of the two"
  static let analyticDivisor = "the divisor is |a| + |n|, not |a| alone"
  static let numericDivisor = "the divisor is |a| + |n|, not |n| alone"
  static let signedDivisor = "the divisor |a| + |n| has magnitudes: a + n can cancel"
  static let signedError = "an error is a magnitude: |a − n|, not a − n"
  static let absoluteError = "the error is relative: |a − n| has to be divided by |a| + |n|"
  static let magnitudesCompared =
    "the magnitudes are compared, so that a wrong sign passes: the error is |a − n|"
  static let guarded = "a small number added to the divisor hides errors of small entries"
  static let overflow = "|a| + |n| overflows for numbers of 1e308: divide both by the larger first"
  static let notANumberPasses =
    "every comparison with NaN is false, so a gradient of NaN passes: its error is infinite"

  static let mean = "the check takes the mean of the errors, where the largest one decides"
  static let normCheck =
    "the check compares norms, in which a wrong entry drowns among large ones: each entry counts"
  static let sum = "the check takes the sum of the errors, where the largest one decides"
  static let lastMaximum = "among equal errors the first one is reported, not the last"
  static let lastBlock = "the maximum starts anew with every block"
  static let firstBlock = "only the first block is checked"
  static let flatIndex = "the entry is counted within its block, not over all blocks"
  static let looser = "the check passes below 1e-5, not above"
  static let smallestError = "the check reports the smallest error, where the largest one decides"

  static let swallowed = "an error that the function throws is swallowed: it has to be passed on"

  static let squareRoot = "E has the h² of the central difference: its best step is a cube root"
  static let noThree = "E′(h) = Mh/3 − εF/h²: the 3 is lost"
  static let inverse = "the fraction is upside down: a larger third derivative wants a smaller step"
  static let noMagnitude = "the rounding error grows with the magnitude F of the function"
  static let noRoot = "h³ = 3εF/M still has to be solved for h"
}

/// A function of three numbers with no symmetry, and its central differences in exact numbers.
///
/// f(x, y, z) = x²y + z³ − 2xz. The differences in x and y have no error, that in z is h².
func tripleFunction(_ v: Vector) -> Double {
  v[0] * v[0] * v[1] + v[2] * v[2] * v[2] - 2 * v[0] * v[2]
}

/// Points at which a student's code calls a function, compared with where it should look.
final class Visits {
  private let start: [Double]
  private(set) var mostMoved = 0
  private(set) var roundedOnly = true
  private(set) var count = 0

  init(around start: [Double]) { self.start = start }

  func note(_ point: [Double]) {
    count += 1
    guard point.count == start.count else { return }
    let moved = start.indices.filter { point[$0].bitPattern != start[$0].bitPattern }
    mostMoved = max(mostMoved, moved.count)
    // What is off by rounding alone is far below any step.
    let far = moved.filter { abs(point[$0] - start[$0]) > 1e-9 * abs(start[$0]) }
    if far.count > 1 { roundedOnly = false }
  }

  /// Expects that at most one entry was moved at a time.
  func expectOneAtATime(sourceLocation: SourceLocation = #_sourceLocation) {
    expectProperty(
      mostMoved <= 1,
      "in every call at most one entry differs from the start, but once \(mostMoved) differed",
      mistake: roundedOnly ? CheckingMistake.notRestoredExactly : CheckingMistake.notRestored,
      sourceLocation: sourceLocation)
  }
}

/// What a function throws that can't be computed.
struct Uncomputable: Error {}

/// Expects that an error of the function's own is passed on.
func expectPassedOn<Answer>(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Answer
) throws {
  do {
    _ = try body()
    expectProperty(
      false, "an error that the function throws comes out", mistake: CheckingMistake.swallowed,
      sourceLocation: sourceLocation)
  } catch is Uncomputable {
  }
}
