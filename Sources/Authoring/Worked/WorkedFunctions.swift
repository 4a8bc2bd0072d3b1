import Foundation

/// What may stand around a call. All but `abs`, `sqrt`, `exp` and `log` make one number of all numbers.
enum WorkedFunction: String, CaseIterable {
  case max, min, sum, mean
  /// The root of the mean squared distance from the mean.
  case std
  /// The root of the sum of squares.
  case norm
  /// How many entries a list has.
  case count
  case abs, sqrt, exp, log

  func apply(_ values: [WorkedValue]) throws -> WorkedValue {
    switch self {
    case .abs: return try each(values, Swift.abs)
    case .sqrt: return try each(values) { $0.squareRoot() }
    case .exp: return try each(values, Foundation.exp)
    case .log: return try each(values, Foundation.log)
    case .count:
      guard values.count == 1, let entries = values[0].entries else {
        throw WorkedMistake("count takes one list")
      }
      return .number(Double(entries.count), unit: 0)
    case .max, .min, .sum, .mean, .std, .norm:
      let numbers = try values.flatMap { try $0.numbers() }
      guard let first = numbers.first else { throw WorkedMistake("\(self) has no numbers") }
      return .number(one(of: numbers, first), unit: 0)
    }
  }

  private func one(of numbers: [Double], _ first: Double) -> Double {
    let sum = numbers.reduce(0, +)
    let mean = sum / Double(numbers.count)
    // A NaN must not be passed over, which comparisons would do.
    switch self {
    case .max: return sum.isNaN && numbers.contains(where: \.isNaN) ? .nan : numbers.max() ?? first
    case .min: return sum.isNaN && numbers.contains(where: \.isNaN) ? .nan : numbers.min() ?? first
    case .mean: return mean
    case .std:
      let squares = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +)
      return (squares / Double(numbers.count)).squareRoot()
    case .norm: return numbers.map { $0 * $0 }.reduce(0, +).squareRoot()
    default: return sum
    }
  }

  private func each(
    _ values: [WorkedValue], _ function: (Double) -> Double
  ) throws -> WorkedValue {
    guard values.count == 1 else { throw WorkedMistake("\(self) takes one value") }
    func apply(_ value: WorkedValue) throws -> WorkedValue {
      if let entries = value.entries { return .printed(try entries.map(apply)) }
      guard case .number(let number, _) = value else {
        throw WorkedMistake("\(value) is not a number")
      }
      return .number(function(number), unit: 0)
    }
    return try apply(values[0])
  }
}

/// A sign between two values; a number goes with every entry of a list.
enum WorkedArithmetic {
  case plus, minus, times, over

  func apply(_ left: WorkedValue, _ right: WorkedValue) throws -> WorkedValue {
    switch (left.entries, right.entries) {
    case (let entries?, let others?):
      guard entries.count == others.count else {
        throw WorkedMistake("\(left) and \(right) have different numbers of entries")
      }
      return .printed(try zip(entries, others).map { try apply($0, $1) })
    case (let entries?, nil): return .printed(try entries.map { try apply($0, right) })
    case (nil, let others?): return .printed(try others.map { try apply(left, $0) })
    case (nil, nil):
      guard case .number(let one, _) = left, case .number(let other, _) = right else {
        throw WorkedMistake("\(left) and \(right) are not both numbers")
      }
      return .number(apply(one, other), unit: 0)
    }
  }

  private func apply(_ one: Double, _ other: Double) -> Double {
    switch self {
    case .plus: one + other
    case .minus: one - other
    case .times: one * other
    case .over: one / other
    }
  }
}
