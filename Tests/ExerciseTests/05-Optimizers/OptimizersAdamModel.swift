import ExerciseTesting
import LinearAlgebra

/// The settings of an Adam.
struct AdamSettings {
  let rate: Double
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  init(rate: Double, _ beta1: Double, _ beta2: Double, epsilon: Double) {
    (self.rate, self.beta1, self.beta2, self.epsilon) = (rate, beta1, beta2, epsilon)
  }

  /// What a message calls them.
  var name: String { "α = \(rate), β₁ = \(beta1), β₂ = \(beta2), ε = \(epsilon)" }
}

/// The numbers from which Adam's step and its relatives follow, without any state.
///
/// The corrected means are weighted means: sums are divided by the sum of the weights.
struct AdamSums {
  let settings: AdamSettings
  let history: GradientHistory

  init(_ settings: AdamSettings, _ history: GradientHistory) {
    (self.settings, self.history) = (settings, history)
  }

  var epsilon: Double { settings.epsilon }

  private func squares(_ values: [Double]) -> [Double] { values.map { $0 * $0 } }

  private func weights(_ beta: Double) -> Double {
    history.all.reduce(0) { sum, _ in beta * sum + 1 }
  }

  /// m̂ and √v̂.
  var mean: Double { history.sum(settings.beta1) / weights(settings.beta1) }
  var root: Double { sharedRoot { squares(history.own) } }

  /// √v̂ of other squares.
  func sharedRoot(_ squares: () -> [Double]) -> Double {
    (GradientHistory.sum(squares(), settings.beta2) / weights(settings.beta2)).squareRoot()
  }

  /// 1 − βᵗ for a t that is `ahead`; m̂ and √v̂ times their corrections are m and √v.
  func rest(_ beta: Double, ahead: Double = 0) -> Double { 1 - pow(beta, history.count + ahead) }
  var plainMean: Double { mean * rest(settings.beta1) }
  var plainRoot: Double { root * rest(settings.beta2).squareRoot() }

  /// Both means, with a number of steps that is wrong by `ahead`.
  func counted(ahead: Double) -> Double {
    let root = plainRoot / rest(settings.beta2, ahead: ahead).squareRoot()
    return plainMean / rest(settings.beta1, ahead: ahead) / (root + epsilon)
  }

  /// What a mean would be that is corrected and then carried on.
  private func carriedOn(_ values: [Double], _ beta: Double) -> Double {
    values.enumerated().reduce(0) { mean, next in
      (beta * mean + (1 - beta) * next.element) / (1 - pow(beta, Double(next.offset + 1)))
    }
  }

  /// What v has been at most, corrected in its own step or in this one.
  private func largestRoot(correctedBefore: Bool) -> Double {
    let roots = history.all.indices.map { k in
      let past = GradientHistory(all: Array(history.all[...k]), entry: history.entry)
      let sums = AdamSums(settings, past)
      return correctedBefore ? sums.root : sums.plainRoot
    }
    let largest = roots.max() ?? 0
    return correctedBefore ? largest : largest / rest(settings.beta2).squareRoot()
  }

  /// What the usual mistakes and Adam's relatives add instead, divided by −α.
  static var wrong: [(sentence: String, rule: (AdamSums) -> Double)] {
    [
      (Slip.ascent, { -$0.mean / ($0.root + $0.epsilon) }),
      (Slip.countFromZero, { $0.counted(ahead: -1) }), (Slip.countAhead, { $0.counted(ahead: 1) }),
      (Slip.noCorrection, { $0.plainMean / ($0.plainRoot + $0.epsilon) }),
      (Slip.correctsOnlyMean, { $0.mean / ($0.plainRoot + $0.epsilon) }),
      (Slip.correctsOnlySquare, { $0.plainMean / ($0.root + $0.epsilon) }),
      (
        Slip.fixedCorrection,
        {
          let root = $0.plainRoot / (1 - $0.settings.beta2).squareRoot()
          return $0.plainMean / (1 - $0.settings.beta1) / (root + $0.epsilon)
        }
      ),
      (
        Slip.correctionKept,
        {
          let square = $0.carriedOn($0.squares($0.history.own), $0.settings.beta2)
          return $0.carriedOn($0.history.own, $0.settings.beta1)
            / (square.squareRoot() + $0.epsilon)
        }
      ),
      (Slip.gradientInFull, { $0.mean / (1 - $0.settings.beta1) / ($0.root + $0.epsilon) }),
      (Slip.epsilonInside, { $0.mean / ($0.root * $0.root + $0.epsilon).squareRoot() }),
      (
        Slip.epsilonEarly,
        { $0.mean * $0.rest($0.settings.beta2).squareRoot() / ($0.plainRoot + $0.epsilon) }
      ), (Slip.noRoot, { $0.mean / ($0.root * $0.root + $0.epsilon) }),
      (Slip.noMean, { $0.history.last / ($0.root + $0.epsilon) }),
      (
        Slip.swapped,
        {
          let own = $0.settings
          let swapped = AdamSettings(rate: 1, own.beta2, own.beta1, epsilon: own.epsilon)
          let sums = AdamSums(swapped, $0.history)
          return sums.mean / (sums.root + own.epsilon)
        }
      ),
      (
        Slip.sharedSquare,
        { sums in
          sums.mean / (sums.sharedRoot { sums.history.all.map { ($0 * $0).mean() } } + sums.epsilon)
        }
      ),
      (
        Slip.sharedSquare,
        { sums in
          sums.mean / (sums.sharedRoot { sums.history.all.map { ($0 * $0).sum() } } + sums.epsilon)
        }
      ),
      (
        Slip.sharedMoments,
        { sums in
          let flat = sums.history.flat
          let mean =
            GradientHistory.sum(flat, sums.settings.beta1) / sums.weights(sums.settings.beta1)
          return mean / (sums.sharedRoot { sums.squares(flat) } + sums.epsilon)
        }
      ), (Slip.rmsprop, { $0.history.last / ($0.plainRoot + $0.epsilon) }),
      (
        Slip.nadam,
        {
          let (beta, last) = ($0.settings.beta1, $0.history.last)
          return (beta * $0.mean + (1 - beta) * last / $0.rest(beta)) / ($0.root + $0.epsilon)
        }
      ),
      (
        Slip.nadam,
        {
          let (beta, last) = ($0.settings.beta1, $0.history.last)
          let mean = beta * $0.plainMean / $0.rest(beta, ahead: 1)
          return (mean + (1 - beta) * last / $0.rest(beta)) / ($0.root + $0.epsilon)
        }
      ), (Slip.amsgrad, { $0.mean / ($0.largestRoot(correctedBefore: true) + $0.epsilon) }),
      (Slip.amsgrad, { $0.mean / ($0.largestRoot(correctedBefore: false) + $0.epsilon) }),
    ]
  }
}
