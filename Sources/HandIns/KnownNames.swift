import Curriculum
import Foundation

/// The names by which the exercises' files and folders are known, also as browsers, editors and
/// learning platforms change them.
struct KnownNames: Sendable {
  /// A source file of an exercise.
  struct Source: Sendable {
    let exercise: Exercise
    /// Its name in the kit.
    let name: String
    /// Which of several it is, as its name says.
    var attempt = Attempt()
    /// Whether the name is the kit's own.
    var isExact = true
  }

  /// The sources, by their names in small letters.
  private var sources: [String: Source] = [:]

  init(_ sourceNames: [Exercise: [String]]) {
    for exercise in Exercise.all {
      for name in sourceNames[exercise, default: []] {
        sources[name.lowercased()] = Source(exercise: exercise, name: name)
      }
    }
    for exercise in Exercise.all {
      let name = "\(exercise.name).swift"
      sources[name.lowercased()] = Source(exercise: exercise, name: name)
    }
  }

  /// Which source file a name means; nil if it means none.
  func source(_ name: String) -> Source? {
    if let source = sources[name.lowercased()] {
      var source = source
      source.isExact = name == source.name
      return source
    }
    guard let stem = Self.swiftStem(name) else { return nil }
    let platform = PlatformName(stem)
    // Whatever a platform has put in front ends with a line; no source has one in its name.
    let own = CopiedName(platform?.rest ?? stem)
    let last = own.stem.split(separator: "_").last.map(String.init) ?? own.stem
    guard
      var source = [own.stem, last].lazy.compactMap({ sources[$0.lowercased() + ".swift"] }).first
    else { return nil }
    source.attempt = Attempt(order: platform?.attempt.order ?? [], number: own.number)
    source.isExact = false
    return source
  }

  /// The name of a Swift file without its ending, also where a browser or an editor has added another
  /// one; nil if it is none.
  static func swiftStem(_ name: String) -> String? {
    let name = name.lowercased().hasSuffix(".txt") ? String(name.dropLast(4)) : name
    guard name.lowercased().hasSuffix(".swift"), name.utf8.count > 6 else { return nil }
    return String(name.dropLast(6))
  }

  /// Whether a file has answers to written questions, by its name.
  static func isWritten(_ name: String) -> Bool {
    var stem = name.lowercased()
    var hasEnding = false
    for ending in [".txt", ".md", ".markdown"] where stem.hasSuffix(ending) {
      stem.removeLast(ending.count)
      hasEnding = true
    }
    guard hasEnding else { return false }
    let own = CopiedName(PlatformName(stem)?.rest ?? stem).stem
    return own == "answers" || own.hasSuffix("_answers")
  }

  /// The exercise whose folder has a name such as `04-HuberRegression`, `huberregression` or
  /// `04_HuberRegression (1)`; nil if it is nobody's.
  static func exercise(ofFolder name: String) -> Exercise? {
    if let exercise = byFolder[name] { return exercise }
    func plain(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    let names = [plain(name), plain(CopiedName(name).stem)]
    return Exercise.all.first { exercise in
      let name = exercise.name.lowercased()
      return names.contains(name) || names.contains("\(exercise.number)\(name)")
        || names.contains(plain(exercise.folder))
    }
  }

  private static let byFolder = Dictionary(
    uniqueKeysWithValues: Exercise.all.map { ($0.folder, $0) })
}
