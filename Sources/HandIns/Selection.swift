import Curriculum
import Fingerprints
import Foundation

/// Picks the exercises' files out of a hand-in, and says of all else why it isn't taken.
struct Selection {
  let container: any HandInContainer
  private let reader: HandInReader
  private var ignored: [HandIn.Ignored] = []
  private var candidates: [Candidate] = []
  private var manifests: [Candidate] = []
  var labFiles: [LabFile] = []
  /// The bytes that may still be taken.
  private var bytesLeft: Int

  /// A file that may be taken.
  private struct Candidate {
    let index: Int
    let parts: [String]
    /// The exercise that it belongs to; nil for a manifest.
    let exercise: Exercise?
    /// The exercise's folder; nil for a file that is known by its name alone.
    let folder: [String]?

    var name: String { parts[parts.count - 1] }
    var path: String { parts.joined(separator: "/") }
  }

  /// The file's name for the answers to written questions.
  static let written = "Answers.md"
  /// The file's name for what `gradus submit` says about its archive.
  static let manifest = "gradus-hand-in.json"

  init(_ container: any HandInContainer, _ reader: HandInReader) {
    self.container = container
    self.reader = reader
    bytesLeft = reader.limits.totalBytes
  }

  /// The hand-in.
  mutating func handIn(of student: String) -> HandIn {
    for (index, parts) in sortedItems() { sort(index, parts) }
    var handIn = HandIn(student: student)
    var checksums: [(path: String, checksum: String)] = []
    for exercise in Exercise.all {
      for (candidate, contents) in take(exercise) {
        if candidate.name == Self.written {
          handIn.written[exercise] = String(decoding: contents, as: UTF8.self)
        } else {
          handIn.sources[exercise, default: [:]][candidate.name] = contents
        }
        checksums.append((candidate.path, SHA256.digest(contents)))
        handIn.date = [handIn.date, container.items[candidate.index].date].compactMap { $0 }.max()
      }
    }
    for (file, contents) in takeLabs() {
      handIn.labs[file.folder[file.folder.count - 1], default: [:]][file.inside] = contents
      checksums.append((file.path, SHA256.digest(contents)))
      handIn.date = [handIn.date, container.items[file.index].date].compactMap { $0 }.max()
    }
    handIn.manifest = readManifest(checksums)
    handIn.ignored = listed()
    return handIn
  }

  mutating func ignore(_ path: String, _ reason: String) {
    ignored.append(.init(path: shownPath(path), reason: reason))
  }

  private mutating func ignore(_ candidate: Candidate, _ reason: String) {
    ignore(candidate.path, reason)
  }

  /// What is ignored, by path; too long a list is cut.
  private func listed() -> [HandIn.Ignored] {
    let sorted = ignored.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let more = sorted.count - reader.limits.listed
    return more <= 0
      ? sorted
      : sorted.prefix(reader.limits.listed) + [.init(path: "…", reason: "and \(more) more")]
  }
}

// What an item is.
extension Selection {
  /// The files with harmless paths, by path; of several with one path the last, as after unpacking.
  private mutating func sortedItems() -> [(index: Int, parts: [String])] {
    var places: [String: (index: Int, parts: [String])] = [:]
    var hidden: Set<String> = []
    for (index, item) in container.items.enumerated() {
      let parts: [String]
      do { parts = try item.parts() } catch {
        ignore(item.path, error.description)
        continue
      }
      if isLitter(parts) { continue }
      if let place = parts.firstIndex(where: { $0.hasPrefix(".") }) {
        hidden.insert(parts[...place].joined(separator: "/"))
        continue
      }
      if item.kind == .folder { continue }
      let path = parts.joined(separator: "/")
      if let earlier = places.updateValue((index, parts), forKey: path.lowercased()) {
        ignore(
          earlier.parts.joined(separator: "/"), "it is there again, as \(shownPath(path))")
      }
    }
    for path in hidden { ignore(path, "hidden") }
    return places.values.sorted {
      $0.parts.lexicographicallyPrecedes($1.parts)
    }
  }

