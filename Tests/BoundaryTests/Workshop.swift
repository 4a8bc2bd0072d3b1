import Curriculum
import Foundation
import LinearAlgebra
import Synchronization

@testable import Boundary

/// The built kit that these tests belong to.
let kit = Result {
  Reaper.buryOrphans()
  return try BuiltKit(image: #dsohandle)
}

/// A session with an answer that consists of one file.
///
/// The file's folder is named after its text, so that an unchanged answer is compiled only once.
func session(
  _ source: String, for exercise: Exercise = .huberRegression, limits: Limits = .standard
) throws -> Session {
  let kit = try kit.get()
  let folder = try folder(holding: source, for: exercise)
  return Session(workers: Workers(program: kit.worker), limits: limits) {
    try AnswerCompiler(kit: kit).library(for: exercise, in: folder)
  }
}

private let writing = Mutex(())

/// The folder with an answer that consists of one file.
func folder(holding source: String, for exercise: Exercise = .huberRegression) throws -> String {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "gradus-tests/\(fingerprint(Data(source.utf8)))")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  let file = folder.appending(path: "\(exercise.name).swift")
  // Tests run side by side: a file must not change while another test compiles it.
  if (try? Data(contentsOf: file)) != Data(source.utf8) {
    try writing.withLock { _ in
      guard (try? Data(contentsOf: file)) != Data(source.utf8) else { return }
      try Data(source.utf8).write(to: file, options: .atomic)
    }
  }
  return folder.path
}

/// An answer to exercise 4 with some functions written and the others left as stubs.
func huberAnswer(loss: String = "throw Unimplemented()", members: String = "") -> String {
  """
  import Curriculum
  import LinearAlgebra

  public struct Answer: HuberRegression {
    public func loss(residual: Double, delta: Double) throws -> Double { \(loss) }

    public func lossDerivative(residual: Double, delta: Double) throws -> Double { -residual }

    public func objective(
      weights: Vector, inputs: Matrix, targets: Vector, delta: Double
    ) throws -> Double { inputs.sum() }

    public func gradient(
      weights: Vector, inputs: Matrix, targets: Vector, delta: Double
    ) throws -> Vector { weights }

    public func ridgeObjective(
      weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
    ) throws -> Double { throw Unimplemented() }

    public func ridgeGradient(
      weights: Vector, inputs: Matrix, targets: Vector, delta: Double, lambda: Double
    ) throws -> Vector { throw Unimplemented() }

    public func minimizer(
      inputs: Matrix, targets: Vector, delta: Double, lambda: Double
    ) throws -> Vector { throw InvalidInput("delta must be greater than 0, but it is \\(delta)") }

    public func hasClosedForm(for loss: RegressionLoss) throws -> Bool { loss == .ridge }

    public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] { [1, 2] }

    \(members)
  }
  """
}
