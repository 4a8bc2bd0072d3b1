import Fingerprints
import Foundation
import Grading
import HandIns

/// Where the grades of a class lie.
///
///     grades.csv  class.html  marks.csv
///     students/ada/report.html  report.json  gradescope.json  junit.xml  github-classroom.env
///     .gradus/                  what the next run can build on; may be deleted at any time
///
/// Every file is written beside its place and then renamed, so that there is never half of one.
struct ClassFolder {
  let path: String
  private var files: FileManager { .default }

  /// Makes the folder, and takes it for this run alone.
  ///
  /// - Throws: `ClassError` when it can't be made, or another run is at work in it.
  init(_ path: String) throws {
    for folder in ["", "/students", "/.gradus/verdicts"] { try Self.make(path + folder) }
    self.path = path
    lock = try Lock(path + "/.gradus/lock")
  }

  private let lock: Lock

  var students: String { path + "/students" }
  var verdicts: String { path + "/.gradus/verdicts" }
  var work: String { path + "/.gradus/work" }

  /// The folder of one student.
  func folder(of student: String) -> String { "\(students)/\(Self.fileName(for: student))" }

  /// A name that every file system takes, the same for the same student and another for another.
  static func fileName(for student: String) -> String {
    let kept = student.unicodeScalars.map { scalar in
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      return isPlain || "-_".unicodeScalars.contains(scalar) ? String(scalar) : "-"
    }.joined()
    let name = String(kept.prefix(60))
    // Names that differ only in what has been replaced, in case or in length stay apart.
    let isSame = name == student && student == student.lowercased() && !name.isEmpty
    return isSame ? name : "\(name)-\(SHA256.digest(Data(student.utf8)).prefix(8))"
  }

  /// Writes a file in one go: it is there as a whole, or as it was before.
  func write(_ data: Data, to name: String) throws {
    try Self.write(data, to: "\(path)/\(name)")
  }

  static func write(_ data: Data, to path: String) throws {
    try make((path as NSString).deletingLastPathComponent)
    do {
      try data.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw ClassError(
        "\(path) can't be written: \(reason(error)). What was written before is safe; "
          + "the same command goes on from here.")
    }
  }

  static func make(_ folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ClassError("the folder \(folder) can't be made: \(reason(error))")
    }
  }
}

/// A lock on a file, which the system gives back when this process ends, however it ends.
private final class Lock: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw ClassError("\(path) can't be opened: \(String(cString: strerror(errno)))")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw ClassError("another run is at work in this folder (\(path))")
    }
  }

  deinit { close(descriptor) }
}
