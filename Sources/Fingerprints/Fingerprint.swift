import Curriculum
import Foundation

/// What tells an exercise's source files from all others: a checksum of their names and contents.
package struct Fingerprint: Equatable, Sendable {
  /// The checksum, as 64 hexadecimal digits.
  package let text: String

  init(text: String) { self.text = text }

  /// The fingerprint of files, by their paths below the exercise's folder.
  package init(_ files: [String: Data]) {
    var whole: [UInt8] = []
    for (path, contents) in files.sorted(by: { $0.key < $1.key }) {
      // With the lengths before them, no two sets of files are one text.
      whole += "\(path.utf8.count) \(contents.count)\n\(path)".utf8
      whole += contents
    }
    text = SHA256.digest(whole)
  }

  /// The fingerprint of the Swift files in a folder, of none where there is no folder; nil where it
  /// can't be listed, or something isn't an ordinary file or is larger than any stub.
  package init?(ofFolder folder: String) {
    let files = FileManager.default
    var contents: [String: Data] = [:]
    guard let paths = try? files.subpathsOfDirectory(atPath: folder) else {
      if files.fileExists(atPath: folder) { return nil }
      self.init([:])
      return
    }
    for path in paths where isSwiftSource(path) {
      let file = "\(folder)/\(path)"
      let attributes = try? files.attributesOfItem(atPath: file)
      guard attributes?[.type] as? FileAttributeType == .typeRegular,
        attributes?[.size] as? Int ?? .max < 1 << 20, contents.count < 100,
        let data = files.contents(atPath: file)
      else { return nil }
      contents[path] = data
    }
    self.init(contents)
  }
}
