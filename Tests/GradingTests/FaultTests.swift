#if os(Linux)
  import Boundary
  import Curriculum
  import Foundation
  import KitTesting
  import Synchronization
  import Testing

  @testable import Grading

  /// Faults of the machine, put in on purpose: a right answer has all its points, or there is no grade.
  @Suite(
    "No fault of the machine becomes a grade", .serialized,
    .slow,
    .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
  struct FaultTests {
    private let folder: Folder
    private var bench: FaultBench { FaultBench(path: folder.path) }

    init() throws {
      folder = try Folder()
      try folder.add(.softmaxJacobian, .solution)
    }

    /// All blows take minutes; the gate tries every fourth of them.
    private static let triesAll = ProcessInfo.processInfo.environment["GRADUS_FAULTS"] == "all"

    @Test(
      "Programs that were killed or have crashed, each in another place: with GRADUS_FAULTS=all 200"
    )
    func struck() throws {
      let bench = bench
      #expect(try bench.grade("sound").outcome == .fullMarks)
      let blows = FaultBench.Blow.all.enumerated().filter { Self.triesAll || $0.offset % 4 == 0 }
        .map(\.element)
      let found = Mutex((hits: 0, outcomes: [FaultBench.Outcome: Int](), wrong: [String]()))
      DispatchQueue.concurrentPerform(iterations: 2) { lane in
        for (index, blow) in blows.enumerated() where index % 2 == lane {
          let cache = blow.compiles ? "struck-\(index)" : "sound"
          var hasHit = false
          do {
            let (outcome, output) = try bench.grade(cache) { root in
              hasHit = bench.strike(blow, below: root)
            }
            found.withLock {
              $0.hits += hasHit ? 1 : 0
              $0.outcomes[outcome, default: 0] += 1
              if outcome == .wrongGrade { $0.wrong.append("\(blow): \(output)") }
            }
          } catch {
            found.withLock { $0.wrong.append("\(error)") }
          }
          if blow.compiles {
            try? FileManager.default.removeItem(atPath: "\(bench.path)/\(cache)")
          }
        }
      }
      let (hits, outcomes, wrong) = found.withLock { $0 }
      print("Programs struck: \(hits); what the runs have come to: \(outcomes)")
      #expect(wrong == [])
      #expect(hits >= (Self.triesAll ? 200 : 40))
      #expect(outcomes[.noGrade] ?? 0 > 1 && outcomes[.fullMarks] ?? 0 > 20)
      // Nothing of all that is kept.
      #expect(try bench.grade("sound").outcome == .fullMarks)
    }

    @Test(
      "A program that is killed whenever it starts",
      arguments: ["swift-frontend", "ld.lld", "gradus-worker", "gradus-suites"])
    func persecuted(program: String) throws {
      let (outcome, output) = try bench.grade("cache") { root in
        while isRunning(root) {
          for process in descendants(of: root) where name(of: process) == program {
            kill(process, SIGKILL)
          }
          usleep(200)
        }
      }
      #expect(outcome == .noGrade, "\(output)")
      #expect(try bench.grade("cache").outcome == .fullMarks)
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
        environment: [BuiltKit.cacheVariable: "/proc/nowhere"], words: "No such file"),
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
      Place(testDescription: "few files", shell: "ulimit -n 30", words: "ulimit -n"),
      Place(testDescription: "closed descriptors", shell: "exec 0<&- 2>&-"),
    ]

    @Test("An odd place", arguments: places)
    func odd(place: Place) throws {
      let (outcome, output) = try bench.grade(
        "cache", environment: place.environment, shell: place.shell)
      #expect(outcome != .wrongGrade, "\(output)")
      if let words = place.words {
        #expect(outcome == .noGrade && output.contains(words), "\(output)")
      }
      #expect(try bench.grade("cache").outcome == .fullMarks)
    }

    @Test("A disk that is full, sooner or later", arguments: [16, 50, 90, 2500])
    func full(kilobytes: Int) throws {
      // In a namespace of its own, where one can be had.
      let mount = "mount -t tmpfs -o size=\(kilobytes)k none \"$GRADUS_CACHE\""
      let (outcome, output) = try bench.grade(
        "cache",
        shell: """
          mkdir -p "$GRADUS_CACHE"
          exec unshare -m /bin/sh -c '\(mount) && exec "$0" "$@"' "$0" "$@"
          """)
      #expect(outcome != .wrongGrade, "\(output)")
      #expect(try bench.grade("cache").outcome == .fullMarks)
    }

    @Test(
      "A folder that vanishes meanwhile", arguments: ["answers", "cache"],
      [20, 250, 700])
    func vanishing(kind: String, milliseconds: UInt32) throws {
      let answers = "\(folder.path)/\(Exercise.softmaxJacobian.folder)"
      let path = kind == "cache" ? "\(folder.path)/cache" : answers
      let (outcome, output) = try bench.grade("cache") { root in
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
      #expect(try bench.grade("cache").outcome == .fullMarks)
    }
  }
#endif
