import Curriculum
import LinearAlgebra

/// The library's own gradient check of a whole model: an error for each parameter.
struct ParameterCheck {
  let network: LibraryNetwork
  let images: LabelledRows
  let step: Double

  /// The number of the state that has the error of a parameter, such as `weights-1`.
  static func error(_ name: String) -> String { "\(name) error" }

  /// Checks all parameters in one call, which tells how far it is but can't go on from the middle.
  func run(_ state: inout RunState, report: (RunUpdate) throws -> Void) throws {
    guard state.epoch == 0 else { return }
    let names = RunState.names(network.sizes.count - 1)
    let numbers = try network.values().map(\.count).reduce(0, +)
    let errors = try withoutActuallyEscaping(report) { report in
      let watched = WatchedModule(network.model) { passes in
        try report(
          RunUpdate(
            progress: min(1, Double(passes) / Double(2 * numbers)), epoch: 0, epochs: 1))
      }
      return try asking("gradientErrors", "of the network") {
        try network.library.gradientErrors(
          of: watched, inputs: images.inputs, labels: images.labels, step: step)
      }
    }
    guard errors.count == names.count else {
      throw RunProblem("gradientErrors gave \(errors.count) errors for \(names.count) parameters")
    }
    guard errors.elements.allSatisfy(\.isFinite) else {
      throw RunProblem("gradientErrors gave an error that isn't a finite number: \(errors)")
    }
    for (name, error) in zip(names, errors.elements) { state.numbers[Self.error(name)] = error }
    state.epoch = 1
    try report(RunUpdate(progress: 1, epoch: 1, epochs: 1, state: state))
  }
}

/// A module that tells how often it was asked, and else does what another one does.
private final class WatchedModule: Module {
  private let module: any Module
  private let watch: (Int) throws -> Void
  private var passes = 0

  init(_ module: any Module, watch: @escaping (Int) throws -> Void) {
    (self.module, self.watch) = (module, watch)
  }

  var parameters: [Parameter] { get throws { try module.parameters } }

  func forward(_ inputs: Matrix) throws -> Matrix {
    passes += 1
    if passes.isMultiple(of: 2_000) { try watch(passes) }
    return try module.forward(inputs)
  }

  func backward(_ upstream: Matrix) throws -> Matrix { try module.backward(upstream) }

  func setMode(_ mode: NetworkMode) throws { try module.setMode(mode) }
}
