// Mistake: the error is relative: |a − g| has to be divided by |a| + |g|

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return abs(analytic - numeric)
}
