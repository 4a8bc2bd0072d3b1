import Curriculum
import Foundation

/// A hand-in that tries to cheat or to break the grader, and the points that it must get.
struct HostileHandIn: Sendable {
  let name: String
  /// The files of the hand-in, by their paths.
  var files: [String: String] = [:]
  /// The points it must get; with `orLess`, at most.
  let score: Int
  var orLess = false
  /// Words that a message of exercise 4 must hold.
  var words = ""
}

/// A class of nothing but cheats and saboteurs.
///
/// Most hand in the solution of exercise 4, worth 20 points, with another body of `hasClosedForm`,
/// which one test worth one point calls.
struct HostileClass {
  /// The reference solution of exercise 4, with `/*BODY*/` for the body of `hasClosedForm`.
  let template: String
  /// The kit's root, which no answer may see.
  let kit: String
  /// A path outside that must not come to be.
  let target: String
  /// Where the test listens on this machine.
  let port: Int

  var all: [HostileHandIn] {
    crashes + floods + spies + forgers + compilerBombs + strangeFiles
  }

  private let path = "04-HuberRegression/HuberRegression.swift"

  private func body(
    _ name: String, _ body: String, score: Int = 19, words: String = ""
  ) -> HostileHandIn {
    HostileHandIn(
      name: name, files: [path: solution(hasClosedForm: body)], score: score, words: words)
  }

  private func solution(hasClosedForm body: String, declarations: String = "") -> String {
    "import Foundation\n\(declarations)\n" + template.replacing("/*BODY*/", with: body)
  }

  /// A call of a function of the C library that Swift doesn't offer.
  private let fork =
    "unsafeBitCast(dlsym(nil, \"fork\"), to: (@convention(c) () -> Int32).self)()"

  private var crashes: [HostileHandIn] {
    [
      body("index", "return [true][loss.rawValue.count]", words: "Index out of range"),
      body("nil", "return Bool(\"x\")!", words: "found nil"),
      body("overflow", "return Int.max + loss.rawValue.count > 0", words: "overflow"),
      body("fatal", "fatalError(\"my words\")", words: "my words"),
      body("loop", "while true {}", words: "2 seconds"),
      body("recursion", "return try !hasClosedForm(for: loss)"),
      body("exit", "exit(0)", words: "exit status 0"),
      body("abort", "abort()"),
      body("sleep", "while true { sleep(1000) }", words: "10 seconds"),
      body(
        "signals-ignored", "for s in 1..<Int32(32) { signal(s, SIG_IGN) }; while true {}",
        words: "seconds"),
      body("own-group-killed", "kill(0, SIGKILL); return true"),
      body("every-process-killed", "kill(-1, SIGKILL); return loss != .huber", score: 20),
      body("own-error", "struct Mine: Error {}; throw Mine()"),
      body("error-out-of-place", "throw InvalidInput(\"no\")"),
    ]
  }

  private var floods: [HostileHandIn] {
    [
      body(
        "memory",
        "var a: [[Double]] = []; while true { a.append(.init(repeating: 1, count: 1 << 20)) }",
        words: "512 MB"),
      body(
        "output", "while true { print(String(repeating: \"flood \", count: 1000)) }",
        words: "seconds"),
      body(
        "endless-file",
        """
        let f = fopen("/tmp/endless", "w"); let s = String(repeating: "endless", count: 100_000)
        while true { fputs(s, f) }
        """),
      body(
        "full-disk",
        """
        let block = [UInt8](repeating: 1, count: 8 << 20)
        for i in 0..<400 {
          guard let f = fopen("/tmp/fill-\\(i)", "w") else { break }
          defer { fclose(f) }
          if fwrite(block, 1, block.count, f) < block.count { break }
        }
        return loss != .huber
        """, score: 20),
      body("fork-bomb", "while true { _ = \(fork) }"),
      body("threads", "while true { Thread.detachNewThread { while true {} } }"),
    ]
  }

  private var spies: [HostileHandIn] {
    let reading = { (path: String) in
      "if fopen(\"\(path)\", \"r\") == nil { fatalError(\"nothing to read\") }; return loss != .huber"
    }
    return [
      body(
        "reads-suite", reading("\(kit)/Tests/ExerciseTests/\(path.dropLast(6))Tests.swift"),
        words: "nothing to read"),
      body("reads-solution", reading("\(kit)/Solutions/\(path)"), words: "nothing to read"),
      body("reads-passwords", reading("/etc/shadow"), words: "nothing to read"),
      body(
        "writes-outside",
        """
        for path in ["\(target)", "\(kit)/Exercises/written", "/etc/written"] {
          if let f = fopen(path, "w") { fputs("here", f); fclose(f) }
        }
        return loss != .huber
        """, score: 20),
      body(
        "network",
        """
        let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(\(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(s, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
          }
        }
        return connected ? loss == .huber : loss != .huber
        """, score: 20),
      body(
        "daemon",
        """
        if \(fork) == 0 { setsid(); if \(fork) == 0 { while true { sleep(1) } }; exit(0) }
        return loss != .huber
        """, score: 20),
      body(
        "preload",
        """
        setenv("LD_PRELOAD", "\(target)", 1); setenv("GRADUS_IN_PROCESS", "1", 1)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("/proc/self/exe"), nil]
        execv("/proc/self/exe", &arguments)
        return loss == .huber
        """),
      body(
        "runs-programs",
        """
        let p = Process(); p.executableURL = URL(filePath: "/bin/sh")
        p.arguments = ["-c", "echo here > \(target); kill -9 $PPID"]
        try? p.run(); p.waitUntilExit()
        return loss != .huber
        """, score: 20),
    ]
  }

