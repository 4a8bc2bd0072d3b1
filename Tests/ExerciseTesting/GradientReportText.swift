extension GradientReport {
  /// The message for a wrong derivative; `nil` if it is right.
  ///
  /// - Parameters:
  ///   - name: What the derivative is called.
  ///   - help: What the test knows beside it.
  func mismatch(named name: String, _ help: DiagnosisHelp) -> Mismatch? {
    if isRight { return nil }
    if let problem { return Mismatch(headline(problem, name), details: [advice(problem)]) }
    var (details, mistakes): ([String], [String]) = ([], [])
    let sentence = foreseenSentence(help)
    if let sentence {
      details.append(foreseen(sentence, noun))
      mistakes.append(sentence)
    }
    for part in parts where !part.comparison.wrong.isEmpty {
      let diagnosis = sentence == nil ? diagnose(part.comparison, help.quantities(for: part)) : nil
      details += lines(for: part, diagnosis)
      guard let diagnosis, diagnosis.isMistake else { continue }
      mistakes.append("the \(noun) \(diagnosis.predicate)")
    }
    return Mismatch(
      "\(name) is not the derivative of your \(function)", details: details + remarks,
      mistakes: mistakes)
  }

  private var noun: String { claim.isJacobian ? "Jacobian" : "gradient" }
  private var function: String { claim.isJacobian ? "function" : "loss" }

  private func foreseenSentence(_ help: DiagnosisHelp) -> String? {
    guard claim.blocks.count == 1 else { return nil }
    return help.foreseenSentence(claim.entries, claim.blocks[0].layout)
  }

  private func lines(for part: Part, _ diagnosis: Diagnosis?) -> [String] {
    let comparison = part.comparison
    let measured = comparison.known.count
    let isSample = measured < comparison.layout.count
    let total = counted(measured, "entry", "entries")
    let verb = comparison.wrong.count == 1 ? "is" : "are"
    let sample = isSample ? " that were checked" : ""
    let prefix = part.name.map { "\($0): " } ?? ""
    let pattern = diagnosis.map { ["\(part.name ?? "Your \(noun)") \($0.predicate)."] } ?? []
    let picture = picture(of: comparison, isExplained: diagnosis != nil)
    return ["\(prefix)\(comparison.wrong.count) of \(total)\(sample) \(verb) wrong"]
      + comparison.firstAndWorst("the slope is") + pattern + picture
  }

  /// What else there is to know.
  private var remarks: [String] {
    var remarks: [String] = []
    let wrong = parts.filter { !$0.comparison.wrong.isEmpty }
    let right = parts.filter { $0.comparison.wrong.isEmpty }.compactMap(\.name)
    if wrong.isEmpty {
      let directions = counted(wrongDirections, "random direction", "random directions")
      remarks.append("the slope is wrong in \(directions) across all entries")
    }
    if !right.isEmpty { remarks.append("right: \(list(right, atMost: 8))") }
    for kink in parts.flatMap(\.kinks).prefix(2) {
      let (lower, upper) = numberTexts(kink.lower, kink.upper)
      let slopes = "any slope from \(lower) to \(upper) is right"
      remarks.append("your \(function) has a kink at \(kink.index): \(slopes)")
    }
    let undecided = parts.reduce(0) { $0 + $1.comparison.known.count - $1.decided }
    if undecided > 0 {
      let entries = counted(undecided, "entry is", "entries are")
      remarks.append("\(entries) too small to be decided here: rounding hides the slope")
    }
    return remarks + [
      "tolerance 1e-06 of each entry, and 4 × the estimated error of the numerical slope",
      "This test compares it with your own \(function). Whether that is right, other tests ask.",
    ]
  }

  private func headline(_ problem: Problem, _ name: String) -> String {
    switch problem {
    case .notFinite(let value): "\(name) can't be checked: your \(function) is \(numberText(value))"
    case .notFiniteNearby:
      "\(name) can't be checked: close to this point your \(function) is not a finite number"
    case .notSmooth:
      "\(name) can't be checked: your \(function) jumps at this point"
    case .notRepeatable:
      "\(name) can't be checked: your \(function) gives two results for the same input"
    case .provesNothing:
      "\(name) can't be checked at this point: rounding hides every slope of your \(function)"
    }
  }

  private func advice(_ problem: Problem) -> String {
    switch problem {
    case .notFinite(let value): "\(numberText(value)): \(adviceOnNonFinite(value))"
    case .notFiniteNearby: "Look for a log, a division or a root at the edge of what it allows."
    case .notSmooth: "Look for a comparison, a rounding or a root at the edge of what it allows."
    case .notRepeatable: "Does it keep something from the call before, or draw random numbers?"
    case .provesNothing:
      "Right or wrong, no gradient could fail here. If your \(function) is right, "
        + "the test needs another point."
    }
  }
}
