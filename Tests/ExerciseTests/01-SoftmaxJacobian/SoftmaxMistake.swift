import ExerciseTesting
import LinearAlgebra
import Testing

/// The arguments of a softmax.
typealias SoftmaxCall = (logits: Vector, temperature: Double)

/// Logits and a temperature, what is right for them, and what known mistakes give instead.
struct SoftmaxCase {
  let logits: Vector
  let temperature: Double
  let right: Vector
  let foreseen: [(key: Vector, value: String)]

  /// - Parameter floor: What comes out where log y ends at the logarithm of a small number that is added.
  init(
    _ logits: Vector, _ temperature: Double, _ right: Vector,
    _ foreseen: KeyValuePairs<Vector, String> = [:], floor: ((Double) -> Vector)? = nil
  ) {
    (self.logits, self.temperature, self.right) = (logits, temperature, right)
    let floors = [1e-7, 1e-8, 1e-10, 1e-12, 1e-15].compactMap { floor?(log($0)) }
    self.foreseen = Array(foreseen) + floors.map { ($0, SoftmaxMistake.logOfEpsilon) }
  }

  /// Logits of all counts, as large as their temperatures, which are of all sizes.
  static func drawn() -> [SoftmaxCall] {
    var generator = SeededGenerator(seed: Student.seed)
    return zip(Sweep.counts, Sweep.settings + Sweep.magnitudes).map { count, temperature in
      (Vector.normal(count: count, using: &generator) * temperature, temperature)
    }
  }

  /// Logits of which one, at each place, is larger than the others by thousands, or two neighbours are;
  /// also where all are far below 0. (Two of two would read the same backwards.)
  static func peaks() -> [(logits: Vector, places: [Int])] {
    [2, 3, 4, 5, 9, 1100].flatMap { count in
      Sweep.places(in: count).flatMap { place in
        let pair = [place, place + 1 < count ? place + 1 : place - 1]
        return [[place], count % 2 == 1 ? pair : [place]].flatMap { places in
          [0, -10000.0].map { shift in
            let logits = (0..<count).map { places.contains($0) ? 5000 : Double($0 % 4) / 4 }
            return (Vector(logits) + shift, places)
          }
        }
      }
    }
  }

  /// Whether plain exponentials, and those of usual mistakes, are far from overflowing.
  static func isModerate(_ call: SoftmaxCall) -> Bool { call.logits.normInfinity() < 20 }
}

/// What is known of softmax from the exponentials exp(zᵢ/τ), where these are moderate numbers.
enum PlainSoftmax {
  /// Each number's part of the sum.
  static func shares(of exponentials: Vector) -> Vector {
    exponentials / exponentials.reduce(0, +)
  }

  /// How a share moves when a logit does, from the exponentials and τ.
  static func slopes(ofExponentials e: Vector, _ temperature: Double) -> Matrix {
    let y = shares(of: e)
    return Matrix(rows: y.count, columns: y.count) { i, j in
      (i == j ? (y.sum() - y[i]) * y[i] : -y[i] * y[j]) / temperature
    }
  }

  /// exp(zᵢ) from exp(zᵢ/τ).
  private static func power(_ e: Vector, _ temperature: Double) -> Vector {
    e.map { pow($0, temperature) }
  }

