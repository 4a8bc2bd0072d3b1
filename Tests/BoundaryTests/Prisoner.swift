import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

/// The sandbox of this machine, where it has one.
let bubblewrap = Result { try Sandbox.fulfill(.bubblewrap, for: kit.get()) }

/// Why tests of the sandbox are skipped.
let noSandbox: Comment = "bubblewrap (bwrap) isn't installed, or doesn't work here"

let hasSandbox = (try? bubblewrap.get()) != nil

/// An answer in the sandbox, and a mark by which its processes are found.
struct Prisoner {
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

  /// What an answer does whose processes hold more than is allowed together, and none too much alone.
  static let takeMemoryTogether = """
    for _ in 0..<30 where Self.fork() == 0 {
      let memory = malloc(200 << 20)!
      memset(memory, 7, 200 << 20)
      sleep(99)
    }
    sleep(99)
    return 1
    """
}
