// The patterns that a number describes: a factor, or a multiple of an array that was added.

extension Comparison {
  /// The number c with yours = c · `model` in all `entries`, if there is one and two entries say so.
  func factor(
    to model: [Double], among entries: [Int], _ constants: [(name: String, value: Double)] = []
  ) -> Factor? {
    let telling = entries.filter { model[$0].magnitude > 10 * slack[$0] }
    guard telling.count >= 2 || (layout == .scalar && telling.count == 1),
      let pivot = telling.max(by: { model[$0].magnitude < model[$1].magnitude })
    else { return nil }
    let ratio = yours[pivot] / model[pivot]
    guard ratio.isFinite, ratio != 0 else { return nil }
    let uncertainty = 2 * slack[pivot] / min(model[pivot].magnitude, yours[pivot].magnitude)
    let factor = Factor(ratio, constants: constants, uncertainty: uncertainty)
    let fits = entries.allSatisfy {
      let limit = slack[$0] * max(1, ratio.magnitude)
      let blur = uncertainty * (ratio * model[$0]).magnitude
      return isClose(yours[$0], ratio * model[$0], limit: limit + blur)
    }
    // One number alone is some multiple of any other.
    return fits && (factor.isNamed || layout != .scalar) ? factor : nil
  }

  /// Right plus c × an array that the test has named.
  func termAdded(_ quantities: NamedQuantities) -> Diagnosis? {
    for (name, term) in quantities.terms where term.count == yours.count {
      guard let factor = multiple(of: term, quantities.constants) else { continue }
      let sign = factor.isNegative ? "−" : "+"
      let amount = numberText(factor.magnitude, digits: 4)
      let meaning = factor.isNamed && factor.magnitudeText != amount
      let named = meaning ? " (\(amount) is \(factor.magnitudeText))" : ""
      let remark = factor.isNegative ? "is missing or too small" : "is too large or does not belong"
      return Diagnosis(
        "is the right one \(sign) \(amount) × \(name)\(named): a term in \(name) \(remark)")
    }
    let ones = [Double](repeating: 1, count: yours.count)
    guard let shift = multiple(of: ones, quantities.constants) else { return nil }
    let sign = shift.isNegative ? "−" : "+"
    let amount = numberText(shift.magnitude, digits: 4)
    return Diagnosis("is the right one \(sign) \(amount) in every entry", isMistake: shift.isNamed)
  }

  /// The number c with yours − right = c · `term`, if there is one and two entries say so.
  private func multiple(
    of term: [Double], _ constants: [(name: String, value: Double)]
  ) -> Factor? {
    let square = known.reduce(0) { $0 + term[$1] * term[$1] }
    guard square > 0 else { return nil }
    let c = known.reduce(0) { $0 + (yours[$1] - right[$1]) * (term[$1] / square) }
    let telling = known.filter { (c * term[$0]).magnitude > 50 * slack[$0] }
    let fits = known.allSatisfy {
      isClose(yours[$0] - right[$0], c * term[$0], limit: 2 * slack[$0])
    }
    guard fits, telling.count >= 2 else { return nil }
    let uncertainty = telling.map { slack[$0] / (c * term[$0]).magnitude }.min() ?? 0
    return Factor(c, constants: constants, uncertainty: 4 * uncertainty)
  }

  /// A named array multiplied in, or left out, entry by entry.
  func factorOfTerm(_ quantities: NamedQuantities) -> Diagnosis? {
    for (name, term) in quantities.terms where term.count == yours.count {
      let telling = known.filter { (right[$0] * term[$0]).magnitude > 10 * slack[$0] }
      guard telling.count >= 2 else { continue }
      if yoursEqual({ right[$0] * term[$0] }) {
        return Diagnosis("has a factor of \(name) too many, entry by entry")
      }
      let isMissing = known.allSatisfy {
        isClose(yours[$0] * term[$0], right[$0], limit: slack[$0] * max(1, term[$0].magnitude))
      }
      if isMissing { return Diagnosis("lacks a factor of \(name), entry by entry") }
    }
    return nil
  }

  /// Right but for signs.
  var signsLost: Diagnosis? {
    guard wrong.count >= 2, layout != .scalar,
      wrong.allSatisfy({ isClose(yours[$0], -right[$0], limit: slack[$0]) })
    else { return nil }
    if known.allSatisfy({ yours[$0] >= 0 }) {
      return Diagnosis("is the magnitude of the right one: the minus signs are lost")
    }
    return Diagnosis("is right except for the sign of \(wrong.count) of \(known.count) entries")
  }
}

extension Factor {
  /// The sentence for an answer that is this factor times the right one.
  var predicate: String {
    if value == -1 { return "is exactly −1 × the right one: the sign is wrong" }
    let exactly = isNamed ? "exactly " : ""
    let first = names.first ?? ""
    let isPlain = ["2", "½"].contains(first)
    let amount = isPlain || !isNamed ? "" : " (that is \(numberText(value, digits: 4)))"
    return "is \(exactly)\(description) × the right one\(amount)"
  }
}
