import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Boundary

/// How an answer is compiled: freely, or where it sees nothing but itself.
struct Surroundings: CustomTestStringConvertible, Sendable {
  let sandbox: Sandbox?
  var testDescription: String { sandbox?.description ?? "no sandbox" }

  static let all =
    [Surroundings(sandbox: nil)]
    + ((try? bubblewrap.get().sandbox).map { [Surroundings(sandbox: $0)] } ?? [])
}

@Suite(
  "The compiler under hostile answers, with a sandbox and without", .serialized,
  .slow)
struct SandboxCompilerTests {
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "gradus tests/\(UUID())").path

  private func write(_ text: String, to name: String) throws {
    let file = URL(filePath: "\(folder)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// What the compiler says, or what the answer's loss is when there is no complaint.
  private func compile(
    _ surroundings: Surroundings, seconds: String = "60", memory: Int? = nil
  ) throws -> String {
    let kit = try kit.get()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var limits = try CompilerLimits(environment: [CompilerLimits.variable: seconds])
    if let memory { limits.memory = memory }
    let sandbox = surroundings.sandbox
    let session = Session(workers: Workers(program: kit.worker, sandbox: sandbox)) { [limits] in
      try AnswerCompiler(kit: kit, limits: limits, sandbox: sandbox)
        .library(for: .huberRegression, in: folder)
    }
    defer { session.end() }
    do {
      return "\(try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1))"
    } catch let failure as AnswerFailure where failure.status == .didNotCompile {
      return failure.description
    }
  }

  @Test("Names of files are names, whatever they are", arguments: Surroundings.all)
  func names(surroundings: Surroundings) throws {
    let names = [
      "-o.swift", "-emit-module.swift", "@file.swift", "@.swift", "a b.swift", "a\"b'.swift",
      "a\nb.swift", "=1+1,2.swift", "ünï 数.swift", "$(id).swift", "*.swift", "a\\b.swift",
      "main.swift", "#.swift", "-- .swift", "deep/-o.x/Inner.swift",
    ]
    for (number, name) in names.enumerated() {
      try write("func part\(number)() -> Double { 1 }\n", to: name)
    }
    // What no compiler may take for an option, a list of options or a script of the linker.
    try write("-emit-executable", to: "@file")
    try write("INPUT(/nonexistent/solution.o)", to: ".swift")
    try write("INPUT(/nonexistent/solution.o)", to: "deep/.swift")
    try write("{", to: "-o")
    let sum = names.indices.map { "part\($0)()" }.joined(separator: " + ")
    try write(
      huberAnswer(
        loss: "let parts = [\(sum.replacing(" +", with: ","))]; return parts.reduce(0, +)"),
      to: "HuberRegression.swift")
    #expect(try compile(surroundings) == "\(Double(names.count))")
  }

  @Test("An error in a file with a strange name is told with its name", arguments: Surroundings.all)
  func strangeError(surroundings: Surroundings) throws {
    try write(huberAnswer(loss: "return 1"), to: "HuberRegression.swift")
    try write("let x: Int = \"\"", to: "a b/-o 'q\".swift")
    let words = try compile(surroundings)
    #expect(words.hasPrefix("-o 'q\".swift:1:14: error: cannot convert"))
    #expect(!words.contains("/gradus/") && !words.contains(folder))
  }

  @Test("Links, pipes, heaps of files and heaps of text are refused", arguments: Surroundings.all)
  func strangeFiles(surroundings: Surroundings) throws {
    let kit = try kit.get()
    try write(huberAnswer(loss: "return 1"), to: "HuberRegression.swift")
    symlink(kit.root + "/Package.swift", folder + "/Link.swift")
    #expect(try compile(surroundings) == "Link.swift is not an ordinary file")
    try write(huberAnswer(loss: "return 1"), to: "HuberRegression.swift")
    mkfifo(folder + "/Pipe.swift", 0o644)
    #expect(try compile(surroundings) == "Pipe.swift is not an ordinary file")
    try write("//" + String(repeating: "x", count: 3 << 20), to: "Long.swift")
    #expect(
      try compile(surroundings) == "the Swift files have more than 2048 KB, which is the limit")
    for number in 0..<101 { try write("", to: "\(number).swift") }
    #expect(try compile(surroundings) == "there are 101 Swift files; the limit is 100")
  }

  @Test(
    "An import of a solution, a suite or the judge finds nothing", arguments: Surroundings.all,
    ["HuberRegressionSolution", "Boundary", "Grading", "ExerciseTesting"])
  func imports(surroundings: Surroundings, module: String) throws {
    try write("import \(module)\n" + huberAnswer(loss: "return 1"), to: "HuberRegression.swift")
    #expect(try compile(surroundings).contains("no such module '\(module)'"))
  }

  @Test("What the toolchain offers can be imported", arguments: Surroundings.all)
  func toolchain(surroundings: Surroundings) throws {
    let modules = [
      "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "RegexBuilder",
      "Observation", "Distributed", "_Differentiation", "Cxx",
    ]
    try write(
      modules.map { "import \($0)\n" }.joined() + huberAnswer(loss: "return 1"),
      to: "HuberRegression.swift")
    #expect(try compile(surroundings) == "1.0")
  }

  @Test("A puzzle for the type checker ends at the limit", arguments: Surroundings.all)
  func puzzle(surroundings: Surroundings) throws {
    // Each level doubles the type; all of it is to be printed.
    let levels = (1...60).map { "typealias T\($0) = (T\($0 - 1), T\($0 - 1))" }
    try write(
      huberAnswer(loss: "return 1") + "\ntypealias T0 = (Int, Int)\n"
        + levels.joined(separator: "\n") + "\nlet x: T60? = nil\nfunc f(_ y: Int) {}\n"
        + "func g() { f(x) }\n", to: "HuberRegression.swift")
    let begin = ContinuousClock.now
    let words = try compile(surroundings, seconds: "2")
    #expect(
      words.contains("within 2 seconds, which is the limit") || words.contains("of memory")
        || words.contains("crashed"), "\(words.prefix(300))")
    #expect(ContinuousClock.now - begin < .seconds(10))
  }

  @Test("A giant literal and a deep nest end at a limit", arguments: Surroundings.all)
  func giants(surroundings: Surroundings) throws {
    let answer = huberAnswer(loss: "return 1")
    let literal = "\nlet x = [" + String(repeating: "1 + 2.5 * -3, ", count: 60_000) + "1]\n"
    let nest =
      "\nlet x = " + String(repeating: "(", count: 200_000) + "1"
      + String(repeating: ")", count: 200_000)
    for bomb in [literal, nest] {
      try write(answer + bomb, to: "HuberRegression.swift")
      let words = try compile(surroundings, seconds: "3")
      let known = ["which is the limit", "crashed", "error:"]
      #expect(known.contains(where: words.contains), "\(words.prefix(300))")
      #expect(words.utf8.count < 70_000)
    }
  }

  @Test("A compiler that needs too much memory is stopped", arguments: Surroundings.all)
  func memory(surroundings: Surroundings) throws {
    let literal = "\nlet x: [Int] = [" + String(repeating: "1,", count: 600_000) + "1]\n"
    try write(huberAnswer(loss: "return 1") + literal, to: "HuberRegression.swift")
    #expect(
      try compile(surroundings, memory: 600 << 20)
        == "the compiler needed more than 600 MB of memory, which is the limit")
  }

  @Test("A limit that makes no sense is named")
  func badLimit() throws {
    let error = #expect(throws: BadLimit.self) {
      try CompilerLimits(environment: [CompilerLimits.variable: "soon"])
    }
    #expect(
      error?.description
        == "GRADUS_COMPILE_SECONDS is \"soon\", but must be a number from 1 to 3600")
  }
}
