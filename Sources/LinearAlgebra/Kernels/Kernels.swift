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
      // Array may offer a larger buffer than asked for.
      fill(MutableBuffer(rebasing: buffer[..<count]))
      initializedCount = count
    }
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
