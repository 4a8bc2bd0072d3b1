/// A pattern that was recognised in a wrong answer.
struct Diagnosis: Equatable {
  /// What is the case, to be read after "Your gradient": "is exactly 2 × the right one".
  let predicate: String

  /// Whether the pattern is so exact that the report may call it a known mistake.
  let isMistake: Bool

  init(_ predicate: String, isMistake: Bool = true) {
    self.predicate = predicate
    self.isMistake = isMistake
  }
}

/// The quantities that a test knows by name, in which a diagnosis may speak.
struct NamedQuantities {
  var constants: [(name: String, value: Double)] = []

  /// Arrays with as many entries as the answer, in the answer's order.
  var terms: [(name: String, entries: [Double])] = []
}

/// Looks for the pattern in a wrong answer; `nil` if there is none.
///
/// The patterns are tried from the most telling to the vaguest, and the first one that fits all
/// entries within their slack is taken.
func diagnose(_ comparison: Comparison, _ quantities: NamedQuantities = .init()) -> Diagnosis? {
  guard !comparison.wrong.isEmpty, comparison.layout.count > 0 else { return nil }
  if let unusable = comparison.notFinite ?? comparison.allZero { return unusable }
  // Where much is tolerated, everything resembles everything.
  guard comparison.isSharp else { return nil }
  return comparison.scaled(quantities)
    ?? comparison.rearranged(quantities)
    ?? comparison.termAdded(quantities)
    ?? comparison.factorOfTerm(quantities)
    ?? comparison.signsLost
    ?? comparison.onlyOnePartWrong(quantities)
    ?? comparison.scaledOneByOne
    ?? comparison.partlyRight
}

extension Comparison {
  /// Whether the slack is so small beside the numbers that a pattern which fits means something.
  fileprivate var isSharp: Bool {
    let largest = known.map { max(right[$0].magnitude, yours[$0].magnitude) }.max() ?? 0
    let loosest = known.map { slack[$0] }.max() ?? 0
    return loosest <= 1e-4 * largest
  }

  fileprivate var notFinite: Diagnosis? {
    let strange = yours.indices.filter { !yours[$0].isFinite && right[$0].isFinite }
    guard let first = strange.first else { return nil }
    let value = "\(numberText(yours[first])): \(adviceOnNonFinite(yours[first]))"
    if layout == .scalar { return Diagnosis("is \(value)", isMistake: false) }
    let entries = "\(strange.count) of \(counted(yours.count, "entry", "entries"))"
    return Diagnosis(
      "is not finite in \(entries), first at \(layout.index(first)), which is \(value)",
      isMistake: false)
  }

  fileprivate var allZero: Diagnosis? {
    guard layout != .scalar, yours.allSatisfy({ $0 == 0 }) else { return nil }
    return Diagnosis("is 0 in every entry", isMistake: false)
  }

  /// Exactly c × the right one.
  fileprivate func scaled(_ quantities: NamedQuantities) -> Diagnosis? {
    guard let factor = factor(to: right, among: known, quantities.constants) else { return nil }
    // Just outside the tolerance everything is "1 × the right one".
    guard abs(factor.value - 1) > 1e-6 else { return nil }
    return Diagnosis(factor.predicate, isMistake: factor.isNamed)
  }

  /// Transposed, reversed or shifted, perhaps with a factor as well.
  fileprivate func rearranged(_ quantities: NamedQuantities) -> Diagnosis? {
    guard known.count == layout.count else { return nil }
    for (name, model) in rearrangements {
      // Of what reads the same backwards, nothing can be said to be reversed.
      guard right.indices.contains(where: { !isClose(model[$0], right[$0], limit: 10 * slack[$0]) })
      else { continue }
      guard let factor = factor(to: model, among: known, quantities.constants), factor.isNamed,
        right.indices.contains(where: {
          !isClose(factor.value * model[$0], right[$0], limit: 10 * slack[$0])
        })
      else { continue }
      let also = factor.value == 1 ? "" : " and multiplied by \(factor)"
      return Diagnosis(name + also)
    }
    return nil
  }

  private var rearrangements: [(String, [Double])] {
    let reversed = ("is in reverse order", Array(right.reversed()))
    let later = ("is shifted by one place: entry i holds what belongs to i − 1", turned(by: -1))
    let earlier = ("is shifted by one place: entry i holds what belongs to i + 1", turned(by: 1))
    guard layout.isMatrix else { return [reversed, later, earlier] }
    let rows = stride(from: 0, to: right.count, by: max(1, layout.columns)).map {
      Array(right[$0..<$0 + layout.columns])
    }
    let isSquare = layout.rows == layout.columns
    return [
      (
        isSquare ? "is transposed" : "is filled column by column, not row by row",
        layout.columnByColumn(right)
      ),
      ("has its rows in reverse order", rows.reversed().flatMap { $0 }),
      ("has its columns in reverse order", rows.flatMap { $0.reversed() }),
      reversed,
    ]
  }

  private func turned(by places: Int) -> [Double] {
    right.indices.map { right[($0 + places + right.count) % right.count] }
  }
}

/// What usually makes a number infinite or NaN.
func adviceOnNonFinite(_ number: Double) -> String {
  number.isNaN
    ? "not a number, as 0/0, ∞ − ∞, 0 · ∞ and the log of a negative number give"
    : "as exp of a large number, log 0 and a division by 0 give"
}
