/// The mistakes that the suites of exercise 14 recognise, each by the sentence that the student
/// reads.
enum SelectionSlip {
  static let lastBatchDropped = "the last batch has what is left: no sample is left out"
  static let lastBatchFilled = "the last batch has what is left: it is not filled up with others"
  static let emptyBatch = "where the batch size divides the number of samples, nothing is left"
  static let apart = "a label goes where its row goes: one order serves for both"
  static let replacement = "an epoch has every sample once: it is no draw with replacement"
  static let shufflesAlways = "without shuffles the samples stay in their order"
  static let drawsInVain = "without shuffles nothing is drawn from the generator"
  static let neverShuffles = "with shuffles an epoch has a random order"
  static let shufflesOnce =
    "each epoch is shuffled anew: an order that is drawn once repeats itself"
  static let generatorUnused =
    "the order is drawn from the generator that is passed in: a copy or another one leaves it as it was"
  static let fixedBatches =
    "the samples are shuffled, not the batches: who meets whom in a batch changes too"
  static let notEveryOrder = "every order is equally likely: a few places moved is not a shuffle"
  static let nobodyStays =
    "every order is equally likely, also one that leaves a sample in its place"

  static let ownStatistics =
    "means and deviations are those of the training data, whatever is standardised"
  static let ownMeans = "the means are those of the training data, not only the deviations"
  static let ownDeviations = "the deviations are those of the training data, not only the means"
  static let pooled =
    "means and deviations are measured on the training data alone, not on all data"
  static let sampleVariance = "the variance is a mean over the n samples: divide by n, not by n − 1"
  static let variance = "the divisor is the deviation, which is the root of the variance"
  static let uncentered = "the mean is subtracted before the division"
  static let unscaled = "after the mean is subtracted, the rest is divided by the deviation"
  static let epsilonAdded = "nothing is added to a deviation: constant features have their own rule"
  static let range = "the divisor is the deviation, not the range from smallest to largest"
  static let wholeMatrix = "each feature has a mean and a deviation of its own"
  static let rows = "a feature is a column: means and deviations are taken down the columns"
  static let meanMagnitude = "the deviation is the root of the mean square, not the mean magnitude"
  static let constantZero = "a constant feature is divided by 1, not by its deviation of 0"
  static let constantRounded =
    "a feature is constant if its values are equal: its computed deviation may be 1e-17 instead of 0"
  static let constantInInputs = "whether a feature is constant is decided on the training data, too"
  static let constantErased =
    "a constant feature is centred: where new data differ from the training mean, it shows"
  static let cancellation =
    "subtract the mean first, then square: in mean(x²) − mean(x)² large numbers cancel"

  static let aliased = "a checkpoint is a copy: the live model goes on changing"
  static let lastOffered = "only a model with a better score takes the place of the best"
  static let everyOfferIsBest = "the answer is whether this model has been kept"
  static let bestFromZero = "the first model is kept whatever its score is: scores may be negative"
  static let lowestScore = "a score is better if it is larger; smaller is better for losses"
  static let lastScore = "a new score is compared with the best one, not with the one before it"
  static let firstScore = "the score to beat is that of the best model, not that of the first one"
  static let tieReplaces = "with an equal score the earlier model stays"
  static let indexFromOne = "the first offer has the index 0"
  static let indexOfKept = "the index counts all offers, not only those that were kept"
  static let modelChanged = "a keeper only looks at the model: it does not change it"
  static let sharedState = "each object has a state of its own: nothing static, nothing global"

  static let lastLoss = "a loss is compared with the best one, not with the one before it"
  static let firstLoss = "a loss is compared with the best one so far, not with the first one"
  static let oneTooPatient =
    "the patience is used up when that many losses in a row were no new best, not one later"
  static let oneTooImpatient =
    "the new best itself does not count as a validation without a new best"
  static let countsAll = "a new best starts the count from 0 again"
  static let largestLoss = "a loss is better if it is smaller"
  static let lossFromZero = "the first loss is a new best whatever it is"
  static let tieIsBest = "an equal loss is no new best"
  static let startsAgain =
    "the count goes on after the stopper has said stop, until a new best comes"
  static let saysItOnce = "the answer is stop after each loss from then on, until a new best comes"
  static let staysStopped = "a new best counts also after the stopper has said stop"

  static let indexOfLast = "validations is a number of validations: one more than the last index"
  static let seesTheFuture = "the losses after the stop are never seen, so none of them is the best"
  static let bestIsLast = "what is kept is the best validation, not the last one"
  static let laterTie = "of equally good validations the first one is kept"
  static let runsOn = "the run ends where the stopper says stop for the first time"

  static let firstFastest = "the last hyperparameter changes fastest, as in the innermost loop"
  static let zipped = "the grid has all combinations, not the options side by side"
  static let columnsReversed = "column j holds hyperparameter j"
  static let sorted = "the options keep the order in which they are given"
  static let duplicatesDropped = "an option that is given twice comes twice"

  static let chosenByTest =
    "the choice is made on the validation scores: test scores are only reported"
  static let testedAll =
    "the test data are used once: only for the configuration that has been chosen"
  static let testedTwice =
    "the test data are used once: keep what they have said, and do not ask again"
  static let testErrorSwallowed =
    "what the measurement on the test data throws is passed on, not swallowed"
  static let bestTestScore = "the test score to report is that of the chosen configuration"
  static let validationReported =
    "testScore is what the chosen configuration scores on the test data"
  static let lowestChosen = "the best configuration has the largest score"
  static let lastOfEquals = "of equal scores the first one wins"
  static let chosenFromOne = "configurations are counted from 0"
  static let diverged = "a score that is NaN is never chosen: leave it out before you compare"
  static let choiceFromZero = "scores may be negative: the largest of them may be below 0"

  static let measuredOnAll = "means and deviations are measured on the training data alone"
  static let decidedOnTest =
    "a decision is made on validation data: who decides on the test data has nothing left to test on"
  static let decidedOnTraining =
    "on the training data, whatever fits them most closely looks best: decide on data that are new"
  static let reportedOnValidation =
    "the score on the validation data is too good: the model was chosen because of it"

  static let samplesInColumns = "row i of the features belongs to image i"
  static let notFinite = "a black image has no mass and no spread: nothing may be divided by 0"
  static let random = "the same image gives the same features each time"
  static let company = "the features of an image depend on that image alone"
  static let stillPixels =
    "a copy of the pixels, or another scale for them, gains nothing: mind that the letter moves"

  static let misfit = "lengths and shapes that don't fit are refused before anything is computed"
  static let nothing = "empty input is refused before anything is computed"
  static let notANumber = "a NaN or an infinity would spoil everything after it: refuse it"
  static let tooSmall = "a batch size and a patience are at least 1"
  static let outOfRange = "a pixel is from 0 to 255: refuse everything else"
  static let emptyKeeper = "before the first offer there is no best model: refuse to name one"
  static let refusalCounts =
    "a refused call changes nothing: check first, and change the state after"
}

extension ModelSelectionSuites { typealias Slip = SelectionSlip }