  private static func diagonalPart(_ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns) { $0 == $1 ? matrix[$0, $1] : 0 }
  }

  /// What the usual mistakes give instead of the softmax.
  static var wrongSoftmaxes: [Suspect<SoftmaxCall, Vector>] {
    [
      Suspect(SoftmaxMistake.temperatureIgnored) { shares(of: exp($0.logits)) },
      Suspect(SoftmaxMistake.multipliedByTemperature) {
        shares(of: exp($0.logits * $0.temperature))
      }, Suspect(SoftmaxMistake.negated) { shares(of: exp(-$0.logits / $0.temperature)) },
      Suspect(SoftmaxMistake.notNormalized) { exp($0.logits / $0.temperature) },
      Suspect(SoftmaxMistake.notNormalized) {
        exp(($0.logits - $0.logits.maximum()) / $0.temperature)
      },
    ]
  }

  /// What the usual mistakes give instead of the log-softmax.
  static var wrongLogarithms: [Suspect<SoftmaxCall, Vector>] {
    func logOfSum(_ logits: Vector) -> Double { log(exp(logits).reduce(0, +)) }
    return [
      Suspect(SoftmaxMistake.temperatureIgnored) { $0.logits - logOfSum($0.logits) },
      Suspect(SoftmaxMistake.multipliedByTemperature) {
        $0.logits * $0.temperature - logOfSum($0.logits * $0.temperature)
      },
      Suspect(SoftmaxMistake.sumWithoutTemperature) {
        $0.logits / $0.temperature - logOfSum($0.logits)
      },
      Suspect(SoftmaxMistake.sumWithoutTemperature) {
        let shifted = $0.logits - $0.logits.maximum()
        return shifted / $0.temperature - logOfSum(shifted)
      },
      Suspect(SoftmaxMistake.temperatureOutside) {
        ($0.logits - logOfSum($0.logits)) / $0.temperature
      },
      Suspect(SoftmaxMistake.negated) {
        -$0.logits / $0.temperature - logOfSum(-$0.logits / $0.temperature)
      },
    ]
  }

  /// What the usual mistakes give instead of the Jacobian, from the exponentials and τ.
  static let wrongJacobians: [(sentence: String, model: @Sendable (Vector, Double) -> Matrix)] = [
    (SoftmaxMistake.negatedJacobian, { slopes(ofExponentials: $0, $1) * -1 }),
    (SoftmaxMistake.inverseMissing, { slopes(ofExponentials: $0, $1) * $1 }),
    (SoftmaxMistake.inverseTwice, { slopes(ofExponentials: $0, $1) / $1 }),
    (SoftmaxMistake.timesTemperature, { slopes(ofExponentials: $0, $1) * $1 * $1 }),
    (
      SoftmaxMistake.probabilitiesWithoutTemperature,
      { slopes(ofExponentials: power($0, $1), 1) / $1 }
    ),
    (
      SoftmaxMistake.inverseOnDiagonalOnly,
      { e, temperature in
        let right = slopes(ofExponentials: e, temperature)
        return Matrix(rows: e.count, columns: e.count) {
          $0 == $1 ? right[$0, $1] : right[$0, $1] * temperature
        }
      }
    ),
    (SoftmaxMistake.diagonalOnly, { diagonalPart(slopes(ofExponentials: $0, $1)) }),
    (SoftmaxMistake.outerProductMissing, { Matrix.diagonal(shares(of: $0) / $1) }),
    (
      SoftmaxMistake.outerProductAdded,
      { 2 * Matrix.diagonal(shares(of: $0) / $1) - slopes(ofExponentials: $0, $1) }
    ),
    (
      SoftmaxMistake.offDiagonalSign,
      { 2 * diagonalPart(slopes(ofExponentials: $0, $1)) - slopes(ofExponentials: $0, $1) }
    ),
    (
      SoftmaxMistake.logSoftmaxJacobian,
      { e, temperature in
        let y = shares(of: e)
        return Matrix(rows: e.count, columns: e.count) {
          (($0 == $1 ? 1 : 0) - y[$1]) / temperature
        }
      }
    ),
  ]
}

extension SoftmaxMistake {
  /// Expects what is right in each case. A mistake is named if each answer is what was foreseen of it,
  /// or right where nothing was.
  @discardableResult
  static func expectAll(
    _ cases: [SoftmaxCase], sourceLocation: SourceLocation = #_sourceLocation,
    _ call: (Vector, Double) throws -> Vector
  ) throws -> Bool {
    let seen = try cases.map { ($0, answer: try call($0.logits, $0.temperature)) }
    let sentences = cases.flatMap { $0.foreseen.map(\.value) }
    let name = sentences.first { sentence in
      seen.allSatisfy { one, answer in
        let foreseen = one.foreseen.filter { $0.value == sentence }.map(\.key)
        return (foreseen.isEmpty ? [one.right] : foreseen).contains { agree($0, answer) }
      }
    }
    var areRight = true
    for one in cases {
      let answer = try call(one.logits, one.temperature)
      let isRight = expect(
        answer, equals: one.right, mistakes: name.map { [answer: $0] } ?? [:],
        sourceLocation: sourceLocation)
      areRight = areRight && isRight
    }
    return areRight
  }

