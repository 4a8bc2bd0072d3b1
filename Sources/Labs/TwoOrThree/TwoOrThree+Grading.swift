import LinearAlgebra

extension TwoOrThree {
  // The assignment wants no number of this lab.
  var grading: LabGrading { LabGrading(done: 3) }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    let (epochs, size) = (settings.whole("epochs"), settings.whole("batch_size"))
    let count = images?.training.labels.count { [2, 3].contains($0) } ?? 0
    return RunLength(
      epochs: run.name == "stopped" ? 1...Self.mostEpochs : epochs...epochs,
      stepsPerEpoch: (count + size - 1) / size)
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    let shape = MatrixShape(785, 1)
    return run.name == "stopped" ? ["weights": shape, "best weights": shape] : ["weights": shape]
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let weights = matrices["weights"], let images else { return [:] }
    let (training, validation) = (prepared(images.training), prepared(images.validation))
    func measure(_ rows: LabelledRows, _ weights: Matrix) -> (loss: Double, accuracy: Double) {
      logisticMeasures(matmul(rows.inputs, weights).flattened(), rows.labels)
    }
    let last = measure(validation, weights)
    var numbers = [
      "training accuracy": measure(training, weights).accuracy,
      "validation accuracy": last.accuracy, "validation loss": last.loss,
    ]
    if let best = matrices["best weights"] {
      let best = measure(validation, best)
      (numbers["best loss"], numbers["accuracy at the best loss"]) = (best.loss, best.accuracy)
    }
    return numbers
  }

  /// The twos and threes, prepared by the kit.
  private func prepared(_ rows: LabelledRows) -> LabelledRows {
    let chosen = rows.labels.indices.filter { [2, 3].contains(rows.labels[$0]) }
    let pixels = rows[chosen].inputs
    return LabelledRows(
      inputs: (pixels / 127.5 - 1).appendingColumn(.ones(pixels.rows)),
      labels: chosen.map { rows.labels[$0] == 2 ? 1 : 0 })
  }
}
