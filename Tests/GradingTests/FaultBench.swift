#if os(Linux)
  import Boundary
  import Curriculum
  import Foundation

  @testable import Grading

  /// Where the solution of exercise 1 is graded while something goes wrong.
  struct FaultBench: Sendable {
    /// The folder of answers, in which caches lie too.
    let path: String

    /// What one run has come to.
    enum Outcome: Hashable { case fullMarks, noGrade, wrongGrade }

    /// Grades the solution of exercise 1, compiled anew in a folder of its own.
    func grade(
      _ cache: String, environment: [String: String] = [:], shell: String = "",
      meanwhile: ((pid_t) -> Void)? = nil
    ) throws -> (outcome: Outcome, output: String) {
      let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GRADUS_") }
      let own = [
        Builder.skipVariable: "1", BuiltKit.cacheVariable: "\(path)/\(cache)",
      ]
      let report = "\(path)/\(UUID().uuidString).json"
      // The words for the shell end by becoming the program.
      let program = "\(try kit.get().products)/gradus"
      let result = try runAside(
        ["-c", "\(shell)\nexec \"$0\" \"$@\"", program]
          + ["grade", "1", "--answers", path, "--again", "--json", report],
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
      let file = "\(path)/\(UUID().uuidString).text"
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

    /// Sends a signal to a program that a run starts, as soon as so many of its name have been seen.
    ///
    /// - Returns: whether there was one.
    func strike(_ blow: Blow, below root: pid_t) -> Bool {
      var seen: [pid_t] = []
      while isRunning(root) {
        for process in descendants(of: root)
        where !seen.contains(process) && name(of: process) == blow.program { seen.append(process) }
        if seen.count >= blow.number {
          usleep(blow.delay)
          return kill(seen[blow.number - 1], blow.signal) == 0
        }
        usleep(300)
      }
      return false
    }

    /// One fault: which program meets it, and when.
    struct Blow: CustomStringConvertible {
      let program: String
      /// Which one of its name.
      let number: Int
      /// Microseconds after it was seen.
      let delay: UInt32
      let signal: Int32
      /// Whether the answer is to be compiled in this run.
      let compiles: Bool

      var description: String { "\(program) \(number) by \(signal) after \(delay) µs" }

      /// Each child program at each stage of its work.
      static var all: [Blow] {
        func blows(
          _ program: String, _ count: Int, compiles: (Int) -> Bool = { _ in true },
          _ place: (Int) -> (number: Int, delay: Int)
        ) -> [Blow] {
          let signals = [SIGKILL, SIGKILL, SIGKILL, SIGSEGV, SIGTERM, SIGABRT]
          return (0..<count).map { index in
            Blow(
              program: program, number: place(index).number, delay: UInt32(place(index).delay),
              signal: signals[index % signals.count], compiles: compiles(index))
          }
        }
        return blows("swift-frontend", 70) { (1, 6_000 * $0) }
          + blows("ld.lld", 35) { (1, 500 * $0) }
          + blows("gradus-suites", 55, compiles: { $0.isMultiple(of: 4) }) { (1, 8_000 * $0) }
          + blows("gradus-worker", 115, compiles: { $0.isMultiple(of: 7) }) {
            (1 + $0 % 12, 1_500 * ($0 / 12) * ($0 / 12))
          }
      }
    }
  }

  /// The processes that a process has started, and those that these have.
  func descendants(of root: pid_t) -> [pid_t] {
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(root)/task")) ?? []
    let children = threads.flatMap { thread in
      let data = FileManager.default.contents(atPath: "/proc/\(root)/task/\(thread)/children")
      return String(decoding: data ?? Data(), as: UTF8.self).split(separator: " ")
        .compactMap { pid_t($0) }
    }
    return children + children.flatMap(descendants)
  }

  /// The first fifteen characters of a program's name.
  func name(of process: pid_t) -> String {
    let name = FileManager.default.contents(atPath: "/proc/\(process)/comm") ?? Data()
    return String(decoding: name.dropLast(), as: UTF8.self)
  }

  /// Whether a child of ours runs still; it isn't waited for.
  func isRunning(_ process: pid_t) -> Bool {
    var status = siginfo_t()
    return waitid(P_PID, id_t(process), &status, WEXITED | WNOHANG | WNOWAIT) == 0
      && status.si_signo == 0
  }
#endif
