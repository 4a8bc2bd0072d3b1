import CSystem
import Commands
import Foundation

/// Hears from the system when something changes in a folder, at any depth. Between changes it costs nothing.
final class FolderWatch {
  /// Readable, for `poll`, when something has changed.
  let descriptor: Int32
  private let root: String
  private var held: [Int32] = []

  init(_ root: String) throws {
    self.root = root
    descriptor = csystem_watch_open()
    guard descriptor >= 0 else {
      throw CommandError("the system can't watch \(root): \(String(cString: strerror(errno)))")
    }
    renew()
  }

  deinit {
    held.forEach { close($0) }
    close(descriptor)
  }

  /// Forgets the changes so far, and watches what is new too.
  func renew() {
    csystem_watch_drain(descriptor)
    held.forEach { close($0) }
    let inside = FileManager.default.enumerator(atPath: root)
    let paths = [root] + (inside?.compactMap { ($0 as? String).map { "\(root)/\($0)" } } ?? [])
    // On Linux, what isn't a folder is passed over.
    held = paths.map { csystem_watch_add(descriptor, $0) }.filter { $0 >= 0 }
  }
}
