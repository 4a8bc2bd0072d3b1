import LinearAlgebra
import Testing

/// Expects that a gradient is the derivative of a loss, by central differences.
///
/// An entry is right when
///
///     |yours − numeric| ≤ 4 · (estimated error) + 1e-6 · max(|yours|, |numeric|)
///
/// At a kink any value between the two one-sided slopes is right. Where rounding hides every slope, so that
/// no gradient could fail, the check fails and says so. It asks whether the gradient
/// belongs to the student's own loss; whether that loss is right, value tests have to ask.
///
///     try expectGradient(
///       of: { w in try answer.objective(w, x, y, lambda: 0.1) }, at: w,
///       equals: try answer.gradient(w, x, y, lambda: 0.1),
///       terms: ["w": w], constants: ["λ": 0.1, "N": 5])
///
/// - Parameters:
///   - loss: The loss, called about six times for each entry.
///   - point: Where the gradient is claimed. At least 0.01 away from kinks, unless one is meant.
///   - gradient: The student's gradient.
///   - what: What the gradient is; if left out, the call that gave it.
///   - terms: Arrays of which a multiple may be missing, or a factor, under their names.
///   - constants: Numbers by which a gradient may be off: `"N": 5`, `"τ": 0.5`. Not 1 or 2.
///   - mistakes: Wrong gradients that are foreseen, each with its sentence, as for `expect`.
///   - seed: Draws the entries that are measured, of a vector with more than 40.
/// - Returns: Whether the gradient is right.
@discardableResult
public func expectGradient(
  of loss: (Vector) throws -> Double, at point: Vector, equals gradient: Vector,
  _ what: String? = nil, terms: KeyValuePairs<String, Vector> = [:],
  constants: KeyValuePairs<String, Double> = [:], mistakes: KeyValuePairs<Vector, String> = [:],
  seed: UInt64 = 1, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  try expectDerivative(
    at: [ParameterBlock("", point)], equals: [ParameterBlock("", gradient)], what,
    help: DiagnosisHelp(
      constants: constants, terms: terms.map { ($0.key, $0.value.elements) },
      mistakes: mistakes.map { ($0.key.elements, $0.key.layout, $0.value) }),
    seed: seed, sourceLocation
  ) { try loss($0[0].vector) }
}

/// Expects that a gradient is the derivative of a loss with respect to a matrix.
///
/// As for a vector; the message draws a picture of where the gradient is wrong.
///
/// - Parameters:
///   - loss: The loss, called about six times for each entry.
///   - point: Where the gradient is claimed. At least 0.01 away from kinks, unless one is meant.
///   - gradient: The student's gradient, in the shape of `point`.
///   - what: What the gradient is; if left out, the call that gave it.
///   - terms: Arrays of which a multiple may be missing, or a factor, under their names.
///   - constants: Numbers by which a gradient may be off: `"N": 5`, `"τ": 0.5`. Not 1 or 2.
///   - mistakes: Wrong gradients that are foreseen, each with its sentence, as for `expect`.
///   - seed: Draws the entries that are measured, of a matrix with more than 40.
/// - Returns: Whether the gradient is right.
@discardableResult
public func expectGradient(
  of loss: (Matrix) throws -> Double, at point: Matrix, equals gradient: Matrix,
  _ what: String? = nil, terms: KeyValuePairs<String, Matrix> = [:],
  constants: KeyValuePairs<String, Double> = [:], mistakes: KeyValuePairs<Matrix, String> = [:],
  seed: UInt64 = 1, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  try expectDerivative(
    at: [ParameterBlock("", point)], equals: [ParameterBlock("", gradient)], what,
    help: DiagnosisHelp(
      constants: constants, terms: terms.map { ($0.key, $0.value.elements) },
      mistakes: mistakes.map { ($0.key.elements, $0.key.layout, $0.value) }),
    seed: seed, sourceLocation
  ) { try loss($0[0].matrix) }
}

/// Expects that the gradients of several parameter blocks are the derivatives of one loss.
///
///     try expectGradient(
///       of: { try answer.cost(x, y, weights: $0[0].matrix, biases: $0[1].vector) },
///       at: [ParameterBlock("W", w), ParameterBlock("b", b)],
///       equals: [ParameterBlock("W", gradient.w), ParameterBlock("b", gradient.b)])
///
/// - Parameters:
///   - loss: The loss of all blocks, in the order of `point`.
///   - point: Where the gradients are claimed, block by block.
///   - gradients: The student's gradients, in the same order. Names count in `point` only.
///   - what: What the gradients are; if left out, the call that gave them.
///   - constants: Numbers by which a gradient may be off: `"N": 5`, `"λ": 0.1`. Not 1 or 2.
///   - seed: Draws the entries that are measured, of a block with more than 40.
/// - Returns: Whether all gradients are right.
@discardableResult
public func expectGradient(
  of loss: ([ParameterBlock]) throws -> Double, at point: [ParameterBlock],
  equals gradients: [ParameterBlock], _ what: String? = nil,
  constants: KeyValuePairs<String, Double> = [:], seed: UInt64 = 1,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  try expectDerivative(
    at: point, equals: gradients, what, help: DiagnosisHelp(constants: constants), seed: seed,
    sourceLocation, of: loss)
}

/// Expects that a matrix is the Jacobian of a function: a row for each output, a column for each input.
///
/// - Parameters:
///   - function: The function, called about six times for each input.
///   - point: Where the Jacobian is claimed. At least 0.01 away from kinks, unless one is meant.
///   - jacobian: The student's Jacobian.
///   - what: What the Jacobian is; if left out, the call that gave it.
///   - terms: Matrices of which a multiple may be missing, or a factor, under their names.
///   - constants: Numbers by which the Jacobian may be off: `"τ": 0.5`. Not 1 or 2.
///   - mistakes: Wrong Jacobians that are foreseen, each with its sentence, as for `expect`.
///   - seed: Draws the inputs that are measured, of more than 40.
/// - Returns: Whether the Jacobian is right.
@discardableResult
public func expectJacobian(
  of function: (Vector) throws -> Vector, at point: Vector, equals jacobian: Matrix,
  _ what: String? = nil, terms: KeyValuePairs<String, Matrix> = [:],
  constants: KeyValuePairs<String, Double> = [:], mistakes: KeyValuePairs<Matrix, String> = [:],
  seed: UInt64 = 1, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Bool {
  let help = DiagnosisHelp(
    constants: constants, terms: terms.map { ($0.key, $0.value.elements) },
    mistakes: mistakes.map { ($0.key.elements, $0.key.layout, $0.value) })
  let name = what ?? Findings.current?.subject() ?? "the Jacobian"
  let verdict = try jacobianVerdict(
    of: function, at: point, equals: jacobian, name, seed: seed)
  return record(
    help.observation(of: verdict, jacobian.elements, jacobian.layout, at: sourceLocation))
}

private func expectDerivative(
  at point: [ParameterBlock], equals claimed: [ParameterBlock], _ what: String?,
  help: DiagnosisHelp, seed: UInt64, _ sourceLocation: SourceLocation,
  of loss: ([ParameterBlock]) throws -> Double
) throws -> Bool {
  // The name is asked for first: the check itself calls the student's code.
  let name = what ?? Findings.current?.subject() ?? "the gradient"
  let verdict = try gradientVerdict(of: loss, at: point, equals: claimed, name, seed: seed)
  let first = claimed.first
  return record(
    help.observation(
      of: verdict, first?.elements ?? [], first?.layout ?? .vector(0), at: sourceLocation))
}
