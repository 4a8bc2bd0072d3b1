import Boundary
import Curriculum
import KitTesting
import LinearAlgebra
import Testing

@testable import Authoring

@Suite("A worked line is read")
struct WorkedLineTests {
  /// Checks a line that calls nothing.
  private func check(_ lines: String...) throws {
    var names: [String: WorkedValue] = [:]
    let session = Session(workers: Workers(program: "/nowhere")) { "" }
    for line in lines { try WorkedLine(line).check(in: session, &names) }
  }

  private func complaint(_ line: String) -> String? {
    #expect(throws: WorkedMistake.self) { try check(line) }?.description
  }

  @Test(
    "A result may differ by half a unit of the last digit printed, and no more",
    arguments: [
      ("2.5", "2.5", true), ("2.5", "2.549", true), ("2.5", "2.55", true),
      ("2.5", "2.5501", false), ("2.50", "2.505", true), ("2.50", "2.506", false),
      ("3", "3.5", true), ("3", "3.51", false), ("1.2e3", "1249", true), ("1.2e3", "1251", false),
      ("1.2E-3", "0.001249", true), ("−0.5", "-0.54", true), ("−0.5", "0.5", false),
      ("0.0", "-0.05", true), (".5", "0.5", true), ("1", "0 / 0", false),
      ("[1, 2.00]", "[1.4, 2.004]", true), ("[1, 2.00]", "[1.4, 2.04]", false),
      ("[1, 2]", "[1, 2, 3]", false), ("[[1, 2.0]]", "[[1.4, 2.04]]", true),
      ("[[1, 2.0]]", "[[1], [2]]", false), ("[1, 2]", "[[1, 2]]", false), ("[]", "[]", true),
      ("true", "true", true), ("true", "false", false), (".adam", ".adam", true),
      (".adam", ".momentum", false), ("1", "true", false), ("1 / 3", "2 / 6", true),
      ("1 / 3", "0.33333333333", false), ("[.a, .b]", "[.a, .b]", true),
      ("A(x: 1, y: [2])", "A(x: 1.2, y: [2.3])", true), ("A(x: 1)", "A(y: 1)", false),
    ])
  func equality(printed: String, exact: String, agrees: Bool) throws {
    let line = "\(exact) = \(printed)  // by hand"
    if agrees { try check(line) } else { #expect(throws: WorkedMistake.self) { try check(line) } }
  }

  @Test(
    "Inequalities, spreads and orders of magnitude hold for every entry",
    arguments: [
      "1 < 2", "2 > 1", "2 <= 2", "2 >= 2", "[0.1, 0.2] < 0.3", "[[1, 2]] ≥ 1", "[1, 2] < [2, 3]",
      "0.36 = 0.35 ± 0.01", "[0.34, 0.36] = 0.35 ± 0.01", "2.9e-7 ~ 1e-7", "3.4e-8 ~ 1e-7",
      "-2 ≈ −5", "[1, 2] ~ 2", "for x in 1...5: x * x <= 25",
    ])
  func relations(line: String) throws {
    try check(line)
  }

  @Test(
    "What doesn't hold says so",
    arguments: [
      ("2 < 2", "the solution says 2.0"), ("[0.1, 0.4] < 0.3", "the solution says [0.1, 0.4]"),
      ("0.37 = 0.35 ± 0.01", "the solution says 0.37"),
      ("3.1e-7 ~ 1e-7", "the solution says 3.1e-07"),
      ("3.3e-8 ~ 1e-7", "the solution says 3.3e-08"), ("-1 ~ 1", "the solution says -1.0"),
      ("true < 1", "the solution says true"),
      ("true <= true", "the solution says true"),
      ("[1, 2] < [2, 1]", "the solution says [1.0, 2.0]"),
      ("1 = 2 + 2", "the solution says 1.0, and on the right 4.0"),
      ("for x in 1...5: x < 3", "for x = 3 the solution says 3.0"),
    ])
  func falsehoods(line: String, sentence: String) {
    #expect(complaint(line) == sentence)
  }

  @Test(
    "Functions and arithmetic are computed",
    arguments: [
      "max([1, 3, 2]) = 3.0", "min([[1, -3], [2, 0]]) = -3.0", "max(1, 2, [0, 5]) = 5.0",
      "sum([1, 2, 3]) = 6.0", "mean([1, 2]) = 1.5", "std([1, 3]) = 1.0", "norm([3, 4]) = 5.0",
      "abs([-1, 2]) = [1.0, 2.0]", "abs([[−1]]) = [[1.0]]", "count([[1, 2], [3, 4]]) = 2.0",
      "sqrt(2) = 1.41421", "exp(log(3)) = 3.000000", "1 + 2 * 3 = 7.0", "(1 + 2) · 3 = 9.0",
      "2 − 3 − 4 = -5.0", "12 / 2 / 3 = 2.0", "-(1 + 2) = -3.0", "[1, 2] - 1 = [0.0, 1.0]",
      "1 / [2, 4] = [0.5, 0.25]", "[[1, 2]] × [[3, 4]] = [[3.0, 8.0]]", "[5, 6][1] = 6.0",
      "[[1, 2], [3, 4]][1][0] = 3.0", "A(x: 2).x = 2.0", "[A(x: 2), A(x: 3)].x = [2.0, 3.0]",
    ])
  func computation(line: String) throws {
    try check(line)
  }

  @Test("A line may name a value for the lines below it")
  func names() throws {
    try check("let y = [1, 2]", "let z = 2 * y", "z = [2.0, 4.0]", "sum(y) < z[1]")
    #expect(complaint("y = 1") == "no line above names \"y\"")
  }

  @Test(
    "What can't be read says where",
    arguments: [
      (
        "loss(residual: 3)",
        "a relation such as = or < is expected where the end of the line stands"
      ),
      ("The loss is 2.5.", "a relation such as = or < is expected where \"loss\" stands"),
      ("(x: 1) = 2", "\")\" is expected where \":\" stands"),
      ("f(x: 1) =", "a value is expected where the end of the line stands"),
      ("f(x: 1) = 1,5", "the end of the line is expected where \",\" stands"),
      ("[1, 2 = 1", "\"]\" is expected where \"=\" stands"),
      ("let 3 = 3", "a name is expected where \"3.0\" stands"),
      ("for x in 1.5...3: x = 1", "a whole number is expected where \"1.5\" stands"),
      ("for x in 3...1: x = 1", "no number is in 3...1"),
      ("for x 1...3: x = 1", "\"in\" is expected where \"1.0\" stands"),
      ("for x in 1...3: let y = x", "a relation such as = or < is expected where \"y\" stands"),
      ("1 < 2 ± 1", "the end of the line is expected where \"±\" stands"),
      ("1e999 = 1e999", "the solution says inf"),
    ])
  func unreadable(line: String, sentence: String) {
    #expect(complaint(line) == sentence)
  }

  @Test(
    "What can't be computed says why",
    arguments: [
      ("max([]) = 1", "max has no numbers"),
      ("sum(true) = 1", "true is neither a number nor a list of numbers"),
      ("abs(.a) = 1", ".a is not a number"), ("abs(1, 2) = 1", "abs takes one value"),
      ("count(1) = 1", "count takes one list"),
      ("true + 1 = 2", "true and 1.0 are not both numbers"),
      ("[1, 2] + [1] = 2", "[1.0, 2.0] and [1.0] have different numbers of entries"),
      ("[1, 2][2] = 2", "[1.0, 2.0] has no entry 2.0"),
      ("A(x: 2).y = 2", "the result has no \"y\""),
      ("A(2).y = 2", "a value of A has no name"),
      ("1 = 2 ± true", "what stands behind ± is not a number"),
      ("f(seed: 1.5) = 1", "1.5 is not a seed"), ("f(x: 1, seed: -1) = 1", "-1.0 is not a seed"),
    ])
  func impossible(line: String, sentence: String) {
    #expect(complaint(line) == sentence)
  }

  @Test(
    "The functions that count numbers don't pass over a NaN", arguments: ["max", "min", "norm"])
  func notANumber(function: String) {
    #expect(complaint("\(function)([1, 0 / 0, 3]) = 3")?.hasSuffix("nan") == true)
    #expect(complaint("\(function)([1, 0 / 0, 3]) < 9") != nil)
  }

  @Test("A printed list may be a vector or a list of numbers, one of lists a matrix or vectors")
  func readings() throws {
    func readings(_ value: WorkedValue) -> [String] {
      value.readings.map {
        switch $0 {
        case .vector: "vector"
        case .matrix: "matrix"
        default: "list"
        }
      }
    }
    let two = WorkedValue.printed([.number(1, unit: 1), .number(2, unit: 1)])
    let one = WorkedValue.printed([.number(1, unit: 1)])
    #expect(readings(two) == ["vector", "list"])
    #expect(readings(.printed([two, two])) == ["matrix", "list"])
    #expect(readings(.printed([one, two])) == ["list"])
    // A matrix in a list, or vectors in it, but never one vector of its rows of one number.
    let matrices = WorkedValue.printed([.printed([one, one])]).readings
    #expect(matrices.map(\.description) == ["[[[1.0], [1.0]]]", "[[[1.0], [1.0]]]"])
    #expect(WorkedValue.fields(["a": two, "b": two]).readings.count == 4)
    #expect(WorkedValue.choices(of: Array(repeating: two, count: 40)).count == 256)
  }
}

@Suite("Worked blocks are found in a text")
struct WorkedBlockTests {
  @Test("Only the blocks that are marked count, and each line keeps its number")
  func blocks() {
    let text = """
      A sum:
      ```worked
      let y = 1

      y + 1 = 2.0
      ```
      ```swift
      y + 1 = 3.0
      ```
      ```worked
      y = 1
      """
    let blocks = WorkedBlock.all(in: text + "\n```\n")
    #expect(blocks.map { $0.lines.map(\.number) } == [[3, 5], [11]])
    let problems = blocks.flatMap { block in
      block.problems { Session(workers: Workers(program: "/nowhere")) { "" } }
    }
    #expect(problems.map(\.line.number) == [11])
    #expect(problems.map(\.sentence) == ["no line above names \"y\""])
    // A block that is never closed is none: the text is broken.
    #expect(WorkedBlock.all(in: text).count == 1)
  }

