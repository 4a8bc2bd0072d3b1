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

/// A `gradus-worker` that has started without an answer, and makes a copy of itself for each test.
///
/// A start costs fifteen milliseconds of processor time, a copy one. No code of a student's is ever
/// in the nursery's memory, so each copy begins from the same state. See `csystem_nurse`.
final class Nursery: Sendable {
  private let process: ChildProcess
  private let control: Int32
  private let words: Pipe

  /// Starts a nursery; it is ready a moment later, and requests wait for it.
  ///
  /// - Parameters:
  ///   - name: Stands in the command line of the nursery and its children, for people.
  ///   - views: What they see in a sandbox.
  ///   - memory: The bytes that the processes of a child may hold together in a sandbox; 1 GB when nil.
  init(
    program: String, name: String, sandbox: Sandbox?, showing views: [Sandbox.View],
    memory: Int? = nil
  ) throws {
    var ends: [Int32] = [0, 0]
    guard csystem_nursery_sockets(&ends) == 0 else {
      throw SpawnError(program: program, code: errno)
    }
    let theirs = Pipe.outOfTheWay(ends[1])
    let (control, words) = (Pipe.outOfTheWay(ends[0]), try Pipe())
    defer {
      close(theirs)
      close(words.writing)
    }
    (self.control, self.words) = (control, words)
    var command = [program]
    if let sandbox {
      command = sandbox.command(
        showing: sandbox.runtime + views, temporarySize: 2 * Limits.standard.fileSize,
        program: program)
    }
    let memory = sandbox?.confinement(memory: memory).memory ?? 0
    command += [WorkerProgram.Words.nurse, name, "\(memory)"]
    process = try ChildProcess(
      command[0], Array(command.dropFirst()), environment: WorkerProgram.environment(in: sandbox),
      descriptors: [WorkerProgram.Descriptor.requests: theirs, 2: words.writing])
    _ = fcntl(words.reading, F_SETFL, O_NONBLOCK)
  }

  deinit {
    end()
    close(words.reading)
  }

  /// What the nursery or its sandbox has said; known when it has ended.
  var complaints: String {
    var transcript = Transcript(limit: 4096)
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(words.reading, &buffer, buffer.count)
    if count > 0 { transcript.append(buffer.prefix(count)) }
    return transcript.text
  }

  /// Asks for a child with these pipes; see `csystem_ask_nursery`.
  func ask(_ request: WorkerProgram.Request, descriptors: [Int32]) -> Bool {
    guard let text = try? JSONEncoder().encode(request) else { return false }
    return text.withUnsafeBytes {
      csystem_ask_nursery(
        control, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), descriptors)
        == 0
    }
  }

  /// Ends the nursery, in order if it can: it has nothing to wait for.
  func end() {
    shutdown(control, Int32(SHUT_RDWR))
    _ = process.wait(until: .now + .seconds(5))
    process.end()
    if closed.exchange(true, ordering: .relaxed) == false { close(control) }
  }

  private let closed = Atomic(false)
}

/// A worker that a nursery has made.
final class NurseryChild: WorkerProcess {
  private let nursery: Nursery
  private let supervision: Supervision
  private let giveBack: @Sendable (Nursery) -> Void
  private let isOver = Mutex(false)

  /// - Parameters:
  ///   - theirs: the ends of the pipes for requests, replies, output and errors.
  ///   - giveBack: takes the nursery when the next child will find all as this one did.
  init(
    of nursery: Nursery, _ request: WorkerProgram.Request, theirs: [Int32],
    giveBack: @escaping @Sendable (Nursery) -> Void
  ) throws {
    self.nursery = nursery
    self.giveBack = giveBack
    supervision = try Supervision()
    defer { supervision.closeTheirs() }
    // One that has ended meanwhile is noticed by the report, which then says nothing.
    _ = nursery.ask(request, descriptors: theirs + [supervision.report, supervision.lifeline])
  }

  func wait(until deadline: ContinuousClock.Instant) -> ChildProcess.Ending? {
    supervision.isOver(by: deadline) ? ending : nil
  }

  func end() -> ChildProcess.Ending {
    isOver.withLock { isOver in
      if isOver { return }
      isOver = true
      supervision.letGo()
      // An answer without a sandbox may have stopped or ended the nursery, as it may end the judge.
      if supervision.isOver(by: .now + .seconds(5)), supervision.words.isClean {
        giveBack(nursery)
      } else {
        nursery.end()
        Reaper.endOrphans()
      }
    }
    return ending
  }

  private var ending: ChildProcess.Ending {
    supervision.words.ending
      ?? ChildProcess.Ending(status: nil, signal: SIGKILL, processorSeconds: 0, peakMemory: 0)
  }

  var hasBegun: Bool { supervision.words.hasBegun }

  var sandboxEvents: [String] { supervision.words.sandboxEvents }

  var complaints: String { hasBegun ? "" : nursery.complaints }
}
