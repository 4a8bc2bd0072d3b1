import LinearAlgebra

/// A module that writes down what it is asked to do. The suites put it into models.
public protocol ProbeModule: Module {
  /// Everything that the probe was asked to do, in order.
  func events() throws -> [ProbeEvent]
}

/// Something that a probe was asked to do.
public struct ProbeEvent: Codable, Equatable, Sendable {
  /// What a probe can be asked to do.
  public enum Kind: String, Codable, Sendable {
    /// `forward`; the matrix holds the inputs.
    case forward
    /// `backward`; the matrix holds the upstream gradient.
    case backward
    /// `setMode(.training)`.
    case training
    /// `setMode(.evaluation)`.
    case evaluation
  }

  /// What the probe was asked to do.
  public var kind: Kind
  /// What came with it; 0 × 0 for a mode.
  public var matrix: Matrix
  /// The probe's factor at that moment.
  public var factor: Double
  /// The factor's gradient before the probe did it.
  public var gradient: Double

  /// Creates an event.
  public init(kind: Kind, matrix: Matrix, factor: Double, gradient: Double) {
    self.kind = kind
    self.matrix = matrix
    self.factor = factor
    self.gradient = gradient
  }
}

/// Multiplies its inputs by a number, its only parameter.
final class Probe: ProbeModule {
  private let factor: Parameter
  private let slip: Double
  private var log: [ProbeEvent] = []
  private var mode = NetworkMode.training
  private var pending: [Matrix] = []

  /// - Parameter slip: By what the gradient is multiplied; 1 is right, anything else is a mistake.
  init(factor: Double, slip: Double) {
    self.factor = Parameter([[factor]], isDecayed: true)
    self.slip = slip
  }

  var parameters: [Parameter] { [factor] }

  func forward(_ inputs: Matrix) throws -> Matrix {
    note(.forward, inputs)
    if mode == .training { pending.append(inputs) }
    return factor.value[0, 0] * inputs
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    note(.backward, upstream)
    guard let inputs = pending.popLast() else {
      throw InvalidInput("the probe's backward has no forward pass in training mode before it")
    }
    guard inputs.shape == upstream.shape else {
      throw InvalidInput(
        "upstream is \(upstream.rows) × \(upstream.columns), but the probe's outputs were "
          + "\(inputs.rows) × \(inputs.columns)")
    }
    factor.gradient[0, 0] += slip * (inputs * upstream).sum()
    return factor.value[0, 0] * upstream
  }

  func setMode(_ mode: NetworkMode) throws {
    note(mode == .training ? .training : .evaluation, .zeros(0, 0))
    self.mode = mode
  }

  func events() throws -> [ProbeEvent] { log }

  private func note(_ kind: ProbeEvent.Kind, _ matrix: Matrix) {
    log.append(
      ProbeEvent(
        kind: kind, matrix: matrix, factor: factor.value[0, 0], gradient: factor.gradient[0, 0]))
  }
}
