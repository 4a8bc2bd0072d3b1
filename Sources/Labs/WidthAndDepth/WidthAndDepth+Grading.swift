import LinearAlgebra

extension WidthAndDepth {
  // The assignment wants no number of this lab. With all of EMNIST's letters a network of which only the last
  // layer learns has 85.15 % (G. Cohen et al., "EMNIST: an extension of MNIST to handwritten letters",
  // 2017). With the kit's letters the standard settings reach 95.0 %.
  var grading: LabGrading {
    LabGrading(
      done: 6,
      goals: [
        .init("test accuracy", of: Self.bestWidth, full: 0.85, short: 0.92, points: 2)
      ], runsBegunAgain: 4, curves: [BatchTraining.firstLosses])
  }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    RunLength(
      epochs: FeedforwardDesign.epochs, batchSize: FeedforwardDesign.batchSize, on: images)
  }

  /// Weights of the two best runs only: those of eighty would be a hundred megabytes.
  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    guard [Self.bestWidth, Self.bestDepth].contains(run.name),
      let design = design(of: run, settings)
    else { return [:] }
    return networkShapes(design.sizes)
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard !matrices.isEmpty, let images, let design = design(of: run, settings) else { return [:] }
    func measures(_ rows: LabelledRows, _ name: String) -> [String: Double] {
      networkMeasures(
        matrices, layers: design.sizes.count - 1, design.activation, on: rows.scaled, named: name)
    }
    return measures(images.validation, "best validation")
      .merging(measures(images.test, "test")) { $1 }
  }

  func contradiction(in records: [String: RunRecord], _ plan: [PlannedRun]) -> String? {
    for run in plan {
      guard let record = records[run.name], record.isFinished else { continue }
      let accuracies = record.curves["validation accuracy"]?.y ?? []
      guard accuracies.count == FeedforwardDesign.epochs, let best = accuracies.max(),
        record.numbers[Self.score] == best,
        record.numbers["best epoch"] == Double((accuracies.firstIndex(of: best) ?? 0) + 1)
      else {
        return "The run \(run.title) has a best validation accuracy that its curve doesn't have."
      }
    }
    for run in plan {
      guard let original = original(of: run), let record = records[run.name],
        let first = records[original], record.isFinished
      else { continue }
      // The same training twice: what rounding does to the last digits is far below a thousandth.
      let names = [FeedforwardRun.losses, "validation loss", "validation accuracy"]
      for name in names {
        let (a, b) = (record.curves[name]?.y ?? [], first.curves[name]?.y ?? [])
        guard a.count == b.count, zip(a, b).allSatisfy({ abs($0 - $1) <= 0.01 * (1 + abs($1)) })
        else {
          return
            "The run \(run.title) repeats \(first.title), but its \(name) is another one."
        }
      }
    }
    return nil
  }

  /// The run that one of the two best runs repeats; nil for the others.
  private func original(of run: PlannedRun) -> String? {
    guard let scores = run.scores else { return nil }
    switch run.name {
    case Self.bestWidth: return Self.grid[Self.best(scores)]
    case Self.bestDepth:
      return Self.name(
        depth: Self.depths[Self.best(Array(scores.dropFirst(Self.configurations)))])
    default: return nil
    }
  }
}
