import Foundation
import HandIns
import Texts

/// The hand-ins of a class with those who are in it.
struct EnrolledClass {
  /// One entry for each person or group, also those who have handed in nothing.
  var entries: [HandInReader.Entry]
  /// Other names of theirs.
  var aliases: [String: String]
  /// Who has made each hand-in.
  var members: [String: [Member]] = [:]
  /// What is to be said about it.
  var remarks: [String]

  /// A class of which nobody has said who is in it.
  init(_ listing: HandInReader.Listing) {
    (entries, aliases, remarks) = (listing.entries, listing.aliases, listing.warnings)
  }

  /// Puts together what belongs to one person or group, and adds who has handed in nothing.
  ///
  /// - Throws: `ClassError` where a hand-in would belong to two.
  init(_ listing: HandInReader.Listing, _ roster: Roster, _ reader: HandInReader) throws {
    self.init(listing)
    let names = StudentNames(entries.map(\.student), aliases: aliases)
    var owners: [String: Roster.Row] = [:]
    var own: [String: [String]] = [:]
    for row in roster.rows {
      let member = row.member
      if !members[member.unit, default: []].contains(member) {
        members[member.unit, default: []].append(member)
      }
      for name in [row.file, member.id, member.email, member.group] where !name.isEmpty {
        guard let entry = names.student(name) else { continue }
        if let other = owners[entry], other.member.unit != member.unit {
          throw ClassError(
            "\(row.place): the hand-in \"\(shown(entry))\" is also that of \(other.place)")
        }
        if owners.updateValue(row, forKey: entry) == nil {
          own[member.unit, default: []].append(entry)
        }
      }
    }
    join(own, reader)
    addOtherNames()
    let strangers = entries.map(\.student).filter { members[$0] == nil }
    if !strangers.isEmpty {
      let some = strangers.prefix(10).map { shown($0) }.joined(separator: ", ")
      remarks.append(
        "\(some)\(strangers.count > 10 ? " and \(strangers.count - 10) more" : "") "
          + "\(strangers.count == 1 ? "isn't" : "aren't") in \(roster.path)")
    }
  }

  private mutating func join(_ own: [String: [String]], _ reader: HandInReader) {
    let known = Dictionary(entries.map { ($0.student, $0) }, uniquingKeysWith: { one, _ in one })
    let joined = members.keys.map { unit in
      var parts = (own[unit] ?? []).compactMap { known[$0] }
      // Names say nothing of which is the newest.
      if parts.count > 1 {
        parts = parts.map { (entry: $0, date: reader.read($0).date ?? .distantPast) }
          .sorted { ($0.date, $0.entry.student) < ($1.date, $1.entry.student) }.map(\.entry)
      }
      for part in parts { aliases[part.student] = unit }
      return HandInReader.Entry(student: unit, parts: parts.flatMap(\.parts))
    }
    let taken = Set(own.values.joined())
    for (alias, student) in aliases {
      if let unit = own.first(where: { $0.value.contains(student) })?.key { aliases[alias] = unit }
    }
    entries = (joined + entries.filter { !taken.contains($0.student) })
      .sorted { $0.student < $1.student }
  }

  /// A person may be named by id, e-mail or name, as long as these are nobody else's.
  private mutating func addOtherNames() {
    var meant: [String: Set<String>] = [:]
    for (unit, people) in members {
      for person in people {
        for name in [person.id, person.email, person.name] where !name.isEmpty {
          meant[name, default: []].insert(unit)
        }
      }
    }
    for (name, units) in meant where units.count == 1 && aliases[name] == nil {
      aliases[name] = units.first
    }
  }
}

extension StudentReport {
  /// What people call whoever has made the hand-in.
  var title: String {
    guard let members, !members.isEmpty else { return student }
    let names = members.map(\.title).joined(separator: ", ")
    return members[0].group.isEmpty ? names : "\(student): \(names)"
  }

  /// The sections of those who have made it, without repetition.
  var sections: [String] {
    Array(Set((members ?? []).map(\.section).filter { !$0.isEmpty })).sorted()
  }
}
