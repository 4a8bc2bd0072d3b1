// Mistake: layers and inputs have to fit together, and have to be finite

private func check(_ layers: [DenseLayer]) throws {
  guard !layers.isEmpty else { throw InvalidInput("layers must not be empty, but it has 0") }
}
