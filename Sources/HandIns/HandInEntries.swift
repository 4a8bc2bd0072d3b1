import Foundation

extension HandInReader {
  /// What one student has handed in, and where it lies.
  public struct Entry: Sendable, Equatable {
    /// What an entry may be.
    public enum Kind: String, Sendable {
      case archive, folder
    }

    /// The student's name: that of the file or folder, without the ending of an archive.
    public var student: String
    /// The path of the archive or the folder.
    public var path: String
    /// What it is.
    public var kind: Kind

    /// Names a hand-in whose kind shows where it lies.
    public init(student: String, path: String) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      self.init(student: student, path: path, kind: isFolder.boolValue ? .folder : .archive)
    }

    /// Names a hand-in.
    public init(student: String, path: String, kind: Kind) {
      self.student = student
      self.path = path
      self.kind = kind
    }
  }

  /// The hand-ins in a class's folder.
  public struct Listing: Sendable, Equatable {
    /// One entry for each student, sorted by name.
    public var entries: [Entry] = []
    /// What else lies there and is passed over, and which names had to be told apart.
    public var warnings: [String] = []
  }

  /// The hand-ins in a class's folder, sorted by name.
  ///
  /// - Throws: an error that names the folder, if it can't be read.
  public func entries(in folder: String) throws -> [Entry] { try listing(of: folder).entries }

  /// The hand-ins in a class's folder, and what is to be said about it.
  ///
  /// Names that differ at most in upper and lower case would overwrite each other's reports on some
  /// file systems; so such entries are called by the whole names of their files.
  ///
  /// - Throws: an error that names the folder, if it can't be read.
  public func listing(of folder: String) throws -> Listing {
    var listing = Listing()
    for (name, isExact) in try Self.names(in: folder) where !name.hasPrefix(".") {
      guard isExact else {
        listing.warnings.append("\(shownPath(name)) is passed over: its name is not UTF-8")
        continue
      }
      let path = "\(folder)/\(name)"
      if name == "__MACOSX" { continue }
      switch Self.kind(of: name, in: folder) {
      case .success(.folder):
        listing.entries.append(Entry(student: name, path: path, kind: .folder))
      case .success(.archive):
        listing.entries.append(
          Entry(student: Archive.stem(of: name) ?? name, path: path, kind: .archive))
      case .failure(let problem):
        listing.warnings.append("\(shownPath(name)) is passed over: \(problem)")
      }
    }
    listing.tellApart()
    return listing
  }

  private static func names(in folder: String) throws -> [(text: String, isExact: Bool)] {
    do {
      // The folder that the instructor names may be a link.
      return try OpenDescriptor(opening: folder.resolved, below: nil, isFolder: true)
        .names(atMost: .max)
    } catch {
      throw ClassFolderError(description: "the folder \"\(folder)\" of hand-ins: \(error)")
    }
  }

  private static func kind(
    of name: String, in folder: String
  ) -> Result<Entry.Kind, HandInProblem> {
    var item = HandInItem(path: name, kind: .file)
    do {
      try OpenDescriptor(opening: folder.resolved, below: nil, isFolder: true)
        .describe(name, as: &item)
    } catch {
      return .failure(error)
    }
    switch item.kind {
    case .folder: return .success(.folder)
    case .refused(let what): return .failure(HandInProblem(what))
    case .file where Archive.stem(of: name) == nil:
      return .failure(
        HandInProblem("a hand-in is a folder or an archive (.zip, .tar, .tar.gz, .tgz)"))
    case .file: return .success(.archive)
    }
  }
}

extension HandInReader.Listing {
  /// Makes the names distinct, and sorts by them.
  fileprivate mutating func tellApart() {
    for group in Dictionary(grouping: entries.indices, by: { key(entries[$0].student) }).values
    where group.count > 1 {
      let files = group.map { shownPath(fileName(entries[$0])) }.sorted()
      warnings.append(
        "\(files.joined(separator: " and ")) are hand-ins of one name: "
          + "each is called by the whole name of its file")
      for index in group { entries[index].student = fileName(entries[index]) }
    }
    var taken: Set<String> = []
    for index in entries.indices {
      let name = entries[index].student
      var number = 2
      while !taken.insert(key(entries[index].student)).inserted {
        entries[index].student = "\(name) (\(number))"
        number += 1
      }
    }
    entries.sort { ($0.student, $0.path) < ($1.student, $1.path) }
    warnings.sort()
  }

  /// What two names have in common that one file system or another takes for the same.
  private func key(_ name: String) -> String {
    name.precomposedStringWithCanonicalMapping.lowercased()
  }

  private func fileName(_ entry: HandInReader.Entry) -> String {
    pathParts(entry.path).last ?? entry.path
  }
}

/// Says that a class's folder can't be read.
struct ClassFolderError: Error, CustomStringConvertible {
  let description: String
}
