import Foundation

/// The hand-ins of one exercise, those with the same tokens together.
struct SourceVersions {
  /// All hand-ins with the same tokens.
  struct Version {
    var students: [String] = []
    let source: Data
    var isIdentical = true
    /// What it has and the stub hasn't, in ascending order.
    let prints: [UInt64]
  }

  let exercise: String
  private(set) var versions: [Version] = []
  private(set) var likenesses: [SimilarSources.Likeness] = []

  init(
    _ exercise: String, _ sources: [(student: String, source: Data)], stub: Data?,
    origins: [SimilarSources.Origin]
  ) {
    self.exercise = exercise
    let given = stub.map { SourceTokens($0) }
    let common = given.map { Winnowing.fingerprints(of: $0.values) } ?? []
    let known = origins.compactMap { origin in
      origin.sources[exercise].map { (origin, SourceTokens($0)) }
    }
    let whole = Set(known.filter(\.0.isAnswer).map(\.1.fingerprint))
    var places: [UInt64: Int] = [:]
    // What was handed in by those who have copied an origin, or handed in the stub.
    var others: [Version] = []
    for (student, source) in sources {
      let tokens = SourceTokens(source)
      if tokens.fingerprint == given?.fingerprint { continue }
      let prints = Winnowing.fingerprints(of: tokens.values).subtracting(common).sorted()
      if whole.contains(tokens.fingerprint) {
        others.append(Version(students: [student], source: source, prints: prints))
        continue
      }
      let place = places[tokens.fingerprint] ?? versions.count
      if places.updateValue(place, forKey: tokens.fingerprint) == nil {
        versions.append(Version(source: source, prints: prints))
      }
      versions[place].students.append(student)
      if versions[place].source != source { versions[place].isIdentical = false }
    }
    for (origin, tokens) in known {
      let prints = Winnowing.fingerprints(of: tokens.values).subtracting(common)
      let students = (versions + others).flatMap { $0.shares(with: prints, of: origin) }
      if students.isEmpty { continue }
      likenesses.append(
        SimilarSources.Likeness(
          exercise: exercise, origin: origin.name,
          students: students.sorted { ($1.share, $0.student) < ($0.share, $1.student) }))
    }
  }
}

extension SourceVersions.Version {
  /// The students of this version if it is like an origin.
  fileprivate func shares(
    with origin: Set<UInt64>, of kind: SimilarSources.Origin
  ) -> [SimilarSources.Share] {
    guard prints.count >= SimilarSources.fewestOwn else { return [] }
    let common = prints.count(where: origin.contains)
    let share = Double(common) / Double(prints.count)
    let isLike =
      kind.isAnswer
      ? share >= SimilarSources.threshold
      : common >= SimilarSources.fewestOfModels && share >= SimilarSources.leastOfModels
    return isLike ? students.map { SimilarSources.Share(student: $0, share: share) } : []
  }
}
