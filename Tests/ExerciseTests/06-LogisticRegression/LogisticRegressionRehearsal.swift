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
  func result(with fault: TrainingFault) throws -> LogisticTrainingResult {
    var run = Run(rehearsal: self, fault: fault)
    return try run.result()
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
  let logistic = Student.answer.logisticRegression
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

  mutating func result() throws -> LogisticTrainingResult {
    let settings = rehearsal.settings
    let n = rehearsal.training.labels.count
    epochs: for epoch in 1...settings.epochs {
      let weightsBeforeEpoch = weights
      var (start, stepsInEpoch, isOver) = (0, 0, false)
      while start < n {
        let end = min(start + settings.batchSize, n)
        if fault == .partialBatchDropped, end - start < settings.batchSize, start > 0 { break }
        let before = weights
        weights = try step(
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
          try validate(at: fault == .validatesBeforeStep ? before : weights)
          if fault == .lastValidationTwice, isDue, isLast { try validate(at: weights) }
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

  /// A step with the student's own function, on which training builds.
  private func step(_ weights: Vector, gradientAt place: Vector, _ batch: Range<Int>) throws
    -> Vector
  {
    let (training, settings) = (rehearsal.training, rehearsal.settings)
    let sum = fault == .sum ? Double(batch.count) : 1
    let stepped = try logistic.trainingStep(
      weights: place, inputs: training.inputs.gather(rows: Array(batch)),
      labels: batch.map { training.labels[$0] }, learningRate: settings.learningRate * sum,
      lambda: fault == .noPenalty ? 0 : settings.lambda / sum
    ).requiring(entries: place.count)
    return weights + (stepped - place)
  }

  private mutating func validate(at weights: Vector) throws {
    let samples = fault == .validatesOnTraining ? rehearsal.training : rehearsal.validation
    let problem = LogisticProblem(
      weights: weights, inputs: samples.inputs, labels: samples.labels)
    var loss = try logistic.crossEntropy(logits: problem.logits, labels: samples.labels)
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

/// Expects that a training goes as its rehearsal, and names the fault if there is a known one.
func expectTraining(
  _ rehearsal: TrainingRehearsal, seed: UInt64, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var generator = SeededGenerator(seed: Student.seed &+ seed)
  let yours = try Student.answer.logisticRegression.train(
    on: rehearsal.training, validatingOn: rehearsal.validation, settings: rehearsal.settings,
    using: &generator)
  let right = try rehearsal.result(with: .nothing)
  // Short trainings show each fault; to try them all on a long one takes long.
  let isKnown = agree(yours, right) || rehearsal.settings.epochs > 50
  let fault =
    isKnown
    ? nil
    : try TrainingFault.allCases.dropFirst().first {
      try agree(yours, rehearsal.result(with: $0))
    }
  // The one mistake that no fault above has, because a rehearsal asks the student's own function.
  let ofLogarithm =
    "the validation loss is crossEntropy's: the log of a probability that rounds to 0 "
    + "is infinite"
  let isFinite = yours.validationLosses.allSatisfy(\.isFinite)
  func named<Value>(_ value: Value) -> KeyValuePairs<Value, String> {
    (fault?.rawValue ?? (isFinite ? nil : ofLogarithm)).map { [value: $0] } ?? [:]
  }
  expect(
    yours.validationLosses, equals: right.validationLosses, "the validation losses of \(what)",
    mistakes: named(yours.validationLosses), sourceLocation: sourceLocation)
  expect(
    yours.bestValidation, equals: right.bestValidation, "bestValidation of \(what)",
    mistakes: named(yours.bestValidation), sourceLocation: sourceLocation)
  expect(
    yours.steps, equals: right.steps, "the number of steps of \(what)",
    mistakes: named(yours.steps), sourceLocation: sourceLocation)
  expect(
    yours.weights, equals: right.weights, "the weights of \(what)",
    mistakes: named(yours.weights), sourceLocation: sourceLocation)
}

private func agree(_ a: LogisticTrainingResult, _ b: LogisticTrainingResult) -> Bool {
  func isClose(_ u: Vector, _ v: Vector) -> Bool {
    guard u.count == v.count else { return false }
    return u.indices.allSatisfy { abs(u[$0] - v[$0]) <= 1e-9 * max(1, abs(v[$0])) }
  }
  return a.bestValidation == b.bestValidation && a.steps == b.steps && isClose(a.weights, b.weights)
    && isClose(a.validationLosses, b.validationLosses)
}
