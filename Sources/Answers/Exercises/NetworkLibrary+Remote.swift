import Curriculum
import LinearAlgebra

/// The judge's side: every call goes to the worker.
struct RemoteNetworkLibrary: NetworkLibrary {
  let session: Session

  func makeLinear(
    inputs: Int, outputs: Int, using generator: inout SeededGenerator
  ) throws -> any Module {
    RemoteModule(
      session, try session.call(#function, inputs, outputs, drawingFrom: &generator))
  }

  func makeReLU() throws -> any Module { RemoteModule(session, try session.call(#function)) }

  func makeSigmoid() throws -> any Module { RemoteModule(session, try session.call(#function)) }

  func makeTanh() throws -> any Module { RemoteModule(session, try session.call(#function)) }

  func makeDropout(rate: Double, seed: UInt64) throws -> any Module {
    RemoteModule(session, try session.call(#function, rate, seed))
  }

  func makeSequential(_ modules: [any Module]) throws -> any Module {
    RemoteModule(session, try session.call(#function, try modules.map(number)))
  }

  func softmaxCrossEntropy(logits: Matrix, labels: [Int]) throws -> LossAndGradient {
    try session.call(#function, logits, labels)
  }

  func makeSGD(
    for model: any Module, learningRate: Double, momentum: Double, weightDecay: Double
  ) throws -> any ModuleOptimizer {
    RemoteModuleOptimizer(
      session,
      try session.call(#function, try number(of: model), learningRate, momentum, weightDecay))
  }

  func makeAdam(
    for model: any Module, learningRate: Double, beta1: Double, beta2: Double, epsilon: Double
  ) throws -> any ModuleOptimizer {
    RemoteModuleOptimizer(
      session,
      try session.call(#function, try number(of: model), learningRate, beta1, beta2, epsilon))
  }

  func gradientErrors(
    of model: any Module, inputs: Matrix, labels: [Int], step: Double
  ) throws -> Vector {
    try session.call(#function, try number(of: model), inputs, labels, step)
  }

  func train(
    _ model: any Module, inputs: Matrix, labels: [Int], with optimizer: any ModuleOptimizer,
    epochs: Int, batchSize: Int, using generator: inout SeededGenerator
  ) throws -> [Double] {
    guard let optimizer = optimizer as? RemoteModuleOptimizer else {
      throw InvalidInput("optimizer must be one that the same answer has made")
    }
    return try session.call(
      #function, try number(of: model), inputs, labels, optimizer.number, epochs, batchSize,
      drawingFrom: &generator)
  }

  func predictedLabels(of model: any Module, inputs: Matrix) throws -> [Int] {
    try session.call(#function, try number(of: model), inputs)
  }

  func parameterCount(layerSizes: [Int]) throws -> Int { try session.call(#function, layerSizes) }

  func initialLoss(classes: Int) throws -> Double { try session.call(#function, classes) }

  func changesInEvaluation(_ kind: ModuleKind) throws -> Bool {
    try session.call(#function, kind)
  }

  func makeProbe(factor: Double, slip: Double) throws -> any ProbeModule {
    RemoteModule(session, try session.call(#function, factor, slip))
  }

  private func number(of module: any Module) throws -> HandleNumber {
    guard let module = module as? RemoteModule else {
      throw InvalidInput("a module must be one that the same answer has made")
    }
    return module.number
  }
}

/// A module that lives in the worker.
final class RemoteModule: RemoteObject, ProbeModule {
  /// Copies: the parameters themselves live in the worker.
  var parameters: [Parameter] {
    get throws {
      try zip(values(), gradients()).map { value, gradient in
        let parameter = Parameter(value, isDecayed: true)
        parameter.gradient = gradient
        return parameter
      }
    }
  }

  func forward(_ inputs: Matrix) throws -> Matrix { try session.call(#function, number, inputs) }

  func backward(_ upstream: Matrix) throws -> Matrix {
    try session.call(#function, number, upstream)
  }

  func setMode(_ mode: NetworkMode) throws {
    let _: Nothing = try session.call(#function, number, mode)
  }

  func values() throws -> [Matrix] { try session.call(#function, number) }

  func gradients() throws -> [Matrix] { try session.call(#function, number) }

  func setValues(_ values: [Matrix]) throws {
    let _: Nothing = try session.call(#function, number, values)
  }

  func setGradients(_ gradients: [Matrix]) throws {
    let _: Nothing = try session.call(#function, number, gradients)
  }

  func events() throws -> [ProbeEvent] { try session.call(#function, number) }
}

/// An optimizer of a module that lives in the worker.
final class RemoteModuleOptimizer: RemoteObject, ModuleOptimizer {
  func step() throws { let _: Nothing = try session.call(#function, number) }

  func zeroGradients() throws { let _: Nothing = try session.call(#function, number) }
}

extension NetworkLibrary {
  /// The worker's side: the same operations by name.
  var operations: Operations {
    makers.merging(moduleOperations) { first, _ in first }
      .merging(functions) { first, _ in first }
  }

  private var makers: Operations {
    [
      "makeLinear(inputs:outputs:using:)": Operation(drawing: {
        (generator: inout SeededGenerator, inputs: Int, outputs: Int) in
        Handle(try makeLinear(inputs: inputs, outputs: outputs, using: &generator))
      }),
      "makeReLU()": Operation { Handle(try makeReLU()) },
      "makeSigmoid()": Operation { Handle(try makeSigmoid()) },
      "makeTanh()": Operation { Handle(try makeTanh()) },
      "makeDropout(rate:seed:)": Operation { Handle(try makeDropout(rate: $0, seed: $1)) },
      "makeSequential(_:)": Operation { (modules: [Handle<any Module>]) in
        Handle(try makeSequential(modules.map(\.object)))
      },
      "makeSGD(for:learningRate:momentum:weightDecay:)": Operation {
        (model: Handle<any Module>, learningRate: Double, momentum: Double, weightDecay: Double) in
        Handle(
          try makeSGD(
            for: model.object, learningRate: learningRate, momentum: momentum,
            weightDecay: weightDecay))
      },
      "makeAdam(for:learningRate:beta1:beta2:epsilon:)": Operation {
        (
          model: Handle<any Module>, learningRate: Double, beta1: Double, beta2: Double,
          epsilon: Double
        ) in
        Handle(
          try makeAdam(
            for: model.object, learningRate: learningRate, beta1: beta1, beta2: beta2,
            epsilon: epsilon))
      },
      "makeProbe(factor:slip:)": Operation { Handle(try makeProbe(factor: $0, slip: $1)) },
    ]
  }

  private var moduleOperations: Operations {
    [
      "forward(_:)": Operation { (module: Handle<any Module>, inputs: Matrix) in
        try module.object.forward(inputs)
      },
      "backward(_:)": Operation { (module: Handle<any Module>, upstream: Matrix) in
        try module.object.backward(upstream)
      },
      "setMode(_:)": Operation { (module: Handle<any Module>, mode: NetworkMode) in
        try module.object.setMode(mode)
        return Nothing()
      },
      "values()": Operation { (module: Handle<any Module>) in try module.object.values() },
      "gradients()": Operation { (module: Handle<any Module>) in try module.object.gradients() },
      "setValues(_:)": Operation { (module: Handle<any Module>, values: [Matrix]) in
        try module.object.setValues(values)
        return Nothing()
      },
      "setGradients(_:)": Operation { (module: Handle<any Module>, gradients: [Matrix]) in
        try module.object.setGradients(gradients)
        return Nothing()
      },
      "events()": Operation { (probe: Handle<any ProbeModule>) in try probe.object.events() },
      "step()": Operation { (optimizer: Handle<any ModuleOptimizer>) in
        try optimizer.object.step()
        return Nothing()
      },
      "zeroGradients()": Operation { (optimizer: Handle<any ModuleOptimizer>) in
        try optimizer.object.zeroGradients()
        return Nothing()
      },
    ]
  }

  private var functions: Operations {
    [
      "softmaxCrossEntropy(logits:labels:)": Operation(softmaxCrossEntropy),
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
          batchSize: batchSize, using: &generator)
      }),
      "predictedLabels(of:inputs:)": Operation { (model: Handle<any Module>, inputs: Matrix) in
        try predictedLabels(of: model.object, inputs: inputs)
      },
      "parameterCount(layerSizes:)": Operation(parameterCount),
      "initialLoss(classes:)": Operation(initialLoss),
      "changesInEvaluation(_:)": Operation(changesInEvaluation),
    ]
  }
}
