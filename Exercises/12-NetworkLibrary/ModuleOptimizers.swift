import Curriculum
import LinearAlgebra

// Exercise 12 · Network library: the optimizers
//
// What holds for both
// - An optimizer changes the `value` of the model's own parameter objects. What a `Matrix` variable
//   holds is a copy, and changing a copy trains nothing.
// - `step` uses value and gradient as they are at that moment, whoever has set them, and leaves the
//   gradients as they are.
// - `zeroGradients` sets all gradients to zero, in the shape of their values. It doesn't touch values,
//   nor what the optimizer remembers from step to step.
// - What a class must remember is yours to add: stored properties and an `init`.

/// Gradient descent with momentum and weight decay; the formulas stand at `makeSGD`.
///
///     α = 0.5, μ = 0, λ = 0.2, a weight 5 with gradient 3:  5 − 0.5 · (3 + 0.2 · 5) = 3
///                               a bias 5 with gradient 3:   5 − 0.5 · 3 = 3.5
final class SGD: ModuleOptimizer {
  // Parameters, settings and velocities

  /// Changes every parameter's value.
  func step() throws {
    throw Unimplemented()
  }

  /// Sets every parameter's gradient to zero.
  func zeroGradients() throws {
    throw Unimplemented()
  }
}

/// Adam with bias correction; the formulas stand at `makeAdam`.
final class Adam: ModuleOptimizer {
  // Parameters, settings, m, v and t

  /// Changes every parameter's value. One step is one step for all parameters.
  func step() throws {
    throw Unimplemented()
  }

  /// Sets every parameter's gradient to zero.
  func zeroGradients() throws {
    throw Unimplemented()
  }
}
