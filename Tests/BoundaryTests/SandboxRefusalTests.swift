import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

@Suite(
  "What the sandbox refuses, and how it is noted", .serialized,
  .slow, .enabled(if: hasSandbox, noSandbox))
struct SandboxRefusalTests {
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
      try #require(failure.status != .didNotCompile, "\(failure)")
    } catch is Unimplemented {}
    try prisoner.end()
    #expect(prisoner.events == [])
  }

  @Test("Calls that are refused without end meet the limits of time and memory")
  func refusedWithoutEnd() throws {
    let loop = "while true { _ = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }"
    let begin = ContinuousClock.now
    let one = try Prisoner(loop, seconds: 3)
    #expect(try one.failure().status == .timedOut)
    #expect(one.events == ["tried to open a network socket"])
    #expect(ContinuousClock.now - begin < .seconds(30))
    // The memory is asked for when the loops are well under way.
    let many = try Prisoner(
      """
      for _ in 0..<20 where Self.fork() == 0 { \(loop) }
      usleep(300_000)
      \(Prisoner.takeMemoryTogether)
      """, seconds: 60)
    #expect(try many.failure().status == .outOfMemory)
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

}
