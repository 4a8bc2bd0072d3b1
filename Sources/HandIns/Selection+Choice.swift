import Curriculum
import Foundation

// Which of the files count for an exercise.
extension Selection {
  /// The files that count, with what they contain.
  mutating func take(_ exercise: Exercise) -> [(Candidate, Data)] {
    let own = candidates.filter { $0.exercise == exercise }
    let loose = own.filter { $0.folder == nil && !$0.isWritten }
    var chosen = bestFolder(of: own.filter { $0.folder != nil && !$0.isWritten })
    // A file that was handed in by itself after a folder takes its own one's place.
    let newest = chosen.map(\.attempt).max()
    let counting = unique(loose.filter { newest == nil || $0.attempt > newest ?? Attempt() })
    for candidate in loose where newest != nil && candidate.attempt <= newest ?? Attempt() {
      ignore(candidate, "the exercise's folder counts instead")
    }
    let names = Set(counting.map(\.name))
    for candidate in chosen where names.contains(candidate.name) {
      ignore(candidate, "a newer one counts instead")
    }
    chosen = unique(chosen.filter { !names.contains($0.name) }) + counting
    return read(chosen + written(own, beside: chosen), of: exercise)
  }

  /// The sources of one folder: of the newest attempt, in `Exercises`, nearest to the top.
  private mutating func bestFolder(of candidates: [Candidate]) -> [Candidate] {
    let folders = Dictionary(grouping: candidates) { $0.folder ?? [] }
    let sorted = folders.sorted { isBetter($0.value, than: $1.value) }
    guard let first = sorted.first else { return [] }
    for candidate in sorted.dropFirst().flatMap(\.value) {
      ignore(candidate, "\(shownPath(first.key.joined(separator: "/"))) counts instead")
    }
    return first.value
  }

  private func isBetter(_ first: [Candidate], than second: [Candidate]) -> Bool {
    guard let one = first.first, let other = second.first else { return !first.isEmpty }
    func isExact(_ files: [Candidate]) -> Bool { files.contains { $0.source != nil } }
    if isExact(first) != isExact(second) { return isExact(first) }
    let attempts = (
      first.map(\.attempt).max() ?? Attempt(), second.map(\.attempt).max() ?? Attempt()
    )
    if attempts.0 != attempts.1 { return attempts.0 > attempts.1 }
    let depths = (container.items[one.index].depth, container.items[other.index].depth)
    if depths.0 != depths.1 { return depths.0 < depths.1 }
    // Two archives, of which the names don't say which is the newer one.
    if depths.0 > 0, let dates = dates(first, second), dates.0 != dates.1 {
      return dates.0 > dates.1
    }
    func isInExercises(_ candidate: Candidate) -> Bool {
      candidate.folder?.dropLast().last?.lowercased() == "exercises"
    }
    if isInExercises(one) != isInExercises(other) { return isInExercises(one) }
    let (folder, otherFolder) = (one.folder ?? [], other.folder ?? [])
    return folder.count == otherFolder.count
      ? folder.lexicographicallyPrecedes(otherFolder) : folder.count < otherFolder.count
  }

  private func dates(_ first: [Candidate], _ second: [Candidate]) -> (Date, Date)? {
    func newest(_ files: [Candidate]) -> Date? {
      files.compactMap { container.items[$0.index].date }.max()
    }
    guard let one = newest(first), let other = newest(second) else { return nil }
    return (one, other)
  }

  /// Of several files that mean the same one, the newest as far as names and dates say it, the one with
  /// the name of the kit, the one nearest to the top.
  private mutating func unique(_ candidates: [Candidate]) -> [Candidate] {
    var taken: [String: Candidate] = [:]
    func base(_ candidate: Candidate) -> String {
      // The compiler takes but one file of a name, whatever folder it lies in.
      candidate.name.split(separator: "/").last?.lowercased() ?? candidate.name
    }
    for candidate in candidates.sorted(by: { $0.parts.lexicographicallyPrecedes($1.parts) }) {
      guard let other = taken[base(candidate)] else {
        taken[base(candidate)] = candidate
        continue
      }
      let isBetter = isNewer(candidate, than: other)
      let (better, worse) = isBetter ? (candidate, other) : (other, candidate)
      taken[base(candidate)] = better
      ignore(worse, "\(shownPath(better.path)) counts instead")
    }
    return taken.values.sorted { $0.name < $1.name }
  }

  private func isNewer(_ candidate: Candidate, than other: Candidate) -> Bool {
    if candidate.attempt != other.attempt { return candidate.attempt > other.attempt }
    let own = (candidate.source?.attempt ?? Attempt(), other.source?.attempt ?? Attempt())
    if own.0 != own.1 { return own.0 > own.1 }
    let isCopy = candidate.folder == nil || candidate.parts.dropLast() == other.parts.dropLast()
    let items = (container.items[candidate.index], container.items[other.index])
    if items.0.depth != items.1.depth { return items.0.depth < items.1.depth }
    if candidate.parts.count != other.parts.count {
      return candidate.parts.count < other.parts.count
    }
    // Zip archives know dates to two seconds.
    if isCopy, let one = items.0.date, let two = items.1.date,
      abs(one.timeIntervalSince(two)) > 2
    {
      return one > two
    }
    return candidate.source?.isExact ?? true && !(other.source?.isExact ?? true)
  }

  /// The answers to written questions: those beside the sources, or the newest.
  private mutating func written(
    _ candidates: [Candidate], beside sources: [Candidate]
  ) -> [Candidate] {
    let own = candidates.filter(\.isWritten)
    func folder(_ candidate: Candidate) -> [String] { Array(candidate.parts.dropLast()) }
    let folders = Set(sources.map(folder))
    let sorted = own.sorted { one, other in
      if one.attempt != other.attempt { return one.attempt > other.attempt }
      let isBeside = (folders.contains(folder(one)), folders.contains(folder(other)))
      if isBeside.0 != isBeside.1 { return isBeside.0 }
      return isNewer(one, than: other)
    }
    guard let first = sorted.first else { return [] }
    for candidate in sorted.dropFirst() {
      ignore(candidate, "\(shownPath(first.path)) counts instead")
    }
    return [first]
  }

  /// When the files of an exercise were handed in: the date of the newest, or of the first attempt that
  /// had the same in it.
  func date(of taken: [(Candidate, Data)]) -> Date? {
    let sources = taken.map(\.0)
    guard let newest = sources.compactMap({ container.items[$0.index].date }).max() else {
      return nil
    }
    let earlier = candidates.filter { candidate in
      candidate.exercise == sources[0].exercise && !sources.contains { $0.index == candidate.index }
    }
    let dates = taken.map { file, contents in
      ([file] + earlier.filter { isSame($0, file, contents) })
        .compactMap { container.items[$0.index].date }.min() ?? newest
    }
    return dates.max()
  }

  private func isSame(_ earlier: Candidate, _ file: Candidate, _ contents: Data) -> Bool {
    guard earlier.name == file.name, earlier.attempt < file.attempt,
      container.items[earlier.index].size <= reader.limits.fileBytes,
      let data = try? container.contents(of: earlier.index)
    else { return false }
    return Self.text(data) == contents
  }
}
