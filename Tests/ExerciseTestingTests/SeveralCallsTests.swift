import Curriculum
import LinearAlgebra
import Testing

@testable import ExerciseTesting

@Suite("Expecting the right answers to several calls", .recordsKnownIssues)
struct SeveralCallsTests {
  /// What is concluded of answers where cubes are right.
  private func concluded(_ answer: @escaping (Double) -> Vector) -> Conclusion {
    concluding {
      expectAll(
        [2, -3, 0.5], { "the cube of \($0)" }, equal: { [$0 * $0 * $0] },
        suspects: [
          Suspect("this is the square") { [$0 * $0] }, Suspect("this is the inverse") { [1 / $0] },
        ], otherwise: "this is something else", call: answer)
    }
  }

  @Test("Right answers say nothing")
  func right() {
    let conclusion = concluded { [$0 * $0 * $0] }
    #expect(conclusion.messages.isEmpty && conclusion.mistakes.isEmpty)
  }

  @Test("The suspect that explains all answers is named, each message with its own call")
  func named() {
    let conclusion = concluded { [$0 * $0] }
    #expect(conclusion.mistakes == ["this is the square"])
    #expect(conclusion.messages[0].text.hasPrefix("the cube of 2.0"))
  }

  @Test("A suspect that explains some of the answers only is not named")
  func notAll() {
    func mixed(_ x: Double) -> Vector {
      if x > 0 { return [x * x] }
      return [1 / x]
    }
    let conclusion = concluded(mixed)
    #expect(conclusion.mistakes == ["this is something else"])
  }

  @Test("A suspect needn't explain what isn't telling")
  func telling() {
    let suspects: [Suspect<Double, Double>] = [
      Suspect("square") { $0 * $0 }, Suspect("square and 1") { $0 * $0 + 1 },
    ]
    func answer(_ x: Double) -> Double { x < 10 ? x * x + 1 : 7 }
    func twice(_ x: Double) -> Double { 2 * x }
    let calls: [Double] = [2, 1e9]
    let conclusion = concluding {
      expectAll(
        calls, { "twice \($0)" }, equal: twice, suspects: suspects, where: { $0 < 10 },
        call: answer)
    }
    #expect(conclusion.mistakes == ["square and 1"])
  }

  @Test("Answers of another shape are wrong, and no suspect of the right shape explains them")
  func shapes() {
    let longer = concluded { x in Vector([x * x, 0]) }
    #expect(longer.mistakes == ["this is something else"])
  }

  @Test("The cases after a wrong one are left out")
  func each() {
    var seen: [Int] = []
    let areRight = expectEach(1...5) {
      seen.append($0)
      return $0 < 3
    }
    #expect(!areRight)
    #expect(seen == [1, 2, 3])
  }

  @Test("NaN has a name of its own where a check refuses other values")
  func refused() throws {
    func mistakes(_ accepts: @escaping (Double) -> Bool) throws -> [String] {
      try concluding {
        try expectRefused(
          "x", [-1] + Sweep.notFinite, mistake: "not checked", nanMistake: "NaN passes"
        ) {
          guard accepts($0) else { throw InvalidInput("x is bad: \($0)") }
          return $0
        }
      }.mistakes
    }
    #expect(try mistakes { _ in false }.isEmpty)
    #expect(try mistakes { $0.isNaN } == ["NaN passes"])
    #expect(try mistakes { _ in true } == ["not checked"])
    #expect(try mistakes { $0 == -1 } == ["not checked"])
  }
}

@Suite("Whether a sample may stay in its place")
struct StayingSamplesTests {
  /// The weights after an epoch in an order.
  private func weights(after order: [Int]) -> [Double] {
    var weights = Array(repeating: 0.0, count: StayingSamples.samples)
    for sample in order {
      let error = 1 / (1 + exp(weights[sample]))
      weights = weights.map { $0 * (1 - 2 * StayingSamples.rate * StayingSamples.lambda) }
      weights[sample] += StayingSamples.rate * error
    }
    return weights
  }

  /// What is odd about 24 orders.
  private func oddity(_ order: (inout SeededGenerator) -> [Int]) -> String? {
    var (staying, generator) = (StayingSamples(), SeededGenerator(seed: 3))
    for _ in 0..<StayingSamples.enough {
      let isRead = staying.take(weights(after: order(&generator)))
      #expect(isRead)
    }
    return staying.oddity
  }

  @Test("Fair orders are not odd; those of a cycle, and those that hardly move, are")
  func orders() {
    let n = StayingSamples.samples
    let fair = oddity { generator in generator.permutation(of: n) }
    #expect(fair == nil)
    let cycle = oddity { generator in
      var order = Array(0..<n)
      for i in (1..<n).reversed() { order.swapAt(i, Int.random(in: 0..<i, using: &generator)) }
      return order
    }
    #expect(cycle == "no sample was ever where it stands in the data")
    let unmoved = oddity { _ in Array(0..<n) }
    #expect(unmoved?.hasPrefix("samples were 960 times") == true)
  }

  @Test("Weights of no order are noticed")
  func noOrder() {
    let right = weights(after: Array(0..<StayingSamples.samples))
    for wrong in [
      right.map { 1.01 * $0 }, Array(right.dropLast()), right.map { -$0 },
      [right[1]] + right.dropFirst(),
    ] {
      var staying = StayingSamples()
      let isRead = staying.take(wrong)
      #expect(!isRead)
    }
  }
}
