import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("The student edition has what students need, and nothing else")
struct StudentEditionTests {
  private let kit: SmallKit

  init() throws { kit = try SmallKit() }

  @Test("What is on the list goes in; what nobody has listed stays out", .slow)
  func list() throws {
    for path in [
      "Tests/PlantedMistakes/04-HuberRegression.diff", "Tests/GradingTests/A.swift",
      "Tests/SampleAnswers/a.swift", "Sources/gradus-benchmark/main.swift", "CONTRIBUTING.md",
      ".ci/run", ".git/config", ".build/debug/gradus", "docs/notes.md", "Sources/New/New.swift",
      "Sources/Grading/notes.txt", "Sources/Grading/.Hidden.swift",
      "Exercises/04-HuberRegression/Mine.swift", "Exercises/99-Mine/Mine.swift", "notes.swift",
    ] {
      try kit.write("secret", to: path)
    }
    try FileManager.default.createSymbolicLink(
      atPath: kit.root + "/Sources/Grading/Link.swift",
      withDestinationPath: kit.root + "/notes.swift")
    try kit.edition.write(to: kit.place)
    let listed = StudentEdition.folders.flatMap { folder in
      folder.endings.map { "\(folder.path)/file.\($0)" }
    }
    let expected =
      StudentEdition.files + listed
      + ["Exercises/04-HuberRegression/HuberRegression.swift", SmallKit.questions]
      + ["Tests/StubFingerprints.txt", "Tests/Stubs/04-HuberRegression/HuberRegression.swift"]
    let inside = FileManager.default.enumerator(atPath: kit.place)?.compactMap { $0 as? String }
    let files = try #require(inside).filter { path in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(
        atPath: "\(kit.place)/\(path)", isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
    #expect(files.sorted() == expected.sorted())
    #expect(try kit.neighbors == ["kit", "students"])
  }

  @Test("For machines that grade classes, the commands for course staff go in too", .slow)
  func classes() throws {
    let edition = StudentEdition(
      root: kit.root, exercises: [.huberRegression], gradesClasses: true)
    let more = Set(try edition.contents().keys).subtracting(try kit.edition.contents().keys)
    #expect(more == Set(StudentEdition.foldersForClasses.map { $0.path + "/file.swift" }))
  }

  @Test("The stubs are cut out of the solutions, whatever an author has tried out in Exercises/")
  func stubs() throws {
    try kit.write("a night's work", to: "Exercises/04-HuberRegression/HuberRegression.swift")
    try kit.edition.write(to: kit.place)
    let stub = try kit.read("Exercises/04-HuberRegression/HuberRegression.swift")
    #expect(try stub == Stubs.stub(of: SmallKit.solution))
  }

  @Test("What is for teachers is left out of a page", .slow)
  func teachersPart() throws {
    try kit.edition.write(to: kit.place)
    #expect(try kit.read("README.md") == "a\nc\n")
    try kit.write("<!-- teachers:begin -->\n", to: "docs/handouts/a.md")
    try FileManager.default.removeItem(atPath: kit.place)
    #expect(kit.refusal() == "docs/handouts/a.md: \"<!-- teachers:end -->\" is missing")
    try kit.write("<!-- teachers:end -->\n", to: "docs/handouts/a.md")
    #expect(kit.refusal() == "docs/handouts/a.md: \"<!-- teachers:end -->\" has no counterpart")
  }

  @Test("An empty folder may be there, a full one or a file may not", .slow)
  func existing() throws {
    try kit.folder.write("mine", to: "students/file")
    #expect(kit.refusal() == "the folder '\(kit.place)' isn't empty")
    try FileManager.default.removeItem(atPath: kit.place + "/file")
    try kit.edition.write(to: kit.place)
    try FileManager.default.removeItem(atPath: kit.place)
    try kit.folder.write("mine", to: "students")
    #expect(kit.refusal() == "'\(kit.place)' is a file, not a folder")
    #expect(try kit.neighbors == ["kit", "students"])
  }

  @Test(
    "A folder inside the kit is refused, even behind a link", .slow,
    arguments: ["", "/new", "/../link"])
  func inside(name: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: kit.folder.path + "/link", withDestinationPath: kit.root + "/docs")
    let path = kit.root + name + (name.hasSuffix("link") ? "/new" : "")
    let error = #expect(throws: Grader.Failure.self) { try kit.edition.write(to: path) }
    #expect(
      error?.sentence
        == "the folder '\(path)' is inside the kit itself: choose one outside \(kit.root)")
  }

  @Test("Where nothing can be written, that is said, and nothing is left")
  func unwritable() throws {
    let missing = kit.folder.path + "/no/such/place"
    let error = #expect(throws: Grader.Failure.self) { try kit.edition.write(to: missing) }
    #expect(
      error?.sentence
        == "the folder '\(missing)' can't be written: there is no folder '\(kit.folder.path)/no/such'"
    )
    #if os(Linux)
      let system = #expect(throws: Grader.Failure.self) { try kit.edition.write(to: "/proc/kit") }
      #expect(system?.sentence?.hasPrefix("the folder '/proc/kit' can't be written: ") == true)
    #endif
    #expect(try kit.neighbors == ["kit"])
  }

  @Test("A kit that lacks a part, or has no solutions, is refused")
  func incomplete() throws {
    try FileManager.default.removeItem(atPath: kit.root + "/LICENSE")
    #expect(kit.refusal() == "the kit lacks LICENSE")
    try FileManager.default.removeItem(atPath: kit.root + "/Solutions")
    #expect(kit.refusal() == "this kit has no solutions: it is a student edition already")
  }
}

