import Curriculum
import Foundation
import KitTesting
import Synchronization
import Testing

@testable import Boundary

@Suite("The compiler of answers", .slow)
struct AnswerCompilerTests {
  private func failure(_ source: String) throws -> AnswerFailure? {
    let session = try session(source)
    let huber = AnswerSource(session).huberRegression
    return #expect(throws: AnswerFailure.self) { try huber.loss(residual: 1, delta: 1) }
  }

  @Test("A syntax error comes back with the compiler's message and the file's short name")
  func syntaxError() throws {
    let failure = try failure(huberAnswer(loss: "return 1 +"))
    #expect(failure?.status == .didNotCompile)
    #expect(failure?.description.contains("HuberRegression.swift:5:") == true)
    #expect(failure?.description.contains("/gradus-") == false)
  }

  @Test("A missing Answer is explained in plain words")
  func missingAnswer() throws {
    let failure = try failure("import Curriculum")
    #expect(
      failure?.description.hasPrefix(
        "There must be a \"public struct Answer: HuberRegression\" with all its functions") == true)
  }

  @Test(
    "A compiler that quotes the words of a machine in need complains of the answer all the same")
  func quotedWords() throws {
    for words in ["failed to allocate", "No space left on device", "due to signal 9"] {
      let failure = try failure(huberAnswer(loss: "return \"\(words)\" + 1"))
      #expect(failure?.status == .didNotCompile)
      #expect(failure?.description.contains("HuberRegression.swift:5:") == true)
    }
  }

  @Test("A protocol of the student's own that hides the kit's is named")
  func ownProtocol() throws {
    let failure = try failure("public protocol HuberRegression {}\n" + huberAnswer())
    #expect(failure?.status == .didNotCompile)
    #expect(
      failure?.description.hasPrefix(
        "There is a \"protocol HuberRegression\" in your files, which hides the kit's own") == true)
  }

  @Test("Files that aren't there any more when they are to be compiled are no verdict")
  func vanished() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gradus-\(UUID())").path
    let failure = #expect(throws: AnswerFailure.self) {
      try AnswerCompiler(kit: kit.get()).library(for: .huberRegression, in: folder)
    }
    #expect(failure?.status == .lost)
  }

  @Test(
    "An import of a solution, a suite or the judge finds nothing",
    arguments: [
      "HuberRegressionSolution", "HuberRegressionExercise", "Boundary", "Grading",
      "ExerciseTesting",
    ])
  func imports(module: String) throws {
    let failure = try failure("import \(module)\n" + huberAnswer())
    #expect(failure?.status == .didNotCompile)
    #expect(failure?.description.contains("no such module '\(module)'") == true)
  }

  @Test("A folder without Swift files is said to have none")
  func emptyFolder() throws {
    let kit = try kit.get()
    let folder = FileManager.default.temporaryDirectory.appending(path: "gradus-nothing").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let failure = #expect(throws: AnswerFailure.self) {
      try AnswerCompiler(kit: kit).library(for: .huberRegression, in: folder)
    }
    #expect(failure?.description == "there is no Swift file in the folder \(folder)")
  }

  @Test("A Mac's shadows of files are passed over")
  func shadows() throws {
    let kit = try kit.get()
    let folder = try folder(holding: huberAnswer(loss: "return 3.25"))
    try Data([0, 5, 22, 7]).write(to: URL(filePath: folder + "/._HuberRegression.swift"))
    let session = Session(workers: Workers(program: kit.worker)) {
      try AnswerCompiler(kit: kit).library(for: .huberRegression, in: folder)
    }
    #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 3.25)
    session.end()
  }

  @Test("An unchanged answer isn't compiled again, a changed one is")
  func cache() throws {
    let compiler = AnswerCompiler(kit: try kit.get())
    func library(_ loss: String) throws -> String {
      try compiler.library(
        for: .huberRegression, in: folder(holding: huberAnswer(loss: "return \(loss)")))
    }
    func date(_ path: String) throws -> Date? {
      try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    let first = try library("1")
    let made = try date(first)
    #expect(try library("1") == first)
    #expect(try date(first) == made)
    #expect(try library("2") != first)
  }

  @Test("Of two runs that compile one answer at once, neither takes the other's library away")
  func sideBySide() throws {
    let kit = try kit.get()
    let number = UInt64.random(in: 0...(1 << 50))
    let folder = try folder(holding: huberAnswer(loss: "return \(number)"))
    let found = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 2) { run in
      // The second begins while the first compiles, and ends when that one has its library.
      usleep(UInt32(run) * 200_000)
      guard let path = try? AnswerCompiler(kit: kit).library(for: .huberRegression, in: folder),
        let file = try? FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber],
        let number = file as? Int
      else { return }
      found.withLock { $0.append(number) }
    }
    let files = found.withLock { $0 }
    #expect(files.count == 2)
    #expect(Set(files).count == 1)
  }

  @Test("Several files of an answer are compiled together")
  func severalFiles() throws {
    let kit = try kit.get()
    let folder = try folder(holding: huberAnswer(loss: "return half(residual)"))
    try Data("func half(_ x: Double) -> Double { x / 2 }".utf8)
      .write(to: URL(filePath: folder + "/Helpers.swift"))
    let session = Session(workers: Workers(program: kit.worker)) {
      try AnswerCompiler(kit: kit).library(for: .huberRegression, in: folder)
    }
    #expect(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1) == 1.5)
    session.end()
  }
}
