import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: forward and backward passes", .part(2))
  struct NetworkLibraryPassesTests {
    let library = Student.answer.networkLibrary

    // Gradients stand at 10 W + … before the first backward, which adds to them. What is passed back
    // is that of the one pass.
    @Test(
      "Backward adds to the gradients",
      .hint("Two batches, one after the other, and no zeroGradients between: what is the gradient?")
    )
    func accumulation() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let weights = Matrix.normal(rows: 2, columns: 3, using: &generator)
      let layer = try library.linear(weights, [0.5, -1])
      var expected = [
        Matrix.normal(rows: 2, columns: 3, using: &generator),
        Matrix.normal(rows: 1, columns: 2, using: &generator),
      ]
      try layer.setGradients(expected)
      var firstInputs: Matrix?
      for count in [4, 4, 4] {
        let inputs = Matrix.normal(rows: count, columns: 3, using: &generator)
        let upstream = Matrix.normal(rows: count, columns: 2, using: &generator)
        _ = try layer.forward(inputs)
        try expect(
          layer.backward(upstream), equals: matmul(upstream, weights), "what backward passes back")
        let added = [
          matmul(upstream, inputs, transposeA: true), Matrix(rows: [upstream.columnSums()]),
        ]
        let stale = matmul(upstream, firstInputs ?? inputs, transposeA: true)
        let gradients = try layer.gradients().requiring(entries: 2)
        let isRight =
          expect(
            gradients[0], equals: expected[0] + added[0], "the gradient of the weights",
            mistakes: [
              added[0]: NetworkSlip.gradientOverwritten,
              expected[0] + stale: NetworkSlip.staleCache,
            ])
          && expect(
            gradients[1], equals: expected[1] + added[1], "the gradient of the bias",
            mistakes: [added[1]: NetworkSlip.gradientOverwritten])
        guard isRight else { return }
        expected = [expected[0] + added[0], expected[1] + added[1]]
        firstInputs = firstInputs ?? inputs
      }
    }

    // Two forward passes, A and then B, are taken back as B and then A, whatever the module. A module
    // that stands twice in a model meets exactly this.
    @Test(
      "The latest forward pass is taken back first",
      .hint(
        "Where does the second forward pass put what it keeps, and is the first one's still there?")
    )
    func latestFirst() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let first = awayFromZero(rows: 4, columns: 3, &generator)
      let second = awayFromZero(rows: 4, columns: 3, &generator)
      let upstream = awayFromZero(rows: 4, columns: 3, &generator)

      for (name, module) in try library.activations() {
        func right(_ inputs: Matrix) -> Matrix {
          upstream * inputs.map { Self.derivative(of: name, at: $0) }
        }
        _ = try module.forward(first)
        _ = try module.forward(second)
        try expect(
          module.backward(upstream), equals: right(second),
          "what \(name) passes back first, for the second of two forward passes",
          mistakes: [right(first): NetworkSlip.firstInFirstOut])
        guard
          let back = try taken(
            { try module.backward(upstream) }, "\(name) still has the first of two forward passes")
        else { continue }
        expect(
          back, equals: right(first), "what \(name) passes back second, for the first forward pass",
          mistakes: [right(second): NetworkSlip.cacheOverwritten])
      }

      for (name, module) in try library.activations() {
        let many = (1...17).map { awayFromZero(rows: $0, columns: 2, &generator) }
        for inputs in many { _ = try module.forward(inputs) }
        for inputs in many.reversed() {
          try expect(
            module.backward(.ones(inputs.rows, 2)),
            equals: inputs.map { Self.derivative(of: name, at: $0) },
            "what \(name) passes back for forward pass \(inputs.rows) of 17, the last one first")
        }
      }

      try expectOwnPasses(first, second, upstream)

      let layer = try library.linear([[1, 2, -1], [0.5, -3, 2]], [1, 2])
      let slopes = [
        Matrix.normal(rows: 4, columns: 2, using: &generator),
        Matrix.normal(rows: 4, columns: 2, using: &generator),
      ]
      _ = try layer.forward(first)
      _ = try layer.forward(second)
      _ = try layer.backward(slopes[1])
      try expect(
        layer.gradients().entry(0), equals: matmul(slopes[1], second, transposeA: true),
        "the gradient of a linear layer's weights after the first of two backward passes",
        mistakes: [matmul(slopes[1], first, transposeA: true): NetworkSlip.firstInFirstOut])
      guard
        try taken(
          { try layer.backward(slopes[0]) }, "a linear layer still has the first of two passes")
          != nil
      else { return }
      let both = matmul(slopes[1], second, transposeA: true)
      try expect(
        layer.gradients().entry(0), equals: both + matmul(slopes[0], first, transposeA: true),
        "the gradient of a linear layer's weights after both backward passes",
        mistakes: [
          both + matmul(slopes[0], second, transposeA: true): NetworkSlip.cacheOverwritten
        ])
    }

    // Two modules of a kind: each has passes and a mode of its own.
    private func expectOwnPasses(_ first: Matrix, _ second: Matrix, _ upstream: Matrix) throws {
      func modules(seed: UInt64) throws -> [(name: String, module: any Module)] {
        try library.activations() + [
          ("Linear", library.linear([[1, 2, -1], [0.5, -3, 2], [2, 0, 1]], [1, 2, 3])),
          ("Dropout", library.makeDropout(rate: 0.5, seed: seed)),
        ]
      }
      for ((name, one), (_, other)) in zip(try modules(seed: 3), try modules(seed: 4)) {
        /// Of a linear layer, what it learns is compared: the inputs have no part in what it passes back.
        func expectBack(
          _ module: any Module, _ inputs: Matrix, _ outputs: Matrix, _ what: String
        ) throws {
          let back = try module.backward(upstream)
          let learnt = try module.gradients()
          let right =
            switch name {
            case "Linear": matmul(upstream, inputs, transposeA: true)
            case "Dropout":
              try upstream * outputs.requiring(rows: inputs.rows, columns: inputs.columns) / inputs
            default: upstream * inputs.map { Self.derivative(of: name, at: $0) }
            }
          try module.setGradients(learnt.map { 0 * $0 })
          expect(learnt.first ?? back, equals: right, "what \(what)")
        }
        let outputs = try (one.forward(first), other.forward(second))
        try other.setMode(.evaluation)
        let what = "of two \(name) modules makes of G, the first one first"
        try expectBack(one, first, outputs.0, "the first \(what)")
        try expectBack(other, second, outputs.1, "the second \(what)")
        try expectBack(
          one, second, one.forward(second),
          "\(name) makes of G while another \(name) is in evaluation mode")
      }
    }

    private static func derivative(of name: String, at x: Double) -> Double {
      switch name {
      case "ReLU": x > 0 ? 1 : 0
      case "Sigmoid": sigmoid(x) * (1 - sigmoid(x))
      default: 1 - tanh(x) * tanh(x)
      }
    }

    /// The result of a backward pass, unless it is refused because a pass is missing.
    private func taken(
      _ backward: () throws -> Matrix, _ sentence: String,
      _ mistake: String = NetworkSlip.cacheOverwritten
    ) throws -> Matrix? {
      do {
        return try backward()
      } catch let error as InvalidInput {
        expectProperty(
          false, "\(sentence); it throws: \(error.message)", mistake: mistake)
        return nil
      }
    }

    // Two passes wait for their backward while the mode changes to and fro. What happens in evaluation
    // mode in between is neither taken by backward, nor is it there afterwards, and what waits is not
    // lost. Validation in the middle of training must disturb nothing.
    @Test(
      "A forward pass in evaluation mode leaves nothing behind",
      .hint("What does your forward keep when nobody will ever call backward?"))
    func evaluation() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let inputs = awayFromZero(rows: 2, columns: 3, &generator)
      let others = awayFromZero(rows: 2, columns: 3, &generator)
      let upstream = awayFromZero(rows: 2, columns: 3, &generator)
      let square: Matrix = [[1, 2, -1], [0.5, -3, 2], [2, 0, 1]]
      var modules = try library.activations()
      modules.append(("Linear", try library.linear(square, [0.5, 1, -1])))
      modules.append(("Dropout", try library.makeDropout(rate: 0.5, seed: 3)))

      for (name, module) in modules {
        _ = try module.forward(others)
        _ = try module.forward(inputs)
        let undisturbed = try module.backward(upstream)
        guard
          try taken({ try module.backward(upstream) }, "\(name) keeps two forward passes") != nil,
          try expectInvalidInput(
            naming: "forward", mistake: NetworkSlip.passUsedTwice,
            { _ = try module.backward(upstream) })
        else { continue }
        try module.setGradients(try module.gradients().map { 0 * $0 })

        let earlier = try module.forward(others)
        let outputs = try module.forward(inputs)
        try module.setMode(.evaluation)
        if name != "Dropout" {
          try expect(
            module.forward(inputs), equals: outputs, "the outputs of \(name) in evaluation mode")
        }
        _ = try module.forward(others)
        let sentence = "\(name) keeps two forward passes while its mode changes"
        guard
          let back = try taken(
            { try module.backward(upstream) }, sentence, NetworkSlip.modeClearsPasses)
        else { continue }
        if name == "Linear" {
          try expect(
            module.gradients().entry(0), equals: matmul(upstream, inputs, transposeA: true),
            "the gradient of the weights, with a forward pass in evaluation mode in between",
            mistakes: [
              matmul(upstream, others, transposeA: true): NetworkSlip.evaluationKept
            ])
        } else {
          expect(
            back, equals: name == "Dropout" ? upstream * outputs / inputs : undisturbed,
            "what \(name) passes back with a forward pass in evaluation mode in between",
            mistakes: name == "Dropout"
              ? [:]
              : [
                upstream * others.map { Self.derivative(of: name, at: $0) }:
                  NetworkSlip.evaluationKept
              ])
        }
        try module.setMode(.training)
        guard
          let first = try taken(
            { try module.backward(upstream) }, sentence, NetworkSlip.modeClearsPasses)
        else { continue }
        if name == "Dropout" {
          expect(
            first, equals: upstream * earlier / others,
            "what Dropout passes back for the first of two passes, after the mode has changed")
        }
        try expectInvalidInput(naming: "forward", mistake: NetworkSlip.evaluationKept) {
          _ = try module.backward(upstream)
        }
      }
    }

    // No pass left, an upstream gradient of another shape, inputs of another width: refused, and
    // nothing has changed afterwards.
    @Test(
      "Passes that don't fit are refused and change nothing",
      .hint(
        "If backward is refused, is the forward pass still there for a better upstream gradient?")
    )
    func refusals() throws {
      var generator = SeededGenerator(seed: Student.seed)
      var modules = try library.activations()
      modules.append(("Linear", try library.linear(inputs: 3, outputs: 3, &generator)))
      modules.append(("Dropout", try library.makeDropout(rate: 0.25, seed: 3)))
      let inputs = awayFromZero(rows: 2, columns: 3, &generator)
      let upstream = awayFromZero(rows: 2, columns: 3, &generator)
      for (_, module) in modules {
        guard
          try expectInvalidInput(naming: "forward", { _ = try module.backward(upstream) })
        else { continue }
        _ = try module.forward(inputs)
        for wrong in [Matrix.ones(3, 2), .ones(2, 4), .ones(1, 3), .ones(2, 1), .ones(6, 1)] {
          try expectInvalidInput(naming: "upstream") { try module.backward(wrong) }
        }
        let before = try module.gradients()
        do {
          _ = try module.backward(upstream)
        } catch let error as InvalidInput {
          expectProperty(
            false, "a forward pass outlives a refused backward; it throws: \(error.message)",
            mistake: NetworkSlip.refusalTakesPass)
        }
        expectProperty(
          before.allSatisfy { $0.normInfinity() == 0 },
          "the gradients are 0 as before, after a refused backward")
        try expectInvalidInput(naming: "forward", mistake: NetworkSlip.passUsedTwice) {
          _ = try module.backward(upstream)
        }
      }

      let layer = try library.linear(inputs: 3, outputs: 2, &generator)
      for wrong in [Matrix.ones(4, 2), .ones(4, 4)] {
        try expectInvalidInput(naming: "inputs") { try layer.forward(wrong) }
      }
      // An upstream gradient that fits nothing: which of the two reasons does the sentence give?
      do {
        _ = try layer.backward(.ones(7, 9))
      } catch let error as InvalidInput {
        expectProperty(
          error.message.lowercased().contains("forward"),
          "after refused forward passes, backward misses a forward pass; it throws: \(error.message)",
          mistake: NetworkSlip.refusedForwardKept)
      }
      try expectInvalidInput(naming: "forward", mistake: NetworkSlip.refusedForwardKept) {
        _ = try layer.backward(.ones(4, 2))
      }
    }
  }
}
