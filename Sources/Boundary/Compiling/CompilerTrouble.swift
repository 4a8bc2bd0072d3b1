import Curriculum

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a compilation has failed.
enum CompilerTrouble: Equatable {
  /// The compiler names lines of the answer.
  case namesLines
  /// It complains, but of no line of the answer.
  case complains(String)
  /// It needs more memory than it may have.
  case memory
  /// It writes a larger file than it may.
  case fileSize
  /// It takes more time than it may have.
  case time
  /// It has broken down itself.
  case crash
  /// No answer does that: the machine has failed, in these words.
  case machine(String)

  /// - Parameters:
  ///   - result: What the compiler has left, which is no library.
  ///   - task: What it was to compile.
  ///   - limits: What it might use up.
  init(_ result: ProgramResult, of task: CompilerTask, limits: CompilerLimits) {
    guard let ending = result.ending else {
      self = .time
      return
    }
    let messages = Messages(result.output, of: task)
    if ending.status == 1, messages.nameLines {
      self = .namesLines
    } else if ending.isOutOfMemory {
      self = .memory
    } else if let signal = ending.signal ?? messages.signal, !Self.ofCrashes.contains(signal) {
      switch signal {
      case SIGXCPU: self = .time
      case SIGXFSZ: self = .fileSize
      default: self = .machine("the compiler was ended by signal \(signal)")
      }
    } else if let line = messages.line(with: Self.wordsOfMachine) {
      self = .machine(line)
    } else if messages.line(with: ["File too large"]) != nil {
      self = .fileSize
    } else if let line = messages.line(with: Self.wordsOfMemory) {
      // A machine that is short of memory says the same; then the compiler hasn't had much yet.
      self = ending.peakMemory >= limits.memory / 4 ? .memory : .machine(line)
    } else if ending.signal != nil || messages.signal != nil
      || messages.line(with: ["Stack dump:", "submit a bug report"]) != nil
    {
      self = .crash
    } else {
      self = .complains(messages.text)
    }
  }

  /// Signals that a program brings upon itself.
  private static let ofCrashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS]

  private static let wordsOfMemory = [
    "out of memory", "bad_alloc", "Cannot allocate memory", "failed to allocate",
  ]

  private static let wordsOfMachine = [
    "No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error",
    "Stale file handle", "Too many open files", "Resource temporarily unavailable",
    "No such file or directory", "Permission denied", "Operation not permitted", "Text file busy",
    "can't be started", "couldNotFindTmpDir",
  ]

  /// What the compiler has said, apart from what it quotes of the answer.
  private struct Messages {
    /// All of it that isn't about a line of the answer.
    let text: String
    /// Whether an error is at a line of the answer that imports nothing, and no error is elsewhere: an
    /// import also fails where a module isn't there.
    let nameLines: Bool

    private let lines: [Substring]

    init(_ output: String, of task: CompilerTask) {
      var (own, others): (Bool, Bool) = (false, false)
      var lines: [Substring] = []
      var isOfAnswer = false
      for line in output.split(separator: "\n") {
        if let place = task.place(of: line) {
          isOfAnswer = true
          guard line.contains(" error: ") else { continue }
          if place.isImport { others = true } else { own = true }
        } else if line.contains("error:"), line.first?.isWhitespace != true {
          // The glue can't do without what is wrong in the answer.
          isOfAnswer = false
          if !task.isOfGlue(line) { others = true }
          lines.append(line)
        } else if !isOfAnswer {
          lines.append(line)
        }
      }
      nameLines = own && !others
      self.lines = lines
      text = lines.joined(separator: "\n")
    }

    /// The first line with one of these words.
    func line(with words: [String]) -> String? {
      lines.first { line in words.contains { line.contains($0) } }.map(String.init)
    }

    /// "compile command failed due to signal 9 (use -v to see invocation)".
    var signal: Int32? {
      lines.lazy.compactMap { line in
        line.firstMatch(of: /due to signal (\d+)/).flatMap { Int32($0.output.1) }
      }.first
    }
  }
}

extension CompilerTask {
  /// Of a message such as "/…/Huber.swift:3:5: error: …" about a file of the answer: whether the line
  /// imports something. Nil for other messages.
  fileprivate func place(of message: Substring) -> (isImport: Bool, Void)? {
    for file in sources.files {
      for folder in [sources.folder, Sandbox.Place.sources] {
        let start = "\(folder)/\(file.name):"
        guard message.hasPrefix(start),
          let line = Int(message.dropFirst(start.count).prefix { $0.isNumber })
        else { continue }
        let lines = String(decoding: file.text, as: UTF8.self)
          .split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return (true, ()) }
        return (lines[line - 1].contains(/^\s*(@\w+\s+|\w+\s+)*import\s/), ())
      }
    }
    return nil
  }

  fileprivate func isOfGlue(_ message: Substring) -> Bool {
    [workshop, Sandbox.Place.workshop].contains { message.hasPrefix("\($0)/\(glue):") }
  }
}
