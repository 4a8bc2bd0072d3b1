/// A part of what a program prints, and how much there was.
struct Transcript: Sendable {
  /// The part that is kept.
  enum Part: Sendable { case beginning, end }

  private let limit: Int
  private let part: Part
  private(set) var kept: [UInt8] = []
  private(set) var total = 0

  /// - Parameter part: A compiler says first what matters, and a program that is looked into last.
  init(limit: Int, keeping part: Part = .beginning) {
    self.limit = limit
    self.part = part
  }

  mutating func append(_ bytes: some BidirectionalCollection<UInt8>) {
    total += bytes.count
    switch part {
    case .beginning: kept.append(contentsOf: bytes.prefix(limit - kept.count))
    case .end:
      kept.append(contentsOf: bytes.suffix(limit))
      kept.removeFirst(max(0, kept.count - limit))
    }
  }

  /// The text without control characters, with a line that says what has been cut.
  ///
  /// A terminal obeys control characters: with them, a program could hide or rewrite a verdict.
  var text: String {
    let cut = total - kept.count
    // What was cut in the middle of a character has no beginning.
    let whole = cut > 0 && part == .end ? kept.drop { $0 & 0xC0 == 0x80 } : kept[...]
    let scalars = String(decoding: whole, as: UTF8.self).unicodeScalars.map { scalar in
      let isControl = scalar.properties.generalCategory == .control
      return isControl && scalar != "\n" && scalar != "\t" ? "\u{FFFD}" : scalar
    }
    let text = String(String.UnicodeScalarView(scalars))
    if cut == 0 { return text }
    return part == .end ? "… (\(cut) bytes before)\n" + text : text + "\n… (\(cut) more bytes)"
  }
}
