import Foundation
import KitTesting
import Testing

/// The built program, asked for labs; what a run makes has tests of its own.
@Suite("gradus lab lists, runs and shows labs")
struct LabCommandTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// Copies a solution and settings into the folder.
  private func answer(_ exercise: String, lab: String, settings: String) throws {
    let name = String(exercise.drop { $0.isNumber || $0 == "-" })
    let path = try "\(kit.get().root)/Solutions/\(exercise)/\(name).swift"
    try folder.write(
      String(contentsOfFile: path, encoding: .utf8), to: "\(exercise)/\(name).swift")
    try folder.write(settings, to: "\(lab)/settings.txt")
  }

  @Test(
    "Wrong words are refused",
    arguments: [
      (["lab", "runn"], "Did you mean 'run'?"), (["lab", "run"], "Missing which lab"),
      (["lab", "run", "one-layr"], "Did you mean 'one-layer'?"),
      (["lab", "run", "2", "--jobs", "0"], "expected a whole number from 1 on"),
    ])
  func usage(words: [String], sentence: String) throws {
    let run = try GradusRun(words)
    #expect(run.status == 64)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }

  @Test("A lab on a stub says which functions it still needs; one that hasn't run has no report")
  func notReady() throws {
    let words = ["--data", folder.path, "--answers", try kit.get().root + "/Exercises"]
    let run = try GradusRun(["lab", "run", "one-layer"] + words)
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "aren't written yet: exercise 7 · Softmax regression: trainingStep, objective, accuracy, "
          + "squaredNorm"))
    let open = try GradusRun("lab", "open", "2", "--data", folder.path, "--answers", folder.path)
    #expect(open.status == 2 && open.errors.contains("has no report yet"))
  }

  @Test("Settings that can't be are named, with their line", .enabled(if: hasSolutions))
  func settings() throws {
    try answer("10-SparseActivations", lab: "Lab09-SparseMaps", settings: "\nb = 9\n")
    let run = try GradusRun("lab", "run", "9", "--answers", folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("settings.txt, line 2: b must be from 0.1 to 3, but it is 9"))
  }

  @Test("A run is listed as done, and leaves a report", .slow, .enabled(if: hasSolutions))
  func runs() throws {
    try answer("10-SparseActivations", lab: "Lab09-SparseMaps", settings: "b = 0.5")
    let run = try GradusRun("lab", "run", "sparse-maps", "--answers", folder.path)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let report = folder.path + "/Lab09-SparseMaps/results/report.html"
    #expect(run.output.hasSuffix("Report: \(report)\n"))
    #expect(try GradusRun("lab", "open", "9", "--answers", folder.path).output == report + "\n")
    let list = try GradusRun("lab", "--answers", folder.path, "--data", folder.path)
    #expect(list.output.contains("ready\n   3 of 3 runs done, report: \(report)\n"))
    let page = try String(contentsOfFile: report, encoding: .utf8)
    #expect(!page.contains("src=") && !page.contains("<script"))
  }

  @Test(
    "A lab that was stopped leaves nothing running, and goes on where it was",
    .enabled(if: hasSolutions), .slow)
  func stops() throws {
    try answer("06-LogisticRegression", lab: "Lab01-TwoOrThree", settings: "epochs = 200")
    let words = ["lab", "run", "1", "--jobs", "1", "--answers", folder.path, "--data", folder.path]
    let kept = folder.path + "/Lab01-TwoOrThree/results/runs/shuffled.json"
    let run = try GradusRun(
      words,
      shell: """
        "$0" "$@" & until [ -e "\(kept)" ]; do sleep 0.05; done
        kill -INT $!; wait $!
        """)
    #expect(run.status == 130)
    #expect(run.errors == "Stopped. The same command goes on where it was.\n")
    let text = try #require(FileManager.default.contents(atPath: kept))
    let stored = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    #expect(stored["isFinished"] as? Bool == false)
    let again = try GradusRun(words)
    #expect(again.status == 0)
    #expect(again.output.contains("finished: 200 epochs, 2000 steps"))
  }
}
