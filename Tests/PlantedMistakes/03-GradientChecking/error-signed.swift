// Mistake: an error is a magnitude: |a − g|, not a − g

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return (analytic - numeric) / (abs(analytic) + abs(numeric))
}
