import Answers
import Curriculum
import LinearAlgebra
import Testing

@testable import Authoring

@Suite("A call with its result is read from a handout")
struct WorkedCallTests {
  @Test("A call is taken apart into operation, arguments and result")
  func parts() throws {
    let call = try WorkedCall("  gradient(weights: [0.5, -1], delta: 1) = [2.0, -7.25]  // by hand")
    #expect(call.operation == "gradient(weights:delta:)")
    #expect(call.arguments.map(\.description) == ["[0.5, -1.0]", "1.0"])
    #expect(call.field == nil)
    #expect(call.expected.description == "[2.0, -7.25]")
  }

  @Test("A call may have no arguments, and a field of its result may be named")
  func field() throws {
    #expect(try WorkedCall("bestForRareFeature() = .adam").operation == "bestForRareFeature()")
    let call = try WorkedCall("trace(x: 1).firstMean = 0.05")
    #expect(call.operation == "trace(x:)")
    #expect(call.field == "firstMean")
  }

  @Test("A list without a decimal point may be a list of integers")
  func integers() throws {
    #expect(try PrintedValue("[2, 0, −1]").integers == [2, 0, -1])
    #expect(try PrintedValue("[]").integers == [])
    for other in ["[2, 0.0]", "2", "[[1, 2]]"] {
      #expect(try PrintedValue(other).integers == nil)
    }
  }

  @Test("Every worked line of the handouts can be read", arguments: Exercise.all)
  func handouts(exercise: Exercise) throws {
    let handout = try Handout(of: exercise, in: kit.get())
    #expect(!handout.workedLines.isEmpty)
    for line in handout.workedLines { #expect(throws: Never.self) { try WorkedCall(line) } }
  }

  @Test(
    "Numbers, vectors, matrices, truth values and choices are read",
    arguments: [
      ("3", "3.0"), ("-1.5e-3", "-0.0015"), ("−2", "-2.0"), ("[]", "[]"),
      ("[−1, 2]", "[-1.0, 2.0]"),
      ("[[1, 2, 3], [4, 5, 6]]", "[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]"), ("true", "true"),
      ("false", "false"), (".huber", ".huber"), (".5", "0.5"),
    ])
  func values(printed: String, text: String) throws {
    #expect(try PrintedValue(printed).description == text)
    #expect(try WorkedCall("f(x: \(printed)) = \(printed)").arguments.map(\.description) == [text])
  }

  @Test(
    "What is no call with a result is an error that shows it",
    arguments: ["loss(residual: 3)", "loss = 3", "The loss is 2.5.", "(x: 1) = 2", "f(x: 1) ="])
  func noCall(line: String) {
    let error = #expect(throws: WorkedCall.Mistake.self) { try WorkedCall(line) }
    #expect(error?.description == "\"\(line)\" is not a call with its result")
  }

  @Test(
    "What is no number is an error that shows it",
    arguments: [("f(x: y) = 1", "y"), ("f(x: 1) = 1,5", "1,5"), ("f(x: [1, z]) = 1", "z")])
  func noNumber(line: String, word: String) {
    let error = #expect(throws: WorkedCall.Mistake.self) { try WorkedCall(line) }
    #expect(error?.description == "\"\(word)\" is not a number")
  }

  @Test(
    "A list that is not closed, or not a matrix, is an error",
    arguments: [
      ("[1, 2", "\"[1, 2\" is not a list in brackets"),
      ("[[1, 2], 3]", "\"3\" is not a list in brackets"),
      ("[[1, 2], [3]]", "\"[[1, 2], [3]]\" has rows of different lengths"),
    ])
  func noList(printed: String, complaint: String) {
    let error = #expect(throws: WorkedCall.Mistake.self) { try PrintedValue(printed) }
    #expect(error?.description == complaint)
  }

  @Test(
    "A result may differ by half a unit of the last digit printed, and no more",
    arguments: [
      ("2.5", 2.5, true), ("2.5", 2.549, true), ("2.5", 2.55, true), ("2.5", 2.5501, false),
      ("2.50", 2.505, true), ("2.50", 2.506, false), ("3", 3.5, true), ("3", 3.51, false),
      ("1.2e3", 1249, true), ("1.2e3", 1251, false), ("1.2E-3", 0.001249, true),
      ("−0.5", -0.54, true), ("−0.5", 0.5, false), ("0.0", -0.05, true), ("1", .nan, false),
    ])
  func rounding(printed: String, exact: Double, agrees: Bool) throws {
    #expect(try PrintedValue(printed).agrees(with: .number(exact, unit: 0)) == agrees)
  }

  @Test("Every entry of a vector or matrix has a last digit of its own, and the shape counts")
  func arrays() throws {
    func agrees(_ printed: String, _ value: PrintedValue) throws -> Bool {
      try PrintedValue(printed).agrees(with: value)
    }
    #expect(try agrees("[1, 2.00]", .vector([1.4, 2.004], unit: [])))
    #expect(try !agrees("[1, 2.00]", .vector([1.4, 2.04], unit: [])))
    #expect(try !agrees("[1, 2]", .vector([1, 2, 3], unit: [])))
    #expect(try agrees("[[1, 2.0]]", .matrix(Matrix(rows: [[1.4, 2.04]]), unit: [])))
    #expect(try !agrees("[[1, 2.0]]", .matrix(Matrix(rows: [[1], [2]]), unit: [])))
    #expect(try !agrees("[1, 2]", .matrix(Matrix(rows: [[1, 2]]), unit: [])))
  }

  @Test("Truth values and choices agree only with themselves")
  func choices() throws {
    #expect(try PrintedValue("true").agrees(with: .truth(true)))
    #expect(try !PrintedValue("true").agrees(with: .truth(false)))
    #expect(try PrintedValue(".adam").agrees(with: .choice("adam")))
    #expect(try !PrintedValue(".adam").agrees(with: .choice("momentum")))
    #expect(try !PrintedValue("1").agrees(with: .truth(true)))
  }
}

@Suite(
  "A call with its result is compared with an answer",
  .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1"),
  .enabled(if: hasSolutions, "needs Solutions/, which this edition lacks"))
struct WorkedCallCheckTests {
  private func check(_ line: String, _ exercise: Exercise = .huberRegression) throws {
    let kit = try kit.get()
    let session = Session(workers: Workers(program: kit.worker)) {
      try AnswerCompiler(kit: kit).library(
        for: exercise, in: "\(kit.root)/Solutions/\(exercise.folder)")
    }
    defer { _ = session.end() }
    try WorkedCall(line).check(in: session)
  }

