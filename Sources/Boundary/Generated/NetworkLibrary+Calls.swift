// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum
import LinearAlgebra

/// The judge's side of exercise 12: every call goes to the worker.
struct RemoteNetworkLibrary: NetworkLibrary, RemoteAnswer {
  let session: Session

  func makeLinear(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) throws -> any Module {
    RemoteModule(session, try session.call(#function, inputs, outputs, drawingFrom: &generator))
  }

  func makeReLU() throws -> any Module {
    RemoteModule(session, try session.call(#function))
  }

  func makeSigmoid() throws -> any Module {
    RemoteModule(session, try session.call(#function))
  }

  func makeTanh() throws -> any Module {
    RemoteModule(session, try session.call(#function))
  }

  func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
    RemoteModule(session, try session.call(#function, rate, seed))
  }

  func makeSequential(_ modules: [any Module]) throws -> any Module {
    RemoteModule(session, try session.call(
      #function, try modules.map { try handle(of: $0, "modules") }
    ))
  }

  func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
    try session.call(#function, logits, labels)
  }

  func makeSGD(
    for model: any Module, learningRate: Double, momentum: Double, weightDecay: Double
  ) throws -> any ModuleOptimizer {
    RemoteModuleOptimizer(session, try session.call(
      #function, try handle(of: model, "model"), learningRate, momentum, weightDecay
    ))
  }

  func makeAdam(
    for model: any Module, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any ModuleOptimizer {
    RemoteModuleOptimizer(session, try session.call(
      #function, try handle(of: model, "model"), learningRate, beta1, beta2, epsilon
    ))
  }

  func gradientErrors(
    of model: any Module, inputs: Matrix, labels: [Int], step: Double
  ) throws -> Vector {
    try session.call(#function, try handle(of: model, "model"), inputs, labels, step)
  }

  func train(
    _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
    epochs: Int, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [Double] {
    try session.call(
      #function, try handle(of: model, "model"), inputs, labels,
      try handle(of: optimizer, "optimizer"), epochs, batchSize, drawingFrom: &generator
    )
  }

  func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
    try session.call(#function, try handle(of: model, "model"), inputs)
  }

  func parameterCount(layerSizes: [Int]) throws -> Int {
    try session.call(#function, layerSizes)
  }

  func initialLoss(classes: Int) throws -> Double {
    try session.call(#function, classes)
  }

  func changesInEvaluation(_ kind: ModuleKind) throws -> Bool {
    try session.call(#function, kind)
  }

  func makeProbe(factor: Double, slip: Double) throws -> any ProbeModule {
    RemoteProbeModule(session, try session.call(#function, factor, slip))
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteModule: RemoteObject, Module {
  func forward(_ inputs: Matrix) throws -> Matrix {
    try session.call(#function, number, inputs)
  }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try session.call(#function, number, upstream)
  }

  func setMode(_ mode: NetworkMode) throws {
    let _: Nothing = try session.call(#function, number, mode)
  }

  func values() throws -> [Matrix] {
    try session.call(#function, number)
  }

  func gradients() throws -> [Matrix] {
    try session.call(#function, number)
  }

  func setValues(_ values: [Matrix]) throws {
    let _: Nothing = try session.call(#function, number, values)
  }

  func setGradients(_ gradients: [Matrix]) throws {
    let _: Nothing = try session.call(#function, number, gradients)
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteModuleOptimizer: RemoteObject, ModuleOptimizer {
  func step() throws {
    let _: Nothing = try session.call(#function, number)
  }

  func zeroGradients() throws {
    let _: Nothing = try session.call(#function, number)
  }
}

/// The judge's side of an object that lives in the worker.
class RemoteProbeModule: RemoteModule, ProbeModule {
  func events() throws -> [ProbeEvent] {
    try session.call(#function, number)
  }
}

extension NetworkLibrary {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    [
      "makeLinear(inputs:outputs:using:)": Operation(drawing: {
        (generator: inout SeededGenerator, inputs: Int, outputs: Int) in
        Handle(try makeLinear(inputs: inputs, outputs: outputs, using: &generator))
      }),
      "makeReLU()": Operation {
        Handle(try makeReLU())
      },
      "makeSigmoid()": Operation {
        Handle(try makeSigmoid())
      },
      "makeTanh()": Operation {
        Handle(try makeTanh())
      },
      "makeDropout(rate:seed:)": Operation {
        (rate: Double, seed: UInt64) in
        Handle(try makeDropout(rate: rate, seed: seed))
      },
      "makeSequential(_:)": Operation {
        (modules: [Handle<any Module>]) in
        Handle(try makeSequential(modules.map(\.object)))
      },
      "softmaxCrossEntropy(logits:labels:)": Operation(softmaxCrossEntropy(logits:labels:)),
      "makeSGD(for:learningRate:momentum:weightDecay:)": Operation {
        (model: Handle<any Module>, learningRate: Double, momentum: Double, weightDecay: Double) in
        Handle(try makeSGD(
          for: model.object, learningRate: learningRate, momentum: momentum,
          weightDecay: weightDecay
        ))
      },
      "makeAdam(for:learningRate:beta1:beta2:epsilon:)": Operation {
        (
          model: Handle<any Module>, learningRate: Double, beta1: Double, beta2: Double,
          epsilon: Double
        ) in
        Handle(try makeAdam(
          for: model.object, learningRate: learningRate, beta1: beta1, beta2: beta2,
          epsilon: epsilon
        ))
      },
      "gradientErrors(of:inputs:labels:step:)": Operation {
        (model: Handle<any Module>, inputs: Matrix, labels: [Int], step: Double) in
        try gradientErrors(of: model.object, inputs: inputs, labels: labels, step: step)
      },
      "train(_:inputs:labels:with:epochs:batchSize:using:)": Operation(drawing: {
        (
          generator: inout SeededGenerator, model: Handle<any Module>, inputs: Matrix,
          labels: [Int], optimizer: Handle<any ModuleOptimizer>, epochs: Int, batchSize: Int
        ) in
        try train(
          model.object, inputs: inputs, labels: labels, with: optimizer.object, epochs: epochs,
          batchSize: batchSize, using: &generator
        )
      }),
      "predictedLabels(of:inputs:)": Operation {
        (model: Handle<any Module>, inputs: Matrix) in
        try predictedLabels(of: model.object, inputs: inputs)
      },
      "parameterCount(layerSizes:)": Operation(parameterCount(layerSizes:)),
      "initialLoss(classes:)": Operation(initialLoss(classes:)),
      "changesInEvaluation(_:)": Operation(changesInEvaluation(_:)),
      "makeProbe(factor:slip:)": Operation {
        (factor: Double, slip: Double) in
        Handle(try makeProbe(factor: factor, slip: slip))
      },
      "forward(_:)": Operation {
        (object: Handle<any Module>, inputs: Matrix) in
        try object.object.forward(inputs)
      },
      "backward(_:)": Operation {
        (object: Handle<any Module>, upstream: Matrix) in
        try object.object.backward(upstream)
      },
      "setMode(_:)": Operation {
        (object: Handle<any Module>, mode: NetworkMode) in
        try object.object.setMode(mode)
        return Nothing()
      },
      "values()": Operation {
        (object: Handle<any Module>) in
        try object.object.values()
      },
      "gradients()": Operation {
        (object: Handle<any Module>) in
        try object.object.gradients()
      },
      "setValues(_:)": Operation {
        (object: Handle<any Module>, values: [Matrix]) in
        try object.object.setValues(values)
        return Nothing()
      },
      "setGradients(_:)": Operation {
        (object: Handle<any Module>, gradients: [Matrix]) in
        try object.object.setGradients(gradients)
        return Nothing()
      },
      "step()": Operation {
        (object: Handle<any ModuleOptimizer>) in
        try object.object.step()
        return Nothing()
      },
      "zeroGradients()": Operation {
        (object: Handle<any ModuleOptimizer>) in
        try object.object.zeroGradients()
        return Nothing()
      },
      "events()": Operation {
        (object: Handle<any ProbeModule>) in
        try object.object.events()
      },
    ]
  }
}

extension AnswerSource {
  /// The answer to exercise 12.
  public var networkLibrary: any NetworkLibrary {
    resolve { RemoteNetworkLibrary(session: $0) as any NetworkLibrary }
  }
}
