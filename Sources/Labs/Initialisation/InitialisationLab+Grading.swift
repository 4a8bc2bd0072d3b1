import LinearAlgebra

extension InitialisationLab {
  // The assignment wants no number of this lab.
  var grading: LabGrading { LabGrading(done: 4, curves: [BatchTraining.firstLosses]) }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    RunLength(epochs: Self.epochs, batchSize: Self.batchSize, on: images)
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    networkShapes(Self.sizes)
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let images, let (activation, _) = choice(run) else { return [:] }
    return networkMeasures(
      matrices, layers: Self.sizes.count - 1, activation, on: images.validation.scaled)
  }
}
