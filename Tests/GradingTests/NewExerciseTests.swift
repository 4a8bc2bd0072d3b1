import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite(
  "gradus new makes an exercise's skeleton", .enabled(if: hasSolutions, "needs Solutions/"))
struct NewExerciseTests {
  private let root: String

  init() throws { root = try kit.get().root }

  private func refusal(_ name: String, title: String? = nil, points: Int = 10) -> String? {
    #expect(throws: Grader.Failure.self) {
      try NewExercise(named: name, title: title, points: points, root: root)
    }?.sentence
  }

  @Test(
    "A name that can't be an exercise's is refused, with the reason",
    arguments: [
      ("", "is empty: an exercise is called like HuberRegression"),
      ("Attention!", "has '!' in it: it must be made of the letters A to Z and digits"),
      ("../Attention", "has '.' in it"), ("Größe", "has 'ö' in it"), ("A b", "has ' ' in it"),
      ("3Layers", "begins with a digit"),
      ("attention", "begins with a small letter: call it Attention"),
      ("At", "has 2 characters: 3 to 30 can be read"),
      ("Class", "is a word of Swift's own"), ("All", "is a word of Swift's own"),
      ("HuberRegression", "is taken by exercise 4 · Huber regression"),
      ("HUBERREGRESSION", "is taken by exercise 4 · Huber regression"),
      ("Huber", "begins like HuberRegression, so that their suites couldn't be told apart"),
      ("PerceptronAgain", "begins like Perceptron,"),
      ("Matrix", "is in use: see Sources/"), ("Double", "is in use: see Sources/"),
    ])
  func names(name: String, reason: String) throws {
    #expect(try #require(refusal(name)).hasPrefix("the name '\(name)' \(reason)"))
  }

  @Test(
    "A title that can't stand in the catalogue is refused, and so are too few points", .slow,
    arguments: [
      (" ", "the title ' ' is empty"),
      ("a \"b\"", "the title 'a \"b\"' has the character \" in it"),
      ("a\nb", "the title 'a\nb' has a line break in it"),
      ("a\\(b)", "the title 'a\\(b)' has the character \\ in it"),
      ("a|b", "the title 'a|b' has the character | in it"),
    ])
  func titles(title: String, complaint: String) {
    #expect(refusal("SelfAttention", title: title) == complaint)
    #expect(refusal("SelfAttention", points: 2)?.contains("but 2 are asked for") == true)
  }

  @Test("The title is the name's words unless it is given, and the number is the next one")
  func plan() throws {
    let exercise = try NewExercise(named: "SelfAttention", root: root).exercise
    #expect(exercise.title == "Self attention")
    #expect(exercise.folder == "\(Exercise.all.count + 1)-SelfAttention")
    #expect(ExerciseName("XORNetwork").title == "XORNetwork")
    let titled = try NewExercise(named: "SelfAttention", title: "Attention", points: 3, root: root)
    #expect((titled.exercise.title, titled.exercise.points) == ("Attention", 3))
  }

  @Test("Every room that the other exercises have gets a file, and every list a line")
  func rooms() throws {
    let new = try NewExercise(named: "SelfAttention", root: root)
    let files = try new.newFiles()
    let folder = new.exercise.folder
    #expect(
      files.keys.sorted() == [
        "Exercises/\(folder)/Answers.md", "Exercises/\(folder)/SelfAttention.swift",
        "Solutions/\(folder)/Answers.md", "Solutions/\(folder)/Derivation.md",
        "Solutions/\(folder)/SelfAttention.swift",
        "Sources/Boundary/Generated/SelfAttention+Calls.swift",
        "Sources/Curriculum/SelfAttention.swift",
        "Tests/ExerciseTests/\(folder)/SelfAttentionMistake.swift",
        "Tests/ExerciseTests/\(folder)/SelfAttentionTests.swift",
        "Tests/PlantedMistakes/\(folder).diff",
        "Tests/SampleAnswers/other-route/\(folder)/SelfAttention.swift",
        new.exercise.rooms.handout,
      ])
    for (path, text) in files {
      #expect(!text.contains("{{"), "\(path) has a word that isn't replaced")
    }
    let changed = try new.changedFiles()
    for (path, line) in [
      ("Package.swift", "\nlet checksum = \""),
      ("README.md", "| Self attention | 10 | [\(new.exercise.rooms.handout)]"),
      ("README.md", "\n 15  Self attention          ░░░░░░░░░░     0 / 10  not started\n"),
      (
        "Sources/Boundary/Generated/OperationsOfAnswers.swift",
        "  \"SelfAttention\": { ($0 as? any SelfAttention)?.operations },\n]\n"
      ),
      (
        "Sources/Curriculum/Catalogue.swift",
        "    Exercise(15, (any SelfAttention).self, \"Self attention\", points: 10),\n  ]\n"
      ),
      ("Sources/Curriculum/Generated/Exercise+Names.swift", "public static let selfAttention ="),
      ("Tests/StubFingerprints.txt", "\n\(folder) "),
    ] {
      #expect(changed[path]?.contains(line) == true, "\(path)")
    }
    #expect(changed.count == 6)
  }
}

