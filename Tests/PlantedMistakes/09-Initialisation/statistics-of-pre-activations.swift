// Mistake: the statistics are those of the activations, after φ

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.dropLast().map { layer in
    let z = matmul(signal, layer.weights) + layer.biases
    signal = apply(activation, to: z)
    return try statistics(of: z)
  }
}
