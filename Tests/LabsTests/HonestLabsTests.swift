import Boundary
import Foundation
import KitTesting
import Testing

@testable import Labs

@Suite(
  "The results of the kit's solutions have all points", .serialized,
  .slow)
struct HonestLabsTests {
  @Test(
    // The others take longer: tests of their model reports, or of their grader, grade what they have run.
    "Each lab, with the standard settings",
    .slow,
    arguments: [9])
  func standard(number: Int) throws {
    let report = try LabHandIn(running: AnswersFolder(number)).grade(seed: 3)
    #expect(report.remarks == [])
    #expect(report.status == .complete && report.score == report.maxScore)
  }

  @Test("Lab 1, in two epochs, and with an edited number of the best weights")
  func twoOrThree() throws {
    var handIn = try LabHandIn(running: AnswersFolder(1, settings: "epochs = 2"))
    let report = try handIn.grade()
    #expect(report.remarks == [] && report.score == 3 && report.words == "done, genuine")
    handIn.set("accuracy at the best loss", to: 0.999, run: 2)
    let forged = try handIn.grade()
    #expect(forged.score == 0)
    #expect(forged.said.contains("accuracy at the best loss of 0.999"), "\(forged.said)")
  }

  @Test("In the sandbox too, where the digits are read-only", .enabled(if: hasSandbox))
  func sandbox() throws {
    let handIn = try LabHandIn(running: AnswersFolder(1, settings: "epochs = 2"))
    let report = try handIn.grade(sandbox: try Sandbox.fulfill(.bubblewrap, for: kit.get()))
    #expect(report.remarks == [] && report.score == 3)
    // Code that looks for the results, to say what they say, finds nothing.
    let step = "    return weights - "
    let results = "\(handIn.folder.path)/\(handIn.folder.lab.title.folder)/results/results.json"
    let spy = try AnswersFolder(
      1, settings: "epochs = 2",
      edits: [
        ("import LinearAlgebra\n", "import Foundation\nimport LinearAlgebra\n"),
        (
          step,
          """
              if FileManager.default.fileExists(atPath: "\(results)") { return weights }
              let folder = "/gradus/data"
              if !FileManager.default.createFile(atPath: folder + "/x", contents: nil) {
                throw InvalidInput("the data can't be written")
              }
          \(step)
          """
        ),
      ])
    let other = try handIn.grade(
      code: spy, sandbox: try Sandbox.fulfill(.bubblewrap, for: kit.get()))
    #expect(other.said.contains("the data can't be written"), "\(other.said)")
  }
}

private let hasSandbox = (try? Sandbox.fulfill(.bubblewrap, for: kit.get())) != nil