/// The walk of CONTRIBUTING.md, in a copy of the kit: minutes, for the copy is built from nothing.
@Suite("An author's walk through CONTRIBUTING.md", .slow, .enabled(if: hasSolutions))
struct AuthorsWalkTests {
  @Test("gradus new, a build, and the new exercise is graded and verified")
  func walk() throws {
    let folder = try Folder()
    let copy = folder.path + "/kit"
    try copyKit(to: copy)
    let made = try gradus(copy, "new", "SelfAttention", "--points", "7")
    try #require(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("\nExercise 15 · Self attention is there"))
    let again = try gradus(copy, "new", "OtherAttention")
    #expect(again.errors.contains("15-SelfAttention is there, but the catalogue"))

    let environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GRADUS_") }
    let build = try run(
      "swift", ["build", "--package-path", copy, "--build-tests"], environment: environment,
      seconds: 1800)
    try #require(build.ending?.status == 0, "\(build.output)")
    #expect(!build.output.contains("warning:"), "\(build.output)")

    let verify = try gradus(copy, "verify", "self-attention")
    #expect((verify.status, verify.errors) == (0, ""), "\(verify.output)")
    #expect(verify.output.contains("1 planted mistakes are caught and called by their names"))
    let solution = try gradus(copy, "grade", "15", "--answers", "Solutions")
    #expect(solution.output.contains("7 / 7"), "\(solution.output)\(solution.errors)")
    let route = try gradus(copy, "grade", "15", "--answers", "Tests/SampleAnswers/other-route")
    #expect(route.output.contains("7 / 7"), "\(route.output)\(route.errors)")
    let stub = try gradus(copy, "grade", "15")
    #expect(stub.output.contains("0 / 7"), "\(stub.output)\(stub.errors)")
    let format = try run(
      "swift",
      ["format", "lint", "--strict", "--recursive"]
        + ["Package.swift", "Sources", "Tests", "Exercises", "Solutions"].map { "\(copy)/\($0)" },
      environment: environment, seconds: 300)
    #expect(format.ending?.status == 0, "\(format.output)")
    let export = try gradus(copy, "export", folder.path + "/students")
    #expect((export.status, export.errors) == (0, ""))
    try addOperation(copy, environment)
  }

  /// With an operation more in the protocol the boundary doesn't compile, until its code is written anew.
  private func addOperation(_ copy: String, _ environment: [String: String]) throws {
    let protocolText = URL(filePath: "\(copy)/Sources/Curriculum/SelfAttention.swift")
    let text = try String(contentsOf: protocolText, encoding: .utf8)
    let longer = text.replacing(
      "\n}\n", with: "\n\n  func half(of value: Double) throws -> Double\n}\n")
    try Data(longer.utf8).write(to: protocolText)
    let forward = try run(
      "/bin/sh", ["-c", "cd \"$0\" && swift run gradus-forward", copy], environment: environment,
      seconds: 600)
    let path = "Sources/Boundary/Generated/SelfAttention+Calls.swift"
    #expect(forward.output.contains("\n\(path) written\n"), "\(forward.output)")
    let calls = try String(contentsOfFile: "\(copy)/\(path)", encoding: .utf8)
    #expect(calls.contains("\"half(of:)\": Operation(half(of:)),"))
  }

  /// The kit without what is built, without its version control, and without the tests of its own
  /// parts and of the other exercises, which take as long to build as all the rest. The built programs
  /// come along.
  private func copyKit(to copy: String) throws {
    let kit = try kit.get()
    let script = """
      mkdir -p "$2/.build/debug/Modules" && : >"$2/.build/debug/Modules/Curriculum.swiftmodule" &&
      cp "$3/gradus" "$3/gradus-staff" "$2/.build/debug/" && cd "$1" &&
      tar -cf - --exclude=./.build --exclude=./.git --exclude='./Tests/GradingTests' \
        --exclude='./Tests/ClassroomTests' --exclude='./Tests/BoundaryTests' \
        --exclude='./Tests/ExerciseTestingTests' --exclude='./Tests/LinearAlgebraTests' \
        --exclude='./Tests/DatasetsTests' --exclude='./Tests/ExerciseTests/[01]*' . | tar -xf - -C "$2"
      """
    let result = try run(
      "/bin/sh", ["-c", script, "sh", kit.root, copy, kit.products],
      environment: ProcessInfo.processInfo.environment, seconds: 120)
    try #require(result.ending?.status == 0, "\(result.output)")
  }

  private func gradus(_ copy: String, _ words: String...) throws -> GradusRun {
    try GradusRun(
      words, environment: ["KIT": copy], shell: #"cd "$KIT" && exec "$0" "$@""#,
      program: copy + "/.build/debug/gradus")
  }
}
