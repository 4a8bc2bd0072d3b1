import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// The rule of DL's assignment: relative errors, entry by entry, and the largest decides. The losses
// are sums of dyadic multiples of dyadic parameters, so that central differences have no error and
// every relative error is a fraction that was computed by hand and with Python's fractions.

extension GradientCheckingSuites {
  @Suite("3 · Gradient checking: the rule", .part(2))
  struct GradientCheckingRuleTests {
    let checking = Student.answer.gradientChecking

    // Accurate for all finite numbers, 0 for two zeros, infinite for others; at each place of any number.

    @Test(
      "Relative errors are taken entry by entry, and two zeros agree",
      .hint("What are |a − g| and |a| + |g| for a = 3 and g = 1? And for two zeros?"))
    func relativeErrors() throws {
      let drawn = Sweep.counts.enumerated().map { draw, count in
        var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 310 &+ UInt64(draw))
        let size = Sweep.magnitudes[draw % Sweep.magnitudes.count]
        let numeric = Vector.uniform(count: count, in: 1..<9, using: &generator) * size
        // Errors of all orders from 1 to 1e-7, above and below.
        let right = Vector((0..<count).map { pow(0.1, Double($0 % 8)) })
        let analytic = numeric.indices.map { i in
          let error = i % 3 == 0 ? -right[i] : right[i]
          return i % 8 == 0 ? 0 : numeric[i] * (1 + error) / (1 - error)
        }
        return ErrorCase(analytic: Vector(analytic), numeric: numeric, right: right)
      }
      let areRight = try expectAll(
        [
          ErrorCase(
            analytic: [3, 0, 1, -2, 0, 1e-9, 5], numeric: [1, 0, -1, -6, 4, 3e-9, 5],
            right: [0.5, 0, 1, 0.5, 1, 0.5, 0]),
          // Two of the seven by themselves, where NaN can't be compared.
          ErrorCase(analytic: [0, 2], numeric: [0, 6], right: [0, 0.5]),
        ] + drawn, { "relativeErrors(analytic: \($0.analytic), numeric: \($0.numeric))" },
        equal: \.right, suspects: ErrorCase.wrong
      ) { try checking.relativeErrors(analytic: $0.analytic, numeric: $0.numeric) }
      try expectExtremes(areOthersRight: areRight)
    }

