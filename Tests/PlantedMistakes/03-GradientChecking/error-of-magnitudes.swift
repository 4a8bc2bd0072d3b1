// Mistake: the magnitudes are compared, so that a wrong sign passes: the error is |a − g|

private func relativeError(_ analytic: Double, _ numeric: Double) -> Double {
  guard analytic.isFinite, numeric.isFinite else { return .infinity }
  guard analytic != 0 || numeric != 0 else { return 0 }
  return abs(abs(analytic) - abs(numeric)) / (abs(analytic) + abs(numeric))
}
