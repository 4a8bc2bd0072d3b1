import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

private let tmux = ["/usr/bin/tmux", "/opt/homebrew/bin/tmux", "/usr/local/bin/tmux"]
  .first(where: FileManager.default.isExecutableFile)

/// The built program, in a terminal of 60 × 24 that tmux makes.
@Suite(
  "gradus watch in a terminal", .serialized,
  .enabled(if: hasSolutions, "answers are made from Solutions/, which this edition lacks"))
struct WatchTests {
  /// What the program notes lies beside the answers.
  private let own: Folder
  private let folder: Folder
  init() throws {
    own = try Folder()
    folder = try Folder("answers", in: own)
    try folder.add(.huberRegression, .stub)
  }

  private func save(_ loss: String) throws {
    try folder.add(
      .huberRegression, .stub,
      replacing: """
        public func loss(residual: Double, delta: Double) throws -> Double {
          \(loss)
        }
        """)
  }

  /// A terminal of tmux, which goes with its server when the test does.
  private final class Terminal {
    let socket = "gradus-\(UUID().uuidString)"

    private let pidFile: String

    init(_ words: [String], pidFile: String) throws {
      self.pidFile = pidFile
      try tell("new-session", "-d", "-x", "60", "-y", "24", "sh")
      try tell("set-option", "-g", "remain-on-exit", "on")
      let line = words.map { "'\($0)'" }.joined(separator: " ")
      // Afterwards the terminal's settings are shown, one in a line.
      let script = """
        clear; sh -c 'echo $$ >"$0"; exec "$@"' '\(pidFile)' \(line); echo ended $?; \
        stty -a | tr ' ' '\\n' | grep -xE -e '-?(echo|icanon)'
        """
      try type(script, "Enter")
    }

    @discardableResult
    func tell(_ words: String...) throws -> String {
      try Boundary.run(
        tmux ?? "tmux", ["-L", socket] + words,
        environment: ["TERM": "xterm-256color", "LANG": "C.UTF-8"],
        seconds: 30
      ).output
    }

    func type(_ keys: String...) throws {
      for key in keys { try tell("send-keys", "-t", "0", key) }
    }

    /// The number of the program's process.
    var pid: pid_t {
      get throws {
        let text = try String(contentsOfFile: pidFile, encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .newlines)))
      }
    }

    var text: String { get throws { try tell("capture-pane", "-p", "-t", "0") } }

    /// Waits until something stands on the screen.
    func shows(_ words: String, seconds: Double = 60) throws -> Bool {
      let end = ContinuousClock.now + .seconds(seconds)
      while ContinuousClock.now < end {
        if try text.contains(words) { return true }
        usleep(50_000)
      }
      Issue.record("no \"\(words)\" in:\n\(try text)")
      return false
    }

    deinit { _ = try? tell("kill-server") }
  }

  private func watch() throws -> Terminal {
    try Terminal(
      [kit.get().products + "/gradus", "watch", "4", "--skip-build", "--answers", folder.path],
      pidFile: folder.path + "/pid")
  }

  @Test(
    "A save has its verdict, keys do what the last line says, and q gives the terminal back", .slow,
    .enabled(if: tmux != nil, "tmux isn't there"))
  func wholeSitting() throws {
    let terminal = try watch()
    #expect(try terminal.shows("Next: loss. 20 tests"))
    #expect(try terminal.text.contains("h hint  n next  l list  d details  r reset  q quit"))
    try save("residual")
    #expect(try terminal.shows("Then:"))
    #expect(try terminal.text.contains("✘ "))
    try save("return residul")
    #expect(try terminal.shows("Nothing is called residul"))
    try terminal.type("l")
    #expect(try terminal.shows("> "))
    try terminal.type("h")
    #expect(try terminal.shows("A question (1 of 3)"))
    try terminal.type("q")
    #expect(try terminal.shows("ended 0"))
    #expect(try terminal.shows("\necho\n"))
    #expect(try terminal.text.contains("\nicanon\n"))
  }

  @Test(
    "Ctrl-C and a signal give the terminal back too", .slow,
    .enabled(if: tmux != nil, "tmux isn't there"), arguments: ["C-c", "TERM", "SEGV"])
  func ends(how: String) throws {
    let terminal = try watch()
    #expect(try terminal.shows("Next: "))
    if how == "C-c" {
      try terminal.type(how)
    } else {
      kill(try terminal.pid, how == "TERM" ? SIGTERM : SIGSEGV)
    }
    #expect(try terminal.shows("ended "))
    #expect(try terminal.shows("\necho\n"))
    #expect(try terminal.text.contains("\nicanon\n"))
  }

  @Test(
    "Without a terminal each change has its verdict, also of a new file and a renamed one", .slow)
  func withoutTerminal() throws {
    let program = try StartedProgram(
      "/bin/sh",
      [
        "-c", "exec \"$0\" watch 4 --skip-build --answers \"$1\" >&7 2>&1",
        kit.get().products + "/gradus", folder.path,
      ],
      environment: ProcessInfo.processInfo.environment, streams: [7])
    var step = 0
    var failure: (any Error)?
    let result = program.finish(seconds: 240) { _, data in
      let count =
        String(decoding: data, as: UTF8.self).components(separatedBy: "judged in").count - 1
      guard count > step else { return false }
      step = count
      do {
        switch step {
        case 1: try save("residual")
        case 2:
          try folder.write("func helper() -> Int { 1.5 }", to: "04-HuberRegression/More.swift")
        case 3:
          try FileManager.default.moveItem(
            atPath: folder.path + "/04-HuberRegression/More.swift",
            toPath: folder.path + "/04-HuberRegression/More.txt")
        default: return true
        }
      } catch { failure = error }
      return failure != nil
    }
    #expect(failure == nil)
    let text = String(decoding: result.streams[7] ?? Data(), as: UTF8.self)
    let verdicts = text.components(separatedBy: "4 · Huber regression  ").dropFirst()
    #expect(verdicts.count == 4, "\(text)")
    #expect(verdicts.map { $0.contains("It does not compile") } == [false, false, true, false])
    #expect(!text.contains("\u{1B}"))
  }
}
