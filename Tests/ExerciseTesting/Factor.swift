/// A number by which an answer is off, with the names under which the test knows it.
struct Factor: CustomStringConvertible {
  let value: Double

  /// How the number can be written: `["2"]`, `["½", "1/N"]`; empty if it has no name.
  let names: [String]

  /// Finds the names of `value` among −1, 2, ½ and powers and small multiples of the constants.
  ///
  /// - Parameter uncertainty: The part of the value by which it may differ from what is named.
  init(_ value: Double, constants: [(name: String, value: Double)], uncertainty: Double) {
    let candidates = Factor.plain + constants.flatMap(Factor.powers)
    let fitting = candidates.filter {
      isClose(value, $0.value, limit: max(1e-12, uncertainty) * $0.value.magnitude)
    }
    names = fitting.map(\.name)
    self.value = fitting.first?.value ?? value
  }

  var isNamed: Bool { !names.isEmpty }

  /// The factor without its sign: `2`, `½ = 1/N` or `0.372`.
  var magnitudeText: String {
    let unsigned = names.prefix(2).map { $0.hasPrefix("−") ? String($0.dropFirst()) : $0 }
    return isNamed ? unsigned.joined(separator: " = ") : numberText(value.magnitude, digits: 4)
  }

  /// The factor as it stands in a sentence: `−2`, `1/τ²` or `0.372`.
  var description: String { (value < 0 ? "−" : "") + magnitudeText }

  private static let plain: [(name: String, value: Double)] = [
    ("1", 1), ("−1", -1), ("2", 2), ("−2", -2), ("½", 0.5), ("−½", -0.5),
  ]

  /// What a mistake makes of a constant c: c, 1/c, c², 1/c², 2c, c/2 and 2/c, with either sign.
  private static func powers(
    of constant: (name: String, value: Double)
  ) -> [(name: String, value: Double)] {
    let (name, c) = constant
    // A constant of ±1 can't be told from a plain factor: such a test proves nothing about it.
    guard c != 0, c.isFinite, c.magnitude != 1 else { return [] }
    let positive = [
      (name, c), ("1/\(name)", 1 / c), ("\(name)²", c * c), ("1/\(name)²", 1 / (c * c)),
      ("2\(name)", 2 * c), ("\(name)/2", c / 2), ("2/\(name)", 2 / c),
      ("1/(2\(name))", 1 / (2 * c)),
    ]
    return positive + positive.map { ("−\($0.0)", -$0.1) }
  }
}
