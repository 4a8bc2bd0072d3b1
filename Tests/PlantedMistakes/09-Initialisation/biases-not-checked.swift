// Mistake: layers and inputs have to fit together, and have to be finite

private func check(_ layers: [DenseLayer]) throws {
  guard !layers.isEmpty else { throw InvalidInput("layers must not be empty, but it has 0") }
  for (k, layer) in layers.enumerated() {
    guard layer.weights.columns > 0 else {
      throw InvalidInput("layers[\(k)] has weights without columns")
    }
    guard k == 0 || layer.weights.rows == layers[k - 1].weights.columns else {
      throw InvalidInput("layers[\(k)] has \(layer.weights.rows) rows of weights")
    }
    try check(layer.weights.elements, "layers")
    if layer.biases.count != layer.weights.columns {
      throw InvalidInput("layers[\(k)] has \(layer.biases.count) biases")
    }
  }
}
