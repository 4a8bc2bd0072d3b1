// Mistake: all samples count, not only the first

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  signal = inputs[rows: 0..<1]
  return try layers.dropLast().map { layer in
    signal = apply(activation, to: matmul(signal, layer.weights) + layer.biases)
    return try statistics(of: signal)
  }
}
