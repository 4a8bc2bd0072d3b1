import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: loss and gradient check", .part(5))
  struct NetworkLibraryLossTests {
    let library = Student.answer.networkLibrary

    // The reference cases softmax_cross_entropy-01 and -02 as a batch of two, -04 and -05 (logits of
    // ±1000) and -07; then rows that have little in common, and random ones by central differences.
    // A loss of no samples, of NaN, or of labels that don't fit is refused.
    @Test(
      "The loss is a mean of cross-entropies, with its gradient",
      .hint("What becomes of exp(1000)? And what is softmax if the same number is taken off a row?")
    )
    func softmaxCrossEntropy() throws {
      let pair = try library.softmaxCrossEntropy(logits: [[1, 2, 3], [1, 2, 3]], labels: [2, 0])
      expect(
        pair.loss, equals: 1.40760596444438, "the loss",
        mistakes: [
          2.81521192888876: NetworkSlip.lossSummed, 0.70380298222219: NetworkSlip.dividedTwice,
          0.46920198814812665: NetworkSlip.dividedByEntries,
          0.6931471805599453: NetworkSlip.wrongAxis,
        ])
      let slopes: Matrix = [
        [0.04501528658519023, 0.12236423552739882, -0.16737952211258905],
        [-0.4549847134148098, 0.12236423552739882, 0.33262047788741095],
      ]
      expect(
        pair.gradient, equals: slopes, "the gradient",
        mistakes: [
          2 * slopes: NetworkSlip.gradientSummed, slopes / 2: NetworkSlip.dividedTwice,
          slopes / 3: NetworkSlip.dividedByEntries, -slopes: NetworkSlip.gradientSign,
          rowwiseSoftmax([[1, 2, 3], [1, 2, 3]]) / 2: NetworkSlip.gradientWithoutLabel,
        ])

      let extremes = try library.softmaxCrossEntropy(
        logits: [[1000, 0, -1000], [1000, 0, -1000], [1e4, -1e4, 1e4]], labels: [1, 0, 2])
      expect(
        extremes.loss, equals: 333.5643823935199, "the loss for logits of ±1000 and ±10000",
        mistakes: [
          .infinity: NetworkSlip.logOfZero, .nan: NetworkSlip.logOfZero,
          Self.clamped(at: 1e-15): NetworkSlip.clampedProbability,
          Self.clamped(at: 1e-12): NetworkSlip.clampedProbability,
          Self.clamped(at: 1e-10): NetworkSlip.clampedProbability,
          Self.clamped(at: 1e-8): NetworkSlip.clampedProbability,
          Self.clamped(at: 1e-7): NetworkSlip.clampedProbability,
        ])
      expect(
        extremes.gradient,
        equals: [
          [0.3333333333333333, -0.3333333333333333, 0], [0, 0, 0], [1 / 6.0, 0, -1 / 6.0],
        ],
        "the gradient for logits of ±1000 and ±10000")
      let apart = try library.softmaxCrossEntropy(
        logits: [[1e4, 1e4 - 1], [-1e4, 1 - 1e4]], labels: [0, 0])
      expect(
        apart.loss, equals: 0.8132616875182228, "the loss for rows that are 20000 apart",
        mistakes: [
          .infinity: NetworkSlip.oneMaximum, -.infinity: NetworkSlip.oneMaximum,
          .nan: NetworkSlip.oneMaximum,
        ])
      // One logit of ±5000 at each place; label 0, and the place itself.
      for classes in [2, 3, 5, 33] {
        for place in Sweep.places(in: classes) where place > 0 {
          for size in [5000.0, -5000] {
            let row = size * Vector.basis(place, count: classes)
            let result = try library.softmaxCrossEntropy(
              logits: Matrix(rows: [row, row]), labels: [0, place])
            let rest = 1 / Double(classes - 1)
            let shares = Vector(
              (0..<classes).map { ($0 == place) == (size > 0) ? (size > 0 ? 1 : rest) : 0 })
            let labels = [Vector.basis(0, count: classes), .basis(place, count: classes)]
            let what =
              "for two rows of \(classes) logits with \(size) at \(place), labels 0 and \(place)"
            expect(
              result.loss, equals: size > 0 ? 2500 : 2500 - log(rest), "the loss \(what)")
            expect(
              result.gradient, equals: Matrix(rows: labels.map { (shares - $0) / 2 }),
              "the gradient \(what)")
          }
        }
      }
      let even = try library.softmaxCrossEntropy(logits: .zeros(2, 10), labels: [3, 9])
      expect(even.loss, equals: 2.302585092994046, "the loss for ten logits of 0")

      var generator = SeededGenerator(seed: Student.seed)
      let logits = Matrix.normal(rows: 5, columns: 3, standardDeviation: 2, using: &generator)
      let labels = [2, 0, 1, 1, 2]
      let result = try library.softmaxCrossEntropy(logits: logits, labels: labels)
      expect(
        result.loss, equals: meanCrossEntropy(logits, labels).loss, "the loss for random logits")
      try expectGradient(
        of: { try library.softmaxCrossEntropy(logits: $0, labels: labels).loss }, at: logits,
        equals: result.gradient, "the gradient for random logits", constants: ["N": 5, "K": 3])
      for (k, (rows, columns)) in Sweep.shapes.enumerated() {
        let spread = [0.03, 4, 25][k % 3]
        let shifts = Vector((0..<rows).map { 1e4 * Double($0 % 3 - 1) })
        var logits = Matrix.normal(
          rows: rows, columns: columns, standardDeviation: spread, using: &generator)
        for n in 0..<rows { logits.setRow(n, to: logits.row(n) + shifts[n]) }
        let labels = (0..<rows).map { (7 * $0 + 3) % columns }
        let right = meanCrossEntropy(logits, labels)
        let result = try library.softmaxCrossEntropy(logits: logits, labels: labels)
        let what = "for logits of \(rows) × \(columns), spread by \(spread)"
        guard
          expect(result.loss, equals: right.loss, "the loss \(what)"),
          expect(result.gradient, equals: right.gradient, "the gradient \(what)")
        else { return }
      }
      try expectLossRefused()
    }

    /// The loss of the extreme logits, if each probability were at least ε.
    private static func clamped(at epsilon: Double) -> Double { (log(2) - log(epsilon)) / 3 }

    // No samples, no classes, NaN, and labels that don't fit.
    private func expectLossRefused() throws {
      let bad: [(logits: Matrix, labels: [Int], name: String, value: String?)] = [
        (.zeros(0, 3), [], "logits", nil), (.zeros(2, 0), [0, 0], "logits", nil),
        ([[1, .nan], [0, 0]], [0, 1], "logits", nil),
        ([[1, 2], [.infinity, 0]], [0, 1], "logits", nil),
        ([[1, 2], [0, -.infinity]], [0, 0], "logits", nil), ([[1, 2]], [], "labels", nil),
        ([[1, 2], [3, 4]], [0], "labels", nil), ([[1, 2], [3, 4]], [0, 1, 1], "labels", nil),
        ([[1, 2], [3, 4]], [0, 2], "labels", "2"), ([[1, 2], [3, 4]], [-1, 0], "labels", "-1"),
      ]
      for (logits, labels, name, value) in bad {
        try expectInvalidInput(naming: name, value: value, mistake: NetworkSlip.lossInputUnchecked)
        {
          _ = try library.softmaxCrossEntropy(logits: logits, labels: labels)
        }
      }
    }

    // A probe multiplies by a number, and gets its gradient wrong by the factor `slip` on request. With
    // a large h the central difference is not exact, and the error tells how it was computed. The right
    // errors come from formulas and plain loops here.
    @Test(
      "The gradient check measures each parameter's error",
      .hint("What are a and c when backward forgets a factor 2, and what is the error then?"))
    func gradientErrors() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let check = CheckedModel(inputs: 3, outputs: 2, samples: 4, &generator)
      for slip in [1, 1.5, -1, 0] {
        let (model, _) = try check.model(library, slip: slip)
        try model.setGradients(
          check.values.map { Matrix(rows: $0.rows, columns: $0.columns, repeating: 3) })
        let errors = try library.gradientErrors(
          of: model, inputs: check.inputs, labels: check.labels, step: 1e-5)
        let probe = abs(slip - 1) / (abs(slip) + 1)
        let isRight = expect(
          errors, equals: [0, 0, probe],
          "the errors of W, b and a factor whose gradient is \(slip) times the right one",
          tolerance: .absolute(1e-6),
          mistakes: [
            [0, 0, abs(slip - 1)]: NetworkSlip.numericOnly,
            [1 / 3.0, 1 / 3.0, abs(slip - 2) / (abs(slip) + 2)]: NetworkSlip.dividedByStep,
          ])
        guard isRight else { break }
      }

      // Many entries, none of which may be left out.
      let wide = CheckedModel(inputs: 17, outputs: 8, samples: 3, &generator)
      try expect(
        library.gradientErrors(
          of: wide.model(library, slip: 1.25).model, inputs: wide.inputs, labels: wide.labels,
          step: 0.3),
        equals: normErrors(wide.analytic(slip: 1.25), wide.numeric(step: 0.3, from: -0.3)),
        "the errors of 136 weights, 8 biases and a factor with h = 0.3")

      let (model, probe) = try check.model(library, slip: 1.25)
      try model.setMode(.evaluation)
      let old = check.values.map { Matrix(rows: $0.rows, columns: $0.columns, repeating: 3) }
      try model.setGradients(old)
      let analytic = check.analytic(slip: 1.25)
      let numeric = check.numeric(step: 0.7, from: -0.7)
      let errors = try library.gradientErrors(
        of: model, inputs: check.inputs, labels: check.labels, step: 0.7)
      let forward = check.numeric(step: 0.7, from: 0)
      let grown = zip(analytic, old).map { $0 + $1 }
      expect(
        errors, equals: normErrors(analytic, numeric), "the errors with h = 0.7",
        mistakes: [
          normErrors(analytic, forward): NetworkSlip.forwardDifference,
          normErrors(analytic, numeric.map { 2 * $0 }): NetworkSlip.dividedByStep,
          entryErrors(analytic, numeric): NetworkSlip.entrywise,
          normErrors(grown, numeric): NetworkSlip.oldGradientIncluded,
        ])
      let values = try model.values()
      expectProperty(
        values == check.values, "all values are bit for bit what they were before the check",
        mistake: NetworkSlip.notRestored)
      let gradients = try model.gradients().requiring(entries: 3)
      for (k, name) in ["W", "b", "the factor"].enumerated() {
        expect(
          gradients[k], equals: analytic[k], "the gradient of \(name) after the check",
          mistakes: [grown[k]: NetworkSlip.oldGradientIncluded])
      }
      try expectInvalidInput(naming: "forward", mistake: NetworkSlip.checkLeavesPasses) {
        _ = try probe.backward(.ones(4, 2))
      }
      let last = try probe.events().last { $0.kind == .training || $0.kind == .evaluation }?.kind
      expectProperty(
        last == .training, "the model is in training mode after the check",
        mistake: NetworkSlip.checkLeavesMode)

      // A factor of inputs that are 0 has no gradient at all.
      let still = try library.makeProbe(factor: 0.5, slip: 1)
      try expect(
        library.gradientErrors(of: still, inputs: .zeros(2, 3), labels: [0, 2], step: 0.25),
        equals: [0], "the error where both gradients are 0",
        mistakes: [[.nan]: NetworkSlip.zeroOverZero, [1]: NetworkSlip.zeroOverZero])
      let small = try library.makeProbe(factor: 0.5, slip: 1.5)
      try expect(
        library.gradientErrors(
          of: small, inputs: [[1e-9, 2e-9, -1e-9], [5e-10, -3e-9, 2e-9]], labels: [0, 2], step: 0.25
        ),
        equals: [0.2], "the error of a gradient of size 1e-9 that is 1.5 times the right one",
        tolerance: .absolute(1e-4))
      for step in [0, -1e-5, Double.nan, .infinity, -.infinity] {
        try expectInvalidInput(naming: "step", value: "\(step)", mistake: NetworkSlip.stepUnchecked)
        {
          _ = try library.gradientErrors(
            of: model, inputs: check.inputs, labels: check.labels, step: step)
        }
      }
    }

    private func normErrors(_ a: [Matrix], _ n: [Matrix]) -> Vector {
      Vector(zip(a, n).map { ($0 - $1).norm() / ($0.norm() + $1.norm()) })
    }

    private func entryErrors(_ a: [Matrix], _ n: [Matrix]) -> Vector {
      Vector(
        zip(a, n).map { a, n in
          zip(a.elements, n.elements).map { abs($0 - $1) / (abs($0) + abs($1)) }.max()!
        })
    }
  }
}

