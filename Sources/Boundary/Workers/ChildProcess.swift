import CSystem
import Synchronization

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

/// A program that this one has started, in a session and a process group of its own.
public final class ChildProcess: Sendable {
  /// How a program came to its end.
  public struct Ending: Sendable, Equatable {
    /// The status that the program gave back, when it ended by itself.
    public let status: Int32?
    /// The signal that ended it otherwise.
    public let signal: Int32?
    /// The processor time in seconds that it used.
    let processorSeconds: Double
    /// The most memory in bytes that it held at any moment.
    let peakMemory: Int
    /// Whether it was ended because it held too much memory, together with those that it started.
    var isOutOfMemory = false
  }

  /// The process's number, and its group's.
  public let pid: pid_t
  private let ending = Mutex<Ending?>(nil)
  private let supervision: Supervision?

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: its path, or a name to be found on the `PATH`.
  ///   - arguments: without the program's own name.
  ///   - environment: all of it; nothing is inherited.
  ///   - descriptors: the child's descriptor for each of ours; 0, 1 and 2 are `/dev/null` when
  ///     they aren't named.
  ///   - isSupervised: whether the program is a worker in a sandbox. How it ends is then told by
  ///     the sandbox's first process.
  /// - Throws: an error with the system's reason if the program can't be started.
  public init(
    _ executable: String, _ arguments: [String], environment: [String: String],
    descriptors: [Int32: Int32] = [:], isSupervised: Bool = false
  ) throws {
    Reaper.adoptOrphans()
    let supervision = isSupervised ? try Supervision() : nil
    defer { supervision?.closeTheirs() }
    self.supervision = supervision
    var actions = SpawnActions()
    defer { actions.destroy() }
    for descriptor in Int32(0)...2 where descriptors[descriptor] == nil {
      actions.open("/dev/null", as: descriptor)
    }
    for (theirs, ours) in descriptors.merging(supervision?.theirs ?? [:], uniquingKeysWith: { $1 })
    {
      actions.duplicate(ours, as: theirs)
    }
    pid = try Reaper.register {
      try actions.spawn(executable, arguments, environment: environment)
    }
  }

  /// Waits for the end; nil when it hasn't come in time.
  public func wait(until deadline: ContinuousClock.Instant) -> Ending? {
    while true {
      if let ending = poll() { return ending }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(500)
    }
  }

  /// The end, if it has come.
  public func poll() -> Ending? { ending.withLock { reap(&$0, options: WNOHANG) } }

  /// Whether the program itself was started; a sandbox may fail before that. Known at the end.
  var hasBegun: Bool { supervision?.words.hasBegun ?? true }

  /// What a sandbox refused the program, in plain words. Known at the end.
  var sandboxEvents: [String] { supervision?.words.sandboxEvents ?? [] }

  /// Ends the program and its whole group now, and what it has left behind.
  @discardableResult
  public func end() -> Ending {
    if let supervision {
      // The sandbox ends in order, with all that runs in it. It has nothing to wait for.
      supervision.letGo()
      if let ending = wait(until: .now + .seconds(5)) { return ending }
    }
    let ending = ending.withLock { ending in
      // The group outlives its leader, and its number isn't given again before we have waited.
      _ = kill(-pid, SIGKILL)
      return reap(&ending, options: 0)
    }
    Reaper.endOrphans()
    return ending ?? Ending(status: nil, signal: SIGKILL, processorSeconds: 0, peakMemory: 0)
  }

  #if os(Linux)
    private static let residentUnit = 1024
  #else
    private static let residentUnit = 1
  #endif

  private func reap(_ ending: inout Ending?, options: Int32) -> Ending? {
    if ending != nil { return ending }
    var status: Int32 = 0
    var usage = rusage()
    var result: pid_t
    repeat { result = wait4(pid, &status, options, &usage) } while result < 0 && errno == EINTR
    if result == 0 { return nil }
    Reaper.forget(pid)
    ending = Ending(
      waitStatus: status, processorSeconds: usage.ru_utime.seconds + usage.ru_stime.seconds,
      peakMemory: usage.ru_maxrss * Self.residentUnit)
    // What was waited for is bubblewrap; what has become of the program stands in the report.
    if let supervision {
      _ = supervision.isOver(by: .now)
      ending = supervision.words.ending ?? ending
    }
    return ending
  }
}

extension ChildProcess.Ending {
  /// An ending as the system packs it into a number.
  init(waitStatus: Int32, processorSeconds: Double, peakMemory: Int) {
    let exited = waitStatus & 0x7f == 0
    self.init(
      status: exited ? (waitStatus >> 8) & 0xff : nil, signal: exited ? nil : waitStatus & 0x7f,
      processorSeconds: processorSeconds, peakMemory: peakMemory)
  }
}

/// Two descriptors that belong together; neither is passed on to a child by accident.
struct Pipe {
  let reading: Int32
  let writing: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard csystem_pipe(&ends) == 0 else { throw SpawnError(program: "pipe", code: errno) }
    (reading, writing) = (Self.outOfTheWay(ends[0]), Self.outOfTheWay(ends[1]))
  }

  /// A descriptor that isn't one of those that a child expects.
  static func outOfTheWay(_ descriptor: Int32) -> Int32 {
    defer { close(descriptor) }
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 16)
  }
}

/// A program that couldn't be started.
struct SpawnError: Error, CustomStringConvertible {
  let program: String
  let code: Int32

  /// Names the program, with the system's reason.
  var description: String {
    "\(program) can't be started: \(String(cString: strerror(code)))"
  }
}

/// The C library's list of things to do between fork and exec.
private struct SpawnActions {
  #if canImport(Glibc)
    private var files = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #else
    private var files: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #endif

  init() {
    posix_spawn_file_actions_init(&files)
    posix_spawnattr_init(&attributes)
    var none = sigset_t()
    var all = sigset_t()
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, csystem_spawn_flags())
  }

  mutating func open(_ path: String, as descriptor: Int32) {
    posix_spawn_file_actions_addopen(&files, descriptor, path, O_RDWR, 0)
  }

  mutating func duplicate(_ ours: Int32, as theirs: Int32) {
    posix_spawn_file_actions_adddup2(&files, ours, theirs)
  }

  mutating func spawn(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) throws -> pid_t {
    var pid = pid_t()
    let code = withCStrings([executable] + arguments) { arguments in
      withCStrings(environment.map { "\($0.key)=\($0.value)" }) { environment in
        posix_spawnp(&pid, executable, &files, &attributes, arguments, environment)
      }
    }
    guard code == 0 else { throw SpawnError(program: executable, code: code) }
    return pid
  }

  mutating func destroy() {
    posix_spawn_file_actions_destroy(&files)
    posix_spawnattr_destroy(&attributes)
  }
}

func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let copies = strings.map { strdup($0) } + [nil]
  defer { copies.forEach { free($0) } }
  return body(copies)
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
