// Mistake: a class's number of samples times its recall is what is right of it

public func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
  averaging == .micro
}
