import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension MultilayerPerceptronSuites {
  @Suite("11 · Multilayer perceptron: bad input", .part(7))
  struct MultilayerPerceptronInputTests {
    // Everything that the head of the stub lists, and nothing else.

    @Test(
      "Bad input is refused by name", .processorSeconds(5),
      .hint("Which of the arguments does your function use before it has looked at it?"))
    func badInput() throws {
      try expectSizesRefused()
      try expectPreActivationsRefused()
      try expectLayerRefused()
      try expectGradientsRefused()
      try expectNetworksRefused()
      try expectInputsRefused()
      try expectLabelsRefused()
      try expectPassesRefused()
      try expectSettingsRefused()
      try expectPlacesRefused()
    }

    let perceptron = Student.answer.multilayerPerceptron
    let good = GoodCalls(perceptron: Student.answer.multilayerPerceptron)
    let notFinite = [Double.infinity, -.infinity, .nan]
    let none = Matrix.zeros(0, 3)

    /// Expects that each of these values is refused. That NaN slips through a check can be said where no
    /// other value does.
    func expectRefused<Value, Answer>(
      _ argument: String, or other: String? = nil, for values: [Value],
      sourceLocation: SourceLocation = #_sourceLocation, _ body: (Value) throws -> Answer
    ) throws {
      try expectInvalidInput(
        naming: argument, or: other, for: values, mistake: Slip.badAccepted,
        ifOnlyNaN: Slip.nanPasses, sourceLocation: sourceLocation, body)
    }

    func expectSizesRefused() throws {
      var generator = SeededGenerator(seed: 1)
      for sizes in [[], [3], [3, 0, 2], [-1, 2], [3, 4, 0]] {
        try expectInvalidInput(
          naming: "layerSizes", value: sizes.first { $0 < 1 }.map { "\($0)" },
          mistake: Slip.badAccepted
        ) {
          try perceptron.initialParameters(
            layerSizes: sizes, scheme: .glorotNormal, using: &generator)
        }
      }
    }

    func expectPreActivationsRefused() throws {
      for activation in HiddenActivation.allCases {
        for function in [perceptron.activate, perceptron.activationDerivative] {
          try expectRefused("preActivations", for: [none]) { try function($0, activation) }
          try expectRefused("preActivations", for: notFinite) {
            try function([[1, $0], [0, 2]], activation)
          }
        }
      }
    }

    let weights: Matrix = [[1, 2, 3], [4, 5, 6]]

    func expectLayerRefused() throws {
      func linear(
        _ inputs: Matrix = [[1, 2, 3]], weights: Matrix? = nil, biases: Vector = [0, 1]
      ) throws -> Matrix {
        try perceptron.linear(inputs: inputs, weights: weights ?? self.weights, biases: biases)
      }
      try expectRefused("inputs", for: [none]) { try linear($0) }
      try expectInvalidInput(naming: "inputs", value: "2", mistake: Slip.badAccepted) {
        try linear([[1, 2]])
      }
      try expectInvalidInput(naming: "biases", value: "3", mistake: Slip.badAccepted) {
        try linear(biases: [0, 1, 2])
      }
      try expectRefused("weights", for: notFinite) {
        try linear(weights: [[1, 0, $0]], biases: [0])
      }
      try expectRefused("biases", for: notFinite) { try linear(biases: [0, $0]) }
      try expectRefused("inputs", for: notFinite) { try linear([[1, 2, 3], [$0, 5, 6]]) }
    }

    func expectGradientsRefused() throws {
      func gradients(
        _ upstream: Matrix = [[1, 2]], _ inputs: Matrix = [[1, 2, 3]], _ weights: Matrix? = nil
      ) throws -> LayerGradients {
        try perceptron.linearGradients(
          upstream: upstream, inputs: inputs, weights: weights ?? self.weights)
      }
      let misfits: [Matrix] = [[[1, 2], [3, 4]], [[1, 2, 3]], [[1]]]
      try expectRefused("upstream", for: misfits) { try gradients($0) }
      try expectRefused("inputs", for: [none]) { try gradients(.zeros(0, 2), $0) }
      try expectInvalidInput(naming: "inputs", value: "2", mistake: Slip.badAccepted) {
        try gradients([[1, 2]], [[1, 2]])
      }
      try expectRefused("upstream", for: notFinite) { try gradients([[1, $0]]) }
      try expectRefused("inputs", for: notFinite) { try gradients([[1, 2]], [[1, $0, 3]]) }
      try expectRefused("weights", for: notFinite) {
        try gradients([[1, 2]], [[1, 2, 3]], [[1, 2, 3], [4, 5, $0]])
      }
    }

    /// Networks whose shapes don't fit, or with an entry that isn't finite.
    var badNetworks: [(value: String?, parameters: NetworkParameters)] {
      let changes: [(String?, (inout NetworkParameters) -> Void)] = [
        (nil, { $0 = NetworkParameters(weights: [], biases: []) }),
        (nil, { $0.biases.removeLast() }), (nil, { $0.weights.removeLast() }),
        (nil, { $0.biases[0] = [1, 2, 3] }), (nil, { $0.weights[1] = [[1, 2, 3], [4, 5, 6]] }),
        ("nan", { $0.weights[1][0, 2] = .nan }), ("-inf", { $0.biases[0][3] = -.infinity }),
        ("-inf", { $0.weights[0][3, 2] = -.infinity }),
        ("inf", { $0.weights[1][1, 3] = .infinity }), ("nan", { $0.biases[1][1] = .nan }),
      ]
      return changes.map { value, change in
        var parameters = good.parameters
        change(&parameters)
        return (value, parameters)
      }
    }

    func expectNetworksRefused() throws {
      func expectRefused(
        _ name: String, or other: String? = nil, _ value: String?, _ call: () throws -> Any
      ) throws {
        try expectInvalidInput(
          naming: name, or: other, value: value, mistake: Slip.badAccepted
        ) { _ = try call() }
      }
      for (value, bad) in badNetworks {
        try expectRefused("parameters", value) { try good.forward(parameters: bad) }
        try expectRefused("parameters", value) { try good.objective(parameters: bad) }
        try expectRefused("parameters", value) { try good.predict(parameters: bad) }
        try expectRefused("parameters", value) { try good.train(parameters: bad) }
        if value != nil {
          try expectRefused("parameters", value) { try good.updated(bad) }
          try expectRefused("parameters", value) { try good.backward(parameters: bad) }
          try expectRefused("gradients", value) { try good.updated(gradients: bad) }
        } else {
          // Both have the same shapes, which are wrong.
          try expectRefused("parameters", or: "gradients", value) {
            try good.updated(bad, gradients: bad)
          }
          guard !bad.weights.isEmpty else { continue }
          try expectRefused("gradients", value) { try good.updated(gradients: bad) }
        }
      }
    }

    func expectInputsRefused() throws {
      func labeled(_ inputs: Matrix) -> LabelledSamples {
        LabelledSamples(inputs: inputs, labels: Array(repeating: 1, count: inputs.rows))
      }
      let calls: [(LabelledSamples) throws -> Any] = [
        { try good.forward($0.inputs) }, { try good.objective($0) }, { try good.predict($0) },
        { try good.train(on: $0) }, { try good.train(validation: $0) },
      ]
      for call in calls {
        try expectRefused("inputs", for: [[[1, 2]], [[1, 2, 3, 4]], none]) {
          _ = try call(labeled($0))
        }
        try expectRefused("inputs", for: notFinite) {
          _ = try call(labeled([[1, 0, 2], [3, $0, 4]]))
        }
      }
      try expectRefused("inputs", for: [none]) { try good.batches(labeled($0)) }
      try expectRefused("inputs", for: notFinite) {
        try good.batches(labeled([[1, 0], [2, $0]]))
      }
    }

    func expectLabelsRefused() throws {
      for labels in [[0, 1], [0, 1, 1, 0], [0, -1, 1], [0, 1, 2], []] {
        let samples = LabelledSamples(inputs: good.samples.inputs, labels: labels)
        var calls: [() throws -> Any] = [
          { try perceptron.cost(logits: [[1, 2], [0, 1], [2, 0]], labels: labels) },
          { try good.objective(samples) }, { try good.predict(samples) },
          { try good.train(on: samples) }, { try good.train(validation: samples) },
        ]
        let wrong = labels.count == 3 ? labels.first { $0 < 0 || $0 > 1 } : nil
        if wrong != nil { calls.append({ try good.backward(labels: labels) }) }
        if wrong != 2 { calls.append({ try good.batches(samples) }) }
        for call in calls {
          try expectInvalidInput(
            naming: "labels", value: wrong.map { "\($0)" }, mistake: Slip.badAccepted
          ) { _ = try call() }
        }
      }
      try expectRefused("logits", for: [.zeros(0, 2)]) {
        try perceptron.cost(logits: $0, labels: [])
      }
      try expectRefused("logits", for: notFinite) {
        try perceptron.cost(logits: [[1, 0], [$0, 1]], labels: [1, 1])
      }
    }

    func expectPassesRefused() throws {
      let changes: [(inout ForwardPass) -> Void] = [
        { $0 = ForwardPass(preActivations: [], activations: []) },
        { $0.activations.removeLast() }, { $0.preActivations.removeFirst() },
        { $0.activations[0] = [[1, 2], [3, 4], [5, 6]] },
        { $0.activations[1] = $0.activations[1][rows: 0..<2] },
        { $0.preActivations[1] = $0.preActivations[1].appendingColumn([0, 0, 0]) },
        { $0.activations.append(.zeros(3, 2)) }, { $0.preActivations.append(.zeros(3, 2)) },
      ]
      for change in changes {
        var pass = good.pass
        change(&pass)
        try expectRefused("pass", for: [pass]) { try good.backward($0) }
      }
      // A pass of no samples fits no labels, and there is no mean over them.
      let empty = ForwardPass(
        preActivations: [.zeros(0, 4), .zeros(0, 2)], activations: [.zeros(0, 3), .zeros(0, 4)])
      try expectRefused("labels", or: "pass", for: [empty]) { try good.backward($0, labels: []) }
      // Which of the two is to blame when they don't fit each other is a matter of taste.
      for labels in [[], [0, 1], [0, 1, 1, 0]] {
        do {
          _ = try good.backward(labels: labels)
          expectProperty(
            false, "labels \(labels) for a pass of 3 samples are refused with InvalidInput",
            mistake: Slip.badAccepted)
        } catch is InvalidInput { continue }
      }
    }

    func expectSettingsRefused() throws {
      let calls: [(name: String, call: (Double) throws -> Any)] = [
        ("lambda", { try good.objective(lambda: $0) }),
        ("lambda", { try good.backward(lambda: $0) }),
        ("lambda", { bad in try good.train { $0.lambda = bad } }),
        ("learningRate", { try good.updated(rate: $0) }),
        ("learningRate", { bad in try good.train { $0.learningRate = bad } }),
      ]
      for (name, call) in calls {
        try expectRefused(name, for: [-0.5, -1e-9] + notFinite) { _ = try call($0) }
      }
      let counts: [(name: String, values: [Int], call: (Int) throws -> Any)] = [
        ("batchSize", [0, -3], { bad in try good.train { $0.batchSize = bad } }),
        ("batchSize", [0, -3], { try good.batches(good.samples, batchSize: $0) }),
        ("recordInterval", [0, -3], { bad in try good.train { $0.recordInterval = bad } }),
        ("epochs", [-2], { bad in try good.train { $0.epochs = bad } }),
      ]
      for (name, values, call) in counts {
        try expectRefused(name, for: values) { _ = try call($0) }
      }
    }
    // At each place of 33 samples, and in the last of four layers.
    func expectPlacesRefused() throws {
      for (bad, row) in zip(notFinite + notFinite, Sweep.places(in: 33)) {
        let labels = Array(repeating: 1, count: 33)
        let inputs = Matrix.ones(33, 3).with(bad, at: row, row % 3)
        for call in [
          { _ = try good.forward(inputs) },
          { _ = try good.objective(LabelledSamples(inputs: inputs, labels: labels)) },
          { _ = try good.train(on: LabelledSamples(inputs: inputs, labels: labels)) },
        ] { try expectInvalidInput(naming: "inputs", mistake: Slip.badAccepted, call) }
        for label in [-1, 2] {
          let samples = LabelledSamples(
            inputs: .ones(33, 3), labels: labels[..<row] + [label] + labels[(row + 1)...])
          for call in [
            { _ = try good.predict(samples) }, { _ = try good.train(on: samples) },
            { _ = try good.train(validation: samples) },
          ] { try expectInvalidInput(naming: "labels", mistake: Slip.badAccepted, call) }
        }
      }
      for parameters in badLastLayers {
        try expectInvalidInput(naming: "parameters", mistake: Slip.badAccepted) {
          try good.forward(parameters: parameters)
        }
      }
    }

    var badLastLayers: [NetworkParameters] {
      let changes: [(inout NetworkParameters) -> Void] = [
        { $0.weights[3] = .ones(2, 4) }, { $0.weights[3][1, 2] = .nan },
        { $0.biases[3] = .zeros(3) }, { $0.biases[3][1] = .infinity },
      ]
      return changes.map { change in
        var deep = NetworkParameters(
          weights: [3, 3, 3, 2].map { .ones($0, 3) }, biases: [3, 3, 3, 2].map { .zeros($0) })
        change(&deep)
        return deep
      }
    }
  }
}