    /// Huge, tiny and impossible numbers have the error that they deserve.
    private func expectExtremes(areOthersRight: Bool) throws {
      let tiny = Double.leastNonzeroMagnitude
      let (a, n): (Vector, Vector) = (
        [1.5e308, 1.5e308, tiny, 3 * tiny], [-1.5e308, 0.5e308, 0, 9 * tiny]
      )
      let errors = try checking.relativeErrors(analytic: a, numeric: n)
      let naive = Vector(zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) })
      let isRight = expect(
        errors, equals: [1, 0.5, 1, 0.5], tolerance: .relative(1e-9),
        mistakes: areOthersRight
          ? [
            naive: CheckingMistake.overflow, [naive[0], 0, 1, 0.5]: CheckingMistake.overflow,
            [1, 0.5, 0, 0]: CheckingMistake.guarded,
          ] : [:])
      if isRight {
        expectProperty(
          (0...1).contains(errors[0]), "the error of 1.5e308 and −1.5e308 is from 0 to 1")
      }
      for count in [1, 5, 17] {
        for place in Sweep.places(in: count) {
          for strange in Sweep.notFinite {
            let ones = Vector.ones(count)
            let (a, right) = (
              ones.with(strange, at: place), Vector.zeros(count).with(.infinity, at: place)
            )
            for (analytic, numeric) in [(a, ones), (ones, a), (a, a)] {
              let errors = try checking.relativeErrors(analytic: analytic, numeric: numeric)
              let passes = strange.isNaN && errors.count == count && !(errors[place] > 0)
              expect(
                errors, equals: right,
                "relativeErrors(analytic: \(analytic), numeric: \(numeric))",
                mistakes: areOthersRight && passes
                  ? [errors: CheckingMistake.notANumberPasses] : [:])
            }
          }
        }
      }
    }

    // The first block and the first entry that have it; by hand, and wherever it stands.

    @Test(
      "The check finds the largest error and says where it is",
      .hint("Does your maximum survive from one block to the next?"))
    func largest() throws {
      var cases = CheckCase.byHand
      for sizes in [
        [1], [3, 1], [2, 7, 1, 4], Array(repeating: 1, count: 20), [17, 300], [1100],
      ] {
        for (turn, block) in Sweep.places(in: sizes.count).enumerated() {
          let places = Sweep.places(in: sizes[block])
          let entry = places[(turn + 3) % places.count]
          cases.append(CheckCase(sizes, wrongBy: turn, block: block, entry: entry))
        }
      }
      // Whoever looks at some of the entries finds one of these and misses another.
      cases += Sweep.places(in: 250).map { CheckCase([250], wrongBy: 1, block: 0, entry: $0) }
      let results = try cases.map {
        (check: $0, result: try check($0.gradients, $0.loss, at: $0.start))
      }
      let areRight = expectAll(
        results, { "the largest error of \($0.check.name)" }, equal: \.check.error,
        suspects: CheckCase.wrongErrors.map { wrong in
          Suspect(wrong.sentence) { wrong.model($0.check) }
        }
      ) { $0.result.largestError }
      guard areRight else { return }
      expectAll(
        results, { "the block and the entry with the largest error of \($0.check.name)" },
        equal: { [Double($0.check.block), Double($0.check.entry)] },
        suspects: [
          Suspect(CheckingMistake.lastMaximum) { $0.check.lastPlace },
          Suspect(CheckingMistake.flatIndex) { $0.check.flatPlace },
        ]
      ) { [Double($0.result.block), Double($0.result.entry)] }
    }

    // Below 1e-5, for the largest error; what isn't finite never passes.

    @Test(
      "A gradient passes only when every entry is right",
      .hint("What does your maximum do with an error that is NaN?"))
    func passes() throws {
      // 63 entries of 2^20 and one of 1, which alone is wrong.
      let scales = Vector((0..<64).map { $0 == 40 ? 1 : 0x1p20 })
      func gradient(wrongBy error: Double) -> Vector {
        scales.with(error == 1 ? -1 : (1 + error) / (1 - error), at: 40)
      }
      let errors = [0, 1e-11, 1e-9, 1e-7, 4e-6, 0.99999e-5, 1.00001e-5, 1.5e-5, 1e-3, 0.5, 1]
      let results = try errors.map {
        try check([gradient(wrongBy: $0)], { dot($0[0], scales) }, at: [Vector.zeros(64)])
      }
      let areRight = expectAll(
        Array(zip(errors, results)),
        { "the largest error of 64 entries of which one has the error \($0.0)" }, equal: { $0.0 },
        tolerance: { .absolute(1e-9 * $0.0 + 1e-13) },
        suspects: [
          Suspect(CheckingMistake.mean) { $0.0 / 64 },
          Suspect(CheckingMistake.magnitudesCompared) { $0.0 == 1 ? 0 : $0.0 },
          Suspect(CheckingMistake.normCheck) { normError(gradient(wrongBy: $0.0), scales) },
        ]
      ) { $0.1.largestError }
      guard areRight else { return }
      let passes = results.map(\.passes)
      let right = errors.map { $0 < 1e-5 }
      let name =
        passes == right.map { !$0 }
        ? CheckingMistake.looser
        : passes == errors.map { $0 == 0 }
          ? CheckingMistake.exactOnly : passes.allSatisfy { $0 } ? CheckingMistake.passesAll : nil
      for (error, result) in zip(errors, results) {
        expect(
          result.passes, equals: error < 1e-5,
          "whether a gradient passes whose largest error is \(error)",
          mistakes: name.map { [result.passes: $0] } ?? [:])
      }
      // 1 / 100,000 is 1e-5 for most; whoever gets its neighbour is right too.
      let limit = try check([[50_000.5]], { 49_999.5 * $0[0][0] }, at: [[0]])
      expect(
        limit.passes, equals: limit.largestError < 1e-5,
        "whether a gradient passes whose largest error is \(limit.largestError)",
        mistakes: passes == right ? [true: CheckingMistake.atLimit] : [:])
      try expectNotFinite()
    }

    /// A gradient or a loss that isn't finite has an infinite error, wherever it is, and doesn't pass.
    private func expectNotFinite() throws {
      for place in Sweep.places(in: 17) {
        // Of an entry that isn't looked at, NaN explains nothing.
        let wrong = Vector.ones(17).with(5, at: place)
        let isLookedAt = try !check([wrong], { $0[0].sum() }, at: [.zeros(17)]).passes
        for strange in Sweep.notFinite {
          let what = "\(strange) at entry \(place) of 17, and every other entry right"
          let gradient = Vector.ones(17).with(strange, at: place)
          let claimed = try check([gradient], { $0[0].sum() }, at: [.zeros(17)])
          let computed = try check(
            [.ones(17)], { $0[0][place] > 0 ? strange : $0[0].sum() }, at: [.zeros(17)])
          for (result, what, mistake) in [
            (claimed, "a gradient with \(what)", CheckingMistake.notANumberPasses),
            (computed, "a loss that is \(what)", CheckingMistake.lossOfNaN),
          ] {
            let isOverlooked =
              strange.isNaN && isLookedAt && result.passes && result.largestError <= 0
            expect(
              result.passes, equals: false, "whether \(what) passes",
              mistakes: isOverlooked ? [true: mistake] : [:])
            expect(
              result.largestError, equals: .infinity, "the largest error of \(what)")
            expect(
              [result.block, result.entry], equals: [0, place],
              "the block and the entry with the largest error of \(what)")
          }
        }
      }
    }

    // Bit for bit, and one entry at a time over all blocks.

    @Test(
      "The parameters come back bit for bit",
      .hint("Where do you keep the entry while it is moved?"))
    func parametersComeBack() throws {
      let start: [Vector] = [[0.1, -1.7], [1e8 / 3, 0.7, -0.2], [1 / 3.0]]
      let gradients: [Vector] = [[1, 2], [0, 4, 0], [0]]
      let visits = Visits(around: start.flatMap(\.elements))
      // The loss throws at its nth call, or never.
      for throwing in [0, 1, 2, 5, 12] {
        var (parameters, calls) = (start, 0)
        let body = {
          try checking.check(
            gradients: gradients,
            of: { p in
              calls += 1
              if calls == throwing { throw Uncomputable() }
              if throwing == 0 { visits.note(p.flatMap(\.elements)) }
              return p[0][0] + 2 * p[0][1] + 4 * p[1][1]
            }, at: &parameters, step: 0.3)
        }
        if throwing == 0 {
          try expect(body().passes, equals: true, "whether the right gradient passes")
        } else {
          do {
            _ = try body()
            // Of a call that is never made, no error could come out.
            expectProperty(
              calls < throwing, "an error that the function throws comes out",
              mistake: CheckingMistake.swallowed)
          } catch is Uncomputable {}
        }
        let same = parameters.map { $0.map(\.bitPattern) } == start.map { $0.map(\.bitPattern) }
        let near =
          parameters.map(\.count) == start.map(\.count)
          && (joined(parameters) - joined(start)).normInfinity() < 0.1
        expectProperty(
          same,
          "the parameters come back with the same bits"
            + (throwing > 0 ? ", also where the loss throws in its call \(throwing)" : ""),
          mistake: near
            ? CheckingMistake.notRestoredExactly
            : throwing == 0 && visits.mostMoved > 1 ? CheckingMistake.notRestored : nil)
      }
      visits.expectOneAtATime()
    }

    // Steps that aren't any, points that aren't finite, blocks that don't fit.

    @Test(
      "Bad input is refused", .hint("Which condition is false for every bad step, NaN included?"))
    func badInput() throws {
      let loss = { (p: [Vector]) in p[0][0] }
      let steps: [(Double) throws -> Void] = [
        { _ = try checking.numericalDerivative(of: { $0 }, at: 1, step: $0) },
        { _ = try checking.numericalGradient(of: { $0[0] }, at: [1], step: $0) },
        { _ = try checking.numericalJacobian(of: { $0 }, at: [1, 2], step: $0) },
        { _ = try check([[1]], loss, at: [[1]], step: $0) },
      ]
      for call in steps { try expectRefused("step", CheckingMistake.notPositive, call) }
      try expectRefused("point", Sweep.notFinite) {
        try checking.numericalDerivative(of: { $0 }, at: $0, step: 0.5)
      }
      let ones = Vector.ones(33)
      for place in Sweep.places(in: 33) {
        try expectRefused("point", Sweep.notFinite) {
          try checking.numericalGradient(of: { $0.sum() }, at: ones.with($0, at: place), step: 0.5)
        }
        try expectRefused("point", Sweep.notFinite) {
          try checking.numericalJacobian(of: { $0 }, at: ones.with($0, at: place), step: 0.5)
        }
        try expectRefused("parameters", Sweep.notFinite) {
          try check([[1], ones], loss, at: [[1], ones.with($0, at: place)])
        }
        try expectRefused("parameters", Sweep.notFinite) {
          try check([ones, [1]], loss, at: [ones.with($0, at: place), [1]])
        }
        try expectRefused("parameters", Sweep.notFinite) {
          let bad = ones.with($0, at: place)
          return try check([[1], [1], [1], ones, [1]], loss, at: [[1], [1], [1], bad, [1]])
        }
      }
      try expectInvalidInput(naming: "point", value: "0") {
        try checking.numericalGradient(of: { $0.sum() }, at: [], step: 0.5)
      }
      try expectInvalidInput(naming: "point", value: "0") {
        try checking.numericalJacobian(of: { $0 }, at: [], step: 0.5)
      }
      for (analytic, numeric) in [([1, 2], [1]), ([1, 2], [1, 2, 3]), ([1, 2], []), ([], [])]
        as [(Vector, Vector)]
      {
        let (name, other) = analytic.count == 0 ? ("analytic", "numeric") : ("numeric", nil)
        try expectInvalidInput(naming: name, or: other, value: "\(numeric.count)") {
          try checking.relativeErrors(analytic: analytic, numeric: numeric)
        }
      }
      for blocks in [[], [[1], []], [[], [1]], [[]]] as [[Vector]] {
        try expectInvalidInput(naming: "parameters", or: "gradients", value: "0") {
          try check(blocks, loss, at: blocks)
        }
      }
      for (count, gradients) in [
        ("1", [[1]]), ("3", [[1], [1, 2], [1]]), ("3", [[1], [1, 2, 3]]), ("1", [[1], [1]]),
        ("2", [[1, 2], [1, 2]]), ("0", []),
      ] as [(String, [Vector])] {
        try expectInvalidInput(naming: "gradients", value: count) {
          try check(gradients, loss, at: [[1], [2, 3]])
        }
      }
      // As many entries in all, but not in each of the blocks.
      for gradients in [[[1, 2], [1, 2], [1], [1]], [[1], [1, 2], [1, 2], [1]]] as [[Vector]] {
        try expectInvalidInput(naming: "gradients") {
          try check(gradients, loss, at: [[1], [2, 3], [4], [5, 6]])
        }
      }
    }

    private func check(
      _ gradients: [Vector], _ loss: ([Vector]) -> Double, at parameters: [Vector],
      step: Double = 0.25
    ) throws -> GradientCheckResult {
      var parameters = parameters
      return try checking.check(gradients: gradients, of: loss, at: &parameters, step: step)
    }
  }
}

