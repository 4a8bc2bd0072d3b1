import Boundary
import Foundation
import KitTesting
import Testing

/// The built program in a kit of the tests' own, where it may write.
@Suite("gradus stubs writes the stubs of a kit")
struct StubsCommandTests {
  private let kit: Folder
  private let gradus: String

  init() throws {
    kit = try Folder()
    let products = ".build/debug"
    try kit.write("", to: "Package.swift")
    try kit.write("", to: "Sources/CProcessor/none")
    try kit.write("", to: "Sources/Curriculum/none")
    try kit.write("", to: "\(products)/Modules/Curriculum.swiftmodule")
    gradus = "\(kit.path)/\(products)/gradus"
    // Not by ourselves: what another test starts meanwhile would inherit a descriptor that writes to
    // the copy, and a file that is being written can't be run.
    let originals = try ["/gradus", "/gradus-staff"].map {
      try GradingTests.kit.get().products + $0
    }
    let copy = try run(
      "/bin/cp", originals + ["\(kit.path)/\(products)"], environment: [:], seconds: 60)
    try #require(copy.ending?.status == 0)
  }

  private func stubs(_ words: String...) throws -> GradusRun {
    try GradusRun(["stubs"] + words, program: gradus)
  }

  private func addSolution(_ text: String) throws {
    try kit.write(text, to: "Solutions/04-HuberRegression/HuberRegression.swift")
  }

  private static let stub = "Exercises/04-HuberRegression/HuberRegression.swift"

  @Test("A stub is written, and then agrees with its solution")
  func writing() throws {
    try addSolution("a\n// solution:begin\nb\n// solution:end\n")
    let check = try stubs("--check", "4")
    #expect((check.status, check.errors) == (1, ""))
    let table = "Tests/StubFingerprints.txt"
    #expect(
      check.output
        == "\(Self.stub) differs from its solution\n\(table) differs from its solution\n")
    let write = try stubs("4")
    #expect((write.status, write.output) == (0, "\(Self.stub) written\n\(table) written\n"))
    let text = try String(contentsOf: URL(filePath: "\(kit.path)/\(Self.stub)"), encoding: .utf8)
    #expect(text == "a\nthrow Unimplemented()\n")
    let again = try stubs("--check", "4")
    #expect((again.status, again.output) == (0, ""))
  }

  @Test("What stood in the stub's place is kept, and it is said where")
  func keeping() throws {
    try addSolution("a\n")
    try kit.write("a night's work", to: Self.stub)
    let run = try stubs("4")
    #expect(run.status == 0)
    let words = "\(Self.stub) written; what stood there is now in "
    try #require(run.output.hasPrefix(words))
    let place = run.output.split(separator: "\n")[0].dropFirst(words.count)
    #expect(
      try String(contentsOf: URL(filePath: String(place)), encoding: .utf8) == "a night's work")
  }

  @Test("Without solutions there is nothing to cut stubs from")
  func studentEdition() throws {
    let run = try stubs()
    #expect((run.status, run.output) == (2, ""))
    #expect(run.errors == "Error: This edition of the kit has no solutions to cut stubs from.\n")
  }

  @Test("A solution that is missing, or has a mark without its counterpart, is named")
  func brokenSolutions() throws {
    try addSolution("// solution:begin\n")
    #expect(
      try stubs("4").errors == """
        Error: Solutions/04-HuberRegression/HuberRegression.swift: \
        "// solution:end" is missing

        """)
    let run = try stubs("softmax-j")
    #expect(run.status == 2)
    #expect(run.errors == "Error: there is no solution in Solutions/01-SoftmaxJacobian\n")
  }
}
