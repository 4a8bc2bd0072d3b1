import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Samples with labels, and what a perceptron makes of them.
///
/// It is found in another way than the exercise asks for: no weights are changed. It is noted how often
/// each sample counts for each class, and a score is a sum of products of samples.
struct PerceptronProblem {
  var inputs: Matrix
  var labels: [Int]
  var classCount: Int

  init(inputs: Matrix, labels: [Int], classCount: Int) {
    self.inputs = inputs
    self.labels = labels
    self.classCount = classCount
  }

  /// Draws integers, so that every order of summation gives the same scores; the last input is 1.
  ///
  /// - Parameters:
  ///   - range: The largest input. Above 2¹², products don't fit single precision.
  ///   - labels: How many of the classes occur; all of them if it is left out.
  init(
    draw: UInt64, samples: Int, features: Int, classes: Int, range: Int = 4, labels used: Int? = nil
  ) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    inputs = Matrix(rows: samples, columns: features) { _, j in
      j == features - 1 ? 1 : Double(Int.random(in: -range...range, using: &generator))
    }
    labels = (0..<samples).map { _ in generator.sample(1, of: used ?? classes)[0] }
    classCount = classes
  }

  /// Problems of all the shapes n × d, with 2 to 33 classes, not all of which occur.
  static var sweep: [PerceptronProblem] {
    Sweep.shapes.enumerated().map { number, shape in
      let classes = [2, 3, 5, 9, 33][number % 5]
      return PerceptronProblem(
        draw: 100 + UInt64(number), samples: shape.0, features: shape.1, classes: classes,
        range: number % 2 == 0 ? 4 : 500_000, labels: number % 3 == 0 ? 2 : nil)
    }
  }

  /// The problems of the sweep with the weights after an epoch, and one whose weights or inputs have
  /// something in common.
  static var underWay: [(problem: PerceptronProblem, weights: Matrix)] {
    // Halves, so that there is no zero but where a pattern makes one.
    var usual = PerceptronProblem(draw: 120, samples: 7, features: 4, classes: 3)
    usual.inputs += 0.5
    let weights = usual.pass(.zeros(3, 4)) + 0.25
    return sweep.map { ($0, $0.pass(.zeros($0.classCount, $0.inputs.columns))) }
      + NumberPattern.allCases.flatMap { pattern in
        var changed = usual
        changed.inputs = pattern.matrix(usual.inputs)
        return [(usual, pattern.matrix(weights)), (changed, weights)]
      }
  }

  /// What a pass over the samples may do wrongly.
  struct Habits {
    var usesLiveWeights = true
    var lowersTheWrong = true
    var raisesTheRight = true
    var updatesWhenRight = false
    var sign = 1.0
    var lowersAllOthers = false
    var tiesGoToTheLast = false
    var factor = 1.0
    var backwards = false
  }

  /// The scores of a sample: the products of the rows of the weights with it.
  func scores(_ weights: Matrix, _ sample: Int) -> [Double] {
    (0..<weights.rows).map { dot(weights.row($0), inputs.row(sample)) }
  }

  /// The first or the last of the highest numbers.
  static func place(ofHighest numbers: [Double], last: Bool = false) -> Int {
    numbers.indices.reduce(0) { best, k in
      numbers[k] > numbers[best] || (last && numbers[k] == numbers[best]) ? k : best
    }
  }

  /// How often each sample counts for each class in a pass that begins with the weights `start`.
  private func counts(_ start: Matrix, _ habits: Habits) -> Matrix {
    let products = matmul(inputs, inputs, transposeB: true)
    var counts = Matrix.zeros(inputs.rows, classCount)
    let samples = Array(0..<inputs.rows)
    for i in habits.backwards ? samples.reversed() : samples {
      var scores = scores(start, i)
      for k in 0..<classCount where habits.usesLiveWeights {
        scores[k] += dot(counts.column(k), products.row(i))
      }
      let guess = Self.place(ofHighest: scores, last: habits.tiesGoToTheLast)
      let isRight = guess == labels[i]
      if isRight && !habits.updatesWhenRight { continue }
      for k in 0..<classCount {
        var change = 0.0
        if k == labels[i], habits.raisesTheRight { change += 1 }
        if habits.lowersTheWrong, k == guess, !isRight { change -= 1 }
        if habits.lowersAllOthers, k != labels[i] { change = -1 }
        counts[i, k] = habits.sign * habits.factor * change
      }
    }
    return counts
  }

  /// The weights after a pass over all samples.
  func pass(_ start: Matrix, _ habits: Habits = Habits()) -> Matrix {
    start + matmul(counts(start, habits), inputs, transposeA: true)
  }

  /// The samples whose label has a higher score than the classes before it, and none that is lower than
  /// those after it.
  func hits(_ weights: Matrix) -> [Int] {
    labels.indices.filter { i in
      let scores = scores(weights, i)
      return scores.enumerated().allSatisfy { k, score in
        k < labels[i] ? score < scores[labels[i]] : score <= scores[labels[i]]
      }
    }
  }

  /// The weights after each epoch from 0.
  func epochs(_ count: Int, _ habits: Habits = Habits()) -> [Matrix] {
    var kept: [Matrix] = []
    for _ in 0..<count {
      kept.append(pass(kept.last ?? Matrix.zeros(classCount, inputs.columns), habits))
    }
    return kept
  }
}

