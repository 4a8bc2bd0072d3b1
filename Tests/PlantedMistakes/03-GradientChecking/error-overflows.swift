// Mistake: |a| + |g| overflows for numbers of 1e308: divide both by the larger first

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return abs(analytic - numeric) / (abs(analytic) + abs(numeric))
}
