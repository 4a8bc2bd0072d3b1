#if os(Linux)
  import Foundation
  import KitTesting
  import Testing

  @testable import Boundary
  @testable import Grading

  /// Stopping is the same on every system: a pipe comes to its end. To find what is left takes `/proc`.
  @Suite(
    "When gradus is stopped, all that it has started ends within a second",
    .slow,
    .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
  struct StopTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// Starts `gradus grade 4` in a group of its own.
    private func start(
      _ answers: String, _ words: String..., environment: [String: String] = [:]
    ) throws -> ChildProcess {
      let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GRADUS_") }
      let own = [
        Builder.skipVariable: "1", BuiltKit.cacheVariable: "\(folder.path)/cache",
      ]
      return try ChildProcess(
        kit.get().products + "/gradus", ["grade", "4", "--answers", answers] + words,
        environment: inherited.merging(own) { $1 }.merging(environment) { $1 })
    }

    /// Waits until a descendant is what it should be, stops `gradus`, and looks again a second later.
    private func stop(
      _ gradus: ChildProcess, by signal: Int32, when isReady: (Family.Member) -> Bool
    ) throws {
      defer { gradus.end() }
      var family = Family(of: gradus.pid)
      for _ in 0..<300 where !family.members.contains(where: isReady) {
        if gradus.poll() != nil { break }
        usleep(100_000)
        family = Family(of: gradus.pid)
      }
      let hasBegun = family.members.contains(where: isReady)
      try #require(hasBegun, "\(family.members)")
      usleep(100_000)
      family = Family(of: gradus.pid)
      kill(gradus.pid, signal)
      let ending = try #require(gradus.wait(until: .now + .seconds(1)))
      // A shell calls that 128 + signal.
      #expect(ending.signal == signal)
      usleep(1_000_000)
      #expect(family.alive.isEmpty, "\(family.alive)")
      // They have fallen to us, and wait for somebody who asks how they ended.
      for member in family.members where member.pid != gradus.pid {
        waitpid(member.pid, nil, WNOHANG)
      }
      #expect(Family.marked(folder.path).isEmpty, "\(Family.marked(folder.path))")
      let left =
        (try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/cache")) ?? []
      if signal != SIGKILL {
        #expect(!left.contains { $0.hasPrefix("shelf") || $0.hasPrefix(".") }, "\(left)")
      }
    }

    @Test(
      "In an endless answer",
      arguments: [
        (SIGINT, false), (SIGTERM, false), (SIGHUP, false), (SIGKILL, false), (SIGINT, true),
        (SIGKILL, true),
      ])
    func answer(signal: Int32, inSandbox: Bool) throws {
      guard !inSandbox || hasSandbox else { return }
      try folder.add(
        .huberRegression, .solution,
        replacing: """
          public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
            var pid = pid_t()
            let list: [String] = ["sleep", "97"]
            var words = list.map { strdup($0) } + [nil]
            posix_spawnp(&pid, "sleep", nil, nil, &words, nil)
            let setName = unsafeBitCast(
              dlsym(nil, "prctl")!,
              to: (@convention(c) (Int32, UnsafePointer<CChar>, Int, Int, Int) -> Int32).self)
            _ = setName(15, "endless-answer", 0, 0, 0)
            while true { sleep(1000) }
          }
          """)
      let gradus =
        inSandbox
        ? try start(folder.path, "--sandbox", "bubblewrap") : try start(folder.path)
      try stop(gradus, by: signal) { $0.name == "endless-answer" }
    }

    @Test("In a compilation", arguments: [SIGINT, SIGKILL])
    func compilation(signal: Int32) throws {
      try folder.add(.huberRegression, .solution)
      let numbers = (1...400).map { "[\($0): \"\($0)\".count + \($0) * 2]" }
      try folder.write(
        "func slow() -> Any { [" + numbers.joined(separator: ", ") + "].map { $0 } }\n",
        to: "04-HuberRegression/Slow.swift")
      let gradus = try start(folder.path)
      try stop(gradus, by: signal) { $0.name == "swift-frontend" }
    }

    @Test("In a build of the kit", arguments: [SIGINT, SIGKILL])
    func build(signal: Int32) throws {
      let products = try folder.copyKit(Layout.all[0])
      try folder.writeProgram(
        """
        #!/bin/sh
        case "$*" in *--show-bin-path*) echo '\(products)'; exit;; esac
        sleep 98 & sleep 99

        """, to: "tools/swift")
      let compiler = try folder.writeProgram("", to: "tools/swiftc")
      try folder.add(.huberRegression, .solution)
      try folder.write("", to: "kit/Sources/New.swift")
      let gradus = try ChildProcess(
        products + "/gradus", ["grade", "4", "--answers", folder.path],
        environment: ["PATH": "/usr/bin:/bin", Toolchain.variable: compiler])
      try stop(gradus, by: signal) { $0.name == "sleep" }
    }
  }

  /// A process and its descendants.
  private struct Family {
    struct Member: CustomStringConvertible {
      let pid: pid_t
      let name: String
      /// Tells it from another with the same number.
      let start: String
      var description: String { "\(pid) \(name)" }
    }

    private(set) var members: [Member] = []

    init(of ancestor: pid_t) {
      var next = [ancestor]
      while let pid = next.popLast() {
        guard let member = Self.member(pid) else { continue }
        members.append(member)
        let threads =
          (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        for thread in threads {
          let children = Self.text("\(pid)/task/\(thread)/children").split(separator: " ")
          next += children.compactMap { pid_t($0) }
        }
      }
    }

    /// Those that run still, wherever they belong to now.
    var alive: [Member] { members.filter { Self.member($0.pid)?.start == $0.start } }

    /// The processes that have a word in their command line.
    static func marked(_ word: String) -> [String] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.filter { $0.allSatisfy(\.isNumber) && text("\($0)/cmdline").contains(word) }
    }

    private static func text(_ file: String) -> String {
      String(
        decoding: FileManager.default.contents(atPath: "/proc/\(file)") ?? Data(), as: UTF8.self)
    }

    /// A process, unless it has ended.
    private static func member(_ pid: pid_t) -> Member? {
      let text = text("\(pid)/stat")
      // The name stands in brackets, and may have spaces in it.
      guard let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")") else {
        return nil
      }
      let rest = text[text.index(after: close)...].split(separator: " ")
      guard rest.count > 20, rest[0] != "Z" else { return nil }
      let name = String(text[text.index(after: open)..<close])
      return Member(pid: pid, name: name, start: String(rest[19]))
    }
  }
#endif
