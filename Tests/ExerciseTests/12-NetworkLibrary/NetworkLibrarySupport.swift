import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// What the suites of exercise 12 share: layers with given numbers, and the names of mistakes.

extension NetworkLibrary {
  /// A linear layer with given weights, outputs × inputs, and bias.
  func linear(_ weights: Matrix, _ bias: Vector) throws -> any Module {
    var generator = SeededGenerator(seed: 1)
    let layer = try makeLinear(inputs: weights.columns, outputs: weights.rows, using: &generator)
    try layer.setValues([weights, Matrix(rows: [bias])])
    return layer
  }

  /// A linear layer with random weights and a random bias.
  func linear(inputs: Int, outputs: Int, _ generator: inout SeededGenerator) throws -> any Module {
    try linear(
      .normal(rows: outputs, columns: inputs, using: &generator),
      .normal(count: outputs, using: &generator))
  }

  /// The modules that work entry by entry and draw nothing, with their names.
  func activations() throws -> [(name: String, module: any Module)] {
    [("ReLU", try makeReLU()), ("Sigmoid", try makeSigmoid()), ("Tanh", try makeTanh())]
  }
}

/// A module, and what it does by the formulas.
struct KnownModule {
  let name: String
  let module: any Module

  /// What goes into a forward pass, and what comes out.
  typealias Pass = (inputs: Matrix, outputs: Matrix)

  func forward(_ inputs: Matrix) throws -> Pass {
    (inputs, try module.forward(inputs).requiring(rows: inputs.rows, columns: 3))
  }

  /// What the module makes of an upstream gradient: what it passes back, but of a linear layer, where the
  /// inputs have no part in that, what it learns.
  func back(_ upstream: Matrix) throws -> Matrix {
    let back = try module.backward(upstream)
    let learnt = try module.gradients()
    try module.setGradients(learnt.map { 0 * $0 })
    return learnt.first ?? back
  }

  /// The same, by the formulas. What dropout has kept shows in its outputs.
  func right(_ pass: Pass, _ upstream: Matrix) -> Matrix {
    switch name {
    case "Linear": matmul(upstream, pass.inputs, transposeA: true)
    case "Dropout": upstream * pass.outputs / pass.inputs
    case "ReLU": upstream * pass.inputs.map { $0 > 0 ? 1 : 0 }
    case "Sigmoid": upstream * pass.inputs.map { sigmoid($0) * (1 - sigmoid($0)) }
    default: upstream * pass.inputs.map { 1 - tanh($0) * tanh($0) }
    }
  }
}

extension NetworkLibrary {
  /// A module of each kind, with three inputs and three outputs.
  func knownModules(seed: UInt64 = 3) throws -> [KnownModule] {
    try activations().map(KnownModule.init) + [
      KnownModule(
        name: "Linear", module: linear([[1, 2, -1], [0.5, -3, 2], [2, 0, 1]], [1, 2, 3])),
      KnownModule(name: "Dropout", module: makeDropout(rate: 0.5, seed: seed)),
    ]
  }
}

/// Expects the weights and the bias of a linear layer, or their gradients.
@discardableResult
func expectParameters(
  _ actual: [Matrix], equal expected: [Matrix], _ what: String, of layer: String
) -> Bool {
  expect(actual.count, equals: 2, "the number of parameters of \(layer)")
    && expect(actual[0], equals: expected[0], "\(what) the weights of \(layer)")
    && expect(actual[1], equals: expected[1], "\(what) the bias of \(layer)")
}

/// The probabilities of softmax, row by row, in plain loops.
func rowwiseSoftmax(_ logits: Matrix) -> Matrix {
  Matrix(
    rows: (0..<logits.rows).map { n in
      let row = logits.row(n)
      let weights = row.map { exp($0 - row.maximum()) }
      return weights / weights.sum()
    })
}

/// The mean cross-entropy and its gradient, in plain loops.
func meanCrossEntropy(_ logits: Matrix, _ labels: [Int]) -> LossAndGradient {
  var gradient = rowwiseSoftmax(logits)
  var loss = 0.0
  for (n, label) in labels.enumerated() {
    loss -= log(gradient[n, label])
    gradient[n, label] -= 1
  }
  return LossAndGradient(
    loss: loss / Double(labels.count), gradient: gradient / Double(labels.count))
}

/// The mistakes that the suites of exercise 12 recognise, each by the sentence that is read.
enum NetworkSlip {
  // Linear layers
  static let transposedWeights = "the weights are outputs × inputs: a row for each output"
  static let varianceAsDeviation =
    "2/(inputs + outputs) is the variance; normal(…) takes its root, the standard deviation"
  static let heVariance = "Glorot's variance is 2/(inputs + outputs); 2/inputs is He's"
  static let leCunVariance = "Glorot's variance is 2/(inputs + outputs); 1/inputs is LeCun's"
  static let biasNotZero = "the bias starts at 0"
  static let ownGenerator =
    "all random numbers come from the generator that is passed in, which moves on with each"
  static let biasForgotten = "the bias belongs to the outputs: X Wᵀ + b"
  static let dividesByN =
    "no layer divides by N: the mean is in the loss, and its 1/N is in the upstream gradient already"
  static let gradientTransposed = "the gradient of W has the shape of W: it is Gᵀ X, not Xᵀ G"
  static let upstreamUnchanged = "the upstream gradient goes through the derivative: chain rule"
  static let sizesUnchecked = "a layer needs at least one input and one output"

