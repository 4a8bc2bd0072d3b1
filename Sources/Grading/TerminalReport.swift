import Boundary
import Foundation

/// The report as a person reads it in a terminal.
public struct TerminalReport {
  let report: Report
  let style: TerminalStyle
  private let showsDetails: Bool

  /// A report for a terminal.
  ///
  /// - Parameter showsDetails: whether all that isn't passed is explained, or only the first test
  ///   of each exercise.
  public init(_ report: Report, style: TerminalStyle, showsDetails: Bool) {
    self.report = report
    self.style = style
    self.showsDetails = showsDetails
  }

  /// The text, which ends with a newline.
  public var text: String {
    var lines = indented(heading, by: 0) + [""] + report.exercises.flatMap(row) + [total]
    lines += labs
    for exercise in report.exercises { lines += details(exercise) }
    for lab in report.labs { lines += details(lab) }
    if let warning = Sandbox.Choice.warning(for: report.sandbox) {
      lines += [""] + indented(style.red(warning), by: 0)
    }
    if let limits = report.limits { lines += [""] + indented(style.dim(limits), by: 0) }
    if let problem = report.problem {
      lines += [""] + indented(style.red("This is not a grade: \(problem)."), by: 0)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let sandbox = Sandbox.Choice.isSandbox(report.sandbox) ? ", in \(report.sandbox)" : ""
    return "Answers in \(report.answers), seed \(report.seed)\(sandbox)"
  }

  /// A narrow terminal has no room for the bars.
  var barWidth: Int { style.width < 60 ? 0 : 12 }

  /// All but the title and what is left: the number, the bar, the points and gaps between them.
  private var fixedWidth: Int { 18 + barWidth }

  private var titleWidth: Int {
    let longest = (report.exercises.map(\.title.count) + report.labs.map(\.title.count)).max() ?? 0
    return min(longest, max(11, style.width - fixedWidth - 16))
  }

  private func row(_ exercise: ExerciseReport) -> [String] {
    row(
      exercise.number, exercise.title, exercise.score, of: exercise.maxScore,
      isComplete: exercise.status == .complete, left(exercise))
  }

  /// A row of the table: number, title, bar, points, and what is left.
  func row(
    _ number: Int, _ title: String, _ score: Int, of maxScore: Int, isComplete: Bool, _ left: String
  ) -> [String] {
    let number = String(repeating: " ", count: number < 10 ? 2 : 1) + "\(number)"
    let isCut = title.count > titleWidth
    let title = (isCut ? title.prefix(titleWidth - 1) + "…" : title)
      .padding(toLength: titleWidth, withPad: " ", startingAt: 0)
    let bar = barWidth > 0 ? "  " + bar(score, of: maxScore, isComplete: isComplete) : ""
    let start = "\(number)  \(title)\(bar)  \(padded("\(score) / \(maxScore)"))  "
    let rest = indented(left, by: fixedWidth + titleWidth)
    return [start + rest[0].dropFirst(fixedWidth + titleWidth)] + rest.dropFirst()
  }

  private var total: String { total("Total", report.score, of: report.maxScore) }

  func total(_ label: String, _ score: Int, of maxScore: Int) -> String {
    let label = label.padding(toLength: titleWidth + barWidth + 2, withPad: " ", startingAt: 0)
    return "     " + label + padded("\(score) / \(maxScore)")
  }

  private func padded(_ points: String) -> String {
    String(repeating: " ", count: max(0, 9 - points.count)) + points
  }

  package func bar(_ score: Int, of maxScore: Int, isComplete: Bool) -> String {
    let width = 10
    let filled = maxScore == 0 ? 0 : width * score / maxScore
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    return isComplete ? style.green(bar) : bar
  }

  /// What is left to do, in a few words.
  private func left(_ exercise: ExerciseReport) -> String {
    if exercise.status == .complete { return style.green("complete") }
    if exercise.status == .notStarted { return style.dim("not started") }
    if exercise.compilerMessage != nil { return style.red("does not compile") }
    let kinds: [(TestStatus, String)] = [
      (.failed, "wrong"), (.crashed, "crashed"), (.timedOut, "timed out"),
      (.outOfMemory, "out of memory"), (.lost, "lost"), (.notImplemented, "to do"),
    ]
    let words = kinds.compactMap { status, word in
      let count = exercise.tests.count { $0.status == status }
      return count == 0 ? nil : "\(count) \(word)"
    }
    return words.isEmpty ? style.red("tests are missing") : words.joined(separator: ", ")
  }

  package func details(_ exercise: ExerciseReport) -> [String] {
    if let message = exercise.compilerMessage {
      return headline(exercise) + marked("It does not compile:") + compilerErrors(message)
    }
    let failed = exercise.tests.filter { $0.status != .passed && $0.status != .notImplemented }
    // Causes first: their consequences need no more than a line each.
    let wrong = failed.filter { $0.mendFirst == nil } + failed.filter { $0.mendFirst != nil }
    let shown = showsDetails ? wrong[...] : wrong.prefix(1)
    guard !shown.isEmpty else { return [] }
    var lines = headline(exercise)
    for test in shown { lines += explanation(of: test) }
    if shown.count < wrong.count {
      let more = "… and \(wrong.count - shown.count) more, explained with --details"
      lines += indented(style.dim(more), by: 2)
    }
    return lines
  }

  private func headline(_ exercise: ExerciseReport) -> [String] {
    [""] + indented(style.bold("\(exercise.number) · \(exercise.title)"), by: 0)
  }

  /// What a test that has not passed has to say, below its sentence.
  package func explanation(of test: TestReport) -> [String] {
    var lines = marked(test.name)
    if test.mendFirst != nil, let advice = test.messages.first { return lines + raw(advice, by: 6) }
    for message in test.messages { lines += raw(message, by: 6) }
    if test.status == .lost, test.messages.isEmpty {
      lines += raw("the run ended before this test had a verdict", by: 6)
    }
    if let hint = test.hint { lines += indented(style.dim("Hint: \(hint)"), by: 6) }
    if !test.output.isEmpty {
      lines += indented(style.dim("Your code printed:"), by: 6)
      let output = test.output.split(whereSeparator: \.isNewline)
      // Whoever looks for a mistake wants what was printed last.
      if output.count > 10 { lines += indented("… \(output.count - 10) lines before", by: 6) }
      lines += output.suffix(10).flatMap { raw("│ \($0)", by: 6) }
    }
    return lines
  }

  /// A sentence behind a cross.
  func marked(_ text: String) -> [String] {
    let lines = indented(text, by: 4)
    return ["  " + style.red("✘") + lines[0].dropFirst(3)] + lines.dropFirst()
  }

  /// Lines that keep their own layout, such as small pictures; only too long ones are folded.
  package func raw(_ text: String, by margin: Int) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap {
      indented(harmless(String($0)), by: margin)
    }
  }

