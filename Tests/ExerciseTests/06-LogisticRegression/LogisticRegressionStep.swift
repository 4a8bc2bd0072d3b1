import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A step from a drawn batch.
struct LogisticStep {
  let batch: DrawnBatch
  let rate: Double

  var weights: Vector { batch.problem.weights }

  /// What the usual mistakes give instead of the new weights.
  static var wrong: [Suspect<LogisticStep, Vector>] {
    func moved(
      _ sentence: String, _ move: @escaping (_ batch: DrawnBatch, _ rate: Double) -> Vector
    ) -> Suspect<LogisticStep, Vector> {
      Suspect(sentence) { $0.weights - move($0.batch, $0.rate) }
    }
    return [
      moved("a step goes downhill, against the gradient: −α times it, not +α") {
        -$1 * $0.pull(decay: $0.decay)
      },
      moved("the step is the learning rate times the gradient") { batch, _ in
        batch.pull(decay: batch.decay)
      },
      Suspect("the result is the new weights, not only what is added to them") {
        -$0.rate * $0.batch.pull(decay: $0.batch.decay)
      },
      moved("a step has the penalty's gradient too") { $1 * $0.pull(decay: 0) },
      moved(LogisticMistake.noFactor) { $1 * $0.pull(decay: $0.problem.lambda) },
      moved("the learning rate multiplies the whole gradient, the penalty's part too") {
        $1 * $0.pull(decay: $0.decay / $1)
      },
      moved(LogisticMistake.sumGradient) { $1 * $0.pull(factor: 1, decay: $0.decay) },
      moved(LogisticMistake.sign) {
        $1 * $0.pull(factor: -1 / $0.problem.count, decay: $0.decay)
      },
      moved("the gradient is a mean already: the step isn't divided by n again") {
        $1 / $0.problem.count * $0.pull(decay: $0.decay)
      },
      moved(LogisticMistake.freeBias) { $1 * $0.pullWithFreeBias },
    ]
  }
}

