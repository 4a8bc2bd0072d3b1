import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// All suites of the exercise. Where nobody has begun it, they are passed over together.

@Suite("14 · Model selection", .exercise(.modelSelection))
enum ModelSelectionSuites {}

extension ModelSelectionSuites {
  @Suite("14 · Model selection: mini-batches", .part(1))
  struct ModelSelectionTests {
    let selection = Student.answer.modelSelection

    // Without shuffling, everything is known: sizes, rows, labels. With shuffling, the rows are random
    // and differ in every entry, so each says which sample it is.

    @Test(
      "Batches have every sample once, with its own label",
      .hint(
        "For 7 samples in batches of 3: which indices are in which batch, and how many batches are there?"
      ))
    func everySampleOnce() throws {
      let shapes: [(size: Int, counts: [Int])] = [
        (2, [2, 2, 1]), (3, [3, 2]), (1, [1, 1, 1, 1, 1]), (5, [5]), (8, [5]),
      ]
      for (size, counts) in shapes {
        guard try expectInOrder(size, counts) else { return }
      }
      var generator = SeededGenerator(seed: Student.seed)
      let settings = [
        (17, 5), (17, 17), (17, 20), (17, 1), (1, 1), (1, 4), (2, 1), (65, 9), (1100, 64),
      ]
      let long = RandomSamples(count: 1100, features: 2, &generator)
      let inOrder = try loader(long.inputs, long.labels, 64, shuffles: false)
        .nextEpoch(using: &generator)
      expect(
        inOrder.flatMap(\.labels), equals: long.labels,
        "all the labels of 1100 samples, not shuffled")
      let all = try settings.map { count, size in
        let data = RandomSamples(count: count, features: size % 3 + 1, &generator)
        return (data, size, try loader(data.inputs, data.labels, size))
      }
      for epoch in 1...2 {
        for (data, size, loader) in all {
          let batches = try loader.nextEpoch(using: &generator)
          guard expectShuffled(batches, of: data, size, epoch) else { return }
        }
      }
      try expectAnyEntries(&generator)
    }

    private func loader(
      _ inputs: Matrix, _ labels: [Int], _ batchSize: Int, shuffles: Bool = true
    ) throws -> any BatchLoader {
      try selection.makeBatchLoader(
        inputs: inputs, labels: labels, batchSize: batchSize, shuffles: shuffles)
    }

    private func expectInOrder(_ size: Int, _ counts: [Int]) throws -> Bool {
      let inputs: Matrix = [[1, 10, -1], [2, 20, -2], [3, 30, -3], [4, 40, -4], [5, 50, -5]]
      let labels = [4, 0, 2, 2, 1]
      var (generator, unused) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
      let loader = try loader(inputs, labels, size, shuffles: false)
      for epoch in 1...3 {
        let batches = try loader.nextEpoch(using: &generator)
        let what = "in epoch \(epoch) of 5 samples in batches of \(size), not shuffled"
        guard expectSizes(batches, counts, size, what) else { return false }
        let (all, ids) = (together(batches), samples(batches, in: inputs))
        let isShuffled = !ids.contains(-1) && ids != Array(0..<5)
        guard
          expect(
            all, equals: inputs, "all the inputs \(what)",
            mistakes: isShuffled ? [all: Slip.shufflesAlways] : [:]),
          expect(batches.flatMap(\.labels), equals: labels, "all the labels \(what)")
        else { return false }
      }
      return expectProperty(
        generator.next() == unused.next(),
        "a loader that doesn't shuffle leaves the generator alone", mistake: Slip.drawsInVain)
    }

    private func expectShuffled(
      _ batches: [LabelledBatch], of data: RandomSamples, _ size: Int, _ epoch: Int
    ) -> Bool {
      let count = data.labels.count
      let what = "in shuffled epoch \(epoch) of \(count) samples in batches of \(size)"
      let full = Array(repeating: size, count: count / size)
      let counts = count % size == 0 ? full : full + [count % size]
      guard expectSizes(batches, counts, size, what) else { return false }
      let ids = samples(batches, in: data.inputs)
      return expectProperty(!ids.contains(-1), "every row \(what) is a row of inputs")
        && expectProperty(
          count < 17 || ids != Array(0..<count),
          "the samples \(what) come in another order than they were given",
          mistake: Slip.neverShuffles)
        && expect(
          ids.sorted(), equals: Array(0..<count), "the samples \(what), sorted",
          mistakes: Set(ids).count < count ? [ids.sorted(): Slip.replacement] : [:])
        && expectProperty(
          batches.flatMap(\.labels) == ids.map { data.labels[$0] },
          "each row \(what) has its own label", mistake: Slip.apart)
    }

    // Entries that are infinite or NaN, and rows and labels that are equal: all come as they are.
    private func expectAnyEntries(_ generator: inout SeededGenerator) throws {
      let inputs: Matrix = [[.nan, 1], [.infinity, 2], [3, -.infinity], [0, 0], [0, 0]]
      let loaders = try [false, true].map {
        ($0, try loader(inputs, [-1, 5, 5, 0, 0], 2, shuffles: $0))
      }
      for (shuffles, loader) in loaders {
        let batches = try loader.nextEpoch(using: &generator)
        let found = batches.flatMap { batch in
          batch.labels.indices.map { "\(batch.inputs.row($0)) \(batch.labels[$0])" }
        }
        let given = zip(0..<5, [-1, 5, 5, 0, 0]).map { "\(inputs.row($0)) \($1)" }
        expectProperty(
          shuffles ? found.sorted() == given.sorted() : found == given,
          "rows with NaN, infinities and equal rows come with their labels, shuffles: \(shuffles)")
      }
    }