  /// The text without the characters by which an answer could steer the terminal.
  func harmless(_ text: String, tab: String = "  ") -> String {
    let scalars = text.replacing("\t", with: tab).unicodeScalars
    return String(
      String.UnicodeScalarView(scalars.filter { $0.properties.generalCategory != .control }))
  }

  func indented(_ text: String, by margin: Int) -> [String] {
    let space = String(repeating: " ", count: margin)
    return style.fold(text, to: style.width - margin).map { space + $0 }
  }
}

/// How wide a terminal is, and whether it shows colours.
public struct TerminalStyle: Sendable {
  /// The number of characters that fit on a line.
  public var width: Int
  /// Whether escape sequences for colours are used.
  var hasColor: Bool

  /// Creates a style.
  public init(width: Int = 80, hasColor: Bool = false) {
    self.width = max(40, width)
    self.hasColor = hasColor
  }

  package func red(_ text: String) -> String { wrapped(text, 31) }
  package func green(_ text: String) -> String { wrapped(text, 32) }
  package func bold(_ text: String) -> String { wrapped(text, 1) }
  package func dim(_ text: String) -> String { wrapped(text, 2) }

  private func wrapped(_ text: String, _ code: Int) -> String {
    hasColor ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  /// Breaks a line at spaces; what follows stands as far in as the line itself.
  ///
  /// A word that is too long for a line, such as a path, stays whole.
  package func fold(_ line: String, to width: Int) -> [String] {
    guard visibleCount(line) > width else { return [line] }
    let margin = String(line.prefix { $0 == " " })
    var lines: [String] = []
    // The line that is being filled, and how wide it is.
    var (current, taken) = ("", 0)
    let words = line.dropFirst(margin.count)
      .split(separator: " ", omittingEmptySubsequences: false)
    for word in words where !(word.isEmpty && current.isEmpty) {
      let count = visibleCount(word)
      if !current.isEmpty, taken + 1 + count > width {
        lines.append(current.replacing(/\ +$/, with: ""))
        current = ""
      }
      taken = current.isEmpty ? margin.count + count : taken + 1 + count
      current += current.isEmpty ? margin + word : " " + word
    }
    return lines + [current]
  }

  private func visibleCount(_ text: some StringProtocol) -> Int {
    guard text.utf8.contains(0x1B) else { return text.count }
    return String(text).replacing(/\u{1B}\[\d+m/, with: "").count
  }
}
