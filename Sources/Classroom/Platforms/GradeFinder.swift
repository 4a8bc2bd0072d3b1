import Foundation
import HandIns

/// Finds the report of whoever a platform's row is about, by numbers and names that both know.
struct GradeFinder {
  /// What kind of name it is.
  enum Kind: Hashable {
    /// Moodle's number of a participant, and Canvas's of a user: they are in the names of hand-ins.
    case moodle, canvas
    /// Blackboard's user name, which the names of hand-ins have behind that of the assignment.
    case blackboard
    /// The university's, by the roster or as the hand-in is called.
    case id
    case email
  }

  private struct Key: Hashable {
    let kind: Kind
    let text: String
  }

  private var known: [Key: Set<Int>] = [:]
  private let reports: [StudentReport]
  /// The beginnings of Blackboard's names, with their reports.
  private var blackboard: [(owner: String, report: Int)] = []

  init(_ reports: [StudentReport]) {
    self.reports = reports
    for (index, report) in reports.enumerated() {
      add(.id, report.student, index)
      for member in report.members ?? [] {
        add(.id, member.id, index)
        add(.email, member.email, index)
      }
      for path in report.handIns ?? [report.handIn] {
        let name = (path as NSString).lastPathComponent
        let owner = HandInReader.owner(ofName: name)
        if owner == name { continue }
        let last = owner.split(separator: "_").last.map(String.init) ?? ""
        if name.contains("_assignsubmission_") {
          add(.moodle, last, index)
        } else if name.contains("_attempt_") {
          blackboard.append((owner, index))
        } else if let found = name.wholeMatch(of: /[^_]+_(?:LATE_)?(\d+)_\d+_.+/) {
          add(.canvas, String(found.1), index)
        }
      }
    }
  }

  private mutating func add(_ kind: Kind, _ text: String, _ index: Int) {
    guard !text.isEmpty else { return }
    known[Key(kind: kind, text: text.lowercased()), default: []].insert(index)
  }

  /// Makes Blackboard's user names known: of several that fit the end of a name, the longest is meant.
  mutating func addBlackboard(_ users: [String]) {
    for (owner, index) in blackboard {
      let fitting = users.filter {
        !$0.isEmpty && owner.lowercased().hasSuffix("_" + $0.lowercased())
      }
      if let user = fitting.max(by: { $0.count < $1.count }) { add(.blackboard, user, index) }
    }
  }

  /// The report that the first of some names means; nil if none means exactly one.
  func index(_ names: [(kind: Kind, text: String)]) -> Int? {
    for name in names where !name.text.isEmpty {
      let key = Key(kind: name.kind, text: name.text.lowercased())
      if let found = known[key], found.count == 1 { return found.first }
    }
    return nil
  }
}
