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

/// What a worker may use up.
public struct Limits: Sendable, Hashable, Codable {
  /// Processor time in seconds that one test may cost; an endless loop meets this limit.
  public var processorSeconds = 2

  /// Time in seconds that one test may wait; sleeping forever meets this limit.
  public var seconds = 10.0

  /// Time in seconds between two messages of a worker that reports on its way; nil for no limit but
  /// `seconds`.
  public var silence: Double?

  /// Address space in bytes.
  public var memory = 512 << 20

  /// The largest file in bytes that an answer may write.
  public var fileSize = 16 << 20

  /// Threads and processes of the user; root is exempt on Linux.
  var processes = 4096

  /// Files and connections that a process may have open at once.
  var openFiles = 256

  /// How many threads share a large product of matrices; nil for one for each processor.
  public var threads: Int?

  /// How many bytes of what an answer prints are kept for each test.
  public var output = 4096

  /// The limits that hold when nothing else is said.
  public static let standard = Limits()

  /// The limits in a sandbox, where processes are counted for each worker, so that few are enough.
  func under(_ sandbox: Sandbox?) -> Limits {
    guard sandbox != nil else { return self }
    var limits = self
    // Threads count too, and some share work among one for each processor.
    limits.processes = 64 + ProcessInfo.processInfo.activeProcessorCount
    limits.openFiles = 64
    return limits
  }

  /// Lowers this process's own limits; they can't be raised again.
  func apply() {
    lower(csystem_processor_time, to: processorSeconds, hard: processorSeconds + 1)
    lower(csystem_address_space, to: memory)
    lower(csystem_file_size, to: fileSize)
    lower(csystem_core_size, to: 0)
    lower(csystem_processes, to: processes)
    lower(csystem_open_files, to: openFiles)
    if let threads { setenv("GRADUS_THREADS", "\(threads)", 1) }
  }

  /// What the system doesn't enforce, for those who read a report; nil where it enforces all.
  public static func notEnforced(hasSandbox: Bool, isRoot: Bool = geteuid() == 0) -> String? {
    #if os(Linux)
      !isRoot || hasSandbox
        ? nil
        : "Run by root: nothing limits how many processes an answer starts."
    #else
      "This system sets no limit of memory to a process. Each answer's was looked at twenty times a "
        + "second, without that of processes that it started, and processes that left its group were not "
        + "ended."
    #endif
  }

  /// Watches over this process where the system doesn't. On Linux it does.
  func watch() {
    #if !os(Linux)
      csystem_watch_limits(UInt64(memory), Double(processorSeconds) + 0.5)
    #endif
  }

  private func lower(_ resource: csystem_resource, to soft: Int, hard: Int? = nil) {
    csystem_limit(resource, UInt64(soft), UInt64(hard ?? soft))
  }
}
