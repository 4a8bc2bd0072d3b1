import LinearAlgebra
import Testing

@testable import ExerciseTesting

/// A function of one number with its derivative at a point.
struct Curve: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let point: Double
  let slope: Double
  let function: @Sendable (Double) -> Double

  init(
    _ name: String, at point: Double, slope: Double,
    _ function: @escaping @Sendable (Double) -> Double
  ) {
    testDescription = name
    self.point = point
    self.slope = slope
    self.function = function
  }

  /// The measured slope, and how many calls it took.
  func measured(claimed: Double? = nil) throws -> (slope: Slope, calls: Int) {
    var generator = SeededGenerator(seed: 1)
    let derivative = try NumericalDerivative(
      of: { [function($0[0])] }, at: [point], using: &generator)
    let before = derivative.calls
    let scale = Line.scale(of: point)
    let slope = try derivative.slopes(along: .along(0), claimed: [(claimed ?? slope) * scale])[0]
    return (slope.divided(by: scale), derivative.calls - before)
  }
}

private func huber(_ r: Double, _ delta: Double) -> Double {
  abs(r) <= delta ? r * r / 2 : delta * (abs(r) - delta / 2)
}

@Suite("The numerical slope")
struct SlopeTests {
  static let smooth = [
    Curve("x² at 3", at: 3, slope: 6) { $0 * $0 },
    Curve("exp at 1", at: 1, slope: exp(1)) { exp($0) },
    Curve("log at 0.3", at: 0.3, slope: 1 / 0.3) { log($0) },
    Curve("sine at 10", at: 10, slope: cos(10)) { sin($0) },
    Curve("tanh at 0.5", at: 0.5, slope: 1 - tanh(0.5) * tanh(0.5)) { tanh($0) },
    Curve("log(1 + exp) at −4", at: -4, slope: 1 / (1 + exp(4))) { log1p(exp($0)) },
    Curve("1e8 · sin at 1", at: 1, slope: 1e8 * cos(1)) { 1e8 * sin($0) },
    Curve("1e-8 · sin at 1", at: 1, slope: 1e-8 * cos(1)) { 1e-8 * sin($0) },
    Curve("a square at 1e6", at: 1e6, slope: 2) { ($0 - 999_999) * ($0 - 999_999) },
    Curve("x² at 1e6", at: 1e6, slope: 2e6) { $0 * $0 },
  ]

  @Test("Smooth functions take six calls and are exact to nine digits", arguments: smooth)
  func smoothFunctions(curve: Curve) throws {
    let (slope, calls) = try curve.measured()
    let off = abs(slope.lower - curve.slope)
    #expect(off <= 1e-9 * abs(curve.slope))
    #expect(off <= 4 * slope.error)
    #expect(slope.error <= 1e-8 * abs(curve.slope))
    #expect(calls == 6)
    #expect(!slope.isKink)
  }

  static let difficult = [
    Curve("log at 1e-6", at: 1e-6, slope: 1e6) { log($0) },
    Curve("sine of 1e6 x at 1e-6", at: 1e-6, slope: 1e6 * cos(1)) { sin(1e6 * $0) },
    Curve("sine at 1e6", at: 1e6, slope: cos(1e6)) { sin($0) },
    Curve("a narrow bump at 1e-5", at: 1e-5, slope: -2e5 * exp(-1)) { exp(-1e10 * $0 * $0) },
    Curve("1 + 1e-8 · sine", at: 1, slope: 1e-8 * cos(1)) { 1 + 1e-8 * sin($0) },
    Curve("1000 + 1e-7 x", at: 0.3, slope: 1e-7) { 1000 + 1e-7 * $0 },
    Curve("a kink nearby", at: 1e-4, slope: 1) { max(0, $0) + 1 },
    Curve("a difference that cancels", at: 2, slope: exp(2)) { (1e4 + exp($0)) - 1e4 },
  ]

  @Test("Where the step does not suit, another one is found", arguments: difficult)
  func difficultFunctions(curve: Curve) throws {
    let (slope, calls) = try curve.measured()
    #expect(abs(slope.lower - curve.slope) <= 4 * slope.error)
    #expect(slope.slack(for: curve.slope) < 1e-3 * abs(curve.slope))
    #expect(calls <= 36)
  }

  static let bends = [
    Curve("Huber at δ", at: 0.5, slope: 0.5) { huber($0, 0.5) },
    Curve("Huber at −δ", at: -2, slope: -2) { huber($0, 2) },
    Curve("squared ReLU at 0", at: 0, slope: 0) { 1 + max(0, $0) * max(0, $0) },
    Curve("softened ReLU at 0", at: 0, slope: 0.5) { $0 < 0 ? $0 / 2 + $0 * $0 : sin($0 / 2) },
  ]

  @Test("Where only the second derivative jumps there is one slope", arguments: bends)
  func secondDerivativeJumps(curve: Curve) throws {
    let (slope, _) = try curve.measured()
    #expect(!slope.isKink)
    #expect(abs(slope.lower - curve.slope) <= 4 * slope.error)
    #expect(slope.error <= 1e-7)
  }

  static let kinks = [
    (Curve("ReLU at 0", at: 0, slope: 0) { max(0, $0) }, 0.0, 1.0),
    (Curve("|x| at 0", at: 0, slope: 0) { abs($0) }, -1, 1),
    (Curve("|x| + sin x at 0", at: 0, slope: 1) { 5 + abs($0) + sin($0) }, 0, 2),
    (Curve("max at a tie", at: 0.25, slope: 0) { max($0, 0.5 - $0) }, -1, 1),
  ]

  @Test("At a kink any value between the one-sided slopes is right", arguments: kinks)
  func trueKinks(curve: Curve, lower: Double, upper: Double) throws {
    let (slope, _) = try curve.measured()
    #expect(slope.isKink)
    #expect(abs(slope.lower - lower) < 1e-6 && abs(slope.upper - upper) < 1e-6)
    for right in [lower, upper, (lower + upper) / 2, lower + 0.01] {
      #expect(slope.accepts(right))
    }
    for wrong in [lower - 0.01, upper + 0.01, lower - 1, .nan, .infinity] {
      #expect(!slope.accepts(wrong))
    }
  }

  @Test("A function that is not finite nearby has no slope")
  func notFinite() throws {
    let (slope, _) = try Curve("root at 0", at: 0, slope: 0) { $0.squareRoot() }.measured()
    #expect(!slope.isFinite)
    #expect(!slope.accepts(.nan))
  }

  @Test("A flat function has the slope 0, and 0 is decidably right")
  func flat() throws {
    let (slope, calls) = try Curve("constant", at: 1, slope: 0) { _ in 0.7 }.measured()
    #expect(slope.isFlat && slope.accepts(0) && !slope.isUndecidable(for: 0))
    #expect(calls == 6)
    #expect(slope.isUndecidable(for: 1e-17))
    #expect(!slope.accepts(1e-9))
  }

  @Test("Noise in the values widens the error")
  func noise() throws {
    let quiet = try Curve("quiet", at: 0.3, slope: 1) { $0 }.measured().slope
    let noisy = try Curve("noisy", at: 0.3, slope: 1) { ($0 + 1e6) - 1e6 }.measured().slope
    #expect(noisy.error > 100 * quiet.error)
    #expect(noisy.accepts(1) && !noisy.accepts(1.001))
  }
}
