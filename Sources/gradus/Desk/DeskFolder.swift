import Foundation

/// The student's own notes, beside the folder of answers: which hints were seen, how many points there were on which day, and
/// what was there before a stub was put back. No grade depends on it.
struct DeskFolder: Sendable {
  /// Its name; git passes over it.
  static let name = ".gradus"

  let path: String

  /// In a kit it lies in the kit's folder.
  init(beside answers: String) {
    path = URL(filePath: answers).deletingLastPathComponent().appending(path: Self.name).path
  }

  /// The lines of a file; none where there is no such file.
  func lines(of file: String) -> [String] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(file)") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  /// Writes a file in one go.
  func write(_ lines: [String], to file: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(lines.map { $0 + "\n" }.joined().utf8)
      .write(to: URL(filePath: "\(path)/\(file)"), options: .atomic)
  }
}
