import CSystem
import LinearAlgebra

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
    static let requests = Int32(csystem_requests.rawValue)
    static let replies = Int32(csystem_replies.rawValue)
    static let lifeline = Int32(csystem_lifeline.rawValue)
    static let report = Int32(csystem_report.rawValue)
  }

  /// How a worker ends when it can't do its work.
  enum Status {
    static let usage: Int32 = 64
    static let cannotLoad: Int32 = 70
    static let brokenPipe: Int32 = 71
    static let notConfined: Int32 = 72

    static let all = [usage, cannotLoad, brokenPipe, notConfined]
  }

  /// What a nursery's child is told to do.
  struct Request: Codable {
    /// An answer that is loaded.
    struct Library: Codable {
      /// The path of the answer, as the child sees it.
      let path: String
      /// The name of the exercise that it answers.
      let exercise: String
    }

    /// The answers. The operations are those of the first.
    let libraries: [Library]
    let limits: Limits
    /// What it gives up in a sandbox.
    let confinement: Confinement?

    /// - Parameters:
    ///   - libraries: The paths of libraries as the compiler of answers names them.
    ///   - places: The paths by which the child sees them, if those are others.
    init(
      of libraries: [String], seenAt places: [String]? = nil, _ limits: Limits,
      _ confinement: Confinement? = nil
    ) {
      self.libraries = zip(libraries, places ?? libraries).map { library, place in
        Library(
          path: place,
          exercise: String(library.parent.split(separator: "/").last?.prefix { $0 != "-" } ?? ""))
      }
      self.limits = limits
      self.confinement = confinement
    }
  }

  /// What the worker is told to do: the words of its command line.
  enum Words {
    /// To become a nursery; its name and the memory that its children may hold follow.
    static let nurse = "--nurse"
    fileprivate static let serve = "--serve"
    fileprivate static let execute = "--execute"
    fileprivate static let probe = "--probe"

    /// To load libraries and to serve calls.
    static func serve(_ libraries: [String], _ limits: Limits, _ name: String) throws -> [String] {
      [serve, try encoded(Request(of: libraries, limits)), name]
    }

    /// To run other programs, one after the other, as long as each succeeds.
    static func execute(
      _ commands: [[String]], _ limits: Limits, _ confinement: Confinement?
    ) throws -> [String] {
      [
        execute,
        try encoded(Execution(commands: commands, limits: limits, confinement: confinement)),
      ]
    }

    /// To say whether a sandbox holds.
    static func probe(_ limits: Limits, _ confinement: Confinement) throws -> [String] {
      [probe, try encoded(Request(of: [], limits, confinement))]
    }

    private static func encoded(_ value: some Encodable) throws -> String {
      String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }
  }

  /// Programs to be run with limits.
  fileprivate struct Execution: Codable {
    let commands: [[String]]
    let limits: Limits
    let confinement: Confinement?
  }

  /// Only what a worker needs to start: an answer learns nothing of how it is judged.
  static func environment(in sandbox: Sandbox?) -> [String: String] {
    ordinary.merging(sandbox?.environment ?? [:], uniquingKeysWith: { $1 })
  }

  private static let ordinary: [String: String] = {
    let inherited = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]
    var environment = ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
    environment[Reaper.marker] = "1"
    environment["SWIFT_BACKTRACE"] =
      "enable=yes,color=no,threads=crashed,registers=none,images=none,interactive=no,"
      + "output-to=stderr,limit=32,top=4,demangle=yes,timeout=5s,warnings=suppressed"
    return environment
  }()

  /// Runs the worker. Comes back when the judge closes the pipe.
  ///
  /// Everything up to `AnswerLibrary.load` happens before any code of the student's is in memory.
  ///
  /// - Parameter offering: What a program offers beside the answer's own operations, such as the
  ///   runs of a lab; is given all answers by the names of their exercises.
  public static func run(
    arguments: [String], offering: @escaping ([String: Any]) -> Operations = { _ in [:] }
  ) -> Int32 {
    let words = Array(arguments.dropFirst())
    switch words.first {
    case Words.nurse where words.count == 3:
      return UInt64(words[2]).map { nurse(memory: $0, offering) } ?? Status.usage
    case Words.serve:
      guard let request: Request = decoded(words) else { break }
      csystem_close_from(Descriptor.lifeline + 1)
      endWithTheJudge()
      request.limits.apply()
      request.limits.watch()
      csystem_crash_quietly()
      return serve(request, offering)
    case Words.probe:
      guard let request: Request = decoded(words), let confinement = request.confinement
      else { break }
      return confined(by: confinement, request.limits) ? lookAround() : Status.notConfined
    case Words.execute:
      guard let execution: Execution = decoded(words) else { break }
      if let confinement = execution.confinement {
        guard confined(by: confinement, execution.limits) else { return Status.notConfined }
      } else {
        csystem_close_from(Descriptor.lifeline + 1)
        endWithTheJudge()
        execution.limits.apply()
      }
      return execute(execution.commands)
    default: break
    }
    print("gradus-worker is started by gradus and by the test suites, not by hand.")
    return Status.usage
  }

  private static func decoded<Value: Decodable>(_ words: [String]) -> Value? {
    words.count > 1 ? try? JSONDecoder().decode(Value.self, from: Data(words[1].utf8)) : nil
  }

  /// Splits off a child for each test, which comes back from here.
  private static func nurse(
    memory: UInt64, _ offering: ([String: Any]) -> Operations
  ) -> Int32 {
    csystem_close_from(Descriptor.replies)
    warmUp()
    var text = [CChar](repeating: 0, count: 1 << 16)
    let supervisor = csystem_nurse(Descriptor.requests, memory, &text, Int32(text.count))
    guard supervisor >= 0 else {
      csystem_complain("the sandbox has no processes of its own")
      return Status.notConfined
    }
    let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    guard let request = try? JSONDecoder().decode(Request.self, from: Data(bytes)) else {
      return Status.usage
    }
    if let confinement = request.confinement {
      guard isConfined(confinement, request.limits, supervisor) else { return Status.notConfined }
    } else {
      close(supervisor)
      request.limits.apply()
    }
    sayReady()
    return serve(request, offering)
  }

  /// Does once what would otherwise be done for the first time in each child.
  private static func warmUp() {
    let request = Request(of: [""], .standard)
    if let text = try? JSONEncoder().encode(request) {
      _ = try? JSONDecoder().decode(Request.self, from: text)
    }
    let matrix = Matrix(rows: 1, columns: 1, elements: [1])
    if let frame = try? Wire.encode(Frame(ReplyTag.value, matrix, [matrix.row(0)], 1, 1.5, true)) {
      _ = try? Wire.decode(ReturnedValue<Matrix>.self, from: frame)
    }
  }

  private static func serve(
    _ request: Request, _ offering: ([String: Any]) -> Operations
  ) -> Int32 {
    csystem_write_output_by_line()
    let connection = Connection(input: Descriptor.requests, output: Descriptor.replies)
    do {
      var answers: [String: Any] = [:]
      for library in request.libraries {
        answers[library.exercise] = try AnswerLibrary.load(library.path)
      }
      guard let exercise = request.libraries.first?.exercise, let answer = answers[exercise],
        let operations = operationsOfAnswers[exercise]?(answer)
      else {
        csystem_complain("it holds no answer to this exercise")
        return Status.cannotLoad
      }
      try connection.serve(operations.merging(offering(answers)) { own, _ in own })
      return 0
    } catch {
      if let error = error as? AnswerLibrary.LoadError { csystem_complain(error.message) }
      return error is PipeError ? Status.brokenPipe : Status.cannotLoad
    }
  }

  private static func execute(_ commands: [[String]]) -> Int32 {
    for command in commands {
      var pid = pid_t()
      let code = withCStrings(command) { posix_spawnp(&pid, command[0], nil, nil, $0, environ) }
      guard code == 0 else { return cannotStart(command, code) }
      var status: Int32 = 0
      while waitpid(pid, &status, 0) < 0, errno == EINTR {}
      let ending = ChildProcess.Ending(waitStatus: status, processorSeconds: 0, peakMemory: 0)
      // Ends as that one did.
      if let signal = ending.signal { kill(getpid(), signal) }
      if ending.status != 0 { return ending.status ?? Status.cannotLoad }
    }
    return 0
  }

  private static func cannotStart(_ command: [String], _ code: Int32) -> Int32 {
    csystem_complain("\(command[0]) can't be started: \(String(cString: strerror(code)))")
    return Status.cannotLoad
  }

  /// Confines this process. The one that called is left behind as supervisor, and a child comes back.
  private static func confined(by confinement: Confinement, _ limits: Limits) -> Bool {
    csystem_close_from(Descriptor.report + 1)
    let supervisor = csystem_supervise(
      Descriptor.lifeline, Descriptor.report, UInt64(confinement.memory))
    guard supervisor >= 0 else {
      csystem_complain("the sandbox has no processes of its own")
      return false
    }
    guard isConfined(confinement, limits, supervisor) else { return false }
    sayReady()
    return true
  }

  private static func isConfined(
    _ confinement: Confinement, _ limits: Limits, _ supervisor: Int32
  ) -> Bool {
    guard let problem = confinement.apply(limits, supervisor) else { return true }
    csystem_complain(problem)
    return false
  }

  /// Tells the judge that an answer can be loaded now, and gives up the way to say more.
  private static func sayReady() {
    _ = write(Descriptor.report, "ready\n", 6)
    close(Descriptor.report)
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
  private static func endWithTheJudge() {
    Lifeline.watch(Descriptor.lifeline) { kill(0, SIGKILL) }
  }
}
