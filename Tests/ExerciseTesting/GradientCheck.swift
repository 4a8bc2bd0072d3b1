import LinearAlgebra

/// A gradient or a Jacobian that a student claims for a function.
struct DerivativeClaim {
  /// A part of the inputs with a name and a shape of its own, such as one layer's weights.
  struct Block {
    let name: String?
    let layout: Layout
    let inputs: Range<Int>
  }

  let blocks: [Block]

  /// The number of outputs: 1 for a gradient, whose blocks are shaped as the inputs are.
  let outputs: Int

  let isJacobian: Bool

  /// The claimed entries, an output's entries side by side.
  let entries: [Double]

  var inputs: Int { blocks.last?.inputs.upperBound ?? 0 }

  func entry(_ output: Int, _ input: Int) -> Double { entries[output * inputs + input] }
}

/// Measures the slopes of a function at a point and holds a claim against them.
///
/// Of a block with up to 40 inputs every one is measured. Of a larger one, 24 that the seed draws, and
/// besides 4 random directions across all of the block, in which a wrong entry shows wherever it is. When
/// something is wrong, the rest is measured for the diagnosis, or, of more than 1024 inputs,
/// a wrong entry is found by halving a direction.
struct GradientCheck {
  let claim: DerivativeClaim
  let point: [Double]
  let derivative: NumericalDerivative
  private var generator: SeededGenerator
  private var slopes: [Int: [Slope]] = [:]
  private var wrongLines: [Line] = []
  private var linesDecided = 0

  /// Checks a claim.
  ///
  /// - Parameters:
  ///   - claim: The claimed derivative.
  ///   - function: The function, from its inputs to its outputs.
  ///   - point: The inputs at which the derivative is claimed.
  ///   - seed: Draws the inputs and directions to measure.
  static func report(
    on claim: DerivativeClaim, of function: @escaping ([Double]) throws -> [Double],
    at point: [Double], seed: UInt64
  ) throws -> GradientReport {
    var generator = SeededGenerator(seed: seed)
    let derivative = try NumericalDerivative(of: function, at: point, using: &generator)
    // A function that gives more or fewer numbers than before.
    guard derivative.values.count == claim.outputs else {
      return GradientReport(claim: claim, problem: .notRepeatable, calls: derivative.calls)
    }
    if let problem = try problem(with: derivative) {
      return GradientReport(claim: claim, problem: problem, calls: derivative.calls)
    }
    var check = GradientCheck(claim, point, derivative, generator)
    try check.measure()
    if check.foundSomethingWrong { try check.measureForDiagnosis() }
    return check.report
  }

  private init(
    _ claim: DerivativeClaim, _ point: [Double], _ derivative: NumericalDerivative,
    _ generator: SeededGenerator
  ) {
    self.claim = claim
    self.point = point
    self.derivative = derivative
    self.generator = generator
  }

  private static func problem(
    with derivative: NumericalDerivative
  ) throws -> GradientReport.Problem? {
    if let value = derivative.values.first(where: { !$0.isFinite }) { return .notFinite(value) }
    return try derivative.isRepeatable() ? nil : .notRepeatable
  }

  private mutating func measure() throws {
    for block in claim.blocks {
      let isSmall = block.inputs.count <= 40
      let drawn = isSmall ? Array(block.inputs) : block.inputs.shuffled(using: &generator)
      for input in isSmall ? drawn[...] : drawn.prefix(24) { try measure(input) }
      guard !isSmall else { continue }
      for _ in 0..<4 {
        let line = Line.random(over: Array(block.inputs), using: &generator)
        if try !agrees(on: line) { wrongLines.append(line) }
      }
    }
  }

  private mutating func measureForDiagnosis() throws {
    if claim.inputs <= 1024 {
      for input in 0..<claim.inputs { try measure(input) }
    } else {
      for line in wrongLines { try measure(try wrongInput(on: line)) }
    }
  }

  private mutating func measure(_ input: Int) throws {
    guard slopes[input] == nil else { return }
    let scale = Line.scale(of: point[input])
    let claimed = (0..<claim.outputs).map { claim.entry($0, input) * scale }
    slopes[input] = try derivative.slopes(along: .along(input), claimed: claimed).map {
      $0.divided(by: scale)
    }
  }

  /// Whether the claimed slope along a line is the measured one.
  private mutating func agrees(on line: Line) throws -> Bool {
    let claimed = (0..<claim.outputs).map { output in
      line.slope(ofGradient: { claim.entry(output, $0) }, at: point)
    }
    let measured = try derivative.slopes(along: line, claimed: claimed)
    linesDecided += zip(measured, claimed).count { !$0.isUndecidable(for: $1) }
    return zip(measured, claimed).allSatisfy { $0.accepts($1) }
  }

  /// Halves a line on which the claim is wrong until one entry is left.
  private mutating func wrongInput(on line: Line) throws -> Int {
    var range = line.entries.indices
    while range.count > 1 {
      let half = range.lowerBound..<range.lowerBound + range.count / 2
      let isInHalf = try !agrees(on: line.restricted(to: half))
      range = isInHalf ? half : half.upperBound..<range.upperBound
    }
    return line.entries[range.lowerBound]
  }

  private var foundSomethingWrong: Bool {
    !wrongLines.isEmpty
      || slopes.contains { input, slopes in
        slopes.indices.contains { !slopes[$0].accepts(claim.entry($0, input)) }
      }
  }

  private var report: GradientReport {
    let parts = claim.blocks.map {
      GradientReport.Part(of: $0, of: claim, at: point, slopes: slopes)
    }
    var report = GradientReport(claim: claim, problem: nil, calls: derivative.calls)
    report.parts = parts
    report.wrongDirections = wrongLines.count
    let measured = slopes.values.joined()
    if measured.contains(where: { !$0.isFinite }) {
      report.problem = .notFiniteNearby
    } else if measured.contains(where: { $0.error == .infinity }) {
      report.problem = .notSmooth
    } else if parts.allSatisfy({ $0.comparison.wrong.isEmpty && $0.decided == 0 }),
      wrongLines.isEmpty, linesDecided == 0
    {
      report.problem = .provesNothing
    }
    return report
  }
}
