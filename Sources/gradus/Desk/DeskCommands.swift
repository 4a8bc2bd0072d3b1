import Boundary
import Commands
import Curriculum
import Fingerprints
import Foundation
import Grading

private let oneExercise = "An exercise's number, id, folder or a unique part of its name."

extension Command {
  static let hint = Command(
    .hint,
    arguments: [
      ("[<exercise>]", oneExercise + " (default: the one that you changed last)"),
      ("[<function>]", "A function, or a task's number. (default: what is to be mended first)"),
    ], options: [skipBuildOption]
  ) { arguments in
    let grader = try Grader(image: #dsohandle)
    let files = AnswerFiles.ofKit(grader.kit.root)
    let words = arguments.positional
    if words.count > 2 { throw UsageError("Unexpected argument '\(words[2])'") }
    let exercise =
      try words.first.map { try Commands.exercise(named: $0) } ?? exerciseAtHand(files, grader.kit)
    let hints = try Hints(for: exercise, ofKit: grader.kit.root)
    let topic: Hints.Topic?
    if words.count == 2 {
      topic = hints.topic(named: words[1])
    } else {
      try buildIfNeeded(grader, arguments)
      topic = try nextStep(in: exercise, grader)?.function.flatMap(hints.topic)
    }
    guard let topic, !topic.hints.isEmpty else {
      let known = hints.topics.map {
        $0.tasks.map(String.init).joined(separator: ", ") + " " + $0.title
      }
      throw CommandError(
        "Name the task, as in 'gradus hint \(exercise.number) \(hints.topics.first?.tasks[0] ?? 1)'. "
          + "There are hints for:\n  " + known.joined(separator: "\n  "))
    }
    let hint = try NextHint(exercise, topic, SeenHints(DeskFolder(beside: files.place)))
    print(hint.lines.joined(separator: "\n"))
    return 0
  }

  static let next = Command(.next, options: [skipBuildOption]) { arguments in
    if let word = arguments.positional.first { throw UsageError("Unexpected argument '\(word)'") }
    let grader = try Grader(image: #dsohandle)
    try buildIfNeeded(grader, arguments)
    let files = AnswerFiles.ofKit(grader.kit.root)
    let progress = StepProgress("Judging, tests")
    let report = try grader.gradeWhatHasChanged(
      Exercise.all, answers: "Exercises", seed: 0, sandbox: .none, progress: progress.show)
    progress.end()
    let choice = NextExercise.choose(
      among: Array(zip(Exercise.all, report.exercises)), changed: files.changed)
    guard let choice else {
      print("All exercises are complete. To hand in: swift run gradus submit")
      return 0
    }
    print("Go on with \(choice.exercise), for \(choice.why).")
    let sources = files.texts(choice.exercise)
    if let step = NextStep(in: choice.exercise, choice.report, sources: sources) {
      print("  " + step.text)
    }
    let number = choice.exercise.number
    print(
      """

        Its handout:  \(choice.exercise.rooms.handout)
        Your file:    \(choice.exercise.rooms.stub)
        While you work: swift run gradus watch \(number)
        If you are stuck: swift run gradus hint \(number)
      """)
    return 0
  }

  static let reset = Command(.reset, arguments: [("<exercise>", oneExercise)]) { arguments in
    let words = arguments.positional
    guard let word = words.first else { throw UsageError("Missing which exercise") }
    if words.count > 1 { throw UsageError("Unexpected argument '\(words[1])'") }
    let exercise = try Commands.exercise(named: word)
    let root = try BuiltKit(image: #dsohandle).root
    let store = StubStore(root: root, files: .ofKit(root))
    // Where there are solutions, stubs are cut out of them.
    if !store.isHere { return try StaffProgram().become(.stubs, ["stubs", exercise.id]) }
    print(try resetSentence(exercise, store))
    return 0
  }

  static let progress = Command(.progress) { arguments in
    if let word = arguments.positional.first { throw UsageError("Unexpected argument '\(word)'") }
    let files = AnswerFiles.ofKit(try BuiltKit(image: #dsohandle).root)
    let progress = Progress(DeskFolder(beside: files.place))
    let maxScore = Exercise.all.map(\.points).reduce(0, +)
    print(
      progress.text(until: Day(Date()), of: maxScore, width: TerminalStyle.current.width),
      terminator: "")
    return 0
  }
}

/// Puts a stub back, and says where the answer is now.
func resetSentence(_ exercise: Exercise, _ store: StubStore) throws -> String {
  let kept = try store.reset(exercise)
  return kept.map { "The stub of \(exercise) is back. What was there before is in\n\($0)" }
    ?? "\(exercise) is the stub that was handed out: nothing has changed."
}

/// The exercise whose files were changed last, of those that are begun; else the first of the course.
func exerciseAtHand(_ files: AnswerFiles, _ kit: BuiltKit) -> Exercise {
  let stubs = StubTable(ofKit: kit.root)
  let begun = Exercise.all.filter { !stubs.isStub($0, in: files.folder($0)) }
  return begun.max { files.changed($0) ?? .distantPast < files.changed($1) ?? .distantPast }
    ?? Exercise.all[0]
}

/// Where to go on in an exercise; nil where it is complete.
private func nextStep(in exercise: Exercise, _ grader: Grader) throws -> NextStep? {
  let report = try grader.gradeWhatHasChanged(
    [exercise], answers: "Exercises", seed: 0, sandbox: .none)
  return NextStep(
    in: exercise, report.exercises[0], sources: AnswerFiles.ofKit(grader.kit.root).texts(exercise))
}
