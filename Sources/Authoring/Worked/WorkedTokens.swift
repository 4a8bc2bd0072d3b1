import Foundation

/// The smallest pieces of a worked line.
enum WorkedToken: Equatable {
  case number(Double, unit: Double)
  case name(String)
  case symbol(String)

  /// Takes a line apart; what follows `//` is a remark.
  static func all(in line: String) throws -> [WorkedToken] {
    var rest = Substring(line)
    var tokens: [WorkedToken] = []
    while let character = rest.first, !rest.hasPrefix("//") {
      if character.isWhitespace {
        rest.removeFirst()
      } else if let match = rest.prefixMatch(of: /(\d+(?:\.\d+)?|\.\d+)(?:[eE]([-+−]?\d+))?/) {
        tokens.append(try number(String(match.1), exponent: match.2.map(String.init)))
        rest = rest[match.range.upperBound...]
      } else if let match = rest.prefixMatch(of: /[A-Za-z_]\w*/) {
        tokens.append(.name(String(match.0)))
        rest = rest[match.range.upperBound...]
      } else {
        let symbol = ["...", "<=", ">="].first { rest.hasPrefix($0) } ?? String(character)
        tokens.append(.symbol(plain[symbol] ?? symbol))
        rest = rest.dropFirst(symbol.count)
      }
    }
    return tokens
  }

  /// How a text may print a symbol, and how Swift writes it.
  private static let plain = ["−": "-", "·": "*", "×": "*", "≤": "<=", "≥": ">=", "≈": "~"]

  /// A number; `unit` is that of its last digit.
  private static func number(_ digits: String, exponent: String?) throws -> WorkedToken {
    let exponent = exponent.map { $0.replacing("−", with: "-") } ?? "0"
    guard let value = Double("\(digits)e\(exponent)"), let power = Int(exponent) else {
      throw WorkedMistake("\"\(digits)e\(exponent)\" is not a number")
    }
    let places = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
    return .number(value, unit: pow(10, Double(power - (places?.count ?? 0))))
  }

  /// As it stands in a complaint.
  var text: String {
    switch self {
    case .number(let value, _): "\(value)"
    case .name(let text), .symbol(let text): text
    }
  }
}
