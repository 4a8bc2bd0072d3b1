import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading
@testable import gradus

@Suite("gradus hint finds the handouts' hints")
struct HintsTests {
  @Test(
    "Every function and class that a stub asks for leads to three hints", .slow,
    arguments: Exercise.all)
  func all(exercise: Exercise) throws {
    let root = try kit.get().root
    let hints = try Hints(for: exercise, ofKit: root)
    #expect(hints.topics.allSatisfy { $0.hints.count == 3 && !$0.tasks.isEmpty })
    for topic in hints.topics {
      #expect(topic.hints.map(\.label) == ["A question", "A direction", "Nearly the answer"])
      #expect(topic.hints.allSatisfy { !$0.text.isEmpty && !$0.text.contains("summary>") })
    }
    let stub = try String(
      contentsOfFile: "\(root)/\(exercise.rooms.stub)/\(exercise.name).swift",
      encoding: .utf8)
    // One function after the other is written.
    var rest = stub
    var names: Set<String> = []
    while let name = NextStep.firstUnwritten(in: rest) {
      names.insert(name)
      #expect(hints.topic(named: name) != nil, "\(name)")
      let place = try #require(rest.firstRange(of: "throw Unimplemented()"))
      rest.replaceSubrange(place, with: "return 0")
    }
    #expect(names.count >= 3 && names.isDisjoint(with: ["Answer"]))
  }

