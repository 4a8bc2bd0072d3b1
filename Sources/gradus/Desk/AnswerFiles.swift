import Boundary
import Curriculum
import Foundation

/// The files in a folder of answers.
struct AnswerFiles {
  let place: String

  /// The answers in a kit.
  static func ofKit(_ root: String) -> Self { Self(place: "\(root)/Exercises") }

  /// Whether these are the kit's own; others are nobody's progress.
  func isOf(_ kit: BuiltKit) -> Bool { place.resolved == Self.ofKit(kit.root).place.resolved }

  func folder(_ exercise: Exercise) -> String { "\(place)/\(exercise.folder)" }

  /// The paths of an exercise's Swift files, in the exercise's folder.
  func sources(_ exercise: Exercise) -> [String] {
    let paths = try? FileManager.default.subpathsOfDirectory(atPath: folder(exercise))
    return (paths ?? []).filter(isSwiftSource).sorted()
  }

  /// What stands in them.
  func texts(_ exercise: Exercise) -> [String] {
    sources(exercise).compactMap {
      FileManager.default.contents(atPath: "\(folder(exercise))/\($0)")
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// When one of them was changed last.
  func changed(_ exercise: Exercise) -> Date? {
    sources(exercise).compactMap { path in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: "\(folder(exercise))/\(path)")
      return attributes?[.modificationDate] as? Date
    }.max()
  }
}
