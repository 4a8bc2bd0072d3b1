import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: bad input", .part(7))
  struct MultilayerPerceptronInputTests {
    let perceptron = Student.answer.multilayerPerceptron

    /// A network of 3-4-2 and three samples; each call below changes one thing.
    private let good = (
      parameters: NetworkParameters(
        weights: [
          [[0.5, -1, 0.25], [1, 0.5, -0.5], [-0.25, 2, 1], [0, 1, -1]],
          [[1, -0.5, 0.5, 2], [-1, 0.25, 1, 0.5]],
        ], biases: [[0.5, 0.25, -0.5, 1], [0, -0.5]]),
      samples: LabelledSamples(
        inputs: [[1, 0, -1], [2, 1, 0.5], [-0.5, 1, 1]], labels: [1, 0, 1])
    )

    // Everything that the head of the stub lists, and nothing else.
    @Test(
      "Bad input is refused by name", .processorSeconds(5),
      .hint("Which of the arguments does your function use before it has looked at it?"))
    func badInput() throws {
      try expectSizesRefused()
      try expectLayerRefused()
      try expectNetworksRefused()
      try expectLabelsRefused()
      try expectPassesRefused()
      try expectSettingsRefused()
    }

    private func expectSizesRefused() throws {
      var generator = SeededGenerator(seed: 1)
      for sizes in [[], [3], [3, 0, 2], [-1, 2], [3, 4, 0]] {
        try expectNetworkRefused(naming: "layerSizes", sizes.first { $0 < 1 }.map { "\($0)" }) {
          try perceptron.initialParameters(
            layerSizes: sizes, scheme: .glorotNormal, using: &generator)
        }
      }
    }

    private func expectLayerRefused() throws {
      let weights: Matrix = [[1, 2, 3], [4, 5, 6]]
      let none = Matrix(rows: 0, columns: 3, elements: [])
      for activation in HiddenActivation.allCases {
        try expectNetworkRefused(naming: "preActivations") {
          try perceptron.activate(preActivations: none, activation: activation)
        }
        try expectNetworkRefused(naming: "preActivations") {
          try perceptron.activationDerivative(preActivations: none, activation: activation)
        }
        try expectNotFiniteRefused(naming: "preActivations") {
          try perceptron.activate(preActivations: [[1, $0], [0, 2]], activation: activation)
        }
        try expectNotFiniteRefused(naming: "preActivations") {
          try perceptron.activationDerivative(
            preActivations: [[1, 0], [0, $0]], activation: activation)
        }
      }
      try expectNetworkRefused(naming: "inputs") {
        try perceptron.linear(inputs: none, weights: weights, biases: [0, 1])
      }
      try expectNetworkRefused(naming: "inputs", "2") {
        try perceptron.linear(inputs: [[1, 2]], weights: weights, biases: [0, 1])
      }
      try expectNetworkRefused(naming: "biases", "3") {
        try perceptron.linear(inputs: [[1, 2, 3]], weights: weights, biases: [0, 1, 2])
      }
      try expectNotFiniteRefused(naming: "weights") {
        try perceptron.linear(inputs: [[1, 2, 3]], weights: [[1, 0, $0]], biases: [0])
      }
      try expectNotFiniteRefused(naming: "biases") {
        try perceptron.linear(inputs: [[1, 2, 3]], weights: weights, biases: [0, $0])
      }
      try expectNotFiniteRefused(naming: "inputs") {
        try perceptron.linear(inputs: [[1, 2, 3], [$0, 5, 6]], weights: weights, biases: [0, 1])
      }
      func gradients(
        _ upstream: Matrix = [[1, 2]], _ inputs: Matrix = [[1, 2, 3]], _ weights: Matrix = weights
      ) throws -> LayerGradients {
        try perceptron.linearGradients(upstream: upstream, inputs: inputs, weights: weights)
      }
      for upstream in [[[1, 2], [3, 4]], [[1, 2, 3]], [[1]]] as [Matrix] {
        try expectNetworkRefused(naming: "upstream") { try gradients(upstream) }
      }
      try expectNetworkRefused(naming: "inputs") {
        try gradients(Matrix(rows: 0, columns: 2, elements: []), none)
      }
      try expectNetworkRefused(naming: "inputs", "2") { try gradients([[1, 2]], [[1, 2]]) }
      try expectNotFiniteRefused(naming: "upstream") { try gradients([[1, $0]]) }
      try expectNotFiniteRefused(naming: "inputs") { try gradients([[1, 2]], [[1, $0, 3]]) }
      try expectNotFiniteRefused(naming: "weights") {
        try gradients([[1, 2]], [[1, 2, 3]], [[1, 2, 3], [4, 5, $0]])
      }
    }

    private func expectNetworksRefused() throws {
      var networks: [(name: String, value: String?, parameters: NetworkParameters)] = [
        ("parameters", nil, NetworkParameters(weights: [], biases: []))
      ]
      func add(
        _ name: String = "parameters", _ value: String? = nil,
        _ change: (inout NetworkParameters) -> Void
      ) {
        var parameters = good.parameters
        change(&parameters)
        networks.append((name, value, parameters))
      }
      add { $0.biases.removeLast() }
      add { $0.weights.removeLast() }
      add { $0.biases[0] = [1, 2, 3] }
      add { $0.weights[1] = [[1, 2, 3], [4, 5, 6]] }
      add("parameters", "nan") { $0.weights[1][0, 2] = .nan }
      add("parameters", "-inf") { $0.biases[0][3] = -.infinity }
      add("parameters", "-inf") { $0.weights[0][3, 2] = -.infinity }
      add("parameters", "inf") { $0.weights[1][1, 3] = .infinity }
      add("parameters", "nan") { $0.biases[1][1] = .nan }
      let inputs = good.samples.inputs
      let pass = MLPReference(parameters: good.parameters, activation: .tanh).pass(
        of: inputs, slip: nil)
      for (name, value, parameters) in networks {
        let mistake = Slip.badAccepted
        try expectNetworkRefused(naming: name, value, mistake: mistake) {
          try perceptron.forward(inputs: inputs, parameters: parameters, activation: .tanh)
        }
        try expectNetworkRefused(naming: name, value, mistake: mistake) {
          try perceptron.objective(
            inputs: inputs, labels: good.samples.labels, parameters: parameters, activation: .tanh,
            lambda: 0)
        }
        try expectNetworkRefused(naming: name, value, mistake: mistake) {
          try perceptron.updated(
            parameters: parameters, gradients: value == nil ? parameters : good.parameters,
            learningRate: 0.5)
        }
        try expectNetworkRefused(naming: name, value, mistake: mistake) {
          try perceptron.predict(samples: good.samples, parameters: parameters, activation: .tanh)
        }
        var generator = SeededGenerator(seed: 1)
        try expectNetworkRefused(naming: name, value, mistake: mistake) {
          try perceptron.train(
            parameters: parameters, training: good.samples, validation: good.samples,
            activation: .tanh,
            settings: NetworkTrainingSettings(
              learningRate: 0.5, batchSize: 2, epochs: 1, recordInterval: 1), using: &generator)
        }
        if let value {
          try expectNetworkRefused(naming: "gradients", value, mistake: mistake) {
            try perceptron.updated(
              parameters: good.parameters, gradients: parameters, learningRate: 0.5)
          }
        }
        let isShape = value == nil
        guard !isShape || !parameters.weights.isEmpty else { continue }
        try expectNetworkRefused(naming: isShape ? "gradients" : name, value, mistake: mistake) {
          isShape
            ? try perceptron.updated(
              parameters: good.parameters, gradients: parameters, learningRate: 0.5)
            : try perceptron.backward(
              pass: pass, labels: good.samples.labels, parameters: parameters, activation: .tanh,
              lambda: 0)
        }
      }
      let calls: [(Matrix) throws -> Any] = [
        { try perceptron.forward(inputs: $0, parameters: good.parameters, activation: .relu) },
        {
          try perceptron.objective(
            inputs: $0, labels: labels(for: $0), parameters: good.parameters, activation: .relu,
            lambda: 0)
        },
        {
          try perceptron.predict(
            samples: LabelledSamples(inputs: $0, labels: labels(for: $0)),
            parameters: good.parameters, activation: .relu)
        },
        { try train(on: LabelledSamples(inputs: $0, labels: labels(for: $0))) },
        { try train(validation: LabelledSamples(inputs: $0, labels: labels(for: $0))) },
      ]
      for call in calls {
        for inputs in [[[1, 2]], [[1, 2, 3, 4]], Matrix(rows: 0, columns: 3, elements: [])] {
          try expectNetworkRefused(naming: "inputs") { _ = try call(inputs) }
        }
        try expectNotFiniteRefused(naming: "inputs") { _ = try call([[1, 0, 2], [3, $0, 4]]) }
      }
      var generator = SeededGenerator(seed: 1)
      func batches(_ inputs: Matrix) throws -> [LabelledSamples] {
        try perceptron.randomMiniBatches(
          samples: LabelledSamples(inputs: inputs, labels: labels(for: inputs)), batchSize: 2,
          using: &generator)
      }
      try expectNetworkRefused(naming: "inputs") {
        try batches(Matrix(rows: 0, columns: 3, elements: []))
      }
      try expectNotFiniteRefused(naming: "inputs") { try batches([[1, 0], [2, $0]]) }
    }

    private func labels(for inputs: Matrix) -> [Int] { [Int](repeating: 1, count: inputs.rows) }

    private func expectLabelsRefused() throws {
      let inputs = good.samples.inputs
      let pass = MLPReference(parameters: good.parameters, activation: .tanh).pass(
        of: inputs, slip: nil)
      for labels in [[0, 1], [0, 1, 1, 0], [0, -1, 1], [0, 1, 2], []] {
        let value = labels.count == 3 ? "\(labels.first { $0 < 0 || $0 > 1 } ?? 0)" : nil
        let samples = LabelledSamples(inputs: inputs, labels: labels)
        try expectNetworkRefused(naming: "labels", value) {
          try perceptron.cost(logits: [[1, 2], [0, 1], [2, 0]], labels: labels)
        }
        try expectNetworkRefused(naming: "labels", value) {
          try perceptron.objective(
            inputs: inputs, labels: labels, parameters: good.parameters, activation: .tanh,
            lambda: 0)
        }
        try expectNetworkRefused(naming: "labels", value) {
          try perceptron.predict(samples: samples, parameters: good.parameters, activation: .tanh)
        }
        if let value {
          try expectNetworkRefused(naming: "labels", value) {
            try perceptron.backward(
              pass: pass, labels: labels, parameters: good.parameters, activation: .tanh, lambda: 0)
          }
        }
        var generator = SeededGenerator(seed: 1)
        for isTraining in [true, false] {
          try expectNetworkRefused(naming: "labels", value) {
            try perceptron.train(
              parameters: good.parameters, training: isTraining ? samples : good.samples,
              validation: isTraining ? good.samples : samples, activation: .tanh,
              settings: NetworkTrainingSettings(
                learningRate: 0.5, batchSize: 2, epochs: 1, recordInterval: 1), using: &generator)
          }
        }
        guard labels.count != 3 || labels.contains(-1) else { continue }
        try expectNetworkRefused(naming: "labels", value) {
          try perceptron.randomMiniBatches(samples: samples, batchSize: 2, using: &generator)
        }
      }
      try expectNetworkRefused(naming: "logits") {
        try perceptron.cost(logits: Matrix(rows: 0, columns: 2, elements: []), labels: [])
      }
      try expectNotFiniteRefused(naming: "logits") {
        try perceptron.cost(logits: [[1, 0], [$0, 1]], labels: [1, 1])
      }
    }

    private func expectPassesRefused() throws {
      let right = MLPReference(parameters: good.parameters, activation: .tanh)
        .pass(of: good.samples.inputs, slip: nil)
      var passes = [ForwardPass(preActivations: [], activations: [])]
      func add(_ change: (inout ForwardPass) -> Void) {
        passes.append(right)
        change(&passes[passes.count - 1])
      }
      add { $0.activations.removeLast() }
      add { $0.preActivations.removeFirst() }
      add { $0.activations[0] = [[1, 2], [3, 4], [5, 6]] }
      add { $0.activations[1] = $0.activations[1][rows: 0..<2] }
      add { $0.preActivations[1] = $0.preActivations[1].appendingColumn([0, 0, 0]) }
      for pass in passes {
        try expectNetworkRefused(naming: "pass") {
          try perceptron.backward(
            pass: pass, labels: good.samples.labels, parameters: good.parameters, activation: .tanh,
            lambda: 0)
        }
      }
      // Which of the two is to blame when they don't fit each other is a matter of taste.
      for labels in [[], [0, 1], [0, 1, 1, 0]] {
        do {
          _ = try perceptron.backward(
            pass: right, labels: labels, parameters: good.parameters, activation: .tanh, lambda: 0)
          expectProperty(
            false, "labels \(labels) for a pass of 3 samples are refused with InvalidInput",
            mistake: Slip.badAccepted)
        } catch is InvalidInput { continue }
      }
    }

    private func expectSettingsRefused() throws {
      let (inputs, labels) = (good.samples.inputs, good.samples.labels)
      let pass = MLPReference(parameters: good.parameters, activation: .tanh).pass(
        of: inputs, slip: nil)
      let calls: [(name: String, call: (Double) throws -> Any)] = [
        (
          "lambda",
          {
            try perceptron.objective(
              inputs: inputs, labels: labels, parameters: good.parameters, activation: .tanh,
              lambda: $0)
          }
        ),
        (
          "lambda",
          {
            try perceptron.backward(
              pass: pass, labels: labels, parameters: good.parameters, activation: .tanh,
              lambda: $0)
          }
        ),
        (
          "learningRate",
          {
            try perceptron.updated(
              parameters: good.parameters, gradients: good.parameters, learningRate: $0)
          }
        ),
        ("learningRate", { bad in try train { $0.learningRate = bad } }),
        ("lambda", { bad in try train { $0.lambda = bad } }),
      ]
      for (name, call) in calls {
        for bad in [-0.5, -1e-9] {
          try expectNetworkRefused(naming: name, "\(bad)") { _ = try call(bad) }
        }
        try expectNotFiniteRefused(naming: name) { _ = try call($0) }
      }
      for bad in [0, -3] {
        try expectNetworkRefused(naming: "batchSize", "\(bad)") { try train { $0.batchSize = bad } }
        try expectNetworkRefused(naming: "recordInterval", "\(bad)") {
          try train { $0.recordInterval = bad }
        }
        var generator = SeededGenerator(seed: 1)
        try expectNetworkRefused(naming: "batchSize", "\(bad)") {
          try perceptron.randomMiniBatches(samples: good.samples, batchSize: bad, using: &generator)
        }
      }
      try expectNetworkRefused(naming: "epochs", "-2") { try train { $0.epochs = -2 } }
    }

    private func train(
      on training: LabelledSamples? = nil, validation: LabelledSamples? = nil,
      _ change: (inout NetworkTrainingSettings) -> Void = { _ in }
    ) throws -> NetworkTraining {
      var settings = NetworkTrainingSettings(
        learningRate: 0.5, batchSize: 2, epochs: 1, recordInterval: 1)
      change(&settings)
      var generator = SeededGenerator(seed: 1)
      return try perceptron.train(
        parameters: good.parameters, training: training ?? good.samples,
        validation: validation ?? good.samples, activation: .tanh, settings: settings,
        using: &generator)
    }
  }
}
