import Commands
import Curriculum
import Fingerprints
import Foundation

/// The stubs as they were handed out, which the student edition keeps beside its suites.
struct StubStore {
  /// Where they lie in the kit.
  static let folder = "Tests/Stubs"

  let root: String
  let files: AnswerFiles

  /// Whether this edition of the kit has them.
  var isHere: Bool { FileManager.default.fileExists(atPath: "\(root)/\(Self.folder)") }

  /// Puts the stub of an exercise back. Written answers stay as they are.
  ///
  /// - Parameter now: names the folder for what was there before.
  /// - Returns: where that is now; nil where the stub was there already.
  func reset(_ exercise: Exercise, now: Date = Date()) throws -> String? {
    let source = "\(root)/\(Self.folder)/\(exercise.folder)"
    let names = try FileManager.default.subpathsOfDirectory(atPath: source).filter(isSwiftSource)
    var stubs: [String: Data] = [:]
    for name in names { stubs[name] = try Data(contentsOf: URL(filePath: "\(source)/\(name)")) }
    guard !stubs.isEmpty else { throw CommandError("There is no stub in \(source)") }
    let place = files.folder(exercise)
    if Fingerprint(ofFolder: place) == Fingerprint(stubs) { return nil }
    let kept =
      "\(DeskFolder(beside: files.place).path)/replaced/\(Day(now).text)-\(Self.time(now))/\(exercise.folder)"
    let own = files.sources(exercise)
    for name in own {
      let file = URL(filePath: "\(kept)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(filePath: "\(place)/\(name)"), to: file)
    }
    for (name, stub) in stubs {
      let file = URL(filePath: "\(place)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try stub.write(to: file, options: .atomic)
    }
    for name in own where stubs[name] == nil {
      try FileManager.default.removeItem(atPath: "\(place)/\(name)")
    }
    return own.isEmpty ? nil : kept
  }

  private static func time(_ date: Date) -> String {
    let parts = Calendar.current.dateComponents([.hour, .minute, .second], from: date)
    return [parts.hour, parts.minute, parts.second].map { twoDigits($0 ?? 0) }.joined()
  }
}
