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

/// Our ends of the pipes to a sandbox's first process, which no answer can reach.
final class Supervision: Sendable {
  /// What the first process has said.
  struct Report {
    /// Whether the program was started, with all its limits.
    var hasBegun = false
    /// How it ended; nil when it was we who ended it.
    var ending: ChildProcess.Ending?
    /// What the sandbox refused, in plain words, each once.
    var sandboxEvents: [String] = []
    /// Whether the nursery finds everything as it was.
    var isClean = false

    init(_ text: String) {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        switch words.first {
        case "ready": hasBegun = true
        case "clean": isClean = true
        case "memory":
          ending = ChildProcess.Ending(
            status: nil, signal: SIGKILL, processorSeconds: 0, peakMemory: 0, isOutOfMemory: true)
          note(SandboxEvent.tooMuchMemory)
        case "refused" where words.count == 2:
          note(SandboxEvent.words(forCall: String(words[1])))
        case "ended" where words.count == 4:
          guard let status = Int32(words[1]), let time = Double(words[2]),
            let memory = Int(words[3])
          else { continue }
          ending = ChildProcess.Ending(
            waitStatus: status, processorSeconds: time / 1e6, peakMemory: memory << 10)
        default: continue
        }
      }
    }

    private mutating func note(_ event: String) {
      if !sandboxEvents.contains(event) { sandboxEvents.append(event) }
    }
  }

  private let ends: (lifeline: Pipe, told: Pipe)
  private let open = Mutex(true)
  private let text = Mutex((heard: "", isOver: false))

  init() throws {
    ends = (try Pipe(), try Pipe())
    _ = fcntl(ends.told.reading, F_SETFL, O_NONBLOCK)
  }

  deinit {
    letGo()
    close(ends.told.reading)
  }

  /// The ends that aren't ours.
  var lifeline: Int32 { ends.lifeline.reading }
  var report: Int32 { ends.told.writing }

  /// The child's descriptor for each of ours.
  var theirs: [Int32: Int32] {
    [WorkerProgram.Descriptor.lifeline: lifeline, WorkerProgram.Descriptor.report: report]
  }

  func closeTheirs() { theirs.values.forEach { close($0) } }

  /// Ends the program, if it hasn't ended.
  func letGo() {
    open.withLock { open in
      if open { close(ends.lifeline.writing) }
      open = false
    }
  }

  /// What has been said so far.
  var words: Report { Report(text.withLock { $0.heard }) }

  /// Whether all has been said by then: whoever watches has closed the report, or has ended.
  func isOver(by deadline: ContinuousClock.Instant) -> Bool {
    text.withLock { text in
      var bytes = [UInt8](repeating: 0, count: 4096)
      while !text.isOver {
        let count = read(ends.told.reading, &bytes, bytes.count)
        if count > 0 {
          text.heard += String(decoding: bytes.prefix(count), as: UTF8.self)
        } else if count == 0 {
          text.isOver = true
        } else if errno == EAGAIN {
          let left = ContinuousClock.now.duration(to: deadline) / .milliseconds(1)
          guard left > 0 else { return false }
          var polled = pollfd(fd: ends.told.reading, events: Int16(POLLIN), revents: 0)
          poll(&polled, 1, Int32(left) + 1)
        }
      }
      return true
    }
  }
}
