// Mistake: a batch size and a patience are at least 1

public func makeEarlyStopper(patience: Int) throws -> any EarlyStopper {
  guard patience >= 0 else {
    throw InvalidInput("patience must be at least 1, but it is \(patience)")
  }
  return PatientStopper(patience: patience)
}
