import Foundation

extension StudentReport {
  /// The grade as JSON, with its keys in a fixed order.
  ///
  /// Dates are written as in ISO 8601. It holds the seed, by which `gradus replay` runs a verdict again: it
  /// is for whoever grades.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Self.text(date))
    }
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// Reads the grade back from its JSON.
  public init(json: Data) throws {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let container = try decoder.singleValueContainer()
      let text = try container.decode(String.self)
      guard let date = Self.date(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "\(text) isn't a date such as 2026-11-20T22:59:00Z")
      }
      return date
    }
    self = try decoder.decode(Self.self, from: json)
  }

  /// A date to a microsecond: "2026-11-20T22:59:00Z", "2026-11-20T22:59:00.25Z".
  private static func text(_ date: Date) -> String {
    let microseconds = (date.timeIntervalSince1970 * 1e6).rounded()
    let seconds = (microseconds / 1e6).rounded(.down)
    let text = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
    let rest = Int(microseconds - seconds * 1e6)
    if rest == 0 { return text }
    var digits = "\(1_000_000 + rest)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return text.dropLast() + ".\(digits)Z"
  }

  private static func date(_ text: String) -> Date? {
    guard let found = text.wholeMatch(of: /([^.]*?)(\.\d{1,9})?Z/),
      let whole = try? Date(found.1 + "Z", strategy: .iso8601)
    else { return nil }
    let seconds = "\(Int(whole.timeIntervalSince1970))\(found.2 ?? "")"
    return Double(seconds).map { Date(timeIntervalSince1970: $0) }
  }
}
