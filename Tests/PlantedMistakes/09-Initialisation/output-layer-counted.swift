// Mistake: the last layer is the output layer, and has no hidden units

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.map { layer in
    signal = apply(activation, to: matmul(signal, layer.weights) + layer.biases)
    return try statistics(of: signal)
  }
}
