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

  /// The text, with a last line that says what has been cut.
  var text: String {
    let text = String(decoding: kept, as: UTF8.self)
    return total > kept.count ? text + "\n… (\(total - kept.count) more bytes)" : text
  }
}
