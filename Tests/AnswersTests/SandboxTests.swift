import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Answers

/// The sandbox of this machine, where it has one.
let bubblewrap = Result { try Sandbox.fulfil(.bubblewrap, for: kit.get()) }

/// Why tests of the sandbox are skipped.
let noSandbox: Comment = "bubblewrap (bwrap) isn't installed, or doesn't work here"

let hasSandbox = (try? bubblewrap.get()) != nil

/// An answer in the sandbox, and a mark by which its processes are found.
private struct Prisoner {
  let session: Session
  private let workers: Workers
  let huber: any HuberRegression
  private let mark: String

  init(_ loss: String, members: String = "", seconds: Double = 10) throws {
    let (kit, sandbox) = (try kit.get(), try bubblewrap.get().sandbox)
    let folder = try folder(
      holding: "import Foundation\n" + huberAnswer(loss: loss, members: Self.tools + members))
    var limits = Limits.standard
    limits.seconds = seconds
    // Stands in the command line of every process of the worker.
    mark = UUID().uuidString
    workers = Workers(program: kit.worker, sandbox: sandbox, name: mark)
    session = Session(workers: workers, limits: limits) {
      try AnswerCompiler(kit: kit, sandbox: sandbox).library(for: .huberRegression, in: folder)
    }
    huber = AnswerSource(session).huberRegression
  }

  /// What `loss` returns; the worker must still be well afterwards.
  func loss() throws -> Double {
    let value = try huber.loss(residual: 3, delta: 1)
    #expect(try huber.hasClosedForm(for: .ridge))
    try end()
    return value
  }

  /// How `loss` fails.
  func failure() throws -> AnswerFailure {
    let failure = #expect(throws: AnswerFailure.self) { try huber.loss(residual: 3, delta: 1) }
    try end()
    return try #require(failure)
  }

  /// What the sandbox noted; known at the end.
  var events: [String] { session.end().sandboxEvents }

  /// Ends the session, after which nothing of it may be left.
  func end() throws {
    session.end()
    workers.end()
    #expect(try processes() == 0)
  }

  func processes() throws -> Int {
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: "/proc").count { process in
      guard process.allSatisfy(\.isNumber) else { return false }
      let line = files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }

  /// What Swift keeps from its programs.
  private static let tools = """
    static func find<Function>(_ name: String, as type: Function.Type) -> Function {
      unsafeBitCast(dlsym(nil, name)!, to: type)
    }
    static func fork() -> Int32 { find("fork", as: (@convention(c) () -> Int32).self)() }
    static func writes(_ path: String) -> Bool {
      let file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
      if file < 0 { return false }
      let count = write(file, "x", 1)
      close(file)
      return count == 1
    }

    """
}

@Suite(
  "An answer in the sandbox reaches nothing but itself", .serialized,
  .slow, .enabled(if: hasSandbox, noSandbox))
struct SandboxTests {
  @Test("It answers, prints and crashes as it does outside")
  func ordinary() throws {
    let prisoner = try Prisoner("print(\"hello\"); return residual - 0.5")
    #expect(try prisoner.loss() == 2.5)
    #expect(prisoner.session.end().printed == "hello\n")
    let crash = try Prisoner("return [1.0][Int(residual)]").failure()
    #expect(crash.kind == .crashed)
    #expect(crash.description.contains("Index out of range at HuberRegression.swift:6:"))
    #expect(try Prisoner("exit(7)").failure().description.contains("exit status 7"))
    #expect(try Prisoner("abort()").failure().description.contains("abort"))
    #expect(try Prisoner("kill(0, SIGKILL); return 1").failure().description.contains("killed"))
    #expect(try Prisoner("while true {}").failure().kind == .timedOut)
    #expect(try Prisoner("while true { sleep(9) }", seconds: 1).failure().kind == .timedOut)
    let memory =
      "var a = [[Double]](); while true { a.append(.init(repeating: 1, count: 1 << 20)) }"
    #expect(try Prisoner(memory).failure().kind == .outOfMemory)
  }

