// Mistake: the last layer is the output layer, and has no hidden units

public func activationStatistics(
  of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
) throws -> [ActivationStatistics] {
  try check(layers)
  try check(inputs, for: layers[0])
  var signal = inputs
  return try layers.enumerated().map { k, layer in
    let z = matmul(signal, layer.weights) + layer.biases
    signal = k == layers.count - 1 ? z : apply(activation, to: z)
    return try statistics(of: signal)
  }
}
