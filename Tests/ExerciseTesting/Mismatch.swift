import LinearAlgebra
import Testing

/// What is wrong with an answer, as the student reads it.
struct Mismatch: Equatable {
  /// The first line, which says what is wrong.
  let headline: String

  /// The lines below it.
  let details: [String]

  /// The known mistakes that were recognised, for the report.
  let mistakes: [String]

  /// The whole message. A paragraph is one line, however long: whoever shows it knows the width.
  var text: String {
    let lines = details.flatMap { $0.split(separator: "\n") }
    return ([headline] + lines.map { "  " + $0 }).joined(separator: "\n")
  }

  init(_ headline: String, details: [String] = [], mistakes: [String] = []) {
    self.headline = headline
    self.details = details
    self.mistakes = mistakes
  }

  /// A mismatch that points to one known mistake, unless that is ruled out.
  init(
    _ headline: String, details: [String] = [], naming mistake: String?,
    unless ruledOut: Set<String>
  ) {
    let named = [mistake].compactMap(\.self).filter { !ruledOut.contains($0) }
    self.init(
      headline, details: details + named.map { "That points to this: \($0)" }, mistakes: named)
  }
}

/// Wrong answers that an author foresaw, each with its sentence.
struct ForeseenMistakes: Sendable {
  let answers: [(entries: [Double], layout: Layout, sentence: String)]

  /// Each foreseen mistake, and whether it gives these numbers within the tolerance.
  func predictions(
    for yours: [Double], _ layout: Layout, _ tolerance: Tolerance
  ) -> [Observation.Prediction] {
    answers.map {
      .init(
        sentence: $0.sentence,
        fits: distance(from: $0.entries, $0.layout, to: yours, layout, tolerance) != nil,
        answer: "\($0.entries)")
    }
  }

  /// The sentence of the nearest foreseen answer within the tolerance, if there is one.
  func sentence(
    for yours: [Double], _ layout: Layout, _ tolerance: Tolerance, without ruledOut: Set<String>
  ) -> String? {
    let near = answers.filter { !ruledOut.contains($0.sentence) }.compactMap { answer in
      distance(from: answer.entries, answer.layout, to: yours, layout, tolerance)
        .map { (distance: $0, sentence: answer.sentence) }
    }
    return near.min { $0.distance < $1.distance }?.sentence
  }

  /// How far off a foreseen answer is; `nil` if that is more than the tolerance.
  private func distance(
    from entries: [Double], _ layout: Layout, to yours: [Double], _ yourLayout: Layout,
    _ tolerance: Tolerance
  ) -> Double? {
    guard layout == yourLayout else { return nil }
    let limit = tolerance.limit(for: entries)
    let isNear = yours.indices.allSatisfy {
      isClose(yours[$0], entries[$0], limit: limit) || (yours[$0].isNaN && entries[$0].isNaN)
    }
    let distances = yours.indices.map { (yours[$0] - entries[$0]).magnitude }
    // The difference of two infinities is NaN; they agree.
    return isNear ? distances.filter { !$0.isNaN }.max() ?? 0 : nil
  }
}

/// The line that names a foreseen mistake.
func foreseen(_ sentence: String, _ yours: String) -> String {
  "Your \(yours) points to this: \(sentence)"
}

/// An answer of numbers and what is expected of it.
struct Judgement: Sendable {
  let name: String
  let tolerance: Tolerance
  let foreseenMistakes: ForeseenMistakes

  /// The mistakes that aren't to be named, because something else speaks against them.
  var ruledOut: Set<String> = []

  /// What there is to see in an answer, right or wrong.
  func observation(
    _ yours: [Double], _ layout: Layout, expected: [Double], _ expectedLayout: Layout,
    at sourceLocation: SourceLocation
  ) -> Observation {
    let isRight = mismatch(yours, layout, expected: expected, expectedLayout) == nil
    let factor = isRight || layout != expectedLayout ? nil : plainFactor(yours, expected)
    return Observation(
      .numbers, foreseenMistakes.predictions(for: yours, layout, tolerance), factor: factor,
      isRight: isRight, at: sourceLocation
    ) { ruledOut in
      var judgement = self
      judgement.ruledOut = ruledOut
      return judgement.mismatch(yours, layout, expected: expected, expectedLayout)
    }
  }

  /// The number c, other than 0, of an answer that is c × the right one.
  private func plainFactor(_ yours: [Double], _ right: [Double]) -> Double? {
    guard let largest = right.indices.max(by: { right[$0].magnitude < right[$1].magnitude })
    else { return nil }
    let factor = yours[largest] / right[largest]
    guard factor.isFinite, factor != 0 else { return nil }
    let limit = tolerance.limit(for: right) * max(1, factor.magnitude)
    return right.indices.allSatisfy { isClose(yours[$0], factor * right[$0], limit: limit) }
      ? factor : nil
  }