  @Test("Every worked line of the exercises' texts can be read", .slow, arguments: Exercise.all)
  func texts(exercise: Exercise) throws {
    let texts = try Handout(of: exercise, in: kit.get()).texts
    #expect(texts.first?.blocks.isEmpty == false)
    for line in texts.flatMap(\.blocks).flatMap(\.lines) {
      #expect(throws: Never.self, "\(line.number)") { try WorkedLine(line.text) }
    }
  }
}

@Suite(
  "A worked line is compared with an answer",
  .slow,
  .enabled(if: hasSolutions, "needs Solutions/, which this edition lacks"))
struct WorkedLineCheckTests {
  /// The complaints about a block.
  private func problems(_ exercise: Exercise, _ lines: String...) throws -> [String] {
    try problems(exercise, lines)
  }

  private func problems(_ exercise: Exercise, _ lines: [String]) throws -> [String] {
    let kit = try kit.get()
    let block = WorkedBlock(lines: lines.enumerated().map { ($0 + 1, $1) })
    return block.problems {
      Session(workers: Workers(program: kit.worker)) {
        try AnswerCompiler(kit: kit).library(
          for: exercise, in: "\(kit.root)/\(exercise.rooms.solution)")
      }
    }.map { "\($0.line.number): \($0.sentence)" }
  }

