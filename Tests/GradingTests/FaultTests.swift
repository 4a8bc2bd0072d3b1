#if os(Linux)
  import Answers
  import Curriculum
  import Foundation
  import Synchronization
  import Testing

  @testable import Grading

  /// Faults of the machine, put in on purpose: a right answer has all its points, or there is no grade.
  @Suite(
    "No fault of the machine becomes a grade", .serialized,
    .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"),
    .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
  struct FaultTests {
    private let folder: Folder

    init() throws {
      folder = try Folder()
      try folder.add(.softmaxJacobian, .solution)
    }

    /// What one run has come to.
    private enum Outcome: Hashable { case fullMarks, noGrade, wrongGrade }

    /// Grades the solution of exercise 1, compiled anew in a folder of its own.
    private func grade(
      _ cache: String, environment: [String: String] = [:], shell: String = "",
      meanwhile: ((pid_t) -> Void)? = nil
    ) throws -> (outcome: Outcome, output: String) {
      let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GRADUS_") }
      let own = [
        Builder.skipVariable: "1", BuiltKit.cacheVariable: "\(folder.path)/\(cache)",
        CompilerLimits.variable: "20",
      ]
      let report = "\(folder.path)/\(UUID().uuidString).json"
      // The words for the shell end by becoming the program.
      let program = "\(try kit.get().products)/gradus"
      let result = try runAside(
        ["-c", "\(shell)\nexec \"$0\" \"$@\"", program]
          + ["grade", "1", "--answers", folder.path, "--again", "--json", report],
        environment: inherited.merging(own) { $1 }.merging(environment) { $1 }, meanwhile)
      defer { try? FileManager.default.removeItem(atPath: report) }
      let data = FileManager.default.contents(atPath: report)
      let graded = data.flatMap { try? JSONDecoder().decode(Report.self, from: $0) }
      let isFull = graded?.score == Exercise.softmaxJacobian.points
      if result.status == 0 { return (isFull ? .fullMarks : .wrongGrade, result.output) }
      let saysSo = result.status != 2 || !(graded?.isComplete ?? false)
      return (saysSo ? .noGrade : .wrongGrade, result.output)
    }

    private func runAside(
      _ words: [String], environment: [String: String], _ meanwhile: ((pid_t) -> Void)?
    ) throws -> (status: Int32?, output: String) {
      let file = "\(folder.path)/\(UUID().uuidString).text"
      defer { try? FileManager.default.removeItem(atPath: file) }
      let output = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      defer { close(output) }
      let shell = try ChildProcess(
        "/bin/sh", words, environment: environment, descriptors: [1: output, 2: output])
      defer { shell.end() }
      meanwhile?(shell.pid)
      let ending = shell.wait(until: .now + .seconds(120))
      let text = FileManager.default.contents(atPath: file) ?? Data()
      return (ending?.status, String(decoding: text, as: UTF8.self))
    }

    /// Sends a signal to one of the programs that a process starts, in the order of their appearance.
    private func strike(
      _ number: Int, below root: pid_t, after delay: UInt32, by signal: Int32
    ) -> String? {
      var seen: Set<pid_t> = []
      while isRunning(root) {
        let new = descendants(of: root).filter { seen.insert($0).inserted }
        if seen.count >= number, let victim = new.last {
          usleep(delay)
          let name = name(of: victim)
          return kill(victim, signal) == 0 ? name : nil
        }
        usleep(300)
      }
      return nil
    }

    @Test("Two hundred programs killed or stopped, each in another place")
    func struck() throws {
      #expect(try grade("sound").outcome == .fullMarks)
      var plan: [(number: Int, delay: UInt32, signal: Int32)] = []
      for number in 1...25 {
        for delay in [0, 1_000, 5_000, 20_000, 60_000, 150_000, 400_000] as [UInt32] {
          plan.append((number, delay, SIGKILL))
        }
        plan.append((number, 2_000, number.isMultiple(of: 2) ? SIGTERM : SIGSEGV))
      }
      let found = Mutex((outcomes: [Outcome: Int](), names: [String: Int](), wrong: [String]()))
      let next = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: 2) { lane in
        while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < plan.count
        {
          let (number, delay, signal) = plan[index]
          // Half of them have to compile; the others find the library.
          let cache = index.isMultiple(of: 2) ? "struck-\(index)" : "sound"
          let victim = Mutex<String?>(nil)
          do {
            let (outcome, output) = try grade(cache) { root in
              let name = strike(number, below: root, after: delay, by: signal)
              victim.withLock { $0 = name }
            }
            let name = victim.withLock { $0 }
            found.withLock {
              $0.outcomes[outcome, default: 0] += 1
              if let name { $0.names[name, default: 0] += 1 }
              if outcome == .wrongGrade {
                $0.wrong.append("\(number) \(delay) \(signal) \(name ?? ""): \(output)")
              }
            }
          } catch {
            found.withLock { $0.wrong.append("\(error)") }
          }
          if cache != "sound" {
            try? FileManager.default.removeItem(atPath: "\(folder.path)/\(cache)")
          }
        }
      }
      let (outcomes, names, wrong) = found.withLock { ($0.outcomes, $0.names, $0.wrong) }
      print("Faults put in: \(names); runs that came of it: \(outcomes)")
      #expect(wrong == [])
      #expect(names.values.reduce(0, +) >= 150)
      #expect(names["swift-frontend"] ?? 0 > 5 && names["gradus-worker"] ?? 0 > 20)
      #expect(outcomes[.noGrade] ?? 0 > 5)
      // Nothing of all that is kept.
      #expect(try grade("sound").outcome == .fullMarks)
    }

    @Test(
      "A program that is killed whenever it starts",
      arguments: ["swift-frontend", "ld.lld", "gradus-worker", "gradus-suites"])
    func persecuted(program: String) throws {
      let (outcome, output) = try grade("cache") { root in
        while isRunning(root) {
          for process in descendants(of: root) where name(of: process) == program {
            kill(process, SIGKILL)
          }
          usleep(200)
        }
      }
      #expect(outcome == .noGrade, "\(output)")
      #expect(try grade("cache").outcome == .fullMarks)
    }

    /// A place where something is missing or odd.
    struct Place: CustomTestStringConvertible, Sendable {
      let testDescription: String
      var environment: [String: String] = [:]
      var shell = ""
      /// Words that must be said; nil where the run may well go on.
      var words: String?
    }

    private static let places = [
      Place(
        testDescription: "a limit that is no number",
        environment: [CompilerLimits.variable: "90s"], words: "\"90s\""),
      Place(testDescription: "no temporary folder", environment: ["TMPDIR": "/nowhere"]),
      Place(testDescription: "no path", environment: ["PATH": "/nowhere"]),
      Place(testDescription: "no home", environment: ["HOME": "/nowhere"]),
      Place(
        testDescription: "nowhere to compile",
        environment: [BuiltKit.cacheVariable: "/proc/nowhere"], words: "can't be"),
      Place(
        testDescription: "no compiler", environment: ["SWIFT_EXEC": "/nowhere/swiftc"],
        words: "is not a program"),
      Place(
        testDescription: "a compiler that fails", environment: ["SWIFT_EXEC": "/bin/false"],
        words: "doesn't work with this kit"),
      Place(
        testDescription: "a compiler that does nothing", environment: ["SWIFT_EXEC": "/bin/true"],
        words: "doesn't work with this kit"),
      Place(testDescription: "small files", shell: "ulimit -f 60", words: "ulimit -f"),
      Place(testDescription: "little memory", shell: "ulimit -v 1500000", words: "ulimit -v"),
      Place(testDescription: "little time", shell: "ulimit -t 20", words: "ulimit -t"),
      Place(testDescription: "a small stack", shell: "ulimit -s 300", words: "ulimit -s"),
      Place(testDescription: "few files", shell: "ulimit -n 30", words: ""),
      Place(testDescription: "closed descriptors", shell: "exec 0<&- 2>&-"),
    ]

    @Test("An odd place", arguments: places)
    func odd(place: Place) throws {
      let (outcome, output) = try grade(
        "cache", environment: place.environment, shell: place.shell)
      #expect(outcome != .wrongGrade, "\(output)")
      if let words = place.words {
        #expect(outcome == .noGrade && output.contains(words), "\(output)")
      }
      #expect(try grade("cache").outcome == .fullMarks)
    }

    @Test("A disk that is full, sooner or later", arguments: [16, 150, 600, 2500])
    func full(kilobytes: Int) throws {
      // In a namespace of its own, where one can be had.
      let mount = "mount -t tmpfs -o size=\(kilobytes)k none \"$GRADUS_CACHE\""
      let (outcome, output) = try grade(
        "cache",
        shell: """
          mkdir -p "$GRADUS_CACHE"
          exec unshare -m /bin/sh -c '\(mount) && exec "$0" "$@"' "$0" "$@"
          """)
      #expect(outcome != .wrongGrade, "\(output)")
      #expect(try grade("cache").outcome == .fullMarks)
    }

    @Test(
      "A folder that vanishes meanwhile", arguments: ["answers", "cache"],
      [20, 100, 300, 600, 900, 1500])
    func vanishing(kind: String, milliseconds: UInt32) throws {
      let answers = "\(folder.path)/\(Exercise.softmaxJacobian.folder)"
      let path = kind == "cache" ? "\(folder.path)/cache" : answers
      let (outcome, output) = try grade("cache") { root in
        // What is gone before the suites begin was never handed in.
        while isRunning(root),
          !descendants(of: root).contains(where: { name(of: $0) == "gradus-suites" })
        {
          usleep(1000)
        }
        usleep(1000 * milliseconds)
        try? FileManager.default.removeItem(atPath: path)
      }
      #expect(outcome != .wrongGrade, "\(output)")
      try folder.add(.softmaxJacobian, .solution)
      #expect(try grade("cache").outcome == .fullMarks)
    }
  }

  /// The processes that a process has started, and those that these have.
  private func descendants(of root: pid_t) -> [pid_t] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(root)/task")) ?? []
    let children = threads.flatMap { thread in
      let data = FileManager.default.contents(atPath: "/proc/\(root)/task/\(thread)/children")
      return String(decoding: data ?? Data(), as: UTF8.self).split(separator: " ")
        .compactMap { pid_t($0) }
    }
    return children + children.flatMap(descendants)
  }

  /// The first fifteen characters of a program's name.
  private func name(of process: pid_t) -> String {
    let name = FileManager.default.contents(atPath: "/proc/\(process)/comm") ?? Data()
    return String(decoding: name.dropLast(), as: UTF8.self)
  }

  /// Whether a child of ours runs still; it isn't waited for.
  private func isRunning(_ process: pid_t) -> Bool {
    var status = siginfo_t()
    return waitid(P_PID, id_t(process), &status, WEXITED | WNOHANG | WNOWAIT) == 0
      && status.si_signo == 0
  }
#endif
