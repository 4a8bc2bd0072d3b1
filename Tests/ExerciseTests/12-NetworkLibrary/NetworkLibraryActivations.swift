import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Activations, one by one.
extension NetworkLibrarySuites.NetworkLibraryTests {
  // What each entry becomes is known from its input, for dropout from its output too.
  func expectAnyShape(
    _ known: KnownModule, _ rows: Int, _ columns: Int, _ generator: inout SeededGenerator
  ) throws -> Bool {
    let (x, g) = (generator.matrixWithoutZeros(rows, columns), generator.matrix(rows, columns))
    let y = try known.module.forward(x)
    let what = "\(known.name) for a matrix of \(rows) × \(columns)"
    let right: Matrix? =
      switch known.name {
      case "ReLU": x.map { max($0, 0) }
      case "Sigmoid": x.map { 1 / (1 + exp(-$0)) }
      case "Tanh": tanh(x)
      default: nil
      }
    if let right, !expect(y, equals: right, "the outputs of \(what)") { return false }
    guard y.shape == x.shape else { return expect(y, equals: x, "the outputs of \(what)") }
    return try expect(
      known.module.backward(g), equals: known.right((x, y), g), "what is passed back by \(what)")
  }

  func expectRelu() throws {
    let relu = try library.makeReLU()
    try expect(
      relu.forward([[-2, 0, 0.5], [3, -0.25, 1]]), equals: [[0, 0, 0.5], [3, 0, 1]])
    try expect(
      relu.backward([[5, 7, 2], [-1, -4, 0.5]]), equals: [[0, 0, 2], [-1, 0, 0.5]],
      mistakes: [
        [[5, 7, 2], [0, 0, 0.5]]: NetworkSlip.reluByUpstream,
        [[0, 7, 2], [-1, 0, 0.5]]: NetworkSlip.reluAtZero,
        [[5, 7, 2], [-1, -4, 0.5]]: NetworkSlip.upstreamUnchanged,
        [[0, 0, 1], [1, 0, 1]]: NetworkSlip.derivativeWithoutUpstream,
      ])
  }

  func expectSigmoid() throws {
    let sigmoid = try library.makeSigmoid()
    func outputs(_ low: Double, _ high: Double) -> Matrix {
      [[low, 0.2689414213699951, 0.5], [0.6224593312018546, 0.7310585786300049, high]]
    }
    try expect(
      sigmoid.forward([[-1e4, -1, 0], [0.5, 1, 1e4]]), equals: outputs(0, 1),
      mistakes: [
        outputs(.nan, .nan): NetworkSlip.sigmoidOverflows,
        outputs(0, .nan): NetworkSlip.sigmoidOverflows,
        outputs(.nan, 1): NetworkSlip.sigmoidOverflows,
      ])
    let upstream: Matrix = [[3, 2, -4], [2, -2, 5]]
    let slopes: Matrix = [
      [0, 0.1966119332414818, 0.25], [0.2350037122015945, 0.1966119332414818, 0],
    ]
    try expect(
      sigmoid.backward(upstream), equals: upstream * slopes,
      mistakes: [
        [
          [0.75, 0.4910666983451703, -0.940014848806378],
          [0.4545321835043685, -0.4387237280196154, 0.9830596662074093],
        ]: NetworkSlip.derivativeOfOutput,
        [[-300_030_000, -4, 0], [0.5, 0, -499_950_000]]: NetworkSlip.sigmoidOfInput,
        slopes: NetworkSlip.derivativeWithoutUpstream, upstream: NetworkSlip.upstreamUnchanged,
      ])
  }

  func expectTanh() throws {
    let tanh = try library.makeTanh()
    try expect(
      tanh.forward([[-1000, -0.5], [0.5, 0], [20, 1000]]),
      equals: [[-1, -0.46211715726000974], [0.46211715726000974, 0], [1, 1]])
    let upstream: Matrix = [[4, 2], [-2, 3], [2, -1]]
    let slopes: Matrix = [[0, 0.7864477329659274], [0.7864477329659274, 1], [0, 0]]
    try expect(
      tanh.backward(upstream), equals: upstream * slopes,
      mistakes: [
        [[-3_999_996, 1.5], [-1.5, 3], [-798, 999_999]]: NetworkSlip.tanhOfInput,
        slopes: NetworkSlip.derivativeWithoutUpstream, upstream: NetworkSlip.upstreamUnchanged,
      ])
  }

  // ReLU has no upper end, and its derivative is 0 at both zeros. σ is small where x is far to the left;
  // at the far ends derivatives are 0, whatever comes from above.
  func expectExtremes() throws {
    let relu = try library.makeReLU()
    for x in Sweep.magnitudes.map({ 6.1 * $0 }) + [.leastNonzeroMagnitude, 1e300] {
      try expectPass(
        through: relu, [[x, -x], [-0.0, 0]], equals: [[x, 0], [0, 0]],
        back: [[7.1, -3.3], [2.1, 4.1]], equals: [[7.1, 0], [0, 0]], "ReLU", tolerance: .exact)
    }
    try expectPass(
      through: relu, [[1e-9, -1, 1e9], [-1e9, 1e12, 1e-300]],
      equals: [[1e-9, 0, 1e9], [0, 1e12, 1e-300]], back: [[1, 2, 3], [4, 5, 6]],
      equals: [[1, 0, 3], [0, 5, 6]], "ReLU", tolerance: .exact)
    let sigmoid = try library.makeSigmoid()
    for x in [-3.3, -17.1] {
      let s = exp(x - log1p(exp(x)))
      try expectPass(
        through: sigmoid, [[x]], equals: [[s]], back: [[-1300]], equals: [[-1300 * s * (1 - s)]],
        "Sigmoid")
    }
    for (name, module) in try library.activations().dropFirst() {
      try expectPass(
        through: module, [[-1e5, 1e5]], equals: [[name == "Tanh" ? -1 : 0, 1]],
        back: [[1e9, -1e9]], equals: [[0, 0]], name)
    }
  }

  func expectPass(
    through module: any Module, _ inputs: Matrix, equals outputs: Matrix, back upstream: Matrix,
    equals gradient: Matrix, _ name: String, tolerance: Tolerance = .standard
  ) throws {
    try expect(
      module.forward(inputs), equals: outputs, "the outputs of \(name) for \(inputs)",
      tolerance: tolerance)
    try expect(
      module.backward(upstream), equals: gradient,
      "what \(name) passes back for \(upstream), after forward of \(inputs)", tolerance: tolerance
    )
  }
}
