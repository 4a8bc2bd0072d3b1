import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Adam's first step with one gradient.
struct FirstStep {
  let rate: Double
  let gradient: Double

  var right: Double { gradient == 0 ? 0 : gradient < 0 ? rate : -rate }

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<FirstStep, Double>] {
    let nothing = "a gradient of 0 gives no step"
    func unlessZero(_ step: FirstStep, _ other: Double) -> Double { step.gradient == 0 ? 0 : other }
    return [
      Suspect("the step leads downhill: its sign is opposite to the gradient's") { -$0.right },
      Suspect("m̂ is divided by √v̂, which is as large as the gradient") { -$0.rate * $0.gradient },
      Suspect("m̂ is divided by the root of v̂, not by v̂") {
        unlessZero($0, -$0.rate / $0.gradient)
      },
      Suspect("0/0 is not a number: a gradient of 0 gives no step") {
        $0.gradient == 0 ? .nan : $0.right
      }, Suspect(nothing) { $0.gradient == 0 ? -$0.rate : $0.right },
      Suspect(nothing) { $0.gradient == 0 ? $0.rate : $0.right },
      Suspect("g² overflows or underflows here: simplify the quotient first") {
        unlessZero($0, -$0.rate * $0.gradient / ($0.gradient * $0.gradient).squareRoot())
      },
    ]
  }
}
