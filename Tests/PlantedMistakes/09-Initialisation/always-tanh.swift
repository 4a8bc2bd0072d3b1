// Mistake: the hidden units have the activation that is asked for

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.dropLast().map { layer in
    signal = tanh(matmul(signal, layer.weights) + layer.biases)
    return try statistics(of: signal)
  }
}
