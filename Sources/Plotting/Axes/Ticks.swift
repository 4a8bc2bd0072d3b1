import Foundation

/// A mark on an axis.
struct Tick: Equatable {
  let number: RoundNumber
  let label: String

  var value: Double { number.value }
}

/// The round numbers of an axis.
enum Ticks {
  /// About so many ticks, and fewer where more would not be round; two at least where there are two.
  ///
  /// - Parameter wholeNumbers: whether there is nothing between two whole numbers, as for epochs.
  static func of(
    _ domain: Domain, about count: Int, format: NumberFormat = .automatic,
    wholeNumbers: Bool = false
  ) -> [Tick] {
    let numbers =
      domain.scale == .linear
      ? linear(domain, about: count, wholeNumbers: wholeNumbers)
      : logarithmic(domain, about: count)
    let labels = labels(numbers, format: format, sameDecimals: domain.scale == .linear)
    return zip(numbers, labels).map { Tick(number: $0, label: $1) }
  }

  /// Ticks at given numbers, as far as the axis has them.
  static func at(_ values: [Double], on domain: Domain, format: NumberFormat) -> [Tick] {
    let numbers = values.filter(domain.contains).map { RoundNumber(rounding: $0, significant: 6) }
    let labels = labels(numbers, format: format, sameDecimals: domain.scale == .linear)
    return zip(numbers, labels).map { Tick(number: $0, label: $1) }
  }

  /// Multiples of 1, 2 or 5 times a power of ten.
  private static func linear(_ domain: Domain, about count: Int, wholeNumbers: Bool)
    -> [RoundNumber]
  {
    for count in max(1, count)...max(1, count) + 3 {
      let step = roundStep(atLeast: domain.upper / Double(count) - domain.lower / Double(count))
      let isFine = wholeNumbers && step.exponent < 0
      let ticks = multiples(of: isFine ? RoundNumber(1) : step, in: domain)
      if ticks.count >= 2 || isFine { return ticks }
    }
    return []
  }

  private static func roundStep(atLeast width: Double) -> RoundNumber {
    let exponent = RoundNumber.exponent(of: width)
    for digits in [1, 2, 5] {
      let step = RoundNumber(digits, exponent: exponent)
      if step.value >= width * (1 - 1e-9) { return step }
    }
    return RoundNumber(1, exponent: exponent + 1)
  }

  private static func multiples(of step: RoundNumber, in domain: Domain) -> [RoundNumber] {
    let first = Int((domain.lower / step.value - 1e-9).rounded(.up))
    let last = Int((domain.upper / step.value + 1e-9).rounded(.down))
    guard first <= last else { return [] }
    return (first...last).map { RoundNumber($0 * step.digits, exponent: step.exponent) }
  }

  /// Powers of ten, or every second, third … of them; within few powers also their doubles and
  /// quintuples; within one, what a linear axis has.
  private static func logarithmic(_ domain: Domain, about count: Int) -> [RoundNumber] {
    let exponents =
      RoundNumber.exponent(
        of: domain.lower)...max(
        RoundNumber.exponent(of: domain.lower), RoundNumber.exponent(of: domain.upper))
    func within(_ digits: [Int], every step: Int = 1) -> [RoundNumber] {
      exponents.filter { $0 % step == 0 }
        .flatMap { exponent in digits.map { RoundNumber($0, exponent: exponent) } }
        .filter { domain.contains($0.value) }
    }
    let fine = within([1, 2, 5])
    if fine.count <= count + 1, fine.count >= 3 { return fine }
    if fine.count < 3 { return linear(domain, about: count, wholeNumbers: false) }
    let steps = [1, 2, 3, 5, 10, 20, 50, 100, 200].map { within([1], every: $0) }
    return steps.first { $0.count <= count + 1 && !$0.isEmpty } ?? fine
  }

  /// The fine marks of a logarithmic axis: 2 … 9 times each power of ten, where these are few.
  static func minor(_ domain: Domain) -> [Double] {
    guard domain.scale == .logarithmic else { return [] }
    let (first, last) = (
      RoundNumber.exponent(of: domain.lower), RoundNumber.exponent(of: domain.upper)
    )
    guard last - first <= 6 else { return [] }
    return (first...max(first, last)).flatMap { exponent in
      (1...9).map { RoundNumber($0, exponent: exponent).value }
    }.filter(domain.contains)
  }

  /// The labels of all ticks in one form: written out, or with powers of ten where that is shorter.
  private static func labels(
    _ numbers: [RoundNumber], format: NumberFormat, sameDecimals: Bool
  ) -> [String] {
    var numbers = numbers
    if format.isPercent {
      for index in numbers.indices { numbers[index].exponent += 2 }
    }
    let plain = numbers.map { padded($0, format: format).plain }
    let scientific = numbers.map(\.scientific)
    let largest = numbers.map { abs($0.value) }.max() ?? 0
    let finest = numbers.map(\.exponent).min() ?? 0
    func length(_ labels: [String]) -> Int { labels.map(\.count).max() ?? 0 }
    let isPlain =
      finest >= -4 && largest < (sameDecimals ? 1e7 : 1e6) || length(plain) <= length(scientific)
    return (isPlain ? plain : scientific).map { $0 + (format.isPercent ? "\u{A0}%" : "") }
  }

  /// The number with the zeros that the format asks for.
  private static func padded(_ number: RoundNumber, format: NumberFormat) -> RoundNumber {
    guard case .decimals(let count) = format, number.exponent > -count, count <= 9,
      abs(number.value) < 1e7
    else { return number }
    var number = number
    while number.exponent > -count {
      number.digits *= 10
      number.exponent -= 1
    }
    return number
  }
}
