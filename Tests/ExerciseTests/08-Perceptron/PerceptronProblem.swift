import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Samples with labels and a perceptron of plain loops, which can be told to make mistakes.
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
  init(draw: UInt64, samples: Int, features: Int, classes: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    inputs = Matrix(rows: samples, columns: features) { _, j in
      j == features - 1 ? 1 : Double(generator.sample(1, of: 9)[0]) - 4
    }
    labels = (0..<samples).map { _ in generator.sample(1, of: classes)[0] }
    classCount = classes
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

  static func scores(_ weights: Matrix, _ input: Vector) -> [Double] {
    (0..<weights.rows).map { k in
      var sum = 0.0
      for j in 0..<weights.columns { sum += weights[k, j] * input[j] }
      return sum
    }
  }

  static func predict(_ weights: Matrix, _ input: Vector, last: Bool = false) -> Int {
    let scores = scores(weights, input)
    var best = 0
    for k in 1..<scores.count where last ? scores[k] >= scores[best] : scores[k] > scores[best] {
      best = k
    }
    return best
  }

  /// The weights after a pass over all samples.
  func pass(_ start: Matrix, _ habits: Habits = Habits()) -> Matrix {
    var weights = start
    let samples = Array(0..<inputs.rows)
    for i in habits.backwards ? samples.reversed() : samples {
      let x = inputs.row(i)
      let judge = habits.usesLiveWeights ? weights : start
      let guess = Self.predict(judge, x, last: habits.tiesGoToTheLast)
      let isRight = guess == labels[i]
      if isRight && !habits.updatesWhenRight { continue }
      for k in 0..<classCount {
        var change = 0.0
        if k == labels[i], habits.raisesTheRight { change += 1 }
        if habits.lowersTheWrong, k == guess, !isRight { change -= 1 }
        if habits.lowersAllOthers, k != labels[i] { change = -1 }
        for j in 0..<weights.columns {
          weights[k, j] += habits.sign * habits.factor * change * x[j]
        }
      }
    }
    return weights
  }

  /// The number of samples that are predicted correctly.
  func rightOnes(_ weights: Matrix) -> Int {
    (0..<inputs.rows).count { Self.predict(weights, inputs.row($0)) == labels[$0] }
  }

  func accuracy(_ weights: Matrix) -> Double {
    Double(rightOnes(weights)) / Double(inputs.rows)
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

  static let countOfRight = "the accuracy is a part from 0 to 1, not the number of right ones"
  static let percent = "the accuracy is a part from 0 to 1, not a percentage"
  static let errorRate = "this is the part of wrong predictions: the accuracy is one minus it"

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
  static let notANumber = "NaN and infinity get past the check of the entries"

  static let xorIsLearnt = "no straight line separates the ones of this function from its zeros"
  static let lineIsEnough =
    "a straight line separates the ones from the zeros here, with the help of the bias"
}
