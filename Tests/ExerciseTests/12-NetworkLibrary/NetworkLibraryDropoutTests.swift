import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension NetworkLibrarySuites {
  @Suite("12 · Network library: dropout", .part(3))
  struct NetworkLibraryDropoutTests {
    let library = Student.answer.networkLibrary

    // 40 passes of 30 × 20: a share p of the entries is dropped, known to six deviations. How many are
    // dropped in a row, in a column, in a pass and at a place varies as it does for coins: χ² of all rows,
    // of all columns … lies within seven deviations, on Wilson and Hilferty's scale. A right answer fails
    // by chance once in a billion runs. What is kept is exactly 1/(1 − p) times the input. The mode
    // changes in between, which starts nothing anew. The rate 0 drops nothing.
    @Test(
      "Dropout drops a share p of the entries and enlarges the others",
      .hint(
        "With p = 0.75, what must be kept times so that the mean stays? And which rows share a mask?"
      )
    )
    func masks() throws {
      var generator = SeededGenerator(seed: Student.seed)
      // Both at work in turns: each has a rate and a generator of its own.
      let rates = [0.25, generator.uniform(in: 0.6..<0.9)]
      let modules = try rates.map { try library.makeDropout(rate: $0, seed: Student.seed) }
      var all: [[Matrix]] = [[], []]
      for pass in 0..<40 {
        for (k, (rate, dropout)) in zip(rates, modules).enumerated() {
          let outputs = try dropout.forward(.ones(30, 20)).requiring(rows: 30, columns: 20)
          let mask = outputs.map { $0 == 0 ? 0 : 1 }
          let isRight = expect(
            outputs, equals: mask / (1 - rate), "the outputs for inputs of 1 and p = \(rate)",
            mistakes: [
              mask: NetworkSlip.dropoutUnscaled, mask / rate: NetworkSlip.dropoutScaledByRate,
            ])
          guard isRight else { return }
          all[k].append(mask)
          guard pass % 10 == 9, k == 0 else { continue }
          try dropout.setMode(.evaluation)
          _ = try dropout.forward(.ones(3, 2))
          try modules[1].setMode(.training)
          _ = try dropout.forward(.ones(3, 2))
          try dropout.setMode(.training)
        }
      }
      let alone = try library.makeDropout(rate: rates[0], seed: Student.seed)
      let again = try (0..<3).map { _ in
        try alone.forward(.ones(30, 20)).map { $0 == 0 ? 0 : 1 }
      }
      expectProperty(
        again.elementsEqual(all[0][..<3]),
        "a module drops the same entries alone as in turns with another one, with the same seed",
        mistake: NetworkSlip.seedIgnored)
      for (rate, masks) in zip(rates, all) {
        let isFixed = masks.allSatisfy { $0 == masks[0] }
        let startsAnew = masks.prefix(10).elementsEqual(masks[10..<20])
        guard
          expectProperty(
            masks.indices.allSatisfy { !masks[..<$0].contains(masks[$0]) },
            "40 forward passes of 600 entries, p = \(rate), drop different entries",
            mistake: isFixed
              ? NetworkSlip.maskFixed : startsAnew ? NetworkSlip.maskStartsAnew : nil),
          expectDropped(masks, rate)
        else { return }
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
      for rate in [1, 1.5, -0.25, -1e-9, Double.nan, .infinity, -.infinity] {
        try expectInvalidInput(naming: "rate", value: "\(rate)", mistake: NetworkSlip.rateUnchecked)
        {
          _ = try library.makeDropout(rate: rate, seed: 1)
        }
      }
    }

    private func expectDropped(_ masks: [Matrix], _ rate: Double) -> Bool {
      let dropped = masks.map { 1 - $0 }
      let share = dropped.map { $0.mean() }.reduce(0, +) / 40
      let band = 6 * (rate * (1 - rate) / 24_000).squareRoot()
      let isRight = expectProperty(
        abs(share - rate) <= band,
        "with p = \(rate) about that share of 24000 entries is 0; yours is \(share)",
        mistake: abs(share - (1 - rate)) <= band ? NetworkSlip.dropoutSwapped : nil)
      guard isRight else { return false }
      let (rows, columns) = (dropped.map { $0.rowSums() }, dropped.map { $0.columnSums() })
      let counts: [(String, Vector, of: Double)] = [
        ("row", Vector(rows.joined()), 20), ("column", Vector(columns.joined()), 30),
        ("pass", Vector(dropped.map { $0.sum() }), 600),
        ("place", dropped.dropFirst().reduce(dropped[0], +).flattened(), 40),
      ]
      // A row or a column that is dropped as a whole, or not at all.
      let isShared = counts[..<2].contains { _, counts, size in
        counts.allSatisfy { $0 == 0 || $0 == size }
      }
      return counts.allSatisfy { name, counts, size in
        let square = (counts - size * rate).squaredNorm() / (size * rate * (1 - rate))
        let groups = Double(counts.count)
        let scale = cbrt(square / groups)
        let width = (2 / (9 * groups)).squareRoot()
        return expectProperty(
          abs(scale - (1 - width * width)) <= 7 * width,
          "with p = \(rate) each of the \(Int(size)) entries of a \(name) is drawn for itself: "
            + "χ² of the dropped ones is about \(counts.count); yours is \(square)",
          mistake: isShared ? NetworkSlip.maskPerRow : nil)
      }
    }

    // The mask shows in the outputs where the inputs are not 0; half of the inputs are 0, and there
    // about 1 − p of the gradients must come through nevertheless: 600 entries, known to 2 %.
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
      let outputs = try dropout.forward(inputs).requiring(rows: 30, columns: 40)
      let back = try dropout.backward(upstream).requiring(rows: 30, columns: 40)

      let left = { (matrix: Matrix) in Matrix(rows: 30, columns: 20) { matrix[$0, $1] } }
      let kept = left(outputs).map { $0 == 0 ? 0 : 1 }
      let through = left(upstream) * kept
      let passed = left(back).map { $0 == 0 ? 0 : 1 }
      let hasMaskOfItsOwn =
        passed.elements.contains(0) && passed != kept
        && (left(back) * (1 - rate) - left(upstream) * passed).normInfinity() < 1e-12
      expect(
        left(back), equals: through / (1 - rate),
        "what is passed back where the inputs were not 0, with p = \(rate)",
        mistakes: hasMaskOfItsOwn
          ? [left(back): NetworkSlip.maskInBackward]
          : [
            through: NetworkSlip.backwardUnscaled, left(upstream): NetworkSlip.backwardUnmasked,
            left(upstream) / (1 - rate): NetworkSlip.backwardUnmasked,
          ])
      let right = back.transposed()[rows: 20...]
      let share = right.map { $0 == 0 ? 0 : 1 }.mean()
      expectProperty(
        abs(share - (1 - rate)) <= 0.13,
        "where the input was 0, a share 1 − p = \(1 - rate) of the gradients comes through too; "
          + "yours is \(share)", mistake: share == 0 ? NetworkSlip.maskFromOutputs : nil)

      try dropout.setMode(.evaluation)
      let dense = awayFromZero(rows: 3, columns: 40, &generator)
      let evaluated = try dropout.forward(dense)
      let isStillOn = evaluated.elements.contains(0)
      if isStillOn {
        expectProperty(
          false, "in evaluation mode every entry is kept", mistake: NetworkSlip.dropoutInEvaluation)
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
