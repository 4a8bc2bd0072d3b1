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

/// What ends a program when whoever has started it is gone.
///
/// Each program of the kit holds one end of a pipe, and whoever has started it the other. However that
/// one ends, by Ctrl-C, by a limit of time or by `kill -9`, the kernel closes its end; so nobody has to
/// send signals to whatever runs further down, and nothing has to be known of it.
public enum Lifeline {
  /// Ends this process, and with it all that it has started, when the pipe comes to its end.
  public static func follow(_ descriptor: Int32) {
    watch(descriptor) {
      Leftovers.remove()
      _exit(2)
    }
  }

  /// Waits for a byte; false when the pipe has come to its end instead.
  public static func waitForByte(_ descriptor: Int32) -> Bool {
    var byte: UInt8 = 0
    var count: Int
    repeat { count = read(descriptor, &byte, 1) } while count < 0 && errno == EINTR
    return count == 1
  }

  /// Calls `body` on a thread of its own when the pipe comes to its end. Where somebody has closed our end
  /// of it, as an answer can, it is called when the parent is gone.
  static func watch(_ descriptor: Int32, _ body: @escaping @Sendable () -> Void) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let watcher = Watcher(descriptor: descriptor, parent: getppid(), body: body)
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    pthread_create(
      &thread, nil,
      { pointer in
        guard let pointer = pointer as UnsafeMutableRawPointer? else { return nil }
        Unmanaged<Watcher>.fromOpaque(pointer).takeRetainedValue().wait()
        return nil
      }, Unmanaged.passRetained(watcher).toOpaque())
  }

  private final class Watcher: Sendable {
    private let descriptor: Int32
    private let parent: pid_t
    private let body: @Sendable () -> Void

    init(descriptor: Int32, parent: pid_t, body: @escaping @Sendable () -> Void) {
      (self.descriptor, self.parent, self.body) = (descriptor, parent, body)
    }

    func wait() {
      var byte: UInt8 = 0
      var count: Int
      repeat { count = read(descriptor, &byte, 1) } while count < 0 && errno == EINTR
      if count < 0 { while getppid() == parent { usleep(100_000) } }
      body()
    }
  }
}

/// Folders that go when the program ends.
enum Leftovers {
  private static let folders = Mutex<Set<String>>([])
  private static let atEnd: Void = { _ = atexit { Leftovers.remove() } }()

  static func add(_ folder: String) {
    _ = atEnd
    folders.withLock { _ = $0.insert(folder) }
  }

  /// One that has gone before.
  static func forget(_ folder: String) { folders.withLock { _ = $0.remove(folder) } }

  /// Gives `body` a folder of its own, whose name begins with a dot.
  static func withFolder<Result>(in place: String, _ body: (String) throws -> Result) throws
    -> Result
  {
    let folder = "\(place)/.\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    add(folder)
    defer {
      try? FileManager.default.removeItem(atPath: folder)
      forget(folder)
    }
    return try body(folder)
  }

  static func remove() {
    for folder in folders.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
  }
}
