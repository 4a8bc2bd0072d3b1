import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

/// What one test's answer does to its process, and a look at it by the next test's.
struct Trace: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// What the first test's answer does.
  let leave: String
  /// 0 when the next test's answer finds nothing of it.
  let look: String

  init(_ name: String, leave: String, look: String) {
    (testDescription, self.leave, self.look) = (name, leave, look)
  }

  static let all = [
    Trace(
      "a global", leave: "Self.counter.withLock { $0 += 1 }",
      look: "Self.counter.withLock { Double($0) }"),
    Trace(
      "a variable of the environment", leave: "setenv(\"TRACE\", \"1\", 1)",
      look: "getenv(\"TRACE\") == nil ? 0 : 1"),
    Trace(
      "the working folder", leave: "chdir(\"/proc\")",
      look: "FileManager.default.currentDirectoryPath == \"/proc\" ? 1 : 0"),
    Trace("the mask of new files", leave: "umask(0o777)", look: "umask(0) == 0o777 ? 1 : 0"),
    Trace("niceness", leave: "_ = nice(7)", look: "nice(0) == 7 ? 1 : 0"),
    Trace(
      "open files", leave: "for _ in 0..<20 { open(\"/dev/null\", O_RDONLY) }",
      look: "Double((5..<Int32(60)).count { fcntl($0, F_GETFD) != -1 })"),
    Trace(
      "closed pipes", leave: "close(1); close(2); close(0)",
      look: "Double((0..<Int32(3)).count { fcntl($0, F_GETFD) == -1 })"),
    Trace(
      "a handler of a signal", leave: "signal(SIGUSR1) { _ in }",
      look: "{ let old = signal(SIGUSR1, SIG_DFL); return old == nil ? 0 : 1 }()"),
    Trace(
      "a blocked signal",
      leave: "var set = sigset_t(); sigfillset(&set); sigprocmask(SIG_SETMASK, &set, nil)",
      look:
        "{ var set = sigset_t(); sigprocmask(SIG_SETMASK, nil, &set); return Double(sigismember(&set, SIGUSR1)) }()"
    ),
    Trace(
      "an alarm", leave: "alarm(1)", look: "{ usleep(1_200_000); return Double(alarm(0)) }()"),
    Trace(
      "lowered limits",
      leave:
        "var l = rlimit(rlim_cur: 5, rlim_max: 5); setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &l)",
      look:
        "{ var l = rlimit(); getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &l); return l.rlim_max == 5 ? 1 : 0 }()"
    ),
    Trace(
      "processor time",
      leave: "let end = clock() + 1_500_000; while clock() < end {}",
      look: "{ let end = clock() + 1_500_000; while clock() < end {}; return 0 }()"),
    Trace(
      "threads", leave: "Thread.detachNewThread { while true { usleep(100) } }; usleep(10_000)",
      look:
        "Double(try FileManager.default.contentsOfDirectory(atPath: \"/proc/self/task\").count - 1)"
    ),
    Trace(
      "a process",
      leave:
        "if Self.fork() == 0 { setsid(); if Self.fork() > 0 { _exit(0) }; sleep(99) }; usleep(10_000)",
      look: "Double(Self.processes)"),
    Trace(
      "a process that the answer has waited for",
      leave: "let p = Self.fork(); if p == 0 { _exit(0) }; waitpid(p, nil, 0)",
      look: "Double(Self.processes)"),
    Trace(
      "a handler of crashes", leave: "signal(SIGILL, SIG_IGN); signal(SIGTRAP, SIG_IGN)",
      look:
        "{ var a = sigaction(); sigaction(SIGILL, nil, &a); return a.sa_flags & SA_SIGINFO != 0 ? 0 : 1 }()"
    ),
  ]

  /// The same for what only a sandbox keeps apart.
  static let ofSandbox = [
    Trace(
      "a file", leave: "fclose(fopen(\"/tmp/trace\", \"w\"))",
      look: "access(\"/tmp/trace\", F_OK) == 0 ? 1 : 0"),
    Trace(
      "a file that is gone again",
      leave: "usleep(1_600_000); fclose(fopen(\"/tmp/trace\", \"w\")); unlink(\"/tmp/trace\")",
      look:
        "Self.change(of: \"/tmp\") > Self.change(of: \"/proc/1\") + 1.5 ? 1 : 0"
    ),
    Trace(
      "a folder with a folder in it", leave: "mkdir(\"/tmp/a\", 0); mkdir(\"/tmp/b\", 0o700)",
      look: "Double(try FileManager.default.contentsOfDirectory(atPath: \"/tmp\").count)"),
    Trace(
      "a socket with a name that is no file",
      leave: "_ = Self.socketNamed(\"trace\")", look: "Self.socketNamed(\"trace\") ? 0 : 1"),
    Trace(
      "the number of the next process",
      leave: "for _ in 0..<300 { let p = Self.fork(); if p == 0 { _exit(0) }; waitpid(p, nil, 0) }",
      look: "getpid() > 290 ? 1 : 0"),
    Trace(
      "a lock", leave: "flock(open(\"/gradus/gradus-worker\", O_RDONLY), LOCK_EX)",
      look:
        "Double(flock(open(\"/gradus/gradus-worker\", O_RDONLY), LOCK_EX | LOCK_NB) == 0 ? 0 : 1)"),
  ]
}

