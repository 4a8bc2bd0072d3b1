import Foundation
import KitTesting
import Pages
import Testing

@testable import Classroom
@testable import Grading

/// Chromium and axe-core, where they are there: https://github.com/dequelabs/axe-core.
private struct Auditor: Sendable {
  let chromium: String
  let axe: String

  /// The environment variable that names `axe.min.js`.
  static let variable = "GRADUS_AXE"

  static let here: Auditor? = {
    let environment = ProcessInfo.processInfo.environment
    let files = FileManager.default
    let places = (environment["PATH"] ?? "").split(separator: ":").flatMap { folder in
      ["chromium", "chromium-browser", "google-chrome"].map { "\(folder)/\($0)" }
    }
    guard let axe = environment[variable], files.isReadableFile(atPath: axe),
      let chromium = places.first(where: files.isExecutableFile)
    else { return nil }
    return Auditor(chromium: chromium, axe: axe)
  }()

  /// What a page that isn't accessible would be told: rule, seriousness and the elements, a line each.
  ///
  /// The page's own policy, which lets no script run, is taken out of the copy that is looked at.
  func violations(of html: String, width: Int, isDark: Bool) throws -> [String] {
    let folder = try Folder()
    let script = """
      <script>\(try String(contentsOfFile: axe, encoding: .utf8))</script>
      <script>
      axe.run(document).then(found => {
        const result = document.createElement("pre");
        result.id = "found";
        result.textContent = JSON.stringify(found.violations.map(rule =>
          `${rule.id} (${rule.impact}): ` + rule.nodes.map(node => node.html).join(" ").slice(0, 500)));
        document.body.append(result);
      });
      </script>
      """
    let policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/
    let copy = html.replacing(policy, with: "").replacing("</body>", with: script + "</body>")
    let page = try folder.write(copy, to: "page.html")
    let process = Process()
    process.executableURL = URL(filePath: chromium)
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "--virtual-time-budget=60000",
        "--user-data-dir=\(folder.path)/profile", "--window-size=\(width),900",
      ] + (isDark ? ["--blink-settings=preferredColorScheme=0"] : []) + ["file://\(page)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(
      decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    let found = try #require(text.firstMatch(of: /<pre id="found">(.*?)<\/pre>/)?.1)
    let plain = found.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
    return try JSONDecoder().decode([String].self, from: Data(plain.utf8))
  }
}

@Suite(
  "axe-core finds nothing on any page",
  .enabled(
    if: Auditor.here != nil,
    "needs Chromium, and GRADUS_AXE with the path of axe-core's axe.min.js"), .serialized)
struct AccessibilityTests {
  @Test("The class's page", arguments: [(1200, false), (500, true)])
  func classPage(width: Int, isDark: Bool) throws {
    try expectNothing(AuditedPages.classPage(), width, isDark)
  }

  @Test("A student's page", arguments: [(1200, false), (500, true)])
  func studentPage(width: Int, isDark: Bool) throws {
    try expectNothing(AuditedPages.studentPage(), width, isDark)
  }

  @Test("Sources side by side", arguments: [(1200, false), (500, true)])
  func similarPage(width: Int, isDark: Bool) throws {
    try expectNothing(AuditedPages.similarPage(), width, isDark)
  }

  @Test(
    "Handouts and what they lead to",
    arguments: ["handouts/04-huber-regression", "handouts/12-network-library", "prerequisites"],
    [(1200, false), (500, true)])
  func handout(name: String, look: (Int, Bool)) throws {
    let folder = try Folder()
    let pages = LinkedPages(root: try kit.get().root, folder: folder.path)
    let path = try pages.write("docs/\(name).md")
    try expectNothing(try String(contentsOfFile: path, encoding: .utf8), look.0, look.1)
  }

  /// The test of the test: an image without words and a faint text are found.
  @Test("What isn't accessible is found")
  func found() throws {
    let bad =
      "<!DOCTYPE html><html lang=\"en\"><head><title>a</title></head><body><main><h1>a</h1>"
      + "<img src=\"data:,\"><p style=\"color: #eee; background: #fff\">faint words</p></main></body></html>"
    let found = try #require(try Auditor.here?.violations(of: bad, width: 1200, isDark: false))
    #expect(found.contains { $0.hasPrefix("image-alt") })
    #expect(found.contains { $0.hasPrefix("color-contrast") })
  }

  private func expectNothing(_ html: String, _ width: Int, _ isDark: Bool) throws {
    let found = try #require(
      try Auditor.here?.violations(of: html, width: width, isDark: isDark))
    #expect(found == [])
  }
}

/// Pages with something in each of their sections.
enum AuditedPages {
  static func student(_ name: String) -> StudentReport {
    .sample(name).with {
      $0.warnings = ["graded without a sandbox"]
      $0.ignored = [.init(path: "notes.pdf", reason: "no part of an answer")]
      $0.unread = [.init(path: "a.rar", reason: "no archive that can be read")]
      $0.questions = [
        .sample(answer: String(repeating: "A long answer. ", count: 300)), .sample("DL 2.3"),
      ]
      $0.questions[1].marks = 3
      $0.questions[1].comment = "Well done."
      $0.weights = ["optimizers": 2]
      $0.lateness = ["huber-regression": 2]
      $0.penalties = ["huber-regression": 0.2]
      $0.report.exercises[1].compilerMessage = String(repeating: "error: a long line ", count: 30)
      $0.report.exercises[1].tests[0].status = .didNotCompile
    }
  }

  private static let source = """
    func update(_ w: [Double], _ x: [Double], _ y: Double) -> [Double] {
      guard w.count == x.count, !x.isEmpty else { return [] }
      var sum = 0.0
      for index in w.indices { sum += w[index] * x[index] }
      if sum * y > 0 { return w }
      return zip(w, x).map { $0 + y * $1 }  // \(String(repeating: "as in the lecture ", count: 10))
    }

    """

  private static var comparison: SourceComparison {
    let text = Data(source.utf8)
    let other = Data(source.replacing("sum", with: "total").utf8)
    return SourceComparison(
      sources: [
        "S1": ["perceptron": text], "S2": ["perceptron": other], "S3": ["optimizers": text],
      ],
      origins: [
        .init(name: "the reference solution", isAnswer: true, sources: ["optimizers": text])
      ],
      missing: ["S4"])
  }

  static func studentPage() -> String { StudentPage(student("Ada")).html() }

  static func similarPage() throws -> String {
    String(decoding: try #require(SimilarPage(comparison).data()), as: UTF8.self)
  }

  static func classPage() throws -> String {
    let reports =
      (1...9).map { student("S\($0)") } + [
        student("Zoe").with { $0.failure = "no room on the disk" }
      ]
    let before = reports.map { report in
      report.with {
        $0.report.exercises[0].tests[0].status = .crashed
        $0.report.exercises[0].tests[0].score = 0
      }
    }
    let guide =
      "So $\\ell_\\delta$ is\n\n$$\\sum_i x_i$$\n\n| a | b |\n| --- | --- |\n| 1 | $x$ |\n\n"
      + "```swift\nlet a = 1\n```"
    return ClassPage(
      reports, comparison: comparison,
      changes: ClassChanges(since: try #require(RunRecord(before)), reports),
      guides: ["huber-regression": [.init(heading: "DL 2.2", marks: 4, text: guide)]],
      remarks: ["one file isn't a hand-in"]
    ) { "students/\($0.student)/report.html" }.html()
  }
}
