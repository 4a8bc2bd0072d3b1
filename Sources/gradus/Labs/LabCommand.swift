import Boundary
import Commands
import Datasets
import Foundation
import Grading
import LabRuns
import Labs

extension Command {
  static let lab = Command(
    .lab,
    arguments: [
      (
        name: "[run <lab>] [open <lab>]",
        help: "Train and draw, or show the report. A lab has a number and a name. (default: list "
          + "the labs)"
      )
    ],
    options: [
      .init(
        "--answers", value: "folder",
        help: "The folder of answers: Exercises, Solutions or any other. (default: Exercises)"),
      .init(
        "--data", value: "folder",
        help: "The folder of data. (default: GRADUS_DATA, or ~/.cache/gradus)"),
      .init("--full", help: "As many images as the assignment says; needs the published set."),
      .init(
        "--jobs", value: "number",
        help: "How many runs go on at a time. (default: as many as there are processors)"),
      .init("--seed", value: "number", help: "Where random orders come from. (default: 0)"),
      .init("--again", help: "Begin anew what is done."),
    ]
  ) { arguments in
    let words = arguments.positional
    switch words.first {
    case nil: return try list(arguments)
    case "run": return try run(oneLab(words), arguments)
    case "open": return try openReport(oneLab(words), arguments)
    case let word?:
      throw UsageError(
        "Unexpected argument '\(word)'" + suggestion(for: word, among: ["run", "open"]))
    }
  }
}

/// The lab that stands behind the first word.
private func oneLab(_ words: [String]) throws(UsageError) -> any Lab {
  let known = allLabs.map { "\($0.title.number) (\($0.title.id))" }.joined(separator: ", ")
  guard words.count > 1 else { throw UsageError("Missing which lab: there are \(known)") }
  if words.count > 2 { throw UsageError("Unexpected argument '\(words[2])'") }
  // The Tab key makes a path: "Exercises/Lab02-OneLayer/".
  let word = words[1].split(separator: "/").last.map(String.init) ?? words[1]
  let found = allLabs.first {
    [$0.title.id, $0.title.name, $0.title.folder].contains(word) || $0.title.number == Int(word)
  }
  guard let found else {
    throw UsageError(
      "There is no lab '\(words[1])'; there are \(known)"
        + suggestion(for: word, among: allLabs.map(\.title.id)))
  }
  return found
}

private func runner(_ lab: any Lab, _ arguments: Arguments) throws -> LabRunner {
  let kit = try BuiltKit(image: #dsohandle)
  let path = arguments.value(of: "--answers") ?? "Exercises"
  let candidates = path.hasPrefix("/") ? [path] : [path, "\(kit.root)/\(path)"]
  guard let answers = candidates.first(where: FileManager.default.fileExists(atPath:)) else {
    throw CommandError("There is no folder '\(path)'")
  }
  let source = try lab.title.set.map { set in
    try ImageSource.find(set, data: arguments.value(of: "--data"), kit: kit.root)
  }
  if arguments.has("--full"), let source, source.isKits { throw lacks(source.set) }
  return try LabRunner(
    lab, kit: kit, answers: answers.resolved, source: source,
    form: arguments.has("--full") ? .full : .short,
    seed: try arguments.number(of: "--seed", default: 0))
}

private func lacks(_ set: ImageSet) -> CommandError {
  set == .digits
    ? CommandError(
      "The full form needs all of MNIST, and there is only the kit's part of it. To fetch it: swift "
        + "run gradus data fetch mnist")
    : CommandError(
      "The full form needs \(set.published), and there are only \(set) that the kit draws. Where to "
        + "put its files: swift run gradus data")
}

private func list(_ arguments: Arguments) throws -> Int32 {
  for lab in allLabs {
    let runner = try runner(lab, arguments)
    let title = lab.title
    print("\(title.number)  \(title.text) (\(title.id)): \(title.tasks.joined(separator: ", "))")
    for line in readiness(runner) { print("   " + line) }
    let isThere = FileManager.default.fileExists(atPath: runner.folder.report)
    print(
      "   \(runner.done) of \(runner.plan.count) runs done"
        + (isThere ? ", report: \(runner.folder.report)" : ""))
  }
  print("\nTo run one: swift run gradus lab run \(allLabs[0].title.number)")
  return 0
}

private func readiness(_ runner: LabRunner) -> [String] {
  let needs = "needs \(runner.lab.title.needs)"
  do {
    let missing = try runner.unwritten()
    return missing.isEmpty ? ["\(needs): ready"] : missing.map { "to do in \($0)" }
  } catch let failure as AnswerFailure where failure.status == .didNotCompile {
    return ["\(needs): your answer doesn't compile"]
  } catch {
    return ["\(needs): \(error)"]
  }
}

private func run(_ lab: any Lab, _ arguments: Arguments) throws -> Int32 {
  let runner = try runner(lab, arguments)
  let jobs = try arguments.number(
    of: "--jobs", default: ProcessInfo.processInfo.activeProcessorCount, from: 1)
  let title = lab.title
  let missing = try runner.unwritten()
  guard missing.isEmpty else {
    complain(
      "Lab \(title.number) needs functions that aren't written yet: "
        + missing.joined(separator: "; "))
    return 2
  }
  let display = LabDisplay(runner.plan, board: lab.board(runner.settings))
  display.say("Lab \(title.number) · \(title.text), results in \(runner.folder.path)")
  stopGently(display)
  let runs = try runner.run(jobs: jobs, again: arguments.has("--again")) { display.show($0) }
  display.end()
  print("Report: \(runner.folder.report)")
  return runs.allSatisfy(\.isFinished) ? 0 : 1
}

/// On Ctrl-C, ends the program at once, but not while a file is being written. The workers end with it.
private func stopGently(_ display: LabDisplay) {
  for number in [SIGINT, SIGTERM] {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      ResultsFolder.whileQuiet {
        display.end()
        complain("Stopped. The same command goes on where it was.")
        exit(128 + number)
      }
    }
    source.resume()
    // It stands as long as the program does.
    _ = Unmanaged.passRetained(source as AnyObject)
  }
}

private func openReport(_ lab: any Lab, _ arguments: Arguments) throws -> Int32 {
  let report = try runner(lab, arguments).folder.report
  guard FileManager.default.fileExists(atPath: report) else {
    throw CommandError(
      "Lab \(lab.title.number) has no report yet: swift run gradus lab run \(lab.title.number)")
  }
  print(report)
  if isatty(STDOUT_FILENO) == 1 { _ = Browser.open(report) }
  return 0
}
