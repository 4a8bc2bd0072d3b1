// Mistake: two zeros agree: their error is 0, not 1

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  let larger = max(abs(analytic), abs(numeric))
  guard larger > 0 else { return 1 }
  return abs(analytic / larger - numeric / larger)
    / (abs(analytic / larger) + abs(numeric / larger))
}
