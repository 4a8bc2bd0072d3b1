/// The words behind a command's name, taken apart as Swift's argument parser does it.
package struct Arguments {
  /// An option of a command.
  package struct Option: Sendable {
    package let names: [String]
    /// The name of its value in the help; nil for a flag.
    let value: String?
    let help: String

    package init(_ names: String..., value: String? = nil, help: String) {
      self.names = names
      self.value = value
      self.help = help
    }
  }

  package private(set) var positional: [String] = []
  private var values: [String: [String]] = [:]

  package init(_ words: [String], options: [Option]) throws(UsageError) {
    var words = words[...]
    var takesOptions = true
    while let word = words.popFirst() {
      guard takesOptions, word.hasPrefix("-"), word != "-" else {
        positional.append(word)
        continue
      }
      if word == "--" {
        takesOptions = false
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.names.contains(name) }) else {
        throw UsageError(
          "Unknown option '\(name)'" + suggestion(for: name, among: options.flatMap(\.names)))
      }
      try take(option, name, given: parts.dropFirst().first.map(String.init), from: &words)
    }
  }

  private mutating func take(
    _ option: Option, _ name: String, given: String?, from words: inout ArraySlice<String>
  ) throws(UsageError) {
    let key = option.names[0]
    if let value = option.value {
      guard let word = given ?? words.popFirst() else {
        throw UsageError("Missing value for '\(name) <\(value)>'")
      }
      values[key, default: []].append(word)
    } else if given != nil {
      throw UsageError("The option '\(name)' does not take a value")
    } else {
      values[key] = [""]
    }
  }

  package func has(_ flag: String) -> Bool { values[flag] != nil }

  package func value(of option: String) -> String? { values[option]?.last }

  /// All values of an option that may be given several times.
  package func values(of option: String) -> [String] { values[option] ?? [] }

  /// A whole number that isn't smaller than `least`.
  package func number<Number: FixedWidthInteger>(
    of option: String, default standard: Number, from least: Number = 0
  ) throws(UsageError) -> Number {
    guard let text = value(of: option) else { return standard }
    guard let number = Number(text), number >= least else {
      throw UsageError(
        "The value '\(text)' is invalid for '\(option)': expected a whole number from \(least) on")
    }
    return number
  }
}

/// Says that the command line can't be understood.
package struct UsageError: Error {
  package let message: String

  package init(_ message: String) { self.message = message }
}

/// ". Did you mean 'x'?", or nothing when no word is near.
package func suggestion(for word: String, among words: [String]) -> String {
  let nearest = words.map { ($0, distance($0, word)) }.min { $0.1 < $1.1 }
  guard let nearest, nearest.1 <= max(2, word.count / 3) else { return "" }
  return ". Did you mean '\(nearest.0)'?"
}

/// How many characters have to be changed, added or left out (Levenshtein).
private func distance(_ a: String, _ b: String) -> Int {
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, y) in b.enumerated() {
      let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
      diagonal = row[j + 1]
      row[j + 1] = cost
    }
  }
  return row[b.count]
}
