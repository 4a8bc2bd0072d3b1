// Mistake: all samples, put together, and the share of them that is right

public func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
  averaging == .weighted
}
