// Mistake: each output has a bias too

public func parameterCount(layerSizes: [Int]) throws -> Int {
  guard layerSizes.count >= 2, layerSizes.allSatisfy({ $0 >= 1 }) else {
    throw InvalidInput(
      "layerSizes must be two sizes or more, each at least 1, but it is \(layerSizes)")
  }
  return zip(layerSizes, layerSizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
}
