// Mistake: layers and inputs have to fit together, and have to be finite

private func check(_ inputs: Matrix, for layer: DenseLayer) throws {
  guard inputs.columns == layer.weights.rows else {
    throw InvalidInput("inputs must have \(layer.weights.rows) columns, not \(inputs.columns)")
  }
  guard inputs.rows > 0 else { throw InvalidInput("inputs must have rows, but it has 0") }
}