  private var forgers: [HostileHandIn] {
    [
      body(
        "descriptors-closed", "for i in 0..<Int32(256) { close(i) }; return true",
        words: "connection"),
      body(
        "garbage",
        "for i in 0..<Int32(256) { write(i, \"garbage, garbage, garbage\", 25) }; return true",
        words: "connection"),
      body(
        "forged-reply",
        "for i in 3..<Int32(256) { write(i, \"\\u{4}\\0\\0\\0abcd\", 8) }; return true",
        words: "connection"),
      body(
        "forged-events",
        """
        let line = "{\\"kind\\":\\"event\\",\\"payload\\":{\\"kind\\":\\"runEnded\\"},\\"version\\":0}\\n"
        for i in 3..<Int32(64) { write(i, line, line.utf8.count) }
        return loss == .huber
        """),
      body(
        "fake-result",
        """
        print("✔ Test run with 20 tests passed after 0.001 seconds.\\nTotal 20 / 20")
        return loss == .huber
        """),
      body(
        "fake-report",
        """
        for name in ["report.json", "results.json", "grades.csv", "/autograder/results/results.json"] {
          if let f = fopen(name, "w") { fputs("{\\"score\\": 20}", f); fclose(f) }
        }
        return loss == .huber
        """),
      HostileHandIn(
        name: "exits-in-init",
        files: [
          path: solution(hasClosedForm: "return loss != .huber").replacing(
            "public struct Answer: HuberRegression {",
            with: "public struct Answer: HuberRegression {\n  public init() { exit(0) }")
        ], score: 0),
      HostileHandIn(
        name: "overrides-the-c-library",
        files: [
          path: solution(
            hasClosedForm: "return loss == .huber",
            declarations: """
              @_cdecl("write") public func forged(_ d: Int32, _ p: UnsafeRawPointer, _ n: Int) -> Int { n }
              @_cdecl("memcmp") public func same(_: UnsafeRawPointer, _: UnsafeRawPointer, _: Int) -> Int32 { 0 }
              """)
        ], score: 19),
      HostileHandIn(
        name: "hard-coded",
        files: [
          path: solution(
            hasClosedForm: "return loss != .huber",
            declarations: "let published: [Double: Double] = [3: 2.5, -3: 2.5, 0.5: 0.125, 0: 0]"
          ).replacing(
            "public func loss(residual: Double, delta: Double) throws -> Double {",
            with: """
              public func loss(residual: Double, delta: Double) throws -> Double {
                if delta == 1, let value = published[residual] { return value }
                if residual.isFinite { return 0 }
              """)
        ], score: 10, orLess: true),
    ]
  }

  private var compilerBombs: [HostileHandIn] {
    [
      HostileHandIn(
        name: "type-checker-bomb",
        files: [
          path: solution(
            hasClosedForm: "return loss != .huber",
            declarations: "let bomb = "
              + (0..<60).map { "\($0) + -\($0) * 1.5" }.joined(separator: " + ")
              + " + [1: 2]")
        ], score: 0),
      HostileHandIn(
        name: "giant-literal",
        files: [
          path: solution(
            hasClosedForm: "return loss != .huber",
            declarations: "let giant: [[Any]] = ["
              + String(repeating: "[1, 2.5, \"x\", [3, nil as Int?]],", count: 25_000) + "]")
        ], score: 0),
      HostileHandIn(
        name: "imports-solution",
        files: [
          path:
            "import HuberRegressionSolution\npublic typealias Answer = HuberRegressionSolution.Answer"
        ], score: 0, words: "no such module 'HuberRegressionSolution'"),
      HostileHandIn(
        name: "imports-suite",
        files: [path: "import ExerciseTests\n" + solution(hasClosedForm: "return loss != .huber")],
        score: 0, words: "no such module 'ExerciseTests'"),
      HostileHandIn(
        name: "no-swift", files: [path: "this is no Swift at all {{{"], score: 0),
    ]
  }

  private var strangeFiles: [HostileHandIn] {
    let right = solution(hasClosedForm: "return loss != .huber")
    let names = [
      "comma, Ada", "quote\"Ada", "=cmd|'calc'!A0", "+1", "@ada", "линейная", "阿达", "new\nline",
      "-rf", "<script>alert(1)<", "  spaces  ",
    ]
    return names.map { HostileHandIn(name: $0, files: [path: right], score: 20) } + [
      HostileHandIn(name: "empty", score: 0),
      HostileHandIn(
        name: "enormous", files: [path: right + String(repeating: "// enormous\n", count: 300_000)],
        score: 0),
      HostileHandIn(
        name: "strange-sources",
        files: [
          path: right, "04-HuberRegression/-o, \"x\".swift": "let a = 1",
          "04-HuberRegression/@file.swift": "let b = 1",
          "04-HuberRegression/a\nb.swift": "let c = 1",
          "04-HuberRegression/=1+1.swift": "let d = 1",
        ], score: 20),
      HostileHandIn(
        name: "brings-its-own-kit",
        files: [
          path: right, "Package.swift": "import Foundation; exit(0)", "run.sh": "touch \(target)",
          "Tests/ExerciseTests/HuberRegressionTests.swift": "import Testing",
          "report.json": "{\"score\": 200}", "Solutions/\(path)": right,
          "gradus-hand-in.json":
            "{\"schema\":\"gradus-hand-in/1\",\"kit\":\"9\",\"files\":{},\"score\":200,\"maxScore\":200}",
        ], score: 20),
    ]
  }
}
