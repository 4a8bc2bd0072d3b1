import Boundary
import Curriculum
import Foundation
import Grading

/// Draws the handouts' figures from the solutions, so that no figure shows what they don't compute.
public struct HandoutFigures: Sendable {
  private let root: String
  private let material: FigureMaterial

  /// The figures of a kit.
  ///
  /// - Parameter answers: the folder of the answers that are drawn, from the kit's folder.
  public init(kit: BuiltKit, answers: String = "Solutions") {
    self.init(root: kit.root, material: FigureMaterial(kit: kit, answers: answers))
  }

  /// The figures of a folder, which needn't be the kit that draws them.
  init(root: String, material: FigureMaterial) {
    self.root = root
    self.material = material
  }

  /// The files that aren't what the answers draw, by path, with what they should be.
  public func differences(_ exercises: [Exercise]) throws -> [(path: String, contents: Data)] {
    try sideBySide(HandoutFigure.of(exercises)) { figure, _ in
      do {
        return (figure.path, Data(try figure.svg(material).utf8))
      } catch {
        throw Grader.Failure(description: "\(figure.path) can't be drawn: \(error)")
      }
    }.filter { path, contents in FileManager.default.contents(atPath: "\(root)/\(path)") != contents
    }
  }

  /// Writes the files that differ.
  ///
  /// - Returns: their paths.
  public func write(_ exercises: [Exercise]) throws -> [String] {
    try differences(exercises).map { path, contents in
      let url = URL(filePath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try contents.write(to: url, options: .atomic)
      return path
    }
  }

  /// What is wrong with an exercise's figures, each as a sentence: those that are out of date, those
  /// that the handout doesn't show, and files that are none of them.
  func problems(_ exercise: Exercise) throws -> [String] {
    let figures = HandoutFigure.of([exercise])
    let handout = try String(
      contentsOfFile: "\(root)/\(exercise.rooms.handout)", encoding: .utf8)
    let files =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(HandoutFigure.folder)"))
      ?? []
    return try differences([exercise]).map {
      "\($0.path) is out of date: run \"gradus figures \(exercise.id)\""
    }
      + figures.filter { !$0.isShown(in: handout) }.map {
        "\(exercise.handout) doesn't show ![what is seen](figures/\($0.file))"
      }
      + files.filter { $0.hasPrefix(exercise.handout.prefix(3)) }.sorted()
      .filter { file in !figures.contains { $0.file == file } }
      .map { "\(HandoutFigure.folder)/\($0) is a figure that nobody draws: delete it" }
  }
}

extension HandoutFigure {
  /// Whether a handout shows it, and says what is seen for those who don't see it.
  func isShown(in handout: String) -> Bool {
    description(in: handout).map { !$0.isEmpty } ?? false
  }

  /// The alternative text in a handout; nil where the figure isn't shown.
  func description(in handout: String) -> String? {
    guard let end = handout.range(of: "](figures/\(file))"),
      let start = handout[..<end.lowerBound].range(of: "![", options: .backwards)
    else { return nil }
    return String(handout[start.upperBound..<end.lowerBound])
  }
}
