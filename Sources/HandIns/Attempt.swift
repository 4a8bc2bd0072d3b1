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
    let pieces = name.split(separator: "_", omittingEmptySubsequences: false)
    if name.contains("_attempt_"),
      let found = name.wholeMatch(
        of: /(.+)_attempt_(\d{4})-(\d\d?)-(\d\d?)-(\d\d?)-(\d\d?)-(\d\d?)(?:_(.+)|(\.txt))?/)
    {
      let parts = [found.2, found.3, found.4, found.5, found.6, found.7].compactMap { Int($0) }
      self.init(
        owner: String(found.1), attempt: Attempt(order: parts),
        time: WallTime(
          year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4],
          second: parts[5]),
        rest: String(found.8 ?? found.9 ?? ""))
    } else if name.contains("_assignsubmission_"),
      let found = name.wholeMatch(
        of: /(.+?)_(\d+)_assignsubmission_(?:file|onlinetext)_?(.*)/)
    {
      self.init(owner: "\(found.1)_\(found.2)", rest: String(found.3))
    } else {
      self.init(canvas: pieces)
    }
  }

  /// Reads the pieces of a name of Canvas's: owner, perhaps "LATE", two numbers, the student's own name.
  private init?(canvas pieces: [Substring]) {
    let late = pieces.count > 1 && pieces[1] == "LATE" ? 1 : 0
    func isNumber(_ index: Int) -> Bool {
      pieces[index].utf8.allSatisfy { (48...57).contains($0) } && !pieces[index].isEmpty
    }
    guard pieces.count >= late + 4, !pieces[0].isEmpty, isNumber(late + 1), isNumber(late + 2),
      (2...15).contains(pieces[late + 2].utf8.count)
    else { return nil }
    let rest = pieces[(late + 3)...].joined(separator: "_")
    if rest.isEmpty { return nil }
    self.init(
      owner: "\(pieces[0])_\(pieces[late + 1])",
      attempt: Attempt(order: [Int(pieces[late + 2]) ?? 0]), rest: rest)
    isSingle = true
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
    guard Self.mayBeCopied(name) else { return }
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

  /// Whether it is worth a closer look: names may be long, and thousands.
  private static func mayBeCopied(_ name: String) -> Bool {
    guard let last = name.utf8.last else { return false }
    return (48...57).contains(last) || last == UInt8(ascii: ")")
      || ["copy", "kopie", "copie", "copia"].contains(where: name.lowercased().hasSuffix)
      || ["Copy of ", "Kopie von ", "Copie de ", "Copia de "].contains(where: name.hasPrefix)
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
    if let owner = PlatformName(name)?.owner { return shown(owner) }
    return shown(CopiedName(Archive.stem(of: name) ?? name).stem)
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
