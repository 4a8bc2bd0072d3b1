import Curriculum
import LinearAlgebra

// Another way to the same numbers: everything is counted again in plain loops with whole numbers, a
// class at a time; F1 comes from counts, the weighted average from one term for each sample, the pairs
// from a search for the largest count that is left, and the quadrants from one pass over the samples.

/// An answer that works with true and false positives.
public struct Answer: ClassificationMetrics {
  /// 1 minus the share of wrong predictions.
  public func accuracy(labels: [Int], predictions: [Int]) throws -> Double {
    try checkClasses(labels, predictions, below: .max)
    var wrong = 0.0
    for i in 0..<labels.count where labels[i] != predictions[i] { wrong += 1 }
    return 1 - wrong / Double(labels.count)
  }

  /// The product of two one-hot matrices.
  public func confusionMatrix(
    labels: [Int], predictions: [Int], classCount: Int
  ) throws -> Matrix {
    if classCount <= 0 { throw InvalidInput("there can't be classCount = \(classCount) classes") }
    try checkClasses(labels, predictions, below: classCount)
    // Sample after sample, as a product of two one-hot matrices.
    let truth = Matrix(rows: labels.map { Vector.basis($0, count: classCount) })
    let guess = Matrix(rows: predictions.map { Vector.basis($0, count: classCount) })
    return matmul(truth, guess, transposeA: true)
  }

  /// Hits and misses of each class.
  public func support(confusion: Matrix) throws -> [Int] {
    try classes(confusion).map { $0.hits + $0.misses }
  }

  /// From each class's counts against the rest.
  public func precision(confusion: Matrix) throws -> Vector {
    Vector(try classes(confusion).map(\.precision))
  }

  /// From each class's counts against the rest.
  public func recall(confusion: Matrix) throws -> Vector {
    Vector(try classes(confusion).map(\.recall))
  }

  /// From each class's counts against the rest.
  public func f1(confusion: Matrix) throws -> Vector {
    Vector(try classes(confusion).map(\.f1))
  }

  /// The plain mean over a list of classes: each once, once for each sample, or all as one.
  public func averageScores(confusion: Matrix, averaging: Averaging) throws -> AverageScores {
    let classes = try classes(confusion)
    var list: [OneAgainstRest] = []
    switch averaging {
    case .macro: list = classes
    case .weighted:
      for one in classes { list += Array(repeating: one, count: one.hits + one.misses) }
    case .micro:
      list = [
        OneAgainstRest(
          hits: classes.reduce(0) { $0 + $1.hits }, misses: classes.reduce(0) { $0 + $1.misses },
          falseAlarms: classes.reduce(0) { $0 + $1.falseAlarms })
      ]
    }
    let n = Double(list.count)
    return AverageScores(
      precision: list.reduce(0) { $0 + $1.precision / n },
      recall: list.reduce(0) { $0 + $1.recall / n }, f1: list.reduce(0) { $0 + $1.f1 / n })
  }

  /// Takes the largest count that is left, again and again.
  public func mostConfusedPairs(confusion: Matrix, count: Int) throws -> [ConfusedPair] {
    let classCount = try classes(confusion).count
    if count < 0 || count > classCount * (classCount - 1) {
      throw InvalidInput("there are no \(count) pairs, so this count makes no sense")
    }
    var left = confusion
    for i in 0..<classCount { left[i, i] = -1 }
    var found: [ConfusedPair] = []
    while found.count < count {
      let (row, column) = left.argmax()
      found.append(
        ConfusedPair(trueClass: row, predictedClass: column, count: Int(left[row, column])))
      left[row, column] = -1
    }
    return found
  }

  /// The first class with samples that no other one falls below.
  public func classOfLowestRecall(confusion: Matrix) throws -> Int {
    let classes = try classes(confusion)
    var worst = -1
    for (c, one) in classes.enumerated() where one.hits + one.misses > 0 {
      if worst < 0 || one.recall < classes[worst].recall { worst = c }
    }
    return worst
  }

