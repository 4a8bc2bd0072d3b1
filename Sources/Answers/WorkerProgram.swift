import CSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program that loads an answer and serves calls to it: all that `gradus-worker` is.
public enum WorkerProgram {
  /// Where the judge puts the ends of its pipes.
  enum Descriptor {
    static let requests: Int32 = 3
    static let replies: Int32 = 4
    static let lifeline: Int32 = 5
    static let report: Int32 = 6
  }

  /// How a worker ends when it can't do its work.
  enum Status {
    static let usage: Int32 = 64
    static let cannotLoad: Int32 = 70
    static let brokenPipe: Int32 = 71
    static let notConfined: Int32 = 72
  }

  /// What the worker is told to do.
  enum Words {
    fileprivate static let execute = "--execute"
    fileprivate static let probe = "--probe"

    /// To load a library and to serve calls.
    static func serve(
      _ library: String, _ limits: Limits, _ confinement: Confinement?
    ) throws -> [String] {
      try [library, encoded(limits)] + (confinement.map { [try encoded($0)] } ?? [])
    }

    /// To become another program, such as the compiler.
    static func execute(
      _ command: [String], _ limits: Limits, _ confinement: Confinement?
    ) throws -> [String] {
      try [execute, encoded(limits), encoded(confinement)] + command
    }

    /// To say whether a sandbox holds.
    static func probe(_ limits: Limits, _ confinement: Confinement) throws -> [String] {
      try serve(probe, limits, confinement)
    }

    private static func encoded(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    fileprivate static func decoded<Value: Decodable>(_ word: String) -> Value? {
      try? JSONDecoder().decode(Value.self, from: Data(word.utf8))
    }
  }

  /// Runs the worker: `gradus-worker LIBRARY LIMITS [CONFINEMENT]`, or
  /// `gradus-worker --execute LIMITS CONFINEMENT PROGRAM …`. Comes back when the judge closes the
  /// pipe.
  ///
  /// Everything up to `AnswerLibrary.load` happens before any code of the student's is in memory.
  public static func run(arguments: [String]) -> Int32 {
    let words = arguments.dropFirst()
    let isProgram = words.first == Words.execute && words.count > 3
    guard isProgram || (2...3).contains(words.count), let limits: Limits = Words.decoded(words[2]),
      let confinement: Confinement? = words.count > 2 ? Words.decoded(words[3]) : .some(nil)
    else {
      print("gradus-worker is started by gradus and by the test suites, not by hand.")
      return Status.usage
    }
    csystem_close_from(max(Descriptor.lifeline, confinement == nil ? 0 : Descriptor.report) + 1)
    if let confinement {
      if let problem = confinement.apply(limits) {
        csystem_complain(problem)
        return Status.notConfined
      }
    } else {
      if !isProgram { dieWithTheJudge() }
      limits.apply()
    }
    if isProgram { return become(Array(words.dropFirst(3))) }
    return words[1] == Words.probe ? lookAround() : serve(words[1])
  }

  private static func serve(_ library: String) -> Int32 {
    csystem_write_output_by_line()
    let connection = Connection(input: Descriptor.requests, output: Descriptor.replies)
    do {
      let answer = try AnswerLibrary.load(library)
      guard let operations = operations(of: answer) else { return Status.cannotLoad }
      try connection.serve(operations)
      return 0
    } catch {
      if let error = error as? AnswerLibrary.LoadError { csystem_complain(error.message) }
      return error is PipeError ? Status.brokenPipe : Status.cannotLoad
    }
  }

  private static func become(_ command: [String]) -> Int32 {
    withCStrings(command) { csystem_become_program($0) }
    csystem_complain("\(command[0]) can't be started: \(String(cString: strerror(errno)))")
    return Status.cannotLoad
  }

  /// Whether the limits that protect the machine hold in a sandbox.
  private static func lookAround() -> Int32 {
    guard csystem_can_fork() != 0 else {
      csystem_complain("the kernel counts processes outside of the sandbox too (before Linux 5.14)")
      return Status.notConfined
    }
    csystem_limit(csystem_processes, 1, 1)
    guard csystem_can_fork() == 0 else {
      csystem_complain("the number of processes can't be limited")
      return Status.notConfined
    }
    return 0
  }

  /// Ends this process and its group when the judge is gone, whatever the answer is doing.
  private static func dieWithTheJudge() {
    var thread = pthread_t(bitPattern: 0)
    pthread_create(
      &thread, nil,
      { _ in
        let judge = getppid()
        var byte: UInt8 = 0
        var count: Int
        repeat { count = read(Descriptor.lifeline, &byte, 1) } while count < 0 && errno == EINTR
        // Not the end of the pipe, but an answer that has closed our end: then the parent tells.
        if count < 0 { while getppid() == judge { usleep(100_000) } }
        kill(0, SIGKILL)
        return nil
      }, nil)
  }
}

extension Confinement {
  /// Confines this process; what is wrong when that fails. The process that called is left behind
  /// as supervisor, and a child comes back from here.
  func apply(_ limits: Limits) -> String? {
    let report = WorkerProgram.Descriptor.report
    let supervisor = csystem_supervise(
      WorkerProgram.Descriptor.lifeline, report, UInt64(memory))
    guard supervisor >= 0 else { return "the sandbox has no processes of its own" }
    if let user, csystem_become_user(user) != 0 { return "the user can't be changed" }
    csystem_prefer_as_victim()
    limits.apply()
    guard csystem_refuse_system_calls(supervisor) == 0 else {
      return "system calls can't be refused"
    }
    _ = write(report, "ready\n", 6)
    close(report)
    return nil
  }
}
