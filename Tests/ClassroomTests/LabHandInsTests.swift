import Boundary
import Foundation
import Grading
import KitTesting
import Labs
import Testing

@testable import Classroom
@testable import HandIns

@Suite("Files of labs in a hand-in")
struct LabHandInsTests {
  private let lab = "Lab02-OneLayer"

  private func read(_ files: [ZipSample.File]) throws -> HandIn {
    HandInReader(sourceNames: [:])
      .read(try Archive.read(ZipSample(files).bytes), student: "ada")
  }

  @Test("Settings, report, results, weights and figures are taken, and nothing else")
  func taken() throws {
    let names = [
      "Report.md", "results/figures/loss.svg", "results/results.json",
      "results/weights/lambda-0-weights.npy", "settings.txt",
    ]
    let others = ["results/report.html", "results/runs/lambda-0.json"]
    let foreign = ["x.sh", "results/weights/a.so", "results/weights/a/b.npy", "Results.swift"]
    let handIn = try read(
      (names + others + foreign).map { .init("Exercises/\(lab)/\($0)", "text of \($0)") })
    #expect(handIn.labs.keys.sorted() == [lab])
    #expect(handIn.labs[lab]?.keys.sorted() == names)
    #expect(handIn.labs[lab]?["Report.md"] == Data("text of Report.md".utf8))
    #expect(
      handIn.ignored.map(\.path).sorted() == foreign.map { "Exercises/\(lab)/\($0)" }.sorted())
    #expect(Set(handIn.ignored.map(\.reason)) == ["a lab has no such file to hand in"])
    #expect(handIn.sources.isEmpty)
  }

  @Test("Paths that climb, links, labs that there aren't, and files that are too large")
  func refused() throws {
    var large = ZipSample.File("\(lab)/settings.txt", String(repeating: "#", count: 100_001))
    large.method = 0
    let handIn = try read([
      .init("\(lab)/results/weights/../../../x.npy"),
      .init("\(lab)/results/results.json", "/etc/passwd", mode: 0o120777),
      .init("Lab77-Nothing/Report.md"), large,
    ])
    #expect(handIn.labs.isEmpty)
    #expect(
      Set(handIn.ignored.map(\.reason)) == [
        "its path climbs out of the hand-in", "a symbolic link", "there is no lab Lab77-Nothing",
        "it has 100.1 kB, at most 100 kB are taken",
      ])
  }

  @Test("Of several folders of a lab, the one in Exercises counts")
  func folders() throws {
    let handIn = try read([
      .init("old/\(lab)/Report.md", "old"), .init("a/Exercises/\(lab)/Report.md", "new"),
    ])
    #expect(handIn.labs[lab] == ["Report.md": Data("new".utf8)])
    #expect(
      handIn.ignored == [
        .init(path: "old/\(lab)", reason: "a/Exercises/\(lab) counts instead")
      ])
  }

  @Test("What is packed comes back as it was, and the manifest mentions it")
  func roundTrip() throws {
    var handIn = HandIn(student: "ada")
    handIn.labs[lab] = [
      LabFiles.results: Data("{}".utf8), LabFiles.report: Data("# Ä\n".utf8),
      LabFiles.matrix("weights", of: "lambda-0.1"): Data([0x93, 0, 255]),
    ]
    handIn.labDates[lab] = Date(timeIntervalSince1970: 1_700_000_001)
    let submission = try Submission(handIn, score: 0, maxScore: 200)
    var back = HandInReader(sourceNames: [:])
      .read(try Archive.read([UInt8](submission.archive)), student: "ada")
    #expect(back.manifest?.files.count == 3)
    back.manifest = nil
    #expect(back == handIn)
    let folder = try Folder()
    try handIn.write(to: folder.path)
    #expect(HandInReader.labs(in: folder.path) == handIn.labs)
  }
}

@Suite("Labs in what a class gets")
struct LabOutputsTests {
  /// Lab 2 with all points, and lab 9 whose results aren't genuine.
  private func student(_ name: String, results: String = "a") -> StudentReport {
    var (done, goal) = (
      LabReport.Check(.done, "all 5 runs are there", maxScore: 3),
      LabReport.Check(.reached, "validation accuracy", maxScore: 2)
    )
    var genuine = LabReport.Check(.genuine, "the results are those of the code")
    done.status = .passed
    goal.status = .passed
    genuine.status = .passed
    var forged = genuine
    forged.status = .failed
    forged.messages = ["It says 1, not 2 " + hostileText]
    return StudentReport.sample(name).with {
      $0.report.labs = [
        LabReport(
          number: 2, id: "one-layer", title: "One layer", results: results + name,
          checks: [done, goal, genuine]),
        LabReport(
          number: 9, id: "sparse-maps", title: "Sparse maps", results: results,
          checks: [done, forged]),
      ]
    }
  }

  @Test("Without genuine results a lab has no points; those of exercises are what they were")
  func points() {
    let (with, without) = (student("Ada"), StudentReport.sample("Ada"))
    #expect(with.report.labs.map(\.score) == [5, 0] && with.report.labs.map(\.maxScore) == [5, 3])
    #expect(with.labTotal == 5 && with.maxLabTotal == 8)
    #expect(with.total == without.total && with.maxTotal == without.maxTotal)
    #expect(with.report.labs[1].words == "done, not genuine")
    var late = with
    late.penalty = 0.5
    late.questions = [.sample(exercise: "lab-one-layer"), .sample()]
    for index in 0..<2 { (late.questions[index].marks, late.questions[index].counts) = (3, true) }
    #expect(late.labTotal == 4 && late.maxLabTotal == 12)
    #expect(late.total == (without.total + 3) / 2)
    #expect(late.writtenMarks == 3)
  }

