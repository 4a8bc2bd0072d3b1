import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: bad input and concept check", .part(4))
  struct SoftmaxJacobianContractTests {
    let answer = Student.answer.softmaxJacobian

    // Each function, each argument, each place.

    @Test(
      "Bad input is refused with a sentence that names it",
      .hint("Which comparisons with NaN are true?"))
    func badInput() throws {
      let z = Vector((0..<33).map { Double($0 % 4) })
      let calls: [(Vector, Double) throws -> Vector] = [
        { try answer.softmax(logits: $0, temperature: $1) },
        { try answer.logSoftmax(logits: $0, temperature: $1) },
        { Vector(try answer.jacobian(logits: $0, temperature: $1).elements) },
        {
          try answer.vectorJacobianProduct(
            upstream: .ones($0.count), logits: $0, temperature: $1)
        },
        { logits, _ in [try answer.logSumExp(logits: logits)] },
      ]
      for (index, call) in calls.enumerated() {
        for place in Sweep.places(in: 33) {
          for strange in Sweep.notFinite {
            try expectInvalidInput(naming: "logits") { try call(z.with(strange, at: place), 0.5) }
          }
        }
        // Where there are neither logits nor upstream, either of them may be named.
        try expectInvalidInput(naming: "logits", or: index == 3 ? "upstream" : nil) {
          try call([], 0.5)
        }
        if index < 4 {
          try expectRefused(
            "temperature", [0, -1.5] + Sweep.notFinite,
            nanMistake: SoftmaxMistake.notANumberAccepted
          ) { try call(z, $0) }
        }
        // A single logit is nothing bad.
        try expect(call([0.3], 0.7).count, equals: 1, "how many numbers there are for one logit")
      }
      let spoilt = Sweep.notFinite.flatMap { strange in
        Sweep.places(in: 33).map { z.with(strange, at: $0) }
      }
      for upstream in [[], [1, 2], [1, 2, 3, 4], [1]] + spoilt {
        try expectInvalidInput(naming: "upstream") {
          try answer.vectorJacobianProduct(upstream: upstream, logits: z, temperature: 0.5)
        }
      }
    }

    // By what the six tasks say.

    @Test(
      "Concept check: softmax or sigmoid for the output of six tasks",
      .hint("If one class becomes more probable, must another become less so?"))
    func outputActivation() throws {
      try conceptCheck {
        for (task, sentence) in [
          (OutputTask.handwrittenDigit, "a picture shows exactly one of the ten digits"),
          (.nextWord, "exactly one word of the vocabulary comes next"),
          (.bloodGroup, "a sample has exactly one of the four blood groups"),
        ] {
          try expect(
            answer.outputActivation(for: task), equals: .softmax,
            mistakes: [.sigmoid: "\(sentence), so the probabilities have to sum to 1"])
        }
        for (task, sentence) in [
          (OutputTask.filmGenres, "a film may have several genres, so the sum need not be 1"),
          (.chestDiseases, "an X-ray may show several diseases, or none"),
          (.spam, "the softmax of a single output is always 1"),
        ] {
          try expect(
            answer.outputActivation(for: task), equals: .sigmoid, mistakes: [.softmax: sentence])
        }
      }
    }
  }
}
