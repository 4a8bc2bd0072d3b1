// Mistake: the divisor is |a| + |g|, not the larger of the two

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return abs(analytic - numeric) / max(abs(analytic), abs(numeric))
}
