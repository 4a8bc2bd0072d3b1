import Curriculum
import Testing

/// Expects that bad input is answered by throwing `InvalidInput` with a sentence that names it.
///
///     try expectInvalidInput(naming: "delta", value: "-1.0") {
///       try huber.loss(residual: 3, delta: -1)
///     }
///
/// Any other error is thrown on, so that a function that has not been written yet, or has crashed,
/// does not count as one that refuses bad input.
///
/// - Parameters:
///   - argument: The name of the argument that is bad, which the sentence has to contain.
///   - other: Another argument that may be named instead, where two don't fit each other.
///   - value: The argument's value, which the sentence has to contain if it is given here, unless it names
///     the other argument alone. A number may be written in any way: `-1` and `−1.0` both stand for
///     `"-1.0"`.
///   - mistake: The mistake that is known to let such input pass, to be read after "That points to
///     this:".
///   - body: Calls the student's function.
/// - Returns: Whether the input was refused as it should be.
@discardableResult
public func expectInvalidInput<Answer>(
  naming argument: String, or other: String? = nil, value: String? = nil, mistake: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Answer
) throws -> Bool {
  let kind = Observation.Kind.refusal(of: argument, value: value)
  do {
    let answer = try body()
    let outcome = answer is Void ? "" : ": the answer was \(shortened("\(answer)"))"
    let call = Findings.current?.subject().map { " in \($0)" } ?? ""
    return record(
      Observation(kind, predictions(mistake, fits: true), isRight: false, at: sourceLocation) {
        accepted(argument, value, call, outcome, mistake, unless: $0)
      })
  } catch let error as InvalidInput {
    let isOther =
      !contains(error.message, name: argument)
      && other.map { contains(error.message, name: $0) } ?? false
    let mismatch = isOther ? nil : unclear(error.message, argument, value)
    return record(
      Observation(
        kind, predictions(mistake, fits: false), isRight: mismatch == nil, at: sourceLocation
      ) { _ in mismatch })
  }
}

private func accepted(
  _ argument: String, _ value: String?, _ call: String, _ outcome: String, _ mistake: String?,
  unless ruledOut: Set<String>
) -> Mismatch {
  let input = value.map { "\(argument) = \($0)" } ?? "a bad \(argument)"
  return Mismatch(
    "\(input) was accepted\(call)\(outcome)",
    details: ["throw InvalidInput with a sentence that names \(argument) and its value"],
    naming: mistake, unless: ruledOut)
}

/// What the sentence of an error lacks; `nil` if it has everything.
private func unclear(_ message: String, _ argument: String, _ value: String?) -> Mismatch? {
  let lacking: String
  if !contains(message, name: argument) {
    lacking = argument
  } else if let value, !contains(message, value: value) {
    lacking = "the value of \(argument), which is \(value)"
  } else {
    return nil
  }
  return Mismatch(
    "InvalidInput is thrown, as it should be, but its sentence does not name \(lacking)",
    details: ["it says: \(message.isEmpty ? "nothing" : message)"])
}

/// Whether a sentence names an argument, as a word of its own: `x` is not in "maximum".
private func contains(_ message: String, name: String) -> Bool {
  if words(of: message).contains(name) { return true }
  return name.utf8.count >= 4
    && message.lowercased().replacing(" ", with: "").contains(name.lowercased())
}

/// Whether a sentence contains a value, or the same number in another form.
private func contains(_ message: String, value: String) -> Bool {
  if message.contains(value) { return true }
  guard let number = Double(value) else { return false }
  return words(of: message).contains { word in
    Double(word).map { $0 == number || ($0.isNaN && number.isNaN) } ?? false
  }
}

/// The words and numbers of a sentence, without the punctuation around them.
private func words(of message: String) -> [String] {
  message.replacing("−", with: "-").replacing("∞", with: "inf")
    .split { !($0.isLetter || $0.isNumber || "_-+.".contains($0)) }
    .map { String($0.hasSuffix(".") ? $0.dropLast() : $0) }
}

private func shortened(_ text: String) -> String {
  text.count > 60 ? text.prefix(57) + "…" : text
}
