import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// How many classes: a matrix of counts for more than a thousand would take seconds.
let classCounts = Sweep.counts.filter { $0 < 1000 } + [300]

/// Samples for a confusion matrix that is drawn first: a few cells, at the places of the grid, have counts.
struct PlacedSamples {
  private(set) var confusion: Matrix
  private(set) var labels: [Int] = []
  private(set) var predictions: [Int] = []

  init(classCount: Int, most: Int = 12) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 1300 &+ UInt64(classCount))
    confusion = .zeros(classCount, classCount)
    let places = Sweep.places(in: classCount)
    var pairs: [(Int, Int)] = []
    for i in places {
      for j in places {
        // At least one sample; the first cell has as many as may be.
        let count = pairs.isEmpty ? most : Int(generator.uniform(in: 0..<13))
        confusion[i, j] = Double(count)
        pairs += Array(repeating: (i, j), count: count)
      }
    }
    for k in generator.permutation(of: pairs.count) {
      labels.append(pairs[k].0)
      predictions.append(pairs[k].1)
    }
  }
}

/// Confusion matrices with a description: small and large ones, small and large counts. At each of the
/// grid's places a class is missing, from the labels, from the predictions or from both.
func drawnMatrices() -> [(confusion: Matrix, what: String)] {
  var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 1310)
  let tiny: Matrix = [[1, 1e12], [1e12, 0]]
  let close: Matrix = [[5, 1e12, 1e12 + 1], [1e12 - 1, 3, 1e12], [1e12 + 2, 1e12, 1]]
  return [(tiny, "\(tiny)"), (close, "counts close to 1e12"), ([[7]], "[[7]]")]
    + zip(
      Sweep.counts.dropFirst().prefix(11),
      [12, 300, 70_000, 3e9, 1e12] + Array(repeating: 40, count: 6)
    )
    .flatMap { classes, most in
      Sweep.places(in: classes).enumerated().map { k, place in
        let confusion = Matrix(rows: classes, columns: classes) { i, j in
          let isMissing = (i == place && k % 3 != 1) || (j == place && k % 3 != 0)
          let isKept = generator.uniform() < 0.7 || i == j
          return isMissing || !isKept ? 0 : generator.uniform(in: 1..<most).rounded()
        }
        return (confusion, "\(classes) classes with counts up to \(most), without class \(place)")
      }
    }
}

/// The mistake that explains all of a test's answers, if there is one.
func explanation(of answers: [Double], among mistakes: KeyValuePairs<[Double], String>) -> String? {
  mistakes.first { zip($0.key, answers).allSatisfy { abs($0 - $1) <= 1e-9 } }?.value
}

/// What can be made of a confusion matrix, right and wrong.
struct Counts {
  let right: Vector
  let inRow: Vector
  let inColumn: Vector
  let total: Double

  init(_ confusion: Matrix) {
    let classes = 0..<confusion.rows
    right = Vector(classes.map { confusion[$0, $0] })
    inRow = Vector(classes.map { i in classes.reduce(0) { $0 + confusion[i, $1] } })
    inColumn = Vector(classes.map { j in classes.reduce(0) { $0 + confusion[$1, j] } })
    total = confusion.elements.reduce(0, +)
  }

  var precision: Vector { quotients(right, inColumn) }
  var recall: Vector { quotients(right, inRow) }
  var share: Double { right.sum() / total }

  /// What none of a class's predictions or samples are.
  var trueNegatives: Vector { total - inRow - inColumn + right }

  /// a/b entry by entry, where `zero` stands for 0/0.
  func quotients(_ a: Vector, _ b: Vector, zero: Double = 0) -> Vector {
    Vector(zip(a, b).map { $1 == 0 ? zero : $0 / $1 })
  }
}

/// Five classes: 3 has no sample, though it is predicted; 4 is never predicted, though it has some.
let fiveClasses: Matrix = [
  [6, 2, 0, 1, 0], [1, 3, 0, 0, 0], [0, 2, 4, 2, 0], [0, 0, 0, 0, 0], [1, 0, 1, 1, 0],
]

/// Six classes, in which a different one is the least or the most by every measure.
let sixClasses: Matrix = [
  [3, 2, 0, 0, 0, 0], [5, 5, 0, 0, 0, 3], [0, 1, 1, 0, 0, 0], [0, 3, 0, 6, 0, 0],
  [0, 0, 0, 5, 2, 0], [0, 0, 0, 3, 0, 2],
]

/// The sentences of the mistakes that the tests foresee.
enum MetricsMistake {
  static let countOfRight = "accuracy is a share: divide by the number of samples"
  static let percent = "accuracy is a share from 0 to 1, not a percentage"
  static let integerDivision =
    "whole numbers are divided without a remainder here: make Doubles of them first"
  static let errorRate = "this is the share of wrong predictions, not of right ones"
  static let meanRecall =
    "this is the mean of the classes' recalls: in the accuracy each sample counts the same"

  static let transposed = "true classes go in rows and predicted ones in columns, not the reverse"
  static let inferredCount =
    "the matrix has classCount rows and columns, also for classes that don't occur in the data"
  static let rowShares = "the matrix holds counts, not shares of the rows"
  static let errorsOnly = "right predictions are counted too, on the diagonal"
  static let onlyOnce = "a pair of classes is counted as often as it occurs, not once"

