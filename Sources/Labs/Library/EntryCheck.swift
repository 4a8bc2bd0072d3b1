import Curriculum
import LinearAlgebra

/// The gradient check of the assignment: every single weight and bias, by the functions of exercise 3.
struct EntryCheck {
  let network: LibraryNetwork
  let checking: any GradientChecking
  let images: LabelledRows
  let step: Double

  /// The bound of the assignment.
  static let bound = 1e-5
  /// How many rows of a parameter take the place of an epoch: the run can go on behind them.
  private static let rows = 16
  /// One of so many entries is drawn, beside those that are near the bound or above it.
  private static let drawn = 50

  /// What is counted of a parameter, as the names of numbers in the state.
  enum Count: String, CaseIterable {
    case entries, bothZero = "zero in both", above = "above the bound"

    func name(_ parameter: String) -> String { "\(parameter) \(rawValue)" }
  }

  /// The largest error of a parameter's entries.
  static func largest(_ parameter: String) -> String { "\(parameter) largest error" }
  /// The largest gradient among the entries above the bound.
  static func size(_ parameter: String) -> String { "\(parameter) largest gradient above" }

  /// How many pieces a network of these sizes has.
  static func pieces(of sizes: [Int]) -> Int {
    sizes.dropFirst().map { ($0 + rows - 1) / rows + 1 }.reduce(0, +)
  }

  private struct Piece {
    let parameter: Int
    let rows: Range<Int>
  }

  /// Checks piece by piece.
  func run(_ state: inout RunState, report: (RunUpdate) throws -> Void) throws {
    let pieces = try network.values().enumerated().flatMap { parameter, value in
      stride(from: 0, to: value.rows, by: Self.rows).map {
        Piece(parameter: parameter, rows: $0..<min($0 + Self.rows, value.rows))
      }
    }
    let parameters = try asking("parameters", "of the network") { try network.model.parameters }
    let gradients = try analyticGradients()
    for piece in pieces.dropFirst(state.epoch) {
      let name = RunState.names(network.sizes.count - 1)[piece.parameter]
      for row in piece.rows {
        try check(
          parameters[piece.parameter], row, gradients[piece.parameter].row(row), name, &state)
      }
      state.epoch += 1
      try report(
        RunUpdate(
          progress: Double(state.epoch) / Double(pieces.count), epoch: state.epoch,
          epochs: pieces.count, state: state))
    }
  }

  /// The gradients by the library's backward pass.
  private func analyticGradients() throws -> [Matrix] {
    try asking("the backward pass", "of the gradient check") {
      let (model, library) = (network.model, network.library)
      try model.setMode(.training)
      try model.setGradients(network.values().map { .zeros($0.rows, $0.columns) })
      let result = try library.softmaxCrossEntropy(
        logits: model.forward(images.inputs), labels: images.labels)
      _ = try model.backward(result.gradient)
      try model.setMode(.evaluation)
      return try model.gradients()
    }
  }

  /// Checks a row of a parameter, and counts.
  private func check(
    _ parameter: Parameter, _ row: Int, _ analytic: Vector, _ name: String, _ state: inout RunState
  ) throws {
    let point = parameter.value.row(row)
    let numeric = try asking("numericalGradient", "in \(name)") {
      try checking.numericalGradient(
        of: { moved in
          parameter.value.setRow(row, to: moved)
          return try network.library.softmaxCrossEntropy(
            logits: network.model.forward(images.inputs), labels: images.labels
          ).loss
        }, at: point, step: step)
    }
    parameter.value.setRow(row, to: point)
    let errors = try asking("relativeErrors", "in \(name)") {
      try checking.relativeErrors(analytic: analytic, numeric: numeric)
    }
    guard errors.count == analytic.count else {
      throw RunProblem("relativeErrors gave \(errors.count) numbers for \(analytic.count) entries")
    }
    for (entry, error) in errors.enumerated() {
      guard error.isFinite else {
        throw RunProblem("a gradient in \(name) isn't finite, or its error isn't: \(error)")
      }
      note(error, (abs(analytic[entry]) + abs(numeric[entry])) / 2, name, &state)
    }
  }

  private func note(_ error: Double, _ size: Double, _ name: String, _ state: inout RunState) {
    func add(_ count: Count, if holds: Bool) {
      state.numbers[count.name(name), default: 0] += holds ? 1 : 0
    }
    func raise(_ number: String, to value: Double) {
      state.numbers[number] = max(state.numbers[number] ?? 0, value)
    }
    let isAbove = size > 0 && error >= Self.bound
    add(.entries, if: true)
    add(.bothZero, if: size == 0)
    add(.above, if: isAbove)
    if size == 0 { return }
    raise(Self.largest(name), to: error)
    if isAbove { raise(Self.size(name), to: size) }
    let isDrawn = Int(state.numbers[Count.entries.name(name)] ?? 0).isMultiple(of: Self.drawn)
    if isDrawn || error >= Self.bound / 10 { state.note("\(name) errors", size, error) }
  }
}
