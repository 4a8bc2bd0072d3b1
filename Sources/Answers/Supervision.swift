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

    init(_ text: String) {
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        switch words.first {
        case "ready": hasBegun = true
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

  private let lifeline: Pipe
  private let told: Pipe
  private let open = Mutex(true)
  private let text = Mutex<String?>(nil)

  init() throws {
    lifeline = try Pipe()
    told = try Pipe()
  }

  deinit {
    letGo()
    _ = finish()
  }

  /// The child's descriptor for each of ours.
  var theirs: [Int32: Int32] {
    [
      WorkerProgram.Descriptor.lifeline: lifeline.reading,
      WorkerProgram.Descriptor.report: told.writing,
    ]
  }

  func closeTheirs() { theirs.values.forEach { close($0) } }

  /// Ends the sandbox, if it hasn't ended.
  func letGo() {
    open.withLock { open in
      if open { close(lifeline.writing) }
      open = false
    }
  }

  var report: Report { Report(text.withLock { $0 } ?? "") }

  /// Reads what has been said; to be called when the sandbox has ended.
  func finish() -> Report {
    text.withLock { text in
      if text != nil { return }
      _ = fcntl(told.reading, F_SETFL, O_NONBLOCK)
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = read(told.reading, &bytes, bytes.count)
      text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
      close(told.reading)
    }
    return report
  }
}
