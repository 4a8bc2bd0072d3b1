/// What a gradient check has found.
struct GradientReport: Sendable {
  /// A reason why nothing could be checked.
  enum Problem: Equatable {
    case notFinite(Double)
    case notFiniteNearby
    case notSmooth
    case notRepeatable
    case provesNothing
  }

  /// The findings for one block of parameters, or for the Jacobian.
  struct Part {
    let name: String?

    /// The parameters themselves: weight decay is a multiple of them.
    let parameters: [Double]
    let comparison: Comparison

    /// The entries at which the function has a kink, with the slopes on its two sides.
    let kinks: [(index: String, lower: Double, upper: Double)]

    /// The number of entries that were measured well enough to notice a factor of 2.
    let decided: Int
  }

  let claim: DerivativeClaim
  var problem: Problem?

  /// How often the function was called.
  let calls: Int

  var parts: [Part] = []

  /// The number of random directions in which the claim is wrong.
  var wrongDirections = 0

  var isRight: Bool {
    problem == nil && wrongDirections == 0 && parts.allSatisfy { $0.comparison.wrong.isEmpty }
  }
}

extension GradientReport.Part {
  /// Collects the findings for a block from the slopes of the inputs that were measured.
  init(
    of block: DerivativeClaim.Block, of claim: DerivativeClaim, at point: [Double],
    slopes: [Int: [Slope]]
  ) {
    let width = block.inputs.count
    var (yours, right, slack): ([Double], [Double], [Double]) = ([], [], [])
    var known: [Int] = []
    var kinks: [(String, Double, Double)] = []
    var decided = 0
    for entry in 0..<claim.outputs * width {
      let (output, input) = (entry / width, block.inputs.lowerBound + entry % width)
      let claimed = claim.entry(output, input)
      let slope = slopes[input]?[output] ?? .rough
      yours.append(claimed)
      right.append(slope.nearest(to: claimed))
      slack.append(slope.slack(for: claimed))
      guard slopes[input] != nil, slope.error.isFinite else { continue }
      known.append(entry)
      if slope.isKink { kinks.append((block.layout.index(entry), slope.lower, slope.upper)) }
      if !slope.isUndecidable(for: claimed) { decided += 1 }
    }
    name = block.name
    parameters = Array(point[block.inputs])
    self.kinks = kinks
    self.decided = decided
    comparison = Comparison(
      layout: block.layout, yours: yours, right: right, slack: slack, known: known)
  }
}
