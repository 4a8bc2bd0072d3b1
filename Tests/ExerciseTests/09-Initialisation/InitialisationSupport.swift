import ExerciseTesting
import LinearAlgebra
import Testing

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

  static let notZero = "the zero scheme draws nothing: every weight is 0"
  static let transposed = "weights are inputs × outputs, not outputs × inputs"

  static let ownGenerator = "the numbers come from the generator that is passed in"
  static let otherSource =
    "the generator alone decides: an equal one gives equal weights, whatever was drawn before"
  static let generatorCopied = "draw from the generator itself: a copy does not move it on"
  static let repeated = "each weight is a draw of its own: nothing is used twice"
  static let lastMissing = "every weight is drawn, also the last one of an odd number"

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
  static let noWayBack = "what a hidden unit does is multiplied by output weights that are still 0"
  static let nextStep = "after one step the output weights are not 0, and hidden units count"
}

extension InitialisationSuites { typealias Slip = InitialisationSlip }
