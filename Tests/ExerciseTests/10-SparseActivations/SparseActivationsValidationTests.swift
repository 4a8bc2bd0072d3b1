import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SparseActivationsSuites {
  @Suite(
    "10 · Sparse activations: bad input and concept checks", .part(6))
  struct SparseActivationsValidationTests {
    let answer = Student.answer.sparseActivations

    // No logits, a logit that isn't finite; b, T, ε that aren't finite and positive; a label outside.

    @Test(
      "Bad input is refused with a sentence that names it",
      .hint("Which comparisons with NaN are true?"))
    func badInput() throws {
      let calls: [(Vector) throws -> Void] = [
        { _ = try answer.sparsemax(logits: $0) }, { _ = try answer.sparsemaxThreshold(logits: $0) },
        { _ = try answer.sparsemaxSupport(logits: $0) },
        { _ = try answer.sparsemaxJacobian(logits: $0) },
        { _ = try answer.bMatchingSparsemax(logits: $0) },
      ]
      let others = answer.activations.map { call in { (bad: Vector) in try call(bad, 0.5) } }
      let losses = answer.losses.map { call in { (bad: Vector) in try call(bad, 0, 0.5, 0.1) } }
      let many = Vector((0..<33).map { Double($0 % 4) })
      func with(_ bad: Double, at place: Int) -> Vector { many.with(bad, at: place) }
      try expectInvalidInput(naming: "point") { try answer.nonnegativeProjection(point: []) }
      for call in calls + others { try expectInvalidInput(naming: "logits") { try call([]) } }
      for place in Sweep.places(in: 33) {
        try expectRefused("point", infinite) {
          _ = try answer.nonnegativeProjection(point: with($0, at: place))
        }
        for call in calls + others + losses {
          try expectRefused("logits", infinite) { try call(with($0, at: place)) }
        }
      }
      // What needs no computing is looked at all the same: a single logit.
      for call in calls + others + losses {
        try expectRefused("logits", infinite) { try call([$0]) }
      }
      // Of no logits there is no label either, so that the sentence may name any of the two.
      for loss in losses {
        try expectInvalidInput(naming: "logits", or: "label") { try loss([]) }
      }
      for activation in SimplexActivation.allCases {
        try expectInvalidInput(naming: "logits", for: [[3], []] as [Vector]) {
          try answer.oneHotTemperature(of: activation, logits: $0, b: 0.5)
        }
      }
      try expectNumbersRefused([1, 2, 3])
      for loss in answer.losses {
        try expectInvalidInput(naming: "label", for: [-1, 3, 10]) {
          try loss([1, 2, 3], $0, 2, 0.1)
        }
      }
    }

    private let infinite = [Double.infinity, -.infinity]

    /// Expects that bad numbers are refused, NaN last of all: that it slips through a check can be said
    /// where the others don't.
    private func expectRefused(
      _ name: String, _ numbers: [Double], _ mistake: (Double) -> String? = { _ in nil },
      _ call: (Double) throws -> Void
    ) throws {
      let areRefused = try numbers.map {
        try expectInvalidInput(naming: name, for: [$0], mistake: mistake($0), call)
      }
      try expectInvalidInput(
        naming: name, for: [.nan],
        mistake: areRefused.contains(false) ? nil : Slip.notANumber(name), call)
    }

    private func expectNumbersRefused(_ z: Vector) throws {
      func mistake(_ bad: Double) -> String? {
        bad == 0 ? Slip.zeroAccepted : bad == .infinity ? Slip.infinityAccepted : nil
      }
      func expectPositive(_ name: String, _ call: (Double) throws -> Void) throws {
        try expectRefused(name, [0, -1.5, -.infinity, .infinity], mistake, call)
      }
      for call in answer.activations {
        for logits in [z, [7]] { try expectPositive("b") { try call(logits, $0) } }
      }
      for loss in answer.losses {
        try expectPositive("b") { try loss(z, 1, $0, 0.1) }
        try expectPositive("epsilon") { try loss(z, 1, 2, $0) }
      }
      for activation in SimplexActivation.allCases {
        for logits in [z, [7, 7]] {
          try expectPositive("b") {
            _ = try answer.oneHotTemperature(of: activation, logits: logits, b: $0)
          }
        }
        try expectPositive("temperature") {
          _ = try answer.probabilities(of: activation, logits: z, temperature: $0, b: 2)
        }
        for pair in [answer.pairProbability, answer.pairSlope] {
          for t in [0.5, 0] { try expectPositive("b") { _ = try pair(activation, t, $0) } }
          try expectRefused("t", infinite, { _ in Slip.infinityAccepted }) {
            _ = try pair(activation, $0, 0.5)
          }
        }
      }
    }

    // Literals were worked out on paper. A mistake is named when it explains all answers.

    @Test(
      "Concept checks: when an activation is one-hot, and the cross-entropy of a class outside",
      .hint("How far below the largest logit must the second be? Can softmax ever give a 0?"))
    func concepts() throws {
      var generator = SeededGenerator(seed: Student.seed)
      var cases: [OneHotCase] = []
      for (logits, b) in [
        ([0.25, 1.75, 0.5, -1], 2), ([-4, -2.5, -7], 0.5), ([1, 3, 3, 0.5], 0.5), ([7, 7], 25),
        ([0.7, 0.6], 0.03), ([0.25, 0.5], 0.0004), ([-1e200, 3e200, 1e200], 4),
        (.normal(count: 6, standardDeviation: 2, using: &generator), 0.25),
        (.normal(count: 300, standardDeviation: 1e-6, using: &generator), 1.6),
        ([5, 1, 5 + 0x1p-40, 4], 0.7),
      ] as [(Vector, Double)] {
        for activation in SimplexActivation.allCases {
          cases.append(OneHotCase(activation: activation, logits: logits, b: b))
        }
      }
      func answers(_ one: OneHotCase) throws -> Double {
        try answer.oneHotTemperature(of: one.activation, logits: one.logits, b: one.b)
      }
      let yours = try cases.map(answers)
      let mistake = OneHotCase.mistakes.first { _, model in
        zip(yours, cases).allSatisfy { abs($0 - model($1)) <= 1e-9 * abs(model($1)) }
      }
      let isSoftmax = zip(yours, cases).allSatisfy { yours, one in
        one.activation == .softmax ? yours > 0 || one.lead == 0 : one.isRight(yours)
      }
      for one in cases {
        let yours = try answers(one)
        expectProperty(
          one.isRight(yours),
          "the activation is one-hot at temperatures up to this one, and at no higher one (yours is "
            + "\(yours))",
          mistake: isSoftmax ? Slip.softmaxOneHot : mistake?.sentence)
      }

      let loss = try answer.crossEntropyOutsideSupport()
      let mistakes: [Double: String] = [
        0: Slip.lossOfNothing, 1: Slip.lossOfNothing,
        -.infinity: Slip.minusInfinity,
        .greatestFiniteMagnitude: Slip.largestNumber,
      ]
      expectProperty(
        loss == .infinity, "the loss is what −log p goes to as p goes to 0 (yours is \(loss))",
        mistake: loss.isNaN ? Slip.undefined : mistakes[loss])
    }
  }
}

