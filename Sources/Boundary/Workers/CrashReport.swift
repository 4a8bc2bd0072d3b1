#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What a crashed program has left on standard error, taken apart.
struct CrashReport {
  /// How the runtime begins: what follows may take it longer than the call had time.
  static let beginning = "Backtracing from 0x"

  /// The runtime's sentence, such as "Index out of range".
  let reason: String?

  /// The student's file and line of the innermost call, such as `HuberRegression.swift:31:12`.
  let location: String?

  /// The innermost functions of the student's, such as `Answer.loss(residual:delta:)`.
  let functions: [String]

  /// Whether one function has called itself until the stack was full.
  let isEndlessRecursion: Bool

  init(_ text: String) {
    let lines = text.split(separator: "\n").map(String.init)
    reason = lines.lazy.compactMap(Self.reason).first
    let frames = lines.compactMap(Self.frame)
    location = frames.first?.location
    functions = frames.map(\.function)
    isEndlessRecursion =
      Dictionary(grouping: frames, by: \.function).values.contains { $0.count >= 20 }
  }

  /// "Swift/ContiguousArrayBuffer.swift:691: Fatal error: Index out of range".
  private static func reason(_ line: String) -> String? {
    for mark in ["Fatal error: ", "Swift runtime failure: "] {
      if let range = line.firstRange(of: mark) {
        return String(line[range.upperBound...]).replacing(" ***", with: "")
      }
    }
    return nil
  }

  /// "3 [ra] 0x00007f… Answer.loss(residual:delta:) + 159 in answer.so at /…/Huber.swift:31:12".
  private static func frame(_ line: String) -> (function: String, location: String)? {
    guard let library = line.firstRange(of: " in answer."),
      let address = line[..<library.lowerBound].firstRange(of: "0x"),
      let place = line[library.upperBound...].firstRange(of: " at "),
      let space = line[address.upperBound..<library.lowerBound].firstIndex(of: " ")
    else { return nil }
    let symbol = line[line.index(after: space)..<library.lowerBound]
    let function = symbol.firstRange(of: " + ").map { symbol[..<$0.lowerBound] } ?? symbol
    let file = line[place.upperBound...].split(separator: "/").last ?? ""
    guard file.contains(".swift") else { return nil }
    return (String(function), file.trimmingPrefix(" ").description)
  }
}

extension AnswerFailure {
  /// Finds the words for what has happened to a worker.
  init(
    _ trouble: Worker.Trouble, ending: ChildProcess.Ending?, complaints: String, call: String,
    limits: Limits, hasBegun: Bool = true
  ) {
    let report = CrashReport(complaints)
    let place = report.location.map { " at \($0)" } ?? ""
    let processorTimeIsUp =
      ending?.signal == SIGXCPU
      || (ending?.processorSeconds ?? 0) >= Double(limits.processorSeconds)
    switch (trouble, ending?.status, ending?.signal) {
    case (_, _, _) where !hasBegun:
      self.init(notStarted: "the sandbox", complaints)
    case (.slow, _, _):
      self.init(
        noVerdict:
          "its replies took more than \(Int(limits.seconds)) seconds together, and none of them "
          + "long: is the machine busy?")
    case (_, _, _) where ending?.isOutOfMemory == true:
      self.init(
        status: .outOfMemory,
        description: "\(call) and the processes that it started held too much memory together")
    case (.closed, _, _) where Self.isOutOfMemory(complaints),
      (.late, _, _) where Self.isOutOfMemory(complaints),
      (.closed, _, _?) where processorTimeIsUp && (ending?.peakMemory ?? 0) > limits.memory / 2:
      self.init(
        status: .outOfMemory,
        description:
          "\(call) asked for memory without end: the limit is \(limits.memory >> 20) MB\(place)")
    case (.closed, _, _?) where processorTimeIsUp:
      self.init(status: .timedOut, description: Self.timeIsUp(call, "\(limits.processorSeconds)"))
    case (.late, _, _) where complaints.contains(CrashReport.beginning):
      let reason = report.reason ?? "its report wasn't finished in time"
      self.init(status: .crashed, description: "\(call) crashed: \(reason)\(place)")
    case (.late, _, _) where limits.silence != nil:
      let (silence, used) = (limits.silence ?? 0, ending?.processorSeconds ?? 0)
      // A loop would have had the processor all the time.
      let isStarved = used > 0 && used < silence / 2
      self.init(
        status: .timedOut,
        description: "\(call) said nothing for \(Int(silence)) seconds"
          + (isStarved
            ? ", of which it had the processor for \(Int(used.rounded(.up))): is the machine busy with "
              + "something else, or does the code wait for something?"
            : ": is there a loop that never ends?"))
    case (.late, _, _):
      self.init(status: .timedOut, description: Self.timeIsUp(call, "\(Int(limits.seconds))"))
    case (.closed, _, _?) where report.isEndlessRecursion:
      let name = report.functions.first ?? "a function"
      self.init(
        status: .crashed,
        description:
          "\(call) crashed: \(name) calls itself without end, and the stack is full\(place)")
    case (.closed, _, let signal?):
      let reason =
        report.reason ?? "the program was ended by signal \(signal) (\(signalName(signal)))"
      self.init(status: .crashed, description: "\(call) crashed: \(reason)\(place)")
    case (.closed, WorkerProgram.Status.cannotLoad, _):
      self.init(
        status: .crashed,
        description: "the compiled answer can't be loaded: "
          + complaints.split(separator: "\n").joined(separator: " "))
    case (.closed, let status?, _) where status != WorkerProgram.Status.brokenPipe:
      self.init(
        status: .crashed,
        description:
          "\(call) ended the program with exit status \(status) instead of returning a value")
    default:
      self.init(
        status: .crashed,
        description: "\(call) gave no readable reply: it disturbed the connection to the tests")
    }
    guard status != .lost else { return }
    let isOfAnswer =
      ending?.isOutOfMemory == true || processorTimeIsUp || trouble == .notAFrame
      || report.location != nil || report.isEndlessRecursion
      || status == .outOfMemory && (ending?.peakMemory ?? 0) >= limits.memory / 4
      || ending?.status.map { !WorkerProgram.Status.all.contains($0) } ?? false
    mayBeOfMachine = !isOfAnswer
  }

  private static func timeIsUp(_ call: String, _ seconds: String) -> String {
    "\(call) did not finish within \(seconds) seconds: is there a loop that never ends?"
  }

  private static func isOutOfMemory(_ complaints: String) -> Bool {
    // The words of Swift's runtime, before and since 6.3.
    ["failed to allocate", "Could not allocate memory"].contains {
      complaints.contains($0)
    }
  }
}

private func signalName(_ signal: Int32) -> String {
  switch signal {
  case SIGKILL: "killed"
  case SIGSEGV, SIGBUS: "a memory address that can't be used"
  case SIGABRT: "abort"
  case SIGILL, SIGTRAP: "a trap, such as an overflow or a forced unwrapping of nil"
  case SIGXFSZ: "a file grew too large"
  default: String(cString: strsignal(signal))
  }
}
