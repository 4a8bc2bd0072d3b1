import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

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
    #expect(crash.status == .crashed)
    #expect(crash.description.contains("Index out of range at HuberRegression.swift:6:"))
    #expect(try Prisoner("exit(7)").failure().description.contains("exit status 7"))
    #expect(try Prisoner("abort()").failure().description.contains("abort"))
    #expect(try Prisoner("kill(0, SIGKILL); return 1").failure().description.contains("killed"))
    #expect(try Prisoner("while true {}").failure().status == .timedOut)
    #expect(try Prisoner("while true { sleep(9) }", seconds: 1).failure().status == .timedOut)
    let memory =
      "var a = [[Double]](); while true { a.append(.init(repeating: 1, count: 1 << 20)) }"
    #expect(try Prisoner(memory).failure().status == .outOfMemory)
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
    #expect(try bomb.failure().status == .timedOut)
    let counted = try Prisoner(
      "for n in 0..<1000 { let p = Self.fork(); if p == 0 { sleep(99) }; if p < 0 { return Double(n) } }; return 1000"
    )
    #expect(try 10...80 ~= counted.loss())
  }

  @Test("Many processes together have a limit of memory too")
  func memoryOfMany() throws {
    let prisoner = try Prisoner(Prisoner.takeMemoryTogether, seconds: 60)
    #expect(try prisoner.failure().status == .outOfMemory)
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

  @Test("Forged replies and a worker of its own making are no value")
  func forged() throws {
    let flood = try Prisoner(
      "for i in 0..<Int32(64) { write(i, \"garbage, garbage\", 16) }; return 1"
    ).failure()
    #expect(flood.status == .crashed)
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
    #expect(everywhere.status == .crashed)
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
    #expect(failure.status == .crashed)
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