  // Activations
  static let reluByUpstream =
    "ReLU lets through where its *input* was positive; the upstream's sign says nothing"
  static let reluAtZero = "the derivative of ReLU at 0 is 0 here"
  static let derivativeOfOutput =
    "s is the output of the forward pass: s(1 − s) needs no second sigmoid"
  static let sigmoidOfInput = "the derivative is s(1 − s) with s = σ(x), not x(1 − x)"
  static let tanhOfInput = "the derivative is 1 − tanh² x, not 1 − x²"
  static let sigmoidOverflows = "e⁻ˣ overflows for x = −1e4: use the exponential of −|x|"
  static let derivativeWithoutUpstream = "the derivative is multiplied by the upstream gradient"

  // Passes
  static let gradientOverwritten = "backward adds to the gradient; it doesn't replace it"
  static let staleCache = "each forward pass keeps its own inputs: these are an older pass's"
  static let cacheOverwritten =
    "a second forward pass must not overwrite what the first one has kept: keep a stack"
  static let firstInFirstOut = "the latest forward pass is taken back first"
  static let evaluationKept = "a forward pass in evaluation mode keeps nothing"
  static let modeClearsPasses = "a change of mode leaves the passes that are kept alone"
  static let passUsedTwice = "backward uses a forward pass up: a second backward has none"
  static let refusalTakesPass = "a refused backward leaves the pass where it was"
  static let refusedForwardKept = "a refused forward keeps nothing: check first"

  // Dropout
  static let dropoutUnscaled = "what is kept is multiplied by 1/(1 − p), so that the mean stays"
  static let dropoutSwapped = "p is the probability of being dropped, not of being kept"
  static let dropoutScaledByRate = "the factor is 1/(1 − p), not 1/p"
  static let dropoutInEvaluation = "in evaluation mode dropout does nothing at all"
  static let dropoutScalesEvaluation =
    "in evaluation mode nothing is scaled: inverted dropout has done that in training"
  static let maskFixed = "each forward pass draws a new mask"
  static let maskStartsAnew = "the generator goes on with each pass: no mode starts it anew"
  static let maskPerRow = "each entry is drawn for itself, not each column or each row"
  static let maskInBackward = "backward uses the mask of its forward pass; it draws none"
  static let backwardUnscaled = "backward multiplies what was kept by 1/(1 − p) too"
  static let backwardUnmasked = "what was dropped gets no gradient"
  static let sharedRate = "each dropout has a rate of its own, on the way back too"
  static let maskFromOutputs = "an output of 0 need not be a dropped one: keep the mask"
  static let seedIgnored = "the generator is SeededGenerator(seed: seed): another seed, other masks"
  static let rateUnchecked = "p is at least 0 and less than 1, and not NaN"

  // Sequential
  static let forwardReversed = "forward goes from the first module to the last"
  static let backwardForwards = "backward goes from the last module to the first"
  static let modeNotPassedOn = "a Sequential passes its mode on to all its modules"
  static let listedTwice =
    "a parameter is listed once, even if its module stands in the model twice"
  static let sameNumbers =
    "two parameters are the same if they are one object, not if their numbers are equal"
  static let emptyModel = "a model of no modules is refused"
  static let oneUseOnly = "both uses of a shared layer add to its gradient"

  // Loss
  static let lossSummed = "the loss is a mean over the batch, not a sum"
  static let gradientSummed = "the gradient of a mean has the factor 1/N"
  static let dividedTwice = "1/N belongs into the gradient once"
  static let dividedByEntries = "the mean is over the N samples, not over all N·K entries"
  static let gradientSign = "the gradient is softmax minus one-hot, not the other way round"
  static let gradientWithoutLabel = "the gradient is softmax minus one-hot: subtract 1 at the label"
  static let wrongAxis = "softmax is taken over each row, not over each column"
  static let logOfZero = "take the logarithm of the sum, not of a probability that has become 0"
  static let clampedProbability =
    "take the logarithm of the sum: a probability that is held above 0 ends the loss at −log ε"
  static let oneMaximum = "each row has a maximum of its own to subtract"
  static let lossInputUnchecked =
    "there is a row and a column, all logits are finite, and each row has a label from 0 to K − 1"

