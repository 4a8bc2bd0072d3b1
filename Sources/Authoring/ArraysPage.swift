import Boundary
import Foundation

/// The page of the arrays, whose tables say what lines of code give.
struct ArraysPage {
  /// Where it stands in the kit.
  static let path = "docs/arrays.md"

  /// A row of a table: some statements, parted by "; ", and what the last one gives.
  struct Row {
    /// The number of its line in the page.
    let line: Int
    /// The statements.
    let code: String
    /// What stands in the last column.
    let result: String
  }

  /// What stands in the blocks marked `arrays`: values that all rows use.
  let definitions: String
  /// The rows of all tables.
  let rows: [Row]

  /// Reads a page.
  init(_ text: String) {
    var definitions: [Substring] = []
    var rows: [Row] = []
    var isInside = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isInside = line == "```arrays"
      } else if isInside {
        definitions.append(line)
      } else if let match = line.wholeMatch(of: /\|.*\| `(.*)` \| `(.*)` \|/) {
        rows.append(Row(line: index + 1, code: String(match.1), result: String(match.2)))
      }
    }
    self.definitions = definitions.joined(separator: "\n")
    self.rows = rows
  }

  /// A file of statements that prints what each row gives, in a line of its own.
  var program: String {
    let statements = rows.map { row in
      var parts = row.code.components(separatedBy: "; ")
      let last = parts.removeLast()
      return "do { \((parts + ["show(\(last))"]).joined(separator: "; ")) }"
    }
    return """
      import LinearAlgebra

      func show(_ result: some Any) {
        print("\\(result)".split(separator: "\\n").joined())
      }

      \(definitions)
      \(statements.joined(separator: "\n"))

      """
  }

  /// Says which rows give something else; spaces don't count.
  func problems(_ kit: BuiltKit) throws -> [String] {
    if rows.isEmpty { return ["\(Self.path) has no rows"] }
    let file = FileManager.default.temporaryDirectory
      .appending(path: "gradus-arrays-\(UUID().uuidString).swift")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(program.utf8).write(to: file)
    let playground = Playground(kit: kit, answers: kit.root + "/Solutions")
    let library: String
    do { library = try playground.library(of: file.path) } catch let failure as AnswerFailure {
      return ["\(Self.path) doesn't compile: \(failure.description)"]
    }
    let run = try Boundary.run(
      playground.program, [Playground.word, library],
      environment: ProcessInfo.processInfo.environment, seconds: 60)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.enumerated().compactMap { index, row in
      let got = index < lines.count ? String(lines[index]) : "nothing"
      let isRight = got.filter { $0 != " " } == row.result.filter { $0 != " " }
      return isRight ? nil : "\(Self.path):\(row.line): \(row.code) gives \(got)"
    }
  }
}
