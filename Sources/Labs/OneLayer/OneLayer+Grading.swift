import LinearAlgebra

extension OneLayer {
  var grading: LabGrading {
    LabGrading(
      done: 3,
      goals: [
        .init("validation accuracy", of: Self.name(0), full: 0.9, short: 0.87, points: 2)
      ])
  }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    RunLength(
      epochs: settings.whole("epochs"), batchSize: settings.whole("batch_size"), on: images)
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    ["weights": MatrixShape(785, 10)]
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let weights = matrices["weights"], let images else { return [:] }
    let training = Self.prepared(images.training)
    let validation = Self.prepared(images.validation)
    let ofTraining = softmaxMeasures(matmul(training.inputs, weights), training.labels)
    let ofValidation = softmaxMeasures(matmul(validation.inputs, weights), validation.labels)
    return [
      "training accuracy": ofTraining.accuracy, "validation accuracy": ofValidation.accuracy,
      "validation loss": ofValidation.loss,
      "squared norm": weights.elements.map { $0 * $0 }.reduce(0, +),
    ]
  }
}
