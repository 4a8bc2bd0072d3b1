// Mistake: the gradient of the weights is Gᵀ X, in the shape of the weights

public func linearGradients(
  upstream: Matrix, inputs: Matrix, weights: Matrix
) throws -> LayerGradients {
  try check(rowsOf: inputs, "inputs")
  try check(
    NetworkParameters(weights: [weights], biases: [.zeros(weights.rows)]), fit: inputs)
  guard upstream.shape == (inputs.rows, weights.rows) else {
    throw InvalidInput(
      "upstream must be \(inputs.rows) × \(weights.rows), a row for each row of inputs and a "
        + "column for each row of weights, but it is \(upstream.rows) × \(upstream.columns)")
  }
  try check(upstream.elements, "upstream")
  let parameters = parameterGradients(upstream, inputs)
  return LayerGradients(
    weights: parameters.weights.transposed(), biases: parameters.biases,
    inputs: matmul(upstream, weights))
}
