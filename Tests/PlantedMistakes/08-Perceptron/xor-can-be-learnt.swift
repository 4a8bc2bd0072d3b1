// Mistake: no straight line separates the ones of this function from its zeros

public func canLearn(_ function: BitFunction) throws -> Bool {
  true
}