  static let predictedCounts =
    "support counts the samples that belong to a class, not those predicted as it"
  static let rightCounts = "support counts all samples of a class, not only those predicted right"
  static let precisionIsRecall =
    "this is the recall: precision divides by how often the class was predicted"
  static let recallIsPrecision =
    "this is the precision: recall divides by how many samples the class has"
  static let zeroQuotient = "0/0 is 0 here: look at the divisor before you divide"
  static let zeroIsOne = "0/0 is 0 here, not 1"
  static let epsilon =
    "an ε in the divisor makes every score a little wrong: 0/0 is a case of its own"
  static let precisionOdds =
    "precision divides by all predictions of the class, the right ones included"
  static let recallOdds = "recall divides by all samples of the class, the right ones included"
  static let shareOfAll = "a class's score divides by a count of that class, not by all samples"
  static let binaryAccuracy =
    "this is the accuracy of c against the rest: true negatives count in neither of the two scores"
  static let specificity = "this is the specificity, the share of the other classes' samples"

  static let arithmeticMean = "F1 is the harmonic mean of precision and recall, not their half sum"
  static let geometricMean = "F1 is the harmonic mean of precision and recall, not the geometric"
  static let smallerOne = "F1 is the harmonic mean of precision and recall, not the smaller of them"
  static let noTwo = "F1 is 2PR/(P + R): without the 2 a perfect class gets ½"
  static let product = "F1 is 2PR/(P + R): without the divisor it is no mean"
  static let jaccard = "F1 counts the right predictions twice: this is their share of the union"

  static let macroIsMicro =
    "this is the micro average: macro is the mean of the classes' scores, one weight for each class"
  static let macroIsWeighted =
    "this is the weighted average: macro gives a rare class as much weight as a frequent one"
  static let weightedIsMacro = "this is the macro average: weigh each class with its samples"
  static let weightedIsMicro = "this is the micro average: weigh the scores of the classes instead"
  static let microIsMacro =
    "this is the macro average: micro adds up the counts of all classes before it divides"
  static let microIsWeighted =
    "this is the weighted average: micro adds up the counts of all classes before it divides"
  static let skipsClasses =
    "every class counts in the macro average, also one that has no sample or was never predicted"
  static let predictedWeights =
    "the weights are the classes' numbers of samples, not of their predictions"
  static let sumOfScores = "a mean divides by the sum of the weights"
  static let f1OfMeans =
    "average the classes' F1: the F1 of the average precision and recall is something else"
  static let microTrueNegatives = "true negatives count in neither precision nor recall"

  static let diagonalPairs = "the diagonal holds right predictions, which confuse nothing"
  static let unordered = "i taken for j and j taken for i are two pairs, with a count each"
  static let pairsTransposed = "the row is the true class, the column the predicted one"
  static let ascending = "the pair with the largest count comes first"
  static let tiesByPrediction =
    "pairs with the same count are in the order of their true classes, then of the predicted ones"
  static let lastTie = "pairs with the same count come in ascending order of their classes"
  static let rowTies =
    "pairs with the same count and the same true class are in the order of their predicted classes"
  static let rates = "the pairs are in the order of their counts, not of their shares of the row"
  static let zerosLeftOut = "pairs with the count 0 are listed too when it is their turn"
  static let allPairs = "as many pairs as count says are wanted, no more"

  static let lowestPrecision = "this is the class of lowest precision: recall divides by rows"
  static let lowestF1 = "this is the class of lowest F1, not of lowest recall"
  static let mostMissed =
    "this is the class with most samples missed: recall is a share of the class's samples"
  static let highestRecall = "this is the class of highest recall, not of lowest"
  static let fewestFound =
    "this is the class with fewest samples found: recall is a share of the class's samples"
  static let emptyClass = "a class without samples has no recall to compare: leave it out"
  static let lastLowest = "of several classes with the same recall it is the lowest"

  static let confidentAtBorder = "a confidence of exactly 0.9 is not above 0.9"
  static let uncertainAtBorder = "a confidence of exactly 0.6 is not below 0.6"
  static let noMiddle = "between 0.6 and 0.9 a prediction is neither uncertain nor confident"
  static let trueClass =
    "the confidence is the largest probability of the row, not that of the true class"
  static let lastOfEqual = "of equal probabilities the lowest class is the predicted one"
  static let rightAndWrong = "right and wrong are exchanged"
  static let fromOne = "the first sample has the index 0"
  static let margin = "the confidence is the largest probability, not its lead over the second"

  static let empty = "without a sample there is nothing to divide by: refuse it"
  static let misfit = "there is one prediction for each label: zip alone cuts the longer list"
  static let noSuchClass = "a class that doesn't exist is refused, not passed over"
  static let negativeClass = "a class is a number from 0: refuse negative ones"
  static let noClasses = "there is at least one class: refuse a classCount below 1"
  static let notSquare = "a confusion matrix has as many rows as columns: check it"
  static let notCounts = "a confusion matrix holds counts, which are whole and not negative"
  static let notFinite =
    "NaN and infinity are no counts: a check like x < 0 is false for NaN and lets it through"
  static let tooManyPairs = "a count that is too large or negative is refused, not cut to fit"
  static let notProbability = "a probability is at least 0 and at most 1"
  static let nanProbability =
    "NaN is neither below 0 nor above 1: a check of what is wrong lets it through"
  static let notSumOne =
    "the probabilities of a row sum to 1: anything else, such as logits, is refused"
  static let labelMisfit = "there is one label for each row of probabilities"
}

extension ClassificationMetricsSuites { typealias Slip = MetricsMistake }