  @Test("Numbers, vectors, lists of whole numbers, truth values and choices are compared")
  func kinds() throws {
    let problems = try problems(
      .huberRegression,
      "loss(residual: 3, delta: 1) = 2.5", "loss(residual: −3, delta: 1) = 3",
      "gradient(weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1, 2], delta: 2) = [1, 1.0]",
      "pointsOfConstantForce(residuals: [0.5, -5, 3], delta: 2) = [1, 2]",
      "hasClosedForm(for: .huber) = false", "loss(residual: 3, delta: 1) = 2.6",
      "loss(residual: 3, delta: 0) = 1")
    #expect(problems.count == 2)
    #expect(problems.first == "6: the solution says 2.5")
  }

  @Test("Matrices, structures and fields are compared, and results go into the next call")
  func results() throws {
    let softmax = try problems(
      .softmaxJacobian,
      "let y = softmax(logits: [1, 2], temperature: 1)",
      "let j = jacobian(logits: [1, 1], temperature: 2)", "max(abs(sum(y) - 1)) < 1e-15",
      "j = [[0.125, −0.125], [-0.125, 0.125]]", "j[0][1] = -0.125", "norm(j) = 0.25",
      "softmax(logits: logSoftmax(logits: [1, 2], temperature: 1), temperature: 1) = y",
      "outputActivation(for: .filmGenres) = .sigmoid")
    #expect(softmax == [])
    let trace = """
      adamTrace(parameter: 1, firstGradient: 2, secondGradient: -5, learningRate: 0.3, \
      beta1: 0.6, beta2: 0.75, epsilon: 1)
      """
    #expect(
      try problems(.optimizers, "\(trace).firstMean = 0.8", "\(trace).third = 0.8") == [
        "2: the result has no \"third\""
      ])
  }

