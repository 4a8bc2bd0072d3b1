import ExerciseTesting

// The mistakes that several tests recognise, each by the sentence that the student reads.

/// What may go wrong in a network, of which `MLPReference` can compute the outcome.
enum MLPSlip: String {
  // Forward
  case activatedLogits =
    "the last layer is not hidden: its logits go through no activation function"
  case noActivation =
    "the hidden layers need their activation function: without it they are one line"
  case noBias = "the biases are part of every layer: Z = A Wᵀ + b"
  case firstBiasOnly = "each layer has biases of its own, the last one too"

  // Objective
  case noPenalty = "the penalty λ/2 ‖W‖² is missing"
  case doubledPenalty = "the penalty is λ/2 ‖W‖², not λ‖W‖²"
  case penalizedBiases = "biases are not penalised"
  case penaltyPerSample = "the penalty is not divided by the number of samples"
  case normNotSquared = "the penalty has the square of ‖W‖, not ‖W‖"
  case lastLayerPenalized = "the weights of all layers are penalised, not those of one layer only"

  // Backward
  case sign = "the gradient at the logits is softmax(logits) − Y, not Y − softmax(logits)"
  case noMean = "the cost is a mean: its gradient has the factor 1/n"
  case meanTwice = "the factor 1/n of the mean comes in once: it is in G from the start"
  case meanOverClasses = "the mean is over the n samples, not over the n · K logits"
  case firstLabelOnly = "every sample has a 1 at its label in Y, not only the first one"
  case softmaxOverSamples = "softmax is taken over the classes of one sample, row by row"
  case noDerivative = "on its way back a gradient is multiplied by f′(z) at every hidden layer"
  case derivativeAtActivation =
    "f′ is asked for at the pre-activation z, not at the activation f(z)"
  case derivativeAtLogits =
    "the logits go through no activation function, so no f′ of them comes in"
  case transposedWeights = "a weight's gradient is Gᵀ A, outputs × inputs, not its transpose"
  case preActivationsAsInputs = "what goes into a layer is f(Z) of the layer before, not Z itself"
  case biasesAveraged = "a bias's gradient is the sum of G's rows: 1/n is in G already"
  case biasesPerSample =
    "a bias's gradient is a sum over the samples, so there is one for each output"
  case passComputedAgain = "the backward pass takes the forward pass as it is given"
  case noPenaltyGradient = "the penalty λ/2 ‖W‖² adds λW to the gradient"
  case doubledPenaltyGradient = "the penalty λ/2 ‖W‖² differentiates to λW, not 2λW"
  case penaltyGradientPerSample = "the penalty's gradient λW is not divided by n"
  case penalizedBiasesGradient = "biases are not penalised: their gradient has no λb"
  case penaltySubtracted = "the penalty's gradient λW is added, not subtracted"

  // Training
  case updatedFirst =
    "G goes back through the weights of the forward pass, so update them afterwards"
  case ascent = "a step goes downhill, against the gradient: −α times it, not +α"
  case noLearningRate = "the step is the learning rate times the gradient"
  case biasesNotUpdated = "a step changes the biases as well as the weights"
  case lastLayerUpdated = "a step changes all layers, not the last one only"
  case lateRecord = "a record measures the parameters after the step, not before it"
  case penaltyRecorded = "the recorded cost is the mean cross-entropy, without the penalty"
  case swappedRecords = "cost is measured on the training samples, validationCost on the others"
  case trainedOnValidation = "the validation samples are measured, but never learnt from"

  /// The sentence that the student reads.
  var sentence: String { rawValue }
}

/// Mistakes that have no outcome to compute, or only one place.
enum MLPMistake {
  // Initialisation
  static let weightsTurned = "weights are outputs × inputs: a row for each output of the layer"
  static let varianceAsDeviation = "the standard deviation is the root of the variance"
  static let fanOut = "He's variance is 2 over the number of inputs, not of outputs"
  static let boundAsDeviation = "±√(6/(inputs + outputs)) is where a uniform distribution ends"
  static let leCun = "the variance is not 1/inputs, which is LeCun's rule"
  static let smallVariance = "0.01 is the standard deviation, not the variance"
  static let sizesOfNetwork = "inputs and outputs are those of the layer, not of the whole network"
  static let oneSided = DrawMistake.onlyPositive
  static let biasesDrawn = "biases start at 0: they are not drawn"
  static let sameForAllLayers = "each layer is drawn anew, not once for all"
  static let sameForAllUnits = "each weight is drawn on its own"
  static let zeroIsDrawn = "the scheme zero draws nothing: all weights are 0"
  static let otherGenerator = "all randomness comes from the generator that is passed"
  static let generatorCopied = "a call moves the generator on: draw from it, not from a copy"

