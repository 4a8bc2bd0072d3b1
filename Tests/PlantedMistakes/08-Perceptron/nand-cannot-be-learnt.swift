// Mistake: a straight line separates the ones from the zeros here, with the help of the bias

public func canLearn(_ function: BitFunction) throws -> Bool {
  function == .and || function == .or
}
