import Foundation
import Grading

/// How far something is that takes a while: one line that changes on a terminal, a line every ten seconds
/// elsewhere. Of what is done in a moment nothing is seen.
package final class StepProgress {
  private let title: String
  private let isTerminal =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private var next: ContinuousClock.Instant
  private var shown: StepCount?

  /// - Parameter title: Such as "Building the suites".
  package init(_ title: String) {
    self.title = title
    next = .now + (isTerminal ? .milliseconds(700) : .seconds(3))
  }

  package func show(_ count: StepCount) {
    guard count != shown, ContinuousClock.now >= next else { return }
    if !isTerminal { next = .now + .seconds(10) }
    shown = count
    let text = "\(title): \(count.done) of \(count.total)"
    write(isTerminal ? "\r\u{1B}[K\(text)" : text + "\n")
  }

  /// Removes the line from the terminal.
  package func end() { if isTerminal, shown != nil { write("\r\u{1B}[K") } }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
