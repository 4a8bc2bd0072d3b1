import Curriculum
import Fingerprints
import Foundation
import Texts

/// Picks the exercises' files out of a hand-in, and says of all else why it isn't taken.
struct Selection {
  let container: any HandInContainer
  let reader: HandInReader
  private var ignored: [HandIn.Ignored] = []
  /// What may be an answer and can't be read, with the exercise that it belongs to, if that is known.
  private var lost: [(exercise: Exercise?, item: HandIn.Ignored)] = []
  private(set) var candidates: [Candidate] = []
  private(set) var manifests: [Candidate] = []
  private var namedFolders: [String: Exercise?] = [:]
  private var namedAttempts: [String: Attempt] = [:]
  var labFiles: [LabFile] = []
  /// The bytes that may still be taken.
  var bytesLeft: Int

  /// A file that may be taken.
  struct Candidate {
    let index: Int
    let parts: [String]
    /// The exercise that it belongs to; nil for a manifest.
    var exercise: Exercise?
    /// The exercise's folder; nil for a file that is known by its name alone.
    var folder: [String]?
    /// The path that it gets in the exercise's folder.
    var name: String
    /// Which of several attempts it belongs to, by the names around it.
    var attempt = Attempt()
    /// Which of several of its name it is.
    var source: KnownNames.Source?

    var path: String { parts.joined(separator: "/") }
    var isWritten: Bool { name == Selection.written }
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
    placeLooseAnswers()
    var handIn = HandIn(student: student)
    var checksums: [(path: String, checksum: String)] = []
    for exercise in Exercise.all {
      let taken = take(exercise)
      for (candidate, contents) in taken {
        if candidate.isWritten {
          handIn.written[exercise] = PlainText.read(contents)
        } else {
          handIn.sources[exercise, default: [:]][candidate.name] = contents
        }
        checksums.append((candidate.path, SHA256.digest(contents)))
      }
      handIn.dates[exercise] = date(of: taken)
    }
    for (file, contents) in takeLabs() {
      let lab = file.folder[file.folder.count - 1]
      handIn.labs[lab, default: [:]][file.inside] = contents
      checksums.append((file.path, SHA256.digest(contents)))
      handIn.labDates[lab] = [handIn.labDates[lab], container.items[file.index].date]
        .compactMap { $0 }.max()
    }
    handIn.manifest = readManifest(checksums)
    handIn.ignored = listed(ignored)
    handIn.unread = unread(in: handIn)
    return handIn
  }

  mutating func ignore(_ path: String, _ reason: String) {
    ignored.append(.init(path: shownPath(path), reason: reason))
  }

  mutating func ignore(_ candidate: Candidate, _ reason: String) {
    ignore(candidate.path, reason)
  }

  /// Notes something that isn't taken although it may be an answer.
  mutating func lose(_ path: String, _ reason: String, _ exercise: Exercise?) {
    ignore(path, reason)
    lost.append((exercise, .init(path: shownPath(path), reason: reason)))
  }

  /// What is ignored, by path; too long a list is cut.
  private func listed(_ ignored: [HandIn.Ignored]) -> [HandIn.Ignored] {
    let sorted = ignored.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    let more = sorted.count - reader.limits.listed
    return more <= 0
      ? sorted
      : sorted.prefix(reader.limits.listed) + [.init(path: "…", reason: "and \(more) more")]
  }

