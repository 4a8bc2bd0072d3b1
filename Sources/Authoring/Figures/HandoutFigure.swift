import Curriculum
import Plotting

/// A figure of a handout, such as `docs/handouts/figures/04-outlier.svg`: what the solutions compute,
/// drawn.
struct HandoutFigure: Sendable {
  /// The folder of all figures, from the kit's folder.
  static let folder = "docs/handouts/figures"

  /// The exercise in whose handout it stands.
  let exercise: Exercise
  /// What it is called, in lower case.
  let name: String
  private let draw: @Sendable (FigureMaterial) throws -> any Chart

  /// A figure and how it is drawn.
  init(
    _ exercise: Exercise, _ name: String,
    draw: @escaping @Sendable (FigureMaterial) throws -> any Chart
  ) {
    self.exercise = exercise
    self.name = name
    self.draw = draw
  }

  /// The name of its file: the exercise's number comes first.
  var file: String { "\(exercise.handout.prefix(2))-\(name).svg" }

  /// Where it is, from the kit's folder.
  var path: String { "\(Self.folder)/\(file)" }

  /// The text of its file.
  func svg(_ material: FigureMaterial) throws -> String { try draw(material).svg() }

  /// All figures, in the order of the exercises.
  static let all: [HandoutFigure] = [
    temperature, descent, valley, loss, outlier, paths, threeOrEight, weights, lines, epochs,
    spread,
    pair, simplex, boundary, steps, confusion, stopping,
  ]

  /// The figures of some exercises.
  static func of(_ exercises: [Exercise]) -> [HandoutFigure] {
    all.filter { exercises.contains($0.exercise) }
  }
}