  @Test("It sees neither the kit nor anybody's files, and can write none")
  func files() throws {
    let kit = try kit.get()
    let secret = try folder(holding: huberAnswer(loss: "return 42")) + "/HuberRegression.swift"
    let host = FileManager.default.temporaryDirectory.path
    let paths = [
      kit.root, kit.root + "/Package.swift", kit.root + "/Solutions", kit.root + "/Tests",
      kit.cache,
      kit.products, secret, "/etc/passwd", "/etc/shadow", "/home", "/root", "/var", "/usr/bin",
      "/bin/sh",
      NSHomeDirectory(), "/sys", "/dev/vda", "/dev/mem", "/proc/1/environ", "/proc/1/mem",
      "/proc/1/root/etc/passwd", "/proc/kcore", "/gradus/sources",
    ]
    let prisoner = try Prisoner(
      """
      for path in \(paths) where access(path, R_OK) == 0 && open(path, O_RDONLY) >= 0 {
        print("sees", path)
      }
      let targets = [
        "\(kit.root)/x", "\(kit.cache)/x", "\(NSHomeDirectory())/x", "\(host)/gradus-escape",
        "/x", "/dev/x", "/dev/shm/x", "/gradus/x", "/gradus/answer.so", "/gradus/gradus-worker",
        "/usr/lib/x", "/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/1/oom_score_adj",
      ]
      for path in targets where Self.writes(path) { print("writes", path) }
      return Self.writes("/tmp/mine") ? 1 : 0
      """)
    #expect(try prisoner.loss() == 1)
    let printed = prisoner.session.end().printed
    // The temporary folder is there, and is its own.
    #expect(printed == (host == "/tmp" ? "writes /tmp/gradus-escape\n" : ""))
    #expect(!FileManager.default.fileExists(atPath: host + "/gradus-escape"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/mine"))
    // Nor is it there for the next.
    #expect(try Prisoner("return access(\"/tmp/mine\", F_OK) == 0 ? 1 : 0").loss() == 0)
  }

  @Test("Filling the temporary folder fills nothing else, and ends soon")
  func full() throws {
    let prisoner = try Prisoner(
      """
      var total = 0
      let block = [UInt8](repeating: 7, count: 1 << 20)
      for number in 0..<1000 {
        let file = open("/tmp/\\(number)", O_WRONLY | O_CREAT, 0o644)
        if file < 0 { break }
        for _ in 0..<15 {
          let count = write(file, block, block.count)
          if count < 0 { return Double(total >> 20) }
          total += count
        }
        close(file)
      }
      return Double(total >> 20)
      """)
    #expect(try 1...32 ~= prisoner.loss())
  }

