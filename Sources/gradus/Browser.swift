import Foundation

/// Whatever the system opens pages with.
enum Browser {
  /// Opens a page.
  ///
  /// - Returns: Whether there is something to open it with: a program for it, and a screen.
  static func open(_ path: String) -> Bool {
    guard let opener else { return false }
    let process = Process()
    process.executableURL = URL(filePath: opener)
    process.arguments = [path]
    // What a browser says to itself is nothing for a student.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return (try? process.run()) != nil
  }

  private static var opener: String? {
    let environment = ProcessInfo.processInfo.environment
    #if os(macOS)
      let (name, hasScreen) = ("open", true)
    #else
      let name = "xdg-open"
      let hasScreen = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
    #endif
    guard hasScreen else { return nil }
    return (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first(where: FileManager.default.isExecutableFile)
  }
}
