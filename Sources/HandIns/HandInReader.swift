import Boundary
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
  /// Where the clocks stand that show times without a zone, as in most zip archives.
  public var zone = TimeZone.current
  /// The names of the exercises' files.
  let names: KnownNames

  /// Creates a reader.
  ///
  /// - Parameter sourceNames: for each exercise the names of its source files, by which they are
  ///   known outside of its folder: what `sourceNames(in:)` finds.
  public init(sourceNames: [Exercise: [String]], limits: HandInLimits = HandInLimits()) {
    self.limits = limits
    names = KnownNames(sourceNames)
  }

  /// A reader that knows the source files of a kit's exercises.
  public init(kit: BuiltKit, limits: HandInLimits = HandInLimits()) {
    self.init(sourceNames: Self.sourceNames(in: kit.root + "/Exercises"), limits: limits)
  }

  /// The names of the source files in a folder of exercises, such as the kit's `Exercises`.
  static func sourceNames(in folder: String) -> [Exercise: [String]] {
    Dictionary(
      uniqueKeysWithValues: Exercise.all.map { exercise in
        let path = "\(folder)/\(exercise.folder)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return (exercise, names.filter(isSwiftSource).sorted())
      })
  }

  /// Whether a folder's name is that of an exercise's folder, however it is written.
  public static func isExerciseFolder(_ name: String) -> Bool {
    KnownNames.exercise(ofFolder: name) != nil
  }

  /// Reads one hand-in. What can't be read is among what is ignored, and then nothing is taken.
  public func read(_ entry: Entry) -> HandIn {
    do {
      let tree = try HandInTree(entry.parts, limits: limits, zone: zone)
      var handIn = read(tree, student: entry.student)
      handIn.isDatedByCommit = tree.isDatedByCommit
      return handIn
    } catch {
      var handIn = HandIn(student: entry.student)
      let name = entry.parts.last?.name ?? entry.student
      handIn.ignored = [.init(path: shownPath(name), reason: "\(error)")]
      handIn.unread = handIn.ignored
      return handIn
    }
  }

  func read(_ container: any HandInContainer, student: String) -> HandIn {
    var selection = Selection(container, self)
    return selection.handIn(of: student)
  }
}
