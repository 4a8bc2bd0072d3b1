import Answers
import Foundation
import LinearAlgebra

/// A call with its result as a handout prints it, such as "loss(residual: 3, delta: 1) = 2.5".
///
/// Arguments and results are numbers, vectors `[1, 2]`, lists of integers (without a decimal point;
/// a vector in the same call needs one), matrices `[[1, 2], [3, 4]]`, `true`,
/// `false` and choices such as `.huber`. A field of the result may be named: `trace(…).mean = 2`.
struct WorkedCall {
  let operation: String
  let arguments: [PrintedValue]
  let field: String?
  let expected: PrintedValue

  /// Says what is wrong with a line.
  struct Mistake: Error, CustomStringConvertible {
    /// The sentence.
    let description: String
  }

  /// Reads a line.
  init(_ line: String) throws {
    guard
      let match = line.wholeMatch(of: /\s*(\w+)\((.*)\)(?:\.(\w+))?\s*=\s*(.+?)\s*(?:\/\/.*)?/)
    else { throw Mistake(description: "\"\(line)\" is not a call with its result") }
    let list = Self.split(String(match.2))
    let labels = list.map { $0.prefix { $0 != ":" } }
    operation = "\(match.1)(" + labels.map { "\($0):" }.joined() + ")"
    arguments = try list.map { argument in
      try PrintedValue(argument.drop { $0 != ":" }.dropFirst().trimmingPrefix(" ").description)
    }
    field = match.3.map(String.init)
    expected = try PrintedValue(String(match.4))
  }

  /// Makes the call and compares, to half a unit of the last digit printed.
  func check(in session: Session) throws {
    let got: PrintedValue
    do {
      got = try result(in: session, arguments)
    } catch let error as UnexpectedError where arguments.contains(where: { $0.integers != nil }) {
      // A list of whole numbers may be a vector, or labels and indices: the operation knows.
      do {
        let lists = arguments.map { $0.integers as (any Encodable & Sendable)? ?? $0 }
        got = try result(in: session, lists)
      } catch is UnexpectedError { throw error }
    }
    guard expected.agrees(with: got) else {
      throw Mistake(description: "the solution says \(got)")
    }
  }

  private func result(in session: Session, _ arguments: [any Encodable & Sendable]) throws
    -> PrintedValue
  {
    if let field {
      let fields: [String: Double] = try session.call(operation, list: arguments)
      guard let value = fields[field] else {
        throw Mistake(description: "the result has no number \"\(field)\"")
      }
      return .number(value, unit: 0)
    }
    switch expected {
    case .number: return .number(try session.call(operation, list: arguments), unit: 0)
    case .vector(_, let unit):
      let list: NumberList = try session.call(operation, list: arguments)
      return .vector(list.vector, unit: unit.map { _ in 0 })
    case .matrix(_, let unit):
      let matrix: Matrix = try session.call(operation, list: arguments)
      return .matrix(matrix, unit: unit.map { _ in 0 })
    case .truth: return .truth(try session.call(operation, list: arguments))
    case .choice: return .choice(try session.call(operation, list: arguments))
    }
  }

  /// Splits at the commas that stand in no bracket.
  fileprivate static func split(_ text: String) -> [String] {
    var parts: [String] = [""]
    var depth = 0
    for character in text {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }
}

/// A vector, or a list of whole numbers such as indices.
private struct NumberList: Decodable {
  let vector: Vector

  init(from decoder: any Decoder) throws {
    if let vector = try? Vector(from: decoder) {
      self.vector = vector
    } else {
      vector = Vector(try [Int](from: decoder).map(Double.init))
    }
  }
}

/// A value as it is printed; `unit` is that of its last digit.
enum PrintedValue: Encodable, Sendable, CustomStringConvertible {
  case number(Double, unit: Double)
  case vector(Vector, unit: [Double])
  case matrix(Matrix, unit: [Double])
  case truth(Bool)
  case choice(String)

  init(_ text: String) throws {
    if text.hasPrefix("[[") {
      let rows = try WorkedCall.split(Self.inside(text)).map(Self.numbers)
      guard Set(rows.map(\.count)).count == 1 else {
        throw WorkedCall.Mistake(description: "\"\(text)\" has rows of different lengths")
      }
      self = .matrix(
        Matrix(rows: rows.map { Vector($0.map(\.value)) }), unit: rows.flatMap { $0.map(\.unit) })
    } else if text.hasPrefix("[") {
      let numbers = try Self.numbers(text)
      self = .vector(Vector(numbers.map(\.value)), unit: numbers.map(\.unit))
    } else if text == "true" || text == "false" {
      self = .truth(text == "true")
    } else if text.hasPrefix("."), text.dropFirst().first?.isLetter == true {
      self = .choice(String(text.dropFirst()))
    } else {
      let number = try Self.number(text)
      self = .number(number.value, unit: number.unit)
    }
  }

  private static func numbers(_ text: String) throws -> [(value: Double, unit: Double)] {
    try WorkedCall.split(inside(text)).map(number)
  }

  private static func inside(_ text: String) throws -> String {
    guard text.hasPrefix("["), text.hasSuffix("]") else {
      throw WorkedCall.Mistake(description: "\"\(text)\" is not a list in brackets")
    }
    return String(text.dropFirst().dropLast())
  }

  private static func number(_ text: String) throws -> (value: Double, unit: Double) {
    let plain = text.replacingOccurrences(of: "−", with: "-")
    guard let value = Double(plain) else {
      throw WorkedCall.Mistake(description: "\"\(text)\" is not a number")
    }
    let parts = plain.lowercased().split(separator: "e")
    let digits = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
    let exponent = parts.dropFirst().first.flatMap { Int($0) } ?? 0
    return (value, pow(10, Double(exponent - digits)))
  }

  func agrees(with other: PrintedValue) -> Bool {
    switch (self, other) {
    case (.number(let a, let unit), .number(let b, _)): close(a, b, unit)
    case (.vector(let a, let unit), .vector(let b, _)):
      a.count == b.count && a.indices.allSatisfy { close(a[$0], b[$0], unit[$0]) }
    case (.matrix(let a, let unit), .matrix(let b, _)):
      a.shape == b.shape
        && a.elements.indices.allSatisfy { close(a.elements[$0], b.elements[$0], unit[$0]) }
    case (.truth(let a), .truth(let b)): a == b
    case (.choice(let a), .choice(let b)): a == b
    default: false
    }
  }

  private func close(_ printed: Double, _ exact: Double, _ unit: Double) -> Bool {
    abs(printed - exact) <= 0.5 * unit * (1 + 1e-9) + 1e-12 * abs(exact)
  }

  /// The entries of a list that is printed without a decimal point.
  var integers: [Int]? {
    guard case .vector(let vector, let unit) = self, unit.allSatisfy({ $0 == 1 }) else {
      return nil
    }
    let integers = vector.compactMap(Int.init(exactly:))
    return integers.count == vector.count ? integers : nil
  }

  var description: String {
    switch self {
    case .number(let value, _): "\(value)"
    case .vector(let value, _): "\(value.elements)"
    case .matrix(let value, _): "\((0..<value.rows).map { value.row($0).elements })"
    case .truth(let value): "\(value)"
    case .choice(let value): ".\(value)"
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let value, _): try container.encode(value)
    case .vector(let value, _): try container.encode(value)
    case .matrix(let value, _): try container.encode(value)
    case .truth(let value): try container.encode(value)
    case .choice(let value): try container.encode(value)
    }
  }
}
