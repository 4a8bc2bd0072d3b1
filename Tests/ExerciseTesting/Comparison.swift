/// An answer beside what is right, entry by entry, with what each entry may be off by.
struct Comparison {
  let layout: Layout

  /// The student's entries.
  let yours: [Double]

  /// The right entries: expected values, or slopes that were measured.
  let right: [Double]

  /// What each entry may be off by.
  let slack: [Double]

  /// The entries whose right value is known. A large gradient is measured at some entries only.
  let known: [Int]

  /// The entries that are wrong, in order.
  let wrong: [Int]

  init(layout: Layout, yours: [Double], right: [Double], slack: [Double], known: [Int]? = nil) {
    self.layout = layout
    self.yours = yours
    self.right = right
    self.slack = slack
    self.known = known ?? Array(right.indices)
    wrong = self.known.filter { !isClose(yours[$0], right[$0], limit: slack[$0]) }
  }

  /// How far an entry is off; infinite where that is not a number.
  func difference(_ entry: Int) -> Double {
    let difference = (yours[entry] - right[entry]).magnitude
    return difference.isNaN ? .infinity : difference
  }

  /// The wrong entry that is off the most, the first of equals.
  var worst: Int? {
    wrong.reduce(nil) { worst, entry in
      guard let worst, difference(entry) <= difference(worst) else { return entry }
      return worst
    }
  }

  /// Whether your entries are `model` within the slack, where it is known.
  func yoursEqual(_ model: (Int) -> Double) -> Bool {
    known.allSatisfy { isClose(yours[$0], model($0), limit: slack[$0]) }
  }
}
