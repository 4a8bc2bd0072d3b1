import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("Large gradients, blocks and Jacobians")
struct LargeGradientTests {
  static func problem(_ inputs: Int, _ classes: Int) -> (SoftmaxRegression, Matrix) {
    var generator = SeededGenerator(seed: 3)
    let w = Matrix.normal(
      rows: inputs, columns: classes, mean: 0, standardDeviation: 0.3, using: &generator)
    return (SoftmaxRegression(samples: 6, inputs: inputs, classes: classes, seed: 5), w)
  }

  func check(_ gradient: Matrix, _ problem: SoftmaxRegression, _ w: Matrix) throws -> GradientReport
  {
    try gradientReport(
      of: { problem.loss($0[0].matrix) }, at: [ParameterBlock("", w)],
      equals: [ParameterBlock("", gradient)])
  }

  @Test("Of a large gradient a sample is measured, and directions across all of it")
  func sample() throws {
    let (problem, w) = Self.problem(50, 7)
    let report = try check(problem.gradient(w), problem, w)
    #expect(report.isRight)
    #expect(report.calls < 20 + 6 * (24 + 4) + 60)
  }

  @Test("One wrong entry of 350 does not escape, and is found", arguments: [0, 100, 212, 349])
  func oneEntry(entry: Int) throws {
    let (problem, w) = Self.problem(50, 7)
    var gradient = problem.gradient(w)
    gradient[entry / 7, entry % 7] *= 1.01
    #expect(try check(gradient, problem, w).parts[0].comparison.wrong == [entry])
  }

  @Test("One wrong entry of 2000 is found by halving", arguments: [0, 777, 1999])
  func halving(entry: Int) throws {
    let (problem, w) = Self.problem(250, 8)
    var gradient = problem.gradient(w)
    gradient[entry / 8, entry % 8] += 0.01
    let report = try check(gradient, problem, w)
    #expect(report.parts[0].comparison.wrong == [entry])
    #expect(report.calls < 1500)
    let text = report.mismatch(named: "gradient", .init())?.text
    #expect(text?.contains("1 of 25 entries that were checked is wrong") == true)
  }

  @Test("Blocks are named, right ones as well")
  func blocks() throws {
    let loss = { (blocks: [ParameterBlock]) in
      let z = matmul(blocks[0].matrix, [0.3, -0.8, 1.1]) + blocks[1].vector
      return tanh(z).squaredNorm()
    }
    let w: Matrix = [[0.1, 0.2, 0.3], [-0.4, 0.5, 0.6]]
    let b: Vector = [0.2, -0.1]
    let z = matmul(w, [0.3, -0.8, 1.1]) + b
    let upstream = 2 * tanh(z) * (1 - tanh(z) * tanh(z))
    let point = [ParameterBlock("W", w), ParameterBlock("b", b)]
    let claim = { (dW: Matrix, db: Vector) in
      try gradientMismatch(
        of: loss, at: point, equals: [ParameterBlock("W", dW), ParameterBlock("b", db)],
        "backward", help: DiagnosisHelp(constants: ["N": 5]))
    }
    let dW = outer(upstream, [0.3, -0.8, 1.1])
    #expect(try claim(dW, upstream) == nil)
    let wrongBias = try claim(dW, upstream / 5)
    #expect(wrongBias?.headline == "backward is not the derivative of your loss")
    #expect(wrongBias?.details.contains("b: 2 of 2 entries are wrong") == true)
    #expect(
      wrongBias?.details.contains("b is exactly 1/N × the right one (that is 0.2).") == true)
    #expect(wrongBias?.details.contains("right: W") == true)
    #expect(
      wrongBias?.mistakes == ["the gradient is exactly 1/N × the right one (that is 0.2)"])
    #expect(
      try claim(dW.transposed(), upstream)?.headline
        == "backward of W has shape 3 × 2, expected shape 2 × 3")
    let decayed = try claim(dW + 0.37 * w, upstream)?.details.joined()
    #expect(decayed?.contains("W is the right one + 0.37 × W: a term in W is too large") == true)
    #expect(
      try gradientMismatch(of: loss, at: point, equals: [point[0]], "backward")?.headline
        == "backward has 1 block, but there are 2 blocks of parameters")
  }

  @Test("A Jacobian has a row for each output", arguments: [0.5, 1, 4])
  func jacobian(temperature: Double) throws {
    let z: Vector = [0.3, -1.2, 2.1, 0.4, 0]
    let f = { (z: Vector) in softmax(z, temperature: temperature) }
    let right = softmaxJacobian(z, temperature: temperature)
    #expect(try jacobianReport(of: f, at: z, equals: right).isRight)
    for entry in 0..<right.count {
      var wrong = right
      wrong[entry / 5, entry % 5] *= 1.01
      let report = try jacobianReport(of: f, at: z, equals: wrong)
      #expect(report.parts[0].comparison.wrong == [entry])
    }
  }

  @Test("A Jacobian of another shape is wrong")
  func jacobianShape() throws {
    let f = { (z: Vector) -> Vector in [z.sum(), z[0] * z[1]] }
    let right: Matrix = [[1, 1, 1], [2, 1, 0]]
    #expect(try jacobianMismatch(of: f, at: [1, 2, 3], equals: right, "J") == nil)
    #expect(
      try jacobianMismatch(of: f, at: [1, 2, 3], equals: right.transposed(), "J")?.text == """
        J has shape 3 × 2, expected shape 2 × 3
          It looks transposed.
          A Jacobian has one row for each output and one column for each input.
        """)
  }

  @Test("A large Jacobian is measured in part, and no entry escapes")
  func largeJacobian() throws {
    var generator = SeededGenerator(seed: 1)
    let z = Vector.normal(count: 60, mean: 0, standardDeviation: 1, using: &generator)
    var jacobian = softmaxJacobian(z)
    #expect(try jacobianReport(of: { softmax($0) }, at: z, equals: jacobian).isRight)
    jacobian[17, 42] *= 1.01
    let report = try jacobianReport(of: { softmax($0) }, at: z, equals: jacobian)
    #expect(report.parts[0].comparison.wrong == [17 * 60 + 42])
  }
}
