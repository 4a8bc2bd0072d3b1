import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// What the suites of exercise 9 share: the judgement of a sample, and the names of mistakes.
//
// A number that is estimated from n draws is compared within so many of its standard errors that right
// answers leave the band less than once in 10⁹ trials: the mean within 6 σ/√n, the standard deviation
// within 7 σ/√(2n), the excess kurtosis within 8 √(24/n) for n from 40 000 on, since it is skewed, and
// the share p of the draws below a threshold within 6 √(p(1 − p)/n) + 12/n, where counts may be small.

/// A distribution that weights may be drawn from.
struct WeightLaw {
  enum Shape { case normal, uniform }

  let shape: Shape
  let mean: Double
  let deviation: Double

  static func normal(mean: Double = 0, _ deviation: Double) -> WeightLaw {
    WeightLaw(shape: .normal, mean: mean, deviation: deviation)
  }

  static func uniform(within bound: Double) -> WeightLaw {
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
      let share =
        1 - erf(0.9 * end / 2.0.squareRoot()) / erf(end / 2.0.squareRoot())
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

/// Expects that weights could well be draws from a distribution.
///
/// - Parameters:
///   - what: Which weights they are, such as "heNormal, 300 inputs, 200 outputs".
///   - deviations: Wrong standard deviations that are foreseen, each with its sentence.
///   - means: Wrong means that are foreseen.
/// - Returns: Whether they could.
@discardableResult
func expectDraws(
  _ weights: Matrix, from law: WeightLaw, _ what: String,
  deviations: KeyValuePairs<Double, String> = [:], means: KeyValuePairs<Double, String> = [:],
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let draws = StandardDraws((weights.flattened() - law.mean) / law.deviation)
  let place = "of the \(weights.count) weights (\(what))"
  guard law.mean > 0 || weights.minimum() < 0 || weights.maximum() == 0 else {
    return expectProperty(
      false, "some \(place) are negative",
      mistake: abs(draws.kurtosis + 1.2) < 0.2 ? InitialisationSlip.onlyPositive : nil,
      sourceLocation: sourceLocation)
  }
  let cut = law.shape == .normal && draws.areCut ? InitialisationSlip.cut : nil
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
        ? [0: InitialisationSlip.normalForUniform]
        : cut.map { [draws.kurtosis: $0] }
          ?? (isUniform ? [-1.2: InitialisationSlip.uniformForNormal] : [:]),
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
struct NormalSample {
  let weights: Matrix
  let law: WeightLaw
  let what: String
  let deviations: KeyValuePairs<Double, String>
}

/// Expects that each sample could well be draws from its normal distribution, and then all of them
/// together, 400 000 or more: what makes all normal draws wrong in the same way is seen there.
///
/// Where all are off by one factor, it is the draws, not a formula, and no formula is named.
func expectNormalSamples(
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
      means: sample.law.mean == 0 ? [:] : [0: InitialisationSlip.noShift],
      sourceLocation: sourceLocation)
  }
  guard !areRight.contains(false) else { return }
  let all = StandardDraws(Vector(draws.flatMap(\.z.elements)))
  expectShape(
    of: all, .normal(1), "of the \(all.z.count) weights of all normal schemes",
    all.areCut ? InitialisationSlip.cut : nil, sourceLocation)
}

/// Expects that 200 small matrices scatter as draws do.
///
/// The squared standardised means add up to 200 ± 20, the squared deviations of the mean squares,
/// divided by their variance, to 200 ± 22, and stay at 0 where a sample is evened out. At each place of
/// the matrix the mean square is 1 ± 0.1, and any two places have the correlation 0 ± 0.07. The limits
/// have the probability e^-28 or less. The spread is that of all draws: whether it is the right one is
/// for other tests to say.
func expectScatterOfDraws(
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
    (60...400).contains(means), "the means \(what) scatter as those of draws do",
    mistake: means < 60 ? InitialisationSlip.evenedOut : nil, sourceLocation: sourceLocation)
  expectProperty(
    squares >= 40 && (count == 1 || squares <= 600),
    "the mean squares \(what) scatter as those of draws do",
    mistake: squares < 40 ? InitialisationSlip.evenedOut : nil, sourceLocation: sourceLocation)
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

/// Expects inputs × outputs.
@discardableResult
func expectWeightShape(
  of weights: Matrix, inputs: Int, outputs: Int, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  expect(
    [weights.rows, weights.columns], equals: [inputs, outputs],
    "the numbers of rows and columns of the weights (\(what))",
    mistakes: [[outputs, inputs]: InitialisationSlip.transposed], sourceLocation: sourceLocation)
}

/// The mistakes that several tests recognise, each by the sentence that the student reads.
enum InitialisationSlip {
  static let variance = "a standard deviation is the root of a variance"
  static let twoRoots = "0.01² and 0.1² are variances: the standard deviations are 0.01 and 0.1"
  static let heOutputs = "He's variance is 2/inputs: a unit adds up its inputs, so they count"
  static let lecunForHe = "He's variance is 2/inputs: 1/inputs is LeCun's"
  static let glorotForHe = "2/(inputs + outputs) is Glorot's variance, He's is 2/inputs"
  static let lecunForGlorot = "Glorot's variance is 2/(inputs + outputs): 1/inputs is LeCun's"
  static let heForGlorot = "2/inputs is He's variance, Glorot's is 2/(inputs + outputs)"
  static let noTwo = "Glorot's variance is 2/(inputs + outputs), not 1/(inputs + outputs)"
  static let boundAsDeviation =
    "√(6/(inputs + outputs)) is where the uniform distribution ends, not its standard deviation"
  static let deviationAsBound =
    "a uniform distribution in ±M has the standard deviation M/√3: its end is not its spread"
  static let squaredBound = "M is the root of 6/(inputs + outputs)"

