import Curriculum
import Foundation
import Grading

/// What `gradus watch` shows: one screen, whatever there is to say.
struct WatchScreen {
  /// What stands between the head and the keys.
  enum View: Equatable {
    case verdict
    case details(page: Int)
    case hint([String])
    case list([String])
    case question(String)
  }

  let exercise: Exercise
  var report: ExerciseReport?
  /// What is going on, such as "saved 14:03:12, judged in 0.4 s".
  var state = ""
  /// Why there is no verdict.
  var message: String?
  /// What a key has done, until the next key.
  var notice: String?
  var next: NextStep?
  var view = View.verdict
  var style: TerminalStyle

  static let keys = "h hint  n next  l list  d details  r reset  q quit"

  /// The whole screen: at most so many rows, none wider than the terminal.
  func lines(rows: Int) -> [String] {
    let head = head
    let room = max(1, rows - head.count - 2)
    let body = cut(body(room), to: room)
    let gap = Array(repeating: "", count: max(0, rows - head.count - body.count - 1))
    return (head + body + gap + [style.dim(String(Self.keys.prefix(style.width)))])
      .map { style.cut($0) }
  }

  /// The verdict without a screen: as many lines as it takes.
  var plainLines: [String] { head + body(.max) }

  private var terminal: TerminalReport {
    TerminalReport(
      Report(answers: "", seed: 0, toolchain: "", isComplete: true, exercises: []), style: style,
      showsDetails: true)
  }

  private var head: [String] {
    let score = report?.score ?? 0
    let isComplete = report?.status == .complete
    let points = "\(score) / \(exercise.points)"
    let bar = terminal.bar(score, of: exercise.points, isComplete: isComplete)
    return [style.bold("\(exercise)") + "  \(bar)  \(points)", style.dim(state), counts, ""]
      .filter { $0 != style.dim("") || $0.isEmpty }
  }

  /// "✔ 7 right  ✘ 2 wrong  ○ 11 to do".
  private var counts: String {
    guard let report else { return "" }
    if report.compilerMessage != nil { return style.red("✘ It does not compile.") }
    let right = report.tests.count { $0.status == .passed }
    let open = report.tests.count { $0.status == .notImplemented }
    let wrong = report.tests.count - right - open
    return [
      right > 0 ? style.green("✔ \(right) right") : nil,
      wrong > 0 ? style.red("✘ \(wrong) wrong") : nil, open > 0 ? "○ \(open) to do" : nil,
    ].compactMap(\.self).joined(separator: "  ")
  }

  private func body(_ room: Int) -> [String] {
    switch view {
    case .verdict: return verdict(room)
    case .hint(let lines), .list(let lines):
      return lines.flatMap { style.fold($0, to: style.width) }
    case .question(let text): return style.fold(text, to: style.width)
    case .details(let page):
      let all = report.map { Array(terminal.details($0).drop(while: \.isEmpty)) } ?? []
      let pages = max(1, (all.count + room - 2) / max(1, room - 1))
      let first = (page % pages) * (room - 1)
      let shown = all.dropFirst(first).prefix(room - 1)
      return Array(shown)
        + [
          style.dim("page \(page % pages + 1) of \(pages)" + (pages > 1 ? ", space turns it" : ""))
        ]
    }
  }

  /// What to mend first, with its message; then what is wrong besides, and what is to be written.
  private func verdict(_ room: Int) -> [String] {
    let said = [notice, message].compactMap(\.self).flatMap { terminal.raw($0, by: 0) + [""] }
    guard let report else { return said }
    if let text = report.compilerMessage { return said + terminal.compilerErrors(text) }
    if report.status == .complete {
      return said + [style.green("✔ Complete.") + " n goes on to the next exercise."]
    }
    guard let first = report.firstToMend else {
      return said + (next.map { style.fold(toWrite($0), to: style.width) } ?? [])
    }
    let others = report.tests.filter {
      $0.status != .passed && $0.status != .notImplemented && $0.id != first.id
    }
    var then = others.prefix(3).map { "  " + style.red("✘") + " " + $0.name }
    if !others.isEmpty { then = ["", style.dim("Then:")] + then }
    if others.count > 3 { then.append(style.dim("  … and \(others.count - 3) more")) }
    return cut(said + terminal.explanation(of: first), to: max(4, room - then.count)) + then
  }

  private func toWrite(_ step: NextStep) -> String {
    "Next: " + (step.function.map { "\($0). " } ?? "") + step.reason + "."
  }

  /// What doesn't fit stands under the key d.
  private func cut(_ lines: [String], to room: Int) -> [String] {
    guard lines.count > room else { return lines }
    return lines.prefix(room - 1)
      + [style.dim("… \(lines.count - room + 1) more lines: d shows all")]
  }
}

extension TerminalStyle {
  /// A line without what is too much for the terminal's width, with "…" in its place.
  func cut(_ line: String) -> String {
    guard line.utf8.count > width else { return line }
    let tooLong = line.replacing(/\u{1B}\[\d+m/, with: "").count > width
    var (result, count, isEscape) = ("", 0, false)
    for character in line {
      if character == "\u{1B}" { isEscape = true }
      if isEscape {
        result.append(character)
        if character.isLetter { isEscape = false }
      } else if tooLong, count == width - 1 {
        result.append("…")
        count += 1
      } else if count < width {
        result.append(character)
        count += 1
      }
    }
    return result
  }
}