  @Test("The grade book has columns for labs behind the others, where somebody has any")
  func gradeBook() {
    let plain = GradesCSV.text([.sample("Ada"), .sample("Bob")])
    let rows = GradesCSV.text([student("Ada"), .sample("Bob")]).components(separatedBy: "\r\n")
    let before = plain.components(separatedBy: "\r\n")
    #expect(rows[0] == before[0] + ",lab-one-layer,lab-sparse-maps,labs total")
    #expect(rows[1] == before[1] + ",5,3,8")
    #expect(rows[2] == before[2] + ",5,0,5")
    #expect(rows[3] == before[3] + ",,,")
  }

  @Test("The student's page says what didn't fit, and nothing of it is HTML")
  func page() {
    let page = StudentPage(student("Ada")).html()
    #expect(page.contains("Labs: 5 / 8 points"))
    #expect(page.contains("✘ <b>genuine</b>") && page.contains("It says 1, not 2 &lt;/pre&gt;"))
    #expect(!page.contains("<script>alert"))
    #expect(!StudentPage(.sample("Ada")).html().contains("Labs"))
  }

  @Test("The class's page counts labs, and shows results that don't fit or that two have")
  func classPage() {
    let page = ClassPage([student("Ada"), student("Bob"), .sample("Cy")]).html()
    #expect(page.contains("Of 2 hand-ins with results of a lab"))
    #expect(page.contains("Results of labs that don’t fit the code"))
    #expect(page.contains("lab 9: the same file as Bob") && !page.contains("<script>alert"))
    #expect(!page.contains("lab 2: the same file"))
    let plain = ClassPage([.sample("Ada"), .sample("Cy")]).html()
    #expect(!plain.contains("Labs") && !plain.contains("of a lab"))
  }

  @Test("Gradescope's score is the sum of all tests; JUnit has a suite for each lab")
  func otherTools() throws {
    let scope = Gradescope(student("Ada"))
    let plain = Gradescope(.sample("Ada"))
    #expect(scope.score == plain.score + 5)
    #expect(scope.score == scope.tests.map(\.score).reduce(0, +))
    let labs = scope.tests.suffix(5)
    #expect(labs.map(\.score) == [3, 2, 0, 0, 0])
    #expect(labs.map(\.status) == ["passed", "passed", "passed", "passed", "failed"])
    #expect(labs.last?.output.hasPrefix("It says 1, not 2") == true)
    let junit = String(decoding: student("Ada").report.junit(), as: UTF8.self)
    #expect(junit.contains("<testsuite name=\"Lab 9 · Sparse maps\" tests=\"2\" failures=\"1\""))
    #expect(!junit.contains("<script>alert"))
  }

  @Test("A report is read back with its labs; one of an older kit has none")
  func json() throws {
    let report = student("Ada")
    let text = try report.json()
    #expect(try StudentReport(json: text).report.labs == report.report.labs)
    var tree = try JSONSerialization.jsonObject(with: text) as? [String: Any] ?? [:]
    var inner = tree["report"] as? [String: Any] ?? [:]
    inner["labs"] = nil
    tree["report"] = inner
    let older = try JSONSerialization.data(withJSONObject: tree)
    #expect(try StudentReport(json: older).report.labs == [])
  }
}

@Suite(
  "A class that hands in a lab", .slow,
  .enabled(if: hasSolutions, "needs Solutions/"))
struct ClassWithLabsTests {
  @Test("The honest one has its points, the edited one a sentence, and who has no lab is as before")
  func points() throws {
    let (hands, output) = (try Folder(), try Folder())
    let grader = try Grader(image: #dsohandle)
    let path = "10-SparseActivations/SparseActivations.swift"
    let code = try String(contentsOfFile: "\(grader.kit.root)/Solutions/\(path)", encoding: .utf8)
    for student in ["ada", "bob", "cy"] { try hands.write(code, to: "\(student)/\(path)") }
    let made = try run(
      grader.kit.products + "/gradus",
      ["lab", "run", "9", "--answers", hands.path + "/ada", "--data", hands.path],
      environment: ProcessInfo.processInfo.environment, seconds: 300)
    #expect(made.ending?.status == 0, "\(made.output)")
    let results = "Lab09-SparseMaps/results/results.json"
    let honest = try String(contentsOfFile: "\(hands.path)/ada/\(results)", encoding: .utf8)
    let edited = honest.replacing("\"sparsemax one-hot\":0.6", with: "\"sparsemax one-hot\":0.7")
    #expect(edited != honest)
    try FileManager.default.copyItem(
      atPath: "\(hands.path)/ada/Lab09-SparseMaps", toPath: "\(hands.path)/bob/Lab09-SparseMaps")
    try hands.write(edited, to: "bob/\(results)")
    var settings = ClassRun.Settings(folder: hands.path, output: output.path + "/grades")
    settings.data = hands.path
    let reports = try ClassRun(grader: grader, settings: settings).run { _ in }
    #expect(reports.map(\.failure) == [nil, nil, nil])
    #expect(reports.map(\.report.score) == [20, 20, 20])
    #expect(reports.map(\.labTotal) == [2, 0, 0])
    #expect(reports[2].report.labs.isEmpty)
    let said = reports[1].report.labs.flatMap(\.remarks).joined()
    #expect(said.contains("“sparsemax one-hot” with the code that was handed in"), "\(said)")
    let again = try ClassRun(grader: grader, settings: settings).run { _ in }
    #expect(again.map(\.report.labs) == reports.map(\.report.labs))
  }
}
