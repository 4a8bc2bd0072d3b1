import Commands
import Foundation
import Grading
import LabRuns
import Labs
import Plotting
import Synchronization

/// How far the runs of a lab are: a line for each that changes on a terminal, a line now and then
/// elsewhere.
final class LabDisplay: Sendable {
  private struct Line {
    var update: RunUpdate?
    var losses: [Double] = []
    var began = ContinuousClock.now
    /// How far it was when it began here.
    var start = 0.0
    var next = ContinuousClock.now + .seconds(10)
  }

  private struct State {
    var lines: [Int: Line] = [:]
    /// How many lines of the terminal change.
    var drawn = 0
    var last = ContinuousClock.now - .seconds(1)
    var hasEnded = false
  }

  private let plan: [PlannedRun]
  private let width: Int
  private let isTerminal: Bool
  private let state = Mutex(State())

  init(_ plan: [PlannedRun]) {
    self.plan = plan
    width = TerminalStyle.current.width
    isTerminal =
      isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Prints a line that stays.
  func say(_ text: String) { state.withLock { _ in write(text + "\n") } }

  /// Takes word of a run in.
  func show(_ event: LabRunner.Event) {
    state.withLock { state in
      guard !state.hasEnded else { return }
      switch event {
      case .went(let index, let update): went(index, update, &state)
      case .ended(let index, let run):
        let line = state.lines.removeValue(forKey: index)
        clear(&state)
        write(finalText(plan[index], run, line) + "\n")
        draw(&state)
      }
    }
  }

  /// Removes the lines that change; nothing is shown from now on.
  func end() {
    state.withLock { state in
      clear(&state)
      state.hasEnded = true
    }
  }

  private func went(_ index: Int, _ update: RunUpdate, _ state: inout State) {
    var line = state.lines[index] ?? Line(start: update.progress)
    line.update = update
    if let loss = update.loss { line.losses.append(loss) }
    let isDue = ContinuousClock.now >= line.next
    if isDue { line.next = .now + .seconds(10) }
    state.lines[index] = line
    if isTerminal {
      guard ContinuousClock.now - state.last > .milliseconds(100) else { return }
      state.last = .now
      clear(&state)
      draw(&state)
    } else if isDue {
      write(text(index, line) + "\n")
    }
  }

  private func clear(_ state: inout State) {
    guard isTerminal, state.drawn > 0 else { return }
    write("\u{1B}[\(state.drawn)A\u{1B}[J")
    state.drawn = 0
  }

  private func draw(_ state: inout State) {
    guard isTerminal else { return }
    let lines = state.lines.sorted { $0.key < $1.key }
    for (index, line) in lines { write(String(text(index, line).prefix(width - 1)) + "\n") }
    state.drawn = lines.count
  }

  private func text(_ index: Int, _ line: Line) -> String {
    guard let update = line.update else { return plan[index].title }
    var parts = [
      LabText.padded(plan[index].title, 12), "epoch \(update.epoch) of \(update.epochs)",
    ]
    parts += LabText.numbers(loss: update.loss, accuracy: update.accuracy)
    if let left = secondsLeft(line) { parts.append("\(left) s left") }
    if isTerminal, line.losses.count > 1 {
      parts.append(Sparkline(Array(line.losses.suffix(200)), width: 16).text)
    }
    return parts.joined(separator: "  ")
  }

  private func secondsLeft(_ line: Line) -> Int? {
    guard let update = line.update, update.progress > line.start else { return nil }
    let passed = (ContinuousClock.now - line.began) / .seconds(1)
    return Int((passed * (1 - update.progress) / (update.progress - line.start)).rounded(.up))
  }

  private func finalText(_ run: PlannedRun, _ result: StoredRun, _ line: Line?) -> String {
    let numbers = LabText.numbers(loss: line?.update?.loss, accuracy: line?.update?.accuracy)
    let time = line == nil && result.isFinished ? ["was done"] : [LabText.time(result.seconds)]
    return ([LabText.padded(run.title, 12), result.words] + numbers + time)
      .joined(separator: "  ")
  }

  private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}

/// Words of a lab's lines.
enum LabText {
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  static func numbers(loss: Double?, accuracy: Double?) -> [String] {
    [
      loss.map { String(format: "loss %.3f", $0) },
      accuracy.map { String(format: "accuracy %.1f %%", 100 * $0) },
    ].compactMap { $0 }
  }

  static func time(_ seconds: Double) -> String { String(format: "%.1f s", seconds) }
}
