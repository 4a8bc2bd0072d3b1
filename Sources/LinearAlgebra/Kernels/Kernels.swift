/// Loops over raw memory. Callers check every shape first; nothing here checks again.
///
/// A kernel takes whole buffers, so that its loop and what it does to a number sit in one file:
/// debug builds compile file by file, and a closure from another file would be a call per number.
enum Kernels {
  typealias Buffer = UnsafeBufferPointer<Double>
  typealias MutableBuffer = UnsafeMutableBufferPointer<Double>

  /// A new array of `count` numbers that `fill` writes, every one of them.
  static func make(_ count: Int, _ fill: (MutableBuffer) -> Void) -> [Double] {
    [Double](unsafeUninitializedCapacity: count) { buffer, initializedCount in
      askForLargePages(buffer)
      // Array may offer a larger buffer than asked for.
      fill(MutableBuffer(rebasing: buffer[..<count]))
      initializedCount = count
    }
  }

  /// Asks the system for pages of megabytes where an array is as large: new memory costs time for each
  /// page.
  private static func askForLargePages(_ buffer: MutableBuffer) {
    #if os(Linux)
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      guard bytes.count >= 4 << 20, let start = bytes.baseAddress else { return }
      let first = start.alignedUp(toMultipleOf: 4096)
      madvise(first, bytes.count - (first - start), MADV_HUGEPAGE)
    #endif
  }

  /// The numbers that fill a cache line.
  @inline(__always) static var numbersOfLine: Int { 64 / MemoryLayout<Double>.stride }

  /// The numbers of a long buffer that lie before its first whole cache line, which a loop should take first:
  /// a register that lies across two lines takes longer to load and store. Otherwise all of them.
  static func countBeforeLine(_ z: MutableBuffer) -> Int {
    let place = Int(bitPattern: z.baseAddress) / MemoryLayout<Double>.stride % numbersOfLine
    return z.count < 64 * numbersOfLine || place == 0 ? z.count : numbersOfLine - place
  }

  /// A part of a buffer.
  @inline(__always)
  static func slice(_ x: Buffer, from start: Int, count: Int) -> Buffer {
    Buffer(start: x.baseAddress.map { $0 + start }, count: count)
  }

  @inline(__always)
  static func slice(_ x: MutableBuffer, from start: Int, count: Int) -> MutableBuffer {
    MutableBuffer(start: x.baseAddress.map { $0 + start }, count: count)
  }
}
