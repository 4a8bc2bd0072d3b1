/// The usual mistakes of exercise 7, each in one sentence; a planted mistake begins with the same.
enum SoftmaxRegressionMistake {
  // One-hot

  static let firstRowOnly = "only the first row is right: every label has a row of its own"
  static let firstLabel = "the label of the first sample is used for all of them"
  static let countedFromOne = "labels count from 0: label 0 has its 1 in the first column"
  static let oneHotTransposed = "a row is a sample and a column is a class, not the other way round"
  static let classesFromData =
    "the number of classes is the one that is given, whichever labels occur in the data"
  static let labelAsEntry = "the entry is 1, whatever the label's number is"

  // Probabilities

  static let wrongAxis =
    "the softmax runs down the columns: the classes of one sample are in one row"
  static let wholeBatch =
    "the exponentials are divided by their sum over the whole batch: each row has a sum of its own"
  static let sigmoids = "every class gets a sigmoid of its own, so that a row doesn't add up to 1"
  static let notNormalized = "the exponentials are not divided by their sum"
  static let negated = "the softmax is taken of −z, so that the smallest logit wins"
  static let justLogits = "these are the logits: their softmax is missing"
  static let noShift =
    "exp of a large logit is infinite: subtract the largest logit of the row first"
  static let oneMaximum =
    "one maximum is subtracted from the whole batch, so a row far below it has no exponential left"
  static let columnMaximum =
    "the maximum of each column is subtracted, which changes the softmax: each row needs its own"
  static let clipped = "the logits are clipped, so that large ones are no longer told apart"

  // Cross-entropy

  static let sum = "the losses of the samples are added up: the mean divides by their number"
  static let meanTwice = "1/N is applied twice"
  static let meanOfEntries =
    "1/(NK): the mean is over the N samples, not over all N · K entries of a matrix"
  static let otherLogarithm = "the logarithm is natural, not to base 2 or 10"
  static let noLogarithm = "the loss is −log ŷ of the right class, not 1 − ŷ"
  static let mostProbable = "the loss is that of the sample's label, not of the most probable class"
  static let negativeLoss = "a logarithm of a probability is negative: the loss has a minus sign"
  static let binary =
    "this is the binary cross-entropy of every class, added up: softmax needs −log ŷ of one class"
  static let epsilonInLogarithm =
    "a small number is added to the probability, or it is cut off there, to keep log finite: "
    + "compute log ŷ from the logits"
  static let logarithmOfZero =
    "the probability has rounded to 0 before its logarithm is taken: compute log ŷ from the logits"
  static let lostDigits =
    "tiny exponentials are rounded away beside a 1 in their sum, or beside a large logit: log1p of "
    + "their sum alone keeps them"

  // Penalty

  static let noPenalty = "the penalty λ‖W‖² is missing"
  static let halfPenalty = "the penalty is λ‖W‖² here, without a ½"
  static let doublePenalty = "the penalty counts λ‖W‖² once, not twice"
  static let normNotSquared = "the norm in λ‖W‖² is squared"
  static let magnitudes = "the penalty has the squares of the weights, not their magnitudes"
  static let biasLeftOut = "the last row of W is penalised like the others"
  static let penaltySubtracted = "the penalty is added, not subtracted"
  static let meanOfSquares = "the squares of the weights are added up, not averaged"
  static let penaltyDivided = "the penalty is divided by the number of samples: only the loss is"

  // Gradient

  static let sign = "the sign is wrong: this points downhill, and a gradient points uphill"
  static let gradientSum = "1/N is missing: the loss is a mean over the samples"
  static let noTargets = "the labels play no part in this gradient: the loss depends on them"
  static let noPenaltyInGradient = "λ‖W‖² is in the loss, but its derivative is not in the gradient"
  static let halfPenaltyInGradient = "λ‖W‖² has no ½: its part of the gradient is twice as large"
  static let penaltySubtractedInGradient = "the derivative of λ‖W‖² is added, not subtracted"
  static let penaltyOfOnes = "the derivative of λ‖W‖² has the weights in it"

  // Accuracy

