import LinearAlgebra

/// A distribution that weights may be drawn from.
public struct WeightLaw {
  /// Which of the two families it belongs to.
  public enum Shape { case normal, uniform }

  /// Normal or uniform.
  public let shape: Shape
  /// What the draws' average tends to.
  public let mean: Double
  /// The standard deviation, of a uniform distribution too.
  public let deviation: Double

  /// A normal distribution.
  public static func normal(mean: Double = 0, _ deviation: Double) -> WeightLaw {
    WeightLaw(shape: .normal, mean: mean, deviation: deviation)
  }

  /// A uniform distribution on both sides of 0.
  public static func uniform(within bound: Double) -> WeightLaw {
    WeightLaw(shape: .uniform, mean: 0, deviation: bound / 3.0.squareRoot())
  }

  /// The mean fourth power of (x − mean)/deviation, minus 3.
  var kurtosis: Double {
    switch shape {
    case .normal: 0
    case .uniform: -1.2
    }
  }

  /// The probability of a draw that is less than `z` standard deviations above the mean.
  func share(below z: Double) -> Double {
    switch shape {
    case .normal: 0.5 * erfc(-z / 2.0.squareRoot())
    case .uniform: clip(0.5 + 0.5 * z / 3.0.squareRoot(), to: 0...1)
    }
  }
}

/// Draws in units of the law: distances from its mean, divided by its standard deviation.
struct StandardDraws {
  let z: Vector
  let mean: Double
  let deviation: Double
  let kurtosis: Double

  /// The largest distance from 0.
  let farthest: Double

  init(_ z: Vector) {
    self.z = z
    mean = z.mean()
    let distances = z - mean
    let squares = distances * distances
    deviation = squares.mean().squareRoot()
    kurtosis = squares.squaredNorm() / (Double(z.count) * squares.mean() * squares.mean()) - 3
    farthest = z.normInfinity()
  }

  var count: Double { Double(z.count) }

  /// Whether they look like normal draws of which none lies farther out than the farthest one: several
  /// are set to that, or moments and shares are those of a normal distribution that ends there,
  /// perhaps stretched to the right deviation again.
  var areCut: Bool {
    let atTheEnd = z.elements.count { $0.magnitude > farthest * (1 - 1e-9) }
    let other = z.elements.first { $0.magnitude < farthest * (1 - 1e-9) }
    if atTheEnd > 2, Double(atTheEnd) < 0.2 * count, z.elements.count(where: { $0 == other }) == 1 {
      return true
    }
    var stretched = farthest
    for _ in 0..<30 { stretched = farthest * Self.normal(within: stretched).variance.squareRoot() }
    let outside = Double(z.elements.count { $0.magnitude > 0.9 * farthest }) / count
    return [farthest, stretched].contains { end in
      let (variance, kurtosis) = Self.normal(within: end)
      let share = 1 - erf(0.9 * end / 2.0.squareRoot()) / erf(end / 2.0.squareRoot())
      return abs(outside - share) < 5 * (share / count).squareRoot() + 5 / count
        && abs(deviation * end / farthest / variance.squareRoot() - 1) < 4
          / (2 * count).squareRoot()
        && abs(self.kurtosis - kurtosis) < 4 * (24 / count).squareRoot()
    }
  }

  /// Variance and excess kurtosis of a normal distribution without what lies beyond ±`end`.
  private static func normal(within end: Double) -> (variance: Double, kurtosis: Double) {
    let inside = 1 - erfc(end / 2.0.squareRoot())
    let density = 2 * exp(-end * end / 2) / (2 * Double.pi).squareRoot() / inside
    let variance = 1 - end * density
    let fourth = 3 - (end * end * end + 3 * end) * density
    return (variance, fourth / (variance * variance) - 3)
  }
}
