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
      let inputs: Matrix = [[1, 10, -1], [2, 20, -2], [3, 30, -3], [4, 40, -4], [5, 50, -5]]
      let labels = [4, 0, 2, 2, 1]
      let shapes: [(size: Int, counts: [Int])] = [
        (2, [2, 2, 1]), (3, [3, 2]), (1, [1, 1, 1, 1, 1]), (5, [5]), (8, [5]),
      ]
      for (size, counts) in shapes {
        let loader = try selection.makeBatchLoader(
          inputs: inputs, labels: labels, batchSize: size, shuffles: false)
        var generator = SeededGenerator(seed: Student.seed)
        let batches = try loader.nextEpoch(using: &generator)
        let what = "of 5 samples in batches of \(size), not shuffled"
        guard expectSizes(batches, counts, size, what) else { return }
        let isRight = expect(
          together(batches), equals: inputs, "all the inputs \(what)",
          mistakes: [:])
        guard isRight else {
          let ids = samples(batches, in: inputs)
          expectProperty(
            ids.contains(-1) || ids == Array(0..<5), "the samples \(what) are in the order given",
            mistake: SelectionSlip.shufflesAlways)
          return
        }
        var unused = SeededGenerator(seed: Student.seed)
        guard
          expect(batches.flatMap(\.labels), equals: labels, "all the labels \(what)"),
          expectProperty(
            generator.next() == unused.next(),
            "a loader that doesn't shuffle leaves the generator alone",
            mistake: SelectionSlip.drawsInVain)
        else { return }
      }

      var generator = SeededGenerator(seed: Student.seed)
      let data = RandomSamples(count: 17, features: 3, &generator)
      for size in [5, 17, 20, 1] {
        let loader = try selection.makeBatchLoader(
          inputs: data.inputs, labels: data.labels, batchSize: size, shuffles: true)
        for epoch in 1...2 {
          let batches = try loader.nextEpoch(using: &generator)
          let what = "in shuffled epoch \(epoch) of 17 samples in batches of \(size)"
          let full = Array(repeating: size, count: 17 / size)
          let counts = 17 % size == 0 ? full : full + [17 % size]
          guard expectSizes(batches, counts, size, what) else { return }
          let ids = samples(batches, in: data.inputs)
          guard expectProperty(!ids.contains(-1), "every row \(what) is a row of inputs") else {
            return
          }
          guard
            expect(
              ids.sorted(), equals: Array(0..<17), "the samples \(what), sorted",
              mistakes: Set(ids).count < 17 ? [ids.sorted(): SelectionSlip.replacement] : [:])
          else { return }
          guard
            expectProperty(
              batches.flatMap(\.labels) == ids.map { data.labels[$0] },
              "each row \(what) has its own label", mistake: SelectionSlip.apart)
          else { return }
        }
      }
    }

    private func expectSizes(
      _ batches: [LabelledBatch], _ counts: [Int], _ size: Int, _ what: String
    ) -> Bool {
      let full = counts.filter { $0 == size }
      let filled = Array(repeating: size, count: counts.count)
      let mistakes: KeyValuePairs<[Int], String> =
        counts.last == size
        ? [counts + [0]: SelectionSlip.emptyBatch]
        : [full: SelectionSlip.lastBatchDropped, filled: SelectionSlip.lastBatchFilled]
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

    // Orders are compared from epoch to epoch, and then counted: over 600 epochs of 6 samples each
    // sample is at each place, and before each other sample, 100 times give or take six deviations of
    // 9.1. That happens by chance once in ten million runs.
    @Test(
      "Every epoch is shuffled anew, out of the generator",
      .hint("When is your random order drawn, and how often in three epochs?"))
    func shuffledAnew() throws {
      var generator = SeededGenerator(seed: Student.seed)
      let data = RandomSamples(count: 12, features: 2, &generator)
      let start = generator
      let loader = try selection.makeBatchLoader(
        inputs: data.inputs, labels: data.labels, batchSize: 2, shuffles: true)
      let first = samples(try loader.nextEpoch(using: &generator), in: data.inputs)
      guard
        expectProperty(
          first != Array(0..<12), "12 samples do not come in the order in which they were given",
          mistake: SelectionSlip.neverShuffles),
        expectProperty(
          isMoved(generator, from: start), "the generator has moved on after an epoch",
          mistake: SelectionSlip.generatorUnused)
      else { return }
      let second = samples(try loader.nextEpoch(using: &generator), in: data.inputs)
      guard
        expectProperty(
          second != first, "the second epoch has another order than the first",
          mistake: SelectionSlip.shufflesOnce)
      else { return }

      // What a new loader does is determined by the generator.
      var (again, other) = (start, SeededGenerator(seed: Student.seed &+ 1))
      let twins = try (0..<2).map { _ in
        try selection.makeBatchLoader(
          inputs: data.inputs, labels: data.labels, batchSize: 2, shuffles: true)
      }
      let repeated = samples(try twins[0].nextEpoch(using: &again), in: data.inputs)
      guard
        expectProperty(
          repeated == first, "a new loader with an equal generator gives an equal epoch",
          mistake: SelectionSlip.generatorUnused),
        expectProperty(
          samples(try twins[1].nextEpoch(using: &other), in: data.inputs) != first,
          "a new loader with another generator gives another order",
          mistake: SelectionSlip.generatorUnused)
      else { return }
      try expectFairOrders(&generator)
    }

    private func expectFairOrders(_ generator: inout SeededGenerator) throws {
      let (count, epochs) = (6, 600)
      let data = RandomSamples(count: count, features: 1, &generator)
      let loader = try selection.makeBatchLoader(
        inputs: data.inputs, labels: data.labels, batchSize: 3, shuffles: true)
      var places = Matrix.zeros(count, count)
      var successors = Matrix.zeros(count, count)
      var companies: Set<Set<Int>> = []
      for _ in 0..<epochs {
        let ids = samples(try loader.nextEpoch(using: &generator), in: data.inputs)
        guard
          expectProperty(ids.sorted() == Array(0..<count), "every epoch has every sample once")
        else { return }
        for (place, id) in ids.enumerated() { places[id, place] += 1 }
        for (id, next) in zip(ids, ids.dropFirst()) { successors[id, next] += 1 }
        companies.insert(Set(ids.prefix(3)))
      }
      guard
        expectProperty(
          companies.count > 2, "the batches are not the same two sets of samples in every epoch",
          mistake: SelectionSlip.fixedBatches)
      else { return }
      let band = 6 * (600.0 * (1.0 / 6) * (5.0 / 6)).squareRoot()
      let off = abs(places - 100).maximum()
      let offInPairs =
        (0..<count).flatMap { i in
          (0..<count).filter { $0 != i }.map { abs(successors[i, $0] - 100) }
        }.max() ?? 0
      expectProperty(
        off <= band && offInPairs <= band,
        "in 600 epochs of 6 samples, each is at each place, and right before each other one, about 100 times",
        mistake: SelectionSlip.notEveryOrder)
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
    inputs = Matrix.normal(rows: count, columns: features, using: &generator)
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