@Suite(
  "The student edition of this kit", .enabled(if: hasSolutions, "needs Solutions/"),
  .slow)
struct ThisStudentEditionTests {
  private let folder: Folder
  private let edition: StudentEdition
  private var place: String { folder.path + "/students" }

  init() throws {
    folder = try Folder()
    edition = StudentEdition(root: try kit.get().root)
  }

  /// Every marked body of every solution that is large enough to tell, put into the edition.
  @Test("No body of any solution could slip in unnoticed", .slow)
  func everyBody() throws {
    let root = try kit.get().root
    var bodies: [String] = []
    for exercise in Exercise.all {
      let solution = "\(root)/\(exercise.rooms.solution)"
      for name in try FileManager.default.contentsOfDirectory(atPath: solution)
      where name.hasSuffix(".swift") {
        let text = try String(contentsOf: URL(filePath: "\(solution)/\(name)"), encoding: .utf8)
        bodies += LeakCheck.bodies(of: text).filter { !LeakCheck.pieces(of: $0).isEmpty }
          .map { $0.joined(separator: "\n") }
      }
    }
    #expect(bodies.count > 10 * Exercise.all.count)
    for (number, body) in bodies.enumerated() {
      try folder.write("struct A {\n\(body)\n}\n", to: "bodies/\(number).swift")
    }
    let leaks = try edition.leaks(in: folder.path + "/bodies")
    let found = Set(leaks.compactMap { $0.split(separator: ".").first.flatMap { Int($0) } })
    #expect(found == Set(bodies.indices))
  }

  @Test(
    "gradus export writes it, and gradus export --check finds nothing in it until a body is there")
  func command() throws {
    let export = try GradusRun("export", place)
    #expect((export.status, export.errors) == (0, ""))
    #expect(export.output == "The student edition is in \(place).\n")
    let check = try GradusRun("export", "--check", place, "--exercise", "softmax-jacobian")
    #expect(check.status == 0)
    #expect(
      check.output.hasPrefix("\(place) has no piece of a solution.\n")
        && check.output.hasSuffix(" ways: none scores.\n"), "\(check.output)")

    let solution = "04-HuberRegression/HuberRegression.swift"
    let text = try String(
      contentsOf: URL(filePath: "\(try kit.get().root)/Solutions/\(solution)"), encoding: .utf8)
    let body = try #require(LeakCheck.bodies(of: text).first { $0.count > 2 })
    try folder.write(
      "enum Planted {\n  static func body() {\n\(body.joined(separator: "\n"))\n  }\n}\n",
      to: "students/Tests/ExerciseTesting/Planted.swift")
    let planted = try GradusRun("export", "--check", place)
    #expect(planted.status == 1)
    #expect(
      planted.output.hasPrefix(
        "Tests/ExerciseTesting/Planted.swift:3 has a piece of Solutions/\(solution)\n"))
  }

  @Test("Its pages lead nowhere that isn't there, and speak of nothing that only teachers have")
  func pages() throws {
    try edition.write(to: place)
    let inside = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String } ?? []
    for page in inside where page.hasSuffix(".md") {
      let file = URL(filePath: "\(place)/\(page)")
      let text = try String(contentsOf: file, encoding: .utf8)
      for link in text.matches(of: /\]\(([^)#\s]+)[^)]*\)/) where !link.1.contains("://") {
        // A lab's figures are there when it has run.
        if page.hasSuffix("/Report.md"), link.1.hasPrefix("results/") { continue }
        let target = file.deletingLastPathComponent().appending(path: String(link.1))
        #expect(
          FileManager.default.fileExists(atPath: target.standardizedFileURL.path),
          "\(page) links to \(link.1)")
      }
      for word in ["Solutions", "PlantedMistakes", "SampleAnswers", "gradus verify"] {
        #expect(!text.contains(word), "\(page) speaks of \(word)")
      }
    }
    for folder in ["Solutions", "Tests/PlantedMistakes", "Tests/SampleAnswers", "docs/templates"] {
      #expect(!FileManager.default.fileExists(atPath: "\(place)/\(folder)"), "\(folder)")
    }
  }

  @Test(
    "Wrong usage is explained",
    arguments: [
      (["export"], "Error: Missing expected argument '<folder>'\n"),
      (["export", "a", "b"], "Error: Unexpected argument 'b'\n"),
      (
        ["export", "a", "--exercise", "4"], "Error: The option '--exercise' needs '--check'\n"
      ),
    ])
  func usage(words: [String], complaint: String) throws {
    let run = try GradusRun(words)
    #expect((run.status, run.output) == (64, ""))
    #expect(run.errors.hasPrefix(complaint))
  }
}
