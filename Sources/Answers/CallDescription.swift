import LinearAlgebra

/// A call in Swift's words: "loss(residual:delta:)" with 3 and 1 is "loss(residual: 3.0, delta: 1.0)".
func describeCall(_ operation: String, _ arguments: [any Sendable]) -> String {
  guard let open = operation.firstIndex(of: "("), operation.hasSuffix(")") else { return operation }
  let labels = operation[operation.index(after: open)...].dropLast().split(
    separator: ":", omittingEmptySubsequences: true)
  // An operation of an object is called with the object's number first.
  let values = arguments.suffix(labels.count)
  let list = zip(labels, values).map { label, value in
    let text = brief(value)
    return label == "_" ? text : "\(label): \(text)"
  }
  return operation[..<open] + "(" + list.joined(separator: ", ") + ")"
}

/// The value on one line, cut where it would fill the screen.
private func brief(_ value: any Sendable) -> String {
  if value is SeededGenerator { return "&generator" }
  let text = "\(value)".split(whereSeparator: \.isNewline).map(String.init).joined(separator: " ")
  return text.count > 60 ? text.prefix(56) + " …" : text
}
