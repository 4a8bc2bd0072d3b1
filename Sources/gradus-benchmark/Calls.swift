import Boundary
import Curriculum
import Foundation
import LinearAlgebra

/// What one call to an answer costs, medians of five rounds.
///
/// The answer is the stub of exercise 4 with functions that return 0, so that nothing but the call
/// itself is measured.
func measureCalls() throws {
  let kit = try BuiltKit(image: #dsohandle)
  let compiler = AnswerCompiler(kit: kit)
  let file = "/\(Exercise.huberRegression.folder)/HuberRegression.swift"
  let folder = kit.cache + "/benchmark"
  let stub = try String(contentsOf: URL(filePath: kit.root + "/Exercises" + file), encoding: .utf8)
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  try Data(stub.replacing("throw Unimplemented()", with: "return 0", maxReplacements: 3).utf8)
    .write(to: URL(filePath: folder + "/HuberRegression.swift"))

  let workers = Workers(program: kit.worker)
  func makeSession() -> Session {
    var limits = Limits.standard
    limits.processorSeconds = 60
    return Session(workers: workers, limits: limits) {
      try compiler.library(for: .huberRegression, in: folder)
    }
  }

  func measure(_ name: String, calls: Int, _ body: () throws -> Void) rethrows {
    let rounds = try (0..<5).map { _ in
      let begin = ContinuousClock.now
      for _ in 0..<calls { try body() }
      return (ContinuousClock.now - begin) / calls
    }
    let microseconds = rounds.sorted()[2] / Duration.microseconds(1)
    print("| \(name) | \((10 * microseconds).rounded() / 10) µs |")
  }

  print("\n| a call to an answer | time |\n| --- | ---: |")
  let session = makeSession()
  let huber = AnswerSource(session).huberRegression
  let matrix = Matrix.ones(100, 10)
  _ = try huber.loss(residual: 3, delta: 1)
  try measure("scalar call", calls: 4000) { _ = try huber.loss(residual: 3, delta: 1) }
  try measure("call with a matrix of 1,000 numbers", calls: 4000) {
    _ = try huber.objective(weights: [], inputs: matrix, targets: [], delta: 1)
  }
  session.end()
  try measure("new worker and one call", calls: 20) {
    let session = makeSession()
    _ = try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1)
    session.end()
  }
}
