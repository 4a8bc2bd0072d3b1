/// The usual mistakes of exercise 10, each in one sentence; a planted mistake begins with the same.
enum SparseMistake {
  // The projection

  static let absoluteValue =
    "the sign is dropped: |x| is as far on the other side of 0, and 0 itself is nearer"
  static let onSimplex = "the sum is made 1: nothing but y ≥ 0 is asked for here"
  static let clippedAtOne = "coordinates are cut at 1: there is no upper limit"
  static let negativePart = "the negative coordinates are kept, and the positive ones set to 0"
  static let shiftedUp =
    "all coordinates are moved up until none is negative: the positive ones move away from x"

  // Sparsemax and its threshold

  static let allSummed =
    "the sum runs over all logits, as happens without a test or with an ascending order: it has "
    + "to run over the largest ones, as long as they are above the threshold"
  static let supportTooSmall =
    "the support is too small by one: the threshold is that of the k − 1 largest"
  static let supportTooLarge =
    "the support is too large by one: the threshold is that of the k + 1 largest"
  static let oneForgotten =
    "the −1 is missing in τ = (Σ zᵢ − 1)/|S|: the probabilities have to sum to 1"
  static let nothingLeft =
    "τ is not below the largest logit, so nothing is left: 1 is subtracted from the sum, not added"
  static let cumulativeTwice =
    "the cumulative sums are summed once more: (Σ zᵢ − 1)/|S| has the last of them only"
  static let dividedByK = "τ is divided by K: the sum has |S| logits, so |S| is to divide it"
  static let notClipped = "z − τ is not cut at 0: logits below τ have negative probabilities"
  static let softmaxInstead = "this is the softmax, which is never 0"
  static let hardmax = "the largest logit takes everything: that is argmax, not sparsemax"
  static let reluRatio = "this is relu(z)/Σ relu(z): sparsemax subtracts, it doesn't divide"
  static let sortedOrder =
    "the result is in the order of the sorted logits, and not in that of the logits as given"
  static let noShift =
    "beside 1e17 the −1 is rounded away: subtract the maximum from the logits first"
  static let overflow = "a sum of the logits themselves overflows: subtract the maximum first"
  static let thresholdOfShifted = "the maximum that was subtracted is not added to τ again"
  static let distance = "this is max z − τ, not τ"
  static let smallestInside = "this is the smallest logit of the support; τ lies below it"

  // Support

  static let sortedPositions =
    "these are places in the sorted list, not the indices of the logits as given"
  static let orderOfSize = "the indices are in the order of the logits' size, not ascending"
  static let positiveLogits = "z > 0 is asked, where z > τ is due"
  static let kinkInside = "a logit that is exactly τ is counted in: its probability is 0"
  static let smallOut = "a small probability is taken for 0: in the support is whatever is above 0"
  static let noShiftInSupport =
    "z > τ is asked of logits as large as 1e17, where τ is rounded to the logit itself"
  static let fromOne = "indices count from 0"

  // Jacobian of sparsemax

  static let overK = "s sᵀ is divided by K instead of |S|"
  static let diagonalOnly = "s sᵀ/|S| is missing: with one logit, the threshold moves too"
  static let onesNotDivided = "s sᵀ is not divided by |S|"
  static let outerAdded = "s sᵀ/|S| is added to diag(s), but it has to be subtracted"
  static let softmaxFormula =
    "this is the formula for softmax, with other probabilities: the function itself is another one"
  static let softmaxJacobian = "this is the Jacobian of softmax"
  static let notMasked = "rows and columns outside the support have to be 0"
  static let negated = "the sign is wrong: a probability grows with its own logit"

  // Relumax

  static let naiveRelu = "this is relu(z)/Σ relu(z): max z and b are missing"
  static let notNormalized = "r is not divided by its sum"
  static let dividedByB = "r is divided by b, its largest entry, and not by its sum"
  static let maximumMissing = "the maximum is not subtracted: zᵢ − max z + b is due"
  static let minimumInstead = "the minimum is subtracted instead of the maximum"
  static let bIgnored = "b is taken to be 1: it may be another number"
  static let bSubtracted = "b is subtracted, so that no r is positive"
  static let softmaxOfDistances = "the softmax is taken of r, where r is to be divided by its sum"
  static let sparsemaxInstead = "this is sparsemax: relumax depends on b"
  static let distancesNotClipped = "zᵢ − max z + b is not cut at 0"
  static let bOutside = "b is added after relu: it belongs inside, relu(zᵢ − max z + b)"
  static let bAboveOnly =
    "b stands in the numerator of the ratio only: Σ rⱼ in the denominator contains it as well"
  static let bBelowOnly =
    "b stands in the denominator of the ratio only: rᵢ in the numerator contains it as well"
  static let bLost =
    "b is rounded away beside a large or ordinary logit, as in zᵢ − (max z − b): subtract max z first"
  static let sumOverflows = "Σ rⱼ is too large for a Double at b = 1e308: divide each rᵢ by b first"

  // Jacobian of relumax

  static let maximumConstant =
    "max z is treated as a constant: it moves with the largest logit, and takes every r along"
  static let sumConstant = "Σ r is treated as a constant: it moves with the logits as well"
  static let allCounted = "all K logits are counted: only the |A| active ones move R"
  static let notOverSum = "1/R is missing: the derivative of r/R has it in both terms"
  static let transposed =
    "rows and columns are exchanged: row i is for the probability pᵢ, column j for the logit zⱼ"
  static let sparsemaxFormula = "this is the Jacobian of sparsemax, which is right for R = 1 only"
  static let distancesForProbabilities =
    "one factor 1/R is missing in the second term of the quotient rule"
  static let lastMaximum =
    "where several logits are the largest, m is the first of them, and the last has been taken"
  static let activeKink = "a logit exactly b below the maximum is counted as active: its r is 0"

