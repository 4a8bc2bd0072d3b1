import LinearAlgebra

extension CellsLab {
  var grading: LabGrading {
    LabGrading(
      done: 4,
      // The assignment names no number. The first is a guess; the second is below what a network reaches
      // in an epoch with a step too many. A linear model has 87 to 90 % of the drawn cells.
      goals: [.init("test accuracy", of: "network", full: 0.75, short: 0.75, points: 2)],
      runsBegunAgain: 1, curves: [BatchTraining.firstLosses])
  }

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
    guard let images else { return [:] }
    let parts = [
      ("training", images.training), ("validation", images.validation), ("test", images.test),
    ]
    return parts.reduce(into: [:]) { numbers, part in
      let measures = networkMeasures(
        matrices, layers: Self.sizes.count - 1, .relu, on: part.1.scaled, named: part.0)
      numbers.merge(measures) { $1 }
    }
  }
}