/// One relative error for the norms of all entries.
private func normError(_ a: Vector, _ n: Vector) -> Double {
  (a - n).norm() / (a.norm() + n.norm())
}

private func joined(_ blocks: [Vector]) -> Vector { Vector(blocks.flatMap(\.elements)) }

/// An analytic and a numerical gradient, and their relative errors.
private struct ErrorCase {
  let analytic: Vector
  let numeric: Vector
  let right: Vector

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<ErrorCase, Vector>] {
    func each(
      _ sentence: String, ofZeros: Double = 0, _ error: @escaping (Double, Double) -> Double
    ) -> Suspect<ErrorCase, Vector> {
      Suspect(sentence) { pair in
        Vector(
          zip(pair.analytic, pair.numeric).map { $0 == 0 && $1 == 0 ? ofZeros : error($0, $1) })
      }
    }
    func over(_ sentence: String, _ divisor: @escaping (Double, Double) -> Double)
      -> Suspect<ErrorCase, Vector>
    { each(sentence) { abs($0 - $1) / divisor(abs($0), abs($1)) } }
    return [
      each(CheckingMistake.zeroByZero, ofZeros: .nan) { abs($0 - $1) / (abs($0) + abs($1)) },
      each(CheckingMistake.zeroIsOne, ofZeros: 1) { abs($0 - $1) / (abs($0) + abs($1)) },
      over(CheckingMistake.halfDivisor) { ($0 + $1) / 2 },
      over(CheckingMistake.largerDivisor) { max($0, $1) },
      over(CheckingMistake.analyticDivisor) { analytic, _ in analytic },
      over(CheckingMistake.numericDivisor) { _, numeric in numeric },
      each(CheckingMistake.signedDivisor) { abs($0 - $1) / abs($0 + $1) },
      each(CheckingMistake.signedError) { ($0 - $1) / (abs($0) + abs($1)) },
      each(CheckingMistake.absoluteError) { abs($0 - $1) },
      each(CheckingMistake.magnitudesCompared) { abs(abs($0) - abs($1)) / (abs($0) + abs($1)) },
      over(CheckingMistake.guarded) { $0 + $1 + 1e-8 },
      over(CheckingMistake.guarded) { max($0 + $1, 1e-8) },
      over(CheckingMistake.guarded) { $0 + $1 + 1e-12 },
      Suspect(CheckingMistake.normWise) { pair in
        pair.analytic.map { _ in normError(pair.analytic, pair.numeric) }
      }, Suspect(CheckingMistake.normWise) { [normError($0.analytic, $0.numeric)] },
    ]
  }
}

