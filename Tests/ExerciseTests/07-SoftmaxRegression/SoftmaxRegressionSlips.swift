import LinearAlgebra

// What the usual mistakes give instead of the loss, the objective and the gradient of a problem.

typealias Slips<Value> = KeyValuePairs<Value, String>

func lossMistakes(_ problem: SoftmaxRegressionProblem) -> Slips<Double> {
  typealias Mistake = SoftmaxRegressionMistake
  let (n, k) = (Double(problem.samples), Double(problem.classes))
  let probabilities = problem.probabilities()
  func mean(_ probabilities: Matrix, _ term: (Double) -> Double) -> Double {
    problem.labels.indices.reduce(0) { $0 + term(probabilities[$1, problem.labels[$1]]) } / n
  }
  var negated = problem
  negated.weights = -problem.weights
  var firstLabel = problem
  firstLabel.labels = problem.labels.map { _ in problem.labels[0] }
  let complement = probabilities.elements.reduce(0) { $0 - log(1 - $1) }
  let binary = problem.loss + complement / n + mean(probabilities) { log(1 - $0) }
  let (missing, plain) = (mean(probabilities) { 1 - $0 }, mean(probabilities) { $0 })
  let downColumns = mean(problem.probabilities { $1 }) { -log($0) }
  let overBatch = mean(problem.probabilities { _, _ in 0 }) { -log($0) }
  return [
    n * problem.loss: Mistake.sum,
    problem.loss / n: Mistake.meanTwice,
    problem.loss / k: Mistake.meanOfEntries,
    -problem.loss: Mistake.negativeLoss,
    problem.loss / log(2): Mistake.otherLogarithm,
    problem.loss / log(10): Mistake.otherLogarithm,
    missing: Mistake.noLogarithm,
    plain: Mistake.probabilityNotLoss,
    binary: Mistake.binary,
    binary / k: Mistake.binary,
    negated.loss: Mistake.negated,
    firstLabel.loss: Mistake.firstLabel,
    -log(probabilities.rowMaxima()).mean(): Mistake.mostProbable,
    downColumns: Mistake.wrongAxis,
    overBatch: Mistake.wholeBatch,
  ]
}

func objectiveMistakes(_ problem: SoftmaxRegressionProblem) -> Slips<Double> {
  typealias Mistake = SoftmaxRegressionMistake
  let (n, loss, weights) = (Double(problem.samples), problem.loss, problem.weights)
  let penalty = problem.lambda * weights.squaredNorm()
  let bias = problem.lambda * weights.row(weights.rows - 1).squaredNorm()
  return [
    loss: Mistake.noPenalty,
    loss + penalty / 2: Mistake.halfPenalty,
    loss + 2 * penalty: Mistake.doublePenalty,
    loss + problem.lambda * weights.norm(): Mistake.normNotSquared,
    loss + problem.lambda * weights.norm1(): Mistake.magnitudes,
    loss + penalty - bias: Mistake.biasLeftOut,
    loss - penalty: Mistake.penaltySubtracted,
    loss + penalty / n: Mistake.penaltyDivided,
    n * loss + penalty: Mistake.sum,
    loss / n + penalty: Mistake.meanTwice,
    loss / Double(problem.classes) + penalty: Mistake.meanOfEntries,
  ]
}

/// For the gradient without a penalty.
func gradientMistakes(_ problem: SoftmaxRegressionProblem) -> Slips<Matrix> {
  typealias Mistake = SoftmaxRegressionMistake
  let (n, k) = (Double(problem.samples), Double(problem.classes))
  let labels = problem.labels
  /// The gradient with Ŷ minus a target that is 1 where the condition holds.
  func minusTargets(_ isOne: (_ sample: Int, _ k: Int) -> Bool) -> Matrix {
    problem.gradient(
      over: .samples, errors: problem.errors { i, k in isOne(i, k) ? 1 : 0 }, decay: 0)
  }
  /// The gradient with something else in the place of Ŷ.
  func withProbabilities(_ wrong: Matrix) -> Matrix {
    problem.gradient(
      over: .samples, errors: wrong - (problem.probabilities() - problem.errors), decay: 0)
  }
  let (onlyFirst, allInFirst) = (
    minusTargets { $0 == 0 && labels[0] == $1 }, minusTargets { $0 == 0 && labels.contains($1) }
  )
  let (sameForAll, none) = (minusTargets { labels[0] == $1 }, minusTargets { _, _ in false })
  let downColumns = problem.probabilities { $1 }
  let overBatch = problem.probabilities { _, _ in 0 }
  return [
    problem.gradient(over: .number(-n), decay: 0): Mistake.sign,
    problem.gradient(over: .number(1), decay: 0): Mistake.gradientSum,
    problem.gradient(over: .number(n * n), decay: 0): Mistake.meanTwice,
    problem.gradient(over: .number(n * k), decay: 0): Mistake.meanOfEntries,
    onlyFirst: Mistake.firstRowOnly,
    allInFirst: Mistake.firstRowOnly,
    sameForAll: Mistake.firstLabel,
    none: Mistake.noTargets,
    withProbabilities(downColumns): Mistake.wrongAxis,
    withProbabilities(overBatch): Mistake.wholeBatch,
    withProbabilities(problem.logits): Mistake.justLogits,
    withProbabilities(sigmoid(problem.logits)): Mistake.sigmoids,
    withProbabilities(exp(problem.logits)): Mistake.notNormalized,
  ]
}

/// For the gradient with a penalty.
func penaltyMistakes(_ problem: SoftmaxRegressionProblem) -> Slips<Matrix> {
  typealias Mistake = SoftmaxRegressionMistake
  let (n, lambda) = (Double(problem.samples), problem.lambda)
  let (loss, rows) = (problem.gradient(over: .samples, decay: 0), problem.weights.rows)
  let withoutBias = Matrix(rows: rows, columns: problem.classes) { j, k in
    loss[j, k] + (j == rows - 1 ? 0 : 2 * lambda * problem.weights[j, k])
  }
  let (n2, nk) = (n * n, n * Double(problem.classes))
  return [
    loss: Mistake.noPenaltyInGradient,
    problem.gradient(over: .samples, decay: lambda): Mistake.halfPenaltyInGradient,
    problem.gradient(over: .samples, decay: 2 * lambda / n): Mistake.penaltyDivided,
    problem.gradient(over: .samples, decay: -2 * lambda): Mistake.penaltySubtractedInGradient,
    withoutBias: Mistake.biasLeftOut,
    loss + 2 * lambda: Mistake.penaltyOfOnes,
    problem.gradient(over: .number(1), decay: 2 * lambda): Mistake.gradientSum,
    problem.gradient(over: .number(1), decay: 2 * lambda * n): Mistake.gradientSum,
    problem.gradient(over: .number(n2), decay: 2 * lambda): Mistake.meanTwice,
    problem.gradient(over: .number(nk), decay: 2 * lambda): Mistake.meanOfEntries,
    problem.gradient(over: .number(-n), decay: 2 * lambda): Mistake.sign,
  ]
}
