import Curriculum
import LinearAlgebra

/// Plain arrays and loops, with the weights of a class in an array of its own.
public struct Answer: Perceptron {
  /// Sums of products.
  public func scores(weights: Matrix, inputs: Matrix) throws -> Matrix {
    try demand(weights, inputs, nil)
    return Matrix(rows: inputs.rows, columns: weights.rows) { i, k in
      score(rows(weights)[k], inputs.row(i).elements)
    }
  }

  /// A walk over the classes that only a higher score stops.
  public func predict(weights: Matrix, inputs: Matrix) throws -> [Int] {
    try demand(weights, inputs, nil)
    return (0..<inputs.rows).map { winner(rows(weights), inputs.row($0).elements) }
  }

  /// A pass over one sample.
  public func update(weights: Matrix, input: Vector, label: Int) throws -> Matrix {
    if input.count != weights.columns { throw InvalidInput("input has \(input.count) entries") }
    for number in input where !number.isFinite { throw InvalidInput("input has \(number)") }
    if label < 0 || label >= weights.rows { throw InvalidInput("the label is \(label)") }
    return try epoch(weights: weights, inputs: Matrix(rows: [input]), labels: [label])
  }

  /// Loops over samples and features.
  public func epoch(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Matrix {
    try demand(weights, inputs, labels)
    var w = rows(weights)
    pass(&w, inputs, labels)
    return Matrix(rows: w.map { Vector($0) })
  }

  /// One minus the fraction of the mistakes.
  public func accuracy(weights: Matrix, inputs: Matrix, labels: [Int]) throws -> Double {
    try demand(weights, inputs, labels)
    let w = rows(weights)
    var mistakes = 0
    for i in 0..<inputs.rows where winner(w, inputs.row(i).elements) != labels[i] { mistakes += 1 }
    return Double(inputs.rows - mistakes) / Double(inputs.rows)
  }

  /// All epochs first; the best one is looked up afterwards.
  public func train(
    inputs: Matrix, labels: [Int], validationInputs: Matrix, validationLabels: [Int],
    classCount: Int, epochs: Int
  ) throws -> PerceptronTraining {
    if classCount < 2 { throw InvalidInput("classCount is \(classCount)") }
    if epochs < 1 { throw InvalidInput("epochs is \(epochs)") }
    let zero = Matrix.zeros(classCount, inputs.columns)
    if inputs.columns == 0 { throw InvalidInput("inputs has 0 columns") }
    try demand(zero, inputs, labels)
    try demand(zero, validationInputs, validationLabels, "validationInputs", "validationLabels")
    var w = rows(zero)
    var kept: [Matrix] = []
    var accuracies: [Double] = []
    for _ in 0..<epochs {
      pass(&w, inputs, labels)
      kept.append(Matrix(rows: w.map { Vector($0) }))
      accuracies.append(
        try accuracy(
          weights: kept[kept.count - 1], inputs: validationInputs, labels: validationLabels))
    }
    var best = 0
    for e in 1..<max(epochs, 2) where e < epochs && accuracies[e] > accuracies[best] { best = e }
    return PerceptronTraining(
      bestWeights: kept[best], bestEpoch: best + 1, finalWeights: kept[epochs - 1],
      validationAccuracies: Vector(accuracies))
  }

  /// Learns each function for a hundred epochs and looks.
  public func canLearn(_ function: BitFunction) throws -> Bool {
    let table: [Int]
    switch function {
    case .and: table = [0, 0, 0, 1]
    case .or: table = [0, 1, 1, 1]
    case .xor: table = [0, 1, 1, 0]
    case .nand: table = [1, 1, 1, 0]
    case .equal: table = [1, 0, 0, 1]
    }
    let bits: Matrix = [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]]
    var w = [[Double]](repeating: [0, 0, 0], count: 2)
    for _ in 0..<100 { pass(&w, bits, table) }
    return (0..<4).allSatisfy { winner(w, bits.row($0).elements) == table[$0] }
  }

  private func pass(_ w: inout [[Double]], _ inputs: Matrix, _ labels: [Int]) {
    for i in 0..<inputs.rows {
      let x = inputs.row(i).elements
      let guess = winner(w, x)
      if guess == labels[i] { continue }
      for j in x.indices {
        w[labels[i]][j] += x[j]
        w[guess][j] -= x[j]
      }
    }
  }

  private func winner(_ w: [[Double]], _ x: [Double]) -> Int {
    var best = 0
    for k in 1..<w.count where score(w[k], x) > score(w[best], x) { best = k }
    return best
  }

  private func score(_ w: [Double], _ x: [Double]) -> Double {
    var sum = 0.0
    for j in x.indices.reversed() { sum += w[j] * x[j] }
    return sum
  }

  private func rows(_ weights: Matrix) -> [[Double]] {
    (0..<weights.rows).map { weights.row($0).elements }
  }

  private func demand(
    _ w: Matrix, _ x: Matrix, _ y: [Int]?, _ inputName: String = "inputs",
    _ labelName: String = "labels"
  ) throws {
    if w.rows < 2 || w.columns == 0 { throw InvalidInput("weights is \(w.rows) × \(w.columns)") }
    if x.rows == 0 { throw InvalidInput("\(inputName) has 0 rows") }
    if x.columns != w.columns { throw InvalidInput("\(inputName) has \(x.columns) columns") }
    for number in w.elements where !number.isFinite { throw InvalidInput("weights has \(number)") }
    for number in x.elements where !number.isFinite {
      throw InvalidInput("\(inputName) has \(number)")
    }
    guard let y else { return }
    if y.count != x.rows { throw InvalidInput("\(labelName) has \(y.count) entries") }
    for label in y where label < 0 || label >= w.rows {
      throw InvalidInput("\(labelName) has \(label) in it")
    }
  }
}
