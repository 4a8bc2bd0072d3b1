import Boundary
import LinearAlgebra

/// Computes the sides of a worked line.
struct WorkedEvaluation {
  let session: Session
  /// The values that have a name.
  let names: [String: WorkedValue]

  func value(of expression: WorkedExpression) throws -> WorkedValue {
    switch expression {
    case .value(let value): return value
    case .list(let items): return .printed(try items.map(value))
    case .name(let name):
      guard let value = names[name] else {
        throw WorkedMistake("no line above names \"\(name)\"")
      }
      return value
    case .call(let name, let arguments): return try call(name, arguments)
    case .structure(let name, let arguments):
      return .fields(
        try arguments.reduce(into: [:]) { fields, argument in
          guard let label = argument.label else {
            throw WorkedMistake("a value of \(name) has no name")
          }
          fields[label] = try value(of: argument.value)
        })
    case .arithmetic(let left, let operation, let right):
      return try operation.apply(try value(of: left), try value(of: right))
    case .field(let whole, let name): return try field(name, of: try value(of: whole))
    case .entry(let whole, let index):
      let (list, index) = (try value(of: whole), try value(of: index))
      guard let entries = list.entries, case .number(let number, _) = index,
        let place = Int(exactly: number), entries.indices.contains(place)
      else { throw WorkedMistake("\(list) has no entry \(index)") }
      return entries[place]
    }
  }

  /// A field of a result, or of every entry of a list.
  private func field(_ name: String, of value: WorkedValue) throws -> WorkedValue {
    if let entries = value.entries { return .printed(try entries.map { try field(name, of: $0) }) }
    guard case .fields(let fields) = value, let field = fields[name] else {
      throw WorkedMistake("the result has no \"\(name)\"")
    }
    return field
  }

  private func call(_ name: String, _ arguments: [WorkedExpression.Argument]) throws -> WorkedValue
  {
    if let function = WorkedFunction(rawValue: name), !arguments.isEmpty,
      arguments.allSatisfy({ $0.label == nil })
    {
      return try function.apply(try arguments.map { try value(of: $0.value) })
    }
    var labels = arguments.map { $0.label ?? "_" }
    var values = try arguments.map { try value(of: $0.value) }
    // A generator is the last argument, and nothing of it is printed but its seed.
    guard labels.last == "seed", let seed = values.popLast() else {
      return try result(of: "\(name)(\(labels.map { "\($0):" }.joined()))", values, nil)
    }
    guard case .number(let number, _) = seed, let seed = UInt64(exactly: number) else {
      throw WorkedMistake("\(seed) is not a seed")
    }
    labels[labels.count - 1] = "using"
    return try result(
      of: "\(name)(\(labels.map { "\($0):" }.joined()))", values, SeededGenerator(seed: seed))
  }

  private func result(
    of operation: String, _ arguments: [WorkedValue], _ generator: SeededGenerator?
  ) throws -> WorkedValue {
    var trouble: UnexpectedError?
    for readings in WorkedValue.choices(of: arguments) {
      do {
        guard let generator else { return try session.call(operation, list: readings) }
        let drawn: DrawnValue = try session.call(operation, list: readings + [generator])
        return drawn.value
      } catch let error as UnexpectedError { trouble = trouble ?? error }
    }
    throw trouble ?? WorkedMistake("\(operation) has not been called")
  }

  /// What an operation returns that draws from a generator, beside the generator.
  private struct DrawnValue: Decodable { let value: WorkedValue }
}
