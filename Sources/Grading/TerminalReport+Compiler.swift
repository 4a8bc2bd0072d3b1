extension TerminalReport {
  /// The first error whole, in plain words too where there are some, and a line for each of the others.
  package func compilerErrors(_ message: String) -> [String] {
    let errors = CompilerMessages(message).errors
    let (first, others) = (errors[0], errors.dropFirst())
    let margin = String(repeating: " ", count: 6)
    var lines = raw(first.headline, by: 6)
    lines += first.excerpt(width: style.width - 6).map { margin + harmless($0, tab: " ") }
    if let sentence = CompilerSentences.sentence(for: first) {
      lines += raw("In plain words: " + sentence, by: 6)
    } else {
      lines += first.notes.prefix(3).flatMap { raw("note: " + $0, by: 6) }
    }
    let own = others.filter { !$0.follows(from: first) }
    for error in own.prefix(3) {
      lines += raw(error.headline, by: 6)
    }
    if own.count > 3 { lines += indented(style.dim("… and \(own.count - 3) more errors"), by: 6) }
    if own.count < others.count {
      let count = others.count - own.count
      lines += indented(style.dim("… and \(count) more, which follow from this one"), by: 6)
    }
    return lines
  }
}
