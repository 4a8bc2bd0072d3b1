import Foundation
import Texts

extension HandInReader {
  /// What one student has handed in, and where it lies.
  public struct Entry: Sendable, Equatable {
    /// The student's name, fit to be shown: that of the file or folder, without the ending of an archive
    /// and without what a learning platform adds to it.
    public var student: String
    /// What lies there of this student, the newest attempt last.
    public var parts: [Part]

    /// The path of the newest part.
    public var path: String { parts.last?.path ?? "" }
    /// What the newest part is.
    public var kind: Part.Kind { parts.last?.kind ?? .file }

    /// Names a hand-in by the paths that it was read from before.
    public init(student: String, paths: [String]) {
      self.init(student: student, parts: paths.map { Part(path: $0) })
    }

    /// Names a hand-in that is one folder or archive.
    public init(student: String, path: String, kind: Part.Kind) {
      self.init(student: student, parts: [Part(path: path, bytes: Array(path.utf8), kind: kind)])
    }

    /// Names a hand-in by what lies there.
    ///
    /// - Parameter parts: The newest last, as far as their names don't say it.
    package init(student: String, parts: [Part]) {
      self.student = student
      // Names of several owners can't be compared: there the order says which is newer.
      var owners: [String] = []
      let ranks = parts.map { part in
        let owner = HandInReader.owner(ofName: part.name)
        if !owners.contains(owner) { owners.append(owner) }
        return owners.firstIndex(of: owner) ?? 0
      }
      self.parts = zip(parts, ranks).map { part, rank in
        var part = part
        if owners.count > 1 { part.attempt.order.insert(rank, at: 0) }
        return part
      }
    }

    /// Whether all of it is still there.
    public var isThere: Bool { parts.allSatisfy(\.isThere) }
  }

  /// A file or folder of a student in a class's folder.
  public struct Part: Sendable, Equatable {
    /// What it may be.
    public enum Kind: String, Sendable {
      case archive, folder, file
    }

    /// Its path as text.
    public var path: String
    /// The bytes of its path, as the system has them.
    var bytes: [UInt8]
    /// What it is.
    var kind: Kind
    /// Which attempt it is, as its name says.
    var attempt = Attempt()

    init(path: String, bytes: [UInt8], kind: Kind) {
      (self.path, self.bytes, self.kind) = (path, bytes, kind)
      attempt = Attempt(named: name)
    }

    /// Finds a part again, whose path was written down as text.
    init(path: String) {
      var item = HandInItem(path: path, kind: .file)
      var name = FileName(bytes: Array(path.utf8))
      let folder = (path as NSString).deletingLastPathComponent
      let wanted = (path as NSString).lastPathComponent
      if let parent = try? OpenDescriptor(
        opening: Array((folder.isEmpty ? "." : folder).resolved.utf8), isFolder: true)
      {
        let names = (try? parent.names()) ?? []
        let found =
          names.first { $0.bytes.elementsEqual(wanted.utf8) }
          ?? names.first { $0.text == wanted }
        if let found {
          parent.describe(found, as: &item)
          name = FileName(
            bytes: (folder.isEmpty ? [] : Array(folder.utf8) + [0x2F]) + found.bytes)
        }
      }
      let isArchive = Archive.stem(of: wanted) != nil || PlatformName(wanted) == nil
      self.init(
        path: path, bytes: name.bytes,
        kind: item.kind == .folder ? .folder : isArchive ? .archive : .file)
    }

    /// Its name.
    var name: String { pathParts(path).last ?? path }

    var isThere: Bool {
      (try? OpenDescriptor(opening: bytes, isFolder: kind == .folder)) != nil
    }
  }

  /// The hand-ins in a class's folder.
  public struct Listing: Sendable, Equatable {
    /// One entry for each student, sorted by name.
    public var entries: [Entry] = []
    /// What else lies there and is passed over, and which names had to be told apart.
    public var warnings: [String] = []
  }

  /// Gradescope's list of hand-ins, beside them.
  package static let gradescope = "submission_metadata.yml"

