import LinearAlgebra
import Testing

@testable import GradientCheckingSolution

/// What the texts of exercise 3 claim beyond their worked numbers.
@Suite("Claims of exercise 3, Gradient checking")
struct Claims03Tests {
  private let answer = GradientCheckingSolution.Answer()

  private func derivative(_ function: (Double) -> Double, _ x: Double, _ h: Double) throws -> Double
  {
    try answer.numericalDerivative(of: function, at: x, step: h)
  }

  @Test("The handout's examples: x³ at 1, and x²y at (3, 2), with h = ½")
  func examples() throws {
    func cube(_ x: Double) -> Double { x * x * x }
    #expect(try derivative(cube, 1, 0.5) == 3.25)
    #expect((cube(1.5) - cube(1)) / 0.5 == 4.75)
    let gradient = try answer.numericalGradient(
      of: { $0[0] * $0[0] * $0[1] }, at: [3, 2], step: 0.5)
    #expect(gradient == [12, 9])
  }

  @Test("Half the step leaves a quarter of the error; to one side, half of it")
  func order() throws {
    func errors(_ h: Double) throws -> (central: Double, forward: Double) {
      (
        abs(try derivative(exp, 0.5, h) - exp(0.5)),
        abs((exp(0.5 + h) - exp(0.5)) / h - exp(0.5))
      )
    }
    let (whole, half) = (try errors(1e-2), try errors(5e-3))
    #expect(abs(half.central / whole.central - 0.25) < 1e-3)
    #expect(abs(half.forward / whole.forward - 0.5) < 1e-2)
  }

  @Test("The error is at most Mh²/6, which a cubic reaches")
  func truncation() throws {
    func cube(_ x: Double) -> Double { x * x * x }
    // sin has M = 1, and log(1 + eˣ) M = 0.0963.
    for x in stride(from: -3.0, to: 3, by: 0.25) {
      #expect(abs(try derivative(sin, x, 1e-2) - cos(x)) <= 1.7e-5)
      let sigmoid = 1 / (1 + exp(-x))
      let softplus = try derivative({ log1p(exp($0)) }, x, 1e-2)
      #expect(abs(softplus - sigmoid) <= 0.0963 * 1.7e-5)
    }
    for h in [0.5, 0.25] { #expect(try derivative(cube, 1, h) - 3 == h * h) }
    // M = 6 gives 1e-4 at h = 1e-2, and M = 12 twice as much.
    #expect(abs(try derivative(cube, 1, 1e-2) - 3.0001) < 1e-12)
    #expect(abs(try derivative({ 2 * cube($0) }, 1, 1e-2) - 6.0002) < 1e-12)
  }

  @Test("At h = 1e-2 truncation decides, at h = 1e-5 truncation and rounding are about equal")
  func steps() {
    func parts(_ h: Double) -> (Double, Double) { (h * h / 6, 1.1e-16 / h) }
    #expect(parts(1e-2).0 / parts(1e-2).1 > 1e9)
    #expect((1.0...2).contains(parts(1e-5).0 / parts(1e-5).1))
  }

  @Test("The best step for Double leaves an error of 2.4e-11")
  func bestStep() throws {
    let h = try answer.bestStep(functionMagnitude: 1, thirdDerivative: 1, precision: 1.1e-16)
    #expect(abs(h * h / 6 + 1.1e-16 / h - 2.4e-11) < 0.05e-11)
  }

  @Test("The rule refuses a right entry of 1e-7 beside a loss of 1, and accepts one of 1e-4")
  func smallEntries() throws {
    for (slope, passes) in [(1e-7, false), (1e-8, false), (1e-4, true)] {
      var parameters: [Vector] = [[0.3]]
      let result = try answer.check(
        gradients: [[slope]], of: { 1 + slope * $0[0][0] }, at: &parameters, step: 1e-5)
      #expect(result.passes == passes)
    }
    // 1.1e-11 / (2a) = 1e-5.
    let rounding = 1.1e-16 / 1e-5
    #expect(abs(rounding / (2 * 5.5e-7) - 1e-5) < 1e-9)
  }

  @Test("At a kink a smaller step helps, unless the kink is at the very point")
  func kinks() throws {
    func relu(_ w: Double) -> Double { max(0, w) }
    #expect(abs(try derivative(relu, 5e-6, 1e-5) - 0.75) < 1e-12)
    #expect(abs(try derivative(relu, 5e-6, 1e-6) - 1) < 1e-12)
    for h in [1e-2, 1e-5, 1e-9] { #expect(try derivative(relu, 0, h) == 0.5) }
    for part in [0.0, 0.25, 0.5, 1] {
      #expect(abs(try derivative(relu, part * 1e-5, 1e-5) - (1 + part) / 2) < 1e-12)
    }
  }

  @Test("One error for the norms passes where an entry is wrong altogether")
  func norms() throws {
    let (a, g): (Vector, Vector) = ([1, 0], [1, 1e-6])
    #expect((a - g).norm() / (a.norm() + g.norm()) < 1e-5)
    #expect(try answer.relativeErrors(analytic: a, numeric: g) == [0, 1])
  }

  @Test("0.1 + 0.3 − 0.3 isn't 0.1")
  func rounding() {
    let there = 0.1 + 0.3
    #expect(there - 0.3 != 0.1)
  }

  @Test("0.1 + 0.3 − 0.3 isn't 0.1")
  func notBack() {
    let (x, h) = (0.1, 0.3)
    #expect(x + h - h != x)
  }
}
