import Foundation
import HandIns
import Texts

/// Finds students by names that a spreadsheet, a platform or a resubmission has changed, where there is
/// but one whom they can mean.
struct StudentNames {
  private let students: Set<String>
  private let aliases: [String: String]
  /// Those whose names are later attempts of a name.
  private let later: [String: [String]]
  /// For each way in which a name may have been changed, the students by what is left of it then.
  private let byRest: [(rest: @Sendable (String) -> String?, students: [String: [String]])]

  /// - Parameter aliases: other names of students, such as those of their earlier attempts.
  init(_ students: [String], aliases: [String: String] = [:]) {
    self.students = Set(students)
    self.aliases = aliases
    later = Dictionary(grouping: self.students, by: HandInReader.owner(ofName:))
    byRest = Self.rests.map { rest in
      let named = students.compactMap { student in rest(student).map { ($0, student) } }
      return (rest, Dictionary(grouping: named, by: \.0).mapValues { $0.map(\.1) })
    }
  }

  /// The student whom a name means; nil if it can be nobody, or several.
  func student(_ name: String) -> String? {
    if students.contains(name) { return name }
    if let student = aliases[name], students.contains(student) { return student }
    for (rest, known) in byRest {
      if let text = rest(name), let found = known[text], found.count == 1 { return found[0] }
    }
    // Only from a first attempt to a later one or back: `group-1` isn't `group-2`.
    let owner = HandInReader.owner(ofName: name)
    if students.contains(owner) { return owner }
    let later = later[name] ?? []
    return later.count == 1 ? later.first : nil
  }

  private static let rests: [@Sendable (String) -> String?] = [
    { shown($0.trimmingCharacters(in: .whitespacesAndNewlines)) },
    { $0.trimmingCharacters(in: .whitespacesAndNewlines).lowercased() },
    // A spreadsheet takes 00123 for the number 123.
    { name in
      let digits = name.trimmingCharacters(in: .whitespaces)
      guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      return String(digits.drop { $0 == "0" })
    },
  ]
}
