import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: models", .part(4))
  struct NetworkLibraryModelTests {
    let library = Student.answer.networkLibrary

    // Probes multiply by 2, −3 and 0.5, and write down what they meet. Two of them stand in a
    // Sequential within the Sequential.
    @Test(
      "A Sequential asks its modules in turn, and backwards in the opposite turn",
      .hint("Whose outputs does the second module get, and whose gradient does the first one get?"))
    func order() throws {
      let probes = try [2, -3, 0.5].map { try library.makeProbe(factor: $0, slip: 1) }
      let model = try library.makeSequential([
        probes[0], try library.makeSequential([probes[1], probes[2]]),
      ])
      let inputs: Matrix = [[1, -2, 0.5], [3, 1, -1]]
      let upstream: Matrix = [[2, 1, -1], [0.5, -4, 1]]
      try expect(model.forward(inputs), equals: -3 * inputs, "the outputs of factors 2, −3 and 0.5")
      let met = try probes.map { try $0.events().first?.matrix ?? [] }
      let (rightFactors, reversedFactors) = ([1.0, 2, -6], [-1.5, 0.5, 1])
      for i in 0..<3 {
        expect(
          met[i], equals: rightFactors[i] * inputs, "the inputs that module \(i + 1) of 3 meets",
          mistakes: [reversedFactors[i] * inputs: NetworkSlip.forwardReversed])
      }
      let result = try model.backward(upstream)
      expect(result, equals: -3 * upstream, "what the model passes back")
      for i in 0..<3 {
        let event = try probes[i].events().last
        expect(
          event?.matrix ?? [], equals: reversedFactors[i] * upstream,
          "the gradient that module \(i + 1) of 3 meets",
          mistakes: [rightFactors[i] * upstream: NetworkSlip.backwardForwards])
      }
      expectProperty(
        try model.values() == [[[2]], [[-3]], [[0.5]]],
        "the parameters are those of the modules, in their order")

      for mode in [NetworkMode.evaluation, .training] {
        try model.setMode(mode)
        for (i, probe) in probes.enumerated() {
          let kind = try probe.events().last?.kind
          expectProperty(
            kind?.rawValue == mode.rawValue, "module \(i + 1) of 3 is put into \(mode) mode",
            mistake: NetworkSlip.modeNotPassedOn)
        }
      }
      for count in [1, 17] {
        let row = try library.makeSequential(
          (0..<count).map { try library.makeProbe(factor: $0 % 2 == 0 ? -1.25 : 0.75, slip: 1) })
        let product = (0..<count).reduce(1) { $0 * ($1 % 2 == 0 ? -1.25 : 0.75) }
        try expect(
          row.forward(inputs), equals: product * inputs, "the outputs of \(count) modules in a row")
        try expect(
          row.backward(upstream), equals: product * upstream,
          "what \(count) modules in a row pass back")
      }
      try expectInvalidInput(naming: "modules", mistake: NetworkSlip.emptyModel) {
        _ = try library.makeSequential([])
      }
    }

    // The reference cases mlp_2layer-01 (ReLU), -02 (tanh) and -03 (sigmoid), computed with 420
    // digits: loss and the gradients of all weights and biases. Then a deeper network from the seed,
    // by central differences.
    @Test(
      "The gradients of whole models are right",
      .hint("Which layer's gradient is the first wrong one, counted from the loss?"))
    func wholeModels() throws {
      for reference in NetworkReference.all {
        let first = try library.linear(NetworkReference.weights[0], NetworkReference.biases[0])
        let second = try library.linear(NetworkReference.weights[1], NetworkReference.biases[1])
        let activation = try library.activations().first { $0.name == reference.name }!.module
        let model = try library.makeSequential([first, activation, second])
        let result = try library.softmaxCrossEntropy(
          logits: model.forward([[1, -2, 0.5], [0.25, 0.75, -1.5]]), labels: [0, 2])
        expect(result.loss, equals: reference.loss, "the loss with \(reference.name)")
        let back = try model.backward(result.gradient)
        expect(back, equals: reference.inputs, "the gradient of the inputs with \(reference.name)")
        let gradients = try model.gradients()
        expect(gradients.count, equals: 4, "the number of parameters of two linear layers")
        guard gradients.count == 4 else { return }
        for (k, name) in ["W₁", "b₁", "W₂", "b₂"].enumerated() {
          expect(
            gradients[k], equals: reference.gradients[k],
            "the gradient of \(name) with \(reference.name)",
            mistakes: [reference.gradients[k] / 2: NetworkSlip.dividesByN])
        }
      }

      var generator = SeededGenerator(seed: Student.seed)
      let model = try library.makeSequential([
        library.linear(inputs: 3, outputs: 5, &generator), library.makeTanh(),
        library.linear(inputs: 5, outputs: 2, &generator), library.makeSigmoid(),
        library.linear(inputs: 2, outputs: 4, &generator),
      ])
      let inputs = Matrix.normal(rows: 4, columns: 3, using: &generator)
      let labels = [3, 0, 2, 2]
      _ = try model.backward(
        library.softmaxCrossEntropy(logits: model.forward(inputs), labels: labels).gradient)
      let (values, gradients) = try (model.values(), model.gradients())
      let names = ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃"]
      try model.setMode(.evaluation)
      try expectGradient(
        of: { blocks in
          try model.setValues(blocks.map(\.matrix))
          let logits = try model.forward(inputs).requiring(rows: 4, columns: 4)
          return meanCrossEntropy(logits, labels).loss
        },
        at: zip(names, values).map { ParameterBlock($0, $1) },
        equals: zip(names, gradients).map { ParameterBlock($0, $1) },
        "the gradients of a network with three layers", constants: ["N": 4])
    }

    // One linear layer twice, with tanh between: the gradient is the sum over both uses, by the
    // formulas of two layers that happen to have the same numbers. There are two parameters, not
    // four, so an optimizer moves each once a step.
    @Test(
      "A layer may stand in a model twice",
      .hint(
        "Which of the two uses is taken back first, and what does each add to the one gradient?"))
    func sharedLayer() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let weights = Matrix.normal(rows: 3, columns: 3, using: &generator)
      let bias = Vector.normal(count: 3, using: &generator)
      let layer = try library.linear(weights, bias)
      let model = try library.makeSequential([
        try library.makeSequential([layer, library.makeTanh()]), layer,
      ])
      let count = try model.values().count
      expect(
        count, equals: 2, "the number of parameters of a model that has one linear layer twice",
        mistakes: [4: NetworkSlip.listedTwice])
      let others = try (0..<2).map { _ in try library.linear(weights, bias) }
      try expect(
        library.makeSequential(others).values().count, equals: 4,
        "the number of parameters of a model of two linear layers with the same numbers",
        mistakes: [2: NetworkSlip.sameNumbers])

      let inputs = Matrix.normal(rows: 4, columns: 3, using: &generator)
      let upstream = Matrix.normal(rows: 4, columns: 3, using: &generator)
      let hidden = tanh(matmul(inputs, weights, transposeB: true) + bias)
      try expect(
        model.forward(inputs), equals: matmul(hidden, weights, transposeB: true) + bias,
        "the outputs")
      func gradients() throws -> [Matrix] {
        let both = try layer.gradients().requiring(entries: 2)
        return [
          try both[0].requiring(rows: 3, columns: 3), try both[1].requiring(rows: 1, columns: 3),
        ]
      }
      let before = try gradients()
      do {
        _ = try model.backward(upstream)
      } catch let error as InvalidInput {
        expectProperty(
          false,
          "a layer that stands in a model twice keeps two passes; it throws: \(error.message)",
          mistake: NetworkSlip.cacheOverwritten)
        return
      }
      let middle = matmul(upstream, weights) * (1 - hidden * hidden)
      let uses = [
        matmul(middle, inputs, transposeA: true), matmul(upstream, hidden, transposeA: true),
      ]
      let after = try gradients()
      expect(
        after[0] - before[0], equals: uses[0] + uses[1], "the gradient of the shared weights",
        mistakes: [
          uses[0]: NetworkSlip.oneUseOnly, uses[1]: NetworkSlip.oneUseOnly,
          uses[1] + matmul(middle, hidden, transposeA: true): NetworkSlip.cacheOverwritten,
          matmul(upstream, inputs, transposeA: true) + matmul(middle, hidden, transposeA: true):
            NetworkSlip.firstInFirstOut,
        ])
      let sums = [middle, upstream].map { Matrix(rows: [$0.columnSums()]) }
      expect(
        after[1] - before[1], equals: sums[0] + sums[1], "the gradient of the shared bias",
        mistakes: [sums[0]: NetworkSlip.oneUseOnly, sums[1]: NetworkSlip.oneUseOnly])
    }
  }
}
