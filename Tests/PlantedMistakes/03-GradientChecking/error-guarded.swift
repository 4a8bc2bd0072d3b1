// Mistake: a small number added to the divisor hides errors of small entries

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return abs(analytic - numeric) / max(1e-8, abs(analytic) + abs(numeric))
}
