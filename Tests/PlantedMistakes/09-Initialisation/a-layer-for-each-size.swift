// Mistake: between n sizes there are n − 1 layers

public func layers(
  _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
) throws -> [DenseLayer] {
  guard sizes.count >= 2 else {
    throw InvalidInput("sizes must have at least 2 entries, but it has \(sizes.count)")
  }
  if let size = sizes.first(where: { $0 < 1 }) {
    throw InvalidInput("sizes must be at least 1, but \(size) is among them")
  }
  return try sizes.indices.map { k in
    let outputs = sizes[min(k + 1, sizes.count - 1)]
    return DenseLayer(
      weights: try weights(scheme, inputs: sizes[k], outputs: outputs, using: &generator),
      biases: .zeros(outputs))
  }
}
