import LinearAlgebra

extension Network {
  var grading: LabGrading {
    LabGrading(
      done: 4,
      goals: [
        .init("test accuracy", of: "own", full: 0.95, short: 0.91, points: 2),
        .init("test accuracy", of: "own", full: 0.98, short: 0.94, points: 2),
      ], curves: [BatchTraining.firstLosses])
  }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    let design = design(of: run, settings)
    return RunLength(epochs: design.epochs, batchSize: design.batchSize, on: images)
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    networkShapes(design(of: run, settings).sizes)
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let images else { return [:] }
    let design = design(of: run, settings)
    return networkMeasures(
      matrices, layers: design.sizes.count - 1, design.activation, on: images.validation.scaled)
  }
}
