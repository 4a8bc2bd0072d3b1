import Foundation
import Texts

/// Which of a student's attempts something is, as names say it. The largest is the newest.
struct Attempt: Sendable, Equatable, Comparable {
  /// What a learning platform has added: a time, or numbers that grow. Empty if nothing.
  var order: [Int] = []
  /// The number that was added to a name that was there already; 0 for the first.
  var number = 0

  static func < (first: Attempt, second: Attempt) -> Bool {
    first.order == second.order
      ? first.number < second.number : first.order.lexicographicallyPrecedes(second.order)
  }

  /// What several names, one within another, say together.
  func within(_ outer: Attempt) -> Attempt {
    Attempt(
      order: outer.order.isEmpty ? order : outer.order, number: max(number, outer.number))
  }
}

/// A file's or a folder's name as a learning platform hands it out: whose it is, which attempt, and how
/// the student has called it.
///
///     Sheet 4_u1_attempt_2026-11-20-18-30-00_answers.zip      Blackboard
///     lovelaceada_LATE_1001_50001_answers-1.zip               Canvas
///     Ada Lovelace_4711_assignsubmission_file_answers.zip     Moodle
struct PlatformName: Sendable, Equatable {
  /// What all names of one student have in common, and no other's.
  var owner: String
  var attempt = Attempt()
  /// When it was handed in, by the clock on the platform's wall.
  var time: WallTime?
  /// The student's own name for it; empty where the platform keeps a folder for each.
  var rest: String
  /// Whether no two names may have the same attempt, as with Canvas.
  var isSingle = false

  /// Reads a name; nil if it is none of a platform's.
  init?(_ name: String) {
    if let found = name.wholeMatch(
      of: /(.+)_attempt_(\d{4})-(\d\d?)-(\d\d?)-(\d\d?)-(\d\d?)-(\d\d?)(?:_(.+)|(\.txt))?/)
    {
      let parts = [found.2, found.3, found.4, found.5, found.6, found.7].compactMap { Int($0) }
      self.init(
        owner: String(found.1), attempt: Attempt(order: parts),
        time: WallTime(
          year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
          second: parts[5]),
        rest: String(found.8 ?? found.9 ?? ""))
    } else if let found = name.wholeMatch(
      of: /(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)_?(.*)/)
    {
      self.init(owner: "\(found.1)_\(found.2)", rest: String(found.3))
    } else if let found = name.wholeMatch(of: /([^_]+)_(?:LATE_)?(\d+)_(\d{2,15})_(.+)/) {
      self.init(
        owner: "\(found.1)_\(found.2)", attempt: Attempt(order: [Int(found.3) ?? 0]),
        rest: String(found.4))
      isSingle = true
    } else {
      return nil
    }
  }

  private init(owner: String, attempt: Attempt = Attempt(), time: WallTime? = nil, rest: String) {
    (self.owner, self.attempt, self.time, self.rest) = (owner, attempt, time, rest)
  }
}

/// A name without what programs add to it when the name is taken: `answers (1)`, `answers-1`,
/// `answers copy 2`, `answers - Kopie`.
struct CopiedName: Sendable, Equatable {
  /// The name before that.
  var stem: String
  /// The number that was added; 0 for none.
  var number = 0
  var isCopy = false

  /// Takes apart a name without its ending.
  init(_ name: String) {
    stem = name
    if let found = stem.wholeMatch(of: /(?:Copy of|Kopie von|Copie de|Copia de) (.+)/) {
      (stem, isCopy) = (String(found.1), true)
    }
    let word = /(.+?)[ _-]+(?:- ?)?\(?(?:another )?(?:(?i)copy|kopie|copie|copia)\)?/
    let numbered = /(.+?)(?:[ _]?\((\d{1,2})\)|[ _-](\d{1,2}))/
    // Names may be long, and each may be taken apart for each file below it.
    for _ in 0..<4 {
      if let found = stem.wholeMatch(of: word) {
        (stem, isCopy) = (String(found.1), true)
      } else if let found = stem.wholeMatch(of: numbered) {
        number = max(number, (found.2 ?? found.3).flatMap { Int($0) } ?? 0)
        stem = String(found.1)
      } else {
        break
      }
    }
    // The second copy of a file isn't the second attempt.
    if isCopy { number = 0 }
  }
}

extension Attempt {
  /// The attempt that a folder's or an archive's name speaks of: a platform's, `answers (2)`, `attempt2`.
  init(named name: String) {
    let platform = PlatformName(name)
    let own = platform.map(\.rest) ?? name
    let stem = Archive.stem(of: own) ?? own
    let word = stem.firstMatch(of: /(?i)(?:attempt|version|versuch|try|v)[ _-]?(\d{1,2})$/)
    self.init(
      order: platform?.attempt.order ?? [],
      number: word.flatMap { Int($0.1) } ?? CopiedName(stem).number)
  }
}

extension HandInReader {
  /// Whose a name is, without what a platform or a second attempt has added to it.
  package static func owner(ofName name: String) -> String {
    let owner = PlatformName(name)?.owner ?? name
    return shown(CopiedName(Archive.stem(of: owner) ?? owner).stem)
  }
}

extension HandInReader.Listing {
  /// The names by which earlier runs may have known the students: those of all their parts.
  package var aliases: [String: String] {
    Dictionary(
      entries.flatMap { entry in
        entry.parts.flatMap { part in
          [part.name, Archive.stem(of: part.name) ?? part.name].flatMap { [$0, shown($0)] }
            .map { ($0, entry.student) }
        }
      }, uniquingKeysWith: { first, _ in first })
  }
}
