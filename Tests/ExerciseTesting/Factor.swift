/// A number by which an answer is off, with the names under which the test knows it.
struct Factor: CustomStringConvertible {
  let magnitude: Double
  let isNegative: Bool

  /// How its magnitude can be written: `["2"]`, `["½", "1/N"]`; empty if it has no name.
  let names: [String]

  /// Finds the names of `value` among −1, 2, ½ and powers and small multiples of the constants.
  ///
  /// - Parameter uncertainty: The fraction of the value by which it may differ from what is named.
  init(_ value: Double, constants: [(name: String, value: Double)], uncertainty: Double) {
    let plain = [Named("1", 1), Named("2", 2), Named("½", 0.5)]
    // The simplest names win: where λ = 0.1 and N = 5, a fifth is 1/N rather than 2λ.
    let candidates = [plain + constants.flatMap(Factor.simple), constants.flatMap(Factor.powers)]
    let limit = max(1e-12, uncertainty) * value.magnitude
    let fitting = candidates.lazy.map { names in
      names.filter { isClose(value.magnitude, $0.value, limit: limit) }
    }
    let best = fitting.first { !$0.isEmpty } ?? []
    names = best.map(\.name)
    magnitude = best.first?.value ?? value.magnitude
    isNegative = value < 0
  }

  var value: Double { isNegative ? -magnitude : magnitude }

  var isNamed: Bool { !names.isEmpty }

  /// The factor without its sign: `2`, `½ = 1/N` or `0.372`.
  var magnitudeText: String {
    isNamed ? names.prefix(2).joined(separator: " = ") : numberText(magnitude, digits: 4)
  }

  /// The factor as it stands in a sentence: `−2`, `1/τ²` or `0.372`.
  var description: String {
    guard isNegative else { return magnitudeText }
    return isNamed ? names.prefix(2).map { "−\($0)" }.joined(separator: " = ") : "−\(magnitudeText)"
  }

  private struct Named {
    let name: String
    let value: Double

    init(_ name: String, _ value: Double) {
      self.name = name
      self.value = value
    }
  }

  private static func simple(_ name: String, _ constant: Double) -> [Named] {
    let c = constant.magnitude
    // A constant of ±1 can't be told from a plain factor: such a test proves nothing about it.
    return c == 0 || c == 1 ? [] : [Named(name, c), Named("1/\(name)", 1 / c)]
  }

  private static func powers(_ name: String, _ constant: Double) -> [Named] {
    let c = constant.magnitude
    guard c != 0, c != 1 else { return [] }
    return [
      Named("\(name)²", c * c), Named("1/\(name)²", 1 / (c * c)), Named("2\(name)", 2 * c),
      Named("\(name)/2", c / 2), Named("2/\(name)", 2 / c), Named("1/(2\(name))", 1 / (2 * c)),
    ]
  }
}
