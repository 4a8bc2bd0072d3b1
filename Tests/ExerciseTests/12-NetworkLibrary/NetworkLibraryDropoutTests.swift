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
        for (k, dropout) in modules.enumerated() {
          guard let mask = try mask(of: dropout, rates[k]) else { return }
          all[k].append(mask)
        }
        guard pass % 10 == 9 else { continue }
        for (module, mode) in zip(modules, [NetworkMode.evaluation, .training]) {
          try module.setMode(mode)
          _ = try modules[0].forward(.ones(3, 2))
        }
        try modules[0].setMode(.training)
      }
      let alone = try library.makeDropout(rate: rates[1], seed: Student.seed)
      let again = try (0..<3).compactMap { _ in try mask(of: alone, rates[1]) }
      expectProperty(
        again.elementsEqual(all[1][..<3]),
        "a module drops the same entries alone as in turns with another one, with the same seed",
        mistake: Slip.seedIgnored)
      for (rate, masks) in zip(rates, all) {
        guard expectNewMasks(masks, rate), expectFreshDraws(masks, rate),
          expectDropped(masks, rate)
        else { return }
      }
      try expectSeedsAndRates(generator.matrixWithoutZeros(30, 20))
    }

    /// What a forward pass keeps of 600 ones, once it is known to be enlarged by the right factor.
    private func mask(of dropout: any Module, _ rate: Double) throws -> Matrix? {
      let outputs = try dropout.forward(.ones(30, 20)).requiring(rows: 30, columns: 20)
      let mask = outputs.map { $0 == 0 ? 0 : 1 }
      let isRight = expect(
        outputs, equals: mask / (1 - rate), "the outputs for inputs of 1 and p = \(rate)",
        mistakes: [mask: Slip.dropoutUnscaled, mask / rate: Slip.dropoutScaledByRate])
      return isRight ? mask : nil
    }

    private func expectNewMasks(_ masks: [Matrix], _ rate: Double) -> Bool {
      let isFixed = masks.allSatisfy { $0 == masks[0] }
      let startsAnew = masks.prefix(10).elementsEqual(masks[10..<20])
      return expectProperty(
        Set(masks.map(\.elements)).count == 40,
        "40 forward passes of 600 entries, p = \(rate), drop different entries",
        mistake: isFixed ? Slip.maskFixed : startsAnew ? Slip.maskStartsAnew : nil)
    }

    // 200 entries in a row are the same in two masks once in 10¹⁵ times, if all are drawn.
    private func expectFreshDraws(_ masks: [Matrix], _ rate: Double) -> Bool {
      // Where whole rows or columns are dropped, that is to be said, not this.
      let isShared = masks.allSatisfy { mask in
        mask.rowSums().elements.allSatisfy([0, 20].contains)
          || mask.columnSums().elements.allSatisfy([0, 30].contains)
      }
      if isShared { return true }
      let entries = masks.map(\.elements)
      let isRepeated = zip(entries, entries.dropFirst()).contains { last, next in
        (0...400).contains { last[$0..<$0 + 200].elementsEqual(next[..<200]) }
      }
      return expectProperty(
        !isRepeated,
        "a forward pass draws all of its entries anew, p = \(rate): none begins with 200 that the pass "
          + "before has dropped and kept in the same order", mistake: DrawMistake.reused)
    }

    private func expectSeedsAndRates(_ inputs: Matrix) throws {
      let passes = try [0, 0, 1].map {
        try library.makeDropout(rate: 0.5, seed: Student.seed &+ $0).forward(inputs)
      }
      expectProperty(
        passes[0] == passes[1], "two modules with the same seed drop the same entries",
        mistake: Slip.seedIgnored)
      expectProperty(
        passes[0] != passes[2], "two modules with different seeds drop different entries",
        mistake: Slip.seedIgnored)
      let idle = try library.makeDropout(rate: 0, seed: 1)
      try expect(idle.forward(inputs), equals: inputs, "the outputs with p = 0")
      try expect(idle.backward(-inputs), equals: -inputs, "what is passed back with p = 0")
      try expectRareEntries()
      // Two of 60 rows, or of 700 columns, are never the same by chance.
      let wide = try library.makeDropout(rate: 0.5, seed: Student.seed).forward(.ones(60, 700))
        .requiring(rows: 60, columns: 700)
      expectProperty(
        Set((0..<60).map { wide.row($0).elements }).count == 60
          && Set((0..<700).map { wide.column($0).elements }).count == 700,
        "no two of 60 rows and no two of 700 columns drop the same entries, with p = 0.5",
        mistake: Slip.maskPerRow)
      try expectInvalidInput(
        naming: "rate", for: [1, 1.5, -0.25, -1e-9, .infinity, -.infinity, .nan],
        mistake: Slip.rateUnchecked
      ) { _ = try library.makeDropout(rate: $0, seed: 1) }
    }

    // Of 40000 entries 160 are dropped, or kept, with a standard deviation of 12.6.
    private func expectRareEntries() throws {
      for rate in [0.004, 0.996] {
        let outputs = try library.makeDropout(rate: rate, seed: Student.seed)
          .forward(.ones(200, 200)).requiring(rows: 200, columns: 200)
        let kept = outputs.map { $0 == 0 ? 0 : 1 }
        expect(outputs, equals: kept / (1 - rate), "the outputs for inputs of 1 and p = \(rate)")
        let dropped = 40_000 - kept.sum()
        expectProperty(
          abs(dropped - 40_000 * rate) <= 101,
          "with p = \(rate) about that share of 40000 entries is dropped; yours are \(dropped)")
      }
    }

    private func expectDropped(_ masks: [Matrix], _ rate: Double) -> Bool {
      let dropped = masks.map { 1 - $0 }
      let share = dropped.map { $0.mean() }.reduce(0, +) / 40
      let band = 6 * (rate * (1 - rate) / 24_000).squareRoot()
      let isRight = expectProperty(
        abs(share - rate) <= band,
        "with p = \(rate) about that share of 24000 entries is 0; yours is \(share)",
        mistake: abs(share - (1 - rate)) <= band ? Slip.dropoutSwapped : nil)
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
          mistake: isShared ? Slip.maskPerRow : nil)
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
      var inputs = generator.matrixWithoutZeros(30, 40)
      for column in 20..<40 { inputs.setColumn(column, to: .zeros(30)) }
      let upstream = generator.matrixWithoutZeros(30, 40)
      let outputs = try dropout.forward(inputs).requiring(rows: 30, columns: 40)
      let back = try dropout.backward(upstream).requiring(rows: 30, columns: 40)
      expectMaskInBackward(left(outputs), left(upstream), left(back), rate)
      let share = back.transposed()[rows: 20...].map { $0 == 0 ? 0 : 1 }.mean()
      expectProperty(
        abs(share - (1 - rate)) <= 0.13,
        "where the input was 0, a share 1 − p = \(1 - rate) of the gradients comes through too; "
          + "yours is \(share)", mistake: share == 0 ? Slip.maskFromOutputs : nil)

      try dropout.setMode(.evaluation)
      let dense = generator.matrixWithoutZeros(3, 40)
      let evaluated = try dropout.forward(dense)
      if expectProperty(
        !evaluated.elements.contains(0), "in evaluation mode every entry is kept",
        mistake: Slip.dropoutInEvaluation)
      {
        expect(
          evaluated, equals: dense, "the outputs in evaluation mode",
          mistakes: [
            (1 - rate) * dense: Slip.dropoutScalesEvaluation,
            dense / (1 - rate): Slip.dropoutScalesEvaluation,
          ])
      }
      try dropout.setMode(.training)
      try expectProperty(
        dropout.forward(.ones(30, 40)).elements.contains(0), "back in training mode, dropout is on")
      try expectOwnRates()
    }

    // What ones become on the way forward, ones become on the way back.
    private func expectOwnRates() throws {
      let rates = [0.25, 0.9, 0.5]
      let modules = try rates.map { try library.makeDropout(rate: $0, seed: Student.seed) }
      let outputs = try modules.map { try $0.forward(.ones(40, 50)) }
      for (k, module) in modules.enumerated() {
        try expect(
          module.backward(.ones(40, 50)), equals: outputs[k],
          "what the module with p = \(rates[k]) passes back for ones, beside two with other rates",
          mistakes: rates[k] == 0.5
            ? [:] : [(1 - rates[k]) / 0.5 * outputs[k]: Slip.sharedRate])
      }
    }

    /// The columns in which the inputs were not 0.
    private func left(_ matrix: Matrix) -> Matrix {
      Matrix(rows: 30, columns: 20) { matrix[$0, $1] }
    }

    private func expectMaskInBackward(
      _ outputs: Matrix, _ upstream: Matrix, _ back: Matrix, _ rate: Double
    ) {
      let (kept, passed) = (outputs.map { $0 == 0 ? 0 : 1 }, back.map { $0 == 0 ? 0 : 1 })
      let through = upstream * kept
      let hasMaskOfItsOwn =
        passed.elements.contains(0) && passed != kept
        && (back * (1 - rate) - upstream * passed).normInfinity() < 1e-12
      expect(
        back, equals: through / (1 - rate),
        "what is passed back where the inputs were not 0, with p = \(rate)",
        mistakes: hasMaskOfItsOwn
          ? [back: Slip.maskInBackward]
          : [
            through: Slip.backwardUnscaled, upstream: Slip.backwardUnmasked,
            upstream / (1 - rate): Slip.backwardUnmasked,
          ])
    }
  }
}