/// A question after the temperature below which an activation is one-hot.
struct OneHotCase {
  let activation: SimplexActivation
  let logits: Vector
  let b: Double

  /// The distances from the largest logit to the others, the smallest first.
  private var distances: [Double] {
    let sorted = logits.sorted()
    return sorted.dropLast().reversed().map { sorted[sorted.count - 1] - $0 }
  }

  var lead: Double { distances[0] }

  /// At T, the second logit is exactly as far below the first as is needed.
  func isRight(_ temperature: Double) -> Bool {
    let needed = activation == .sparsemax ? 1 : b
    return activation == .softmax
      ? temperature == 0 : abs(temperature * needed - lead) <= 1e-9 * lead
  }

  private func value(_ sparsemax: Double, _ relumax: Double) -> Double {
    activation == .softmax ? 0 : activation == .sparsemax ? sparsemax : relumax
  }

  /// What one would return by each mistake.
  static let mistakes: [(sentence: String, model: @Sendable (OneHotCase) -> Double)] = [
    (
      SparseMistake.maximumToMinimum,
      {
        $0.value($0.distances[$0.distances.count - 1], $0.distances[$0.distances.count - 1] / $0.b)
      }
    ),
    (SparseMistake.leadWithB, { $0.value($0.lead / $0.b, $0.lead / $0.b) }),
    (SparseMistake.halfLead, { $0.value(2 * $0.lead, $0.lead / $0.b) }),
    (SparseMistake.leadWithoutB, { $0.value($0.lead, $0.lead) }),
    (SparseMistake.leadTimesB, { $0.value($0.lead, $0.lead * $0.b) }),
    (
      SparseMistake.tieSkipped,
      {
        let next = $0.distances.first { $0 > 0 } ?? 0
        return $0.value(next, next / $0.b)
      }
    ),
  ]
}
