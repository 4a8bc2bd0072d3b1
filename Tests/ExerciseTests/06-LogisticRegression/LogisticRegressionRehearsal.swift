import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// A training in which the order of the samples makes no difference: all of them make one batch, or
/// all are alike. So it can be gone through here, in plain loops, and with a fault on purpose.
struct TrainingRehearsal {
  var training: BinarySamples
  var validation: BinarySamples
  var settings: LogisticTrainingSettings

  /// What comes out of the training.
  func result(with fault: TrainingFault) -> LogisticTrainingResult {
    var run = Run(rehearsal: self, fault: fault)
    return run.result()
  }
}

/// What may go wrong in a training, in words for the student.
enum TrainingFault: String, CaseIterable {
  case nothing = "nothing goes wrong"
  case noPenalty = "the steps have no penalty: λ is a setting of the training too"
  case sum = "a step takes the mean over its batch, not the sum"
  case partialBatchDropped = "the last batch of an epoch is used although it is smaller"
  case staleWeights =
    "each batch goes on from the weights that the last one left, not from those before the epoch"
  case validatesWithPenalty = "the validation loss is the cross-entropy alone, without the penalty"
  case validatesOnTraining =
    "the losses are those of the training samples, where the validation samples count"
  case validatesBeforeStep = "a validation follows its step, and sees the new weights"
  case noLastValidation = "the last step of the last epoch is followed by a validation in any case"
  case lastValidationTwice =
    "the last step is validated once, also where its number is a multiple of stepsPerValidation"
  case validatesEachStep = "a validation follows every stepsPerValidation steps, not each step"
  case validatesEachEpoch =
    "a validation follows every stepsPerValidation steps, not the end of each epoch"
  case stepsCountedAnew = "the steps are counted through all epochs, not anew in each"
  case returnsLast = "the weights to return are those of the best validation, not the last ones"
  case comparesWithLast = "a new best is lower than the best loss so far, not than the last one"
  case countsAgainstLast =
    "the count goes back to 0 at a new best, not wherever the loss is lower than the last one"
  case acceptsEqual = "an equal loss is no new best"
  case patienceTooLong = "the training goes on for one validation too many: mind the count"
  case patienceTooShort = "the training ends one validation too early: mind the count"
  case patienceInTotal =
    "the validations without a new best are counted in a row: a new best sets the count back to 0"
  case patienceInSteps = "patience counts validations, not steps"
  case stopsAtEpochEnd = "the training ends at once, not at the end of the epoch"
  case neverStops = "the training never ends early: patience is ignored"
  case countsFromOne = "bestValidation is an index, and indices count from 0"
}

/// One pass through a rehearsal.
private struct Run {
  let rehearsal: TrainingRehearsal
  let fault: TrainingFault
  var weights: Vector
  var bestWeights: Vector
  var losses: [Double] = []
  var best = 0
  var count = 0
  var steps = 0

  init(rehearsal: TrainingRehearsal, fault: TrainingFault) {
    self.rehearsal = rehearsal
    self.fault = fault
    weights = .zeros(rehearsal.training.inputs.columns)
    bestWeights = weights
  }

  mutating func result() -> LogisticTrainingResult {
    let settings = rehearsal.settings
    let n = rehearsal.training.labels.count
    epochs: for epoch in 1...settings.epochs {
      let weightsBeforeEpoch = weights
      var (start, stepsInEpoch, isOver) = (0, 0, false)
      while start < n {
        let end = min(start + settings.batchSize, n)
        if fault == .partialBatchDropped, end - start < settings.batchSize, start > 0 { break }
        let before = weights
        weights = step(
          weights, gradientAt: fault == .staleWeights ? weightsBeforeEpoch : weights, start..<end)
        steps += 1
        stepsInEpoch += 1
        let isLastOfEpoch = end == n
        let isLast = isLastOfEpoch && epoch == settings.epochs
        let counted = fault == .stepsCountedAnew ? stepsInEpoch : steps
        var isDue = counted % settings.stepsPerValidation == 0
        if fault == .validatesEachStep { isDue = true }
        if fault == .validatesEachEpoch { isDue = isLastOfEpoch }
        if isDue || (isLast && fault != .noLastValidation) {
          validate(at: fault == .validatesBeforeStep ? before : weights)
          if fault == .lastValidationTwice, isDue, isLast { validate(at: weights) }
          isOver = isOver || mustStop
        }
        if isOver, fault != .stopsAtEpochEnd { break epochs }
        start = end
      }
      if isOver { break }
    }
    return LogisticTrainingResult(
      weights: fault == .returnsLast ? weights : bestWeights, validationLosses: Vector(losses),
      bestValidation: fault == .countsFromOne ? best + 1 : best, steps: steps)
  }

  private func step(_ weights: Vector, gradientAt place: Vector, _ batch: Range<Int>) -> Vector {
    let problem = LogisticProblem(
      weights: place, inputs: rehearsal.training.inputs.gather(rows: Array(batch)),
      labels: batch.map { rehearsal.training.labels[$0] })
    let gradient = problem.gradient(
      factor: fault == .sum ? 1 : nil,
      decay: fault == .noPenalty ? 0 : 2 * rehearsal.settings.lambda)
    return weights - rehearsal.settings.learningRate * gradient
  }

