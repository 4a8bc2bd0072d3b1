import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

/// The solution of exercise 4 with one hostile function, and what the report must say of it.
///
/// `hasClosedForm` is called by one test only: that one must fail, and all others must pass.
struct Hostility: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let declaration: String
  let status: TestStatus
  let words: String

  init(_ name: String, _ statement: String, _ status: TestStatus, _ words: String) {
    testDescription = name
    declaration = """
      public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
        \(statement)
      }
      """
    self.status = status
    self.words = words
  }

  static let all = [
    Hostility(
      "an index out of range", "return [true][loss.rawValue.count]", .crashed,
      "Index out of range at HuberRegression.swift:"),
    Hostility("nil unwrapped", "return Bool(\"x\")!", .crashed, "found nil"),
    Hostility("an overflow", "return Int.max + loss.rawValue.count > 0", .crashed, "overflow"),
    Hostility("fatalError", "fatalError(\"my words\")", .crashed, "my words"),
    Hostility("an endless loop", "while true {}", .timedOut, "2 seconds"),
    Hostility(
      "endless recursion", "return try !hasClosedForm(for: loss)", .crashed,
      "calls itself without end"),
    Hostility(
      "memory without end",
      "var a: [[Double]] = []; while true { a.append(.init(repeating: 1, count: 1 << 20)) }",
      .outOfMemory, "512 MB"),
    Hostility("exit(0)", "exit(0)", .crashed, "exit status 0"),
    Hostility("abort()", "abort()", .crashed, "abort"),
    Hostility(
      "every descriptor closed", "for i in 0..<Int32(256) { close(i) }; return true", .crashed,
      "connection"),
    Hostility(
      "garbage on every descriptor",
      "for i in 0..<Int32(256) { write(i, \"garbage, garbage, garbage\", 25) }; return true",
      .crashed, "connection"),
    Hostility(
      "a forged reply before the real one",
      "for i in 3..<Int32(256) { write(i, \"\\u{4}\\0\\0\\0abcd\", 8) }; return true", .crashed,
      "connection"),
    Hostility(
      "signals ignored in a loop", "for s in 1..<Int32(32) { signal(s, SIG_IGN) }; while true {}",
      .timedOut, "seconds"),
    Hostility("its own process group killed", "kill(0, SIGKILL); return true", .crashed, "killed"),
    Hostility("asleep for ever", "while true { sleep(1000) }", .timedOut, "10 seconds"),
    Hostility(
      "a file without end",
      "let f = fopen(\"gradus-endless\", \"w\"); unlink(\"gradus-endless\"); let s = String(repeating: \"endless\", count: 100_000); while true { fputs(s, f) }",
      .crashed, "file grew too large"),
    Hostility(
      "an error of its own", "struct Mine: Error { let why = 3 }; throw Mine()", .failed,
      "Mine(why: 3)"),
    Hostility(
      "an InvalidInput out of place", "throw InvalidInput(\"no\")", .failed,
      "the input is fine here"),
  ]
}

@Suite(
  "A hostile answer costs the test that meets it, and no other", .slow,
  .enabled(if: hasSolutions, "needs Solutions/"))
struct HostileAnswerTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "gradus-\(UUID())")

  /// Grades the solution of exercise 4 with some declarations replaced.
  private func grade(_ declarations: String) throws -> ExerciseReport {
    let grader = try Grader(image: #dsohandle)
    let path = "04-HuberRegression/HuberRegression.swift"
    var source = Declarations(
      try String(contentsOf: URL(filePath: "\(grader.kit.root)/Solutions/\(path)"), encoding: .utf8)
    )
    for declaration in Declarations(declarations).topLevel { try source.replace(with: declaration) }
    let place = folder.appending(path: path)
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(source.text.utf8).write(to: place)
    let report = try grader.grade([.huberRegression], answers: folder.path)
    #expect(report.isComplete)
    #expect(try leftovers() == [])
    return report.exercises[0]
  }

  /// Workers of this kit whose judge is gone, and that are still there after a moment.
  ///
  /// Another test's judge may have been killed just now; its workers end themselves.
  private func leftovers() throws -> [String] {
    let worker = try kit.get().worker
    let files = FileManager.default
    var left: [String] = []
    // Only Linux tells what runs by files.
    for _ in 0..<20 where files.fileExists(atPath: "/proc/self") {
      left = try files.contentsOfDirectory(atPath: "/proc").filter { process in
        let status = files.contents(atPath: "/proc/\(process)/status") ?? Data()
        let program = try? files.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe")
        return program == worker && String(decoding: status, as: UTF8.self).contains("\nPPid:\t1\n")
      }
      if left.isEmpty { break }
      usleep(100_000)
    }
    return left
  }

  @Test(
    "One test fails, by what has happened; all others keep their verdict", arguments: Hostility.all)
  func hostile(_ hostility: Hostility) throws {
    let begin = ContinuousClock.now
    let exercise = try grade(hostility.declaration)
    let others = exercise.tests.filter { $0.status != .passed }
    #expect(others.map(\.status) == [hostility.status])
    let message = others.first?.messages.joined(separator: "\n") ?? ""
    #expect(message.contains(hostility.words), "\(message)")
    #expect(exercise.score == exercise.maxScore - (others.first?.maxScore ?? 0))
    #expect(ContinuousClock.now - begin < .seconds(60))
  }

  @Test("Megabytes of output, threads that go on and a changed global cost nothing")
  func harmless() throws {
    let exercise = try grade(
      """
      public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
        for i in 0..<100_000 { print("line", i, "of many lines that nobody wants to read") }
        #if canImport(Glibc)
          var thread = pthread_t()
        #else
          var thread: pthread_t?
        #endif
        pthread_create(&thread, nil, { _ in while true { usleep(1000) } }, nil)
        setenv("GRADUS_SEED", "7", 1)
        return loss != .huber
      }
      """)
    #expect(exercise.status == .complete)
    let output = exercise.tests.map(\.output).joined()
    #expect(output.hasPrefix("… (") && output.contains(" bytes before)\n"))
    #expect(output.contains("of many") && output.utf8.count < 20_000)
  }

  @Test("A result of the wrong shape, or not a number, is named")
  func wrongResults() throws {
    let shape = try grade(
      """
      public func gradient(
        weights: Vector, inputs: Matrix, targets: Vector, delta: Double
      ) throws -> Vector {
        targets
      }
      """)
    #expect(!shape.tests.contains { $0.status == .lost })
    #expect(shape.tests.flatMap(\.messages).contains { $0.contains("entries, expected") })
    let nan = try grade(
      """
      public func lossDerivative(residual: Double, delta: Double) throws -> Double {
        delta > 0 ? .nan : .infinity
      }
      """)
    #expect(nan.tests.flatMap(\.messages).contains { $0.contains("NaN") })
    #expect(nan.score < nan.maxScore)
  }

  @Test("An import of the solution is a compiler error, and costs this exercise only")
  func importOfSolution() throws {
    let grader = try Grader(image: #dsohandle)
    let place = folder.appending(path: "04-HuberRegression")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try Data(
      "import HuberRegressionSolution\npublic typealias Answer = HuberRegressionSolution.Answer"
        .utf8
    )
    .write(to: place.appending(path: "HuberRegression.swift"))
    let report = try grader.grade(Exercise.all, answers: folder.path)
    #expect(report.isComplete && report.score == 0)
    let huber = report.exercises.first { $0.number == 4 }
    #expect(huber?.tests.allSatisfy { $0.status == .didNotCompile } == true)
    #expect(huber?.compilerMessage?.contains("no such module 'HuberRegressionSolution'") == true)
  }
}
