import ExerciseTesting
import LinearAlgebra

// What the usual mistakes give instead of the loss, the objective and the gradient of a problem.

typealias SoftmaxSuspect<Answer> = Suspect<SoftmaxRegressionProblem, Answer>
private typealias Mistake = SoftmaxRegressionMistake

extension SoftmaxRegressionProblem {
  private var n: Double { Double(samples) }
  private var k: Double { Double(classes) }
  private var penalty: Double { lambda * weights.squaredNorm() }

  /// The mean of a function of the probability of each sample's class.
  private func mean(_ probabilities: Matrix, _ term: (Double) -> Double) -> Double {
    labels.indices.reduce(0) { $0 + term(probabilities[$1, labels[$1]]) } / n
  }

  private var negated: SoftmaxRegressionProblem {
    var problem = self
    problem.weights = -weights
    return problem
  }

  private var withFirstLabel: SoftmaxRegressionProblem {
    var problem = self
    problem.labels = labels.map { _ in labels[0] }
    return problem
  }

  /// The binary cross-entropies of all classes, added up.
  private var binaryLoss: Double {
    let probabilities = probabilities()
    let others = probabilities.elements.reduce(0) { $0 - log(1 - $1) }
    return loss + others / n + mean(probabilities) { log(1 - $0) }
  }

  static var wrongLosses: [SoftmaxSuspect<Double>] {
    [
      .init(Mistake.sum) { $0.n * $0.loss }, .init(Mistake.meanTwice) { $0.loss / $0.n },
      .init(Mistake.meanOfEntries) { $0.loss / $0.k }, .init(Mistake.negativeLoss) { -$0.loss },
      .init(Mistake.otherLogarithm) { $0.loss / log(2) },
      .init(Mistake.otherLogarithm) { $0.loss / log(10) },
      .init(Mistake.noLogarithm) { $0.mean($0.probabilities()) { 1 - $0 } },
      .init(Mistake.probabilityNotLoss) { $0.mean($0.probabilities()) { $0 } },
      .init(Mistake.binary) { $0.binaryLoss }, .init(Mistake.binary) { $0.binaryLoss / $0.k },
      .init(Mistake.negated) { $0.negated.loss },
      .init(Mistake.firstLabel) { $0.withFirstLabel.loss },
      .init(Mistake.mostProbable) { -log($0.probabilities().rowMaxima()).mean() },
      .init(Mistake.wrongAxis) { $0.mean($0.probabilities { $1 }) { -log($0) } },
      .init(Mistake.wholeBatch) { $0.mean($0.probabilities { _, _ in 0 }) { -log($0) } },
    ]
  }

  static var wrongObjectives: [SoftmaxSuspect<Double>] {
    func penalty(_ sentence: String, _ penalty: @escaping (SoftmaxRegressionProblem) -> Double)
      -> SoftmaxSuspect<Double>
    { .init(sentence) { $0.loss + penalty($0) } }
    func loss(_ sentence: String, _ loss: @escaping (SoftmaxRegressionProblem) -> Double)
      -> SoftmaxSuspect<Double>
    { .init(sentence) { loss($0) + $0.penalty } }
    return [
      penalty(Mistake.noPenalty) { _ in 0 }, penalty(Mistake.halfPenalty) { $0.penalty / 2 },
      penalty(Mistake.doublePenalty) { 2 * $0.penalty },
      penalty(Mistake.normNotSquared) { $0.lambda * $0.weights.norm() },
      penalty(Mistake.magnitudes) { $0.lambda * $0.weights.norm1() },
      penalty(Mistake.biasLeftOut) {
        $0.penalty - $0.lambda * $0.weights.row($0.weights.rows - 1).squaredNorm()
      }, penalty(Mistake.penaltySubtracted) { -$0.penalty },
      penalty(Mistake.penaltyDivided) { $0.penalty / $0.n }, loss(Mistake.sum) { $0.n * $0.loss },
      loss(Mistake.meanTwice) { $0.loss / $0.n }, loss(Mistake.meanOfEntries) { $0.loss / $0.k },
    ]
  }

  private func gradient(over divisor: Double) -> Matrix {
    gradient(over: .number(divisor), decay: 2 * lambda)
  }

  /// The gradient with Ŷ minus a target that is 1 where the condition holds.
  private func minusTargets(_ isOne: (_ sample: Int, _ k: Int) -> Bool) -> Matrix {
    gradient(over: .samples, errors: errors { isOne($0, $1) ? 1 : 0 }, decay: 2 * lambda)
  }

  /// The gradient with something else in the place of Ŷ.
  private func withProbabilities(_ wrong: Matrix) -> Matrix {
    gradient(over: .samples, errors: wrong - (probabilities() - errors), decay: 2 * lambda)
  }

  private var penaltyWithoutBias: Matrix {
    var penalty = 2 * lambda * weights
    penalty.setRow(weights.rows - 1, to: .zeros(classes))
    return penalty
  }

  /// For the gradient with a penalty or without one.
  static var wrongGradients: [SoftmaxSuspect<Matrix>] {
    [
      .init(Mistake.sign) { $0.gradient(over: .number(-$0.n), decay: 2 * $0.lambda) },
      .init(Mistake.sign) { -$0.gradient(over: .samples, decay: 2 * $0.lambda) },
      .init(Mistake.gradientSum) { $0.gradient(over: 1) },
      .init(Mistake.gradientSum) { $0.n * $0.gradient(over: $0.n) },
      .init(Mistake.meanTwice) { $0.gradient(over: $0.n * $0.n) },
      .init(Mistake.meanOfEntries) { $0.gradient(over: $0.n * $0.k) },
      .init(Mistake.firstRowOnly) { problem in
        problem.minusTargets { $0 == 0 && problem.labels[0] == $1 }
      },
      .init(Mistake.firstRowOnly) { problem in
        problem.minusTargets { $0 == 0 && problem.labels.contains($1) }
      }, .init(Mistake.firstLabel) { $0.withFirstLabel.gradient(over: $0.n) },
      .init(Mistake.noTargets) { $0.minusTargets { _, _ in false } },
      .init(Mistake.wrongAxis) { $0.withProbabilities($0.probabilities { $1 }) },
      .init(Mistake.wholeBatch) { $0.withProbabilities($0.probabilities { _, _ in 0 }) },
      .init(Mistake.justLogits) { $0.withProbabilities($0.logits) },
      .init(Mistake.sigmoids) { $0.withProbabilities(sigmoid($0.logits)) },
      .init(Mistake.notNormalized) { $0.withProbabilities(exp($0.logits)) },
    ]
  }

  /// For the gradient with a penalty.
  static var wrongPenalties: [SoftmaxSuspect<Matrix>] {
    func decay(
      _ sentence: String, _ decay: @escaping (_ lambda: Double, _ n: Double) -> Double
    ) -> SoftmaxSuspect<Matrix> {
      .init(sentence) { $0.gradient(over: .samples, decay: decay($0.lambda, $0.n)) }
    }
    return [
      decay(Mistake.noPenaltyInGradient) { _, _ in 0 },
      decay(Mistake.halfPenaltyInGradient) { lambda, _ in lambda },
      decay(Mistake.penaltyDivided) { 2 * $0 / $1 },
      decay(Mistake.penaltySubtractedInGradient) { lambda, _ in -2 * lambda },
      .init(Mistake.biasLeftOut) {
        $0.gradient(over: .samples, decay: 0) + $0.penaltyWithoutBias
      },
      .init(Mistake.penaltyOfOnes) { $0.gradient(over: .samples, decay: 0) + 2 * $0.lambda },
    ] + wrongGradients
  }
}
