// Mistake: every layer but the last one is a hidden layer

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.dropLast(2).map { layer in
    signal = apply(activation, to: matmul(signal, layer.weights) + layer.biases)
    return try statistics(of: signal)
  }
}