  /// What systems leave behind everywhere, and nobody has to be told about.
  private func isLitter(_ parts: [String]) -> Bool {
    guard let name = parts.last else { return true }
    return parts.contains("__MACOSX") || name.hasPrefix("._")
      || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(name)
  }

  private mutating func sort(_ index: Int, _ parts: [String]) {
    let item = container.items[index]
    let path = parts.joined(separator: "/")
    if case .refused(let what) = item.kind { return ignore(path, what) }
    if let place = Self.placeOfLab(in: parts) { return sortFile(ofLab: place, index, parts) }
    let name = parts[parts.count - 1]
    let folders = parts.dropLast()
    if name == Self.manifest {
      manifests.append(
        Candidate(index: index, parts: parts, exercise: nil, folder: nil))
      return
    }
    if let reason = reasonAgainst(name, in: Array(folders)) { return ignore(path, reason) }
    let place = folders.lastIndex { folder in Exercise.all.contains { $0.folder == folder } }
    if let place, let exercise = Exercise.all.first(where: { $0.folder == parts[place] }) {
      guard place == folders.count - 1 else {
        return ignore(path, "it lies in a folder inside the exercise's own")
      }
      let folder = Array(parts[...place])
      candidates.append(
        Candidate(index: index, parts: parts, exercise: exercise, folder: folder))
    } else if let exercise = reader.exercises[name] {
      candidates.append(
        Candidate(index: index, parts: parts, exercise: exercise, folder: nil))
    } else {
      ignore(path, "it lies in no exercise's folder, and no exercise has a file of this name")
    }
  }

  private func reasonAgainst(_ name: String, in folders: [String]) -> String? {
    if name == "Package.swift" { return "a package's manifest is never taken" }
    if name.hasPrefix("._") { return "it is what a Mac keeps beside a file, not the file" }
    if name.hasSuffix("Tests.swift") || folders.contains("Tests") {
      return "tests are never taken"
    }
    // The kit has protocols there that are called like the exercises' files.
    let path = folders.joined(separator: "/") + "/"
    if ["Sources/Curriculum/", "Sources/Answers/"].contains(where: path.contains) {
      return "a part of the kit is never taken"
    }
    if Archive.stem(of: name) != nil { return "an archive in a hand-in isn't opened" }
    return isSwiftSource(name) || name == Self.written
      ? nil : "only Swift files and \(Self.written) are taken"
  }
}

// Which of the files count for an exercise, and what they contain.
extension Selection {
  private mutating func take(_ exercise: Exercise) -> [(Candidate, Data)] {
    let own = candidates.filter { $0.exercise == exercise }
    var chosen = inFolder(own)
    let loose = own.filter { $0.folder == nil }
    if chosen.contains(where: { $0.name != Self.written }) {
      for candidate in loose { ignore(candidate, "the exercise's folder counts instead") }
    } else {
      chosen += unique(loose)
    }
    return read(chosen)
  }

  /// The files of one folder: the one with Swift files, in `Exercises`, nearest to the top.
  private mutating func inFolder(_ candidates: [Candidate]) -> [Candidate] {
    let folders = Dictionary(grouping: candidates.filter { $0.folder != nil }) { $0.folder ?? [] }
    func rank(_ folder: [String]) -> (Int, Int, Int) {
      let hasSource = folders[folder, default: []].contains { $0.name != Self.written }
      return (hasSource ? 0 : 1, folder.dropLast().last == "Exercises" ? 0 : 1, folder.count)
    }
    let sorted = folders.keys.sorted {
      rank($0) == rank($1) ? $0.lexicographicallyPrecedes($1) : rank($0) < rank($1)
    }
    guard let first = sorted.first else { return [] }
    for candidate in sorted.dropFirst().flatMap({ folders[$0, default: []] }) {
      ignore(candidate, "\(shownPath(first.joined(separator: "/"))) counts instead")
    }
    return folders[first, default: []]
  }

