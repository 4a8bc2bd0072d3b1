import Answers
import Curriculum
import LinearAlgebra

// What one call to an answer costs: swift run -c release gradus-benchmark, or without -c release.
// Medians of five rounds; the answer is the reference solution of exercise 4.

let kit = try BuiltKit(image: #dsohandle)
let compiler = AnswerCompiler(kit: kit)
let folder = kit.root + "/Solutions/" + Exercise.huberRegression.folder
let session = Session(worker: kit.worker) {
  try compiler.library(for: .huberRegression, in: folder)
}
let huber = AnswerSource(session).huberRegression
let weights = Vector.ones(10)
let inputs = Matrix.ones(100, 10)
let targets = Vector.ones(100)

func measure(_ name: String, calls: Int, _ body: () throws -> Void) rethrows {
  let rounds = try (0..<5).map { _ in
    let begin = ContinuousClock.now
    for _ in 0..<calls { try body() }
    return (ContinuousClock.now - begin) / calls
  }
  let microseconds = rounds.sorted()[2] / Duration.microseconds(1)
  print("\(name): \((10 * microseconds).rounded() / 10) µs")
}

_ = try huber.loss(residual: 3, delta: 1)
try measure("scalar call", calls: 2000) { _ = try huber.loss(residual: 3, delta: 1) }
try measure("call with a matrix of 1,000 numbers", calls: 2000) {
  _ = try huber.gradient(weights: weights, inputs: inputs, targets: targets, delta: 1)
}
try measure("new worker and one call", calls: 20) {
  let session = Session(worker: kit.worker) {
    try compiler.library(for: .huberRegression, in: folder)
  }
  _ = try AnswerSource(session).huberRegression.loss(residual: 3, delta: 1)
  session.end()
}
