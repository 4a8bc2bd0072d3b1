import KitTesting
import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("Two hundred seeds")
struct SeedTests {
  /// A random problem with its right gradient: four kinds of loss, by turns.
  struct Problem {
    let loss: (Matrix) -> Double
    let point: Matrix
    let gradient: Matrix

    init(seed: UInt64) {
      var generator = SeededGenerator(seed: seed)
      let w = Matrix.normal(rows: 4, columns: 3, mean: 0, standardDeviation: 1, using: &generator)
      let x = Matrix.normal(rows: 5, columns: 4, mean: 0, standardDeviation: 1, using: &generator)
      let y = Matrix.normal(rows: 5, columns: 3, mean: 0, standardDeviation: 1, using: &generator)
      point = w
      switch seed % 4 {
      case 0:
        var problem = SoftmaxRegression(samples: 5, inputs: 4, classes: 3, seed: seed)
        problem.lambda = 0.1
        loss = problem.loss
        gradient = problem.gradient(w)
      case 1:
        loss = { (matmul(x, $0) - y).squaredNorm() / 2 }
        gradient = matmul(x, matmul(x, w) - y, transposeA: true)
      case 2:
        loss = { (tanh(matmul(x, $0)) - y).squaredNorm() / 10 }
        let a = tanh(matmul(x, w))
        gradient = matmul(x, (a - y) * (1 - a * a), transposeA: true) / 5
      default:
        loss = { (relu(matmul(x, $0)) * y).sum() + exp(-$0).sum() }
        let active = matmul(x, w).map { $0 > 0 ? 1 : 0 }
        gradient = matmul(x, active * y, transposeA: true) - exp(-w)
      }
    }

    func report(on gradient: Matrix) throws -> GradientReport {
      try gradientReport(
        of: { loss($0[0].matrix) }, at: [ParameterBlock("", point)],
        equals: [ParameterBlock("", gradient)])
    }
  }

  @Test("A right gradient is never called wrong")
  func noFlake() throws {
    for seed in 0..<200 {
      let problem = Problem(seed: UInt64(seed))
      let report = try problem.report(on: problem.gradient)
      #expect(report.isRight, "seed \(seed)")
      #expect(report.calls < 20 + 12 * 6 + 60, "seed \(seed)")
    }
  }

  @Test("An entry that is off by one per cent is always caught, and only that one")
  func caught() throws {
    for seed in 0..<200 {
      let problem = Problem(seed: UInt64(seed))
      var gradient = problem.gradient
      let entry = seed % gradient.count
      gradient[entry / 3, entry % 3] *= seed % 2 == 0 ? 1.01 : 0.99
      let report = try problem.report(on: gradient)
      #expect(report.parts[0].comparison.wrong == [entry], "seed \(seed)")
    }
  }

  @Test("Large logits, whose loss is a difference that cancels, do not flake either", .slow)
  func largeLogits() throws {
    for seed in 0..<200 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let z = Vector.normal(count: 5, mean: 1e4, standardDeviation: 2, using: &generator)
      let loss = { (z: Vector) in
        let shift = z.maximum()
        return (shift + log(z.reduce(0) { $0 + exp($1 - shift) })) - z[2]
      }
      let right = softmax(z) - Vector.basis(2, count: 5)
      #expect(try check(right, of: loss, at: z).isRight, "seed \(seed)")
      let worst = right.map { $0.magnitude }.argmax()
      var wrong = right
      wrong[worst] *= 1.01
      #expect(try !check(wrong, of: loss, at: z).isRight, "seed \(seed)")
    }
  }

  @Test("The sample of a large gradient never lets a wrong entry escape", .slow)
  func large() throws {
    var generator = SeededGenerator(seed: 9)
    let c = Vector.normal(count: 100, mean: 0, standardDeviation: 1, using: &generator)
    let x = Vector.normal(count: 100, mean: 0, standardDeviation: 1, using: &generator)
    let loss = { (x: Vector) in dot(c, exp(x / 2)) }
    let right = c / 2 * exp(x / 2)
    for seed in 0..<50 {
      #expect(try check(right, of: loss, at: x, seed: UInt64(seed)).isRight)
      let entry = (seed * 37) % 100
      var wrong = right
      wrong[entry] += 0.01
      let report = try check(wrong, of: loss, at: x, seed: UInt64(seed))
      #expect(report.parts[0].comparison.wrong == [entry], "seed \(seed)")
    }
  }
}
