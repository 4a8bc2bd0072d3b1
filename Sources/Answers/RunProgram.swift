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

/// Runs a program to its end and gathers what it prints on both outputs.
///
/// - Returns: no ending when it had to be stopped after `seconds`.
public func run(
  _ program: String, _ arguments: [String], environment: [String: String], seconds: Double,
  outputLimit: Int, onOutput: (String) -> Void = { _ in }
) throws -> (ending: ChildProcess.Ending?, output: String) {
  let pipe = try Pipe()
  let process: ChildProcess
  do {
    defer { close(pipe.writing) }
    process = try ChildProcess(
      program, arguments, environment: environment, descriptors: [1: pipe.writing, 2: pipe.writing])
  }
  defer { close(pipe.reading) }
  let deadline = ContinuousClock.now + .seconds(seconds)
  var transcript = Transcript(limit: outputLimit)
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let left = ContinuousClock.now.duration(to: deadline)
    var polled = pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0)
    guard left > .zero else { break }
    guard poll(&polled, 1, Int32(clamping: left.components.seconds * 1000 + 1)) > 0 else { continue }
    let count = read(pipe.reading, &buffer, buffer.count)
    guard count > 0 else { break }
    transcript.append(buffer.prefix(count))
    onOutput(String(decoding: buffer.prefix(count), as: UTF8.self))
  }
  let ending = process.wait(until: deadline)
  process.end()
  return (ending, transcript.text)
}
