import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

/// Where the built program writes what, and how it ends.
@Suite(
  "gradus grade writes its reports", .serialized,
  .slow,
  .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
struct GradeOutputTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.add(
      .huberRegression, .stub,
      replacing: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          loss == .huber
        }
        """)
  }

  private func grade(
    _ words: String..., environment: [String: String] = [:]
  ) throws -> GradusRun {
    try GradusRun(
      ["grade", "4", "--skip-build", "--answers", folder.path] + words, environment: environment)
  }

  /// Runs `gradus` in a terminal of its own, 40 characters wide.
  private func gradeInTerminal(environment: [String: String] = [:]) throws -> GradusRun {
    try GradusRun(
      [folder.path], environment: environment.merging(["TERM": "xterm"]) { own, _ in own },
      shell: #"script -qec "stty cols 40; '$0' grade 4 --skip-build --answers '$1'" /dev/null"#)
  }

  @Test("Without a file the terminal's table goes to standard output, and a low score is no error")
  func table() throws {
    let run = try grade()
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("Answers in \(folder.path), seed 0\n\n  4  Huber regression  ░"))
    #expect(run.output.contains("0 / 20  1 wrong, 19 to do\n"))
    #expect(run.output.contains("\n  ✘ "))
  }

  @Test("Where there is no terminal there are no colours, and COLUMNS tells the width")
  func noTerminal() throws {
    let run = try grade(environment: ["COLUMNS": "40", "TERM": "xterm-256color"])
    #expect(!run.output.contains("\u{1B}"))
    #expect(run.output.contains("\n  4  Huber regr…"))
  }

  @Test("A file for a report is written beside the table, byte for byte what - would give")
  func files() throws {
    let (json, junit) = (folder.path + "/a report.json", folder.path + "/a report.xml")
    let run = try grade("--json", json, "--junit=\(junit)")
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("Answers in "))
    let report = try JSONDecoder().decode(Report.self, from: Data(contentsOf: URL(filePath: json)))
    #expect(report.score == 0 && report.isComplete)
    #expect(try Data(contentsOf: URL(filePath: junit)) == report.junit())
    #expect(try Data(contentsOf: URL(filePath: json)) == report.json())
  }

  @Test("A report on standard output stands there alone")
  func standardOutput() throws {
    let run = try grade("--junit", "-")
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("<?xml ") && run.output.hasSuffix("</testsuites>\n"))
  }

  @Test("A link to a file stays one, and the report goes where it points")
  func link() throws {
    let (link, file) = (folder.path + "/link", folder.path + "/file.json")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    #expect(try grade("--json", link).status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file)
    let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
    #expect(text.contains("\"schema\" : \"gradus-report/1\""))
  }

  @Test("A report that can't be written is an error, but the table is there all the same")
  func unwritable() throws {
    let run = try grade("--json", folder.path + "/nowhere/report.json")
    #expect(run.status == 2)
    #expect(run.output.hasPrefix("Answers in "))
    #expect(
      run.errors == """
        Error: The report can't be written to '\(folder.path)/nowhere/report.json': \
        No such file or directory

        """)
  }

  @Test("A folder that isn't there is an error", arguments: ["/nowhere", "no where", ""])
  func unknownFolder(name: String) throws {
    let run = try grade("--answers", name)
    #expect((run.status, run.output) == (2, ""))
    #expect(run.errors == "Error: there is no folder of answers at \"\(name)\"\n")
  }

  @Test("The folder of one exercise is refused, with what to name instead")
  func folderOfOneExercise() throws {
    // Its verdict on nothing at all is kept, and must not become that of a slip.
    let nothing = try Folder()
    let first = try grade("--answers", nothing.path)
    #expect(first.status == 0 && first.output.contains("not started"))
    let one = folder.path + "/04-HuberRegression"
    let run = try grade("--answers", one)
    #expect((run.status, run.output) == (2, ""))
    #expect(
      run.errors == """
        Error: the folder "\(one)" has Swift files, but no exercise's folder such as \
        04-HuberRegression: name the folder above it

        """)
  }

  @Test("What the grader of a class reads is graded, whatever editors and systems leave beside it")
  func litter() throws {
    let exercise = folder.path + "/04-HuberRegression"
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: exercise + "/.#HuberRegression.swift", withDestinationPath: "ada@host.12:34")
    try Data([0, 5, 0x16, 7]).write(to: URL(filePath: exercise + "/._HuberRegression.swift"))
    try files.createDirectory(
      atPath: exercise + "/Old.swift", withIntermediateDirectories: false)
    var run = try grade()
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("Answers in \(folder.path), seed 0\n"))
    #expect(run.output.contains("1 wrong, 19 to do\n"))
    try files.moveItem(
      atPath: exercise + "/HuberRegression.swift",
      toPath: folder.path + "/HuberRegression (1).swift")
    try files.removeItem(atPath: exercise)
    run = try grade()
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.contains("1 wrong, 19 to do\n"))
    try files.removeItem(atPath: folder.path + "/HuberRegression (1).swift")
    try Data("Rar!".utf8).write(to: URL(filePath: folder.path + "/answers.rar"))
    run = try grade()
    #expect((run.status, run.output) == (2, ""))
    #expect(run.errors.contains("not read: answers.rar: it is a RAR archive"))
  }

  @Test("A folder of answers may be named from where one stands")
  func relativePath() throws {
    let run = try GradusRun(
      [folder.path + "/04-HuberRegression", folder.name],
      shell: #"cd "$1" && exec "$0" grade 4 --skip-build --answers ../../"$2""#)
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.contains("1 wrong, 19 to do\n"))
  }

  #if os(Linux)
    private static let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    @Test(
      "A terminal gets colours, and lines that fit into it",
      .enabled(if: hasScript, "needs the program script, of util-linux"))
    func terminal() throws {
      let run = try gradeInTerminal()
      #expect(run.status == 0)
      #expect(run.output.contains("\u{1B}[31m✘\u{1B}[0m"))
      let lines = run.output.replacing(/\u{1B}\[\d+m/, with: "").split(whereSeparator: \.isNewline)
      #expect(lines.allSatisfy { $0.count <= 40 || $0.contains(folder.name) })
    }

    @Test(
      "NO_COLOR and a dumb terminal are honoured",
      .enabled(if: hasScript, "needs the program script, of util-linux"),
      arguments: [["NO_COLOR": "1"], ["TERM": "dumb"]])
    func noColor(environment: [String: String]) throws {
      let run = try gradeInTerminal(environment: environment)
      #expect(run.status == 0)
      #expect(run.output.contains("✘") && !run.output.contains("\u{1B}"))
    }
  #endif
}
