import Curriculum
import Testing

@testable import Commands
@testable import gradus
@testable import gradus_staff

@Suite("Exercises are chosen by their names")
struct ExerciseSelectionTests {
  private func complaint(_ words: String...) -> String? {
    #expect(throws: UsageError.self) { try exercises(named: words) }?.message
  }

  @Test("No name means all")
  func all() throws {
    #expect(try exercises(named: []) == Exercise.all)
  }

  @Test(
    "A number, an id, a name, a folder or a unique part of them names an exercise",
    arguments: [
      "4", "04", "huber-regression", "HuberRegression", "04-HuberRegression", "huber", "Huber",
      "ber-reg", "Exercises/04-HuberRegression/", "./Exercises/04-HuberRegression",
      "/home/ada/01-SoftmaxJacobian/Exercises/04-HuberRegression/HuberRegression.swift",
      "docs/handouts/04-huber-regression.md",
    ])
  func names(word: String) throws {
    #expect(try exercises(named: [word]) == [.huberRegression])
  }

  @Test("Several names give each exercise once, in the order of the course")
  func several() throws {
    #expect(
      try exercises(named: ["huber", "1", "4", "jacobian"]) == [.softmaxJacobian, .huberRegression])
  }

  @Test("A part that fits several exercises is refused, with their ids")
  func ambiguous() throws {
    let sentence = try #require(complaint("o"))
    #expect(sentence.hasPrefix("The name 'o' fits several exercises: softmax-jacobian, "))
    #expect(sentence.contains("huber-regression"))
  }

  @Test("A name that fits none is refused, with the nearest id if it is near")
  func unknown() {
    #expect(
      complaint("hubber-regression")
        == "There is no exercise 'hubber-regression'. Did you mean 'huber-regression'?")
    #expect(complaint("99") == "There is no exercise '99'")
    #expect(complaint("") == "There is no exercise ''")
  }
}

@Suite("The help has the layout of Swift's argument parser")
struct HelpTests {
  @Test("A row has its explanation in a column of its own, folded at 80 characters")
  func row() {
    #expect(
      helpRow("--json <file>", "Write the report as JSON.")
        == "  --json <file>           Write the report as JSON.\n")
    #expect(
      helpRow("verify", "Prove that stubs score nothing, solutions everything, and mistakes.")
        == """
          verify                  Prove that stubs score nothing, solutions everything,
                                  and mistakes.

        """)
  }

  @Test("A name that is too long for its column has a line of its own")
  func longRow() {
    #expect(
      helpRow("--an-option-with <value>", "Help.")
        == "  --an-option-with <value>\n                          Help.\n")
  }

  @Test("A command's help has its parts in order")
  func command() {
    let command = Command(
      CommandTitle("count", "Count exercises."), arguments: [exerciseArgument],
      options: [.init("--to", value: "number", help: "Where to stop."), .init("-q", help: "Hush.")]
    ) { _ in 0 }
    #expect(
      command.help == """
        OVERVIEW: Count exercises.

        USAGE: gradus count [<exercise> ...] [--to <number>] [-q]

        ARGUMENTS:
          <exercise>              An exercise's number, id, folder or a unique part of
                                  its name. (default: all)

        OPTIONS:
          --to <number>           Where to stop.
          -q                      Hush.
          -h, --help              Show help information.

        """)
  }

  @Test("A command without arguments has no such section")
  func noArguments() {
    let command = Command(CommandTitle("rest", "Rest.")) { _ in 0 }
    #expect(command.usage == "gradus rest")
    #expect(!command.help.contains("ARGUMENTS"))
  }

  @Test("No command's help is wider than 80 characters, but for its usage line")
  func width() {
    for command in Command.students + Command.staff {
      for line in command.help.split(separator: "\n") where !line.hasPrefix("USAGE") {
        #expect(line.count <= 80, "\(command.name): \(line)")
      }
    }
  }
}