  @Test("A seed stands for the generator, and a loop goes through seeds")
  func seeds() throws {
    let problems = try problems(
      .initialisation,
      "let w = weights(.glorotNormal, inputs: 30, outputs: 20, seed: 7)", "count(w) = 30.0",
      "w = weights(.glorotNormal, inputs: 30, outputs: 20, seed: 7)",
      "for seed in 1...3: std(weights(.glorotNormal, inputs: 60, outputs: 40, seed: seed)) = 0.14 ± 0.02",
      "let net = layers(.glorotNormal, sizes: [3, 4], seed: 1)", "count(net[0].biases) = 4.0",
      "activationStatistics(of: net, inputs: [[1, 2, 3]], activation: .relu).mean >= 0",
      "let one = DenseLayer(weights: [[1], [2]], biases: [1])",
      "activationStatistics(of: [one, DenseLayer(weights: [[1]], biases: [0])], inputs: [[1, 2]], activation: .relu)[0].mean = 6.0"
    )
    #expect(problems == [])
  }

  @Test("The lines that authors are shown hold, each for the exercise that has its operation")
  func examples() throws {
    let page = try String(contentsOfFile: "\(kit.get().root)/CONTRIBUTING.md", encoding: .utf8)
    let section = try #require(page.components(separatedBy: "## Worked lines\n").last)
    let lines = section.components(separatedBy: "```\n")[1].split(separator: "\n").map(String.init)
    #expect(lines.count == 7)
    let exercises: [Exercise] = [
      .softmaxJacobian, .gradientChecking, .huberRegression, .initialisation, .sparseActivations,
    ]
    let wrong = try exercises.map { exercise in
      Set(try problems(exercise, lines).compactMap { $0.first?.wholeNumberValue })
    }
    #expect(wrong.reduce(Set(1...7)) { $0.intersection($1) } == [])
  }

  @Test("An operation that there isn't is named")
  func unknownOperation() throws {
    let problems = try problems(.huberRegression, "cost(residual: 3) = 2.5")
    #expect(problems.first?.contains("cost(residual:)") == true)
  }
}
