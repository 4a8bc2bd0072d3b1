import Curriculum
import Fingerprints
import Foundation
import Grading

/// The kit that students get: without solutions, derivations, model answers, planted mistakes,
/// whole sample answers, and the tests of the kit itself.
///
/// A list says what goes in. So whatever is new in the kit stays out until somebody lists it.
public struct StudentEdition: Sendable {
  private let root: String
  private let exercises: [Exercise]
  private let gradesClasses: Bool

  /// The student edition of the kit in a folder.
  ///
  /// - Parameters:
  ///   - exercises: those of the catalogue.
  ///   - gradesClasses: whether it has the program for course staff too: for machines that grade,
  ///     where students' code should find no solutions.
  public init(
    root: String, exercises: [Exercise] = Exercise.all, gradesClasses: Bool = false
  ) {
    self.root = root.resolved
    self.exercises = exercises
    self.gradesClasses = gradesClasses
  }

  /// Single files that go in.
  static let files = [
    ".devcontainer/devcontainer.json", ".gitignore", ".swift-format", "LICENSE", "Package.swift",
    "README.md", "docs/arrays.md", "docs/notation.md", "docs/prerequisites.md",
  ]

  /// Folders that go in with all that is below them, if its name ends in one of these ways.
  static let folders: [(path: String, endings: Set<String>)] = [
    ("Exercises/Lab01-TwoOrThree", ["md", "txt"]),
    ("Exercises/Lab02-OneLayer", ["md", "txt"]),
    ("Exercises/Lab03-Network", ["md", "txt"]),
    ("Exercises/Lab04-Library", ["md", "txt"]),
    ("Exercises/Lab05-Initialisation", ["md", "txt"]),
    ("Exercises/Lab06-Letters", ["md", "txt"]),
    ("Exercises/Lab07-WidthAndDepth", ["md", "txt"]),
    ("Exercises/Lab08-Cells", ["md", "txt"]),
    ("Exercises/Lab09-SparseMaps", ["md", "txt"]),
    ("Sources/Boundary", ["swift"]),
    ("Sources/CProcessor", ["h", "modulemap"]),
    ("Sources/CSystem", ["c", "h"]),
    ("Sources/CZlib", ["h", "modulemap"]),
    ("Sources/Commands", ["swift"]),
    ("Sources/Curriculum", ["swift"]),
    ("Sources/Datasets", ["gz", "md", "py", "swift"]),
    ("Sources/Fingerprints", ["swift"]),
    ("Sources/Grading", ["swift"]),
    ("Sources/HandIns", ["swift"]),
    ("Sources/LabRuns", ["swift"]),
    ("Sources/Labs", ["swift"]),
    ("Sources/LinearAlgebra", ["swift"]),
    ("Sources/Packing", ["swift"]),
    ("Sources/Pages", ["swift"]),
    ("Sources/Plotting", ["swift"]),
    ("Sources/Texts", ["swift"]),
    ("Sources/Wire", ["swift"]),
    ("Sources/gradus", ["swift"]),
    ("Sources/gradus-lab-worker", ["swift"]),
    ("Sources/gradus-suites", ["swift"]),
    ("Sources/gradus-worker", ["swift"]),
    ("Tests/ExerciseTestBundle", ["swift"]),
    ("Tests/ExerciseTesting", ["swift"]),
    ("Tests/ExerciseTests", ["swift"]),
    ("docs/handouts", ["md", "png", "svg"]),
    ("docs/labs", ["md", "svg"]),
  ]

  /// What goes in besides, where a class is to be graded.
  static let foldersForClasses: [(path: String, endings: Set<String>)] = [
    ("Sources/Authoring", ["swift"]),
    ("Sources/Classroom", ["swift"]),
    ("Sources/Forwarding", ["swift"]),
    ("Sources/Similarity", ["swift"]),
    ("Sources/gradus-forward", ["swift"]),
    ("Sources/gradus-staff", ["swift"]),
  ]

  /// Whether there are solutions, without which this is a student edition already.
  public var haveSolutions: Bool { FileManager.default.fileExists(atPath: root + "/Solutions") }

  /// Writes the edition into a folder that doesn't exist yet, or is empty.
  ///
  /// It is written beside that folder first and searched for pieces of solutions. Only then does it
  /// get its name, so that nobody ever sees half of it.
  public func write(to path: String) throws {
    let place = try place(at: path)
    let contents = try contents()
    let draft = "\(place.folder)/.\(place.name)-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: draft) }
    do {
      try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: false)
      for (name, data) in contents {
        let file = URL(filePath: "\(draft)/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
      }
    } catch {
      throw Grader.Failure(
        description: "the folder '\(path)' can't be written: \(systemReason(error))")
    }
    let leaks = try LeakCheck(root: root, exercises: exercises).leaks(in: draft)
    guard leaks.isEmpty else {
      throw Grader.Failure(
        description: "nothing is exported, for students would find answers:\n"
          + leaks.map { "  \($0)" }.joined(separator: "\n"))
    }
    guard rename(draft, "\(place.folder)/\(place.name)") == 0 else {
      throw Grader.Failure(
        description: "the folder '\(path)' can't be written: \(String(cString: strerror(errno)))")
    }
  }

