/// The parameters of a network with one hidden layer, in four blocks.
public enum NetworkBlock: String, Codable, CaseIterable, Sendable {
  /// The weights into the hidden layer.
  case hiddenWeights
  /// The biases of the hidden layer.
  case hiddenBiases
  /// The weights into the output layer.
  case outputWeights
  /// The biases of the output layer.
  case outputBiases
}
