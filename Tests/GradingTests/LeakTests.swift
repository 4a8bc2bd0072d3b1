import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("A piece of a solution keeps the student edition from appearing")
struct LeakTests {
  private let kit: SmallKit

  init() throws { kit = try SmallKit() }

  private static let origin = "has a piece of Solutions/04-HuberRegression"

  @Test(
    "Successive lines of a body are found, however they are indented or commented", .slow,
    arguments: [
      "let distance = abs(residual)\nif distance <= delta { return 0.5 * distance * distance }\n"
        + "return delta * (distance - 0.5 * delta)",
      "      let distance = abs(residual)\n\n   // Mine.\n  }\n\t"
        + "if distance <= delta { return 0.5 * distance * distance }\n"
        + "return delta * (distance - 0.5 * delta)",
      "min(max(residual, -delta), delta)",
    ])
  func code(piece: String) throws {
    try kit.write("// A suite.\nfunc f() {\n\(piece)\n}\n", to: "Tests/ExerciseTests/A.swift")
    #expect(
      kit.refusal() == """
        nothing is exported, for students would find answers:
          Tests/ExerciseTests/A.swift:3 \(Self.origin)/HuberRegression.swift
        """)
    #expect(try kit.neighbors == ["kit"])
  }

  @Test(
    "What could be anybody's code or prose is let through", .slow,
    arguments: ["true", "let distance = abs(residual)", "}\n}\n}", SmallKit.question])
  func innocent(piece: String) throws {
    try kit.write("\(piece)\n", to: "Tests/ExerciseTests/A.swift")
    try kit.edition.write(to: kit.place)
  }

  @Test(
    "A line of a derivation or of a model answer is found", .slow,
    arguments: [
      ("Derivation", SmallKit.derivation),
      ("Answers", "Because it is linear there, and a line is no parabola."),
    ])
  func prose(page: String, line: String) throws {
    try kit.write("# Handout\n\n  \(line)\n", to: "docs/handouts/a.md")
    #expect(kit.refusal()?.hasSuffix("docs/handouts/a.md:3 \(Self.origin)/\(page).md") == true)
  }

  @Test("An answer that an author has filled in is found", .slow)
  func filledIn() throws {
    try kit.write("# Q\n\nYour answer:\n\nIt's linear.\n", to: SmallKit.questions)
    #expect(kit.refusal()?.hasSuffix("\(SmallKit.questions):5 has an answer in it") == true)
  }

  @Test(
    "An answer is found below a mark in any type, whatever it begins with", .slow,
    arguments: [
      ("Write\n\n**Your answer**\n\n&nbsp;\n\nb) Why?\n\nYour answer:\n\n# 2\nx", nil),
      ("# Q\n\n*Your answer:*\n\nIt's linear.", 5),
      ("# Q\n\n**Your answer**\n\n(a) It's linear.", 5),
      ("(a) Why?\n\nYour answer:\n\n(a) So.\n\n(b) How?\n\nYour answer:\n", 5),
      ("(a) Why?\n\nYour answer:\n\n\n**(b)** How?\nSay it.\n\nYour answer:\n\nb) So.", 11),
    ] as [(String, Int?)])
  func firstAnswer(sheet: String, line: Int?) {
    #expect(AnswerSheet.firstAnswer(in: sheet) == line)
  }
}
