import LinearAlgebra
import Testing

// A number that is estimated from n draws is compared within so many of its standard errors that right
// answers leave the band less than once in 10⁹ trials: the mean within 6 σ/√n, the standard deviation
// within 7 σ/√(2n), the excess kurtosis within 8 √(24/n) for n from 40 000 on, since it is skewed, and
// the share p of the draws below a threshold within 6 √(p(1 − p)/n) + 12/n, where counts may be small.

/// Expects that weights could well be draws from a distribution.
///
/// - Parameters:
///   - what: Which weights they are, such as "heNormal, 300 inputs, 200 outputs".
///   - deviations: Wrong standard deviations that are foreseen, each with its sentence.
///   - means: Wrong means that are foreseen.
/// - Returns: Whether they could.
@discardableResult
public func expectDraws(
  _ weights: Matrix, from law: WeightLaw, _ what: String,
  deviations: KeyValuePairs<Double, String> = [:], means: KeyValuePairs<Double, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let draws = StandardDraws((weights.flattened() - law.mean) / law.deviation)
  let place = "of the \(weights.count) weights (\(what))"
  guard law.mean > 0 || weights.minimum() < 0 || weights.maximum() == 0 else {
    return expectProperty(
      false, "some \(place) are negative",
      mistake: abs(draws.kurtosis + 1.2) < 0.2 ? DrawMistake.onlyPositive : nil,
      sourceLocation: sourceLocation)
  }
  let cut = law.shape == .normal && draws.areCut ? DrawMistake.cut : nil
  return expect(
    draws.deviation * law.deviation, equals: law.deviation, "the standard deviation \(place)",
    tolerance: .relative(7 / (2 * draws.count).squareRoot()),
    mistakes: cut.map { [draws.deviation * law.deviation: $0] } ?? deviations,
    sourceLocation: sourceLocation)
    && expect(
      draws.mean * law.deviation + law.mean, equals: law.mean, "the mean \(place)",
      tolerance: .absolute(6 * law.deviation / draws.count.squareRoot()), mistakes: means,
      sourceLocation: sourceLocation)
    && expectShape(of: draws, law, place, cut, sourceLocation)
}

/// Expects kurtosis and shares of a distribution; of 400 000 also that one lies beyond 4 σ, where 25
/// normal draws are expected: none at all has the probability 10⁻¹¹.
@discardableResult
func expectShape(
  of draws: StandardDraws, _ law: WeightLaw, _ place: String, _ cut: String?,
  _ sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let isUniform = draws.farthest < 1.001 * 3.0.squareRoot()
  let kurtosis =
    draws.count < 40_000
    || expect(
      draws.kurtosis, equals: law.kurtosis,
      "the kurtosis, which is 0 for a normal and −1.2 for a uniform distribution, \(place)",
      tolerance: .absolute(8 * (24 / draws.count).squareRoot()),
      mistakes: law.shape == .uniform
        ? [0: DrawMistake.normalForUniform]
        : cut.map { [draws.kurtosis: $0] }
          ?? (isUniform ? [-1.2: DrawMistake.uniformForNormal] : [:]),
      sourceLocation: sourceLocation)
  guard kurtosis else { return false }
  let bins = stride(from: -3.5, through: 3.5, by: 0.5)
  var counts = [Int](repeating: 0, count: 16)
  for z in draws.z { counts[Int(min(max(2 * z + 8, 0), 15.5))] += 1 }
  var below = 0
  for (z, count) in zip(bins, counts) {
    below += count
    let p = law.share(below: z)
    let share = Double(below) / draws.count
    let isRight = expect(
      share, equals: p,
      "the share \(place) that are less than \(z) standard deviations above the mean",
      tolerance: .absolute(6 * (p * (1 - p) / draws.count).squareRoot() + 12 / draws.count),
      mistakes: cut.map { [share: $0] } ?? [:], sourceLocation: sourceLocation)
    guard isRight else { return false }
  }
  return law.shape == .uniform || draws.count < 400_000
    || expectProperty(
      draws.farthest > 4.001,
      "some \(place) are more than 4 standard deviations away from the mean",
      mistake: cut, sourceLocation: sourceLocation)
}

/// Weights of a normal scheme, and the wrong deviations that are foreseen.
public struct NormalSample {
  let weights: Matrix
  let law: WeightLaw
  let what: String
  let deviations: KeyValuePairs<Double, String>

  /// Creates a sample; `what` says which weights they are, as for `expectDraws`.
  public init(
    _ weights: Matrix, from law: WeightLaw, _ what: String,
    deviations: KeyValuePairs<Double, String>
  ) {
    (self.weights, self.law, self.what, self.deviations) = (weights, law, what, deviations)
  }
}

