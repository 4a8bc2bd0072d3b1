import Classroom
import Commands
import Foundation
import Grading
import Synchronization
import Texts

extension Command {
  static let classCommand = Command(
    .classTitle,
    arguments: [
      ("<folder>", "The folder with one entry a student: an archive or a folder."),
      ("| merge <output> <part> ...", "The folder for the grades, and those that are its parts."),
      ("| compare <before> <after>", "Two folders of grades, such as those of two terms."),
      ("| export <grades>", "The grades of a class, for a platform's own file."),
    ],
    options: [
      .init("--output", value: "folder", help: "Where the grades go. (default: grades)"),
      .init(
        "--seed", value: "number",
        help: "The number from which random instances are drawn. (default: 0)"),
      .init(
        "--sandbox", value: "kind",
        help: "bubblewrap, none or auto: bubblewrap where it works. (default: auto)"),
      .init(
        "--jobs", value: "number",
        help: "How many hand-ins are judged at a time. (default: one for each processor)"),
      dataOption,
      .init("--shard", value: "i/n", help: "Only the i-th of n parts of the class."),
      .init(
        "--config", value: "file",
        help: "Exercises, points, deadline and late days; see docs/grading-a-class.md."),
      .init(
        "--compare", value: "folder", help: "Other grades, to be compared with these in class.html."
      ),
      .init(
        "--roster", value: "file", help: "A roster.csv: who is in the class, and in which group."),
      .init("--times", value: "file", help: "A times.csv: when hand-ins came in."),
      .init(
        "--marks", value: "file",
        help: "Marks of written questions, such as marks.csv; once for each marker."),
      skipBuildOption,
    ] + platformOptions
  ) { arguments in
    switch arguments.positional.first {
    case "merge": return try merge(arguments)
    case "compare": return try compare(arguments)
    case "export": return try exportGrades(arguments)
    default: break
    }
    guard let folder = arguments.positional.first, arguments.positional.count == 1 else {
      throw UsageError("Name one folder of hand-ins")
    }
    var settings = ClassRun.Settings(
      folder: folder, output: arguments.value(of: "--output") ?? "grades")
    settings.seed = try arguments.number(of: "--seed", default: 0)
    settings.jobs = try arguments.number(of: "--jobs", default: settings.jobs, from: 1)
    settings.sandbox = try sandboxWish(arguments, default: .auto)
    settings.data = arguments.value(of: "--data")
    settings.shard = try shard(arguments.value(of: "--shard"))
    if let file = arguments.value(of: "--config") {
      settings.configuration = try ClassConfiguration(text(of: file), name: file)
    }
    settings.marks = arguments.values(of: "--marks")
    settings.before = arguments.value(of: "--compare")
    settings.roster = arguments.value(of: "--roster")
    settings.times = arguments.value(of: "--times")
    let grader = try Grader(image: #dsohandle)
    try buildIfNeeded(grader, arguments)
    let bar = ProgressLine()
    let changes = Mutex<ClassChanges?>(nil)
    let reports = try ClassRun(grader: grader, settings: settings).run { progress in
      bar.show(progress)
      changes.withLock { $0 = progress.changes }
    }
    bar.end()
    for line in changes.withLock({ $0 })?.lines ?? [] { print(line) }
    return summarize(reports, in: settings.output)
  }

  private static func compare(_ arguments: Arguments) throws -> Int32 {
    let folders = Array(arguments.positional.dropFirst())
    guard folders.count == 2 else { throw UsageError("Name two folders of grades") }
    print(try Comparison(before: folders[0], after: folders[1]).text, terminator: "")
    return 0
  }

  private static func merge(_ arguments: Arguments) throws -> Int32 {
    let folders = Array(arguments.positional.dropFirst())
    guard folders.count >= 2 else {
      throw UsageError("Name the folder for the grades, and then those that are its parts")
    }
    let grader = try Grader(image: #dsohandle)
    let reports = try ClassMerge(kit: grader.kit)
      .merge(Array(folders.dropFirst()), into: folders[0], marks: arguments.values(of: "--marks"))
    return summarize(reports, in: folders[0])
  }

  private static func summarize(_ reports: [StudentReport], in folder: String) -> Int32 {
    let graded = reports.filter(\.hasGrade)
    let open = reports.filter { $0.openMatter != nil }
    let mean = graded.map(\.total).reduce(0, +) / Double(max(1, graded.count))
    let most = graded.map(\.maxTotal).max() ?? 0
    let missing = reports.count(where: \.isMissing)
    print(
      "\(graded.count) hand-ins graded, \(String(format: "%.1f", mean)) of "
        + "\(String(format: "%g", most)) points on average"
        + (missing > 0 ? "; \(missing) of the roster handed in nothing" : ""))
    let warnings = reports.flatMap(\.warnings)
    for warning in Set(warnings).sorted() {
      let count = warnings.count { $0 == warning }
      print("Warning, \(count == 1 ? "one hand-in" : "\(count) hand-ins"): \(shown(warning))")
    }
    for report in open {
      let what = shown(report.openMatter ?? "", limit: 1000)
      print("\(report.hasGrade ? "Look at" : "No grade for") \(shown(report.student)): \(what)")
    }
    print("\(folder)/class.html is for you, \(folder)/students has a report for each of them")
    return open.isEmpty ? 0 : Status.cannotGrade
  }

  private static func shard(_ text: String?) throws(UsageError) -> (number: Int, of: Int) {
    guard let text else { return (1, 1) }
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], count >= 1,
      (1...count).contains(number)
    else {
      throw UsageError("The value '\(text)' is invalid for '--shard': expected i/n, such as 2/4")
    }
    return (number, count)
  }

  private static func text(of file: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandError("The file '\(file)' can't be read")
    }
    guard let text = PlainText.read(data) else {
      throw CommandError("The file '\(file)' is not a text")
    }
    return text
  }
}

/// How far a class has come: one line that changes on a terminal, a line for each tenth elsewhere.
private final class ProgressLine: Sendable {
  private let isTerminal =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  private let barWidth = TerminalStyle.current.width < 64 ? 0 : 20
  private let begin = ContinuousClock.now
  private let state = Mutex((tenths: 0, remarks: 0, known: 0))

  func show(_ progress: ClassRun.Progress) {
    state.withLock { state in
      for remark in progress.remarks.dropFirst(state.remarks) { write("\(shown(remark))\n") }
      state.remarks = progress.remarks.count
      guard progress.total > 0 else { return }
      let share = Double(progress.done) / Double(progress.total)
      let text = "\(progress.done) of \(progress.total) hand-ins\(rest(progress))"
      if isTerminal {
        let full = Int(share * Double(barWidth))
        let bar =
          String(repeating: "█", count: full)
          + String(repeating: "░", count: barWidth - full) + (barWidth == 0 ? "" : " ")
        write("\r\u{1B}[K\(bar)\(text)")
      } else if Int(share * 10) > state.tenths {
        state.tenths = Int(share * 10)
        write(text + "\n")
      }
    }
  }

  func end() { if isTerminal { write("\r\u{1B}[K") } }

  /// What is left, from how long the hand-ins took that had to be judged.
  private func rest(_ progress: ClassRun.Progress) -> String {
    let judged = progress.done - progress.known
    guard judged > 0, progress.done < progress.total else { return "" }
    let seconds = (ContinuousClock.now - begin) / .seconds(1)
    let left = seconds / Double(progress.done) * Double(progress.total - progress.done)
    return left < 90
      ? ", about \(Int(left.rounded(.up))) s left"
      : ", about \(Int((left / 60).rounded())) min left"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
