import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("The gradient checker")
struct GradientCheckTests {
  /// Σ cᵢ exp(xᵢ/2) + x₀ x₁, whose gradient has entries of all the magnitudes of c.
  static func loss(_ c: Vector) -> (Vector) -> Double {
    { x in dot(c, exp(x / 2)) + x[0] * x[1] }
  }

  static func gradient(_ c: Vector, _ x: Vector) -> Vector {
    var gradient = c / 2 * exp(x / 2)
    gradient[0] += x[1]
    gradient[1] += x[0]
    return gradient
  }

  let x: Vector = [0.3, -0.7, 1.2, 0.1]

  @Test("A right gradient takes about six calls for each entry")
  func right() throws {
    let c: Vector = [1, 2, -3, 0.5]
    let report = try check(Self.gradient(c, x), of: Self.loss(c), at: x)
    #expect(report.isRight)
    #expect(report.calls == 20 + 6 * 4)
    #expect(report.parts[0].decided == 4)
  }

  @Test(
    "An entry that is off by 1e-5 of itself is wrong, one off by 1e-7 is right", arguments: 0..<4)
  func threshold(entry: Int) throws {
    let c: Vector = [1, 2, -3, 0.5]
    for (change, isRight) in [(1e-5, false), (-1e-5, false), (1e-7, true), (-1e-7, true)] {
      var gradient = Self.gradient(c, x)
      gradient[entry] *= 1 + change
      let report = try check(gradient, of: Self.loss(c), at: x)
      #expect(report.isRight == isRight)
      #expect(report.parts[0].comparison.wrong == (isRight ? [] : [entry]))
    }
  }

  @Test("Entries from 1e-8 to 1e8 are checked", arguments: [1e-8, 1e-4, 1, 1e4, 1e8])
  func scales(scale: Double) throws {
    let c: Vector = [1, 2, -3, 0.5]
    let loss = { (x: Vector) in scale * Self.loss(c)(x) }
    let gradient = scale * Self.gradient(c, x)
    #expect(try check(gradient, of: loss, at: x).isRight)
    #expect(try !check(1.00001 * gradient, of: loss, at: x).isRight)
  }

  @Test("A tiny gradient on a loss of order 1 is decided")
  func tinyOnOne() throws {
    let loss = { (x: Vector) in 1 + 1e-8 * sin(x[0]) + 1e-8 * x[1] * x[2] }
    let gradient: Vector = [1e-8 * cos(x[0]), 1e-8 * x[2], 1e-8 * x[1], 0]
    let report = try check(gradient, of: loss, at: x)
    #expect(report.isRight)
    #expect(report.parts[0].decided == 4)
    for entry in 0..<3 {
      var wrong = gradient
      wrong[entry] *= 1.01
      #expect(try check(wrong, of: loss, at: x).parts[0].comparison.wrong == [entry])
    }
  }

  @Test("Entries of 1e-4 and of 1e4 in one gradient are both decided")
  func mixed() throws {
    let c: Vector = [1e-4, 1e4, 1, 1e-4]
    let loss = { (x: Vector) in dot(c, sin(x)) }
    let gradient = c * x.map { cos($0) }
    #expect(try check(gradient, of: loss, at: x).isRight)
    for entry in 0..<4 {
      var wrong = gradient
      wrong[entry] *= 1.01
      #expect(try !check(wrong, of: loss, at: x).isRight)
    }
  }

  func sin(_ x: Vector) -> Vector { x.map { LinearAlgebra.sin($0) } }
  func sin(_ x: Double) -> Double { LinearAlgebra.sin(x) }

  @Test("Points of 1e6 and of 1e-6 are checked")
  func points() throws {
    let point: Vector = [1e6, 1e-6, 3e-6, -2e6]
    let loss = { (x: Vector) in x[0] * x[0] * 1e-12 + log(x[1]) + 1e6 * x[2] + x[0] * x[3] * 1e-12 }
    let gradient: Vector = [2e-6 - 2e-6, 1e6, 1e6, 1e-6]
    #expect(try check(gradient, of: loss, at: point).isRight)
    for entry in 1..<4 {
      var wrong = gradient
      wrong[entry] *= 1.001
      #expect(try !check(wrong, of: loss, at: point).isRight)
    }
  }

