import Answers
import Curriculum
import Foundation

/// Reads what students have handed in, believing none of it.
///
/// It writes nothing to disk, follows no symbolic link, opens nothing but ordinary files and
/// folders, and takes nothing but exercises' Swift files and `Answers.md`, and the files of labs that
/// `LabFiles` names.
///
/// A manifest of `gradus submit` is read, and believed in nothing: where a checksum doesn't fit, the
/// file is taken all the same, and the checksum is among what is ignored. Dates are those that the
/// archive or the file system states; whoever makes an archive can make its dates too.
public struct HandInReader: Sendable {
  /// How much of a hand-in is looked at.
  public var limits: HandInLimits
  /// For each name of a source file, the exercise that it belongs to.
  let exercises: [String: Exercise]

  /// Creates a reader.
  ///
  /// - Parameter sourceNames: for each exercise the names of its source files, by which they are
  ///   known outside of its folder: what `sourceNames(in:)` finds.
  public init(sourceNames: [Exercise: [String]], limits: HandInLimits = HandInLimits()) {
    self.limits = limits
    var exercises: [String: Exercise] = [:]
    for exercise in Exercise.all {
      for name in sourceNames[exercise, default: []] { exercises[name] = exercise }
    }
    for exercise in Exercise.all { exercises["\(exercise.name).swift"] = exercise }
    self.exercises = exercises
  }

  /// A reader that knows the source files of a kit's exercises.
  public init(kit: BuiltKit, limits: HandInLimits = HandInLimits()) {
    self.init(sourceNames: Self.sourceNames(in: kit.root + "/Exercises"), limits: limits)
  }

  /// The names of the source files in a folder of exercises, such as the kit's `Exercises`.
  public static func sourceNames(in folder: String) -> [Exercise: [String]] {
    Dictionary(
      uniqueKeysWithValues: Exercise.all.map { exercise in
        let path = "\(folder)/\(exercise.folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return (exercise, names.filter(isSwiftSource).sorted())
      })
  }

  /// Reads one hand-in. What can't be read is among what is ignored, and then nothing is taken.
  public func read(_ entry: Entry) -> HandIn {
    do {
      let container: any HandInContainer =
        switch entry.kind {
        case .archive: try Archive.open(entry.path, limits: limits)
        case .folder: try folder(entry.path)
        }
      return read(container, student: entry.student)
    } catch {
      var handIn = HandIn(student: entry.student)
      let name = pathParts(entry.path).last ?? entry.path
      handIn.ignored = [.init(path: shownPath(name), reason: "\(error)")]
      return handIn
    }
  }

  /// A folder, or the archive in it if there is nothing else: so Moodle hands out what was handed in.
  private func folder(_ path: String) throws(HandInProblem) -> any HandInContainer {
    let folder = try FolderOnDisk(path, limits: limits)
    let items = folder.items.filter { !$0.path.hasPrefix(".") }
    guard items.count == 1, items[0].kind == .file, Archive.stem(of: items[0].path) != nil else {
      return folder
    }
    return try Archive.open("\(path)/\(items[0].path)", limits: limits)
  }

  func read(_ container: any HandInContainer, student: String) -> HandIn {
    var selection = Selection(container, self)
    return selection.handIn(of: student)
  }
}
