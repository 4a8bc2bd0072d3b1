// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 5: every call goes to the worker.
struct RemoteOptimizers: Optimizers, RemoteAnswer {
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
      #function, parameter, firstGradient, secondGradient, learningRate, beta1, beta2, epsilon
    )
  }

  func minimize(
    gradient: (Vector) throws -> Vector, from start: Vector, with optimizer: any Optimizer,
    steps: Int
  ) throws -> Vector {
    try session.lending(gradient, unless: { complaint(about: $0, start, optimizer, steps) }) { gradient in
      try session.call(#function, gradient, start, try handle(of: optimizer, "optimizer"), steps)
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

  func bestForRareFeature() throws -> OptimizerKind {
    try session.call(#function)
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteOptimizer: RemoteObject, Optimizer {
  func step(parameters: Vector, gradient: Vector) throws -> Vector {
    try session.call(#function, number, parameters, gradient)
  }
}

extension Optimizers {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "makeGradientDescent(learningRate:)": Operation {
        (learningRate: Double) in
        Handle(try makeGradientDescent(learningRate: learningRate))
      },
      "makeMomentum(learningRate:momentum:)": Operation {
        (learningRate: Double, momentum: Double) in
        Handle(try makeMomentum(learningRate: learningRate, momentum: momentum))
      },
      "makeAdam(learningRate:beta1:beta2:epsilon:)": Operation {
        (learningRate: Double, beta1: Double, beta2: Double, epsilon: Double) in
        Handle(try makeAdam(
          learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon
        ))
      },
      "adamTrace(parameter:firstGradient:secondGradient:learningRate:beta1:beta2:epsilon:)":
        Operation(adamTrace(parameter:firstGradient:secondGradient:learningRate:beta1:beta2:epsilon:)),
      "minimize(gradient:from:with:steps:)": Operation {
        (
          gradient: Callback<Vector, Vector>, start: Vector, optimizer: Handle<any Optimizer>,
          steps: Int
        ) in
        try minimize(gradient: gradient.call, from: start, with: optimizer.object, steps: steps)
      },
      "stepFactor(of:whenGradientsAreScaledBy:)":
        Operation(stepFactor(of:whenGradientsAreScaledBy:)),
      "firstAdamStep(learningRate:gradient:)": Operation(firstAdamStep(learningRate:gradient:)),
      "bestForRareFeature()": Operation(bestForRareFeature),
      "step(parameters:gradient:)": Operation {
        (object: Handle<any Optimizer>, parameters: Vector, gradient: Vector) in
        try object.object.step(parameters: parameters, gradient: gradient)
      },
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 5.
  public var optimizers: any Optimizers {
    resolve { RemoteOptimizers(session: $0) as any Optimizers }
  }
}