  // Activations
  static let overflow = "e to a large number is infinite, and ∞/∞ is no number"
  static let leaky = "ReLU is 0 for every negative number"
  static let reluAtZero = "the derivative of ReLU at 0 is 0"
  static let reluIsNotItsDerivative = "the derivative of ReLU is 1 where z is positive, not z"
  static let givenActivation =
    "the argument is z: σ′(z) = σ(z)(1 − σ(z)) and tanh′(z) = 1 − tanh²(z)"
  static let tanhNotSquared = "tanh′(z) is 1 − tanh²(z), with a square"
  static let activatedTwice = "f′ is taken at z itself, not at f(z)"

  // One layer
  static let perSample = "linearGradients divides nothing by n: if there is a mean, 1/n is in G"
  static let biasesMean = "the gradient of the biases is the sum of G's rows, not their mean"
  static let biasesWrongAxis =
    "the gradient of the biases has an entry for each output, not each row"
  static let weightsTransposed = "the gradient of the weights is Gᵀ X, in the shape of the weights"

  // Cost
  static let sum = "the cost is a mean over the samples, not a sum"
  static let costSign = "the cost is −log of a probability, which is never negative"
  static let costPerClass = "the cost is divided by n, not by n · K"
  static let notShiftedLogits = "e to a large logit is infinite: subtract the row's maximum first"
  static let sharedMaximum = "each row has a maximum of its own, which is subtracted from that row"
  static let saturated = "the log of a probability that has become 0 is infinite: use the logits"
  static let epsilonAdded = "log(p + ε) is not log p: use the logits, and nothing has to be added"
  static let largerThanEpsilon =
    "the larger of p and ε is not p: use the logits, and nothing has to be bounded"
  static let noLog1p = "log(1 + x) is 0 for a tiny x, where log1p(x) is x"

  // Prediction
  static let hits = "the accuracy is the share of right samples, not their number"
  static let percent = "the accuracy is a share from 0 to 1, not a percentage"
  static let errors = "the accuracy is the share of right samples, not of wrong ones"
  static let lastOfTie = "of several largest logits the lowest class is predicted"
  static let sigmoidOutput = "the probabilities are softmax of the logits, not a sigmoid of each"
  static let logitsGiven = "the probabilities are softmax of the logits, not the logits"

  // Batches
  static let dropped = "the last batch is kept although it is smaller"
  static let merged = "what is left makes a batch of its own: it isn't added to the one before"
  static let smallFirst = "the batch with what is left is the last one, not the first"
  static let padded = "the last batch has what is left: nothing is taken twice to fill it"
  static let apart = "a sample and its label stay together: one order for both"
  static let replacement = "every sample comes once in an epoch"
  static let notShuffled = "the samples come in random order"
  static let blocks = "the samples are shuffled, not the batches"
  static let fewOrders = "every order of the samples is equally likely"

  // Training
  static let sameOrder = "each epoch draws a new order"
  static let partialMean = "a smaller batch has a mean over its own samples, not over batchSize"
  static let wholeSet = "a step looks at one batch, not at all samples"
  static let batchRecorded = "a record measures all training samples, not the batch of the step"
  static let penaltyShared = "every step has the penalty in full, however small its batch is"
  static let oneBatch = "an epoch makes a step with each of its batches"
  static let noFirstRecord = "there is a record before the first step, with iteration 0"
  static let everyStepRecorded = "records are made at multiples of recordInterval only"
  static let countedPerEpoch = "steps are counted through all epochs, not from 0 in each"
  static let recordedEpochs = "iteration counts steps, not epochs"

  // Concept
  static let outputBiasLearns =
    "the output biases learn: their gradient is the sum of the rows of G, which isn't 0"
  static let weightsStaySmall =
    "into the output layer goes f(0), which is 0 for ReLU and tanh, so its weights' gradient is 0"
  static let halfGoesIn = "the sigmoid of 0 is ½, not 0: the output weights have a gradient"
  static let nothingComesBack =
    "back to the hidden layer everything is multiplied by the output weights, which are 0"

  // Bad input
  static let badAccepted = "bad input is refused before anything is computed"
  static let nanPasses =
    "NaN is neither less nor greater than anything: a check like x < 0 lets it through"
}

extension MultilayerPerceptronSuites { typealias Slip = MLPMistake }
