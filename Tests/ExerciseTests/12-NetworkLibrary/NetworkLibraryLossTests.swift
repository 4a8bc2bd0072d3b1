import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: loss and gradient check", .part(5))
  struct NetworkLibraryLossTests {
    let library = Student.answer.networkLibrary

    // A batch of two, logits of ±1000 and ten logits of 0, computed with mpmath at 420 digits; then
    // rows that have little in common, and random ones by central differences. A loss of no samples,
    // of NaN, or of labels that don't fit is refused.

    @Test(
      "The loss is a mean of cross-entropies, with its gradient",
      .hint("What becomes of exp(1000)? And what is softmax if the same number is taken off a row?")
    )
    func softmaxCrossEntropy() throws {
      let pair = try library.softmaxCrossEntropy(logits: [[1, 2, 3], [1, 2, 3]], labels: [2, 0])
      let (right, slopes): (Double, Matrix) = (
        1.40760596444438,
        [
          [0.04501528658519023, 0.12236423552739882, -0.16737952211258905],
          [-0.4549847134148098, 0.12236423552739882, 0.33262047788741095],
        ]
      )
      expect(
        pair.loss, equals: right, "the loss",
        mistakes: [
          2 * right: Slip.lossSummed, right / 2: Slip.dividedTwice,
          right / 3: Slip.dividedByEntries, 0.6931471805599453: Slip.wrongAxis,
        ])
      expect(
        pair.gradient, equals: slopes, "the gradient",
        mistakes: [
          2 * slopes: Slip.gradientSummed, slopes / 2: Slip.dividedTwice,
          slopes / 3: Slip.dividedByEntries, -slopes: Slip.gradientSign,
          rowwiseSoftmax([[1, 2, 3], [1, 2, 3]]) / 2: Slip.gradientWithoutLabel,
        ])
      let even = try library.softmaxCrossEntropy(logits: .zeros(2, 10), labels: [3, 9])
      expect(even.loss, equals: 2.302585092994046, "the loss for ten logits of 0")
      try expectExtremes()
      try expectPlaces()
      try expectRandom()
      try expectLossRefused()
    }

    func expectExtremes() throws {
      let extremes = try library.softmaxCrossEntropy(
        logits: [[1000, 0, -1000], [1000, 0, -1000], [1e4, -1e4, 1e4]], labels: [1, 0, 2])
      /// The loss, if each probability were at least ε.
      func clamped(at epsilon: Double) -> Double { (log(2) - log(epsilon)) / 3 }
      expect(
        extremes.loss, equals: 333.5643823935199, "the loss for logits of ±1000 and ±10000",
        mistakes: [
          .infinity: Slip.logOfZero, .nan: Slip.logOfZero,
          clamped(at: 1e-15): Slip.clampedProbability, clamped(at: 1e-12): Slip.clampedProbability,
          clamped(at: 1e-10): Slip.clampedProbability, clamped(at: 1e-8): Slip.clampedProbability,
          clamped(at: 1e-7): Slip.clampedProbability,
        ])
      expect(
        extremes.gradient, equals: [[1 / 3.0, -1 / 3.0, 0], [0, 0, 0], [1 / 6.0, 0, -1 / 6.0]],
        "the gradient for logits of ±1000 and ±10000")
      let apart = try library.softmaxCrossEntropy(
        logits: [[1e4, 1e4 - 1], [-1e4, 1 - 1e4]], labels: [0, 0])
      expect(
        apart.loss, equals: 0.8132616875182228, "the loss for rows that are 20000 apart",
        mistakes: [.infinity: Slip.oneMaximum, -.infinity: Slip.oneMaximum, .nan: Slip.oneMaximum])
      try expectLoss(
        [[1e100, -1e100, 0], [0, 1e100, -1e100]], [1, 0], equals: 1.5e100,
        [[0.5, -0.5, 0], [-0.5, 0.5, 0]], "for logits of ±1e100")
    }

    // One logit of ±5000 at each place; label 0, and the place itself.
    func expectPlaces() throws {
      for classes in [2, 3, 5, 33] {
        for place in Sweep.places(in: classes) where place > 0 {
          for size in [5000.0, -5000] {
            let special = Vector.basis(place, count: classes)
            let rest = 1 / Double(classes - 1)
            let shares = size > 0 ? special : rest * (1 - special)
            try expectLoss(
              Matrix(rows: [size * special, size * special]), [0, place],
              equals: size > 0 ? 2500 : 2500 - log(rest),
              Matrix(rows: [shares - .basis(0, count: classes), shares - special]) / 2,
              "for two rows of \(classes) logits with \(size) at \(place), labels 0 and \(place)")
          }
        }
      }
    }

    func expectRandom() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let (logits, labels) = (generator.matrix(5, 3, deviation: 2), [2, 0, 1, 1, 2])
      let result = try library.softmaxCrossEntropy(logits: logits, labels: labels)
      expect(
        result.loss, equals: meanCrossEntropy(logits, labels).loss, "the loss for random logits")
      try expectGradient(
        of: { try library.softmaxCrossEntropy(logits: $0, labels: labels).loss }, at: logits,
        equals: result.gradient, "the gradient for random logits", constants: ["N": 5, "K": 3])
      for (k, (rows, columns)) in Sweep.shapes.enumerated() {
        let spread = [0.03, 4, 25][k % 3]
        var logits = generator.matrix(rows, columns, deviation: spread)
        for n in 0..<rows { logits.setRow(n, to: logits.row(n) + 1e4 * Double(n % 3 - 1)) }
        let labels = (0..<rows).map { (7 * $0 + 3) % columns }
        let right = meanCrossEntropy(logits, labels)
        let isRight = try expectLoss(
          logits, labels, equals: right.loss, right.gradient,
          "for logits of \(rows) × \(columns), spread by \(spread)")
        guard isRight else { return }
      }
    }

    @discardableResult
    func expectLoss(
      _ logits: Matrix, _ labels: [Int], equals loss: Double, _ gradient: Matrix, _ what: String
    ) throws -> Bool {
      let result = try library.softmaxCrossEntropy(logits: logits, labels: labels)
      return expect(result.loss, equals: loss, "the loss \(what)")
        && expect(result.gradient, equals: gradient, "the gradient \(what)")
    }

    // No samples, no classes, NaN, and labels that don't fit.
    func expectLossRefused() throws {
      let bad: [(logits: Matrix, labels: [Int], name: String, value: String?)] = [
        (.zeros(0, 3), [], "logits", nil), (.zeros(2, 0), [0, 0], "logits", nil),
        ([[1, .nan], [0, 0]], [0, 1], "logits", nil),
        ([[1, 2], [.infinity, 0]], [0, 1], "logits", nil),
        ([[1, 2], [0, -.infinity]], [0, 0], "logits", nil), ([[1, 2]], [], "labels", nil),
        ([[1, 2], [3, 4]], [0], "labels", nil), ([[1, 2], [3, 4]], [0, 1, 1], "labels", nil),
        ([[1, 2], [3, 4]], [0, 2], "labels", "2"), ([[1, 2], [3, 4]], [-1, 0], "labels", "-1"),
      ]
      for (logits, labels, name, value) in bad {
        // Of no logits there are no labels that fit either.
        try expectInvalidInput(
          naming: name, or: logits.count == 0 ? "labels" : nil, value: value,
          mistake: Slip.lossInputUnchecked
        ) { _ = try library.softmaxCrossEntropy(logits: logits, labels: labels) }
      }
      // At each place of 33 rows.
      let zeros = Array(repeating: 0, count: 33)
      for row in Sweep.places(in: 33) {
        for bad in Sweep.notFinite {
          try expectInvalidInput(naming: "logits", mistake: Slip.lossInputUnchecked) {
            _ = try library.softmaxCrossEntropy(
              logits: Matrix.zeros(33, 5).with(bad, at: row, row % 5), labels: zeros)
          }
        }
        for bad in [-1, 5] {
          try expectInvalidInput(naming: "labels", mistake: Slip.lossInputUnchecked) {
            _ = try library.softmaxCrossEntropy(
              logits: .zeros(33, 5), labels: zeros[..<row] + [bad] + zeros[(row + 1)...])
          }
        }
      }
    }

    // A probe multiplies by a number, and gets its gradient wrong by the factor `slip` on request. The
    // right errors come from formulas and plain loops here.

    @Test(
      "The gradient check measures each parameter's error",
      .hint("What are a and c when backward forgets a factor 2, and what is the error then?"))
    func gradientErrors() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let check = CheckedModel(inputs: 3, outputs: 2, samples: 4, &generator)
      for slip in [1, 1.5, -1, 0] {
        let (model, _) = try check.model(library, slip: slip)
        try model.setGradients(check.old)
        let isRight = try expect(
          check.errors(library, model, step: 1e-5),
          equals: [0, 0, abs(slip - 1) / (abs(slip) + 1)],
          "the errors of W, b and a factor whose gradient is \(slip) times the right one",
          tolerance: .absolute(1e-6),
          mistakes: [
            [0, 0, abs(slip - 1)]: Slip.numericOnly,
            [1 / 3.0, 1 / 3.0, abs(slip - 2) / (abs(slip) + 2)]: Slip.dividedByStep,
          ])
        guard isRight else { break }
      }
      // Many entries, none of which may be left out.
      let wide = CheckedModel(inputs: 31, outputs: 8, samples: 3, &generator)
      try expect(
        wide.errors(library, wide.model(library, slip: 1.25).model, step: 0.3),
        equals: normErrors(wide.analytic(slip: 1.25), wide.numeric(step: 0.3, from: -0.3)),
        "the errors of 248 weights, 8 biases and a factor with h = 0.3")
      try expectLongStep(check)
      try expectSmallGradients()
    }

    // With a large h the central difference is not exact, and the error tells how it was computed.
    func expectLongStep(_ check: CheckedModel) throws {
      let (model, probe) = try check.model(library, slip: 1.25)
      try model.setMode(.evaluation)
      try model.setGradients(check.old)
      let (analytic, numeric) = (check.analytic(slip: 1.25), check.numeric(step: 0.7, from: -0.7))
      let grown = zip(analytic, check.old).map { $0 + $1 }
      try expect(
        check.errors(library, model, step: 0.7), equals: normErrors(analytic, numeric),
        "the errors with h = 0.7",
        mistakes: [
          normErrors(analytic, check.numeric(step: 0.7, from: 0)): Slip.forwardDifference,
          normErrors(analytic, numeric.map { 2 * $0 }): Slip.dividedByStep,
          entryErrors(analytic, numeric): Slip.entrywise,
          normErrors(grown, numeric): Slip.oldGradientIncluded,
        ])
      expectProperty(
        try model.values() == check.values,
        "all values are bit for bit what they were before the check", mistake: Slip.notRestored)
      let gradients = try model.gradients().requiring(entries: 3)
      for (k, name) in ["W", "b", "the factor"].enumerated() {
        expect(
          gradients[k], equals: analytic[k], "the gradient of \(name) after the check",
          mistakes: [grown[k]: Slip.oldGradientIncluded])
      }
      try expectInvalidInput(naming: "forward", mistake: Slip.checkLeavesPasses) {
        _ = try probe.backward(.ones(4, 2))
      }
      try expectWaitingPass(check)
      let last = try probe.events().last { $0.kind == .training || $0.kind == .evaluation }?.kind
      expectProperty(
        last == .training, "the model is in training mode after the check",
        mistake: Slip.checkLeavesMode)
      try expectInvalidInput(
        naming: "step", for: [0, -1e-5, .infinity, -.infinity, .nan], mistake: Slip.stepUnchecked
      ) { _ = try check.errors(library, model, step: $0) }
    }

    // A pass that waits for its backward before the check still does after it.
    func expectWaitingPass(_ check: CheckedModel) throws {
      let model = try check.model(library, slip: 1).model
      let inputs: Matrix = [[2, -1, 0.5], [1, 3, -2]]
      let upstream: Matrix = [[1, -2], [0.5, 3]]
      _ = try model.forward(inputs)
      _ = try check.errors(library, model, step: 1e-5)
      try model.setGradients(check.values.map { 0 * $0 })
      do {
        _ = try model.backward(upstream)
      } catch let error as InvalidInput {
        expectProperty(
          false,
          "a forward pass that waited before the check still waits after it; backward throws: "
            + error.message,
          // Where another pass is in front of it, the shape doesn't fit.
          mistake: error.message.lowercased().contains("forward") ? Slip.checkTakesPasses : nil)
        return
      }
      try expect(
        model.gradients().entry(0),
        equals: check.values[2][0, 0] * matmul(upstream, inputs, transposeA: true),
        "the gradient of W by a forward pass that was made before the check")
    }

    // A factor of inputs that are 0 has no gradient at all.
    func expectSmallGradients() throws {
      func errors(_ slip: Double, _ inputs: Matrix) throws -> Vector {
        try library.gradientErrors(
          of: library.makeProbe(factor: 0.5, slip: slip), inputs: inputs, labels: [0, 2], step: 0.25
        )
      }
      try expect(
        errors(1, .zeros(2, 3)), equals: [0], "the error where both gradients are 0",
        mistakes: [[.nan]: Slip.zeroOverZero, [1]: Slip.zeroOverZero])
      try expect(
        errors(1.5, [[1e-9, 2e-9, -1e-9], [5e-10, -3e-9, 2e-9]]), equals: [0.2],
        "the error of a gradient of size 1e-9 that is 1.5 times the right one",
        tolerance: .absolute(1e-4))
    }

    func normErrors(_ a: [Matrix], _ n: [Matrix]) -> Vector {
      Vector(zip(a, n).map { ($0 - $1).norm() / ($0.norm() + $1.norm()) })
    }

    func entryErrors(_ a: [Matrix], _ n: [Matrix]) -> Vector {
      Vector(
        zip(a, n).map { a, n in
          let errors = zip(a.elements, n.elements).map { abs($0 - $1) / (abs($0) + abs($1)) }
          return errors.max() ?? 0
        })
    }
  }
}
