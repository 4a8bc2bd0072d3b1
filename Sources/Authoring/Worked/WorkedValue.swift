import LinearAlgebra

/// A value of a worked line: printed in it, or what an operation has returned.
indirect enum WorkedValue: Sendable {
  /// `unit` is that of the last digit printed, 0 for a number that was computed.
  case number(Double, unit: Double)
  case truth(Bool)
  case choice(String)
  case vector(Vector)
  case matrix(Matrix)
  /// A list that a text prints or arithmetic makes: the operation knows whether it is a vector.
  case printed([WorkedValue])
  case list([WorkedValue])
  case fields([String: WorkedValue])
  case nothing

  /// The entries of a list, a vector, or a matrix, whose entries are its rows.
  var entries: [WorkedValue]? {
    switch self {
    case .vector(let vector): vector.map { .number($0, unit: 0) }
    case .matrix(let matrix): (0..<matrix.rows).map { .vector(matrix.row($0)) }
    case .printed(let entries), .list(let entries): entries
    default: nil
    }
  }

  /// Every number in it, of lists in lists too.
  func numbers() throws -> [Double] {
    if case .number(let value, _) = self { return [value] }
    guard let entries else {
      throw WorkedMistake("\(self) is neither a number nor a list of numbers")
    }
    return try entries.flatMap { try $0.numbers() }
  }

  /// Whether two values have the same entries by a rule for numbers, which gets the unit printed too.
  func agrees(
    with other: WorkedValue, _ rule: (_ got: Double, _ claimed: Double, _ unit: Double) -> Bool
  ) -> Bool {
    if let entries, let others = other.entries {
      return entries.count == others.count
        && zip(entries, others).allSatisfy { $0.agrees(with: $1, rule) }
    }
    switch (self, other) {
    case (.number(let got, _), .number(let claimed, let unit)): return rule(got, claimed, unit)
    case (.truth(let got), .truth(let claimed)): return got == claimed
    case (.choice(let got), .choice(let claimed)): return got == claimed
    case (.fields(let got), .fields(let claimed)):
      return got.keys == claimed.keys
        && got.allSatisfy { key, value in
          claimed[key].map { value.agrees(with: $0, rule) } ?? false
        }
    case (.nothing, .nothing): return true
    default: return false
    }
  }

  /// Whether a rule holds between every entry and a number, or between two lists entry by entry.
  func spread(_ other: WorkedValue, _ rule: (Double, Double) -> Bool) -> Bool {
    if let entries, case .number = other { return entries.allSatisfy { $0.spread(other, rule) } }
    return agrees(with: other) { got, claimed, _ in rule(got, claimed) } && hasOnlyNumbers
  }

  private var hasOnlyNumbers: Bool { (try? numbers()) != nil }
}

extension WorkedValue: CustomStringConvertible {
  var description: String {
    if let entries { return "[" + entries.map(\.description).joined(separator: ", ") + "]" }
    switch self {
    case .number(let value, _): return "\(value)"
    case .truth(let value): return "\(value)"
    case .choice(let value): return ".\(value)"
    case .fields(let fields):
      let parts = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      return "(" + parts.joined(separator: ", ") + ")"
    default: return "nothing"
    }
  }
}