/// A linear layer with a factor behind it, computed without any module.
private struct CheckedModel {
  let inputs: Matrix
  let labels: [Int]
  /// W, then b, then the factor.
  let values: [Matrix]

  init(inputs: Int, outputs: Int, samples: Int, _ generator: inout SeededGenerator) {
    self.inputs = .normal(rows: samples, columns: inputs, using: &generator)
    labels = (0..<samples).map { (3 * $0 + 1) % outputs }
    values = [
      .normal(rows: outputs, columns: inputs, using: &generator),
      .normal(rows: 1, columns: outputs, using: &generator),
      [[generator.uniform(in: 0.6..<1.4)]],
    ]
  }

  func model(
    _ library: any NetworkLibrary, slip: Double
  ) throws -> (model: any Module, probe: any ProbeModule) {
    let probe = try library.makeProbe(factor: values[2][0, 0], slip: slip)
    let layer = try library.linear(values[0], values[1].row(0))
    return (try library.makeSequential([layer, probe]), probe)
  }

  func loss(_ values: [Matrix]) -> Double {
    let layer = matmul(inputs, values[0], transposeB: true) + values[1].row(0)
    return meanCrossEntropy(values[2][0, 0] * layer, labels).loss
  }

  func analytic(slip: Double) -> [Matrix] {
    let layer = matmul(inputs, values[0], transposeB: true) + values[1].row(0)
    let factor = values[2][0, 0]
    let slope = meanCrossEntropy(factor * layer, labels).gradient
    return [
      factor * matmul(slope, inputs, transposeA: true), Matrix(rows: [factor * slope.columnSums()]),
      [[slip * (slope * layer).sum()]],
    ]
  }

  /// Difference quotients between x + from and x + step.
  func numeric(step: Double, from: Double) -> [Matrix] {
    values.indices.map { k in
      Matrix(rows: values[k].rows, columns: values[k].columns) { i, j in
        var (above, below) = (values, values)
        above[k][i, j] += step
        below[k][i, j] += from
        return (loss(above) - loss(below)) / (step - from)
      }
    }
  }
}