  /// The pieces of solutions, derivations and model answers in a folder, each as a sentence.
  public func leaks(in path: String) throws -> [String] {
    let folder = URL(filePath: path).standardizedFileURL.path.resolved
    guard isFolder(folder) else {
      throw Grader.Failure(description: "there is no folder '\(path)'")
    }
    return try LeakCheck(root: root, exercises: exercises).leaks(in: folder)
  }

  /// Everything that goes in, by its path.
  ///
  /// The stubs come from the solutions: what an author has tried out in `Exercises/` stays there.
  func contents() throws -> [String: Data] {
    guard haveSolutions else {
      throw Grader.Failure(
        description: "this kit has no solutions: it is a student edition already")
    }
    var contents: [String: Data] = [:]
    for path in Self.files { contents[path] = try data(path) }
    for (folder, endings) in Self.folders + (gradesClasses ? Self.foldersForClasses : []) {
      for path in try paths(in: folder)
      where endings.contains(URL(filePath: path).pathExtension) {
        contents[path] = try data(path)
      }
    }
    var table = StubTable(ofKit: "")
    for exercise in exercises {
      let stubs = try Stubs.ofExercise(exercise, root: root)
      table[exercise] = Fingerprint(stubs)
      for (name, stub) in stubs {
        contents["\(exercise.rooms.stub)/\(name)"] = stub
        // From there `gradus reset` takes it.
        contents["Tests/Stubs/\(exercise.folder)/\(name)"] = stub
      }
      let questions = exercise.rooms.questions
      contents[questions] = try data(questions)
    }
    contents[StubTable.path] = Data(table.text.utf8)
    for (path, data) in contents where path.hasSuffix(".md") {
      contents[path] = Data(
        try Self.withoutTeachersPart(String(decoding: data, as: UTF8.self), file: path).utf8)
    }
    return contents
  }

  /// A page without the lines from `<!-- teachers:begin -->` to `<!-- teachers:end -->`.
  static func withoutTeachersPart(_ text: String, file: String = "the page") throws -> String {
    var lines: [String] = []
    var isInside = false
    for line in text.components(separatedBy: "\n") {
      switch (line, isInside) {
      case ("<!-- teachers:begin -->", false): isInside = true
      case ("<!-- teachers:end -->", true): isInside = false
      case ("<!-- teachers:begin -->", true), ("<!-- teachers:end -->", false):
        throw Grader.Failure(description: "\(file): \"\(line)\" has no counterpart")
      case (_, true): break
      case (_, false): lines.append(line)
      }
    }
    guard !isInside else {
      throw Grader.Failure(description: "\(file): \"<!-- teachers:end -->\" is missing")
    }
    return lines.joined(separator: "\n")
  }

  /// Where the edition goes, if it may go there: the folder above, and the name in it.
  private func place(at path: String) throws -> (folder: String, name: String) {
    let named = URL(filePath: path).standardizedFileURL.path
    let above = (named as NSString).deletingLastPathComponent.resolved
    let whole =
      FileManager.default.fileExists(atPath: named)
      ? named.resolved : "\(above)/\((named as NSString).lastPathComponent)"
    guard whole != root, !whole.hasPrefix(root + "/") else {
      throw Grader.Failure(
        description: "the folder '\(path)' is inside the kit itself: choose one outside \(root)")
    }
    if FileManager.default.fileExists(atPath: whole) {
      guard isFolder(whole) else {
        throw Grader.Failure(description: "'\(path)' is a file, not a folder")
      }
      guard try FileManager.default.contentsOfDirectory(atPath: whole).isEmpty else {
        throw Grader.Failure(description: "the folder '\(path)' isn't empty")
      }
    }
    let folder = (whole as NSString).deletingLastPathComponent
    guard isFolder(folder) else {
      throw Grader.Failure(
        description: "the folder '\(path)' can't be written: there is no folder '\(folder)'")
    }
    return (folder == "/" ? "" : folder, (whole as NSString).lastPathComponent)
  }

  /// The regular files below a folder, by their paths in the kit.
  private func paths(in folder: String) throws -> [String] {
    guard let inside = FileManager.default.enumerator(atPath: "\(root)/\(folder)") else {
      throw Grader.Failure(description: "the kit lacks \(folder)")
    }
    return inside.compactMap { $0 as? String }
      .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { "\(folder)/\($0)" }.filter(isRegular)
  }

  private func data(_ path: String) throws -> Data {
    guard isRegular(path), let data = FileManager.default.contents(atPath: "\(root)/\(path)")
    else { throw Grader.Failure(description: "the kit lacks \(path)") }
    return data
  }

  /// A symbolic link isn't: it could bring in anything.
  private func isRegular(_ path: String) -> Bool {
    let type = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")[.type]
    return type as? FileAttributeType == .typeRegular
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}

/// What the system says about a file that can't be read or written.
func systemReason(_ error: any Error) -> String {
  let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
  guard let code = underlying.map({ $0 as NSError }), code.domain == NSPOSIXErrorDomain else {
    return (error as NSError).localizedDescription
  }
  return String(cString: strerror(Int32(code.code)))
}