  private static func agree(_ model: Vector, _ answer: Vector) -> Bool {
    guard model.count == answer.count else { return false }
    let size = model.filter(\.isFinite).map(\.magnitude).max() ?? 0
    return zip(model, answer).allSatisfy {
      $0 == $1 || ($0.isNaN && $1.isNaN) || ($0 - $1).magnitude <= 1e-7 * size + 1e-12
    }
  }
}

/// The usual mistakes of exercise 1, each in one sentence; a planted mistake begins with the same.
enum SoftmaxMistake {
  // Log-sum-exp

  static let overflow =
    "an exponential is infinite, as it is above 709.8, so the largest logit has "
    + "to be subtracted first"
  static let underflow =
    "no exponential is left, all are rounded to 0: the maximum itself has to be subtracted, also "
    + "where it is negative"
  static let maximumNotAddedBack =
    "the maximum is subtracted before exp, but not added again after log"
  static let mean = "the mean of the exponentials is taken, not their sum"
  static let logNotTaken = "log is not taken of the sum"
  static let log1pMissing =
    "log(1 + x) with x below 1e-16 is log 1 = 0: the sum has rounded the small exponentials away"
  static let clipped = "the logits are clipped, so that large ones are no longer told apart"

  // Softmax

  static let temperatureIgnored = "the temperature is not used: the logits are to be divided by τ"
  static let multipliedByTemperature = "the logits are multiplied by τ instead of divided by it"
  static let negated = "the softmax is taken of −z, so that the smallest logit wins"
  static let notNormalized = "the exponentials are not divided by their sum"
  static let sumLost =
    "the sum of the exponentials is missing or lost: beside a large logit its logarithm is rounded away"
  static let dividedFirst =
    "z/τ is infinite and ∞ − ∞ is NaN: subtract the maximum first, then divide by τ"

  // Log-softmax

  static let logOfSoftmax = "log is taken of the softmax, which has been rounded to 0 or 1 before"
  static let logOfEpsilon = "a small number is added to the softmax to keep log finite"
  static let largeSubtraction =
    "z − LSE(z) is the difference of two large numbers: LSE(z) has been rounded to max z, and "
    + "what it adds to the maximum is lost"
  static let sumWithoutTemperature =
    "z/τ − LSE(z) is not enough: the sum has to be taken of exp(z/τ) too"
  static let temperatureOutside =
    "(z − LSE(z))/τ is something else: the temperature belongs inside the exponentials as well"

  // Jacobian and product

  static let inverseMissing =
    "1/τ is missing: y depends on z through z/τ, and the chain rule asks for that derivative too"
  static let inverseTwice = "1/τ is taken twice: the result has a factor 1/τ² where 1/τ is due"
  static let probabilitiesWithoutTemperature =
    "1/τ is there, but the probabilities in the Jacobian are those at τ = 1"
  static let inverseOnDiagonalOnly =
    "1/τ is there on the diagonal only: every entry of the Jacobian has it"
  static let timesTemperature = "the Jacobian is multiplied by τ instead of divided by it"
  static let diagonalOnly =
    "only the diagonal is there: every logit moves every probability, because all share one sum"
  static let outerProductMissing =
    "the denominator is taken for a constant, but it depends on the logits as well"
  static let outerProductAdded = "what comes from the denominator has the wrong sign"
  static let offDiagonalSign =
    "the sign off the diagonal is wrong: when one logit grows, the other probabilities shrink"
  static let negatedJacobian = "the sign is wrong: when a logit grows, its own probability grows"
  static let logSoftmaxJacobian = "this is the derivative of log-softmax, not of softmax"
  static let plainMean = "the plain mean of v is subtracted: weigh it with the probabilities"
  static let probabilityFactorMissing =
    "each entry of the product still has to be multiplied by its probability"
  static let jacobianFormed =
    "all n² entries of J are worked through: do the sum over i on paper, and n numbers are enough"

  // Bad input

  static let notANumberAccepted =
    "NaN is not ≤ 0, it is not > 0 either: ask for what is good, not for what is bad"
}
