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

/// A layer Z = X Wᵀ + b.
///
///     W = [[1, 2]], b = [[10]]
///     forward([[3, 4]])     // [[21]]
///     backward([[2]])       // [[2, 4]]; the gradient of W has grown by [[6, 8]], that of b by [[2]]
final class Linear: Module {
  // Parameters, and what forward passes leave

  /// The weights, outputs × inputs, and the bias, 1 × outputs: the same two objects in every call.
  var parameters: [Parameter] {
    get throws {
      throw Unimplemented()
    }
  }

  /// The outputs Z = X Wᵀ + b.
  ///
  /// - Parameter inputs: X, N × inputs.
  /// - Returns: N × outputs.
  /// - Throws: `InvalidInput` that names `inputs` when it has another number of columns.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
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
    throw Unimplemented()
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
  }
}

/// The rectified linear unit, max(x, 0) for every entry. Its derivative at 0 is 0.
final class ReLU: Module {
  // What forward passes leave

  /// max(x, 0) for every entry of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// The upstream gradient where the input was positive, 0 elsewhere.
  func backward(_ upstream: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
  }
}

/// The logistic function s = 1 / (1 + e⁻ˣ) of every entry, finite for inputs up to ±1e100.
final class Sigmoid: Module {
  // What forward passes leave

  /// s for every entry of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// The upstream gradient times s (1 − s), entry by entry.
  func backward(_ upstream: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
  }
}

/// The hyperbolic tangent of every entry.
final class Tanh: Module {
  // What forward passes leave

  /// tanh x for every entry x of a matrix of any shape.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// The upstream gradient times 1 − tanh² x, entry by entry.
  func backward(_ upstream: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Changes the mode: the outputs are the same in both.
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
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

  /// In training mode the inputs with some entries dropped, drawn anew in each call; in evaluation
  /// mode the inputs as they are.
  ///
  /// - Parameter inputs: A matrix of any shape; each entry is drawn for itself.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// The upstream gradient, treated as the inputs of the pass were: the same entries are dropped, the
  /// others are multiplied by 1/(1 − p). Whether an input was 0 makes no difference.
  func backward(_ upstream: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Switches dropout on (training) or off (evaluation).
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
  }
}

/// Modules one after the other: the outputs of one are the inputs of the next.
final class Sequential: Module {
  // The modules

  /// The parameters of all modules, in the order of the modules.
  ///
  /// Each parameter is there once, at the first place at which it comes up, even if its module
  /// stands in the list twice. Two parameters are the same if they are the same object (`===`).
  var parameters: [Parameter] {
    get throws {
      throw Unimplemented()
    }
  }

  /// Passes the inputs through all modules. What a module throws is passed on.
  func forward(_ inputs: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Passes the gradient back through all modules, the last one first. What a module throws is
  /// passed on.
  func backward(_ upstream: Matrix) throws -> Matrix {
    throw Unimplemented()
  }

  /// Changes the mode of all modules.
  func setMode(_ mode: NetworkMode) throws {
    throw Unimplemented()
  }
}
