// Mistake: each layer has draws of its own, not the same ones again

public func layers(
  _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
) throws -> [DenseLayer] {
  guard sizes.count >= 2 else {
    throw InvalidInput("sizes must have at least 2 entries, but it has \(sizes.count)")
  }
  if let size = sizes.first(where: { $0 < 1 }) {
    throw InvalidInput("sizes must be at least 1, but \(size) is among them")
  }
  let largest = zip(sizes, sizes.dropFirst()).map { $0 * $1 }.max() ?? 1
  let draws = Vector.normal(count: largest, using: &generator)
  let flat = Vector.uniform(count: largest, in: -1.7320508..<1.7320508, using: &generator)
  return try zip(sizes, sizes.dropFirst()).map { inputs, outputs in
    let deviation = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
    let source = scheme == .glorotUniform ? flat : draws
    let part = source[..<(inputs * outputs)].reshaped(rows: inputs, columns: outputs)
    return DenseLayer(
      weights: deviation * part + (scheme == .shiftedNormal ? 0.1 : 0), biases: .zeros(outputs))
  }
}
