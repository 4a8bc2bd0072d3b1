import CSystem
import Commands
import Curriculum
import Fingerprints
import Foundation
import Grading

/// One sitting of `gradus watch`: it waits for a saved file, a key, a verdict or another size of the
/// screen, whichever comes first, and shows what that changes.
final class WatchSession {
  let grader: Grader
  let files: AnswerFiles
  let desk: DeskFolder
  let judge: Judge
  var screen: WatchScreen
  private let follows: Bool
  private let hasScreen: Bool
  private let folder: FolderWatch
  /// Bytes come here for a verdict and for another size of the screen.
  private let wake: (reading: Int32, writing: Int32)
  private var seen: [Exercise: Fingerprint] = [:]
  private var saved = Date()
  private var begin: ContinuousClock.Instant?

  /// - Parameter follows: whether the exercise that was saved last is judged, or always the same one.
  init(
    _ grader: Grader, _ files: AnswerFiles, _ exercise: Exercise, follows: Bool, hasScreen: Bool
  ) throws {
    self.grader = grader
    self.files = files
    self.follows = follows
    self.hasScreen = hasScreen
    desk = DeskFolder(beside: files.place)
    folder = try FolderWatch(files.place)
    var ends: [Int32] = [0, 0]
    guard csystem_pipe(&ends) == 0 else { throw CommandError("no pipe can be made") }
    wake = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    screen = WatchScreen(exercise: exercise, style: .current)
    judge = Judge(grader, answers: files.place) { [writing = ends[1]] in
      var byte: UInt8 = 1
      _ = write(writing, &byte, 1)
    }
  }

  /// Goes on until somebody ends it.
  func run() throws -> Int32 {
    if hasScreen, csystem_take_screen(STDIN_FILENO, wake.writing) != 0 {
      throw CommandError("the terminal can't be used: \(String(cString: strerror(errno)))")
    }
    defer {
      judge.end()
      csystem_return_screen()
      if hasScreen { show(screen.plainLines.prefix(2).joined(separator: "\n") + "\n") }
    }
    noteFiles()
    look(at: screen.exercise)
    while true {
      var polled = [
        pollfd(fd: folder.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: wake.reading, events: Int16(POLLIN), revents: 0),
        pollfd(fd: hasScreen ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
      ]
      // Only a look that takes long makes the clock go.
      let count = poll(&polled, 3, begin != nil && hasScreen ? 1000 : -1)
      if count < 0, errno != EINTR { return Status.cannotGrade }
      if polled[0].revents != 0 { hearOfChanges() }
      if polled[1].revents != 0 { drainWake() }
      if let outcome = judge.takeOutcome() { take(outcome) }
      if polled[2].revents != 0, try !readKeys() { return 0 }
      if hasScreen { draw() }
    }
  }

  /// Begins to judge an exercise.
  func look(at exercise: Exercise) {
    if exercise != screen.exercise { screen = WatchScreen(exercise: exercise, style: screen.style) }
    saved = Date()
    begin = .now
    screen.message = nil
    if screen.view != .verdict { screen.view = .verdict }
    judge.begin(exercise)
    if hasScreen { draw() }
  }

  /// An editor's save is several changes: their end is waited for, then files are compared.
  private func hearOfChanges() {
    usleep(10_000)
    folder.renew()
    let before = seen
    noteFiles()
    let changed = Exercise.all.filter { before[$0] != seen[$0] }
    if changed.contains(screen.exercise) {
      look(at: screen.exercise)
    } else if follows, let other = changed.first {
      look(at: other)
    }
  }

  private func noteFiles() {
    for exercise in Exercise.all { seen[exercise] = Fingerprint(ofFolder: files.folder(exercise)) }
  }

  private func drainWake() {
    var bytes = [UInt8](repeating: 0, count: 64)
    while read(wake.reading, &bytes, bytes.count) > 0 {}
  }

  private func take(_ outcome: Judge.Outcome) {
    begin = nil
    let clock = Calendar.current.dateComponents([.hour, .minute, .second], from: saved)
    let time = [clock.hour, clock.minute, clock.second].map { twoDigits($0 ?? 0) }
      .joined(separator: ":")
    switch outcome {
    case .verdict(let report, let seconds):
      screen.report = report
      screen.state = "\(time), judged in \(String(format: "%.1f", seconds)) s"
      screen.next = NextStep(
        in: screen.exercise, report, sources: files.texts(screen.exercise))
      if files.isOf(grader.kit) {
        var progress = Progress(desk)
        progress.note([report])
      }
    case .none(let reason):
      screen.state = time
      screen.message = reason
    }
    if !hasScreen { show(screen.plainLines.joined(separator: "\n") + "\n\n") }
  }

  /// Draws the whole screen in one go, so that nothing flickers. Each row is cleared first: afterwards that
  /// would take the character in the last column.
  private func draw() {
    screen.style = .current
    if let begin {
      let seconds = Int(begin.duration(to: .now) / .seconds(1))
      screen.state = seconds == 0 ? "judging …" : "judging …, \(seconds) s"
    }
    let lines = screen.lines(rows: TerminalStyle.rows)
    let text = "\u{1B}[H" + lines.map { "\u{1B}[K" + $0 }.joined(separator: "\r\n")
    show(text)
  }

  private func show(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
