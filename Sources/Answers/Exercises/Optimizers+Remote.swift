import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteOptimizers: Optimizers {
  let session: Session

  func makeGradientDescent(learningRate: Double) throws -> any Optimizer {
    RemoteOptimizer(session, try session.call(#function, learningRate))
  }

  func makeMomentum(learningRate: Double, momentum: Double) throws -> any Optimizer {
    RemoteOptimizer(session, try session.call(#function, learningRate, momentum))
  }

  func makeAdam(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any Optimizer {
    RemoteOptimizer(session, try session.call(#function, learningRate, beta1, beta2, epsilon))
  }

  func adamTrace(
    parameter: Double, firstGradient: Double, secondGradient: Double, learningRate: Double,
    beta1: Double, beta2: Double, epsilon: Double
  ) throws -> AdamTrace {
    try session.call(
      #function, parameter, firstGradient, secondGradient, learningRate, beta1, beta2, epsilon)
  }

  func minimize(
    gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
    steps: Int
  ) throws -> Vector {
    guard let optimizer = optimizer as? RemoteOptimizer else {
      throw InvalidInput("optimizer must be one that the same answer has made")
    }
    return try session.lending(
      gradient,
      unless: { WrongArgument.complaint(about: $0, of: "gradient", expecting: start.count) }
    ) { gradient in
      try session.call(#function, gradient, start, optimizer.number, steps)
    }
  }

  func stepFactor(
    of kind: OptimizerKind, whenGradientsAreScaledBy factor: Double
  ) throws -> Double {
    try session.call(#function, kind, factor)
  }

  func firstAdamStep(learningRate: Double, gradient: Double) throws -> Double {
    try session.call(#function, learningRate, gradient)
  }

  func bestForRareFeature() throws -> OptimizerKind { try session.call(#function) }
}

/// An optimizer that lives in the worker.
final class RemoteOptimizer: RemoteObject, Optimizer {
  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try session.call(#function, number, parameters, gradient)
  }
}

extension Optimizers {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "makeGradientDescent(learningRate:)": Operation {
        Handle(try makeGradientDescent(learningRate: $0))
      },
      "makeMomentum(learningRate:momentum:)": Operation {
        Handle(try makeMomentum(learningRate: $0, momentum: $1))
      },
      "makeAdam(learningRate:beta1:beta2:epsilon:)": Operation {
        Handle(try makeAdam(learningRate: $0, beta1: $1, beta2: $2, epsilon: $3))
      },
      "adamTrace(parameter:firstGradient:secondGradient:learningRate:beta1:beta2:epsilon:)":
        Operation(adamTrace),
      "minimize(gradient:from:with:steps:)": Operation {
        (
          gradient: Callback<Vector, Vector>, start: Vector, optimizer: Handle<any Optimizer>,
          steps: Int
        ) in
        try minimize(gradient: gradient.call, from: start, with: optimizer.object, steps: steps)
      },
      "stepFactor(of:whenGradientsAreScaledBy:)": Operation(stepFactor),
      "firstAdamStep(learningRate:gradient:)": Operation(firstAdamStep),
      "bestForRareFeature()": Operation(bestForRareFeature),
      "step(parameters:gradient:)": Operation {
        (optimizer: Handle<any Optimizer>, parameters: Vector, gradient: Vector) in
        try optimizer.object.step(parameters: parameters, gradient: gradient)
      },
    ]
  }
}
