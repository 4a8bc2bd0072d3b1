import Curriculum
import Foundation
import Labs
import Testing

@testable import Authoring

/// The page `docs/coverage.md`, row by row.
struct CoveragePage {
  /// One thing that answers a task, such as "operation of 4: `loss` (“The loss of …”)".
  struct Entry {
    enum Kind { case operations, question, lab, missingLab, labQuestion }

    let kind: Kind
    /// The exercise's number, or the lab's.
    let number: Int
    /// Operations, or the question's heading.
    let names: [String]
    /// Titles of tests.
    let titles: [String]
    /// Where a question's link leads to.
    let link: String
  }

  struct Row {
    /// The course's short name, or that of the kit's own things.
    let section: String
    /// The task's number, such as "1.2a"; of the kit's own things, the exercise's.
    let task: String
    let entries: [Entry]
  }

  let rows: [Row]
  /// Entries that can't be read.
  let unreadable: [String]

  init(_ text: String) {
    var rows: [Row] = []
    var unreadable: [String] = []
    var section = ""
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("## ") { section = String(line.dropFirst(3)) }
      let cells = line.components(separatedBy: " | ")
      guard !section.isEmpty, line.hasPrefix("| "), !line.hasPrefix("| ---"),
        !["| task", "| exercise"].contains(cells[0]), let last = cells.last
      else { continue }
      let parts = last.dropLast(2).components(separatedBy: "<br>")
      let entries = parts.compactMap(Self.entry)
      if entries.count < parts.count { unreadable.append(line) }
      rows.append(Row(section: section, task: String(cells[0].dropFirst(2)), entries: entries))
    }
    self.rows = rows
    self.unreadable = unreadable
  }

  private static func entry(_ text: String) -> Entry? {
    if let match = text.wholeMatch(of: /lab (\d+), not yet/), let number = Int(match.1) {
      return Entry(kind: .missingLab, number: number, names: [], titles: [], link: "")
    }
    if let match = text.wholeMatch(of: /(question of )?lab (\d+): \[(.+)\]\((.+)\)/),
      let number = Int(match.2)
    {
      return Entry(
        kind: match.1 == nil ? .lab : .labQuestion, number: number, names: [String(match.3)],
        titles: [], link: String(match.4))
    }
    if let match = text.wholeMatch(of: /question of (\d+): \[(.+)\]\((.+)\)/),
      let number = Int(match.1)
    {
      return Entry(
        kind: .question, number: number, names: [String(match.2)], titles: [],
        link: String(match.3))
    }
    let form = /(?:operation|concept check)s? of (\d+): ((?:`\w+`(?:, )?)+) \((.+)\)/
    guard let match = text.wholeMatch(of: form), let number = Int(match.1) else { return nil }
    return Entry(
      kind: .operations, number: number,
      names: match.2.matches(of: /`(\w+)`/).map { String($0.1) },
      titles: match.3.matches(of: /“([^”]+)”/).map { String($0.1) }, link: "")
  }

  var entries: [Entry] { rows.flatMap(\.entries) }

  func entries(_ kind: Entry.Kind, of exercise: Exercise) -> [Entry] {
    entries.filter { $0.kind == kind && $0.number == exercise.number }
  }
}

@Suite("The page of coverage says what there is, of each task")
struct CoverageTests {
  /// The numbers of the five assignments: the one place where they stand.
  static let tasks = [
    "UU": "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 2a 2b 3 4 tips",
    "EE": "3 3.1 4 4.1",
    "IST": """
    1.1a 1.2a 1.2b 1.2c 1.3a 2.1 2.2a 2.2b 2.2c 2.3a 2.3b 2.3c 3.1 3.2 3.3 3.4 3.5
    """,
    "DL": """
    1.1 1.2 1.3 2.1 2.2 2.3 2.4 3.1 3.2 3.3 4.1 4.2 4.3 4.4 5.1 5.2 5.3 5.4 6.1 6.2 6.3 6.4 6.5 \
    6.6 6.7
    """,
    "TDT": "1a 1b 2a 2b 2c 2d 2e 3a 3b 3c 3d 4a 4b 4c 4d 4e appendix",
  ]
  .mapValues { $0.split(separator: " ").map(String.init) }

