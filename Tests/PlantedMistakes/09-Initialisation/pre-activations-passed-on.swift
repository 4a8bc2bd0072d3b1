// Mistake: the next layer gets the activations, not the pre-activations

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.dropLast().map { layer in
    signal = matmul(signal, layer.weights) + layer.biases
    return try statistics(of: apply(activation, to: signal))
  }
}
