import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension SoftmaxJacobianSuites {
  @Suite("1 · Softmax Jacobian: bad input and concept check", .part(4))
  struct SoftmaxJacobianContractTests {
    let answer = Student.answer.softmaxJacobian

    // No logits, a logit that isn't finite, τ that isn't finite and positive, upstream of another length.
    @Test(
      "Bad input is refused with a sentence that names it",
      .hint("Which comparisons with NaN are true?"))
    func badInput() throws {
      let z: Vector = [1, 2, 3]
      for logits: Vector in [[], [1, .nan, 3], [1, 2, .infinity], [-.infinity, 2, 3]] {
        let v = Vector.ones(logits.count)
        try expectInvalidInput(naming: "logits") { try answer.logSumExp(logits: logits) }
        try expectInvalidInput(naming: "logits") {
          try answer.softmax(logits: logits, temperature: 0.5)
        }
        try expectInvalidInput(naming: "logits") {
          try answer.logSoftmax(logits: logits, temperature: 0.5)
        }
        try expectInvalidInput(naming: "logits") {
          try answer.jacobian(logits: logits, temperature: 0.5)
        }
        // Where there are neither logits nor upstream, either of them may be named.
        guard !logits.isEmpty else { continue }
        try expectInvalidInput(naming: "logits") {
          try answer.vectorJacobianProduct(upstream: v, logits: logits, temperature: 0.5)
        }
      }
      expectProperty(
        (try? answer.vectorJacobianProduct(upstream: [], logits: [], temperature: 0.5)) == nil,
        "a product without logits is refused")
      for temperature in [0, -1.5, .nan, .infinity] {
        let value = "\(temperature)"
        try expectInvalidInput(naming: "temperature", value: value) {
          try answer.softmax(logits: z, temperature: temperature)
        }
        try expectInvalidInput(naming: "temperature", value: value) {
          try answer.logSoftmax(logits: z, temperature: temperature)
        }
        try expectInvalidInput(naming: "temperature", value: value) {
          try answer.jacobian(logits: z, temperature: temperature)
        }
        try expectInvalidInput(naming: "temperature", value: value) {
          try answer.vectorJacobianProduct(upstream: z, logits: z, temperature: temperature)
        }
      }
      expectProperty(
        (try? answer.softmax(logits: z, temperature: .nan)) == nil,
        "a temperature that is not a number is refused", mistake: SoftmaxMistake.notANumberAccepted)
      for upstream: Vector in [[], [1, 2], [1, 2, 3, 4], [1, .nan, 3], [1, 2, -.infinity]] {
        try expectInvalidInput(naming: "upstream") {
          try answer.vectorJacobianProduct(upstream: upstream, logits: z, temperature: 0.5)
        }
      }
    }

    // Softmax where exactly one class is true; a sigmoid for each output where any number may be.
    @Test(
      "Concept check: softmax or sigmoid for the output of six tasks",
      .hint("If one class becomes more probable, must another become less so?"))
    func outputActivation() throws {
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
