import LinearAlgebra

extension LettersLab {
  // The assignment names no thresholds. These show that the training has worked.
  var grading: LabGrading {
    LabGrading(
      done: 4,
      goals: [
        .init("test accuracy", of: "logistic", full: 0.5, short: 0.5, points: 1),
        .init("test accuracy", of: "network", full: 0.6, short: 0.6, points: 2),
      ], curves: [BatchTraining.firstLosses])
  }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    RunLength(
      epochs: Self.epochs...Self.epochs, stepsPerEpoch: images?.training.labels.count ?? 0)
  }

  // What a student's features become isn't known without the student's code: of these runs no weights are
  // measured.
  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    let isKnown = run.name != Self.best || run.scores != nil
    guard isKnown, Self.place(of: run)?.isOwn != true else { return [:] }
    let shapes: [String: MatrixShape] =
      switch run.name {
      case "network": networkShapes(Self.sizes)
      case "perceptron": ["weights": MatrixShape(26, 785)]
      default: ["weights": MatrixShape(785, 26)]
      }
    return shapes.merging(shapes.map { (LetterTraining.best($0), $1) }) { first, _ in first }
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let images, !matrices.isEmpty else { return [:] }
    var best: [String: Matrix] = [:]
    for name in matrices.keys { best[name] = matrices[LetterTraining.best(name)] }
    let training = measure(matrices, run, on: images.training)
    let validation = measure(matrices, run, on: images.validation)
    var numbers = [
      "training accuracy": training.accuracy, "validation accuracy": validation.accuracy,
      "best validation accuracy": measure(best, run, on: images.validation).accuracy,
    ]
    if GridPlace(run) == nil {
      numbers["test accuracy"] = measure(best, run, on: images.test).accuracy
    }
    if run.name == "network" {
      (numbers["training loss"], numbers["validation loss"]) = (training.loss, validation.loss)
    }
    return numbers
  }

  func contradiction(in records: [String: RunRecord], _ plan: [PlannedRun]) -> String? {
    for run in plan {
      guard let record = records[run.name], record.isFinished else { continue }
      let original = run.name == Self.best ? Self.place(of: run) : nil
      if let flaw = record.contradiction(
        run, epochs: Self.epochs, repeating: original.flatMap { records[$0.name] },
        ["training accuracy", "validation accuracy"])
      {
        return flaw
      }
    }
    return nil
  }

  /// Loss and accuracy of a model on images, in parts.
  private func measure(
    _ values: [String: Matrix], _ run: PlannedRun, on rows: LabelledRows
  ) -> (loss: Double, accuracy: Double) {
    rows.measured { part in
      if run.name == "network" {
        let measures = networkMeasures(
          values, layers: Self.sizes.count - 1, .relu, on: part.scaled)
        return (measures["test loss"] ?? 0, measures["test accuracy"] ?? 0)
      }
      guard let weights = values["weights"] else { return (0, 0) }
      let logits = matmul(
        Self.withOne(part.inputs), weights, transposeB: run.name == "perceptron")
      return softmaxMeasures(logits, part.labels)
    }
  }
}
