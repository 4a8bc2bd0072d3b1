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

/// What a program that has run to its end has left.
public struct ProgramResult: Sendable {
  /// How it ended; nil when it was stopped.
  public let ending: ChildProcess.Ending?

  /// Whether it was started at all; a sandbox may fail before that.
  let hasBegun: Bool

  /// What it wrote on standard output and standard error, cut to a sensible length.
  public let output: String

  /// What it wrote on each further descriptor, whole.
  public let streams: [Int32: Data]
}

/// Runs a program to its end and gathers what it writes.
///
/// - Parameters:
///   - seconds: after which it is stopped.
///   - outputLimit: how many bytes of its standard output and error are kept.
///   - streams: further descriptors that the program writes to.
///   - isSupervised: whether the program is a worker in a sandbox.
///   - lifeline: the descriptor on which the program hears of our end, however that comes.
///   - isEnough: is asked whenever something has come on one of the streams, with all that has come
///     on it; the program is stopped when it says yes.
public func run(
  _ program: String, _ arguments: [String], environment: [String: String], seconds: Double,
  outputLimit: Int = 1 << 16, streams: [Int32] = [], isSupervised: Bool = false,
  lifeline: Int32? = nil, isEnough: (Int32, Data) -> Bool = { _, _ in false }
) throws -> ProgramResult {
  try StartedProgram(
    program, arguments, environment: environment, streams: streams, isSupervised: isSupervised,
    lifeline: lifeline
  ).finish(seconds: seconds, outputLimit: outputLimit, isEnough: isEnough)
}

/// A program that runs, and the pipes to it.
public final class StartedProgram: Sendable {
  private let process: ChildProcess
  private let output: Int32
  private let streams: [(descriptor: Int32, reading: Int32)]
  private let lifeline: Int32?

  /// Starts a program; the parameters are those of `run`.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String], streams: [Int32] = [],
    isSupervised: Bool = false, lifeline: Int32? = nil
  ) throws {
    let output = try Pipe()
    let pipes = try streams.map { (descriptor: $0, pipe: try Pipe()) }
    let life = try lifeline.map { (descriptor: $0, pipe: try Pipe()) }
    var descriptors: [Int32: Int32] = [1: output.writing, 2: output.writing]
    for (descriptor, pipe) in pipes { descriptors[descriptor] = pipe.writing }
    if let life { descriptors[life.descriptor] = life.pipe.reading }
    self.output = output.reading
    self.streams = pipes.map { ($0.descriptor, $0.pipe.reading) }
    self.lifeline = life?.pipe.writing
    defer {
      ([output] + pipes.map(\.pipe)).forEach { close($0.writing) }
      if let life { close(life.pipe.reading) }
    }
    do {
      process = try ChildProcess(
        program, arguments, environment: environment, descriptors: descriptors,
        isSupervised: isSupervised)
    } catch {
      ([output] + pipes.map(\.pipe)).forEach { close($0.reading) }
      if let life { close(life.pipe.writing) }
      throw error
    }
  }

  deinit {
    end()
    ([output] + streams.map(\.reading)).forEach { close($0) }
    if let lifeline { close(lifeline) }
  }

  /// Sends a byte along the lifeline, for which a program may wait before it begins.
  public func begin() {
    var byte: UInt8 = 0
    if let lifeline { _ = write(lifeline, &byte, 1) }
  }

  /// Ends the program now, whoever waits for its end.
  public func end() { if process.poll() == nil { process.end() } }

  /// Waits for the program's end and gathers what it writes; to be called once.
  public func finish(
    seconds: Double, outputLimit: Int = 1 << 16,
    isEnough: (Int32, Data) -> Bool = { _, _ in false }
  ) -> ProgramResult {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var text = Transcript(limit: outputLimit)
    var gathered = [Data](repeating: Data(), count: streams.count)
    let isCut = gather(from: [output] + streams.map(\.reading), until: deadline) { index, bytes in
      guard index > 0 else {
        text.append(bytes)
        return false
      }
      gathered[index - 1] += bytes
      return isEnough(streams[index - 1].descriptor, gathered[index - 1])
    }
    let ending = isCut ? nil : process.wait(until: deadline)
    process.end()
    return ProgramResult(
      ending: ending, hasBegun: process.hasBegun, output: text.text,
      streams: Dictionary(uniqueKeysWithValues: zip(streams.map(\.descriptor), gathered)))
  }
}

/// Reads from all the descriptors until each has come to its end, or `body` says that it is enough;
/// returns whether it did.
private func gather(
  from descriptors: [Int32], until deadline: ContinuousClock.Instant,
  _ body: (Int, ArraySlice<UInt8>) -> Bool
) -> Bool {
  var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while polled.contains(where: { $0.fd >= 0 }) {
    let left = ContinuousClock.now.duration(to: deadline)
    guard left > .zero else { return false }
    guard
      poll(&polled, nfds_t(polled.count), Int32(clamping: left.components.seconds * 1000 + 1)) > 0
    else { continue }
    for index in polled.indices where polled[index].revents != 0 {
      let count = read(polled[index].fd, &buffer, buffer.count)
      if count <= 0 {
        polled[index].fd = -1
      } else if body(index, buffer.prefix(count)) {
        return true
      }
    }
  }
  return false
}
