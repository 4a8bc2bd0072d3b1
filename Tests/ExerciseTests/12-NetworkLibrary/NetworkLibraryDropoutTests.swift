import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: dropout", .part(3))
  struct NetworkLibraryDropoutTests {
    let library = Student.answer.networkLibrary

    // Of 8000 entries a share p is dropped, known to √(p(1 − p)/8000) ≤ 0.0056; six times that is
    // allowed. What is kept is exactly 1/(1 − p) times the input, so the mean stays. The rate 0 drops
    // nothing.
    @Test(
      "Dropout drops a share p of the entries and enlarges the others",
      .hint(
        "With p = 0.75, what must be kept times so that the mean stays? And which rows share a mask?"
      )
    )
    func masks() throws {
      var generator = SeededGenerator(seed: Student.seed)
      for rate in [0.25, generator.uniform(in: 0.6..<0.9)] {
        let dropout = try library.makeDropout(rate: rate, seed: Student.seed)
        let outputs = try dropout.forward(.ones(100, 80))
        let mask = outputs.map { $0 == 0 ? 0 : 1 }
        expect(
          outputs, equals: mask / (1 - rate), "the outputs for inputs of 1 and p = \(rate)",
          mistakes: [
            mask: NetworkSlip.dropoutUnscaled, mask / rate: NetworkSlip.dropoutScaledByRate,
          ])
        let dropped = 1 - mask.mean()
        let band = 6 * (rate * (1 - rate) / 8000).squareRoot()
        expectProperty(
          abs(dropped - rate) <= band,
          "with p = \(rate) about that share of the entries is 0; yours is \(dropped)",
          mistake: abs(dropped - (1 - rate)) <= band ? NetworkSlip.dropoutSwapped : nil)
        expectProperty(
          Set((0..<100).map(mask.row)).count == 100 && Set((0..<80).map(mask.column)).count == 80,
          "no two rows and no two columns drop the same entries", mistake: NetworkSlip.maskPerRow)
        let again = try dropout.forward(.ones(100, 80))
        expectProperty(
          again != outputs, "a second forward pass drops other entries",
          mistake: NetworkSlip.maskFixed)
      }

      let inputs = awayFromZero(rows: 30, columns: 20, &generator)
      let seeds = [Student.seed, Student.seed, Student.seed &+ 1]
      let passes = try seeds.map { try library.makeDropout(rate: 0.5, seed: $0).forward(inputs) }
      expectProperty(
        passes[0] == passes[1], "two modules with the same seed drop the same entries",
        mistake: NetworkSlip.seedIgnored)
      expectProperty(
        passes[0] != passes[2], "two modules with different seeds drop different entries",
        mistake: NetworkSlip.seedIgnored)

      let nothing = try library.makeDropout(rate: 0, seed: 1)
      try expect(nothing.forward(inputs), equals: inputs, "the outputs with p = 0")
      for rate in [1, 1.5, -0.25, Double.nan] {
        try expectInvalidInput(naming: "rate", value: "\(rate)", mistake: NetworkSlip.rateUnchecked)
        {
          _ = try library.makeDropout(rate: rate, seed: 1)
        }
      }
    }

    // The mask shows in the outputs where the inputs are not 0; half of the inputs are 0, and there
    // about 1 − p of the gradients must come through nevertheless: 600 entries, p = ½, ±12 %.
    @Test(
      "Backward uses the same mask, and evaluation uses none",
      .hint("Which entries of G belong to outputs that were dropped, and how do you know?"))
    func backwardAndEvaluation() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let rate = generator.uniform(in: 0.2..<0.4)
      let dropout = try library.makeDropout(rate: rate, seed: Student.seed &+ 7)
      var inputs = awayFromZero(rows: 30, columns: 40, &generator)
      for column in 20..<40 { inputs.setColumn(column, to: .zeros(30)) }
      let upstream = awayFromZero(rows: 30, columns: 40, &generator)
      let outputs = try dropout.forward(inputs)
      let back = try dropout.backward(upstream)

      let left = { (matrix: Matrix) in Matrix(rows: 30, columns: 20) { matrix[$0, $1] } }
      let kept = left(outputs).map { $0 == 0 ? 0 : 1 }
      let through = left(upstream) * kept
      expect(
        left(back), equals: through / (1 - rate),
        "what is passed back where the inputs were not 0, with p = \(rate)",
        mistakes: [
          through: NetworkSlip.backwardUnscaled, left(upstream): NetworkSlip.backwardUnmasked,
          left(upstream) / (1 - rate): NetworkSlip.backwardUnmasked,
        ])
      let isAnotherMask = left(back).map { $0 == 0 ? 0 : 1 } != kept
      expectProperty(
        !isAnotherMask, "backward lets through what forward has kept, and nothing else",
        mistake: NetworkSlip.maskInBackward)
      let right = back.transposed()[rows: 20...]
      let share = right.map { $0 == 0 ? 0 : 1 }.mean()
      expectProperty(
        abs(share - (1 - rate)) <= 0.12,
        "where the input was 0, a share 1 − p = \(1 - rate) of the gradients comes through too; "
          + "yours is \(share)", mistake: share == 0 ? NetworkSlip.maskFromOutputs : nil)

      try dropout.setMode(.evaluation)
      let dense = awayFromZero(rows: 3, columns: 40, &generator)
      let evaluated = try dropout.forward(dense)
      let isStillOn = evaluated.elements.contains(0)
      if isStillOn {
        expectProperty(
          false, "in evaluation mode no entry is dropped", mistake: NetworkSlip.dropoutInEvaluation)
      } else {
        expect(
          evaluated, equals: dense, "the outputs in evaluation mode",
          mistakes: [
            (1 - rate) * dense: NetworkSlip.dropoutScalesEvaluation,
            dense / (1 - rate): NetworkSlip.dropoutScalesEvaluation,
          ])
      }
      try dropout.setMode(.training)
      try expectProperty(
        dropout.forward(.ones(30, 40)).elements.contains(0), "back in training mode, dropout is on")
    }
  }
}
