import Curriculum

extension SparseMaps {
  // All three runs take a moment, and have no weights: they are carried out again.
  var grading: LabGrading { LabGrading(done: 2, runsBegunAgain: 3, beginning: .all) }

  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength {
    let count = SimplexActivation.allCases.count
    return RunLength(epochs: count...count)
  }

  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] {
    guard run.name == "simplex" else { return [:] }
    let shape = MatrixShape(SimplexPlane.height, SimplexPlane.width)
    return Dictionary(
      uniqueKeysWithValues: SimplexActivation.allCases.map { ("\($0)", shape) })
  }
}
