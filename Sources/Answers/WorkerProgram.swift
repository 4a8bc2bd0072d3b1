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
  }

  /// How a worker ends when it can't do its work.
  enum Status {
    static let usage: Int32 = 64
    static let cannotLoad: Int32 = 70
    static let brokenPipe: Int32 = 71
  }

  /// Runs the worker: `gradus-worker LIBRARY LIMITS`. Comes back when the judge closes the pipe.
  ///
  /// Everything up to `AnswerLibrary.load` happens before any code of the student's is in memory.
  public static func run(arguments: [String]) -> Int32 {
    guard arguments.count == 3,
      let limits = try? JSONDecoder().decode(Limits.self, from: Data(arguments[2].utf8))
    else {
      print("gradus-worker is started by gradus and by the test suites, not by hand.")
      return Status.usage
    }
    csystem_close_from(Descriptor.lifeline + 1)
    csystem_write_output_by_line()
    dieWithTheJudge()
    limits.apply()
    let connection = Connection(input: Descriptor.requests, output: Descriptor.replies)
    do {
      let answer = try AnswerLibrary.load(arguments[1])
      guard let operations = operations(of: answer) else { return Status.cannotLoad }
      try connection.serve(operations)
      return 0
    } catch {
      return error is PipeError ? Status.brokenPipe : Status.cannotLoad
    }
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