  @Test(
    "What is right passes: numbers, vectors, lists of whole numbers, truth values",
    arguments: [
      "loss(residual: 3, delta: 1) = 2.5", "loss(residual: −3, delta: 1) = 3",
      "gradient(weights: [1, 2], inputs: [[1, 0], [1, 1]], targets: [1, 2], delta: 2) = [1, 1.0]",
      "pointsOfConstantForce(residuals: [0.5, -5, 3], delta: 2) = [1, 2]",
      "hasClosedForm(for: .huber) = false",
    ])
  func right(line: String) throws {
    try check(line)
  }

  @Test("A matrix, a choice and a field of a result are compared too")
  func otherKinds() throws {
    try check(
      "jacobian(logits: [1, 1], temperature: 2) = [[0.125, −0.125], [-0.125, 0.125]]",
      .softmaxJacobian)
    try check("bestForRareFeature() = .adam", .optimizers)
    try check("outputActivation(for: .filmGenres) = .sigmoid", .softmaxJacobian)
    let trace =
      "adamTrace(parameter: 1, firstGradient: 2, secondGradient: -5, learningRate: 0.3, "
      + "beta1: 0.6, beta2: 0.75, epsilon: 1)"
    try check(trace + ".firstMean = 0.8", .optimizers)
    let error = #expect(throws: WorkedCall.Mistake.self) {
      try check(trace + ".third = 0.8", .optimizers)
    }
    #expect(error?.description == "the result has no number \"third\"")
  }

  @Test("What is wrong is answered with what the solution says")
  func wrong() {
    let error = #expect(throws: WorkedCall.Mistake.self) {
      try check("loss(residual: 3, delta: 1) = 2.6")
    }
    #expect(error?.description == "the solution says 2.5")
  }

  @Test("An operation that there isn't is named")
  func unknownOperation() {
    let error = #expect(throws: UnexpectedError.self) { try check("cost(residual: 3) = 2.5") }
    #expect(error?.description.contains("cost(residual:)") == true)
  }
}
