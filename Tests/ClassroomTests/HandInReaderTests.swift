import Curriculum
import Fingerprints
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("Exercises are found in the shapes that students hand in")
struct HandInShapeTests {
  @Test(
    "The exercises' folders, at any depth",
    arguments: [
      "Exercises/04-HuberRegression", "04-HuberRegression", "hand-in/Exercises/04-HuberRegression",
      "./deep/in/there/04-HuberRegression", "Übung 4/04-HuberRegression",
    ])
  func folders(folder: String) throws {
    let handIn = try readSample(
      "\(folder)/HuberRegression.swift", "\(folder)/My helpers.swift", "\(folder)/Answers.md",
      "__MACOSX/\(folder)/._HuberRegression.swift", "\(folder)/.DS_Store")
    #expect(
      handIn.sources == [
        .huberRegression: [
          "HuberRegression.swift": Data("text of \(folder)/HuberRegression.swift".utf8),
          "My helpers.swift": Data("text of \(folder)/My helpers.swift".utf8),
        ]
      ])
    #expect(handIn.written == [.huberRegression: "text of \(folder)/Answers.md"])
    #expect(handIn.ignored.isEmpty)
    #expect(handIn.student == "ada" && handIn.date != nil && handIn.manifest == nil)
  }

  @Test("Loose files with the exercises' names, also where an exercise has several")
  func loose() throws {
    let handIn = try readSample(
      "HuberRegression.swift", "a/Modules.swift", "b/NetworkLibrary.swift", "Modules.swift",
      "Huber.swift", "Answers.md")
    #expect(
      handIn.texts == [
        huber: "text of HuberRegression.swift",
        "12-NetworkLibrary/Modules.swift": "text of Modules.swift",
        "12-NetworkLibrary/NetworkLibrary.swift": "text of b/NetworkLibrary.swift",
      ])
    let unknown = "it lies in no exercise's folder, and no exercise has a file of this name"
    #expect(
      handIn.reasons == [
        "Huber.swift": unknown, "Answers.md": unknown,
        "a/Modules.swift": "Modules.swift counts instead",
      ])
  }

  @Test("A folder counts more than a loose file, and Exercises more than another folder")
  func candidates() throws {
    let handIn = try readSample(
      "HuberRegression.swift", "old/\(huber)", "all/Exercises/\(huber)",
      "05-Optimizers/Answers.md", "x/Optimizers.swift")
    #expect(
      handIn.texts == [
        huber: "text of all/Exercises/\(huber)",
        "05-Optimizers/Optimizers.swift": "text of x/Optimizers.swift",
        "05-Optimizers/Answers.md": "text of 05-Optimizers/Answers.md",
      ])
    #expect(
      handIn.reasons == [
        "HuberRegression.swift": "the exercise's folder counts instead",
        "old/\(huber)": "all/Exercises/04-HuberRegression counts instead",
      ])
  }

  @Test("Of a whole kit, only the exercises are taken")
  func wholeKit() throws {
    let handIn = try readSample(
      "gradus/Package.swift", "gradus/.build/x.swift", "gradus/Exercises/\(huber)",
      "gradus/Sources/Curriculum/Perceptron.swift",
      "gradus/Sources/Boundary/Exercises/Optimizers.swift",
      "gradus/Tests/ExerciseTests/08-Perceptron/PerceptronTests.swift",
      "gradus/Tests/ExerciseTests/08-Perceptron/PerceptronProblem.swift")
    #expect(handIn.texts.keys.sorted() == [huber])
    #expect(handIn.ignored.count == 6)
    #expect(handIn.reasons["gradus/.build"] == "hidden")
    #expect(handIn.reasons["gradus/Package.swift"] == "a package's manifest is never taken")
  }

  @Test("No exercise's file is taken from a lab's folder")
  func labs() throws {
    let lab = "Exercises/Lab02-OneLayer"
    let handIn = try readSample(
      "Exercises/\(huber)", "\(lab)/Report.md", "\(lab)/results/HuberRegression.swift")
    #expect(handIn.sources.keys.map(\.folder) == ["04-HuberRegression"])
    #expect(
      handIn.reasons == [
        "\(lab)/results/HuberRegression.swift": "a lab has no such file to hand in"
      ])
    #expect(handIn.labs.keys.sorted() == ["Lab02-OneLayer"])
  }

  @Test("What isn't a source or an answer is listed with the reason")
  func others() throws {
    let handIn = try readSample(
      "Exercises/\(huber)", "Exercises/04-HuberRegression/Package.swift",
      "Exercises/04-HuberRegression/HuberRegressionTests.swift",
      "Exercises/04-HuberRegression/run.sh", "Exercises/04-HuberRegression/sub/More.swift",
      "Exercises/04-HuberRegression/module.modulemap")
    let folder = "Exercises/04-HuberRegression"
    #expect(handIn.texts.keys.sorted() == [huber, "04-HuberRegression/sub/More.swift"])
    #expect(handIn.unread.isEmpty)
    #expect(
      handIn.reasons == [
        "\(folder)/Package.swift": "a package's manifest is never taken",
        "\(folder)/HuberRegressionTests.swift": "tests are never taken",
        "\(folder)/run.sh": "only Swift files and Answers.md are taken",
        "\(folder)/module.modulemap": "only Swift files and Answers.md are taken",
      ])
  }

  @Test("An empty hand-in is one")
  func empty() throws {
    let handIn = try readSample([])
    #expect(handIn == HandIn(student: "ada"))
  }
}
