// Mistake: the limit exists: −log p grows without limit as p goes to 0

public func crossEntropyOutsideSupport() throws -> Double {
  .nan
}
