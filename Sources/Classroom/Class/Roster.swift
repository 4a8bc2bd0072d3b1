import Foundation
import Texts

/// Who is in the class, and what of theirs is called how.
///
///     file,id,name,e-mail,section,group
///     lovelaceada_1001,1001,Ada Lovelace,ada@example.edu,Tue,
///     ada-final,1001,Ada Lovelace,ada@example.edu,Tue,
///     bob,1002,Bob Byron,bob@example.edu,Wed,team 7
///
/// Only `id` is needed. Several rows of one id are several files of one person.
struct Roster: Sendable, Equatable {
  /// A row.
  struct Row: Sendable, Equatable {
    /// What the hand-in is called, without the ending of an archive; empty for the id.
    let file: String
    let member: Member
    /// Where it stands, for errors.
    let place: String
  }

  /// The file, for errors.
  let path: String
  private(set) var rows: [Row] = []

  private static let columns = ["file", "id", "name", "e-mail", "section", "group"]

  /// Reads a table.
  ///
  /// - Parameter path: the file, as an error should name it.
  /// - Throws: `ClassError` that names the first line that can't be right.
  init(_ data: Data, path: String) throws {
    self.path = path
    guard let text = PlainText.read(data) else { throw ClassError("\(path) isn't a text") }
    var table: [CSV.Row]
    do { table = try CSV.rows(of: text, with: ["id"]) } catch {
      throw ClassError("\(path), line \(error.line): \(error.reason)")
    }
    let header = table.isEmpty ? [] : table.removeFirst().cells.map(CSV.name)
    let columns = Self.columns.map { name in
      header.firstIndex { $0 == name || name == "e-mail" && $0 == "email" }
    }
    guard columns[1] != nil else { throw ClassError("\(path), line 1: it needs the column \"id\"") }
    for row in table where row.cells.contains(where: { !$0.isEmpty }) {
      let cells = columns.map { index in
        index.flatMap { row.cells.indices.contains($0) ? CSV.unguarded(row.cells[$0]) : nil }?
          .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      }
      let place = "\(path), line \(row.line)"
      guard !cells[1].isEmpty else { throw ClassError("\(place): the id is missing") }
      rows.append(
        Row(
          file: cells[0],
          member: Member(
            id: cells[1], name: cells[2], email: cells[3], section: cells[4], group: cells[5]),
          place: place))
    }
    try check()
  }

  /// Takes the submitters of Gradescope's list of hand-ins for a roster: below each hand-in's name, who has
  /// made it. Several have made it as a group.
  init(gradescope text: String, path: String) {
    self.path = path
    var file = ""
    var people: [[String: String]] = []
    var isAmongPeople = false
    func add() {
      for person in people {
        let id = [person["sid"], person["email"]].compactMap { $0 }.first { !$0.isEmpty }
        guard let id else { continue }
        rows.append(
          Row(
            file: file,
            member: Member(
              id: id, name: person["name"] ?? "", email: person["email"] ?? "", section: "",
              group: people.count > 1 ? file : ""), place: path))
      }
      people = []
    }
    for line in PlainText.lines(text) {
      if let found = line.wholeMatch(of: /([^\s#:-][^:]*):\s*/) {
        add()
        file = String(found.1)
      } else if let found = line.wholeMatch(of: /\ \ :?(\w+):.*/) {
        isAmongPeople = found.1 == "submitters"
      } else if isAmongPeople,
        let found = line.wholeMatch(of: /\s+(- )?:?(name|sid|email):\s*(.*)/)
      {
        if found.1 != nil || people.isEmpty { people.append([:]) }
        let value = found.3.trimmingCharacters(in: CharacterSet(charactersIn: " '\""))
        people[people.count - 1][String(found.2)] = value
      }
    }
    add()
  }

  private func check() throws {
    var members: [String: Row] = [:]
    var names: [String: Row] = [:]
    for row in rows {
      if let other = members[row.member.id], other.member != row.member {
        throw ClassError("\(row.place): \"\(row.member.id)\" is somebody else in \(other.place)")
      }
      members[row.member.id] = row
      let name = row.member.unit.precomposedStringWithCanonicalMapping.lowercased()
      if let other = names[name],
        other.member.unit != row.member.unit || other.member.group != row.member.group
      {
        throw ClassError(
          "\(row.place): \"\(row.member.unit)\" is also what \(other.place) is called")
      }
      names[name] = row
    }
  }
}

/// A person in the class.
public struct Member: Codable, Sendable, Equatable {
  /// The number or name by which the university knows the person.
  public var id: String
  /// First and last name, as the university writes them; may be empty.
  public var name: String
  /// The address, by which some platforms know the person; may be empty.
  public var email: String
  /// The tutorial group, for tables; may be empty.
  public var section: String
  /// Those with the same group have one hand-in together; empty for who hands in alone.
  public var group: String

  /// What the hand-in is called in the class.
  var unit: String { shown(group.isEmpty ? id : group) }
  /// What people call the person.
  var title: String { name.isEmpty ? id : "\(name) (\(id))" }
}
