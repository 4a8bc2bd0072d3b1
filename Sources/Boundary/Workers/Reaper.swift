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

/// Sees to it that nothing that an answer starts outlives its worker.
///
/// A process that leaves its group and its parent falls to us (Linux: `PR_SET_CHILD_SUBREAPER`),
/// and is known by an environment variable that all descendants of a worker inherit. On macOS
/// only the group is ended. A sandbox is the stronger protection.
package enum Reaper {
  /// Marks the descendants of a worker.
  static let marker = "GRADUS_WORKER"

  private static let children = Mutex<Set<pid_t>>([])

  /// Makes orphans of our descendants our own children; once a process.
  static func adoptOrphans() { _ = once }

  private static let once: Void = {
    signal(SIGPIPE, SIG_IGN)
    csystem_adopt_orphans()
    // Each worker takes ten, and many tests run at a time.
    csystem_allow_open_files(4096)
  }()

  /// Runs `spawn` and notes the child as one that isn't an orphan.
  static func register(_ spawn: () throws -> pid_t) rethrows -> pid_t {
    try children.withLock { children in
      let pid = try spawn()
      children.insert(pid)
      return pid
    }
  }

  /// Forgets a child that has been waited for.
  static func forget(_ pid: pid_t) { children.withLock { _ = $0.remove(pid) } }

  /// Ends the adopted descendants of workers, and theirs.
  static func endOrphans() {
    #if os(Linux)
      children.withLock { known in
        while true {
          let orphans = childrenOfThisProcess().filter { !known.contains($0) && isMarked($0) }
          if orphans.isEmpty { return }
          for orphan in orphans {
            kill(orphan, SIGKILL)
            waitpid(orphan, nil, 0)
          }
        }
      }
    #endif
  }

  /// Waits from now on for whatever falls to us and ends, with a look twice a second.
  ///
  /// For the tests' own program: there Swift Testing waits for the children of its exit tests, takes the
  /// first one that has ended, whoever's it is, and waits for ever if nobody wants that one. A child of
  /// an exit test has the name of this program.
  package static func buryOrphans() {
    #if os(Linux)
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { _ in
          let own = Reaper.text(ofFile: "/proc/self/comm")
          var seen: Set<pid_t> = []
          while true {
            let ended = Reaper.children.withLock { known in
              Reaper.childrenOfThisProcess().filter {
                !known.contains($0) && Reaper.isZombie($0)
                  && Reaper.text(ofFile: "/proc/\($0)/comm") != own
              }
            }
            // Whoever wants one has had it by the second look.
            for child in ended where seen.contains(child) { waitpid(child, nil, WNOHANG) }
            seen = Set(ended)
            usleep(500_000)
          }
        }, nil)
    #endif
  }

  #if os(Linux)
    private static func isZombie(_ pid: pid_t) -> Bool {
      // Behind the name, which may have anything in it.
      text(ofFile: "/proc/\(pid)/stat").split(separator: ")").last?.hasPrefix(" Z") ?? false
    }

    private static func childrenOfThisProcess() -> [pid_t] {
      let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
      return threads.flatMap { thread in
        text(ofFile: "/proc/self/task/\(thread)/children").split(separator: " ").compactMap {
          pid_t($0)
        }
      }
    }

    private static func isMarked(_ pid: pid_t) -> Bool {
      if text(ofFile: "/proc/\(pid)/environ").contains("\(marker)=") { return true }
      // One that has ended has a name only, such as the nursery of suites that were ended before it, or
      // their compiler.
      return isZombie(pid)
        && ["gradus-worker\n", "bwrap\n", "swift-backtrace\n", "swift-frontend\n", "ld.lld\n"]
          .contains(text(ofFile: "/proc/\(pid)/comm"))
    }

    private static func text(ofFile path: String) -> String {
      guard let file = fopen(path, "re") else { return "" }
      defer { fclose(file) }
      var bytes = [UInt8](repeating: 0, count: 1 << 16)
      let count = fread(&bytes, 1, bytes.count, file)
      return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
  #endif
}