  @Test("In a terminal, hints have no sign of TeX", .slow, arguments: Exercise.all)
  func formulas(exercise: Exercise) throws {
    let (hints, folder) = (try Hints(for: exercise, ofKit: kit.get().root), try Folder())
    let seen = SeenHints(DeskFolder(beside: folder.path + "/Exercises"))
    for topic in hints.topics {
      for _ in topic.hints {
        let text = try NextHint(exercise, topic, seen).lines.joined(separator: "\n")
          .replacing(/`[^`]*`/, with: "")
        #expect(!text.contains("$") && !text.contains("\\"), "\(text)")
      }
    }
  }

  @Test("A task is named by its function, its number or the beginning of its title")
  func names() throws {
    let hints = try Hints(for: .huberRegression, ofKit: kit.get().root)
    for word in ["ridgeGradient", "RIDGEGRADIENT", "6", "5"] {
      #expect(hints.topic(named: word)?.tasks == [5, 6])
    }
    #expect(hints.topic(named: "bad")?.tasks == [8])
    #expect(hints.topic(named: "nothing") == nil)
  }

  @Test("Hints come one at a time, remembered, and after the last from the first again")
  func oneAtATime() throws {
    let folder = try Folder()
    let hints = try Hints(for: .huberRegression, ofKit: kit.get().root)
    let topic = try #require(hints.topic(named: "loss"))
    let numbers = try (1...4).map { _ in
      try NextHint(
        .huberRegression, topic, SeenHints(DeskFolder(beside: folder.path + "/Exercises"))
      ).number
    }
    #expect(numbers == [1, 2, 3, 1])
    let other = try #require(hints.topic(named: "gradient"))
    let seen = SeenHints(DeskFolder(beside: folder.path + "/Exercises"))
    #expect(try NextHint(.huberRegression, other, seen).number == 1)
    #expect(seen.count(.huberRegression, topic) == 1)
  }
}

@Suite("gradus next knows where to go on")
struct NextTests {
  @Test("The next exercise is one that isn't complete; from the last it goes on with the first")
  func nextExercise() throws {
    let last = try #require(Exercise.all.last)
    func next(_ exercise: Exercise, complete: [Exercise]) -> Exercise {
      let points = complete.map { ($0.id, $0.points) } + [(Exercise.perceptron.id, 3)]
      return NextExercise.after(exercise, points: Dictionary(points) { first, _ in first })
    }
    #expect(next(.softmaxRegression, complete: []) == .perceptron)
    #expect(next(.softmaxRegression, complete: [.perceptron]) == .initialisation)
    #expect(next(last, complete: [Exercise.all[0]]) == Exercise.all[1])
    #expect(next(.softmaxRegression, complete: Exercise.all) == .perceptron)
  }

  private func test(_ name: String, _ status: TestStatus, _ message: String) -> TestReport {
    TestReport(name, status, messages: [message])
  }

  @Test("A test that fails comes before what isn't written, a cause before its consequences")
  func order() {
    var consequence = test("b", .failed, "Mend loss first")
    consequence.mendFirst = "loss(residual:delta:)"
    let report = ExerciseReport(
      4, "Huber", .partial, 0, of: 3,
      [
        consequence, test("a", .failed, "lossDerivative(residual: 3.0) is 3.0, expected 1.0"),
        test("c", .notImplemented, ""),
      ])
    let step = NextStep(in: .huberRegression, report, sources: [])
    #expect(step?.function == "lossDerivative" && step?.reason == "“a” fails")
  }

  @Test("Where nothing fails, it is the first function that isn't written; of a class, the class")
  func unwritten() {
    let source = """
      // throw Unimplemented()
      public struct Answer: Optimizers {
        public func minimize() throws -> Vector { [1] }
      }
      final class Momentum: Optimizer {
        func step() throws {
          throw Unimplemented()
        }
      }
      """
    #expect(NextStep.firstUnwritten(in: source) == "Momentum")
    let report = ExerciseReport(
      5, "Optimizers", .partial, 0, of: 3, [test("c", .notImplemented, "")])
    #expect(NextStep(in: .optimizers, report, sources: [source])?.function == "Momentum")
    let done = ExerciseReport(5, "Optimizers", .complete, 3, of: 3, [test("c", .passed, "")])
    #expect(NextStep(in: .optimizers, done, sources: [source]) == nil)
  }

  @Test("Of exercises that are begun it is the one that was changed last")
  func exercise() {
    func report(_ status: ExerciseReport.Status) -> ExerciseReport {
      ExerciseReport(1, "", status, 0, of: 1)
    }
    let reports: [(Exercise, ExerciseReport)] = [
      (.softmaxJacobian, report(.notStarted)), (.huberRegression, report(.partial)),
      (.optimizers, report(.partial)), (.perceptron, report(.complete)),
    ]
    let dates = [Exercise.huberRegression: 2.0, .optimizers: 1, .perceptron: 3]
    let choice = NextExercise.choose(among: reports.map { (exercise: $0.0, report: $0.1) }) {
      dates[$0].map(Date.init(timeIntervalSince1970:))
    }
    #expect(choice?.exercise == .huberRegression)
    let fresh = NextExercise.choose(among: [(.softmaxJacobian, report(.notStarted))]) { _ in nil }
    #expect(fresh?.why == "it is the first of the course")
    #expect(NextExercise.choose(among: [(.perceptron, report(.complete))]) { _ in nil } == nil)
  }
}

@Suite("gradus reset puts a stub back")
struct ResetTests {
  @Test("What was there before is kept, written answers stay, and a stub is left alone")
  func reset() throws {
    let folder = try Folder()
    let name = "04-HuberRegression"
    try folder.write("stub", to: "Tests/Stubs/\(name)/HuberRegression.swift")
    try folder.write("mine", to: "Exercises/\(name)/HuberRegression.swift")
    try folder.write("more", to: "Exercises/\(name)/Own/More.swift")
    try folder.write("words", to: "Exercises/\(name)/Answers.md")
    let store = StubStore(root: folder.path, files: .ofKit(folder.path))
    func read(_ path: String) -> String? {
      FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
    let kept = try #require(try store.reset(.huberRegression))
    #expect(kept.hasPrefix(folder.path + "/.gradus/replaced/"))
    #expect(read(kept + "/HuberRegression.swift") == "mine")
    #expect(read(kept + "/Own/More.swift") == "more")
    let place = "\(folder.path)/Exercises/\(name)"
    #expect(read(place + "/HuberRegression.swift") == "stub")
    #expect(read(place + "/Own/More.swift") == nil)
    #expect(read(place + "/Answers.md") == "words")
    #expect(try store.reset(.huberRegression) == nil)
  }

  @Test("A kit without that stub changes nothing")
  func noStub() throws {
    let folder = try Folder()
    try folder.write("mine", to: "Exercises/04-HuberRegression/HuberRegression.swift")
    #expect(throws: (any Error).self) {
      try StubStore(root: folder.path, files: .ofKit(folder.path)).reset(.huberRegression)
    }
    #expect(AnswerFiles.ofKit(folder.path).texts(.huberRegression) == ["mine"])
  }
}

@Suite("gradus progress has the points of each day")
struct ProgressTests {
  private func date(_ text: String) throws -> Date { try #require(Day(text)?.date) }

  private func report(_ exercise: Exercise, _ score: Int) -> ExerciseReport {
    ExerciseReport(
      number: exercise.number, id: exercise.id, title: exercise.title, status: .partial,
      score: score, maxScore: exercise.points, tests: [])
  }

  @Test("A day has each exercise's latest points, also those of days before")
  func totals() throws {
    let folder = try Folder()
    let desk = DeskFolder(beside: folder.path + "/Exercises")
    var progress = Progress(desk)
    progress.note([report(.huberRegression, 3)], now: try date("2026-02-27"))
    progress.note([report(.huberRegression, 5)], now: try date("2026-02-27"))
    progress.note([report(.optimizers, 2)], now: try date("2026-03-02"))
    let read = Progress(desk)
    let totals = read.totals(until: try #require(Day("2026-03-03")))
    #expect(totals.map(\.points) == [5, 5, 5, 7, 7])
    #expect(totals.first?.day.text == "2026-02-27" && totals.last?.day.text == "2026-03-03")
    #expect(read.latest == ["huber-regression": 5, "optimizers": 2])
    let text = read.text(until: try #require(Day("2026-03-02")), of: 200, width: 80)
    #expect(text.hasPrefix("7 of 200 points after 4 days, today +2.\n\n"))
    #expect(text.hasSuffix("\n  2026-02-27 … 2026-03-02\n"))
  }

  @Test("Lines that aren't as they were written are passed over")
  func spoilt() throws {
    let folder = try Folder()
    try folder.write("what\n2026-13 a 1\n2026-01-01 optimizers x\n", to: ".gradus/progress.txt")
    let progress = Progress(DeskFolder(beside: folder.path + "/Exercises"))
    #expect(progress.text(until: Day(Date()), of: 200, width: 80).hasPrefix("Nothing is noted yet"))
  }
}

@Suite("What a failing test prints")
struct CommentTests {
  @Test("No comment stands right above a test or a suite: Swift Testing would print it")
  func comments() throws {
    let folder = try kit.get().root + "/Tests/ExerciseTests"
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
    #expect(paths.count > 50)
    for path in paths {
      let lines = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        .components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      for (above, line) in zip(lines, lines.dropFirst())
      where line.hasPrefix("@Test") || line.hasPrefix("@Suite") {
        #expect(!above.hasPrefix("//"), "\(path): \(above)")
      }
    }
  }
}

@Suite("How far a run is")
struct TestCountTests {
  @Test("Tests that have ended are counted as lines come, and half a line waits for its end")
  func count() {
    let test = #"{"kind":"test","payload":{"kind":"function"}}"# + "\n"
    let ended = #"{"kind":"event","payload":{"kind":"testEnded"}}"# + "\n"
    var count = TestCount()
    var events = Data()
    func add(_ text: String) -> StepCount? {
      events += Data(text.utf8)
      return count.count(in: events)
    }
    #expect(add(test + test + #"{"kind":"ev"#) == StepCount(done: 0, total: 2))
    #expect(add(#"ent","payload":{"kind":"testEnded"}}"#) == nil)
    #expect(add("\n") == StepCount(done: 1, total: 2))
    #expect(add(ended + ended) == StepCount(done: 2, total: 2))
    #expect(add("{}\n") == nil)
  }
}
