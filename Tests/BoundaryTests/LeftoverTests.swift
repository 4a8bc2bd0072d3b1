import CSystem
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

@Suite("What an answer leaves behind is found and ended")
struct LeftoverTests {
  @Test("After a failure, every further call throws the same failure")
  func afterFailure() throws {
    let session = try BoundaryTests.session(huberAnswer(loss: "exit(0)"))
    let huber = AnswerSource(session).huberRegression
    let failure = #expect(throws: AnswerFailure.self) { try huber.loss(residual: 3, delta: 1) }
    #expect(failure?.status == .crashed)
    #expect(failure?.description.contains("exit status 0") == true)
    #expect(throws: AnswerFailure.self) { try huber.hasClosedForm(for: .ridge) }
    #expect(session.end().failure?.description == failure?.description)
  }

  // On a Mac a process that leaves the worker's group isn't found again, and reports say so.
  @Test(
    "Threads and processes that it starts don't outlive the session", .slow,
    .enabled(if: Workers.canCopy))
  func leftovers() throws {
    let mark = "gradus-leftover-\(ProcessInfo.processInfo.processIdentifier)"
    let session = try BoundaryTests.session(
      "import Foundation\n"
        + huberAnswer(
          loss: """
            Thread.detachNewThread { while true { usleep(1000) } }
            var pid = pid_t()
            let list: [String] = ["setsid", "sh", "-c", "sleep 99; : \(mark)"]
            var words = list.map { strdup($0) } + [nil]
            posix_spawnp(&pid, "setsid", nil, nil, &words, environ)
            return 2.5
            """))
    #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 2.5)
    usleep(100_000)
    #expect(processes(containing: mark) > 0)
    session.end()
    #expect(processes(containing: mark) == 0)
  }

  // The lifeline is a pipe whose other end only the judge holds; the worker waits for its end.
  @Test("A worker of its own ends when its judge is gone, though the answer never returns", .slow)
  func judgeGone() throws {
    let kit = try kit.get()
    let (requests, replies, lifeline) = (
      try Boundary.Pipe(), try Boundary.Pipe(), try Boundary.Pipe()
    )
    defer { [requests.writing, requests.reading, replies.reading].forEach { close($0) } }
    let worker = try ChildProcess(
      kit.worker, try WorkerProgram.Words.serve([sleepyLibrary(kit)], .standard, "lonely"),
      environment: [:],
      descriptors: [3: requests.reading, 4: replies.writing, 5: lifeline.reading])
    [replies.writing, lifeline.reading].forEach { close($0) }
    try writeFrame(
      Wire.encode(Request("loss(residual:delta:)", 3.0, 1.0)), to: requests.writing)
    #expect(worker.wait(until: .now + .milliseconds(300)) == nil)
    close(lifeline.writing)
    #expect(worker.wait(until: .now + .seconds(5))?.signal == SIGKILL)
    worker.end()
  }

  @Test("So does the copy of a nursery, and the nursery", .slow, .enabled(if: Workers.canCopy))
  func judgeOfNurseryGone() throws {
    let kit = try kit.get()
    let mark = UUID().uuidString
    var ends: [Int32] = [0, 0]
    try #require(csystem_nursery_sockets(&ends) == 0)
    let nursery = try ChildProcess(
      kit.worker, [WorkerProgram.Words.nurse, mark, "0"], environment: [:],
      descriptors: [3: ends[1]])
    close(ends[1])
    let (requests, replies) = (try Boundary.Pipe(), try Boundary.Pipe())
    let supervision = try Supervision()
    let request = WorkerProgram.Request(of: [try sleepyLibrary(kit)], .standard)
    let text = [UInt8](try JSONEncoder().encode(request)).map { CChar(bitPattern: $0) }
    let theirs = [
      requests.reading, replies.writing, replies.writing, replies.writing, supervision.report,
      supervision.lifeline,
    ]
    try #require(csystem_ask_nursery(ends[0], text, Int32(text.count), theirs) == 0)
    [requests.reading, replies.writing].forEach { close($0) }
    supervision.closeTheirs()
    try writeFrame(
      Wire.encode(Request("loss(residual:delta:)", 3.0, 1.0)), to: requests.writing)
    usleep(300_000)
    #expect(processes(containing: mark) == 2)
    supervision.letGo()
    [requests.writing, replies.reading, ends[0]].forEach { close($0) }
    #expect(nursery.wait(until: .now + .seconds(5))?.status == 0)
    #expect(processes(containing: mark) == 0)
    nursery.end()
  }

  // Such a worker is left when whoever has started it was ended. Nobody else would ever wait for it.
  @Test("A worker that has fallen to us and has ended is waited for", .enabled(if: Workers.canCopy))
  func zombies() throws {
    let path = try kit.get().worker
    var pid = pid_t()
    var words = [strdup(path), nil]
    defer { free(words[0]) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    try #require(posix_spawn(&pid, path, &actions, nil, &words, nil) == 0)
    posix_spawn_file_actions_destroy(&actions)
    var isThere = true
    for _ in 0..<200 where isThere {
      usleep(10_000)
      Reaper.endOrphans()
      isThere = kill(pid, 0) == 0
    }
    #expect(!isThere)
  }

  private func sleepyLibrary(_ kit: BuiltKit) throws -> String {
    try AnswerCompiler(kit: kit).library(
      for: .huberRegression, in: folder(holding: huberAnswer(loss: "sleep(1000); return 2.5")))
  }

  private func processes(containing mark: String) -> Int { Self.processes(containing: mark) }

  static func processes(containing mark: String) -> Int { names(containing: mark).count }

  /// The numbers of the processes that have a word in their command line.
  static func names(containing mark: String) -> [String] {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { process in
      guard process.allSatisfy(\.isNumber) else { return false }
      let line = files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }
}
