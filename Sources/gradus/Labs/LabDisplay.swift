import Commands
import Foundation
import Grading
import LabRuns
import Labs
import Plotting
import Synchronization

/// How far the runs of a lab are: a line for each that changes on a terminal, a line now and then
/// elsewhere. Many runs have a table instead, where the lab has one and this is a terminal.
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
    /// What runs in the table have reached, by their names.
    var values: [String: Double] = [:]
    /// When the first run began here, and how many of them have ended since.
    var began: ContinuousClock.Instant?
    var ended = 0
    /// How many were done before.
    var known = 0
  }

  private let plan: [PlannedRun]
  private let board: RunBoard?
  private let width: Int
  private let isTerminal: Bool
  private let state = Mutex(State())

  init(_ plan: [PlannedRun], board: RunBoard? = nil) {
    self.plan = plan
    width = TerminalStyle.current.width
    isTerminal =
      isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    self.board = isTerminal ? board : nil
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
        if line == nil, run.isFinished { state.known += 1 } else { state.ended += 1 }
        clear(&state)
        if let board, board.has(plan[index].name), run.isFinished {
          state.values[plan[index].name] = board.value(run.state.numbers)
        } else {
          write(finalText(plan[index], run, line) + "\n")
        }
        draw(&state)
      }
    }
  }

  /// Removes the lines that change; nothing is shown from now on.
  func end() {
    state.withLock { state in
      clear(&state)
      // The table stays, whole.
      if let board, !state.values.isEmpty {
        let lines = board.lines(state.values, running: [], width: width, height: .max)
        write(lines.joined(separator: "\n") + "\n")
      }
      state.hasEnded = true
    }
  }

  private func went(_ index: Int, _ update: RunUpdate, _ state: inout State) {
    var line = state.lines[index] ?? Line(start: update.progress)
    if state.began == nil { state.began = .now }
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
    let runs = state.lines.sorted { $0.key < $1.key }
    let lines = table(state, room: runs.count) + runs.map { text($0.key, $0.value) }
    for line in lines { write(String(line.prefix(width - 1)) + "\n") }
    state.drawn = lines.count
  }

  /// The table as far as it is filled, and how long all runs will take.
  private func table(_ state: State, room: Int) -> [String] {
    guard let board else { return [] }
    let running = Set(state.lines.keys.map { plan[$0].name })
    let table = board.lines(
      state.values, running: running, width: width, height: TerminalStyle.rows - room - 2)
    let done = state.known + state.ended
    guard let began = state.began, state.ended > 0 else { return table }
    let passed = (ContinuousClock.now - began) / .seconds(1)
    let left = passed / Double(state.ended) * Double(plan.count - done)
    return table + ["\(done) of \(plan.count) runs, about \(LabText.left(left)) left"]
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

  /// Such as "40 s" or "12 min".
  static func left(_ seconds: Double) -> String {
    seconds < 100
      ? "\(Int(seconds.rounded(.up))) s" : "\(Int((seconds / 60).rounded(.up))) min"
  }

  static func time(_ seconds: Double) -> String { String(format: "%.1f s", seconds) }
}
