import LinearAlgebra

/// A number as a message shows it: exact where that is short, else so many digits; `NaN`, `∞`, `−∞`.
func numberText(_ number: Double, digits: Int = 6) -> String {
  if number.isNaN { return "NaN" }
  if number.isInfinite { return number < 0 ? "−∞" : "∞" }
  let exact = number.description
  return digits >= 6 && exact.count <= 10 ? exact : rounded(number, digits: digits).description
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
