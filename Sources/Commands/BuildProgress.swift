import Foundation
import Grading

/// How far a build is: one line that changes on a terminal, a line every ten seconds elsewhere.
final class BuildProgress {
  private let title: String
  private let isTerminal =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  /// Where lines come only now and then, the first one is for builds that aren't done at once.
  private var next = ContinuousClock.now + .seconds(3)
  private var shown: Builder.Progress?

  init(of part: Builder.Part) {
    title =
      switch part {
      case .suites: "Building the suites"
      case .staff: "Building the program for course staff"
      }
  }

  func show(_ progress: Builder.Progress) {
    guard progress != shown, isTerminal || isDue else { return }
    shown = progress
    let text = "\(title): \(progress.done) of \(progress.total)"
    write(isTerminal ? "\r\u{1B}[K\(text)" : text + "\n")
  }

  /// Removes the line from the terminal.
  func end() { if isTerminal, shown != nil { write("\r\u{1B}[K") } }

  private var isDue: Bool {
    guard ContinuousClock.now >= next else { return false }
    next = .now + .seconds(10)
    return true
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
