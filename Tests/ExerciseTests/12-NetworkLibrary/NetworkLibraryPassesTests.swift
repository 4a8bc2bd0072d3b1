import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: forward and backward passes", .part(2))
  struct NetworkLibraryPassesTests {
    let library = Student.answer.networkLibrary

    // Gradients stand at other numbers before the first backward, which adds to them. What is passed back
    // is that of the one pass.

    @Test(
      "Backward adds to the gradients",
      .hint("Two batches, one after the other, and no zeroGradients between: what is the gradient?")
    )
    func accumulation() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let weights = generator.matrix(2, 3)
      let layer = try library.linear(weights, [0.5, -1])
      var expected = [generator.matrix(2, 3), generator.matrix(1, 2)]
      try layer.setGradients(expected)
      let first = generator.matrix(4, 3)
      for inputs in [first, generator.matrix(4, 3), generator.matrix(4, 3)] {
        let upstream = generator.matrix(4, 2)
        _ = try layer.forward(inputs)
        try expect(
          layer.backward(upstream), equals: matmul(upstream, weights), "what backward passes back")
        let added = [
          matmul(upstream, inputs, transposeA: true), Matrix(rows: [upstream.columnSums()]),
        ]
        let stale = expected[0] + matmul(upstream, first, transposeA: true)
        expected = zip(expected, added).map { $0 + $1 }
        let gradients = try layer.gradients().requiring(entries: 2)
        guard
          expect(
            gradients[0], equals: expected[0], "the gradient of the weights",
            mistakes: [added[0]: Slip.gradientOverwritten, stale: Slip.staleCache]),
          expect(
            gradients[1], equals: expected[1], "the gradient of the bias",
            mistakes: [added[1]: Slip.gradientOverwritten])
        else { return }
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
      let upstream = generator.matrixWithoutZeros(4, 3)
      for known in try library.knownModules() {
        let passes = try (0..<2).map { _ in try known.forward(generator.matrixWithoutZeros(4, 3)) }
        let right = passes.map { known.right($0, upstream) }
        let name = known.name
        try expect(
          known.back(upstream), equals: right[1],
          "what \(name) makes of G first, for the second of two forward passes",
          mistakes: [right[0]: Slip.firstInFirstOut])
        guard
          let back = try taken(
            known, upstream, "\(name) still has the first of two forward passes"),
          expect(
            back, equals: right[0],
            "what \(name) makes of G second, for the first of two forward passes",
            mistakes: [right[1]: Slip.cacheOverwritten])
        else { continue }
        let many = try (1...70).map { try known.forward(generator.matrixWithoutZeros($0, 3)) }
        for pass in many.reversed() {
          let ones = Matrix.ones(pass.inputs.rows, 3)
          try expect(
            known.back(ones), equals: known.right(pass, ones),
            "what \(name) makes of ones for forward pass \(pass.inputs.rows) of 70, the last first")
        }
      }
      try expectOwnPasses(generator.matrixWithoutZeros(4, 3), upstream, upstream)
    }

    // Two modules of a kind: each has passes and a mode of its own.
    private func expectOwnPasses(_ first: Matrix, _ second: Matrix, _ upstream: Matrix) throws {
      for (one, other) in zip(try library.knownModules(), try library.knownModules(seed: 4)) {
        func expectBack(_ module: KnownModule, _ pass: KnownModule.Pass, _ what: String) throws {
          try expect(module.back(upstream), equals: module.right(pass, upstream), "what \(what)")
        }
        let passes = (try one.forward(first), try other.forward(second))
        try other.module.setMode(.evaluation)
        let (name, what) = (one.name, "of two \(one.name) modules makes of G, the first one first")
        try expectBack(one, passes.0, "the first \(what)")
        try expectBack(other, passes.1, "the second \(what)")
        try expectBack(
          one, one.forward(second), "\(name) makes of G while another \(name) is in evaluation mode"
        )
      }
    }

    /// What a module makes of an upstream gradient, unless it is refused because a pass is missing.
    private func taken(
      _ known: KnownModule, _ upstream: Matrix, _ sentence: String,
      _ mistake: String = Slip.cacheOverwritten
    ) throws -> Matrix? {
      do {
        return try known.back(upstream)
      } catch let error as InvalidInput {
        expectProperty(false, "\(sentence); it throws: \(error.message)", mistake: mistake)
        return nil
      }
    }

    private func expectNoPass(_ known: KnownModule, mistake: String? = nil) throws -> Bool {
      try expectInvalidInput(naming: "forward", mistake: mistake) {
        _ = try known.module.backward(.ones(2, 3))
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
      let inputs = (0..<2).map { _ in generator.matrixWithoutZeros(2, 3) }
      let upstream = generator.matrixWithoutZeros(2, 3)
      for known in try library.knownModules() {
        let (name, module) = (known.name, known.module)
        for input in inputs { _ = try module.forward(input) }
        _ = try known.back(upstream)
        guard try taken(known, upstream, "\(name) keeps two forward passes") != nil,
          try expectNoPass(known, mistake: Slip.passUsedTwice)
        else { continue }

        let passes = try inputs.map(known.forward)
        try module.setMode(.evaluation)
        if name != "Dropout" {
          try expect(
            module.forward(inputs[1]), equals: passes[1].outputs,
            "the outputs of \(name) in evaluation mode")
        }
        _ = try module.forward(inputs[0])
        let evaluated = known.right((inputs[0], inputs[0]), upstream)
        // Of the first one in evaluation mode nothing could tell what is kept from what is passed through.
        var areRight = true
        for (mode, pass) in zip([NetworkMode.training, .evaluation], passes.reversed()) {
          try module.setMode(mode)
          let sentence = "\(name) keeps two forward passes while its mode changes"
          guard let back = try taken(known, upstream, sentence, Slip.modeClearsPasses) else {
            break
          }
          let isRight = expect(
            back, equals: known.right(pass, upstream),
            "what \(name) makes of G in \(mode) mode, after forward in evaluation mode",
            mistakes: mode == .training ? [evaluated: Slip.evaluationKept] : [:])
          areRight = areRight && isRight
        }
        try module.setMode(.training)
        _ = try expectNoPass(known, mistake: areRight ? Slip.evaluationKept : nil)
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
      let wrong = [Matrix.ones(3, 2), .ones(2, 4), .ones(1, 3), .ones(2, 1), .ones(6, 1)]
      for known in try library.knownModules() {
        guard try expectNoPass(known) else { continue }
        _ = try known.module.forward([[1, 2, -1], [3, 0.5, 2]])
        try expectInvalidInput(naming: "upstream", for: wrong) { try known.module.backward($0) }
        expectProperty(
          try known.module.gradients().allSatisfy { $0.normInfinity() == 0 },
          "the gradients are 0 as before, after a refused backward")
        _ = try taken(
          known, .ones(2, 3), "a forward pass outlives a refused backward", Slip.refusalTakesPass)
        _ = try expectNoPass(known, mistake: Slip.passUsedTwice)
      }
      try expectRefusedForwards()
    }

    private func expectRefusedForwards() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let layer = try library.linear(inputs: 3, outputs: 2, &generator)
      try expectInvalidInput(naming: "inputs", for: [.ones(4, 2), .ones(4, 4)]) {
        try layer.forward($0)
      }
      // Nothing is kept that an upstream gradient could fit, or not fit.
      do {
        _ = try layer.backward(.ones(7, 9))
      } catch let error as InvalidInput {
        expectProperty(
          error.message.lowercased().contains("forward"),
          "after refused forward passes, backward misses a forward pass; it throws: \(error.message)",
          mistake: Slip.refusedForwardKept)
      }
      try expectInvalidInput(naming: "forward", mistake: Slip.refusedForwardKept) {
        _ = try layer.backward(.ones(4, 2))
      }
    }
  }
}
