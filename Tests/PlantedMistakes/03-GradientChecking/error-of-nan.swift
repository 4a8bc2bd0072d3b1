// Mistake: NaN is neither below nor above a limit, so a gradient of NaN passes: its error is infinite

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  let larger = max(abs(analytic), abs(numeric))
  guard larger > 0 else { return 0 }
  let (a, n) = (analytic / larger, numeric / larger)
  return abs(a - n) / (abs(a) + abs(n))
}
