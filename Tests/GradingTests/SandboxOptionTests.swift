import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

let hasSandbox =
  (try? Sandbox.fulfill(.bubblewrap, for: kit.get())) != nil

@Suite(
  "gradus grade --sandbox", .serialized,
  .slow)
struct SandboxOptionTests {
  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.add(.huberRegression, .solution)
    return folder
  }

  @Test("A word that is no kind of sandbox is wrong usage")
  func wrongWord() throws {
    let run = try GradusRun("grade", "--sandbox", "bublewrap", "--skip-build")
    #expect(run.status == 64)
    #expect(
      run.errors.hasPrefix(
        "Error: The value 'bublewrap' is invalid for '--sandbox': expected auto, bubblewrap, none. "
          + "Did you mean 'bubblewrap'?"))
  }

  @Test("Without bubblewrap, a demand for it is refused, and a wish gives a warning")
  func missing() throws {
    let (folder, swift) = (try folder(), ProcessInfo.processInfo.environment["PATH"] ?? "")
    // A PATH with the compiler, but without bwrap.
    let tools = try Folder()
    for name in ["swiftc", "swift", "sh"] {
      let path = swift.split(separator: ":").map { "\($0)/\(name)" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }
      symlink(try #require(path), "\(tools.path)/\(name)")
    }
    func grade(_ wish: String, _ more: String...) throws -> GradusRun {
      try GradusRun(
        ["grade", "4", "--answers", folder.path, "--skip-build", "--sandbox", wish] + more,
        environment: ["PATH": tools.path])
    }
    let refused = try grade("bubblewrap")
    #expect(refused.status == 2 && refused.output.isEmpty)
    #expect(
      refused.errors == "Error: There is no sandbox: bubblewrap (bwrap) is not installed\n")
    let warned = try grade("auto")
    #expect(warned.status == 0)
    #expect(
      warned.output.replacing("\n", with: " ").contains(
        "There was no sandbox: bubblewrap (bwrap) is not installed. The answers ran with all the "
          + "rights of whoever graded them."))
    let json = try grade("auto", "--json", "-")
    #expect(json.errors.hasPrefix("Warning: There was no sandbox: bubblewrap"))
    let report = try JSONDecoder().decode(Report.self, from: Data(json.output.utf8))
    #expect(report.sandbox == "none: bubblewrap (bwrap) is not installed")
    #expect(report.score == 20)
    #expect(try !grade("none").output.contains("sandbox"))
  }

  @Test("A grade in the sandbox says so", .enabled(if: hasSandbox, "needs bubblewrap (bwrap)"))
  func inSandbox() throws {
    let folder = try folder()
    let run = try GradusRun([
      "grade", "4", "--answers", folder.path, "--skip-build", "--sandbox", "auto", "--json",
      "-",
    ])
    #expect(run.status == 0 && run.errors.isEmpty)
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.sandbox.hasPrefix("bubblewrap ") && report.score == 20)
  }

  @Test(
    "When the judge is killed, its sandboxes end too",
    .enabled(if: hasSandbox, "needs bubblewrap (bwrap)"))
  func judgeKilled() throws {
    let name = "gx\(Int.random(in: 1_000_000..<9_999_999))"
    let folder = try Folder()
    try folder.add(
      .huberRegression, .solution,
      replacing: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          let set = unsafeBitCast(
            dlsym(nil, "prctl")!,
            to: (@convention(c) (Int32, UnsafePointer<CChar>, Int, Int, Int) -> Int32).self)
          _ = set(15, "\(name)", 0, 0, 0)
          while true { sleep(1000) }
        }
        """)
    let gradus = try ChildProcess(
      try kit.get().products + "/gradus",
      ["grade", "4", "--answers", folder.path, "--skip-build", "--sandbox", "bubblewrap"],
      environment: ProcessInfo.processInfo.environment)
    defer { gradus.end() }
    var family: [pid_t] = []
    for _ in 0..<600 where family.isEmpty {
      usleep(50_000)
      if let worker = Self.processes().first(where: { Self.status(of: $0)["Name"] == name }) {
        // The worker, its supervisor, bubblewrap, the judge.
        family = [worker]
        for _ in 0..<3 { family.append(Self.parent(of: family[family.count - 1])) }
      }
    }
    try #require(family.count == 4 && family[3] > 1)
    kill(family[3], SIGKILL)
    for _ in 0..<100 where family.contains(where: Self.isAlive) { usleep(50_000) }
    #expect(family.filter(Self.isAlive).isEmpty)
  }

  private static func processes() -> [pid_t] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
  }

  private static func status(of process: pid_t) -> [String: String] {
    let data = FileManager.default.contents(atPath: "/proc/\(process)/status") ?? Data()
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
      line.firstIndex(of: ":").map { colon in
        (
          String(line[..<colon]),
          line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        )
      }
    }
    return Dictionary(lines, uniquingKeysWith: { first, _ in first })
  }

  private static func parent(of process: pid_t) -> pid_t {
    status(of: process)["PPid"].flatMap { pid_t($0) } ?? 0
  }

  private static func isAlive(_ process: pid_t) -> Bool {
    let state = status(of: process)["State"]
    return state != nil && state?.hasPrefix("Z") != true
  }
}
