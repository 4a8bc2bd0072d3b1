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

/// A running `gradus-worker` and our ends of its pipes.
final class Worker {
  private let process: ChildProcess
  private let requests: Int32
  private let replies: Int32
  private let lifeline: Int32?
  private var outputs: [(descriptor: Int32, transcript: Transcript)]
  private var inbox: [UInt8] = []
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// What the answer has printed.
  var printed: String { outputs[0].transcript.text }

  /// What has come on standard error: the answer's own words, and the report of a crash.
  var complaints: String { outputs[1].transcript.text }

  enum Trouble: Error { case closed, late, notAFrame }

  /// Whether the answer's program was started; a sandbox may fail before that. Known at the end.
  var hasBegun: Bool { process.hasBegun }

  /// What the sandbox refused the answer, in plain words. Known at the end.
  var sandboxEvents: [String] { process.sandboxEvents }

  init(program: String, library: String, limits: Limits, sandbox: Sandbox? = nil) throws {
    let requests = try Pipe()
    let replies = try Pipe()
    // A sandbox has a lifeline of its own.
    let lifeline = sandbox == nil ? try Pipe() : nil
    let output = try Pipe()
    let errors = try Pipe()
    var theirs = [
      1: output.writing, 2: errors.writing, WorkerProgram.Descriptor.requests: requests.reading,
      WorkerProgram.Descriptor.replies: replies.writing,
    ]
    theirs[WorkerProgram.Descriptor.lifeline] = lifeline?.reading
    defer { theirs.values.forEach { close($0) } }
    self.requests = requests.writing
    self.replies = replies.reading
    self.lifeline = lifeline?.writing
    outputs = [
      (output.reading, Transcript(limit: limits.output)),
      (errors.reading, Transcript(limit: 1 << 16)),
    ]
    for descriptor in [self.requests, self.replies] + outputs.map(\.descriptor) {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    var command = [program]
    if let sandbox {
      // At the end of the name is the library's kind.
      let inside = Sandbox.Place.library + "." + (library.split(separator: ".").last ?? "so")
      let view = Sandbox.View(outside: library, inside: inside)
      command = sandbox.command(
        showing: sandbox.runtime + [view], temporarySize: 2 * limits.fileSize)
      command += try WorkerProgram.Words.serve(inside, limits, sandbox.confinement())
    } else {
      command += try WorkerProgram.Words.serve(library, limits, nil)
    }
    process = try ChildProcess(
      command[0], Array(command.dropFirst()),
      environment: Self.environment.merging(sandbox?.environment ?? [:], uniquingKeysWith: { $1 }),
      descriptors: theirs, isSupervised: sandbox != nil)
  }

  /// Only what a program needs to start: an answer learns nothing of how it is judged.
  private static let environment: [String: String] = {
    let inherited = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"]
    var environment = ProcessInfo.processInfo.environment.filter { inherited.contains($0.key) }
    environment[Reaper.marker] = "1"
    environment["SWIFT_BACKTRACE"] =
      "enable=yes,color=no,threads=crashed,registers=none,images=none,interactive=no,"
      + "output-to=stderr,limit=32,top=4,demangle=yes,timeout=5s"
    return environment
  }()

  /// Sends one frame, and takes in meanwhile what the answer prints.
  func send(_ frame: Data, until deadline: ContinuousClock.Instant) throws {
    let message = framed(frame)
    var done = 0
    while done < message.count {
      let count = message.withUnsafeBytes {
        write(requests, $0.baseAddress! + done, message.count - done)
      }
      if count > 0 {
        done += count
      } else if count < 0, errno == EAGAIN {
        try ready(requests, for: POLLOUT, until: deadline)
      } else if count < 0, errno != EINTR {
        throw Trouble.closed
      }
    }
  }

  /// Waits for one frame.
  func receive(until deadline: ContinuousClock.Instant) throws -> Data {
    while true {
      if inbox.count >= 4 {
        let length = frameLength(Data(inbox.prefix(4)))
        guard length <= Wire.largestFrame else { throw Trouble.notAFrame }
        if inbox.count >= length + 4 {
          defer { inbox.removeFirst(length + 4) }
          return Data(inbox[4..<length + 4])
        }
      }
      let count = try readReplies(until: deadline)
      guard count > 0 else { throw Trouble.closed }
      inbox.append(contentsOf: buffer.prefix(count))
    }
  }

  private func readReplies(until deadline: ContinuousClock.Instant) throws -> Int {
    let patience = Patience()
    while true {
      let count = read(replies, &buffer, buffer.count)
      if count >= 0 { return count }
      if errno == EAGAIN, !patience.waitABit() {
        try ready(replies, for: POLLIN, until: deadline)
      }
    }
  }

  /// Whether more has come than was asked for.
  var hasUnaskedReply: Bool { !inbox.isEmpty }

  /// Ends the worker; one that is about to end by itself gets the time to say why.
  func end(patience: Duration = .zero) -> ChildProcess.Ending {
    let ending = process.wait(until: .now + patience)
    let killed = process.end()
    for index in outputs.indices { drain(index) }
    for descriptor in [requests, replies] + outputs.map(\.descriptor) { close(descriptor) }
    if let lifeline { close(lifeline) }
    return ending ?? killed
  }

  /// Waits until a descriptor is ready; empties the outputs whenever there is something in them.
  private func ready(_ descriptor: Int32, for event: Int32, until deadline: ContinuousClock.Instant)
    throws
  {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw Trouble.late }
      var polled = [pollfd(fd: descriptor, events: Int16(event), revents: 0)]
      polled += outputs.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
      let milliseconds = left.components.seconds * 1000 + 1
      guard poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds)) >= 0 else {
        continue
      }
      for index in outputs.indices where polled[index + 1].revents != 0 {
        // The other end is closed: nothing more will come, and poll must not return for it again.
        if !drain(index) {
          close(outputs[index].descriptor)
          outputs[index].descriptor = -1
        }
      }
      if polled[0].revents != 0 { return }
    }
  }

  /// Takes in what stands in an output; false at its end.
  @discardableResult
  private func drain(_ index: Int) -> Bool {
    while outputs[index].descriptor >= 0 {
      let count = read(outputs[index].descriptor, &buffer, buffer.count)
      if count == 0 { return false }
      guard count > 0 else { return true }
      outputs[index].transcript.append(buffer.prefix(count))
    }
    return true
  }
}