/// The sentences of the mistakes that several tests foresee.
enum PerceptronMistake {
  static let scoresTransposed =
    "scores have a row for each sample and a column for each class, not the other way round"
  static let predictsScores =
    "a prediction is the number of the class with the highest score, not the score itself"
  static let predictsLast = "of equal scores the lowest class wins, not the highest"
  static let predictsSmallest = "the class with the highest score wins, not with the lowest"
  static let predictsLargestMagnitude =
    "the highest score wins, which isn't the score of the largest magnitude"
  static let wrongOneStays = "the wrong class is not decremented: W_ŷ −= x is missing"
  static let rightOneStays = "the right class is not incremented: W_y += x is missing"
  static let signsSwapped = "the signs are swapped: the right class gains x, the wrong one loses it"
  static let allOthersLose =
    "every class but the right one is decremented, where only the predicted one must be"
  static let updatesWhenRight = "the weights are changed although the prediction was right"
  static let unitStep = "the weights are changed by ±1, where the input ±x must be added"
  static let stale =
    "the predictions are computed once for the whole epoch: each sample must be judged by the "
    + "weights that the samples before it have left"
  static let startsAnew = "the epoch starts from weights of 0, not from the given ones"
  static let backwards = "the samples are visited in another order than the given one"
  static let halfStep = "the weights are changed by ½x, where x must be added"

  static let countOfRight = "the accuracy is a fraction from 0 to 1, not the number of right ones"
  static let percent = "the accuracy is a fraction from 0 to 1, not a percentage"
  static let errorRate = "this is the fraction of wrong predictions: the accuracy is one minus it"

  static let keepsLast = "the weights of the last epoch are returned, where the best are wanted"
  static let keepsLastBest = "among equally good epochs the first one is kept, not the last"
  static let countsFromZero = "epochs are counted from 1"
  static let choosesByTraining =
    "the best epoch is chosen by the training data: the validation data is there to choose by"
  static let startCounts = "the weights of 0 before the first epoch don't take part in the choice"
  static let oneMore = "the number of epochs is off by one"
  static let stopsEarly = "training goes on for all epochs, also when nothing is left to learn"
  static let epochsAnew = "every epoch starts from weights of 0, so that nothing is learnt further"

  static let cut = "what doesn't fit is cut to the shorter one: shapes have to be checked first"
  static let labelUnchecked = "a label that no class has is accepted"
  private static let notANumber = "NaN and infinity get past the check of the entries"

  /// Who checks nothing at all has no check of the entries that NaN could get past.
  static func notANumber(ifAny checks: [Bool]) -> String? {
    checks.contains(true) ? notANumber : nil
  }

  static let xorIsLearned = "no straight line separates the ones of this function from its zeros"
  static let lineIsEnough =
    "a straight line separates the ones from the zeros here, with the help of the bias"
}
