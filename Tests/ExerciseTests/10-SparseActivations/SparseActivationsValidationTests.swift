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
      for bad: Vector in [[], [1, .nan, 3], [1, 2, .infinity], [-.infinity, 2, 3]] {
        let mistake = bad.contains { $0.isNaN } ? SparseMistake.notANumber("logits") : nil
        try expectInvalidInput(naming: "point") { try answer.nonnegativeProjection(point: bad) }
        let calls: [() throws -> Void] = [
          { _ = try answer.sparsemax(logits: bad) },
          { _ = try answer.sparsemaxThreshold(logits: bad) },
          { _ = try answer.sparsemaxSupport(logits: bad) },
          { _ = try answer.sparsemaxJacobian(logits: bad) },
          { _ = try answer.bMatchingSparsemax(logits: bad) },
        ]
        for call in calls + answer.activations(logits: bad, b: 0.5) {
          try expectInvalidInput(naming: "logits", mistake: mistake, call)
        }
        for loss in answer.losses(logits: bad, label: 0, b: 0.5, epsilon: 0.1) {
          // Of no logits there is no label either, so that the sentence may name any of the two.
          guard bad.isEmpty else {
            try expectInvalidInput(naming: "logits", mistake: mistake, loss)
            continue
          }
          do {
            try loss()
            expectProperty(false, "a loss without logits is refused")
          } catch is InvalidInput {}
        }
      }
      try expectInvalidInput(naming: "logits") {
        try answer.oneHotTemperature(of: .sparsemax, logits: [3], b: 0.5)
      }
      let z: Vector = [1, 2, 3]
      for (number, value) in [(0, "0.0"), (-1.5, "-1.5"), (.nan, "nan"), (.infinity, "inf")] {
        func mistake(_ name: String) -> String? {
          number.isNaN
            ? SparseMistake.notANumber(name)
            : number == 0
              ? SparseMistake.zeroAccepted : number > 0 ? SparseMistake.infinityAccepted : nil
        }
        let losses = answer.losses(logits: z, label: 1, b: number, epsilon: 0.1)
        for call in answer.activations(logits: z, b: number) + losses {
          try expectInvalidInput(naming: "b", value: value, mistake: mistake("b"), call)
        }
        for activation in SimplexActivation.allCases {
          try expectInvalidInput(naming: "b", value: value, mistake: mistake("b")) {
            try answer.pairProbability(of: activation, t: 0.5, b: number)
          }
          try expectInvalidInput(naming: "b", value: value, mistake: mistake("b")) {
            try answer.pairSlope(of: activation, t: 0.5, b: number)
          }
          try expectInvalidInput(naming: "b", value: value, mistake: mistake("b")) {
            try answer.oneHotTemperature(of: activation, logits: z, b: number)
          }
          try expectInvalidInput(
            naming: "temperature", value: value, mistake: mistake("temperature")
          ) {
            try answer.probabilities(of: activation, logits: z, temperature: number, b: 2)
          }
        }
        for loss in answer.losses(logits: z, label: 1, b: 2, epsilon: number) {
          try expectInvalidInput(naming: "epsilon", value: value, mistake: mistake("epsilon"), loss)
        }
      }
      for (t, value) in [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
        let mistake = t.isNaN ? SparseMistake.notANumber("t") : SparseMistake.infinityAccepted
        for activation in SimplexActivation.allCases {
          try expectInvalidInput(naming: "t", value: value, mistake: mistake) {
            try answer.pairProbability(of: activation, t: t, b: 0.5)
          }
          try expectInvalidInput(naming: "t", value: value, mistake: mistake) {
            try answer.pairSlope(of: activation, t: t, b: 0.5)
          }
        }
      }
      for label in [-1, 3, 10] {
        for loss in answer.losses(logits: z, label: label, b: 2, epsilon: 0.1) {
          try expectInvalidInput(naming: "label", value: "\(label)", loss)
        }
      }
    }

    // z/T is one-hot when the second largest is 1 (sparsemax) or b (relumax) below the largest.
    @Test(
      "Concept checks: when an activation is one-hot, and the cross-entropy of a class outside",
      .hint("How far below the largest logit must the second be? Can softmax ever give a 0?"))
    func concepts() throws {
      let z: Vector = [0.25, 1.75, 0.5]
      try expectOneHot(
        .sparsemax, z, b: 2, equals: 1.25,
        [
          1.5: SparseMistake.maximumToMinimum, 0.625: SparseMistake.leadWithB,
          2.5: SparseMistake.halfLead,
        ])
      try expectOneHot(
        .relumax, z, b: 2, equals: 0.625,
        [
          0.75: SparseMistake.maximumToMinimum, 1.25: SparseMistake.leadWithoutB,
          2.5: SparseMistake.leadTimesB,
        ])
      try expectOneHot(
        .relumax, [-4, -2.5, -7], b: 0.5, equals: 3,
        [
          1.5: SparseMistake.leadWithoutB, 0.75: SparseMistake.leadTimesB,
          9: SparseMistake.maximumToMinimum,
        ])
      try expectOneHot(
        .softmax, z, b: 2, equals: 0,
        [
          1.25: SparseMistake.softmaxOneHot, 0.625: SparseMistake.softmaxOneHot,
          .infinity: SparseMistake.softmaxOneHot,
        ])
      for activation in SimplexActivation.allCases {
        try expectOneHot(
          activation, [1, 3, 3], b: 0.5, equals: 0,
          [2: SparseMistake.tieSkipped, 4: SparseMistake.tieSkipped])
      }
      var generator = SeededGenerator(seed: Student.seed)
      let logits = Vector.normal(count: 6, standardDeviation: 2, using: &generator)
      let sorted = logits.sorted()
      try expectOneHot(.sparsemax, logits, b: 0.25, equals: sorted[5] - sorted[4])
      try expectOneHot(.relumax, logits, b: 0.25, equals: 4 * (sorted[5] - sorted[4]))

      try expect(
        answer.crossEntropyOutsideSupport(), equals: .infinity,
        mistakes: [
          0: SparseMistake.lossOfNothing, 1: SparseMistake.lossOfNothing,
          -.infinity: SparseMistake.minusInfinity, .nan: SparseMistake.undefined,
          .greatestFiniteMagnitude: SparseMistake.largestNumber,
        ])
    }

    private func expectOneHot(
      _ activation: SimplexActivation, _ logits: Vector, b: Double, equals expected: Double,
      _ mistakes: KeyValuePairs<Double, String> = [:],
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      try expect(
        answer.oneHotTemperature(of: activation, logits: logits, b: b), equals: expected,
        mistakes: mistakes, sourceLocation: sourceLocation)
    }
  }
}