  @Test("An entry that rounding hides is not decided, and the message says so")
  func undecidable() throws {
    let loss = { (x: Vector) in 1e8 * exp(x[0]) + 1e-12 * x[1] }
    let report = try check([1e8 * exp(0.3), 1e-12], of: loss, at: [0.3, 0.4])
    #expect(report.isRight)
    #expect(report.parts[0].decided == 1)
    let mismatch = try message([1, 1e-12], of: loss, at: [0.3, 0.4])
    #expect(mismatch?.text.contains("1 entry is too small to be decided here") == true)
  }

  @Test("A check in which nothing can be decided fails")
  func provesNothing() throws {
    let loss = { (x: Vector) in 1e8 + 1e-12 * (x[0] + x[1]) }
    let report = try check([1e-12, 1e-12], of: loss, at: [0.3, 0.4])
    #expect(report.problem == .provesNothing)
    #expect(
      try message([1e-12, 5e-12], of: loss, at: [0.3, 0.4])?.text == """
        gradient can't be checked at this point: rounding hides every slope of your loss
          Right or wrong, no gradient could fail here. If your loss is right, the test needs another point.
        """)
  }

  @Test("A gradient of zeros is right where the loss is exactly flat")
  func dead() throws {
    let loss = { (x: Vector) in x.reduce(0.25) { $0 + max(0, $1 - 10) } }
    #expect(try check([0, 0, 0, 0], of: loss, at: x).isRight)
    #expect(try !check([0, 1e-6, 0, 0], of: loss, at: x).isRight)
  }

  @Test("A loss that is not finite, or not twice the same, is named")
  func unusable() throws {
    #expect(
      try message([1], of: { _ in .nan }, at: [1])?.headline
        == "gradient can't be checked: your loss is NaN")
    #expect(
      try message([1], of: { $0[0].squareRoot() }, at: [0])?.headline
        == "gradient can't be checked: close to this point your loss is not a finite number")
    #expect(
      try message([1, 0], of: { ($0[0] >= 0.5 ? 1 : 0) + $0[1] }, at: [0.5, 1])?.headline
        == "gradient can't be checked: your loss jumps at this point")
    #expect(try !check([0], of: { abs($0[0]).squareRoot() }, at: [0]).isRight)
    var calls = 0.0
    let restless = { (x: Vector) in
      calls += 1
      return x[0] + calls
    }
    #expect(
      try message([1], of: restless, at: [1])?.headline
        == "gradient can't be checked: your loss gives two results for the same input")
  }

  @Test("Kinks that are met are reported, and a value between the slopes is right")
  func kinks() throws {
    let loss = { (x: Vector) in max(0, x[0]) + abs(x[1]) + x[2] * x[2] }
    for (a, b) in [(0, 0), (1, 1), (0.5, -0.3)] as [(Double, Double)] {
      #expect(try check([a, b, 3], of: loss, at: [0, 0, 1.5]).isRight)
    }
    #expect(
      try message([1.2, 0, 3], of: loss, at: [0, 0, 1.5])?.text.contains(
        "your loss has a kink at [0]: any slope from 0.0 to 1.0 is right") == true)
  }

  @Test("An entry that is not finite is wrong")
  func notFiniteEntry() throws {
    let message = try message([2, .nan], of: { $0.squaredNorm() }, at: [1, 2])
    #expect(message?.text.contains("first: [1] is NaN, the slope is 4.0") == true)
    #expect(message?.text.contains("not finite in 1 of 2 entries") == true)
  }

  @Test("A gradient of another shape is wrong, and said to be transposed only if it is")
  func shapes() throws {
    let loss = { (w: Matrix) in w.squaredNorm() + w[0, 1] }
    let w: Matrix = [[1, 2, 3], [4, 5, 6]]
    let right: Matrix = [[2, 5, 6], [8, 10, 12]]
    let transposed = try message(right.transposed(), of: loss, at: w)
    #expect(transposed?.headline == "gradient has shape 3 × 2, expected shape 2 × 3")
    #expect(transposed?.mistakes == ["the gradient is transposed"])
    let wrong = try message(w.transposed(), of: loss, at: w)
    #expect(wrong?.details == ["It looks transposed, and its numbers are wrong too."])
    #expect(try message([1, 2], of: { $0.sum() }, at: [1, 2, 3])?.details == [])
    let help = DiagnosisHelp(mistakes: [([3], .vector(1), "∇b is summed to a number")])
    #expect(
      try message([3], of: { $0.sum() }, at: [1, 2, 3], help)?.mistakes
        == ["∇b is summed to a number"])
  }
}
