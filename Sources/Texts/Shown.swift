/// A text that somebody else has chosen, such as a file's name, fit for a terminal, a table or a page:
/// on one line, in the order of its characters, and commanding nothing.
///
/// Signs that aren't to be seen stand as `\u{1B}`, but for those that join letters.
package func shown(_ text: String, limit: Int = .max) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(limit) {
    if isHarmless(scalar) {
      result.unicodeScalars.append(scalar)
    } else {
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
  }
  return limit < .max && text.unicodeScalars.dropFirst(limit).first != nil ? result + "…" : result
}

/// The same for a text of several lines, which may be indented by tabs.
package func shownLines(_ text: String) -> String {
  PlainText.lines(text).map { line in
    line.unicodeScalars.split(separator: "\t", omittingEmptySubsequences: false)
      .map { shown(String($0)) }.joined(separator: "\t")
  }.joined(separator: "\n")
}

private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: false
  // The joiners of Persian and Indian scripts, and of emoji; Arabic signs that are to be seen.
  case .format: [0x200C, 0x200D].contains(scalar.value) || (0x600...0x605).contains(scalar.value)
  default: true
  }
}
