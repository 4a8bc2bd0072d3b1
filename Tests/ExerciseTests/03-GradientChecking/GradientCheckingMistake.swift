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
  static let halfDivisor = "the divisor is |a| + |g|, not half of it"
  static let largerDivisor = "the divisor is |a| + |g|, not the larger of the two"
  static let analyticDivisor = "the divisor is |a| + |g|, not |a| alone"
  static let numericDivisor = "the divisor is |a| + |g|, not |g| alone"
  static let signedDivisor = "the divisor |a| + |g| has magnitudes: a + g can cancel"
  static let signedError = "an error is a magnitude: |a − g|, not a − g"
  static let absoluteError = "the error is relative: |a − g| has to be divided by |a| + |g|"
  static let magnitudesCompared =
    "the magnitudes are compared, so that a wrong sign passes: the error is |a − g|"
  static let guarded = "a small number added to the divisor hides errors of small entries"
  static let overflow = "|a| + |g| overflows for numbers of 1e308: divide both by the larger first"
  static let notANumberPasses =
    "NaN is neither below nor above a limit, so a gradient of NaN passes: its error is infinite"
  static let lossOfNaN =
    "a loss of NaN passes, because NaN is neither below nor above a limit: its error is infinite"

  static let mean = "the check takes the mean of the errors, where the largest one decides"
  static let normCheck =
    "the check compares norms, in which a wrong entry drowns among large ones: each entry counts"
  static let sum = "the check takes the sum of the errors, where the largest one decides"
  static let lastMaximum = "among equal errors the first one is reported, not the last"
  static let lastBlock = "the maximum starts anew with every block"
  static let firstBlock = "only the first block is checked"
  static let flatIndex = "the entry is counted within its block, not over all blocks"
  static let looser = "the check passes below 1e-5, not above"
  static let atLimit = "an error of 1e-5 itself is not below 1e-5"
  static let exactOnly =
    "a central difference is seldom exact: a gradient passes below 1e-5, not at 0 only"
  static let passesAll = "the check passes whatever it has found"
  static let smallestError = "the check reports the smallest error, where the largest one decides"

  static let swallowed = "an error that the function throws is swallowed: it has to be passed on"

  static let squareRoot = "E has the h² of the central difference: its best step is a cube root"
  static let noThree =
    "a constant is lost: which c stands before M h², and what is the derivative of c M h²?"
  static let inverse = "the fraction is upside down: a larger third derivative wants a smaller step"
  static let noMagnitude = "the rounding error grows with the magnitude F of the function"
  static let noRoot = "this is h³: it still has to be solved for h"

  /// What is refused as a number above 0.
  static let notPositive = [0, -1] + Sweep.notFinite
}

/// A function of n numbers with no symmetry, Σ cᵢuᵢ³ + dᵢuᵢuᵢ₊₁ for u = v / size, and where to look.
///
/// Its central differences have the error cᵢh², and one-sided ones another.
struct Cubic {
  let cubes: Vector
  let products: Vector
  let size: Double
  let point: Vector
  let step: Double

