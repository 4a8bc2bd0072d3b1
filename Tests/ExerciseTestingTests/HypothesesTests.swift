import LinearAlgebra
import Testing

@testable import ExerciseTesting

/// When the name of a mistake is said, and when something speaks against it.
@Suite("The name of a mistake is a hypothesis")
struct HypothesesTests {
  @Test("It is said where it explains what was seen, also beside right answers")
  func said() {
    let mistakes = concluding {
      expect(3.0, equals: 2.5, mistakes: [3: "without the ½"])
      expect(1.0, equals: 1)
      expect(8.0, equals: 7.5, mistakes: [8: "without the ½", 9: "doubled"])
    }.mistakes
    #expect(mistakes == ["without the ½"])
  }

  @Test("It isn't said where another wrong answer would have been different by it")
  func contradicted() {
    let conclusion = concluding {
      for (answer, right, divided) in [(4.0, 2.0, 4.0), (6, 3, 12)] {
        expect(answer, equals: right, mistakes: [divided: "divided by δ"])
      }
    }
    #expect(conclusion.mistakes.isEmpty)
    #expect(conclusion.messages.count == 1)
    #expect(conclusion.messages[0].text.contains("2 × the right one"))
  }

  @Test("Two different multiples of the right answers contradict each other: neither is named")
  func multiples() {
    func mistakes(_ factors: [Double]) -> [String] {
      concluding {
        for factor in factors {
          let right: Vector = [1, 2.5, factor]
          expect(factor * right, equals: right)
        }
      }.mistakes
    }
    #expect(mistakes([2, 2]) == ["the answer is exactly 2 × the right one"])
    #expect(mistakes([2, -0.5]) == [])
  }

  @Test("Several predictions of one mistake are its variants: one that fits is enough")
  func variants() {
    let mistakes = concluding {
      for (answer, right) in [(4.0, 2.0), (6, 3.5)] {
        expect(answer, equals: right, mistakes: [answer: "clipped", answer + 1: "clipped"])
      }
    }.mistakes
    #expect(mistakes == ["clipped"])
  }

  @Test("A list of mistakes that a loop shares is meant for one of its calls")
  func shared() {
    let mistakes = concluding {
      for (answer, right) in [(700.0, 1e4), (3.0, 2.0)] {
        expect(answer, equals: right, mistakes: [700: "clipped"])
      }
    }.mistakes
    #expect(mistakes == ["clipped"])
  }

  @Test("One multiple of all right answers explains more than a name for some of them")
  func factor() {
    let conclusion = concluding {
      for (delta, right) in [(1.0, 2.5), (0.5, 1.375), (0.25, 0.71875)] {
        let mistakes: KeyValuePairs = delta == 0.5 ? [2.75: "divided by δ"] : [0: "zero"]
        expect(2 * right, equals: right, mistakes: mistakes)
      }
    }
    #expect(conclusion.mistakes.isEmpty)
  }

  @Test("An integer or a property proves nothing while wrong numbers have no explanation")
  func chance() {
    let alone = concluding { expect(3, equals: 2, mistakes: [3: "chosen by the training data"]) }
    #expect(alone.mistakes == ["chosen by the training data"])
    let beside = concluding {
      expect(0.75, equals: 0.5, "the accuracy")
      expect(3, equals: 2, "bestEpoch", mistakes: [3: "chosen by the training data"])
      expectProperty(false, "the loss falls", mistake: "the step goes uphill")
    }
    #expect(beside.mistakes.isEmpty)
    #expect(beside.messages.count == 3)
    let explained = concluding {
      expectProperty(false, "the loss falls", mistake: "the step goes uphill")
      expect(0.75, equals: 0.5, "the accuracy", mistakes: [0.75: "the step goes uphill"])
    }
    #expect(explained.mistakes == ["the step goes uphill"])
  }

  @Test("Why NaN gets past a check isn't said to those who check nothing")
  func refusals() throws {
    let nan = "every comparison with NaN is false"
    let noCheck = try concluding {
      try expectInvalidInput(naming: "delta", value: "0.0") { 1.0 }
      try expectInvalidInput(naming: "delta", value: "nan", mistake: nan) { 1.0 }
    }
    #expect(noCheck.mistakes.isEmpty)
    let other = try concluding {
      try expectInvalidInput(naming: "lambda", value: "-1.0") { 1.0 }
      try expectInvalidInput(naming: "delta", value: "nan", mistake: nan) { 1.0 }
      try expectInvalidInput(naming: "delta", value: "-inf") { 1.0 }
    }
    #expect(other.mistakes == [nan])
  }
}