  private mutating func validate(at weights: Vector) {
    let samples = fault == .validatesOnTraining ? rehearsal.training : rehearsal.validation
    var loss = LogisticProblem(weights: weights, inputs: samples.inputs, labels: samples.labels)
      .mean(Logistic.loss)
    if fault == .validatesWithPenalty { loss += rehearsal.settings.lambda * weights.squaredNorm() }
    let last = losses.last ?? .infinity
    let record = losses.isEmpty ? .infinity : losses[best]
    losses.append(loss)
    var isNewBest = loss < record
    if fault == .comparesWithLast { isNewBest = loss < last }
    if fault == .acceptsEqual { isNewBest = loss <= record }
    if isNewBest {
      best = losses.count - 1
      bestWeights = weights
    }
    if isNewBest || (fault == .countsAgainstLast && loss < last) {
      if fault != .patienceInTotal { count = 0 }
    } else {
      count += 1
    }
  }

  private var mustStop: Bool {
    let patience = rehearsal.settings.patience
    return switch fault {
    case .neverStops: false
    case .patienceTooLong: count > patience
    case .patienceTooShort: count >= max(1, patience - 1)
    case .patienceInSteps: count * rehearsal.settings.stepsPerValidation >= patience
    default: count >= patience
    }
  }
}

/// Expects that a training has gone as its rehearsal, and names the fault if there is a known one.
func expectTraining(
  _ yours: LogisticTrainingResult, equals rehearsal: TrainingRehearsal, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let right = rehearsal.result(with: .nothing)
  guard agree(yours, right) || partsAreRight(rehearsal) else {
    expectProperty(
      false,
      "the result of \(what) is right; your trainingStep or crossEntropy isn't for these samples, and "
        + "training builds on them: mend them first", sourceLocation: sourceLocation)
    return
  }
  var wrong: LogisticTrainingResult?
  var sentence = ""
  if !agree(yours, right) {
    for fault in TrainingFault.allCases where fault != .nothing && wrong == nil {
      let result = rehearsal.result(with: fault)
      if agree(yours, result) { (wrong, sentence) = (result, fault.rawValue) }
    }
  }
  expect(
    yours.validationLosses, equals: right.validationLosses, "the validation losses of \(what)",
    mistakes: wrong.map { [$0.validationLosses: sentence] } ?? [:], sourceLocation: sourceLocation)
  expect(
    yours.bestValidation, equals: right.bestValidation, "bestValidation of \(what)",
    mistakes: wrong.map { [$0.bestValidation: sentence] } ?? [:], sourceLocation: sourceLocation)
  expect(
    yours.steps, equals: right.steps, "the number of steps of \(what)",
    mistakes: wrong.map { [$0.steps: sentence] } ?? [:], sourceLocation: sourceLocation)
  expect(
    yours.weights, equals: right.weights, "the weights of \(what)",
    mistakes: wrong.map { [$0.weights: sentence] } ?? [:], sourceLocation: sourceLocation)
}

/// Whether the first step and its validation, on which training builds, are right by themselves.
private func partsAreRight(_ rehearsal: TrainingRehearsal) -> Bool {
  let (logistic, settings) = (Student.answer.logisticRegression, rehearsal.settings)
  let batch = rehearsal.training.labels.indices.prefix(settings.batchSize)
  var problem = LogisticProblem(
    weights: .zeros(rehearsal.training.inputs.columns),
    inputs: rehearsal.training.inputs.gather(rows: Array(batch)),
    labels: batch.map { rehearsal.training.labels[$0] }, lambda: settings.lambda)
  let step = try? logistic.trainingStep(
    weights: problem.weights, inputs: problem.inputs, labels: problem.labels,
    learningRate: settings.learningRate, lambda: settings.lambda)
  problem.weights -= settings.learningRate * problem.gradient()
  (problem.inputs, problem.labels) = (rehearsal.validation.inputs, rehearsal.validation.labels)
  let (logits, loss) = (problem.logits, problem.mean(Logistic.loss))
  let own = try? logistic.crossEntropy(logits: logits, labels: problem.labels)
  guard let step, let own, step.count == problem.weights.count else { return false }
  return abs(own - loss) <= 1e-9 && (step - problem.weights).normInfinity() <= 1e-9
}

private func agree(_ a: LogisticTrainingResult, _ b: LogisticTrainingResult) -> Bool {
  func isClose(_ u: Vector, _ v: Vector) -> Bool {
    guard u.count == v.count else { return false }
    return u.indices.allSatisfy { abs(u[$0] - v[$0]) <= 1e-9 * max(1, abs(v[$0])) }
  }
  return a.bestValidation == b.bestValidation && a.steps == b.steps && isClose(a.weights, b.weights)
    && isClose(a.validationLosses, b.validationLosses)
}
