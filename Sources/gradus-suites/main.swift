// Runs the suites that `--filter` names, as `gradus` asks it to. There is a program for that because
// the test bundle of `swift test` has all tests of the kit in it, which take minutes to build.
import Boundary
import ExerciseTests
import Foundation
import Synchronization

/// The function of Swift Testing that is meant for tools: runs the tests that a configuration in
/// JSON chooses, and hands over each record of the event stream.
///
/// Source: https://github.com/swiftlang/swift-testing/blob/main/Documentation/Proposals/0002-json-abi.md
typealias EntryPoint =
  @convention(thin) @Sendable (
    UnsafeRawBufferPointer?, @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) async throws -> Bool

/// The testing library exports a C function that returns the entry point.
func entryPoint() -> EntryPoint? {
  #if canImport(Darwin)
    let allLibraries = UnsafeMutableRawPointer(bitPattern: -2)
  #else
    let allLibraries: UnsafeMutableRawPointer? = nil
  #endif
  guard let getter = dlsym(allLibraries, "swt_abiv0_getEntryPoint") else { return nil }
  let get = unsafeBitCast(getter, to: (@convention(c) () -> UnsafeRawPointer).self)
  return unsafeBitCast(get(), to: EntryPoint.self)
}

/// What the entry point is asked for.
struct Configuration: Encodable {
  let filter: [String]
  /// Nothing on the console: the stream says it all.
  let verbosity = Int.min
}

/// Takes the records, a line each.
final class Stream: Sendable {
  private let file: Mutex<FileHandle>

  init(_ file: FileHandle) { self.file = Mutex(file) }

  func write(_ record: UnsafeRawBufferPointer) {
    // In JSON a line may end only where a space might stand.
    var line = Data(record)
    line.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      while let newline = memchr(start, 0x0A, bytes.count) {
        newline.storeBytes(of: 0x20, as: UInt8.self)
      }
    }
    line.append(0x0A)
    // Whoever asked may be gone; then nobody needs the rest.
    file.withLock { try? $0.write(contentsOf: line) }
  }
}

func stop(_ sentence: String) -> Never {
  FileHandle.standardError.write(Data("\(sentence)\n".utf8))
  exit(2)
}

let words = CommandLine.arguments
guard words.count >= 5, words[1] == "--filter", words[3] == "--event-stream-output-path" else {
  stop(
    "Usage: gradus-suites --filter <pattern> --event-stream-output-path <file> "
      + "[--lifeline <descriptor> [--wait]]")
}
guard let file = FileHandle(forWritingAtPath: words[4]) else {
  stop("The file '\(words[4])' can't be written")
}
guard let run = entryPoint() else {
  stop("This toolchain's Swift Testing lacks the entry point for tools, swt_abiv0_getEntryPoint")
}
let stream = Stream(file)
if words.count >= 7, words[5] == "--lifeline", let descriptor = Int32(words[6]) {
  // All is loaded by now: whoever wants the tests later says so by a byte.
  if words.count == 8, words[7] == "--wait", !Lifeline.waitForByte(descriptor) { exit(2) }
  Lifeline.follow(descriptor)
}
let configuration = try JSONEncoder().encode(Configuration(filter: [words[2]]))
let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: configuration.count, alignment: 1)
memory.copyBytes(from: configuration)
let hasPassed = try await run(UnsafeRawBufferPointer(memory)) { stream.write($0) }
exit(hasPassed ? 0 : 1)