  init(draw: UInt64, count: Int, size: Double, step: Double) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    cubes = Vector.uniform(count: count, in: 1..<2, using: &generator)
    products = Vector.uniform(count: count, in: 1..<2, using: &generator)
    point = Vector.uniform(count: count, in: 1..<2, using: &generator) * size
    self.size = size
    self.step = step * size
  }

  func value(_ v: Vector) -> Double {
    let u = v.elements
    var sum = 0.0
    for i in u.indices {
      let next = u[i + 1 < u.count ? i + 1 : 0] / size
      let own = u[i] / size
      sum += own * (cubes[i] * own * own + products[i] * next)
    }
    return sum
  }

  /// The central differences, from the derivative and what h adds to it.
  var right: Vector {
    let (u, h) = (point / size, step / size)
    return Vector(
      u.indices.map { i in
        let (before, after) = ((i + u.count - 1) % u.count, (i + 1) % u.count)
        let neighbours = products[i] * u[after] + products[before] * u[before]
        return (cubes[i] * (3 * u[i] * u[i] + h * h) + neighbours) / size
      })
  }

  /// Differences of the values at two points for each entry.
  func differences(
    over width: Double, _ up: (Int) -> Vector, _ down: (Int) -> Vector
  ) -> Vector {
    Vector(point.indices.map { (value(up($0)) - value(down($0))) / width })
  }

  func moved(_ entry: Int, by distance: Double) -> Vector {
    var moved = point
    moved[entry] += distance
    return moved
  }

  /// What comes out when an entry stays where it was moved to last.
  private var piledUp: Vector {
    differences(
      over: 2 * step,
      { entry in
        Vector(point.indices.map { point[$0] + ($0 < entry ? -step : $0 == entry ? step : 0) })
      },
      { entry in Vector(point.indices.map { point[$0] - ($0 <= entry ? step : 0) }) })
  }

  /// What comes out when each entry is moved by its own size.
  private var ofRelativeSteps: Vector {
    Vector(
      point.indices.map { entry in
        let move = step * abs(point[entry])
        return (value(moved(entry, by: move)) - value(moved(entry, by: -move))) / (2 * move)
      })
  }

  /// What the usual mistakes give instead of the gradient.
  static var wrong: [Suspect<Cubic, Vector>] {
    [
      Suspect(CheckingMistake.noTwo) { 2 * $0.right }, Suspect(CheckingMistake.sign) { -$0.right },
      Suspect(CheckingMistake.firstOnly) { [$0.right[0]] },
      Suspect(CheckingMistake.firstOnly) { (0 * $0.right).with($0.right[0], at: 0) },
      Suspect(CheckingMistake.forward) { cubic in
        cubic.differences(
          over: cubic.step, { cubic.moved($0, by: cubic.step) }, { _ in cubic.point })
      }, Suspect(CheckingMistake.notRestored) { $0.piledUp },
      Suspect(CheckingMistake.allAtOnce) { cubic in
        cubic.differences(
          over: 2 * cubic.step, { _ in cubic.point + cubic.step },
          { _ in cubic.point - cubic.step })
      }, Suspect(CheckingMistake.relativeStep) { $0.ofRelativeSteps },
    ]
  }
}

/// Points at which a student's code calls a function, compared with where it should look.
final class Visits {
  private let start: [Double]
  private(set) var mostMoved = 0
  private var leastMoved = Int.max
  private var everMoved: Set<Int> = []
  private(set) var roundedOnly = true
  private(set) var count = 0

  init(around start: [Double]) { self.start = start }

  func note(_ point: [Double]) {
    count += 1
    guard point.count == start.count else { return }
    let moved = start.indices.filter { point[$0].bitPattern != start[$0].bitPattern }
    mostMoved = max(mostMoved, moved.count)
    leastMoved = min(leastMoved, moved.count)
    everMoved.formUnion(moved)
    // What is off by rounding alone is far below any step.
    let far = moved.filter { abs(point[$0] - start[$0]) > 1e-9 * abs(start[$0]) }
    if far.count > 1 { roundedOnly = false }
  }

  /// Expects that each entry was moved, and one at a time.
  func expectOneAtATime(sourceLocation: SourceLocation = #_sourceLocation) {
    let piledUp =
      leastMoved == start.count ? CheckingMistake.allAtOnce : CheckingMistake.notRestored
    expectProperty(
      mostMoved <= 1,
      "in every call at most one entry differs from the start, but once \(mostMoved) differed",
      mistake: roundedOnly ? CheckingMistake.notRestoredExactly : piledUp,
      sourceLocation: sourceLocation)
    expectProperty(
      everMoved.count == start.count,
      "each of the \(start.count) entries is moved, but \(everMoved.count) were",
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
