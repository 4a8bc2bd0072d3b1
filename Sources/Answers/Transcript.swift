/// The beginning of what a program prints, and how much there was.
struct Transcript: Sendable {
  private let limit: Int
  private(set) var kept: [UInt8] = []
  private(set) var total = 0

  init(limit: Int) { self.limit = limit }

  mutating func append(_ bytes: some Collection<UInt8>) {
    total += bytes.count
    kept.append(contentsOf: bytes.prefix(limit - kept.count))
  }

  /// The text without control characters, with a last line that says what has been cut.
  ///
  /// A terminal obeys control characters: with them, a program could hide or rewrite a verdict.
  var text: String {
    let scalars = String(decoding: kept, as: UTF8.self).unicodeScalars.map { scalar in
      let isControl = scalar.properties.generalCategory == .control
      return isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar
    }
    let text = String(String.UnicodeScalarView(scalars))
    return total > kept.count ? text + "\n… (\(total - kept.count) more bytes)" : text
  }
}