/// Expects that each sample could well be draws from its normal distribution, and then all of them
/// together, 400 000 or more: what makes all normal draws wrong in the same way is seen there.
///
/// Where all are off by one factor, it is the draws, not a formula, and no formula is named.
public func expectNormalSamples(
  _ samples: [NormalSample], sourceLocation: SourceLocation = #_sourceLocation
) {
  let draws = samples.map {
    StandardDraws(($0.weights.flattened() - $0.law.mean) / $0.law.deviation)
  }
  let factor = draws[0].deviation
  let isOneFactor =
    abs(factor - 1) > 0.02 && draws.allSatisfy { abs($0.deviation / factor - 1) < 0.06 }
  let areRight = samples.map { sample in
    expectDraws(
      sample.weights, from: sample.law, sample.what,
      deviations: isOneFactor ? [:] : sample.deviations,
      means: sample.law.mean == 0 ? [:] : [0: DrawMistake.noShift],
      sourceLocation: sourceLocation)
  }
  guard !areRight.contains(false) else { return }
  let all = StandardDraws(Vector(draws.flatMap(\.z.elements)))
  expectShape(
    of: all, .normal(1), "of the \(all.z.count) weights of all normal schemes",
    all.areCut ? DrawMistake.cut : nil, sourceLocation)
}

/// Expects that 200 small matrices scatter as draws do.
///
/// The squared standardised means add up to 200 ± 20, the squared deviations of the mean squares,
/// divided by their variance, to 200 ± 22, and stay at 0 where a sample is evened out. At each place of
/// the matrix the mean square is 1 ± 0.1, and any two places have the correlation 0 ± 0.07. The limits
/// have the probability e^-28 or less. No two weights are equal, and no two matrices: of one in a
/// thousand ways to be drawn, twenty pairs would be. The spread is that of all draws: whether it is the
/// right one is for other tests to say.
public func expectScatterOfDraws(
  _ matrices: [Matrix], kurtosis: Double, _ scheme: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let count = Double(matrices[0].count)
  let variance = matrices.reduce(0) { $0 + $1.squaredNorm() } / (200 * count)
  var (means, squares) = (0.0, 0.0)
  for matrix in matrices {
    means += count * matrix.mean() * matrix.mean() / variance
    let square = matrix.squaredNorm() / (count * variance) - 1
    squares += count * square * square / (2 + kurtosis)
  }
  let what = "of 200 matrices of \(matrices[0].rows) × \(matrices[0].columns) (\(scheme))"
  expectProperty(
    Set(matrices.map(\.elements)).count == matrices.count, "no two \(what) are equal",
    mistake: DrawMistake.fewSeeds, sourceLocation: sourceLocation)
  let all = matrices.flatMap(\.elements)
  expectProperty(
    Set(matrices.map(\.elements)).count < matrices.count || Set(all).count == all.count,
    "no weight \(what), one after the other, comes again", sourceLocation: sourceLocation)
  // Where one weight is minus another, the means are even without being shifted.
  let areOpposite = Set(all.map(\.magnitude)).count < Set(all).count
  let evenedOut = areOpposite ? nil : DrawMistake.evenedOut
  expectProperty(
    !areOpposite, "no weight \(what) is another one with the other sign",
    sourceLocation: sourceLocation)
  expectProperty(
    (60...400).contains(means), "the means \(what) scatter as those of draws do",
    mistake: means < 60 ? evenedOut : nil, sourceLocation: sourceLocation)
  expectProperty(
    squares >= 40 && (count == 1 || squares <= 600),
    "the mean squares \(what) scatter as those of draws do",
    mistake: squares < 40 ? evenedOut : nil, sourceLocation: sourceLocation)
  let rows = Matrix(rows: matrices.map { $0.flattened() })
  let products = matmul(rows, rows, transposeA: true) / (200 * variance)
  let areUsual = products.elements.indices.map { entry in
    entry % (products.columns + 1) == 0
      ? (0.4...2).contains(products.elements[entry]) : abs(products.elements[entry]) < 0.6
  }
  expectProperty(
    !areUsual.contains(false),
    "each entry \(what) has the same spread, and is drawn independently of the others",
    sourceLocation: sourceLocation)
}

/// What may be wrong with draws, whatever they are drawn for.
public enum DrawMistake {
  /// No draw lies below 0.
  public static let onlyPositive =
    "weights lie on both sides of 0: numbers from [0, 1) are all positive"
  /// A uniform distribution where a normal one is asked for.
  public static let uniformForNormal = "these weights are uniform, and should be normal"
  /// A normal distribution where a uniform one is asked for.
  public static let normalForUniform = "these weights are normal, and should be uniform"
  /// Large draws of a normal distribution are missing.
  public static let cut =
    "a normal distribution has tails: no draw is thrown away or cut short because it is large"
  /// The mean is 0 where a scheme asks for another.
  public static let noShift = "the shifted scheme has the mean 0.1"
  /// The draws have the digits of a `Float`.
  public static let rounded = "weights are drawn as Double: a Float has seven digits only"
  /// The draws come from a generator of their own that has one of a few seeds.
  public static let fewSeeds =
    "the numbers come from the generator that is passed in, not from one that it gives one of a few seeds"
  /// Random numbers with which one place was drawn are drawn again for another one.
  public static let reused =
    "a random number serves once: what one place was drawn with is not used again, for another place or in "
    + "the next call"
  /// All draws are changed afterwards, so that their mean or spread is exact.
  public static let evenedOut =
    "the draws stay as they are: nothing is shifted or scaled afterwards"
}
