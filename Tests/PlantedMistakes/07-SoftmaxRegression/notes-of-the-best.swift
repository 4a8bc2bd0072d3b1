// Mistake: a note is of the current weights, not of the best ones so far

public func train(
  inputs: Matrix, labels: [Int], classes: Int, epochs: Int, batchSize: Int,
  learningRate: Double, lambda: Double, using generator: inout SeededGenerator
) throws -> SoftmaxTraining {
  try check(inputs, "inputs")
  try check(classes: classes)
  try check(labels, classes: classes, rows: inputs.rows)
  guard epochs >= 0 else { throw InvalidInput("epochs must be at least 0, but it is \(epochs)") }
  guard batchSize >= 1 else {
    throw InvalidInput("batchSize must be at least 1, but it is \(batchSize)")
  }
  try check(learningRate, "learningRate")
  try check(lambda, "lambda")

  let targets = targets(labels, classes)
  var weights = Matrix.zeros(inputs.columns, classes)
  var objectives: [Double] = []
  var accuracies: [Double] = []
  func takeNotes() {
    let logits = matmul(inputs, weights)
    objectives.append(loss(logits, labels) + lambda * weights.squaredNorm())
    accuracies.append(max(accuracies.last ?? 0, share(ofHitsIn: logits, labels)))
  }

  takeNotes()
  for _ in 0..<epochs {
    var rest = generator.permutation(of: inputs.rows)[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(batchSize))
      rest = rest.dropFirst(batchSize)
      weights -= step(weights, inputs, targets, batch, learningRate, lambda)
    }
    takeNotes()
  }
  return SoftmaxTraining(
    weights: weights, objectives: Vector(objectives), accuracies: Vector(accuracies))
}
