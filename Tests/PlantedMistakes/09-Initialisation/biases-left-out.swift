// Mistake: a layer adds its biases, which need not be zero here

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.dropLast().map { layer in
    signal = apply(activation, to: matmul(signal, layer.weights))
    return try statistics(of: signal)
  }
}
