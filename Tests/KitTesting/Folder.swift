import Foundation

/// A folder of its own for a test, with a space in its name; it goes when the test does.
package final class Folder: Sendable {
  package let path: String

  package init() throws {
    let place = FileManager.default.temporaryDirectory
      .appending(path: "gradus tests/\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    // With all links followed: the system's temporary folder may lie behind one.
    guard let real = realpath(place, nil) else { throw CocoaError(.fileNoSuchFile) }
    defer { free(real) }
    path = String(cString: real)
  }

  /// A folder in another one.
  package init(_ name: String, in folder: Folder) throws {
    path = "\(folder.path)/\(name)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The last part of its path.
  package var name: String { URL(filePath: path).lastPathComponent }

  /// What lies in it.
  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Makes a folder, and those that it stands in.
  package func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }

  /// Writes a file, and the folders that it stands in; returns its path.
  @discardableResult
  package func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  /// Writes a text, and the folders that it stands in; returns its path.
  @discardableResult
  package func write(_ text: String, to name: String) throws -> String {
    try write(text.utf8, to: name)
  }

  package func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
  }
}
