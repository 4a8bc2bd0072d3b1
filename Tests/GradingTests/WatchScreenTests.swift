import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading
@testable import gradus

@Suite("gradus watch fits on one screen")
struct WatchScreenTests {
  private let long = String(
    repeating: "loss(residual: 3.0, delta: 1.0) is 3.0 and more ", count: 40)

  private func screen(_ tests: [TestReport], compilerMessage: String? = nil) -> WatchScreen {
    var screen = WatchScreen(
      exercise: .huberRegression, style: TerminalStyle(width: 60, hasColor: true))
    screen.report = ExerciseReport(
      4, "Huber regression", .partial, 7, of: 20, tests, compilerMessage: compilerMessage)
    screen.state = "14:03:12, judged in 0.4 s"
    return screen
  }

  private var failing: [TestReport] {
    (1...9).map {
      TestReport(
        "Test \($0) of a kind whose name is long enough to be folded", .failed, messages: [long])
    }
      + [TestReport("done", .passed), TestReport("later", .notImplemented)]
  }

  private func visible(_ lines: [String]) -> [String] {
    lines.map { $0.replacing(/\u{1B}\[\d+m/, with: "") }
  }

  private static let views: [WatchScreen.View] = [
    .verdict, .details(page: 0), .details(page: 3),
    .hint(["a", String(repeating: "b ", count: 900)]),
    .list(Exercise.all.map(\.description) + Array(repeating: "x", count: 40)),
    .question(String(repeating: "really ", count: 300)),
  ]

  @Test("Whatever there is to say, 60 × 24 has room for it", arguments: views)
  func fits(view: WatchScreen.View) {
    for rows in [24, 12, 50] {
      var screen = screen(failing)
      screen.view = view
      screen.notice = long
      let lines = visible(screen.lines(rows: rows))
      #expect(lines.count == rows)
      #expect(lines.allSatisfy { $0.count <= 60 })
      #expect(lines.first?.hasPrefix("4 · Huber regression") == true)
      #expect(lines.last == "h hint  n next  l list  d details  r reset  q quit")
    }
  }

  @Test("What is right, the one thing to mend first with its message, and what is left")
  func verdict() {
    let first = TestReport(
      "The loss of a large residual is linear", .failed,
      messages: ["loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5"], hint: "Which branch?")
    var consequence = TestReport("b", .failed, messages: ["Mend loss first"])
    consequence.mendFirst = "loss(residual:delta:)"
    let screen = screen([
      TestReport("a", .passed), consequence, first, TestReport("c", .notImplemented),
    ])
    #expect(
      visible(screen.lines(rows: 16)) == [
        "4 · Huber regression  ███░░░░░░░  7 / 20", "14:03:12, judged in 0.4 s",
        "✔ 1 right  ✘ 2 wrong  ○ 1 to do", "", "  ✘ The loss of a large residual is linear",
        "      loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5", "      Hint: Which branch?",
        "", "Then:", "  ✘ b", "", "", "", "", "",
        "h hint  n next  l list  d details  r reset  q quit",
      ])
  }

  @Test("Where nothing is wrong, what is to be written next stands there")
  func next() throws {
    var screen = screen([TestReport("a", .passed), TestReport("c", .notImplemented)])
    let report = try #require(screen.report)
    screen.next = NextStep(
      in: .huberRegression, report,
      sources: ["struct Answer {\n func loss() throws {\n throw Unimplemented()\n }\n}"])
    #expect(
      visible(screen.lines(rows: 12)).contains(
        "Next: loss. 1 test waits for it."))
  }

  @Test("An answer that doesn't compile shows its first error")
  func compiler() {
    let screen = screen([], compilerMessage: "A.swift:3:1: error: cannot find 'a' in scope\n")
    let lines = visible(screen.lines(rows: 20))
    #expect(lines.contains("✘ It does not compile."))
    #expect(lines.contains("      A.swift:3:1: cannot find 'a' in scope"))
  }

  @Test("The pages of the details come round, and nothing is lost between them", .slow)
  func pages() throws {
    var screen = screen(failing)
    screen.view = .details(page: 0)
    let first = visible(screen.lines(rows: 24))
    let last = try #require(first.last { $0.hasPrefix("page 1 of ") })
    let count = try #require(last.firstMatch(of: /of ([0-9]+)/).flatMap { Int($0.1) })
    var seen = Set(first)
    for page in 1..<max(count, 2) {
      screen.view = .details(page: page)
      seen.formUnion(visible(screen.lines(rows: 24)))
    }
    for test in failing where test.status == .failed {
      #expect(seen.contains { $0.contains(test.name.prefix(20)) })
    }
    screen.view = .details(page: count)
    #expect(visible(screen.lines(rows: 24)) == first)
  }

  @Test("Escape sequences take no room when a line is cut")
  func cut() {
    let style = TerminalStyle(width: 40, hasColor: true)
    let line = style.red(String(repeating: "x", count: 50))
    #expect(style.cut(line) == style.red(String(repeating: "x", count: 39) + "…"))
    let short = style.red(String(repeating: "x", count: 40))
    #expect(style.cut(short) == short)
  }
}

@Suite("The system tells of changed files")
struct FolderWatchTests {
  private func hasChanged(_ watch: FolderWatch) -> Bool {
    var polled = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
    return poll(&polled, 1, 2000) == 1
  }

  @Test("A file that is written, renamed or new in a new folder is heard of, and no change is none")
  func changes() throws {
    let folder = try Folder()
    try folder.write("1", to: "04/A.swift")
    let watch = try FolderWatch(folder.path)
    var polled = [pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0)]
    #expect(poll(&polled, 1, 50) == 0)
    func expectChange(_ what: String, _ change: () throws -> Void) throws {
      try change()
      #expect(hasChanged(watch), "\(what)")
      watch.renew()
    }
    try expectChange("written") { try folder.write("2", to: "04/A.swift") }
    try expectChange("renamed") {
      try FileManager.default.moveItem(
        atPath: folder.path + "/04/A.swift", toPath: folder.path + "/04/B.swift")
    }
    try expectChange("a new folder") {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/04/Own", withIntermediateDirectories: false)
    }
    try expectChange("a file in it") { try folder.write("3", to: "04/Own/C.swift") }
    try expectChange("gone") {
      try FileManager.default.removeItem(atPath: folder.path + "/04/Own/C.swift")
    }
  }
}