  /// Of several loose files with the same name, the one nearest to the top.
  private mutating func unique(_ candidates: [Candidate]) -> [Candidate] {
    var taken: [String: Candidate] = [:]
    for candidate in candidates.sorted(by: { $0.parts.count < $1.parts.count }) {
      if let other = taken[candidate.name] {
        ignore(candidate, "\(shownPath(other.path)) counts instead")
      } else {
        taken[candidate.name] = candidate
      }
    }
    return taken.values.sorted { $0.name < $1.name }
  }

  /// The files' contents, the exercise's own files first, as long as the limits allow.
  private mutating func read(_ candidates: [Candidate]) -> [(Candidate, Data)] {
    func isExtra(_ candidate: Candidate) -> Bool {
      candidate.name != Self.written && reader.exercises[candidate.name] != candidate.exercise
    }
    let limits = reader.limits
    var left = limits.exerciseBytes
    var result: [(Candidate, Data)] = []
    for candidate in candidates.filter({ !isExtra($0) }) + candidates.filter(isExtra) {
      do {
        guard result.count < limits.exerciseFiles else {
          throw HandInProblem("the exercise has more than \(limits.exerciseFiles) files")
        }
        let contents = try contents(of: candidate, atMost: left)
        guard String(validating: contents, as: UTF8.self) != nil else {
          throw HandInProblem("it is not UTF-8")
        }
        left -= contents.count
        result.append((candidate, contents))
      } catch {
        ignore(candidate, "\(error)")
      }
    }
    return result
  }

  /// What a file contains, if there is still room for it.
  private mutating func contents(of candidate: Candidate, atMost left: Int) throws -> Data {
    let size = container.items[candidate.index].size
    let limits = reader.limits
    guard size <= limits.fileBytes else {
      throw HandInProblem(
        "it has \(sizeText(size)), at most \(sizeText(limits.fileBytes)) are taken")
    }
    guard size <= left else {
      throw HandInProblem("the exercise's files have more than \(sizeText(limits.exerciseBytes))")
    }
    guard size <= bytesLeft else {
      throw HandInProblem("the files have more than \(sizeText(limits.totalBytes))")
    }
    bytesLeft -= size
    return try container.contents(of: candidate.index)
  }
}

// What the archive says about itself.
extension Selection {
  /// The manifest nearest to the top. It is believed in nothing: checksums that don't fit are noted.
  private mutating func readManifest(
    _ taken: [(path: String, checksum: String)]
  ) -> HandIn.Manifest? {
    let sorted = manifests.sorted { $0.parts.count < $1.parts.count }
    guard let first = sorted.first else { return nil }
    for manifest in sorted.dropFirst() {
      ignore(manifest, "\(shownPath(first.path)) counts instead")
    }
    guard let data = try? contents(of: first, atMost: reader.limits.fileBytes),
      let manifest = try? JSONDecoder().decode(HandIn.Manifest.self, from: data),
      manifest.schema == HandIn.Manifest(kit: "", files: [:], score: 0, maxScore: 0).schema,
      manifest.kit.wholeMatch(of: /[0-9A-Za-z.+-]{1,40}/) != nil
    else {
      ignore(first, "it is not a manifest of gradus submit")
      return nil
    }
    let top = first.parts.dropLast().map { $0 + "/" }.joined()
    for (path, checksum) in taken {
      let name = path.hasPrefix(top) ? String(path.dropFirst(top.count)) : path
      guard let stated = manifest.files[name] else {
        ignore(first, "it doesn't mention \(shownPath(name)), which is taken all the same")
        continue
      }
      if stated != checksum {
        ignore(first, "its checksum of \(shownPath(name)) doesn't fit; the file is taken as it is")
      }
    }
    let present = Set(taken.map(\.path))
    for name in manifest.files.keys where !present.contains(top + name) {
      ignore(first, "it mentions \(shownPath(name)), which isn't taken")
    }
    return manifest
  }
}
