import LinearAlgebra

/// A number as a message shows it: at most six digits, `NaN`, `∞` or `−∞`.
func numberText(_ number: Double, digits: Int = 6) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "−∞" : "∞" }
  return rounded(number, digits: digits).description
}

/// Two numbers with as many digits as it takes to tell them apart, and at least six.
func numberTexts(_ first: Double, _ second: Double) -> (String, String) {
  for digits in 6..<17 {
    let pair = (numberText(first, digits: digits), numberText(second, digits: digits))
    if pair.0 != pair.1 { return pair }
  }
  return (numberText(first, digits: 17), numberText(second, digits: 17))
}

/// The number nearest to `number` that has so many significant decimal digits.
private func rounded(_ number: Double, digits: Int) -> Double {
  var buffer = [CChar](repeating: 0, count: 40)
  withVaList([Int32(digits), number]) { _ = vsnprintf(&buffer, buffer.count, "%.*g", $0) }
  return strtod(buffer, nil)
}

/// A count with its noun: "1 entry", "3 entries".
func counted(_ count: Int, _ singular: String, _ plural: String) -> String {
  "\(count) \(count == 1 ? singular : plural)"
}

/// The first few of the items, with an ellipsis where some were left out.
func list(_ items: [String], atMost limit: Int = 4) -> String {
  let shown = items.prefix(limit).joined(separator: ", ")
  return items.count > limit ? shown + ", …" : shown
}

/// Breaks a paragraph at its spaces into lines of at most `width` columns.
///
/// The first line starts with `indent`, the others two columns further in.
func wrapped(_ paragraph: String, indent: String = "", width: Int = 98) -> [String] {
  var lines: [String] = []
  var line = indent
  for word in paragraph.split(separator: " ") {
    let isFirst = line.allSatisfy { $0 == " " }
    if !isFirst, line.count + 1 + word.count > width {
      lines.append(line)
      line = indent + "  " + word
    } else {
      line += isFirst ? String(word) : " " + word
    }
  }
  return lines + [line]
}
