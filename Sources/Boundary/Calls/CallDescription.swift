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

/// The value as it would be written in Swift, cut where it would fill the screen.
private func brief(_ value: any Sendable) -> String {
  let text = literal(value)
  return text.count > 300 ? text.prefix(296) + " …" : text
}

private func literal(_ value: Any) -> String {
  switch value {
  case is SeededGenerator: "&generator"
  case let number as Double: literal(number)
  case let vector as Vector: list(vector.map(literal))
  case let matrix as Matrix where matrix.count > 0:
    list((0..<matrix.rows).map { list(matrix.row($0).map(literal)) })
  case let matrix as Matrix: "Matrix.zeros(\(matrix.rows), \(matrix.columns))"
  case let text as String: String(reflecting: text)
  case let items as [Any]: list(items.map(literal))
  default: Mirror(reflecting: value).displayStyle == .enum ? ".\(value)" : oneLine("\(value)")
  }
}

private func literal(_ number: Double) -> String {
  if number.isNaN { return ".nan" }
  if number.isInfinite { return number < 0 ? "-.infinity" : ".infinity" }
  return number.description
}

private func list(_ items: [String]) -> String { "[" + items.joined(separator: ", ") + "]" }

private func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).joined(separator: " ")
}
