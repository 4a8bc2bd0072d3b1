import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension StoppedRun {
  init(_ validations: Int, _ bestIndex: Int, _ bestLoss: Double) {
    self.init(validations: validations, bestIndex: bestIndex, bestLoss: bestLoss)
  }
}

/// A patience, and the losses that a stopper meets.
typealias StoppedLosses = (patience: Int, losses: [Double])

/// The rule of early stopping, and the wrong ones that are known.
struct StoppingRule {
  /// What a loss is compared with.
  enum Reference { case best, last, first, largest, zero }

  var reference = Reference.best
  var tieIsBest = false
  var restarts = true
  var staysStopped = false
  /// Whether it counts from 0 again after it has said stop.
  var startsAgain = false
  /// Whether it says stop at one loss only.
  var saysItOnce = false
  /// What is added to the patience.
  var excess = 0

  func answers(_ losses: [Double], _ patience: Int) -> [Bool] {
    var answers: [Bool] = []
    var waited = 0
    for (i, loss) in losses.enumerated() {
      let earlier = losses[..<i]
      let isBest =
        switch reference {
        case .best: earlier.allSatisfy { loss < $0 || (tieIsBest && loss == $0) }
        case .last: earlier.last.map { loss < $0 } ?? true
        case .first: earlier.first.map { loss < $0 } ?? true
        case .largest: earlier.allSatisfy { loss > $0 }
        case .zero: loss < 0 && earlier.allSatisfy { loss < $0 }
        }
      if !isBest {
        waited += 1
      } else if restarts {
        waited = 0
      }
      let isOver = saysItOnce ? waited == patience : waited >= patience + excess
      answers.append(isOver || (staysStopped && answers.last == true))
      if startsAgain && isOver { waited = 0 }
    }
    return answers
  }

  static let wrong: [(rule: StoppingRule, mistake: String)] = [
    (StoppingRule(tieIsBest: true), SelectionSlip.tieIsBest),
    (StoppingRule(reference: .last), SelectionSlip.lastLoss),
    (StoppingRule(excess: 1), SelectionSlip.oneTooPatient),
    (StoppingRule(excess: -1), SelectionSlip.oneTooImpatient),
    (StoppingRule(restarts: false), SelectionSlip.countsAll),
    (StoppingRule(staysStopped: true), SelectionSlip.staysStopped),
    (StoppingRule(startsAgain: true), SelectionSlip.startsAgain),
    (StoppingRule(saysItOnce: true), SelectionSlip.saysItOnce),
    (StoppingRule(reference: .first), SelectionSlip.firstLoss),
    (StoppingRule(reference: .largest), SelectionSlip.largestLoss),
    (StoppingRule(reference: .zero), SelectionSlip.lossFromZero),
  ]
}