@Suite("Each test begins from the same state, whatever another test's answer has done")
struct NurseryTests {
  private static let tools = """
    static let counter = Mutex(0)
    static func fork() -> Int32 {
      unsafeBitCast(dlsym(nil, "fork")!, to: (@convention(c) () -> Int32).self)()
    }
    /// Descendants of whoever has made this process, without this one.
    static var processes: Int {
      let path = "/proc/\\(getppid())/task/\\(getppid())/children"
      let list = FileManager.default.contents(atPath: path) ?? Data()
      return max(0, list.split(separator: 32).count - 1)
    }
    static func change(of path: String) -> Double {
      var s = stat()
      lstat(path, &s)
      return Double(s.st_ctim.tv_sec) + Double(s.st_ctim.tv_nsec) / 1e9
    }
    static func socketNamed(_ name: String) -> Bool {
      let s = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0[1] = 7 }
      return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(s, $0, 8) == 0 }
      }
    }

    """

  /// What the look of a second session finds after the first one has left something.
  private func find(_ trace: Trace, with workers: Workers) throws -> Double {
    let kit = try kit.get()
    let source =
      "import Foundation\nimport Synchronization\n"
      + huberAnswer(
        loss: "if residual == 1 { \(trace.leave) }; return residual == 1 ? 7 : \(trace.look)",
        members: Self.tools)
    let folder = try folder(holding: source)
    let compiler = AnswerCompiler(kit: kit, sandbox: workers.sandbox)
    func session() -> Session {
      Session(workers: workers) { try compiler.library(for: .huberRegression, in: folder) }
    }
    let untouched = session()
    #expect(try AnswerSource(untouched).huberRegression.loss(residual: 0, delta: 1) == 0)
    untouched.end()
    for _ in 0..<2 {
      let first = session()
      _ = try AnswerSource(first).huberRegression.loss(residual: 1, delta: 1)
      first.end()
    }
    let second = session()
    defer { second.end() }
    return try AnswerSource(second).huberRegression.loss(residual: 0, delta: 1)
  }

  @Test(
    "Nothing of it is there for the next one", .slow,
    .enabled(if: Workers.canCopy), arguments: Trace.all)
  func trace(_ trace: Trace) throws {
    let workers = Workers(program: try kit.get().worker)
    defer { workers.end() }
    #expect(try find(trace, with: workers) == 0)
  }

  @Test(
    "Nor in the sandbox", .slow, .enabled(if: hasSandbox, noSandbox),
    arguments: Trace.all + Trace.ofSandbox)
  func traceInSandbox(_ trace: Trace) throws {
    let workers = Workers(
      program: try kit.get().worker, sandbox: try bubblewrap.get().sandbox)
    defer { workers.end() }
    #expect(try find(trace, with: workers) == 0)
  }

  @Test("Nor where each worker is a program of its own", .slow)
  func ownPrograms() throws {
    let workers = Workers(program: try kit.get().worker, usesNurseries: false)
    #expect(try find(Trace.all[0], with: workers) == 0)
  }

  @Test(
    "An answer that ends or stops what watches it harms itself, and is found and ended",
    .slow, .enabled(if: Workers.canCopy),
    arguments: ["SIGKILL", "SIGSTOP", "SIGTERM"])
  func nurseryLost(signal: String) throws {
    let mark = UUID().uuidString
    let workers = Workers(program: try kit.get().worker, name: mark)
    let folder = try folder(
      holding: "import Foundation\n"
        + huberAnswer(
          loss: "if residual == 1 { kill(getppid(), \(signal)); usleep(100_000) }; return 2"))
    let compiler = AnswerCompiler(kit: try kit.get())
    for residual in [0.0, 1, 0, 1, 0] {
      let session = Session(workers: workers) {
        try compiler.library(for: .huberRegression, in: folder)
      }
      let value = try? AnswerSource(session).huberRegression.loss(residual: residual, delta: 1)
      session.end()
      if residual == 0 { #expect(value == 2) }
    }
    workers.end()
    #expect(LeftoverTests.processes(containing: mark) == 0)
  }

  @Test("One nursery serves many tests of quiet answers", .enabled(if: Workers.canCopy))
  func reuse() throws {
    let mark = UUID().uuidString
    let workers = Workers(program: try kit.get().worker, name: mark)
    defer { workers.end() }
    let folder = try folder(holding: huberAnswer(loss: "return 2.5"))
    let compiler = AnswerCompiler(kit: try kit.get())
    var nurseries: Set<String> = []
    for _ in 0..<5 {
      let session = Session(workers: workers) {
        try compiler.library(for: .huberRegression, in: folder)
      }
      #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 2.5)
      session.end()
      nurseries.formUnion(LeftoverTests.names(containing: mark))
    }
    #expect(nurseries.count == 1)
  }
}
