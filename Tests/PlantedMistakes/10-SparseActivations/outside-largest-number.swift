// Mistake: however large a number you take, −log p passes it before p is 0

public func crossEntropyOutsideSupport() throws -> Double {
  .greatestFiniteMagnitude
}
