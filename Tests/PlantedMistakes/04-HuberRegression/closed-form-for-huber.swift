// Mistake: are the equations linear in w, with coefficients that are known beforehand?

public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
  true
}
