import Answers
import Foundation

/// The built kit that these tests belong to.
let kit = Result {
  Reaper.buryOrphans()
  return try BuiltKit(image: #dsohandle)
}

/// Whether the slow proofs run too, as in CI.
let runsFullTests = ProcessInfo.processInfo.environment["GRADUS_FULL_TESTS"] == "1"

/// A folder of its own for a test, with a space in its name; it goes when the test does.
final class Folder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "gradus tests/\(UUID().uuidString)").path.resolved
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders that it stands in.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try write(Data(text.utf8), to: name)
  }

  /// Writes a file, and the folders that it stands in.
  @discardableResult
  func write(_ data: Data, to name: String) throws -> String {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
    return file.path
  }
}

/// Whether this edition of the kit has solutions, from which hand-ins are made.
let hasSolutions =
  (try? BuiltKit(image: #dsohandle)).map {
    FileManager.default.fileExists(atPath: $0.root + "/Solutions")
  } ?? false

/// Whether bubblewrap is installed and works.
let hasSandbox =
  (try? Sandbox.fulfil(.bubblewrap, for: BuiltKit(image: #dsohandle)).sandbox) != nil

extension Folder {
  /// Makes a folder, and those that it stands in.
  func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }
}
