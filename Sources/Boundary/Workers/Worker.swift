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

/// The process that runs an answer, however it was started.
protocol WorkerProcess: Sendable {
  /// Waits for the end; nil when it hasn't come in time.
  func wait(until deadline: ContinuousClock.Instant) -> ChildProcess.Ending?
  /// Ends it now, with all that it has started.
  @discardableResult func end() -> ChildProcess.Ending
  /// Whether the answer's program was started; a sandbox may fail before that. Known at the end.
  var hasBegun: Bool { get }
  /// What the sandbox refused the answer, in plain words. Known at the end.
  var sandboxEvents: [String] { get }
  /// What was said by whatever should have started it and didn't.
  var complaints: String { get }
}

/// A worker that is a program of its own, which loads its answers and ends with them.
final class SpawnedWorker: WorkerProcess {
  private let process: ChildProcess
  /// The worker waits for its end, should we be gone.
  private let lifeline: Int32

  init(
    program: String, libraries: [String], limits: Limits, name: String, theirs: [Int32]
  ) throws {
    let lifeline = try Pipe()
    defer { close(lifeline.reading) }
    let places = WorkerProgram.Descriptor.self
    process = try ChildProcess(
      program, try WorkerProgram.Words.serve(libraries, limits, name),
      environment: WorkerProgram.environment(in: nil),
      descriptors: [
        places.requests: theirs[0], places.replies: theirs[1], 1: theirs[2], 2: theirs[3],
        places.lifeline: lifeline.reading,
      ])
    self.lifeline = lifeline.writing
  }

  deinit { close(lifeline) }

  func wait(until deadline: ContinuousClock.Instant) -> ChildProcess.Ending? {
    process.wait(until: deadline)
  }

  func end() -> ChildProcess.Ending { process.end() }

  var hasBegun: Bool { true }
  var sandboxEvents: [String] { [] }
  var complaints: String { "" }
}

/// A running worker and our ends of its pipes.
final class Worker {
  private let process: any WorkerProcess
  private let requests: Int32
  private let replies: Int32
  private var outputs: [(descriptor: Int32, transcript: Transcript)]
  private var inbox = Data()
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// What the answer has printed.
  var printed: String { outputs[0].transcript.text }

  /// What has come on standard error: the answer's own words, and the report of a crash.
  var complaints: String { outputs[1].transcript.text + process.complaints }

  enum Trouble: Error { case closed, late, slow, notAFrame }

  /// Whether the answer's program was started; a sandbox may fail before that. Known at the end.
  var hasBegun: Bool { process.hasBegun }

  /// What the sandbox refused the answer, in plain words. Known at the end.
  var sandboxEvents: [String] { process.sandboxEvents }

  /// Makes the pipes and starts a process with the ends of those for requests, replies, output and
  /// errors.
  init(output limit: Int, start: ([Int32]) throws -> any WorkerProcess) throws {
    let (requests, replies) = (try Pipe(), try Pipe())
    let (output, errors) = (try Pipe(), try Pipe())
    let theirs = [requests.reading, replies.writing, output.writing, errors.writing]
    defer { theirs.forEach { close($0) } }
    self.requests = requests.writing
    self.replies = replies.reading
    outputs = [
      (output.reading, Transcript(limit: limit, keeping: .end)),
      (errors.reading, Transcript(limit: 1 << 16)),
    ]
    for descriptor in [self.requests, self.replies] + outputs.map(\.descriptor) {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    process = try start(theirs)
  }

  /// Sends one frame, and takes in meanwhile what the answer prints.
  func send(_ frame: Data, until deadline: ContinuousClock.Instant) throws {
    let message = framed(frame)
    var done = 0
    while done < message.count {
      let count = message.withUnsafeBytes {
        write(requests, $0.baseAddress?.advanced(by: done), message.count - done)
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
  ///
  /// Without generic algorithms: in a debug build they cost more here than the answer's work.
  func receive(until deadline: ContinuousClock.Instant) throws -> Data {
    while true {
      if inbox.count >= 4 {
        let length = frameLength(inbox)
        guard length <= Wire.largestFrame else { throw Trouble.notAFrame }
        if inbox.count >= length + 4 {
          defer {
            inbox =
              inbox.count == length + 4 ? Data() : inbox.subdata(in: length + 4..<inbox.count)
          }
          return inbox.subdata(in: 4..<length + 4)
        }
      }
      let count = try readReplies(until: deadline)
      guard count > 0 else { throw Trouble.closed }
      inbox.append(buffer, count: count)
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
