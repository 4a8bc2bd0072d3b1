import Boundary
import Testing

extension Findings {
  /// What is said of an answer whose calls depend on earlier ones.
  static let memory =
    "this call depends on the calls before it: is there a static, a global, or a cache whose key leaves something out?"

  /// What is said where the same call alone is answered in another way each time.
  static let chance =
    "the same call gives another answer each time: what is random has to come from the generator that is given, "
    + "and nothing from a clock or from the order of a Set"

  /// Adds that a call has been answered in another way after others that are like it.
  func addRemembered(_ call: RememberedCall, at sourceLocation: SourceLocation) {
    let others =
      call.argument.map { "calls with other numbers in `\($0)`" } ?? "calls with other numbers"
    let moment = call.isRandom ? "when it is called again" : "after \(others)"
    let text = "\(call.call) gives another answer \(moment): \(change(in: call))"
    let sentence = call.isRandom ? Self.chance : Self.memory
    add(
      Observation(
        .property, [.init(sentence: sentence, fits: true)], isRight: false, at: sourceLocation
      ) { ruledOut in
        Mismatch(text, naming: sentence, unless: ruledOut)
      })
  }

  private func change(in call: RememberedCall) -> String {
    guard let (place, count, before, after) = call.change else { return "one of another form" }
    let (first, later) = numberTexts(before, after)
    let which = count > 1 ? " (number \(place + 1) of \(count))" : ""
    return "\(first) at first, then \(later)\(which)"
  }
}