  @Test("It has no network, not even this machine's own")
  func network() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 5) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    try #require(listens)
    let port = UInt16(bigEndian: address.sin_port)
    let prisoner = try Prisoner(
      """
      var reached = 0.0
      for kind in [AF_INET, AF_INET6, 40, AF_NETLINK, AF_PACKET] {
        let descriptor = socket(kind, Int32(SOCK_STREAM.rawValue), 0)
        if descriptor >= 0 { reached += 1 }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(\(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
          }
        }
        if connected { reached += 100 }
      }
      return reached
      """)
    #expect(try prisoner.loss() == 0)
    _ = fcntl(listener, F_SETFL, O_NONBLOCK)
    #expect(accept(listener, nil, nil) == -1)
  }

  @Test("A fork bomb meets its limit, and is gone with the worker")
  func forkBomb() throws {
    let bomb = try Prisoner("while true { _ = Self.fork() }", seconds: 3)
    #expect(try bomb.failure().kind == .timedOut)
    let counted = try Prisoner(
      "for n in 0..<1000 { let p = Self.fork(); if p == 0 { sleep(99) }; if p < 0 { return Double(n) } }; return 1000"
    )
    #expect(try 10...80 ~= counted.loss())
  }

  /// What an answer does whose processes hold more than is allowed together, and none too much alone.
  private static let takeMemoryTogether = """
    for _ in 0..<30 where Self.fork() == 0 {
      let memory = malloc(200 << 20)!
      memset(memory, 7, 200 << 20)
      sleep(99)
    }
    sleep(99)
    return 1
    """

  @Test("Many processes together have a limit of memory too")
  func memoryOfMany() throws {
    let prisoner = try Prisoner(Self.takeMemoryTogether, seconds: 60)
    #expect(try prisoner.failure().kind == .outOfMemory)
    #expect(
      prisoner.events == ["held too much memory, with the processes that it started"])
  }

  @Test("A daemon that has left its group, its session and its parent is gone with the worker")
  func daemon() throws {
    let prisoner = try Prisoner(
      """
      if Self.fork() == 0 {
        setsid()
        for signal in 1..<Int32(32) { Glibc.signal(signal, SIG_IGN) }
        if Self.fork() > 0 { _exit(0) }
        setsid()
        setenv("GRADUS_WORKER", "", 1)
        while true { sleep(9) }
      }
      return 2.5
      """)
    #expect(try prisoner.huber.loss(residual: 3, delta: 1) == 2.5)
    usleep(50_000)
    #expect(try prisoner.processes() > 2)
    try prisoner.end()
  }

  @Test("It can't end, trace or look into the process that watches it, nor see any other")
  func others() throws {
    let prisoner = try Prisoner(
      """
      var power = 0.0
      for signal in 1..<Int32(65) { kill(1, signal) }
      usleep(100_000)
      kill(-1, SIGKILL)
      for process in [getppid(), 1] {
        for file in ["mem", "maps", "environ", "fd/5", "fd/6", "cwd/x", "root/x"] {
          if open("/proc/\\(process)/\\(file)", O_RDWR) >= 0 { print("changes", file); power += 1 }
          if open("/proc/\\(process)/\\(file)", O_RDONLY) >= 0 { power += 1 }
        }
      }
      let trace = Self.find(
        "ptrace", as: (@convention(c) (Int, Int32, Int, Int) -> Int).self)
      if trace(16, 1, 0, 0) == 0 { power += 100 }
      let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc")
        .compactMap { Int($0) }
      if processes.count > 2 { power += 1000 }
      if getuid() == 0 || geteuid() == 0 || setuid(0) == 0 { power += 10_000 }
      return power
      """)
    let power = try prisoner.loss()
    #expect(power == 0)
  }

  @Test("What would lead around the limits is refused")
  func refused() throws {
    let prisoner = try Prisoner(
      """
      var power = 0.0
      if Self.find("unshare", as: (@convention(c) (Int32) -> Int32).self)(0x1000_0000) == 0 {
        power += 1
      }
      let create = Self.find(
        "memfd_create", as: (@convention(c) (UnsafePointer<CChar>, UInt32) -> Int32).self)
      if create("x", 0) >= 0 { power += 10 }
      if shmget(0, 1 << 20, 0o1600) >= 0 { power += 100 }
      let shared = mmap(nil, 380 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
      if shared != MAP_FAILED { power += 100_000 }
      if access("/dev/zero", F_OK) == 0 { power += 1_000_000 }
      var limit = rlimit(rlim_cur: 1 << 40, rlim_max: 1 << 40)
      if setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 { power += 1000 }
      if chroot("/tmp") == 0 { power += 10_000 }
      return power
      """)
    #expect(try prisoner.loss() == 0)
    #expect(
      prisoner.events == [
        "tried to change its namespaces",
        "tried to get memory that no limit counts (memfd_create)",
        "tried to get memory that no limit counts (shmget)",
        "tried to get memory that no limit counts (mmap)", "tried to change its file system",
      ])
  }

  @Test("What was refused is noted once, and the refusal is the same as ever")
  func noted() throws {
    let opening = "socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) == -1 && errno == EPERM"
    let prisoner = try Prisoner(
      """
      for _ in 0..<100 where !(\(opening)) { return 0 }
      return socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0 ? 1 : 0
      """)
    #expect(try prisoner.loss() == 1)
    #expect(prisoner.events == ["tried to open a network socket"])
    // So is what another process tried, and what an answer tried that ended badly.
    let child = try Prisoner(
      "if Self.fork() == 0 { _exit(\(opening) ? 3 : 4) }; var s = Int32(0); wait(&s); exit(s >> 8)")
    #expect(try child.failure().description.contains("exit status 3"))
    #expect(child.events == ["tried to open a network socket"])
  }

  @Test(
    "An answer that does nothing of that kind is not noted, however it ends",
    arguments: [
      "return 1", "print(\"hello\"); return 1", "throw Unimplemented()", "fatalError()",
      "return [1.0][Int(residual)]", "abort()", "exit(0)", "raise(SIGSEGV); return 1",
      "Thread.detachNewThread { print(Date()) }; sleep(1); return 1", "while true {}",
      "var p = [1]; while true { p += p }", "return try loss(residual: residual, delta: delta) + 1",
      "let p = Process(); p.executableURL = URL(filePath: \"/bin/sh\"); try? p.run(); return 1",
      "print(ProcessInfo.processInfo.hostName, NSUserName(), Locale.current); return 1",
    ])
  func notNoted(loss: String) throws {
    let prisoner = try Prisoner(loss)
    do {
      _ = try prisoner.huber.loss(residual: 3, delta: 1)
    } catch let failure as AnswerFailure {
      try #require(failure.kind != .didNotCompile, "\(failure)")
    } catch is Unimplemented {}
    try prisoner.end()
    #expect(prisoner.events == [])
  }

  @Test("Calls that are refused without end meet the limits of time and memory")
  func refusedWithoutEnd() throws {
    let loop = "while true { _ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }"
    let begin = ContinuousClock.now
    let one = try Prisoner(loop, seconds: 3)
    #expect(try one.failure().kind == .timedOut)
    #expect(one.events == ["tried to open a network socket"])
    #expect(ContinuousClock.now - begin < .seconds(30))
    // The memory is asked for when the loops are well under way.
    let many = try Prisoner(
      """
      for _ in 0..<20 where Self.fork() == 0 { \(loop) }
      usleep(300_000)
      \(Self.takeMemoryTogether)
      """, seconds: 60)
    #expect(try many.failure().kind == .outOfMemory)
    #expect(many.events.first == "tried to open a network socket" && many.events.count == 2)
  }

  @Test("It has no way to what notes it, and can't take its place")
  func unreachable() throws {
    let prisoner = try Prisoner(
      """
      print((0..<Int32(256)).filter { fcntl($0, F_GETFD) != -1 })
      #if arch(x86_64)
        let number = 317
      #else
        let number = 277
      #endif
      // A filter of its own that allows everything, with a listener of its own.
      var allow: [UInt32] = [0x06, 0x7fff_0000]
      let call = Self.find(
        "syscall", as: (@convention(c) (Int, Int, Int, UnsafeRawPointer) -> Int).self)
      let taken = allow.withUnsafeMutableBytes { rules in
        withUnsafeBytes(of: (1, rules.baseAddress!)) { call(number, 1, 8, $0.baseAddress!) }
      }
      print(taken, errno == EBUSY)
      return 1
      """)
    #expect(try prisoner.loss() == 1)
    #expect(prisoner.session.end().printed == "[0, 1, 2, 3, 4]\n-1 true\n")
  }

  @Test("Forged replies and a worker of its own making are no value")
  func forged() throws {
    let flood = try Prisoner(
      "for i in 0..<Int32(64) { write(i, \"garbage, garbage\", 16) }; return 1"
    ).failure()
    #expect(flood.kind == .crashed)
    // Another user can't open the pipes anew; the same user can, and disturbs himself only.
    let everywhere = try Prisoner(
      """
      for process in 0..<10 {
        for i in 0..<10 {
          let file = open("/proc/\\(process)/fd/\\(i)", O_WRONLY)
          if file >= 0 { write(file, "ready\\nended 0 0 0\\n", 18); close(file) }
        }
      }
      exit(5)
      """
    ).failure()
    #expect(everywhere.kind == .crashed)
    #expect(!everywhere.description.contains("exit status 0"))
  }

  @Test("Starting itself again, with libraries of its own, ends the conversation")
  func again() throws {
    let failure = try Prisoner(
      """
      setenv("LD_PRELOAD", "/gradus/answer.so", 1)
      setenv("LD_LIBRARY_PATH", "/tmp", 1)
      var words: [UnsafeMutablePointer<CChar>?] = [strdup("gradus-worker"), nil]
      execv("/proc/self/exe", &words)
      return 1
      """
    ).failure()
    #expect(failure.kind == .crashed)
  }

  @Test("Nothing of the judge's environment is to be seen")
  func environment() throws {
    let prisoner = try Prisoner(
      """
      for (name, value) in ProcessInfo.processInfo.environment.sorted(by: <) {
        print("\\(name)=\\(value)")
      }
      return 1
      """)
    #expect(try prisoner.loss() == 1)
    let names = Set(
      prisoner.session.end().printed.split(separator: "\n").map { $0.prefix { $0 != "=" } })
    #expect(
      names.isSubset(of: [
        "GRADUS_WORKER", "HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "PWD", "SWIFT_BACKTRACE",
        "TMPDIR",
      ]))
    #expect(!prisoner.session.end().printed.contains(try kit.get().root))
  }
}