  private let page: CoveragePage

  /// The page, read once for all cases.
  private static let read = Result { CoveragePage(try read("docs/coverage.md")) }

  init() throws { page = try Self.read.get() }

  private static func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(kit.get().root)/\(path)", encoding: .utf8)
  }

  /// The headings of an exercise's questions, with their points.
  private func fullHeadings(_ exercise: Exercise) throws -> [String] {
    try Self.read(exercise.rooms.questions).components(separatedBy: "\n")
      .filter { $0.hasPrefix("## ") }
      .map { String($0.dropFirst(3)) }
  }

  /// The headings of an exercise's questions, without their points.
  private func questions(_ exercise: Exercise) throws -> [String] {
    try fullHeadings(exercise).map(bare)
  }

  private func bare(_ heading: String) -> String {
    String(heading.replacing(/\s\([^()]*point[^()]*\)$/, with: ""))
  }

  /// The tasks that a question's heading names: "DL 5.4, IST 1.3a · Title"; none for the kit's own.
  private func numbers(_ heading: String) -> [String] {
    let numbers = heading.components(separatedBy: " · ")[0]
    return numbers == "The kit's own" ? [] : numbers.components(separatedBy: ", ")
  }

  /// The task that a row belongs to: an item of a list without numbers, "3, errors", to task 3.
  private func number(_ row: CoveragePage.Row) -> String {
    "\(row.section) \(row.task.components(separatedBy: ", ")[0])"
  }

  /// The operations that an exercise's protocol asks for, but those that the kit gives.
  private func operations(_ exercise: Exercise) throws -> Set<String> {
    let text = try Self.read("Sources/Curriculum/\(exercise.name).swift")
    func functions(_ opening: String) -> Set<String> {
      let body = text.components(separatedBy: opening).dropFirst().first?
        .components(separatedBy: "\n}").first
      return Set((body ?? "").matches(of: /func (\w+)/).map { String($0.1) })
    }
    return functions("public protocol \(exercise.name) {")
      .subtracting(functions("extension \(exercise.name) {"))
  }

  @Test("Every task of the assignments has a row, and no row is made up")
  func tasks() {
    #expect(page.unreadable == [])
    for (course, tasks) in Self.tasks {
      // An item of a list without numbers has a name: "3, network" belongs to task 3.
      let rows = page.rows.filter { $0.section == course }
        .map { $0.task.components(separatedBy: ", ")[0] }
      #expect(Set(rows) == Set(tasks), "\(course)")
      #expect(rows.count == Set(page.rows.filter { $0.section == course }.map(\.task)).count)
    }
    #expect(Set(page.rows.map(\.section)) == Set(Self.tasks.keys).union(["The kit's own"]))
    #expect(page.rows.allSatisfy { !$0.entries.isEmpty })
    let labs = Set(allLabs.map(\.title.number))
    let missing = page.entries.filter { $0.kind == .missingLab }.map(\.number)
    #expect(missing.allSatisfy { (1...9).contains($0) && !labs.contains($0) })
  }

  @Test("The operations that it names are those that there are", arguments: Exercise.all)
  func operations(exercise: Exercise) throws {
    let operations = try operations(exercise)
    #expect(!operations.isEmpty)
    #expect(
      Set(page.entries(.operations, of: exercise).flatMap(\.names)) == operations, "\(exercise)")
  }

  @Test("The tests that it names are there and call what they stand for", arguments: Exercise.all)
  func tests(exercise: Exercise) throws {
    let folder = exercise.rooms.suite
    let files = try FileManager.default.contentsOfDirectory(
      atPath: "\(kit.get().root)/\(folder)"
    ).filter { $0.hasSuffix(".swift") }.map { try Self.read("\(folder)/\($0)") }
    for entry in page.entries(.operations, of: exercise) {
      var seen = ""
      for title in entry.titles {
        let file = files.first { $0.contains("\"\(title)\"") }
        #expect(file != nil, "\(exercise) has no test \"\(title)\"")
        seen += file ?? ""
        // Long suites go on in other files.
        let suite = file?.firstMatch(of: /struct (\w+Tests)\b/)?.1 ?? "none"
        seen += files.filter { $0.contains("Suites.\(suite) {") }.joined()
      }
      #expect(!entry.titles.isEmpty)
      for name in entry.names {
        #expect(seen.contains(name), "no test that is named with it calls \(name) of \(exercise)")
      }
    }
  }

  @Test("The questions that it names are those that there are", arguments: Exercise.all)
  func questions(exercise: Exercise) throws {
    let headings = try questions(exercise)
    let named = page.entries(.question, of: exercise)
    #expect(!headings.isEmpty)
    #expect(Set(named.flatMap(\.names)) == Set(headings), "\(exercise)")
    #expect(
      named.allSatisfy { $0.link == "../\(exercise.rooms.questions)" }, "\(exercise)")
  }

  @Test("A question stands in the row of each task whose number it bears", arguments: Exercise.all)
  func numbers(exercise: Exercise) throws {
    for heading in try questions(exercise) {
      let rows = page.rows.filter { row in
        row.entries.contains {
          $0.kind == .question && $0.number == exercise.number && $0.names == [heading]
        }
      }
      let numbers = numbers(heading)
      #expect(
        Set(rows.map(number))
          == Set(numbers.isEmpty ? ["The kit's own \(exercise.number)"] : numbers),
        "\(exercise): \(heading)")
    }
  }

  @Test("A question that waits for a lab stands beside that lab", arguments: Exercise.all)
  func labs(exercise: Exercise) throws {
    for heading in try fullHeadings(exercise) {
      guard let lab = heading.firstMatch(of: /with lab (\d+)\)$/).flatMap({ Int($0.1) }) else {
        continue
      }
      let row = page.rows.first { row in
        row.entries.contains { $0.kind == .question && $0.names == [bare(heading)] }
      }
      #expect(
        row?.entries.contains { $0.kind == .missingLab && $0.number == lab } == true, "\(heading)")
    }
  }

  @Test("The labs that it names are there, each with its tasks, its page and its questions")
  func labsThatAreThere() throws {
    for lab in allLabs.map(\.title) {
      let rows = page.rows.filter { row in
        row.entries.contains { $0.kind == .lab && $0.number == lab.number }
      }
      let tasks = Set(rows.map(number))
      #expect(tasks.isSuperset(of: lab.tasks), "\(lab.text)")
      for entry in page.entries where entry.kind == .lab && entry.number == lab.number {
        #expect(entry.names == [lab.text] && entry.link == "labs/\(lab.page)")
      }
      #expect(
        try Self.read("docs/labs/\(lab.page)").hasPrefix("# Lab \(lab.number) · \(lab.text)\n"))

      func headings(_ room: String) throws -> [String] {
        try Self.read("\(room)/\(lab.folder)/Report.md").components(separatedBy: "\n")
          .filter { $0.hasPrefix("## ") }.map { bare(String($0.dropFirst(3))) }
      }
      let questions = try headings("Exercises")
      #expect(try headings("Solutions") == questions && !questions.isEmpty)
      for heading in questions {
        let entries = page.rows.filter { row in
          row.entries.contains {
            $0.kind == .labQuestion && $0.number == lab.number && $0.names == [heading]
              && $0.link == "../Exercises/\(lab.folder)/Report.md"
          }
        }
        #expect(
          Set(entries.map(number)) == Set(numbers(heading)), "\(heading)")
      }
      let named = page.entries.filter { $0.kind == .labQuestion && $0.number == lab.number }
      #expect(Set(named.flatMap(\.names)) == Set(questions))
    }
    let numbers = Set(allLabs.map(\.title.number))
    #expect(
      page.entries.filter { [.lab, .labQuestion].contains($0.kind) }
        .allSatisfy { numbers.contains($0.number) })
  }
}
