// Mistake: the costly mistake is to call a negative positive: precision sees it

public func decisiveMetric(for detector: Detector) throws -> ClassMetric {
  .recall
}
