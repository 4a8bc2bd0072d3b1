import Fingerprints
import Foundation
import Grading
import HandIns

/// Where the grades of a class lie.
///
///     grades.csv  class.html  marks.csv  marking.html
///     students/ada/report.html  report.json  gradescope.json  junit.xml  github-classroom.env
///     withdrawn/                what students/ had of those who have no hand-in any more
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
    var name = ""
    for scalar in student.unicodeScalars where name.utf8.count < 80 {
      let isPlain = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      let isKept = isPlain || "-_".unicodeScalars.contains(scalar)
      name.unicodeScalars.append(isKept ? scalar : "-")
    }
    // Names that differ only in what has been replaced, in case, in length or in how an accent is written
    // stay apart, and so does one that is like what another one becomes.
    let isSame =
      name.utf8.elementsEqual(student.utf8) && student == student.lowercased() && !name.isEmpty
      && name.utf8.elementsEqual(name.precomposedStringWithCanonicalMapping.utf8)
      && name.wholeMatch(of: /.*-[0-9a-f]{16}/) == nil
    return isSame ? name : "\(name)-\(SHA256.digest(Data(student.utf8)).prefix(16))"
  }

  /// Moves the reports of students who have no hand-in any more out of the way, so that they are neither
  /// lost nor taken for grades of this class.
  func setAside(allBut present: [String]) throws {
    let names = Set(present.map(Self.fileName))
    for name in (try? files.contentsOfDirectory(atPath: students)) ?? []
    where !names.contains(name) && files.fileExists(atPath: "\(students)/\(name)/report.json") {
      try Self.make(path + "/withdrawn")
      var place = "\(path)/withdrawn/\(name)"
      var number = 2
      while files.fileExists(atPath: place) {
        place = "\(path)/withdrawn/\(name) (\(number))"
        number += 1
      }
      try? files.moveItem(atPath: "\(students)/\(name)", toPath: place)
    }
  }

  /// Whether an earlier run has had a student of a name.
  func hasKnown(_ student: String) -> Bool {
    ["students", "withdrawn"].contains {
      files.fileExists(atPath: "\(path)/\($0)/\(Self.fileName(for: student))/report.json")
    }
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
