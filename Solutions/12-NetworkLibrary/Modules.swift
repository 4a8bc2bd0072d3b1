import Curriculum
import LinearAlgebra

// Exercise 12 · Network library: the modules
//
// What holds for every module
// - `forward` in training mode keeps what its `backward` will need. `backward` takes back the latest
//   forward pass that has not been taken back yet, so two forward passes are followed by two
//   backward passes, in the opposite order. A module that stands twice in a model needs that.
// - `forward` in evaluation mode keeps nothing and disturbs nothing that is kept. `backward` and the
//   kept passes are the same in both modes.
// - `backward` *adds* to the gradients of the parameters; only `zeroGradients` of an optimizer sets
//   them to zero.
// - `backward` throws `InvalidInput` whose sentence contains the word `forward` when no pass is kept,
//   and one that names `upstream` when its shape is not that of the outputs of the latest kept pass.
//   Neither changes anything: the pass is still there.
// - `parameters` is empty if a module does not say otherwise (`Module` has it so).
// - What a class must remember is yours to add: stored properties and, where needed, an `init`.

// solution-only:begin
/// What forward passes leave for backward passes: the latest comes back first.
private struct KeptPasses<Pass> {
  var mode = NetworkMode.training
  private var passes: [Pass] = []

  /// Keeps a pass, unless nothing is to be learnt from it.
  mutating func keep(_ pass: Pass) {
    if mode == .training { passes.append(pass) }
  }

  /// Takes the latest pass back.
  ///
  /// - Parameter shape: The shape of the outputs, which the upstream gradient must have.
  mutating func take(
    for upstream: Matrix, _ shape: (Pass) -> (rows: Int, columns: Int)
  ) throws -> Pass {
    guard let pass = passes.last else {
      throw InvalidInput("backward needs a forward pass in training mode before it: there is none")
    }
    let (rows, columns) = shape(pass)
    guard upstream.shape == (rows, columns) else {
      throw InvalidInput(
        "upstream must be \(rows) × \(columns) as the outputs were, "
          + "but it is \(upstream.rows) × \(upstream.columns)")
    }
    return passes.removeLast()
  }
}

/// A module that can leave out the gradient for its inputs. Nobody needs that of the first module,
/// and for a layer it is half of the way back.
protocol LearningOnly: Module {
  /// Adds to the gradients of the parameters, as `backward` does.
  func learn(_ upstream: Matrix) throws
}

extension LearningOnly {
  func learn(_ upstream: Matrix) throws { _ = try backward(upstream) }
}

extension Linear: LearningOnly {}
extension Sequential: LearningOnly {}

extension Parameter {
  /// Sets the gradient to zero.
  func clearGradient() { gradient.fill(0) }
}
// solution-only:end

/// A layer Z = X Wᵀ + b.
///
///     W = [[1, 2]], b = [[10]]
///     forward([[3, 4]])     // [[21]]
///     backward([[2]])       // [[2, 4]]; the gradient of W has grown by [[6, 8]], that of b by [[2]]
final class Linear: Module {
  // Parameters, and what forward passes leave
  // solution-only:begin
  private let weights: Parameter
  private let bias: Parameter
  private var passes = KeptPasses<Matrix>()

  init(weights: Matrix) {
    self.weights = Parameter(weights, isDecayed: true)
    bias = Parameter(.zeros(1, weights.rows), isDecayed: false)
  }
  // solution-only:end

  /// The weights, outputs × inputs, and the bias, 1 × outputs: the same two objects in every call.
  var parameters: [Parameter] {
    get throws {
      // solution:begin
      [weights, bias]
      // solution:end
    }
  }

  /// The outputs Z = X Wᵀ + b.
  ///
  /// - Parameter inputs: X, N × inputs.
  /// - Returns: N × outputs.
  /// - Throws: `InvalidInput` that names `inputs` when it has another number of columns.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    guard inputs.columns == weights.value.columns else {
      throw InvalidInput(
        "inputs must have \(weights.value.columns) columns, but it is "
          + "\(inputs.rows) × \(inputs.columns)")
    }
    passes.keep(inputs)
    var outputs = matmul(inputs, weights.value, transposeB: true)
    outputs += bias.value.row(0)
    return outputs
    // solution:end
  }

  /// The gradients. With G the upstream gradient and X the inputs of the pass,
  ///
  ///     for W: Gᵀ X        for b: the column sums of G        for X: G W
  ///
  /// All are sums over the batch: the factor 1/N of a mean is in G already.
  ///
  /// - Parameter upstream: G, N × outputs.
  /// - Returns: The gradient for X, N × inputs.
  /// - Throws: `InvalidInput` as every module's `backward` does.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    try learn(upstream)
    return matmul(upstream, weights.value)
    // solution:end
  }

  // solution-only:begin
  func learn(_ upstream: Matrix) throws {
    let inputs = try passes.take(for: upstream) { ($0.rows, weights.value.rows) }
    weights.gradient.addMatmul(upstream, inputs, transposeA: true)
    bias.gradient += Matrix(rows: [upstream.columnSums()])
  }
  // solution-only:end

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    passes.mode = mode
    // solution:end
  }
}

