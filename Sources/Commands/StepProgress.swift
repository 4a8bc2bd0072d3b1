import Foundation
import Grading

/// How far something is that takes a while: one line that changes on a terminal, and elsewhere, for what
/// takes a minute, a line every ten seconds. Of what is done in a moment nothing is seen.
package final class StepProgress {
  private let title: String
  private let speaksInPipes: Bool
  private let isTerminal =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private var next: ContinuousClock.Instant
  private var shown: StepCount?

  /// - Parameters:
  ///   - title: Such as "Building the suites".
  ///   - speaksInPipes: whether there are lines where there is no terminal.
  package init(_ title: String, speaksInPipes: Bool = false) {
    self.title = title
    self.speaksInPipes = speaksInPipes
    next = .now + (isTerminal ? .milliseconds(700) : .seconds(3))
  }

  package func show(_ count: StepCount) {
    guard isTerminal || speaksInPipes, count != shown, ContinuousClock.now >= next else { return }
    if !isTerminal { next = .now + .seconds(10) }
    shown = count
    let text = "\(title): \(count.done) of \(count.total)"
    write(isTerminal ? "\r\u{1B}[K\(text)" : text + "\n")
  }

  /// Removes the line from the terminal.
  package func end() { if isTerminal, shown != nil { write("\r\u{1B}[K") } }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
