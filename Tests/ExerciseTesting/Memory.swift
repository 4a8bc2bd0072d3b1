import Answers
import Testing

extension Findings {
  /// What is said of an answer whose calls depend on earlier ones.
  static let memory =
    "this call depends on the calls before it: is there a static, a global, or a cache whose key leaves something out?"

  /// Adds that a call has been answered in another way after others that are like it.
  func addRemembered(_ call: RememberedCall, at sourceLocation: SourceLocation) {
    let others =
      call.argument.map { "calls with other numbers in `\($0)`" } ?? "calls with other numbers"
    let text = "\(call.call) gives another answer after \(others): \(change(in: call))"
    add(
      Observation(
        .property, [.init(sentence: Self.memory, fits: true)], isRight: false, at: sourceLocation
      ) { ruledOut in
        Mismatch(text, naming: Self.memory, unless: ruledOut)
      })
  }

  private func change(in call: RememberedCall) -> String {
    guard let (place, count, before, after) = call.change else { return "one of another form" }
    let (first, later) = numberTexts(before, after)
    let which = count > 1 ? " (number \(place + 1) of \(count))" : ""
    return "\(first) at first, then \(later)\(which)"
  }
}