/// A gradient in blocks, of which one entry has the largest error. All numbers are dyadic.
private struct CheckCase {
  let start: [Vector]
  let gradients: [Vector]
  let error: Double
  let block: Int
  let entry: Int
  /// The central differences, and half of what each entry's square adds to the loss.
  let numeric: [Vector]
  private let slopes: [Vector]
  private let squares: [Vector]

  /// A linear loss with these slopes.
  init(slopes: [Vector], gradients: [Vector], error: Double, block: Int, entry: Int) {
    (self.slopes, numeric, self.gradients) = (slopes, slopes, gradients)
    (self.error, self.block, self.entry) = (error, block, entry)
    squares = slopes.map { $0 * 0 }
    start = slopes.map { 0.25 + $0 * 0 }
  }

  /// A loss of squares and slopes, and a gradient that is wrong in one of five ways at one entry.
  init(_ sizes: [Int], wrongBy kind: Int, block: Int, entry: Int) {
    func blocks(_ value: (Int) -> Double) -> [Vector] {
      sizes.enumerated().map { index, count in Vector((0..<count).map { value($0 + 3 * index) }) }
    }
    start = blocks { Double($0 % 5 + 1) / 4 }
    var slopes = blocks { Double($0 % 7 + 1) }
    var squares = blocks { Double($0 % 3) }
    // The last kind: a loss that doesn't depend on this entry at all.
    if kind % 5 == 4 { (slopes[block][entry], squares[block][entry]) = (0, 0) }
    numeric = zip(slopes, zip(squares, start)).map { $0 + 2 * $1.0 * $1.1 }
    var gradients = numeric.map { $0 * (1 + 0x1p-18) }
    gradients[block][entry] *= [3, 0, -1, 1.0 / 3, 1][kind % 5]
    if kind % 5 == 4 { gradients[block][entry] = 0.5 }
    (self.gradients, self.slopes, self.squares) = (gradients, slopes, squares)
    error =
      abs(gradients[block][entry] - numeric[block][entry])
      / (abs(gradients[block][entry]) + numeric[block][entry])
    (self.block, self.entry) = (block, entry)
  }