  /// The hand-ins in a class's folder, and what is to be said about it.
  ///
  /// Names that differ at most in upper and lower case would overwrite each other's reports on some
  /// file systems; so such entries are called by the whole names of their files.
  ///
  /// - Throws: an error that names the folder, if it can't be read.
  public func listing(of folder: String) throws -> Listing {
    var listing = Listing()
    var owners: [String: [Part]] = [:]
    let descriptor: OpenDescriptor
    let names: [FileName]
    do {
      // The folder that the instructor names may be a link.
      descriptor = try OpenDescriptor(opening: Array(folder.resolved.utf8), isFolder: true)
      names = try descriptor.names()
    } catch {
      throw ClassFolderError(description: "the folder \"\(folder)\" of hand-ins: \(error)")
    }
    for name in names
    where !name.text.hasPrefix(".") && !isLitter([name.text]) && name.text != Self.gradescope {
      var item = HandInItem(path: name.text, kind: .file)
      descriptor.describe(name, as: &item)
      switch kind(of: name, item, in: descriptor) {
      case .success(let kind):
        let part = Part(
          path: "\(folder)/\(name.text)", bytes: Array("\(folder)/".utf8) + name.bytes, kind: kind)
        if let owner = PlatformName(name.text)?.owner {
          owners[owner, default: []].append(part)
        } else {
          let stem = kind == .archive ? Archive.stem(of: name.text) ?? name.text : name.text
          listing.entries.append(Entry(student: shown(stem), parts: [part]))
        }
      case .failure(let problem):
        listing.warnings.append("\(shownPath(name.text)) is passed over: \(problem)")
      }
    }
    for (owner, parts) in owners {
      // `sheet_4_2026_ada.zip` and `sheet_4_2026_bob.zip` only look like Canvas's names.
      let attempts = Set(parts.map(\.attempt.order))
      if PlatformName(parts[0].name)?.isSingle ?? false, attempts.count < parts.count {
        listing.entries += parts.map {
          Entry(student: shown(Archive.stem(of: $0.name) ?? $0.name), parts: [$0])
        }
      } else {
        listing.entries.append(
          Entry(student: shown(owner), parts: parts.sorted { $0.attempt < $1.attempt }))
      }
    }
    listing.joinAttempts()
    listing.tellApart()
    return listing
  }

  private func kind(
    of name: FileName, _ item: HandInItem, in folder: OpenDescriptor
  ) -> Result<Part.Kind, HandInProblem> {
    switch item.kind {
    case .folder: return .success(.folder)
    case .refused(let what): return .failure(HandInProblem(what))
    case .file where Archive.stem(of: name.text) != nil: return .success(.archive)
    case .file where PlatformName(name.text) != nil: return .success(.file)
    case .file where !name.text.contains(".") && Archive.begins(name, in: folder):
      return .success(.archive)
    case .file:
      return .failure(
        HandInProblem("a hand-in is a folder or an archive (.zip, .tar, .tar.gz, .tgz)"))
    }
  }
}

extension HandInReader.Listing {
  /// Takes `ada.zip` and `ada-1.zip` or `ada (1).zip` for attempts of one student.
  ///
  /// Only where the first name is there too: `group-1` and `group-2` are two groups.
  fileprivate mutating func joinAttempts() {
    let first = Dictionary(grouping: entries.indices) { key(entries[$0].student) }
    var joined: Set<Int> = []
    for index in entries.indices
    where entries[index].parts.count == 1 && PlatformName(entries[index].parts[0].name) == nil {
      let name = CopiedName(entries[index].student)
      guard name.number > 0, !name.isCopy, let owners = first[key(name.stem)], owners.count == 1,
        entries[owners[0]].parts.allSatisfy({ $0.kind != .file })
      else { continue }
      entries[owners[0]].parts += entries[index].parts
      joined.insert(index)
    }
    for owner in entries.indices where !joined.contains(owner) && entries[owner].parts.count > 1 {
      entries[owner].parts.sort { $0.attempt < $1.attempt }
      let files = entries[owner].parts.map { shownPath($0.name) }
      if entries[owner].parts.contains(where: { PlatformName($0.name) == nil }) {
        warnings.append(
          "\(files.joined(separator: ", ")) are attempts of \(entries[owner].student): "
            + "of each exercise the newest counts")
      }
    }
    entries = entries.indices.filter { !joined.contains($0) }.map { entries[$0] }
  }

  /// Makes the names distinct, and sorts by them.
  fileprivate mutating func tellApart() {
    for group in Dictionary(grouping: entries.indices, by: { key(entries[$0].student) }).values
    where group.count > 1 {
      let files = group.map { shownPath(fileName(entries[$0])) }.sorted()
      warnings.append(
        "\(files.joined(separator: " and ")) are hand-ins of one name: "
          + "each is called by the whole name of its file")
      for index in group { entries[index].student = shown(fileName(entries[index])) }
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
    entry.parts.last?.name ?? entry.path
  }
}

/// Says that a class's folder can't be read.
struct ClassFolderError: Error, CustomStringConvertible {
  let description: String
}