/// The rectified linear unit, max(x, 0) for every entry. Its derivative at 0 is 0.
final class ReLU: Module {
  // What forward passes leave
  // solution-only:begin
  private var passes = KeptPasses<Matrix>()
  // solution-only:end

  /// max(x, 0) for every entry of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    passes.keep(inputs)
    return relu(inputs)
    // solution:end
  }

  /// The upstream gradient where the input was positive, 0 elsewhere.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    let inputs = try passes.take(for: upstream, \.shape)
    var gradient = upstream
    gradient.keep(wherePositive: inputs)
    return gradient
    // solution:end
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    passes.mode = mode
    // solution:end
  }
}

/// The logistic function s = 1 / (1 + e⁻ˣ) of every entry, finite for inputs up to ±1e100.
final class Sigmoid: Module {
  // What forward passes leave
  // solution-only:begin
  private var passes = KeptPasses<Matrix>()
  // solution-only:end

  /// s for every entry of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    let outputs = sigmoid(inputs)
    passes.keep(outputs)
    return outputs
    // solution:end
  }

  /// The upstream gradient times s (1 − s), entry by entry.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    let outputs = try passes.take(for: upstream, \.shape)
    return upstream * outputs * (1 - outputs)
    // solution:end
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    passes.mode = mode
    // solution:end
  }
}

/// The hyperbolic tangent of every entry.
final class Tanh: Module {
  // What forward passes leave
  // solution-only:begin
  private var passes = KeptPasses<Matrix>()
  // solution-only:end

  /// tanh x for every entry x of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    let outputs = tanh(inputs)
    passes.keep(outputs)
    return outputs
    // solution:end
  }

  /// The upstream gradient times 1 − tanh² x, entry by entry.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    let outputs = try passes.take(for: upstream, \.shape)
    return upstream * (1 - outputs * outputs)
    // solution:end
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    passes.mode = mode
    // solution:end
  }
}

/// Inverted dropout.
///
/// In training mode each entry is dropped (becomes 0) with probability p, independently of all
/// others, and is multiplied by 1/(1 − p) otherwise. In evaluation mode nothing happens.
///
///     p = 0.5    forward([[3, -4, 5]]) may be [[6, 0, 10]]; then backward([[1, 1, 1]]) is [[2, 0, 2]]
final class Dropout: Module {
  // The rate, the generator, and what forward passes leave
  // solution-only:begin
  private let rate: Double
  private var generator: SeededGenerator
  private var passes = KeptPasses<Matrix>()

  init(rate: Double, generator: SeededGenerator) {
    self.rate = rate
    self.generator = generator
  }
  // solution-only:end

  /// In training mode the inputs with some entries dropped, drawn anew in each call; in evaluation
  /// mode the inputs as they are.
  ///
  /// - Parameter inputs: A matrix of any shape; each entry is drawn for itself.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    if passes.mode == .evaluation { return inputs }
    let mask = Matrix.uniform(rows: inputs.rows, columns: inputs.columns, using: &generator)
      .map { $0 < rate ? 0 : 1 / (1 - rate) }
    passes.keep(mask)
    return inputs * mask
    // solution:end
  }

  /// The upstream gradient, treated as the inputs of the pass were: the same entries are dropped, the
  /// others are multiplied by 1/(1 − p). Whether an input was 0 makes no difference.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    try upstream * passes.take(for: upstream, \.shape)
    // solution:end
  }

  /// Switches dropout on (training) or off (evaluation).
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    passes.mode = mode
    // solution:end
  }
}

/// Modules one after the other: the outputs of one are the inputs of the next.
final class Sequential: Module {
  // The modules
  // solution-only:begin
  private let modules: [any Module]

  init(_ modules: [any Module]) { self.modules = modules }
  // solution-only:end

  /// The parameters of all modules, in the order of the modules.
  ///
  /// Each parameter is there once, at the first place at which it comes up, even if its module
  /// stands in the list twice. Two parameters are the same if they are the same object (`===`).
  var parameters: [Parameter] {
    get throws {
      // solution:begin
      var seen: Set<ObjectIdentifier> = []
      return try modules.flatMap { try $0.parameters }
        .filter { seen.insert(ObjectIdentifier($0)).inserted }
      // solution:end
    }
  }

  /// Passes the inputs through all modules. What a module throws is passed on.
  func forward(_ inputs: Matrix) throws -> Matrix {
    // solution:begin
    try modules.reduce(inputs) { try $1.forward($0) }
    // solution:end
  }

  /// Passes the gradient back through all modules, the last one first. What a module throws is
  /// passed on.
  func backward(_ upstream: Matrix) throws -> Matrix {
    // solution:begin
    try modules.reversed().reduce(upstream) { try $1.backward($0) }
    // solution:end
  }

  // solution-only:begin
  func learn(_ upstream: Matrix) throws {
    let upstream = try modules.dropFirst().reversed().reduce(upstream) { try $1.backward($0) }
    if let first = modules[0] as? any LearningOnly {
      try first.learn(upstream)
    } else {
      _ = try modules[0].backward(upstream)
    }
  }
  // solution-only:end

  /// Changes the mode of all modules.
  func setMode(_ mode: NetworkMode) throws {
    // solution:begin
    for module in modules { try module.setMode(mode) }
    // solution:end
  }
}
