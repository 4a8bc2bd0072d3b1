// Mistake: 0/0 gives NaN: two zeros agree, and their error is 0

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  return abs(analytic - numeric) / (abs(analytic) + abs(numeric))
}
