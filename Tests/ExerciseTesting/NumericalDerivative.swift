/// Measures the slopes of a function along lines through a point, and how far off they may be.
///
/// One line takes six calls of the function in the usual case. Steps are tried from 2⁻¹⁰ of the point's
/// scale: smaller ones where the values show that the function bends too much for the step, larger
/// ones where rounding hides a small slope. The measurement with the smallest estimated error counts.
final class NumericalDerivative {
  /// The number of times that the function was called.
  private(set) var calls = 0

  /// The function's values at the point.
  let values: [Double]

  private let function: ([Double]) throws -> [Double]
  private let point: [Double]
  private var noise: [Double] = []

  /// Prepares to measure at a point, and measures how much noise the function's values carry.
  ///
  /// - Parameters:
  ///   - function: The function. It gives as many numbers at every point.
  ///   - point: Where to measure.
  ///   - generator: Draws the lines on which the noise is measured.
  init(
    of function: @escaping ([Double]) throws -> [Double], at point: [Double],
    using generator: inout some RandomNumberGenerator
  ) throws {
    self.function = function
    self.point = point
    values = try function(point)
    calls = 1
    noise = try measuredNoise(using: &generator)
  }

  /// Whether the function gives the same values at the point once more.
  func isRepeatable() throws -> Bool {
    try value(on: Line(entries: [], weights: []), at: 0) == values
  }

  /// The slopes of all outputs along a line.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - claimed: The slopes that the student claims. They decide how exact is exact enough.
  func slopes(along line: Line, claimed: [Double]) throws -> [Slope] {
    var steps = StepCache(derivative: self, line: line)
    return try values.indices.map { output in
      let first = try steps.stencil(output, 0).slope
      guard first.isResolved else { return try withSmallerSteps(output, first, &steps) }
      let size = max(claimed[output].magnitude, first.lower.magnitude)
      let isHidden = first.roundOff > 1e-7 * size && !(first.isFlat && claimed[output] == 0)
      return isHidden ? try withLargerSteps(output, first, &steps) : first
    }
  }

  /// Shrinks the step sixteenfold until it is small enough, or three steps have shown a kink.
  private func withSmallerSteps(
    _ output: Int, _ first: Slope, _ steps: inout StepCache
  ) throws -> Slope {
    var best = first.isKink ? .rough : first
    var kinks = first.isKink ? 1 : 0
    for level in 1...5 {
      let next = try steps.stencil(output, -4 * level).slope
      kinks = next.isKink ? kinks + 1 : 0
      if kinks == 3 { return next }
      if !next.isKink, next.error < best.error || best.error == .infinity { best = next }
      if best.isResolved || next.roundOff > best.error { break }
    }
    return best
  }

  /// Enlarges the step eightfold as long as that makes the error smaller.
  private func withLargerSteps(
    _ output: Int, _ first: Slope, _ steps: inout StepCache
  ) throws -> Slope {
    var best = first
    for level in 1...3 {
      let next = try steps.stencil(output, 3 * level).slope
      guard !next.isKink, next.error < best.error else { break }
      best = next
    }
    return best
  }

  /// The values at a distance from the point.
  fileprivate func value(on line: Line, at distance: Double) throws -> [Double] {
    calls += 1
    let result = try function(line.point(at: distance, from: point))
    // An answer that changes its size has no slope; it must not crash the tests either.
    return result.count == values.count ? result : values.map { _ in .nan }
  }

  /// The stencils of all outputs with one step.
  fileprivate func stencils(on line: Line, exponent: Int) throws -> [Stencil] {
    // Powers of two, so that the points lie exactly where the formulas say.
    let step = Double(sign: .plus, exponent: exponent - 10, significand: 1)
    let distances = [step, step / 2, step / 4]
    let after = try distances.map { try value(on: line, at: $0) }
    let before = try distances.map { try value(on: line, at: -$0) }
    return values.indices.map { output in
      let around = (after + before).map { $0[output] }
      // An exact function is still off by half a unit in the last place.
      let largest = around.reduce(values[output].magnitude) { max($0, $1.magnitude) }
      return Stencil(
        step: step, center: values[output], after: after.map { $0[output] },
        before: before.map { $0[output] }, noise: max(noise[output], largest * 0x1p-52))
    }
  }

  /// The noise of each output, from fourth differences of values close together on some lines.
  ///
  /// Fourth differences take away everything smooth and leave the rounding errors ε, with a mean
  /// square of 70 ε² (Hamming's method). On each line all points lie on one side, so that a kink or
  /// a jump at the point does not show. One line would not do: where a step happens to be a multiple of the
  /// grain to which the values are rounded, all of them are off by the same amount.
  private func measuredNoise(using generator: inout some RandomNumberGenerator) throws -> [Double] {
    var squares = [Double](repeating: 0, count: values.count)
    for spacing in NumericalDerivative.noiseSpacings {
      let line = Line.random(over: Array(point.indices), using: &generator)
      let samples = try (1...6).map { try value(on: line, at: Double($0) * spacing) }
      for output in values.indices {
        for i in 0..<2 {
          let f = samples[i...].map { $0[output] }
          let difference = f[0] - 4 * f[1] + 6 * f[2] - 4 * f[3] + f[4]
          squares[output] += difference * difference
        }
      }
    }
    let count = Double(2 * NumericalDerivative.noiseSpacings.count)
    let noise = squares.map { 4 * ($0 / count / 70).squareRoot() }
    return noise.map { $0.isFinite ? $0 : 0 }
  }

  private static let noiseSpacings = [1.1e-8, 1.7e-8, 2.3e-8]
}

/// The stencils of one line, each step taken once for all outputs.
private struct StepCache {
  let derivative: NumericalDerivative
  let line: Line
  private var known: [Int: [Stencil]] = [:]

  init(derivative: NumericalDerivative, line: Line) {
    self.derivative = derivative
    self.line = line
  }

  mutating func stencil(_ output: Int, _ exponent: Int) throws -> Stencil {
    if let stencils = known[exponent] { return stencils[output] }
    let stencils = try derivative.stencils(on: line, exponent: exponent)
    known[exponent] = stencils
    return stencils[output]
  }
}