  // The b of sparsemax

  static let thresholdInstead = "this is τ; b is how far τ lies below the largest logit"
  static let bIsOne = "b is 1 only where sparsemax is one-hot"
  static let inverseSupport = "this is 1/|S|, which is right only where all of the support is tied"
  static let range = "this is max z − min z"
  static let differenceOfLarge =
    "max z − τ is 0 at 1e17, because τ has been rounded: stay with the shifted logits"

  // Two classes

  static let firstOfTwo = "this is the first probability, which belongs to the logit 0"
  static let pairNotClipped = "the probability leaves 0…1: nothing stops the straight line"
  static let noHalf = "the line goes through ½ at t = 0, and reaches 0 and 1 at t = −1 and t = 1"
  static let oneBranch =
    "the maximum is t only where t > 0: for the other sign the formula is a different one"
  static let straightLine = "this is a straight line from −b to b; relumax is a curve in between"
  static let pairIgnoresB = "b is taken to be 1: it may be another number"
  static let expOverflows = "exp(t) overflows, and ∞/∞ is NaN"
  static let inverseOverflows =
    "e to −t is infinite below −709.8, where e to t is still a Double: use that one for t < 0"
  static let tailLost =
    "1 − p loses its digits where p is close to 1: use the sigmoid of −t for it"
  static let slopeIsProbability = "this is the probability, not its derivative"
  static let slopeOne =
    "p₀ moves as much as p₁ does, the other way: each of them has half the slope"
  static let slopeOutside = "where the probability is 0 or 1, it doesn't move: the slope is 0"
  static let slopeAtKink = "where the probability has just become 0 or 1, the slope is 0"
  static let slopeSign = "the probability of the second class never falls with t: the sign is wrong"
  static let slopeConstant = "1/(4b) is the slope at t = 0 only"
  static let slopeWithoutB = "the slope lacks a factor of b or 1/b"
  static let kinkAtZero = "there is no kink at t = 0: the slopes from both sides are 1/(4b)"

  // Temperature

  static let temperatureIgnored = "the temperature is not used: the logits are to be divided by T"
  static let timesTemperature = "the logits are multiplied by T instead of divided by it"
  static let outsideActivation = "the probabilities are divided by T: it is the logits that are"
  static let bDividedToo = "b is divided by T as well: then T cancels, and nothing changes"
  static let dividedFirst = "zᵢ/T is infinite, and ∞ − ∞ is NaN: subtract the maximum first"
  static let maximumToMinimum =
    "the lead is over the smallest logit: the second largest is the last one to be left out"
  static let leadTimesB = "the lead is multiplied by b: lead/T ≥ b is needed"
  static let leadWithoutB = "b plays a part in relumax: the others have to be b below the largest"
  static let leadWithB = "b plays no part in sparsemax"
  static let softmaxOneHot = "softmax is never 0, at no temperature: only a Double rounds it to 0"
  static let tieSkipped =
    "two logits are the largest: they share the probability at every temperature"
  static let halfLead = "the whole lead counts: with lead/T ≥ 1 nothing is left for the second"

  // Loss

  static let noDenominator = "1 + Kε is missing: the probabilities plus ε have this sum"
  static let oneEpsilon = "ε is added K times, once for each class: the sum is 1 + Kε, not 1 + ε"
  static let noEpsilon = "ε is missing: −log pᵢ is infinite where pᵢ is 0"
  static let epsilonBelowOnly = "ε is missing in pᵢ + ε: the logarithm is infinite where pᵢ is 0"
  static let lossOfSoftmax = "this is the cross-entropy of softmax"
  static let lossOfSparsemax = "the probabilities are those of sparsemax, not of relumax"
  static let lossOfArgmax = "this is the loss of the predicted class, not of the label"
  static let lossNegative = "the sign is wrong: the loss is minus the logarithm"
  static let noLogarithm = "the logarithm is missing"
  static let maximumWithEpsilon = "the larger of pᵢ and ε is taken, where pᵢ + ε is due"
  static let timesClasses =
    "the loss belongs to the label alone: it is no sum or mean over the classes"

  // Gradient of the loss

  static let gradientOverP = "the derivative of log(pᵢ + ε) is 1/(pᵢ + ε), not 1/pᵢ"
  static let gradientSign = "the sign is wrong: the loss is minus the logarithm"
  static let gradientByP = "the chain rule stops at p: row i of the Jacobian is still missing"
  static let gradientOfSoftmax = "p − y is the gradient for softmax only"
  static let gradientColumn = "row i of the Jacobian is due, and its column i is there"
  static let gradientMaximumConstant =
    "the Jacobian of relumax is not the right one: max z is treated as a constant there"
  static let gradientNormalizer = "1 + Kε is a constant: it changes the loss, and not its gradient"
  static let gradientUndivided = "1/(pᵢ + ε) is missing, the derivative of the logarithm"

  // Concept check and bad input

  static let lossOfNothing = "log p is not 0 at p = 0: it falls without limit as p goes to 0"
  static let minusInfinity = "the sign is wrong: it is minus the logarithm"
  static let undefined = "the limit exists: −log p grows without limit as p goes to 0"
  static let largestNumber = "however large a number you take, −log p passes it before p is 0"

  static func notANumber(_ argument: String) -> String {
    "NaN gets past the check of \(argument), because `<`, `>` and `==` are false for NaN"
  }
  static let zeroAccepted = "0 is accepted, where a number greater than 0 is needed"
  static let infinityAccepted = "an infinite number is accepted"
}

extension SparseActivationsSuites { typealias Slip = SparseMistake }
