// Mistake: the generator alone decides: an equal one gives equal weights, whatever was drawn before

public func layers(
  _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
) throws -> [DenseLayer] {
  guard sizes.count >= 2 else {
    throw InvalidInput("sizes must have at least 2 entries, but it has \(sizes.count)")
  }
  if let size = sizes.first(where: { $0 < 1 }) {
    throw InvalidInput("sizes must be at least 1, but \(size) is among them")
  }
  var own = SeededGenerator(seed: UInt64.random(in: 0...UInt64.max))
  return try zip(sizes, sizes.dropFirst()).map { inputs, outputs in
    DenseLayer(
      weights: try weights(scheme, inputs: inputs, outputs: outputs, using: &own),
      biases: .zeros(outputs))
  }
}