  static let integerDivision =
    "divided as integers, 2/(inputs + outputs) is 0: make the sum a Double first"

  static let onlyPositive = "weights lie on both sides of 0: numbers from [0, 1) are all positive"
  static let uniformForNormal = "these weights are uniform, and should be normal"
  static let normalForUniform = "these weights are normal, and should be uniform"
  static let cut =
    "a normal distribution has tails: no draw is thrown away or cut short because it is large"
  static let noShift = "the shifted scheme has the mean 0.1"
  static let notZero = "the zero scheme draws nothing: every weight is 0"
  static let transposed = "weights are inputs × outputs, not outputs × inputs"

  static let ownGenerator = "the numbers come from the generator that is passed in"
  static let otherSource =
    "the generator alone decides: an equal one gives equal weights, whatever was drawn before"
  static let generatorCopied = "draw from the generator itself: a copy does not move it on"
  static let repeated = "each weight is a draw of its own: nothing is used twice"
  static let lastMissing = "every weight is drawn, also the last one of an odd number"
  static let rounded = "weights are drawn as Double: a Float has seven digits only"
  static let evenedOut = "the draws stay as they are: nothing is shifted or scaled afterwards"

  static let sameDraw = "each layer has draws of its own, not the same ones again"
  static let biases = "all biases start at zero"
  static let biasesOfInputs = "a layer has a bias for each of its outputs"
  static let layerTooMany = "between n sizes there are n − 1 layers"
  static let firstSpread = "each layer's spread comes from its own inputs and outputs"

  static let sampleDeviation = "the squared distances are divided by their number, not by one less"
  static let noRoot = "the standard deviation is the root of the mean squared distance"
  static let aboutZero = "distances are taken from the mean, not from 0"
  static let perUnit = "all entries count together: a mean of the columns' deviations is less"
  static let perSample = "all entries count together: a mean of the rows' deviations is less"
  static let cancellation =
    "the mean of squares minus the squared mean loses all digits where the mean is large"
  static let preActivations = "the statistics are those of the activations, after φ"
  static let noActivation = "the next layer gets the activations, not the pre-activations"
  static let noBiases = "a layer adds its biases, which need not be zero here"
  static let outputLayer = "the last layer is the output layer, and has no hidden units"
  static let hiddenMissing = "every layer but the last one is a hidden layer"
  static let firstSample = "all samples count, not only the first"
  static let alwaysTanh = "the hidden units have the activation that is asked for"

  static let badShape = "numbers of units are at least 1: check them for every scheme"
  static let badSizes = "a network has at least two sizes, each at least 1"
  static let badNumbers = "without entries, or with NaN or infinity, there are no statistics"
  static let badFit = "layers and inputs have to fit together, and have to be finite"
  static let badScheme = "with a mean other than 0 there is no such factor: refuse the scheme"
  static let badSteps = "a number of steps is at least 1"

  static let reluHalves = "the signals come from a ReLU, which leaves only a part of E[z²]"
  static let quarter = "there is one ½ too many: count what the ReLU leaves once"
  static let outputsDontAdd = "z′ adds up a term for each input, not for each output"
  static let meanCounts =
    "the mean of relu(z) counts too: E[h²] is what is added up, not the variance of h"
  static let deviationForVariance =
    "each term has the variance of a weight in it, not the standard deviation"
  static let rootOfFactor = "the factor is one of mean squares, so there is no root in it"
  static let glorotIsOne =
    "Glorot's scheme keeps the size without an activation: here a ReLU comes before"

  static let outputBiasLearns =
    "the output biases do learn: a change of one changes a logit of every sample"
  static let silentUnits =
    "tanh(0) and relu(0) are 0, and an output weight is multiplied by them: "
    + "changing it changes nothing"
  static let half = "σ(0) is ½, so a change of an output weight changes a logit"
  static let noWayBack =
    "what a hidden unit does is multiplied by output weights that are still 0"
  static let nextStep = "after one step the output weights are not 0, and hidden units count"
}
