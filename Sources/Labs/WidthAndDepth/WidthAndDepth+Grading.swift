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
      if let flaw = record.contradiction(
        run, epochs: FeedforwardDesign.epochs,
        repeating: original(of: run).flatMap { records[$0] },
        [FeedforwardRun.losses, "validation loss", "validation accuracy"])
      {
        return flaw
      }
    }
    return nil
  }

  /// The run that one of the two best runs repeats; nil for the others.
  private func original(of run: PlannedRun) -> String? {
    guard let scores = run.scores else { return nil }
    switch run.name {
    case Self.bestWidth: return Self.grid[placeOfBest(scores)]
    case Self.bestDepth:
      return Self.name(
        depth: Self.depths[placeOfBest(Array(scores.dropFirst(Self.configurations)))])
    default: return nil
    }
  }
}
