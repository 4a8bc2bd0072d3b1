import Curriculum
import Testing

@testable import ExerciseTesting

@Suite("Expecting that bad input is refused", .recordsKnownIssues)
struct InvalidInputTests {
  @Test(
    "InvalidInput that names the argument and its value is right",
    arguments: [
      "delta must be greater than 0, but it is -1.0", "-1 is no delta.", "delta = −1.0",
      "`delta` is −1", "The delta: -1.00", "Delta must be positive (-1.0)",
    ])
  func refused(message: String) throws {
    #expect(
      try expectInvalidInput(naming: "delta", value: "-1.0") { throw InvalidInput(message) })
  }

  @Test(
    "A value may be any text",
    arguments: [
      ("shape 3 × 4", "x has shape 3 × 4"), ("nan", "x contains NaN"), ("inf", "x is ∞"),
      ("[1, 2]", "x = [1, 2] is too short"),
    ])
  func values(value: String, message: String) throws {
    #expect(try expectInvalidInput(naming: "x", value: value) { throw InvalidInput(message) })
  }

  @Test("A name may be spelled out")
  func spelledOut() throws {
    #expect(
      try expectInvalidInput(naming: "learningRate") {
        throw InvalidInput("the learning rate must be positive")
      })
  }

  @Test("A sentence may name the other of two arguments, which has another value")
  func other() throws {
    #expect(
      try expectInvalidInput(naming: "classes", or: "labels", value: "0") {
        throw InvalidInput("labels[1] is out of range")
      })
    let texts = try issues {
      try expectInvalidInput(naming: "classes", or: "labels", value: "0") {
        throw InvalidInput("classes and labels don't fit")
      }
    }.map(\.text)
    #expect(texts.count == 1)
  }

  @Test("Each of several values is refused, and NaN has a mistake of its own where it alone is not")
  func several() throws {
    func refuse(_ delta: Double) throws {
      if delta <= 0 { throw InvalidInput("delta is \(delta)") }
    }
    #expect(try expectInvalidInput(naming: "delta", for: [0, -1.5], refuse))
    let texts = try issues {
      try expectInvalidInput(
        naming: "delta", for: [0, -1.5, .nan], mistake: "unchecked", ifOnlyNaN: "only NaN", refuse)
      try expectInvalidInput(
        naming: "delta", for: [2, .nan], mistake: "unchecked", ifOnlyNaN: "only NaN", refuse)
    }.map(\.text)
    #expect(texts.map { $0.contains("only NaN") } == [true, false, false])
    #expect(texts.map { $0.contains("unchecked") } == [false, true, true])
  }

  @Test("An accepted value is a failure that shows the answer")
  func accepted() throws {
    let texts = try issues {
      try expectInvalidInput(naming: "delta", value: "-1.0") { 3.0 }
      try expectInvalidInput(naming: "delta") { Array(0..<100) }
      try expectInvalidInput(naming: "delta") {}
    }.map(\.text)
    #expect(
      texts[0] == """
        delta = -1.0 was accepted: the answer was 3.0
          throw InvalidInput with a sentence that names delta and its value
        """)
    #expect(texts[1].hasPrefix("bad input for delta was accepted: the answer was [0, 1, 2, 3,"))
    #expect(texts[1].contains("…\n"))
    #expect(texts[2].hasPrefix("bad input for delta was accepted\n"))
  }

  @Test("A sentence that names neither the argument nor its value is a failure")
  func unclear() throws {
    let texts = try issues {
      try expectInvalidInput(naming: "x") { throw InvalidInput("beyond the maximum") }
      try expectInvalidInput(naming: "delta", value: "-1.0") { throw InvalidInput("bad delta") }
      try expectInvalidInput(naming: "delta") { throw InvalidInput("") }
    }.map(\.text)
    #expect(
      texts[0] == """
        InvalidInput is thrown, as it should be, but its sentence does not name x
          it says: beyond the maximum
        """)
    #expect(texts[1].contains("does not name the value of delta"))
    #expect(texts[2].contains("it says: nothing"))
  }

  @Test("A stub does not satisfy it, nor does any other error")
  func otherErrors() {
    struct Crash: Error {}
    #expect(throws: Unimplemented.self) {
      try expectInvalidInput(naming: "delta") { throw Unimplemented() }
    }
    #expect(throws: Crash.self) { try expectInvalidInput(naming: "delta") { throw Crash() } }
  }
}
