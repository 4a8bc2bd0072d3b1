import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// The usual mistakes in objective and gradient, and what is expected of each problem.
extension HuberRegressionSuites.HuberRegressionObjectiveTests {
  /// What a residual pulls with: the part of it that is within δ.
  static let inside: @Sendable (HuberParts) -> Double = { $0.side * $0.inside }

  /// What the usual mistakes give instead of the gradient.
  var suspects: [Suspect<HuberProblem, Vector>] {
    func pulls(_ sentence: String, _ pull: @escaping (_ parts: HuberParts) -> Double)
      -> Suspect<HuberProblem, Vector>
    { Suspect(sentence) { $0.gradient(pull) } }
    return [
      Suspect(HuberMistake.sign) { $0.gradient(Self.inside) * -1 },
      Suspect(HuberMistake.mean) { $0.gradient(Self.inside) / Double($0.targets.count) },
      Suspect(HuberMistake.twice) { $0.gradient(Self.inside) * 2 },
      Suspect(HuberMistake.smoothL1) { $0.gradient(Self.inside) / $0.delta },
      pulls(HuberMistake.notClipped) { $0.side * ($0.inside + $0.beyond) },
      pulls(HuberMistake.signedTest) {
        $0.side < 0 ? -$0.inside - $0.beyond : $0.inside
      },
      pulls(HuberMistake.signLost) { $0.inside },
      pulls(HuberMistake.signLost) { $0.beyond > 0 ? $0.inside : $0.side * $0.inside },
      pulls(HuberMistake.slopeOne) { $0.beyond > 0 ? $0.side : $0.side * $0.inside },
      pulls(HuberMistake.ignored) { $0.beyond > 0 ? 0 : $0.side * $0.inside },
      Suspect(HuberMistake.gradientClipped) {
        clip($0.gradient { $0.side * ($0.inside + $0.beyond) }, to: -$0.delta...$0.delta)
      },
    ]
  }

  /// What the usual mistakes give instead of the gradient of the ridge objective.
  var ridgeSuspects: [Suspect<HuberProblem, Vector>] {
    func decays(
      _ sentence: String, _ decay: @escaping (_ lambda: Double, _ n: Double) -> Double
    ) -> Suspect<HuberProblem, Vector> {
      Suspect(sentence) {
        $0.gradient(decay: decay($0.lambda, Double($0.targets.count)), Self.inside)
      }
    }
    let penalties = [
      decays(HuberMistake.doubleDecay) { lambda, _ in 2 * lambda },
      decays(HuberMistake.noDecay) { _, _ in 0 },
      decays("the ½ of λ/2‖w‖² is still in its derivative") { lambda, _ in lambda / 2 },
      decays("the derivative of the penalty has the wrong sign") { lambda, _ in -lambda },
      decays("the penalty is divided by the number of samples") { lambda, n in lambda / n },
      decays("the penalty is added once for each sample") { lambda, n in n * lambda },
    ]
    // A pull that is wrong shows here as it does without a penalty.
    return penalties
      + suspects.map { suspect in
        Suspect(suspect.sentence) { suspect.model($0) + $0.lambda * $0.weights }
      }
  }

  /// Expects an answer for each problem. A mistake is named if it explains all of them.
  @discardableResult
  func expectAll<Answer: NumericalAnswer>(
    _ cases: [(HuberProblem, Answer)], of call: (HuberProblem) throws -> Answer, _ what: String,
    among suspects: [Suspect<(HuberProblem, Answer), Answer>],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    try ExerciseTesting.expectAll(
      cases, { "\(what) of \($0.0.name)" }, equal: { $0.1 }, tolerance: { _ in .relative(1e-9) },
      suspects: suspects, sourceLocation: sourceLocation
    ) { try call($0.0) }
  }

  @discardableResult
  func expectAll(
    _ cases: [(HuberProblem, Vector)], of call: (HuberProblem) throws -> Vector, _ what: String,
    among suspects: [Suspect<HuberProblem, Vector>],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> Bool {
    try expectAll(
      cases, of: call, what,
      among: suspects.map { suspect in Suspect(suspect.sentence) { suspect.model($0.0) } },
      sourceLocation: sourceLocation)
  }
}