  static let lastTie = "among equal logits the class of lowest index counts, not the last one"
  static let anyTie = "a label that shares the largest logit is a hit only if its index is lowest"
  static let errorRate = "this is the fraction of wrong answers, not of right ones"
  static let hits = "the number of hits is divided by the number of samples"
  static let integers = "integers are divided, which rounds down to 0: make them Doubles first"
  static let percent = "accuracy is a fraction from 0 to 1, not a percentage"
  static let smallestLogit = "the class with the largest logit is predicted, not the smallest"
  static let meanOfClasses = "every sample counts the same, not every class"

  // Steps

  static let ascent = "a step goes downhill, against the gradient: −α times it, not +α"
  static let noLearningRate = "the step is the learning rate times the gradient"
  static let notAdded = "this is what the step adds: the new weights are W plus that"
  static let stale =
    "all gradients are taken at the weights of the start: each step starts where the last one ended"
  static let orderIgnored = "the samples are taken from first to last: order is ignored"
  static let orderReversed = "the order is followed backwards"
  static let onceEach = "a sample that occurs twice in the order makes two steps"
  static let oneOverN = "the batch has one sample, so its mean is not divided by the number of all"
  static let wholeGradient = "each step takes the gradient of one sample, not of all"
  static let penaltyOnce = "the penalty belongs to every step, in full: not once to the whole run"

  // Training

  static let notesWithoutPenalty = "the objective that is noted has the penalty λ‖W‖² in it"
  static let notesTooFew =
    "there is a note before the first epoch as well: epochs + 1 entries in each list"
  static let notesTooEarly = "the note after an epoch is taken with the weights after it"
  static let bestWeights = "the weights after the last epoch are the result, not the best ones"
  static let bestSoFar = "a note is of the current weights, not of the best ones so far"
  static let notFromZero = "training starts from weights that are all zero"
  static let lastBatchDropped = "the last batch, which is smaller, is left out"
  static let lastBatchDivided = "the mean of the last batch is over as many samples as it has"
  static let apart = "inputs and labels are shuffled apart: a label has to stay with its input"
  static let batchSizeIgnored = "all samples make one step: an epoch has a step for each batch"
  static let alwaysOne = "each sample makes a step of its own: a batch has batchSize samples"
  static let oneBatch = "only the first batch of the order is used: an epoch uses every sample"
  static let replacement =
    "samples are drawn with replacement: an epoch uses each one exactly once"
  static let batchSum = "the gradients of a batch are added up: its mean divides by its size"
  static let dividedByAll = "the mean over a batch is divided by the size of the batch, not by n"
  static let unshuffled = "the samples are not shuffled: every epoch has the order of the data"
  static let shuffledOnce = "the samples are shuffled once, not anew in each epoch"
  static let firstEpochUnshuffled = "the first epoch has a random order too, not that of the data"
  static let shuffledNowAndThen = "an order serves for one epoch: the next one has its own"
  static let unfairShuffle = "not every order is equally likely"
  static let ownGenerator =
    "the orders come from another generator than the given one, or from a copy of it"
  static let extraEpoch = "there are as many epochs as the argument says"

  // Concepts and bad input

  static let notANumber =
    "NaN is not < 0, it is not ≥ 0 either: ask for what is good, not for what is bad"
  static let cut = "what doesn't fit is cut to the shorter one: shapes have to be checked first"
  static let labelUnchecked = "a label that stands for no class is a mistake in the data: refuse it"
  static let probabilityNotLoss = "this is the probability of each class, not its loss −log ŷ"
  static let swappedClasses = "w points to class 1: column 1 minus column 0"
  static let oneColumn =
    "column 1 alone is not enough: what counts is its difference to column 0"
  static let halfDifference = "w is the whole difference of the columns, not half of it"
  static let columnsAdded = "what the two columns have in common cancels: subtract, don't add"
  static let normRises = "the more a norm costs, the smaller the best weights are"
  static let normDepends =
    "of two minimisers the one for the larger λ can't have the larger norm, whatever the data"
  static let trainingLossFalls =
    "without a penalty nothing hinders the training loss: a penalty can only raise it"
  static let trainingLossDepends =
    "of two minimisers the one for the smaller λ has the smaller training loss, whatever the data"
  static let penaltyAlwaysHelps =
    "a large penalty makes all weights nearly zero: new samples are not classified better by that"
  static let penaltyNeverHelps =
    "a penalty can keep a model from learning the noise of its training samples"
}
