/// The usual mistakes of exercise 1, each in one sentence; a planted mistake begins with the same.
enum SoftmaxMistake {
  // Log-sum-exp

  static let overflow =
    "exp is taken of the logits themselves: it is infinite above 709.8, so the largest logit has "
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
  static let timesTemperature = "the Jacobian is multiplied by τ instead of divided by it"
  static let diagonalOnly =
    "only the diagonal is there: every logit moves every probability, because all share one sum"
  static let outerProductMissing =
    "y yᵀ is missing: the sum under the fraction depends on the logits as well"
  static let outerProductAdded = "y yᵀ is added to diag(y), but it has to be subtracted"
  static let offDiagonalSign =
    "the sign off the diagonal is wrong: when one logit grows, the other probabilities shrink"
  static let negatedJacobian = "the sign is wrong, as in y yᵀ − diag(y)"
  static let logSoftmaxJacobian = "this is the derivative of log-softmax, not of softmax"
  static let plainMean = "the plain mean of v is subtracted: weigh it with the probabilities"
  static let probabilityFactorMissing = "v − vᵀy still has to be multiplied by y, entry by entry"
  static let jacobianFormed =
    "all n² entries of J are worked through: do the sum over i on paper, and n numbers are enough"

  // Bad input

  static let notANumberAccepted =
    "NaN is not ≤ 0, it is not > 0 either: ask for what is good, not for what is bad"
}