  // Gradient check
  static let forwardDifference = "a central difference looks to both sides: +h and −h"
  static let dividedByStep = "the two points are 2h apart"
  static let entrywise = "the error is a quotient of norms over the whole parameter"
  static let numericOnly = "the error is divided by ‖a‖ + ‖n‖"
  static let zeroOverZero = "where both gradients are zero, the error is 0"
  static let notRestored = "each value comes back bit for bit: keep the old one, don't subtract h"
  static let oldGradientIncluded = "the gradients are set to zero before backward adds to them"
  static let checkLeavesPasses =
    "the check leaves no forward pass of its own behind that waits for its backward"
  static let checkTakesPasses =
    "the check takes back its own forward pass only: those that waited before it still do"
  static let checkLeavesMode = "the model is in training mode after the check"
  static let stepUnchecked = "h is greater than 0, and finite"

  // Optimizers
  static let copiesUpdated =
    "the model's own Parameter objects change: a Matrix taken out of one is a copy"
  static let freshParameters = "`parameters` gives the same objects in every call, not new ones"
  static let ascent = "a step goes downhill: −α times the velocity, not +α"
  static let noVelocity = "the velocity is kept from step to step"
  static let damping = "the velocity is μu + g, without a factor 1 − μ before g"
  static let nesterov = "the step is −αu with the new u; −α(g + μu) looks ahead, as Nesterov does"
  static let oldVelocity = "the step takes the new velocity, which this gradient is already part of"
  static let noDecay = "weight decay adds λw to the gradient of the weights"
  static let doubleDecay = "λ/2‖W‖² has the gradient λW, without a factor 2"
  static let biasDecayed = "only parameters with isDecayed are decayed: not the bias"
  static let decayBeside = "λw is part of g, so it goes through the velocity"
  static let noCorrection = "m and v are divided by 1 − βᵗ before they are used"
  static let countPerParameter = "one step is one step for all parameters: t grows by 1"
  static let countFromZero = "the first step has t = 1: with t = 0 one divides by 0"
  static let epsilonInside = "ε is added to the root, not under it"
  static let swappedBetas = "β₁ belongs to m and β₂ to v"
  static let noRoot = "m̂ is divided by the root of v̂"
  static let adamAscent = "a step goes downhill: α m̂ / (√v̂ + ε) is subtracted, not added"
  static let onlyMeanCorrected = "v is divided by 1 − β₂ᵗ too: here only m is corrected"
  static let onlySquareCorrected = "m is divided by 1 − β₁ᵗ too: here only v is corrected"
  static let epsilonHat = "ε is added to √v̂, with the corrected v̂: beside √v it is another ε"
  static let amsGrad = "v̂ is that of this step: AMSGrad keeps the largest one so far"
  static let nAdam = "m̂ is the mean so far: NAdam adds the gradient once more, to look ahead"
  static let rmsProp = "m̂ is divided by √v̂: RMSprop divides the gradient itself"
  static let stateShared = "each optimizer, and each parameter, has a state of its own"
  static let zeroForgets =
    "zeroGradients changes gradients only: what the optimizer remembers stays"
  static let notZeroed = "zeroGradients sets the gradient of every parameter to 0"
  static let timesZero = "0 times an infinite gradient is no number: set the gradients to 0"
  static let stepZeroes = "step leaves the gradients as they are"
  static let settingUnchecked =
    "α and λ are at least 0, μ, β₁ and β₂ at least 0 and less than 1, ε greater than 0; none is NaN"

  // Training
  static let gradientsPileUp = "the gradients are set to zero before each batch"
  static let lastBatchDropped = "the last, smaller batch counts too"
  static let lastBatchMerged = "the last, smaller batch is a batch of its own"
  static let lastBatchFirst = "the smaller batch is the last one, not the first"
  static let twoForwards = "a batch goes forward once: loss and gradient come from the same outputs"
  static let shuffledOnce = "each epoch has a new order"
  static let notShuffled = "the samples are put in a random order"
  static let withReplacement = "each sample comes up exactly once in an epoch"
  static let labelsApart = "a sample keeps its label when the order changes"
  static let meanOfMeans = "a small batch counts with its few samples only, not as a whole batch"
  static let lossSum = "the history is the mean loss of the samples, not a sum"
  static let lastBatchOnly = "the history has the mean over the whole epoch, not the last batch"
  static let noTrainingMode = "training begins with setMode(.training)"
  static let shuffledNearby = "every order is equally likely: a shuffle takes a sample anywhere"
  static let trainingGenerator =
    "the orders come from the generator that is passed in, which moves on"
  static let noStep = "each batch is followed by one step of the optimizer"
  static let noEvaluationMode = "predictions are made in evaluation mode"
  static let lastLargest = "of several largest outputs, the lowest class is taken"

  // Concept checks
  static let biasesForgotten = "each output has a bias too"
  static let unitsCounted = "between two layers there is a weight for each pair of units"
}

extension NetworkLibrarySuites { typealias Slip = NetworkSlip }
