import Curriculum
import Foundation
import Testing

@testable import Answers

/// One hostile statement, and what must be said of it.
struct Hostility: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let statement: String
  let kind: AnswerFailure.Kind
  let words: String

  init(_ name: String, _ statement: String, _ kind: AnswerFailure.Kind, _ words: String) {
    testDescription = name
    self.statement = statement
    self.kind = kind
    self.words = words
  }
}

@Suite("A hostile answer costs its own call and nothing else", .enabled(if: runsFullTests))
struct HostileAnswerTests {
  static let all = [
    Hostility(
      "an index out of range", "return [1.0][Int(residual)]", .crashed, "Index out of range"),
    Hostility("nil unwrapped", "return Double(\"x\")!", .crashed, "Unexpectedly found nil"),
    Hostility("an overflow", "return Double(Int.max + Int(residual))", .crashed, "overflow"),
    Hostility("fatalError", "fatalError(\"my words\")", .crashed, "my words"),
    Hostility("an endless loop", "while true {}", .timedOut, "2 seconds"),
    Hostility(
      "endless recursion", "return try loss(residual: residual, delta: delta) + 1", .crashed,
      "calls itself without end"),
    Hostility(
      "memory without end",
      "var a: [[Double]] = []; while true { a.append(.init(repeating: 1, count: 1 << 20)) }",
      .outOfMemory, "memory"),
    Hostility("exit(0)", "exit(0)", .crashed, "exit status 0"),
    Hostility("exit(71)", "exit(71)", .crashed, "connection"),
    Hostility("abort()", "abort()", .crashed, "abort"),
    Hostility(
      "every descriptor closed", "for i in 0..<Int32(256) { close(i) }; return 2.5", .crashed,
      "connection"),
    Hostility(
      "garbage on every descriptor",
      "for i in 0..<Int32(256) { write(i, \"garbage, garbage, garbage\", 25) }; return 2.5",
      .crashed, "connection"),
    Hostility(
      "a forged reply, and then another",
      "for i in 3..<Int32(256) { write(i, \"\\u{4}\\0\\0\\0abcd\", 8) }; return 2.5", .crashed,
      "connection"),
    Hostility(
      "signals ignored in a loop",
      "signal(SIGTERM, SIG_IGN); signal(SIGXCPU, SIG_IGN); while true {}", .timedOut, "seconds"),
    Hostility("its own group killed", "kill(0, SIGKILL); return 2.5", .crashed, "killed"),
    Hostility("asleep for ever", "sleep(1_000_000); return 2.5", .timedOut, "10 seconds"),
    Hostility(
      "a file without end",
      "let f = fopen(\"/tmp/gradus-endless\", \"w\"); unlink(\"/tmp/gradus-endless\"); let s = String(repeating: \"endless\", count: 100_000); while true { fputs(s, f) }",
      .crashed, "file grew too large"),
  ]

  @Test("It is named as what it is", arguments: all)
  func hostile(_ hostility: Hostility) throws {
    let workshop = try Workshop()
    let begin = ContinuousClock.now
    let session = try workshop.session(huberAnswer(loss: hostility.statement))
    let huber = AnswerSource(session).huberRegression
    let failure = #expect(throws: AnswerFailure.self) { try huber.loss(residual: 3, delta: 1) }
    #expect(failure?.kind == hostility.kind)
    #expect(failure?.description.contains(hostility.words) == true, "\(failure?.description ?? "")")
    #expect(throws: AnswerFailure.self) { try huber.hasClosedForm(for: .ridge) }
    #expect(session.end().failure?.kind == hostility.kind)
    #expect(ContinuousClock.now - begin < .seconds(30))
  }

  @Test("Megabytes of output are cut, and the value still counts")
  func output() throws {
    let workshop = try Workshop()
    let session = try workshop.session(
      huberAnswer(loss: "for i in 0..<300_000 { print(\"line\", i) }; return 2.5"))
    #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 2.5)
    let printed = session.end().printed
    #expect(printed.utf8.count < 5000 && printed.contains("more bytes"))
  }

  @Test("An error of its own is called by its name")
  func ownError() throws {
    let workshop = try Workshop()
    let session = try workshop.session(
      huberAnswer(loss: "throw Mine(why: 3)", members: "struct Mine: Error { let why: Int }"))
    let error = #expect(throws: UnexpectedError.self) {
      try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1)
    }
    #expect(error?.description.contains("Mine(why: 3)") == true)
    session.end()
  }

  @Test("Threads and processes that it starts don't outlive the session")
  func leftovers() throws {
    let workshop = try Workshop()
    let mark = "gradus-leftover-\(ProcessInfo.processInfo.processIdentifier)"
    let session = try workshop.session(
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
  @Test("A worker ends when its judge is gone, though the answer never returns")
  func judgeGone() throws {
    let kit = try kit.get()
    let workshop = try Workshop()
    _ = try workshop.session(huberAnswer(loss: "sleep(1000); return 2.5"))
    let library = try AnswerCompiler(kit: kit)
      .library(for: .huberRegression, in: workshop.folder.path)
    let (requests, replies, lifeline) = (try Answers.Pipe(), try Answers.Pipe(), try Answers.Pipe())
    defer { [requests.writing, requests.reading, replies.reading].forEach { close($0) } }
    let limits = String(decoding: try JSONEncoder().encode(Limits.standard), as: UTF8.self)
    let worker = try ChildProcess(
      kit.worker, [library, limits], environment: [:],
      descriptors: [3: requests.reading, 4: replies.writing, 5: lifeline.reading])
    [replies.writing, lifeline.reading].forEach { close($0) }
    try writeFrame(
      Wire.encode(Request("loss(residual:delta:)", 3.0, 1.0)), to: requests.writing)
    #expect(worker.wait(until: .now + .milliseconds(300)) == nil)
    close(lifeline.writing)
    #expect(worker.wait(until: .now + .seconds(5))?.signal == SIGKILL)
    worker.end()
  }

  private func processes(containing mark: String) -> Int {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.count { process in
      guard process.allSatisfy(\.isNumber) else { return false }
      let line = files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return String(decoding: line, as: UTF8.self).contains(mark)
    }
  }
}
