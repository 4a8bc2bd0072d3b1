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

/// What can go wrong with a pipe.
enum PipeError: Error {
  case closed
  case notAFrame(length: Int)
}

/// Reads one frame, waiting for as long as it takes; nil at the end of the pipe.
func readFrame(from descriptor: Int32) throws -> Data? {
  // Most requests follow within microseconds: see `Patience`.
  let patience = Patience()
  var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
  while poll(&polled, 1, 0) == 0, patience.waitABit() {}
  guard let header = try readBytes(4, from: descriptor) else { return nil }
  let length = frameLength(header)
  guard length <= Wire.largestFrame else { throw PipeError.notAFrame(length: length) }
  guard let frame = try readBytes(length, from: descriptor) else { throw PipeError.closed }
  return frame
}

/// Writes one frame.
func writeFrame(_ frame: Data, to descriptor: Int32) throws {
  try framed(frame).withUnsafeBytes { bytes in
    var done = 0
    while done < bytes.count {
      let count = write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw PipeError.closed }
      done += count
    }
  }
}

/// The frame behind its length, ready to be written.
func framed(_ frame: Data) -> Data {
  var message = Data(capacity: frame.count + 4)
  withUnsafeBytes(of: UInt32(frame.count).littleEndian) { message.append(contentsOf: $0) }
  message.append(frame)
  return message
}

/// The length that the first four bytes of a frame tell.
func frameLength(_ header: Data) -> Int {
  // Without a generic algorithm: a debug build calls this twice for each call of an answer.
  let start = header.startIndex
  return Int(header[start]) | Int(header[start + 1]) << 8 | Int(header[start + 2]) << 16
    | Int(header[start + 3]) << 24
}

/// Waits awake for a moment before it is worth going to sleep.
///
/// Waking a sleeping process takes tens of microseconds; a small call to an answer takes five.
struct Patience {
  private let end = ContinuousClock.now + .microseconds(30)

  /// Lets others run; false when the moment is over.
  func waitABit() -> Bool {
    sched_yield()
    return ContinuousClock.now < end
  }
}

private func readBytes(_ count: Int, from descriptor: Int32) throws -> Data? {
  var bytes = Data(count: count)
  let complete = try bytes.withUnsafeMutableBytes { buffer in
    var done = 0
    while done < count {
      let got = read(descriptor, buffer.baseAddress?.advanced(by: done), count - done)
      if got < 0, errno == EINTR { continue }
      if got == 0, done == 0 { return false }
      guard got > 0 else { throw PipeError.closed }
      done += got
    }
    return true
  }
  return complete ? bytes : nil
}

/// Hands what `print` has kept back to the system, so that a crash doesn't lose it.
func flushStandardOutput() {
  fflush(nil)
}
