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
      try expect(model.forward(inputs), equals: -3 * inputs, "the outputs of factors 2, −3 and 0.5")
      let (before, behind) = ([1.0, 2, -6], [-1.5, 0.5, 1])
      for (i, probe) in probes.enumerated() {
        try expect(
          probe.events().first?.matrix ?? [], equals: before[i] * inputs,
          "the inputs that module \(i + 1) of 3 meets",
          mistakes: [behind[i] * inputs: Slip.forwardReversed])
      }
      try expect(
        model.backward(upstream), equals: -3 * upstream,
        "what the model of three modules passes back")
      for (i, probe) in probes.enumerated() {
        try expect(
          probe.events().last?.matrix ?? [], equals: behind[i] * upstream,
          "the gradient that module \(i + 1) of 3 meets",
          mistakes: [before[i] * upstream: Slip.backwardForwards])
      }
      expectProperty(
        try model.values() == [[[2]], [[-3]], [[0.5]]],
        "the parameters are those of the modules, in their order")
      try expectModes(model, probes)
      try expectRow(of: 1)
      try expectRow(of: 17)
      try expectInvalidInput(naming: "modules", mistake: Slip.emptyModel) {
        _ = try library.makeSequential([])
      }
    }

    private let inputs: Matrix = [[1, -2, 0.5], [3, 1, -1]]
    private let upstream: Matrix = [[2, 1, -1], [0.5, -4, 1]]

    private func expectModes(_ model: any Module, _ probes: [any ProbeModule]) throws {
      for mode in [NetworkMode.evaluation, .training] {
        try model.setMode(mode)
        for (i, probe) in probes.enumerated() {
          let kind = try probe.events().last?.kind
          expectProperty(
            kind?.rawValue == mode.rawValue, "module \(i + 1) of 3 is put into \(mode) mode",
            mistake: Slip.modeNotPassedOn)
        }
      }
    }

    private func expectRow(of count: Int) throws {
      let factors = (0..<count).map { $0 % 2 == 0 ? -1.25 : 0.75 }
      let probes = try factors.map { try library.makeProbe(factor: $0, slip: 1) }
      let row = try library.makeSequential(probes)
      let product = factors.reduce(1, *)
      try expect(
        row.forward(inputs), equals: product * inputs, "the outputs of \(count) modules in a row")
      try expect(
        row.backward(upstream), equals: product * upstream,
        "what \(count) modules in a row pass back")
      try row.setMode(.evaluation)
      expectProperty(
        try probes.allSatisfy { try $0.events().last?.kind == .evaluation },
        "all of \(count) modules in a row are put into evaluation mode",
        mistake: Slip.modeNotPassedOn)
      // One of them again and again.
      let again = try library.makeSequential([probes[0], probes[0], probes[0]])
      try again.setMode(.training)
      try expect(
        again.forward(inputs), equals: pow(factors[0], 3) * inputs,
        "the outputs of a module that stands three times in a row")
      try expect(
        again.backward(upstream), equals: pow(factors[0], 3) * upstream,
        "what a module that stands three times in a row passes back")
    }

    // Three activations in a network 3-4-3, computed with 420 digits: loss and the gradients of all
    // weights and biases. Then a deeper network from the seed, by central differences.

    @Test(
      "The gradients of whole models are right",
      .hint("Which layer's gradient is the first wrong one, counted from the loss?"))
    func wholeModels() throws {
      for reference in ReferenceNetwork.all {
        let name = reference.activation.rawValue
        let (samples, parameters) = (ReferenceNetwork.samples, ReferenceNetwork.parameters)
        let layers = try zip(parameters.weights, parameters.biases).map(library.linear)
        let activation = try library.activations().first { $0.name.lowercased() == name }!.module
        let model = try library.makeSequential([layers[0], activation, layers[1]])
        let result = try library.softmaxCrossEntropy(
          logits: model.forward(samples.inputs), labels: samples.labels)
        expect(result.loss, equals: reference.loss, "the loss with \(name)")
        try expect(
          model.backward(result.gradient), equals: reference.inputGradient,
          "the gradient of the inputs with \(name)")
        let gradients = try model.gradients()
        let right = zip(reference.gradients.weights, reference.gradients.biases)
          .flatMap { [$0, Matrix(rows: [$1])] }
        guard expect(gradients.count, equals: 4, "the number of parameters of two linear layers")
        else { return }
        for (k, block) in ["W₁", "b₁", "W₂", "b₂"].enumerated() {
          expect(
            gradients[k], equals: right[k], "the gradient of \(block) with \(name)",
            mistakes: [right[k] / 2: Slip.dividesByN])
        }
      }
      try expectDerivatives()
    }

    private func expectDerivatives() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let model = try library.makeSequential([
        library.linear(inputs: 3, outputs: 5, &generator), library.makeTanh(),
        library.linear(inputs: 5, outputs: 2, &generator), library.makeSigmoid(),
        library.linear(inputs: 2, outputs: 4, &generator),
      ])
      let (inputs, labels) = (generator.matrix(4, 3), [3, 0, 2, 2])
      _ = try model.backward(
        library.softmaxCrossEntropy(logits: model.forward(inputs), labels: labels).gradient)
      let (values, gradients) = try (model.values(), model.gradients())
      let names = ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃"]
      try model.setMode(.evaluation)
      try expectGradient(
        of: { blocks in
          try model.setValues(blocks.map(\.matrix))
          return meanCrossEntropy(try model.forward(inputs).requiring(rows: 4, columns: 4), labels)
            .loss
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
      let (weights, bias) = (generator.matrix(3, 3), generator.vector(3))
      let (inputs, upstream) = (generator.matrix(4, 3), generator.matrix(4, 3))
      let layer = try library.linear(weights, bias)
      let model = try library.makeSequential([
        try library.makeSequential([layer, library.makeTanh()]), layer,
      ])
      try expect(
        model.values().count, equals: 2,
        "the number of parameters of a model that has one linear layer twice",
        mistakes: [4: Slip.listedTwice])
      let others = try (0..<2).map { _ in try library.linear(weights, bias) }
      try expect(
        library.makeSequential(others).values().count, equals: 4,
        "the number of parameters of a model of two linear layers with the same numbers",
        mistakes: [2: Slip.sameNumbers])

      let hidden = tanh(matmul(inputs, weights, transposeB: true) + bias)
      try expect(
        model.forward(inputs), equals: matmul(hidden, weights, transposeB: true) + bias,
        "the outputs")
      let before = try sharedGradients(of: layer)
      do {
        _ = try model.backward(upstream)
      } catch let error as InvalidInput {
        expectProperty(
          false,
          "a layer that stands in a model twice keeps two passes; it throws: \(error.message)",
          mistake: Slip.cacheOverwritten)
        return
      }
      let middle = matmul(upstream, weights) * (1 - hidden * hidden)
      expectBothUses(
        zip(try sharedGradients(of: layer), before).map { $0 - $1 }, [middle, upstream],
        [inputs, hidden])
    }

    private func sharedGradients(of layer: any Module) throws -> [Matrix] {
      let both = try layer.gradients().requiring(entries: 2)
      return [
        try both[0].requiring(rows: 3, columns: 3), try both[1].requiring(rows: 1, columns: 3),
      ]
    }

    /// - Parameters:
    ///   - added: What the shared weights and the bias have learnt.
    ///   - upstreams: What comes from above to each use of the layer.
    ///   - inputs: What goes into each use.
    private func expectBothUses(_ added: [Matrix], _ upstreams: [Matrix], _ inputs: [Matrix]) {
      func gradient(_ upstream: Int, _ input: Int) -> Matrix {
        matmul(upstreams[upstream], inputs[input], transposeA: true)
      }
      let uses = [gradient(0, 0), gradient(1, 1)]
      expect(
        added[0], equals: uses[0] + uses[1], "the gradient of the shared weights",
        mistakes: [
          uses[0]: Slip.oneUseOnly, uses[1]: Slip.oneUseOnly,
          uses[1] + gradient(0, 1): Slip.cacheOverwritten,
          gradient(1, 0) + gradient(0, 1): Slip.firstInFirstOut,
        ])
      let sums = upstreams.map { Matrix(rows: [$0.columnSums()]) }
      expect(
        added[1], equals: sums[0] + sums[1], "the gradient of the shared bias",
        mistakes: [sums[0]: Slip.oneUseOnly, sums[1]: Slip.oneUseOnly])
    }
  }
}