  /// Compares an answer with what is expected; `nil` if it is right.
  func mismatch(
    _ yours: [Double], _ layout: Layout, expected: [Double], _ expectedLayout: Layout
  ) -> Mismatch? {
    guard layout == expectedLayout else {
      return shapeMismatch(yours, layout, expected, expectedLayout)
    }
    let limit = tolerance.limit(for: expected)
    let slack = [Double](repeating: limit, count: yours.count)
    let comparison = Comparison(layout: layout, yours: yours, right: expected, slack: slack)
    guard !comparison.wrong.isEmpty else { return nil }
    let isScalar = layout == .scalar
    let facts = isScalar ? scalarFacts(comparison, limit) : arrayFacts(comparison, limit)
    let (explanation, mistakes) = explanation(of: comparison)
    let isExplained = !explanation.isEmpty || ConceptCheck.isRunning
    let picture = picture(of: comparison, isExplained: isExplained)
    return Mismatch(
      facts.headline, details: facts.details + explanation + picture, mistakes: mistakes)
  }

  private func scalarFacts(
    _ comparison: Comparison, _ limit: Double
  ) -> (headline: String, details: [String]) {
    let (yours, right) = (comparison.yours[0], comparison.right[0])
    let (mine, expected) = numberTexts(yours, right)
    let headline = ConceptCheck.headline(name, is: mine, expected: expected)
    guard yours.isFinite, right.isFinite, !ConceptCheck.isRunning else { return (headline, []) }
    let off = numberText((yours - right).magnitude, digits: 3)
    return (headline, ["off by \(off) (\(toleranceText(limit)))"])
  }

  private func arrayFacts(
    _ comparison: Comparison, _ limit: Double
  ) -> (headline: String, details: [String]) {
    let total = comparison.yours.count
    let verb = comparison.wrong.count == 1 ? "is" : "are"
    let entries = total == 1 ? "entry" : "entries"
    return (
      "\(name): \(comparison.wrong.count) of \(total) \(entries) \(verb) wrong",
      ConceptCheck.isRunning ? [] : comparison.firstAndWorst() + [toleranceText(limit)]
    )
  }

  private func toleranceText(_ limit: Double) -> String {
    limit == 0 ? "no tolerance: it must be equal" : "tolerance \(numberText(limit, digits: 3))"
  }

  /// The foreseen mistake, or else the pattern that was recognised.
  private func explanation(of comparison: Comparison) -> (lines: [String], mistakes: [String]) {
    let yours = comparison.layout == .scalar ? numberText(comparison.yours[0]) : "answer"
    let sentence = foreseenMistakes.sentence(
      for: comparison.yours, comparison.layout, tolerance, without: ruledOut)
    if let sentence { return ([foreseen(sentence, yours)], [sentence]) }
    guard !ConceptCheck.isRunning,
      let diagnosis = diagnose(comparison, quantities(of: comparison.layout))
    else {
      return ([], [])
    }
    let line = "Your answer \(diagnosis.predicate)."
    // One number that is twice another proves little, so it is said but not called a mistake.
    let isMistake = diagnosis.isMistake && comparison.layout != .scalar
    return ([line], isMistake ? ["the answer \(diagnosis.predicate)"] : [])
  }

  /// A mean taken over the wrong thing differs by the shape.
  private func quantities(of layout: Layout) -> NamedQuantities {
    switch layout {
    case .scalar: NamedQuantities()
    case .vector(let n): NamedQuantities(constants: [("n", Double(n))])
    case .matrix(let rows, let columns):
      NamedQuantities(constants: [("rows", Double(rows)), ("columns", Double(columns))])
    }
  }

  private func shapeMismatch(
    _ yours: [Double], _ layout: Layout, _ expected: [Double], _ expectedLayout: Layout
  ) -> Mismatch {
    let headline = "\(name) has \(layout.shape), expected \(expectedLayout.shape)"
    let sentence = foreseenMistakes.sentence(for: yours, layout, tolerance, without: ruledOut)
    if let sentence {
      return Mismatch(headline, details: [foreseen(sentence, "answer")], mistakes: [sentence])
    }
    guard case .matrix(let rows, let columns) = layout,
      expectedLayout == .matrix(rows: columns, columns: rows)
    else { return Mismatch(headline) }
    let turned = layout.columnByColumn(yours)
    let limit = tolerance.limit(for: expected)
    let isTransposed = expected.indices.allSatisfy {
      isClose(turned[$0], expected[$0], limit: limit)
    }
    return isTransposed
      ? Mismatch(
        headline, details: ["It is transposed: its numbers are right."],
        mistakes: ["the answer is transposed"])
      : Mismatch(headline, details: ["It looks transposed, and its numbers are wrong too."])
  }
}

extension Comparison {
  /// The lines that show the first and the worst wrong entry.
  ///
  /// - Parameter standard: What the right value is called.
  func firstAndWorst(_ standard: String = "expected") -> [String] {
    guard let first = wrong.first, let worst else { return [] }
    let lines = ["first: " + described(first, standard)]
    return worst == first ? lines : lines + ["worst: " + described(worst, standard)]
  }

  private func described(_ entry: Int, _ standard: String) -> String {
    let (mine, expected) = numberTexts(yours[entry], right[entry])
    let off = difference(entry)
    let distance = off.isFinite ? ", off by \(numberText(off, digits: 3))" : ""
    return "\(layout.index(entry)) is \(mine), \(standard) \(expected)\(distance)"
  }
}