    private func expectSizes(
      _ batches: [LabelledBatch], _ counts: [Int], _ size: Int, _ what: String
    ) -> Bool {
      let full = counts.filter { $0 == size }
      let filled = Array(repeating: size, count: counts.count)
      let mistakes: KeyValuePairs<[Int], String> =
        counts.last == size
        ? [counts + [0]: Slip.emptyBatch]
        : [full: Slip.lastBatchDropped, filled: Slip.lastBatchFilled]
      return expect(
        batches.map(\.inputs.rows), equals: counts, "the numbers of rows of the batches \(what)",
        mistakes: mistakes)
        && expect(
          batches.map(\.labels.count), equals: counts,
          "the numbers of labels of the batches \(what)", mistakes: mistakes)
        && expectProperty(
          Set(batches.map(\.inputs.columns)).count == 1, "the batches \(what) have all the features"
        )
    }

    // Orders are compared from epoch to epoch, and then counted.

    @Test(
      "Every epoch is shuffled anew, out of the generator",
      .hint("When is your random order drawn, and how often in three epochs?"))
    func shuffledAnew() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let data = RandomSamples(count: 12, features: 2, &generator)
      let start = generator
      func order(_ loader: any BatchLoader, _ generator: inout SeededGenerator) throws -> [Int] {
        samples(try loader.nextEpoch(using: &generator), in: data.inputs)
      }
      func newLoader() throws -> any BatchLoader { try loader(data.inputs, data.labels, 2) }
      let shuffling = try newLoader()
      let first = try order(shuffling, &generator)
      guard
        expectProperty(
          first != Array(0..<12), "12 samples come in another order than they were given",
          mistake: Slip.neverShuffles),
        expectProperty(
          isMoved(generator, from: start), "the generator has moved on after an epoch",
          mistake: Slip.generatorUnused),
        expectProperty(
          try order(shuffling, &generator) != first,
          "the second epoch has another order than the first", mistake: Slip.shufflesOnce)
      else { return }
      for epoch in 3...6 {
        let before = generator
        _ = try order(shuffling, &generator)
        guard
          expectProperty(
            isMoved(generator, from: before), "the generator moves on in epoch \(epoch) as well")
        else { return }
      }
      // What a new loader does is determined by the generator.
      var (again, other) = (start, SeededGenerator(seed: Student.seed &+ 1))
      guard
        expectProperty(
          try order(newLoader(), &again) == first,
          "a new loader with an equal generator gives an equal epoch",
          mistake: Slip.generatorUnused),
        expectProperty(
          try order(newLoader(), &other) != first,
          "a new loader with another generator gives another order", mistake: Slip.generatorUnused)
      else { return }
      try expectFairOrders(&generator)
    }

    private func expectFairOrders(_ generator: inout SeededGenerator) throws {
      let numbers = Matrix(rows: 100, columns: 1) { n, _ in Double(n) }
      let hundred = try loader(numbers, Array(0..<100), 7)
      let epochs = try (0..<200).map { _ in try hundred.nextEpoch(using: &generator).map(\.labels) }
      let company = Set(epochs.joined().filter { $0.contains(0) }.joined())
      guard
        expectProperty(
          company.count > 7, "in 200 epochs of batches of 7, sample 0 meets more than 7 samples",
          mistake: Slip.fixedBatches)
      else { return }
      let isFair = ExerciseTesting.expectFairOrders(
        epochs.map { Array($0.joined()) }, ifBarelyMoved: Slip.notEveryOrder,
        ifNobodyStays: Slip.nobodyStays)
      guard isFair else { return }
      let many = try loader(.zeros(4000, 1), Array(0..<4000), 1500).nextEpoch(using: &generator)
      expect(
        many.map(\.labels.count), equals: [1500, 1500, 1000],
        "the sizes of the batches of 1500 of 4000 samples")
      expectFarOrder(many.flatMap(\.labels), mistake: Slip.notEveryOrder)
      try expectAllOrders(&generator)
    }

    // In 150 epochs of three samples, one of the six orders is missing once in 10¹¹ times.
    private func expectAllOrders(_ generator: inout SeededGenerator) throws {
      for size in [1, 3] {
        let three = try loader(.zeros(3, 1), [0, 1, 2], size)
        let orders = try (0..<150).map { _ in
          try three.nextEpoch(using: &generator).flatMap(\.labels)
        }
        let isRight = expect(
          Set(orders).count, equals: 6,
          "the number of different orders in 150 epochs of 3 samples in batches of \(size)",
          mistakes: [1: Slip.neverShuffles])
        guard isRight else { return }
      }
    }

    private func isMoved(_ generator: SeededGenerator, from start: SeededGenerator) -> Bool {
      var (a, b) = (generator, start)
      return a.next() != b.next()
    }
  }
}

/// Samples that are all different, with labels that are all different.
private struct RandomSamples {
  let inputs: Matrix
  let labels: [Int]

  init(count: Int, features: Int, _ generator: inout SeededGenerator) {
    inputs = generator.matrix(count, features)
    labels = generator.permutation(of: count).map { 3 * $0 + 2 }
  }
}

/// All the rows of the batches, in order.
private func together(_ batches: [LabelledBatch]) -> Matrix {
  Matrix(rows: batches.flatMap { batch in (0..<batch.inputs.rows).map(batch.inputs.row) })
}

/// Which rows of `inputs` the rows of the batches are, in order; −1 for a row that is none.
private func samples(_ batches: [LabelledBatch], in inputs: Matrix) -> [Int] {
  let rows = (0..<inputs.rows).map(inputs.row)
  return batches.flatMap { batch in
    (0..<batch.inputs.rows).map { rows.firstIndex(of: batch.inputs.row($0)) ?? -1 }
  }
}