  /// What a person must look at: all that was there, if nothing could be taken, else what may be an
  /// answer and has no other in its place.
  private func unread(in handIn: HandIn) -> [HandIn.Ignored] {
    if handIn.files.isEmpty { return handIn.ignored }
    return listed(
      lost.filter { lost in lost.exercise.map { handIn.sources[$0] == nil } ?? true }.map(\.item))
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
        if case .folder = item.kind {
          ignore(item.path, error.description)
        } else {
          lose(item.path, error.description, nil)
        }
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

  private mutating func sort(_ index: Int, _ parts: [String]) {
    let item = container.items[index]
    let path = parts.joined(separator: "/")
    if let place = Self.placeOfLab(in: parts), item.kind == .file {
      return sortFile(ofLab: place, index, parts)
    }
    let name = parts[parts.count - 1]
    let folders = Array(parts.dropLast())
    let place = folders.lastIndex { namedExercise($0) != nil }
    let exercise = place.flatMap { namedExercise(folders[$0]) }
    if case .refused(let what) = item.kind {
      let known = reader.names.source(name)?.exercise
      let isFolder = namedExercise(name) != nil
      let isSource = KnownNames.swiftStem(name) != nil && (exercise != nil || known != nil)
      return isSource || isFolder || Archive.stem(of: name) != nil
        ? lose(path, what, exercise ?? known) : ignore(path, what)
    }
    if name == Self.manifest {
      manifests.append(Candidate(index: index, parts: parts, name: name))
      return
    }
    if let reason = reasonAgainst(name, in: folders) { return ignore(path, reason) }
    var candidate = Candidate(index: index, parts: parts, name: name)
    candidate.attempt = attempt(folders).within(item.attempt)
    candidate.source = reader.names.source(name)
    if let place, let exercise {
      candidate.exercise = exercise
      candidate.folder = Array(parts[...place])
      rename(&candidate, below: place)
      candidates.append(candidate)
    } else if KnownNames.isWritten(name) {
      candidate.name = Self.written
      candidates.append(candidate)
    } else if let source = candidate.source {
      candidate.exercise = source.exercise
      candidate.name = source.name
      candidate.attempt = Attempt(order: source.attempt.order).within(candidate.attempt)
      candidates.append(candidate)
    } else {
      ignore(path, "it lies in no exercise's folder, and no exercise has a file of this name")
    }
  }

  /// Gives a file in an exercise's folder the name that it gets there.
  private func rename(_ candidate: inout Candidate, below place: Int) {
    let parts = candidate.parts
    if place == parts.count - 2, KnownNames.isWritten(candidate.name) {
      candidate.name = Self.written
    } else if let source = candidate.source, source.exercise == candidate.exercise {
      candidate.name = source.name
    } else {
      candidate.source = nil
      let stem = KnownNames.swiftStem(candidate.name) ?? candidate.name
      let inner = parts[(place + 1)...].dropLast() + [stem + ".swift"]
      candidate.name = inner.joined(separator: "/")
    }
  }

  /// Answers to written questions that lie beside the sources of one exercise belong to that.
  private mutating func placeLooseAnswers() {
    func folder(_ candidate: Candidate) -> [String] { Array(candidate.parts.dropLast()) }
    let loose = candidates.filter { $0.folder == nil && !$0.isWritten }
    let neighbors = Dictionary(grouping: loose, by: folder).mapValues { Set($0.map(\.exercise)) }
    for index in candidates.indices.reversed() where candidates[index].exercise == nil {
      if let exercises = neighbors[folder(candidates[index])], exercises.count == 1 {
        candidates[index].exercise = exercises.first ?? nil
      } else {
        ignore(
          candidates[index],
          "it lies in no exercise's folder, and no exercise has a file of this name")
        candidates.remove(at: index)
      }
    }
  }

  private mutating func namedExercise(_ name: String) -> Exercise? {
    if let known = namedFolders[name] { return known }
    let exercise = KnownNames.exercise(ofFolder: name)
    namedFolders[name] = .some(exercise)
    return exercise
  }

  /// What the names of folders and archives around a file say together.
  private mutating func attempt(_ folders: some Sequence<String>) -> Attempt {
    var result = Attempt()
    for name in folders {
      let attempt = namedAttempts[name] ?? Attempt(named: name)
      namedAttempts[name] = attempt
      result = attempt.within(result)
    }
    return result
  }

  private func reasonAgainst(_ name: String, in folders: [String]) -> String? {
    if name == "Package.swift" { return "a package's manifest is never taken" }
    if name.hasSuffix("Tests.swift") || folders.contains("Tests") {
      return "tests are never taken"
    }
    // The kit has protocols there that are called like the exercises' files.
    let path = folders.joined(separator: "/") + "/"
    if ["Sources/Curriculum/", "Sources/Boundary/"].contains(where: path.contains) {
      return "a part of the kit is never taken"
    }
    return KnownNames.swiftStem(name) != nil || KnownNames.isWritten(name)
      ? nil : "only Swift files and \(Self.written) are taken"
  }
}
