/// How a layer's weights are drawn before training; biases start at zero.
public enum InitialisationScheme: String, Codable, CaseIterable, Sendable {
  /// All zeros.
  case zero
  /// 𝒩(0, 0.01²).
  case smallNormal
  /// Normal, variance 2/(inputs + outputs).
  case glorotNormal
  /// Uniform in ±√(6/(inputs + outputs)).
  case glorotUniform
  /// Normal, variance 2/inputs.
  case heNormal
  /// 𝒩(0.1, 0.1²): a mean that is not zero.
  case shiftedNormal
}
