/// The activation function of all hidden layers.
public enum HiddenActivation: String, Codable, CaseIterable, Sendable {
  /// 1 / (1 + e⁻ᶻ).
  case sigmoid
  /// max(z, 0), with the derivative 0 at 0.
  case relu
  /// The hyperbolic tangent.
  case tanh
}
