// Compiled with a solution, this spoils what the worker writes: it takes the place of the pipe for
// replies, and passes each on with something in it changed. `SpoiltReplyTests` puts it in and says how.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Stands between the worker and the judge.
enum SpoiltReplies {
  /// The worker's end of the pipe for replies.
  private static let replies: Int32 = 4

  /// Takes the place of the pipe. The file says from which number all changes are drawn.
  static func begin(settings: String) {
    guard let file = fopen(settings, "r") else { return }
    var text = [CChar](repeating: 0, count: 256)
    let line = fgets(&text, 256, file)
    fclose(file)
    guard let line, let seed = UInt64(String(cString: line).prefix { $0.isNumber }) else { return }
    var ends: [Int32] = [0, 0]
    let judge = dup(replies)
    guard pipe(&ends) == 0, dup2(ends[1], replies) == replies else { return }
    close(ends[1])
    let relay = Relay(from: ends[0], to: judge, seed: seed)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = pointer as UnsafeMutableRawPointer? else { return nil }
        Unmanaged<Relay>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(relay).toOpaque())
  }
}

/// Reads frames and writes others.
private final class Relay {
  private let input: Int32
  private let output: Int32
  private var generator: Dice
  private var last: [UInt8] = []

  init(from input: Int32, to output: Int32, seed: UInt64) {
    (self.input, self.output) = (input, output)
    generator = Dice(state: seed)
  }

  func run() {
    // A test begins with its own first reply, from which its own way of spoiling is drawn.
    guard let first = readFrame() else { return }
    for byte in first { generator.state = (generator.state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    _ = generator.next()
    let way = Spoiling.Way.allCases[generator.below(Spoiling.Way.allCases.count)]
    let start = [0, 0, 0, 1, 2, 5][generator.below(6)]
    let isEach = generator.below(2) == 0
    var next: [UInt8]? = first
    var index = 0
    while let frame = next {
      let isSpoilt = index >= start && (isEach || index == start || generator.below(2) == 0)
      write(isSpoilt ? spoilt(frame, way) : frame)
      last = frame
      index += 1
      next = readFrame()
    }
    close(output)
  }

  private func spoilt(_ frame: [UInt8], _ way: Spoiling.Way) -> [UInt8] {
    switch way {
    case .oneByte:
      var frame = frame
      frame[generator.below(frame.count)] = UInt8(generator.below(256))
      return frame
    case .before: return last.isEmpty ? frame : last
    default: break
    }
    guard var tree = WireTree(frame) else { return frame }
    Spoiling(way: way).spoil(&tree, &generator)
    return tree.bytes
  }

  private func readFrame() -> [UInt8]? {
    guard let header = read(4) else { return nil }
    let length = header.reversed().reduce(0) { $0 << 8 | Int($1) }
    return read(length)
  }

  private func read(_ count: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes {
        #if canImport(Glibc)
          Glibc.read(input, $0.baseAddress?.advanced(by: done), count - done)
        #else
          Darwin.read(input, $0.baseAddress?.advanced(by: done), count - done)
        #endif
      }
      guard got > 0 else { return nil }
      done += got
    }
    return bytes
  }

  private func write(_ frame: [UInt8]) {
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: frame.count >> (8 * $0)) } + frame
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(output, $0.baseAddress?.advanced(by: done), bytes.count - done)
        #else
          Darwin.write(output, $0.baseAddress?.advanced(by: done), bytes.count - done)
        #endif
      }
      guard count > 0 else { return }
      done += count
    }
  }
}

/// A small random generator (SplitMix64).
struct Dice {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 to `end` - 1.
  mutating func below(_ end: Int) -> Int { Int(next() % UInt64(end)) }
}
