extension SourceVersions {
  /// Two versions that are alike.
  private struct Link {
    let first: Int
    let second: Int
    let share: Double
  }

  /// The hand-ins that are alike.
  func clusters() -> [SimilarSources.Cluster] {
    let near = links()
    // Row by row: whether two versions are near each other.
    let count = versions.count
    var isNear = [Bool](repeating: false, count: count * count)
    for index in versions.indices { isNear[index * count + index] = true }
    for link in near {
      isNear[link.first * count + link.second] = true
      isNear[link.second * count + link.first] = true
    }
    let holders = holders()
    let alike = near.filter { link in
      if link.share >= SimilarSources.alikeAnyway { return true }
      let common = Self.common(versions[link.first].prints, versions[link.second].prints)
      return unusual(common, holders) {
        isNear[link.first * count + $0] || isNear[link.second * count + $0]
      } >= SimilarSources.fewestOwn
    }
    return groups(alike).map { cluster($0, alike, holders) }
  }

  /// Every two versions that share a large part of the smaller one.
  private func links() -> [Link] {
    let large = versions.indices.filter { versions[$0].prints.count >= SimilarSources.fewestOwn }
    var links: [Link] = []
    for (place, first) in large.enumerated() {
      for second in large[(place + 1)...] {
        if let share = Self.share(versions[first].prints, versions[second].prints) {
          links.append(Link(first: first, second: second, share: share))
        }
      }
    }
    return links
  }

  /// The part of the smaller one that both have; nil if it is below the threshold, or one is more than
  /// twice as large as the other: a few lines are in many answers.
  ///
  /// Plain loops and pointers, given up as soon as too much is missing: most pairs of a class have nothing
  /// in common.
  private static func share(_ first: [UInt64], _ second: [UInt64]) -> Double? {
    let (small, large) = first.count <= second.count ? (first, second) : (second, first)
    guard large.count <= 2 * small.count else { return nil }
    let least = Double(small.count) * SimilarSources.threshold
    var allowed = small.count - Int(least.rounded(.up))
    var common = 0
    let isLike = small.withUnsafeBufferPointer { small in
      large.withUnsafeBufferPointer { large in
        var place = 0
        var index = 0
        while index < small.count {
          let value = small[index]
          while place < large.count, large[place] < value { place += 1 }
          if place < large.count, large[place] == value {
            common += 1
          } else {
            allowed -= 1
            if allowed < 0 { return false }
          }
          index += 1
        }
        return true
      }
    }
    return isLike ? Double(common) / Double(small.count) : nil
  }

  /// What both have; both are in ascending order.
  private static func common(_ first: [UInt64], _ second: [UInt64]) -> [UInt64] {
    var result: [UInt64] = []
    var place = 0
    for value in first {
      while place < second.count, second[place] < value { place += 1 }
      if place < second.count, second[place] == value { result.append(value) }
    }
    return result
  }

  /// Who has a fingerprint.
  private struct Holders {
    var versions: [Int] = []
    /// How many students these are.
    var students = 0
  }

  private func holders() -> [UInt64: Holders] {
    var holders: [UInt64: Holders] = [:]
    for (number, version) in versions.enumerated() {
      for value in version.prints {
        holders[value, default: Holders()].versions.append(number)
        holders[value]?.students += version.students.count
      }
    }
    return holders
  }

  /// How many of some fingerprints hardly anybody has who isn't among a few versions. What more than half
  /// of all have is usual, even if they are all alike.
  private func unusual(
    _ prints: [UInt64], _ holders: [UInt64: Holders], amongst isOneOfFew: (Int) -> Bool
  ) -> Int {
    let all = versions.reduce(0) { $0 + $1.students.count }
    let limit = SimilarSources.usual(amongst: all)
    return prints.count { value in
      guard let having = holders[value], having.students > limit else { return true }
      if having.students * 2 > all { return false }
      var others = 0
      for index in having.versions where !isOneOfFew(index) {
        others += versions[index].students.count
      }
      return others <= limit
    }
  }

  /// The versions that hang together, and those that several students have.
  private func groups(_ links: [Link]) -> [[Int]] {
    var root = Array(versions.indices)
    func find(_ index: Int) -> Int {
      var index = index
      while root[index] != index {
        root[index] = root[root[index]]
        index = root[index]
      }
      return index
    }
    for link in links { root[find(link.first)] = find(link.second) }
    return Dictionary(grouping: versions.indices, by: find).values.filter { group in
      group.count > 1
        || versions[group[0]].students.count > 1
          && versions[group[0]].prints.count >= SimilarSources.fewestOwn
    }
  }

  private func cluster(
    _ group: [Int], _ links: [Link], _ holders: [UInt64: Holders]
  ) -> SimilarSources.Cluster {
    let members = Set(group)
    let shares =
      links.filter { members.contains($0.first) && members.contains($0.second) }.map(\.share)
      + group.filter { versions[$0].students.count > 1 }.map { _ in 1.0 }
    var common = versions[group[0]].prints
    for other in group.dropFirst() { common = Self.common(common, versions[other].prints) }
    return SimilarSources.Cluster(
      exercise: exercise, students: group.flatMap { versions[$0].students }.sorted(),
      shares: (shares.min() ?? 1)...(shares.max() ?? 1), own: common.count,
      unusual: unusual(common, holders, amongst: members.contains),
      isIdentical: group.count == 1 && versions[group[0]].isIdentical)
  }
}