// What the usual mistakes give instead.
extension LogisticRegressionSuites.LogisticRegressionLossTests {
  static var wrongLosses: [Suspect<LogisticProblem, Double>] {
    func each(_ sentence: String, _ loss: @escaping (Double, Int) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(loss) } }
    func scaled(_ sentence: String, _ factor: @escaping (_ count: Double) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(Logistic.loss) * factor($0.count) } }
    return [
      each(LogisticMistake.swappedLoss) { Logistic.loss($0, 1 - $1) },
      each(LogisticMistake.halfTheLoss) { $1 == 1 ? Logistic.loss($0, 1) : 0 },
      each(LogisticMistake.sigmoidTwice) { Logistic.loss(Logistic.probability($0), $1) },
      each(LogisticMistake.squaredLoss) { pow(Logistic.probability($0) - Double($1), 2) },
      scaled(LogisticMistake.sumLoss) { $0 },
      scaled("the loss is −log of a probability, which is never negative") { _ in -1 },
      scaled("the logarithm is the natural one") { _ in 1 / 2.302585092994046 },
      scaled("the logarithm is the natural one") { _ in 1 / 0.6931471805599453 },
      scaled("the mean is taken twice: the sum is divided by n once") { 1 / $0 },
    ]
  }

  /// What is lost where a probability is rounded, or kept away from 0 and 1.
  static func roundedLosses(_ problem: LogisticProblem) -> KeyValuePairs<Double, String> {
    let overflow =
      "at z = ±1e4 either the probability is rounded to 0, or the exponential is too large"
    let lost = "1 + 4e-18 is rounded to 1, whose logarithm is 0: that is what log1p is for"
    let bounded =
      "the probability is clipped, or a small number added to it, so that no loss can be large"
    // Two ways to write it. Where one exponential is too large, the others' losses are 0 beside it.
    let plain = problem.mean(Logistic.loss)
    let ofProbability = problem.mean { -log(Logistic.probability($1 == 1 ? $0 : -$0)) }
    return [
      .nan: overflow, .infinity: overflow, (plain.isFinite ? plain : 0): lost,
      (ofProbability.isFinite ? ofProbability : 0): lost,
      -log(1e-7): bounded, -log(1e-8): bounded, -log(1e-10): bounded, -log(1e-12): bounded,
      -log(1e-15): bounded, -log(1e-16): bounded, -log(1 - 1e-7): bounded, -log(1 - 1e-8): bounded,
      -log(1 - 1e-10): bounded, -log(1 - 1e-12): bounded, -log(1 - 1e-15): bounded,
    ]
  }

  static var wrongObjectives: [Suspect<LogisticProblem, Double>] {
    func parts(_ sentence: String, _ penalty: @escaping (LogisticProblem) -> Double)
      -> Suspect<LogisticProblem, Double>
    { Suspect(sentence) { $0.mean(Logistic.loss) + $0.lambda * penalty($0) } }
    return [
      parts("the penalty λ‖w‖² is missing") { _ in 0 },
      parts("the penalty is λ‖w‖², without a ½") { $0.squaredWeights / 2 },
      parts(LogisticMistake.freeBias) { $0.squaredWeights - pow($0.bias, 2) },
      parts(LogisticMistake.penaltySubtracted) { -$0.squaredWeights },
      parts("the norm in λ‖w‖² is squared") { $0.weights.norm() },
      parts("the penalty has the squares of the weights, not their magnitudes") {
        $0.weights.norm1()
      },
      parts(LogisticMistake.penaltyMean) { $0.squaredWeights / $0.count },
      Suspect(LogisticMistake.sumLoss) {
        $0.mean(Logistic.loss) * $0.count + $0.lambda * $0.squaredWeights
      },
      Suspect(LogisticMistake.swappedLoss) {
        $0.mean { Logistic.loss($0, 1 - $1) } + $0.lambda * $0.squaredWeights
      },
    ]
  }

  static var wrongGradients: [Suspect<DrawnBatch, Vector>] {
    func decays(_ sentence: String, _ decay: @escaping (_ lambda: Double, _ n: Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    { Suspect(sentence) { $0.pull(decay: decay($0.problem.lambda, $0.problem.count)) } }
    func factors(_ sentence: String, _ factor: @escaping (_ n: Double, _ d: Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    {
      Suspect(sentence) {
        let features = Double($0.problem.inputs.columns)
        return $0.pull(factor: factor($0.problem.count, features), decay: $0.decay)
      }
    }
    func pulls(_ sentence: String, _ strength: @escaping (Double, Double) -> Double)
      -> Suspect<DrawnBatch, Vector>
    { Suspect(sentence) { $0.pull(decay: $0.decay, strength) } }
    return [
      factors(LogisticMistake.sumGradient) { _, _ in 1 },
      factors(LogisticMistake.sign) { n, _ in -1 / n },
      Suspect(LogisticMistake.sign) { $0.pull(decay: $0.decay) * -1 },
      decays(LogisticMistake.noFactor) { lambda, _ in lambda },
      decays(LogisticMistake.noPenalty) { _, _ in 0 },
      decays(LogisticMistake.penaltyMean) { 2 * $0 / $1 },
      decays(LogisticMistake.penaltyMean) { $0 / $1 },
      decays(LogisticMistake.penaltySubtracted) { lambda, _ in -2 * lambda },
      Suspect(LogisticMistake.freeBias) { $0.pullWithFreeBias },
      pulls(LogisticMistake.squaredError) { ($0 - $1) * $0 * (1 - $0) },
      pulls(LogisticMistake.rounded) { ($0 >= 0.5 ? 1 : 0) - $1 },
      pulls(LogisticMistake.logitError) { log($0 / (1 - $0)) - $1 },
      factors(LogisticMistake.averagedOverEntries) { 1 / ($0 * $1) },
      factors("the sum is divided by the number of samples, not by the number of weights") {
        1 / $1
      },
    ]
  }
}
