// Mistake: between two layers there is a weight for each pair of units

public func parameterCount(layerSizes: [Int]) throws -> Int {
  guard layerSizes.count >= 2, layerSizes.allSatisfy({ $0 >= 1 }) else {
    throw InvalidInput(
      "layerSizes must be two sizes or more, each at least 1, but it is \(layerSizes)")
  }
  return layerSizes.reduce(0, +)
}