  /// Puts the samples into groups in one pass.
  public func confidenceQuadrants(
    probabilities: Matrix, labels: [Int]
  ) throws -> ConfidenceQuadrants {
    let (n, classCount) = probabilities.shape
    if n * classCount == 0 { throw InvalidInput("probabilities is empty") }
    if labels.count != n { throw InvalidInput("\(labels.count) labels for \(n) samples") }
    var groups = ConfidenceQuadrants(
      confidentRight: [], confidentWrong: [], uncertainRight: [], uncertainWrong: [])
    for i in 0..<n {
      var (best, sum) = (0, 0.0)
      for c in 0..<classCount {
        let p = probabilities[i, c]
        guard p >= 0, p <= 1 else { throw InvalidInput("probabilities with \(p) in it") }
        sum += p
        if p > probabilities[i, best] { best = c }
      }
      guard abs(sum - 1) <= 1e-6 else { throw InvalidInput("probabilities that sum to \(sum)") }
      if labels[i] < 0 || labels[i] >= classCount {
        throw InvalidInput("labels with \(labels[i]) in it")
      }
      switch (probabilities[i, best], labels[i] == best) {
      case (let p, true) where p > 0.9: groups.confidentRight.append(i)
      case (let p, false) where p > 0.9: groups.confidentWrong.append(i)
      case (let p, true) where p < 0.6: groups.uncertainRight.append(i)
      case (let p, false) where p < 0.6: groups.uncertainWrong.append(i)
      default: break
      }
    }
    return groups
  }

  /// Tries it out on a matrix of counts.
  public func averageRecallIsAccuracy(averaging: Averaging) throws -> Bool {
    // Tries it out.
    let confusion: Matrix = [[7, 2, 1], [0, 3, 1], [1, 0, 1]]
    let recall = try averageScores(confusion: confusion, averaging: averaging).recall
    return abs(recall - 11.0 / 16) < 1e-9
  }

  /// Whether false alarms are what is feared.
  public func decisiveMetric(for detector: Detector) throws -> ClassMetric {
    let isFearOfFalseAlarms: Bool =
      switch detector {
      case .tumourScreening: false
      case .spamFilter: true
      case .inboxFilter: false
      case .childrensFilms: true
      case .pumpFailure: false
      }
    return isFearOfFalseAlarms ? .precision : .recall
  }
}

/// One class's counts.
private struct OneAgainstRest {
  var hits = 0
  var misses = 0
  var falseAlarms = 0

  var precision: Double { share(hits, hits + falseAlarms) }
  var recall: Double { share(hits, hits + misses) }
  var f1: Double { share(2 * hits, 2 * hits + misses + falseAlarms) }

  private func share(_ part: Int, _ all: Int) -> Double {
    all == 0 ? 0 : Double(part) / Double(all)
  }
}

private func classes(_ confusion: Matrix) throws -> [OneAgainstRest] {
  if confusion.rows == 0 || confusion.rows != confusion.columns {
    throw InvalidInput("confusion has \(confusion.rows) rows and \(confusion.columns) columns")
  }
  var result = Array(repeating: OneAgainstRest(), count: confusion.rows)
  var samples = 0
  for i in 0..<confusion.rows {
    for j in 0..<confusion.rows {
      let entry = confusion[i, j]
      guard entry >= 0, entry < 1e15, entry == entry.rounded() else {
        throw InvalidInput("confusion with \(entry) in it")
      }
      samples += Int(entry)
      if i == j {
        result[i].hits += Int(entry)
      } else {
        result[i].misses += Int(entry)
        result[j].falseAlarms += Int(entry)
      }
    }
  }
  if samples == 0 { throw InvalidInput("confusion is 0 everywhere") }
  return result
}

private func checkClasses(_ labels: [Int], _ predictions: [Int], below classCount: Int) throws {
  if labels.isEmpty { throw InvalidInput("there are no labels") }
  if labels.count != predictions.count {
    throw InvalidInput("\(predictions.count) predictions, but \(labels.count) labels")
  }
  for (name, list) in [("labels", labels), ("predictions", predictions)] {
    for value in list where value < 0 || value >= classCount {
      throw InvalidInput("\(name) with \(value) in it")
    }
  }
}