  func loss(_ p: [Vector]) -> Double {
    var sum = 0.0
    for block in p.indices {
      for entry in p[block].indices {
        let value = p[block][entry]
        sum += value * (slopes[block][entry] + squares[block][entry] * value)
      }
    }
    return sum
  }

  var name: String {
    gradients.map(\.count).reduce(0, +) < 7
      ? "\(gradients.map(\.elements))" : "a gradient in blocks of \(gradients.map(\.count)) entries"
  }

  /// All errors, block by block.
  private var errors: [Vector] {
    zip(gradients, numeric).map { a, n in
      Vector(zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) })
    }
  }

  private var flat: Vector { joined(errors) }

  /// The last block with the largest error, and its last entry.
  var lastPlace: Vector {
    let largest = flat.maximum()
    let block = errors.lastIndex { $0.contains(largest) } ?? 0
    return [Double(block), Double(errors[block].lastIndex(of: largest) ?? 0)]
  }

  /// The right block, and the entry counted over all blocks.
  var flatPlace: Vector {
    [Double(block), Double(gradients.prefix(block).reduce(0) { $0 + $1.count } + entry)]
  }

  /// What the usual mistakes give instead of the largest error.
  static var wrongErrors: [Suspect<CheckCase, Double>] {
    [
      Suspect(CheckingMistake.mean) { $0.flat.mean() },
      Suspect(CheckingMistake.sum) { $0.flat.sum() },
      Suspect(CheckingMistake.normCheck) { normError(joined($0.gradients), joined($0.numeric)) },
      Suspect(CheckingMistake.smallestError) { $0.flat.minimum() },
      Suspect(CheckingMistake.lastBlock) { $0.errors[$0.errors.count - 1].maximum() },
      Suspect(CheckingMistake.firstBlock) { $0.errors[0].maximum() },
    ]
  }

  /// Linear losses; then two with errors that are nearly equal, and a loss and a slope of many digits.
  static var byHand: [CheckCase] {
    let (near, more) = (0x1p-30, (2 + 0x1p-30) / (4 + 0x1p-30))
    let (long, less) = (1 + 0x1p-26, (2 - 0x1p-26) / (4 + 0x1p-26))
    let table: [([Vector], [Vector], Double, Int, Int)] = [
      ([[2, 4], [8, -1, 1]], [[2.5, 12], [9, -1.5, 1.25]], 0.5, 0, 1),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [9, -3, 1.25]], 0.5, 1, 1),
      ([[2, 4], [8, -1, 1]], [[6, 5], [9, -1.5, 3]], 0.5, 0, 0),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [24, -1.5, 3]], 0.5, 1, 0),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [9, -1.5, -1]], 1, 1, 2),
      ([[2, 4], [8, -1, 1]], [[2, 4], [8, -1, 1]], 0, 0, 0),
      ([[1, 1], [1]], [[3, 3 + near], [3]], more, 0, 1),
      ([[1, 1], [1]], [[3, 1], [3 + near]], more, 1, 0),
      ([[0x1p22, long]], [[0x1p22, 3]], less, 0, 1),
    ]
    return table.map {
      CheckCase(slopes: $0.0, gradients: $0.1, error: $0.2, block: $0.3, entry: $0.4)
    }
  }
}
