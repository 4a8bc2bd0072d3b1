import LinearAlgebra

extension LibraryLab {
  var grading: LabGrading {
    LabGrading(
      done: 4,
      goals: [.init("test accuracy", of: "digits", full: 0.9, short: 0.88, points: 2)],
      notBegunAgain: ["check-entries", "check-parameters"], curves: [BatchTraining.firstLosses])
  }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    switch run.name {
    case "check-entries":
      let pieces = EntryCheck.pieces(of: Self.sizes)
      return RunLength(epochs: pieces...pieces)
    case "check-parameters": return RunLength(epochs: 1...1)
    default:
      let isDigits = run.name == "digits"
      let epochs = isDigits ? Self.epochs : Comparison.epochs
      let size = isDigits ? Self.batchSize : Comparison.batchSize
      return RunLength(epochs: epochs, batchSize: size, on: images)
    }
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    sizes(of: run).map(networkShapes) ?? [:]
  }

  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] {
    guard let images, let sizes = sizes(of: run) else { return [:] }
    return networkMeasures(
      matrices, layers: sizes.count - 1, .relu, on: images.validation.scaled)
  }

  /// The numbers of units of a run's network; nil for a gradient check, which keeps no weights.
  private func sizes(of run: PlannedRun) -> [Int]? {
    if Comparison(rawValue: run.name) != nil { return Comparison.sizes }
    return run.name == "digits" ? Self.sizes : nil
  }
}
