import Foundation
import Texts

/// Something that stands in an archive or a folder, before anybody has looked into it.
struct HandInItem: Sendable, Equatable {
  /// What it is.
  enum Kind: Sendable, Equatable {
    case file, folder
    /// Something that is never opened, such as a symbolic link, and what it is.
    case refused(String)
  }

  /// Its path as it is written there: not to be believed.
  var path: String
  var kind: Kind
  /// The bytes that it has when it is unpacked, as the archive or the file system says.
  var size = 0
  var date: Date?
  /// How many archives of the hand-in it lies in, one within another.
  var depth = 0
  /// Which of several attempts it belongs to, as the names around it say.
  var attempt = Attempt()
}

/// An archive or a folder.
protocol HandInContainer {
  var items: [HandInItem] { get }

  /// What a file contains: as many bytes as its size says, or an error.
  func contents(of index: Int) throws -> Data

  /// The repository of Git in it, if there is one at the top or in a folder there.
  var repository: GitCommit? { get }
}

extension HandInContainer {
  var repository: GitCommit? {
    let places = Dictionary(
      items.enumerated().filter { $0.element.kind == .file }.map { ($0.element.path, $0.offset) },
      uniquingKeysWith: { _, last in last })
    let heads = places.keys.filter { $0 == ".git/HEAD" || $0.hasSuffix("/.git/HEAD") }
    guard let head = heads.min(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) else {
      return nil
    }
    let root = head.dropLast("HEAD".count)
    return GitCommit(
      file: { path, limit in
        guard let index = places[root + path], items[index].size <= limit else { return nil }
        return (try? contents(of: index)).map { [UInt8]($0) }
      },
      names: { folder in
        let start = "\(root)\(folder)/"
        return places.keys.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
          .filter { !$0.contains("/") }.sorted()
      })
  }
}

extension HandInItem {
  /// The parts of its path.
  ///
  /// - Throws: `HandInProblem` if the path could lead out of the hand-in, or can't be a file's.
  func parts() throws(HandInProblem) -> [String] {
    if path.unicodeScalars.contains(where: isControl) {
      throw HandInProblem("its name has control characters")
    }
    // Older Windows programs write backslashes. Scalar by scalar: a slash and a mark that belongs to a
    // letter would be one character, no slash.
    let path = String(
      String.UnicodeScalarView(self.path.unicodeScalars.map { $0 == "\\" ? "/" : $0 }))
    if path.utf8.first == UInt8(ascii: "/") || path.prefixMatch(of: /[A-Za-z]:/) != nil {
      throw HandInProblem("its path is absolute")
    }
    let parts = pathParts(path).filter { $0 != "." }
    if parts.contains("..") { throw HandInProblem("its path climbs out of the hand-in") }
    guard parts == path.split(separator: "/").filter({ $0 != "." }).map(String.init) else {
      throw HandInProblem("its name begins or ends with half a character")
    }
    if parts.isEmpty, kind != .folder { throw HandInProblem("it has no name") }
    if parts.count > 32 || parts.contains(where: { $0.utf8.count > 255 }) {
      throw HandInProblem("its path is too long")
    }
    return parts
  }
}

/// What stands between the slashes of a path.
func pathParts(_ path: String) -> [String] {
  path.unicodeScalars.split(separator: "/").map { String($0) }
}

/// A path that is fit to be shown, and not too long.
func shownPath(_ path: String) -> String { shown(path, limit: 200) }

private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: true
  default: false
  }
}

/// A date that is given in seconds since 1970; nil before that and after the year 9999.
func date(seconds: Double) -> Date? {
  (0..<253_402_300_800).contains(seconds) ? Date(timeIntervalSince1970: seconds) : nil
}
