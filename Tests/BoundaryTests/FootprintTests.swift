import CSystem
import Foundation
import KitTesting
import Testing

@testable import Boundary

/// What watches over a worker where the system sets no limit, as on a Mac; it runs everywhere.
@Suite("A process that watches over itself ends when it meets a limit")
struct FootprintTests {
  @Test("Memory: what it holds is known, and too much of it is said and ends it")
  func memory() async throws {
    #expect(csystem_footprint() > 1 << 20)
    let result = await #expect(
      processExitsWith: .signal(SIGKILL), observing: [\.standardErrorContent]
    ) {
      csystem_watch_limits(csystem_footprint() + 64 << 20, 0)
      var blocks: [[UInt8]] = []
      while blocks.count < 4096 {
        blocks.append([UInt8](repeating: 1, count: 1 << 20))
        usleep(1000)
      }
    }
    let words = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(words.contains("failed to allocate"))
  }

  @Test("Processor time, which an answer can't have by passing over the signal", .slow)
  func time() async {
    await #expect(processExitsWith: .signal(SIGKILL)) {
      signal(SIGXCPU, SIG_IGN)
      csystem_watch_limits(0, 0.2)
      while true {}
    }
  }

  @Test("A system that enforces all has nothing to say in its reports")
  func notEnforced() {
    #if os(Linux)
      #expect(Limits.notEnforced(hasSandbox: false, isRoot: false) == nil)
      #expect(Limits.notEnforced(hasSandbox: true, isRoot: true) == nil)
      #expect(Limits.notEnforced(hasSandbox: false, isRoot: true)?.contains("processes") == true)
    #else
      #expect(Limits.notEnforced(hasSandbox: false)?.contains("memory") == true)
    #endif
  }
}
