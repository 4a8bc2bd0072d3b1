import Curriculum
import LinearAlgebra

// Another way to the same results: one number at a time, histories instead of counters, row numbers
// instead of nested loops, and for images the strengths of their waves, which don't change when an
// image moves.

/// An answer in plain loops that remembers everything.
public struct Answer: ModelSelection {
  /// A deck of pairs of row and label.
  public func makeBatchLoader(
    inputs: Matrix, labels: [Int], batchSize: Int, shuffles: Bool
  ) throws -> any BatchLoader {
    if inputs.rows == 0 { throw InvalidInput("inputs has 0 rows") }
    if labels.count != inputs.rows { throw InvalidInput("labels has \(labels.count) entries") }
    if batchSize < 1 { throw InvalidInput("batchSize is \(batchSize)") }
    let samples = labels.indices.map { (row: inputs.row($0), label: labels[$0]) }
    return Deck(samples, batchSize, shuffles)
  }

  /// Column by column, with a running mean and sum of squares.
  public func standardized(inputs: Matrix, training: Matrix) throws -> Matrix {
    for (name, matrix) in [("inputs", inputs), ("training", training)] {
      if matrix.count == 0 { throw InvalidInput("\(name) has no entries") }
      for x in matrix.elements where !x.isFinite { throw InvalidInput("\(name) has \(x)") }
    }
    if inputs.columns != training.columns {
      throw InvalidInput("inputs has \(inputs.columns) columns")
    }
    var result = inputs
    for j in 0..<inputs.columns {
      // Welford's running mean and sum of squares.
      var (mean, squares) = (0.0, 0.0)
      for (i, x) in training.column(j).enumerated() {
        let step = x - mean
        mean += step / Double(i + 1)
        squares += step * (x - mean)
      }
      let isConstant = Set(training.column(j)).count == 1
      let divisor = isConstant ? 1 : (squares / Double(training.rows)).squareRoot()
      for i in 0..<inputs.rows { result[i, j] = (inputs[i, j] - mean) / divisor }
    }
    return result
  }

  /// An album of copies.
  public func makeCheckpointKeeper() throws -> any CheckpointKeeper { Album() }

  /// A chronicle of all losses.
  public func makeEarlyStopper(patience: Int) throws -> any EarlyStopper {
    if patience < 1 { throw InvalidInput("patience is \(patience)") }
    return Chronicle(patience)
  }

  /// Looks ahead as long as the best loss isn't too far behind.
  public func replay(losses: Vector, patience: Int) throws -> StoppedRun {
    if patience < 1 { throw InvalidInput("patience is \(patience)") }
    if losses.isEmpty { throw InvalidInput("losses is empty") }
    for loss in losses where !loss.isFinite { throw InvalidInput("losses has \(loss)") }
    var (best, i) = (0, 0)
    while i + 1 < losses.count, i - best < patience {
      i += 1
      if losses[i] < losses[best] { best = i }
    }
    return StoppedRun(validations: i + 1, bestIndex: best, bestLoss: losses[best])
  }

  /// The digits of the row's number, each with its own base.
  public func grid(options: [Vector]) throws -> Matrix {
    if options.isEmpty { throw InvalidInput("options is empty") }
    var count = 1
    for values in options {
      if values.isEmpty { throw InvalidInput("options has an empty vector") }
      for x in values where !x.isFinite { throw InvalidInput("options has \(x)") }
      count *= values.count
    }
    // The row's number in a number system whose digits have different bases.
    var result = Matrix.zeros(count, options.count)
    for row in 0..<count {
      var rest = row
      for j in options.indices.reversed() {
        result[row, j] = options[j][rest % options[j].count]
        rest /= options[j].count
      }
    }
    return result
  }

  /// Goes through the scores from the last to the first.
  public func selection(
    validationScores: Vector, testScore: (Int) throws -> Double
  ) throws -> ChosenConfiguration {
    for score in validationScores where score.isInfinite {
      throw InvalidInput("validationScores has \(score)")
    }
    var best: Int?
    for i in validationScores.indices.reversed() where !validationScores[i].isNaN {
      if best.map({ validationScores[i] >= validationScores[$0] }) ?? true { best = i }
    }
    guard let best else { throw InvalidInput("validationScores has no number") }
    return ChosenConfiguration(
      index: best, validationScore: validationScores[best], testScore: try testScore(best))
  }

  /// Looks for the split that has the purpose in its list.
  public func dataSplit(for purpose: DataPurpose) throws -> DataSplit {
    let answers: [DataSplit: [DataPurpose]] = [
      .training: [.gradients, .standardization],
      .validation: [.learningRate, .stopping, .representation], .test: [.report],
    ]
    for (split, purposes) in answers where purposes.contains(purpose) { return split }
    throw InvalidInput("purpose has no split of its own: \(purpose)")
  }

  /// The strengths of an image's waves, which stay when the image moves.
  public func features(images: Matrix) throws -> Matrix {
    if images.rows == 0 { throw InvalidInput("images has 0 rows") }
    if images.columns != 784 { throw InvalidInput("images has \(images.columns) columns") }
    for pixel in images.elements where !(pixel >= 0 && pixel <= 255) {
      throw InvalidInput("images has \(pixel)")
    }
    // Waves of whole periods in 28 pixels, those up to 7 periods.
    let angles = Matrix(rows: 28, columns: 8) { 2 * .pi * Double($0 * $1) / 28 }
    let (cosines, sines) = (angles.map { cosine($0) }, angles.map { cosine($0 - .pi / 2) })
    return Matrix(
      rows: (0..<images.rows).map { i in
        let image = images.row(i).reshaped(rows: 28, columns: 28)
        let (c, s) = (matmul(image, cosines), matmul(image, sines))
        let cc = matmul(cosines, c, transposeA: true)
        let cs = matmul(cosines, s, transposeA: true)
        let sc = matmul(sines, c, transposeA: true)
        let ss = matmul(sines, s, transposeA: true)
        // Waves that fall to the right, and waves that rise.
        let falling = (cc - ss) * (cc - ss) + (cs + sc) * (cs + sc)
        let rising = (cc + ss) * (cc + ss) + (cs - sc) * (cs - sc)
        return Vector(sqrt(falling).elements + sqrt(rising).elements)
      })
  }

  /// The cosine as the real part of a power of a rotation by a small angle.
  private func cosine(_ angle: Double) -> Double {
    var (x, term, sum) = (angle.truncatingRemainder(dividingBy: 2 * .pi), 1.0, 1.0)
    x *= x
    for k in 1...20 {
      term *= -x / Double((2 * k - 1) * (2 * k))
      sum += term
    }
    return sum
  }
}

/// Samples as cards, which stay in the order of the last shuffle until the next one.
final class Deck: BatchLoader {
  private var samples: [(row: Vector, label: Int)]
  private let batchSize: Int
  private let shuffles: Bool

  init(_ samples: [(row: Vector, label: Int)], _ batchSize: Int, _ shuffles: Bool) {
    self.samples = samples
    self.batchSize = batchSize
    self.shuffles = shuffles
  }

  func nextEpoch(using generator: inout SeededGenerator) throws -> [LabelledBatch] {
    if shuffles { samples.shuffle(using: &generator) }
    var batches: [LabelledBatch] = []
    var rest = samples[...]
    while !rest.isEmpty {
      let batch = rest.prefix(batchSize)
      rest = rest.dropFirst(batchSize)
      batches.append(
        LabelledBatch(inputs: Matrix(rows: batch.map(\.row)), labels: batch.map(\.label)))
    }
    return batches
  }
}

/// Keeps a copy of everything that it has been offered, and looks for the best when it is asked.
final class Album: CheckpointKeeper {
  private var all: [ModelCheckpoint] = []

  func offer(_ model: LiveModel, score: Double) throws -> Bool {
    if !score.isFinite { throw InvalidInput("score is \(score)") }
    all.append(
      ModelCheckpoint(
        weights: model.weights, biases: model.biases, score: score, index: all.count))
    return try best().index == all.count - 1
  }

  func best() throws -> ModelCheckpoint {
    let best = all.max { $0.score < $1.score || ($0.score == $1.score && $0.index > $1.index) }
    guard let best else { throw InvalidInput("no model has been offered") }
    return best
  }
}

/// Remembers all losses, and looks how far back the first of the smallest is.
final class Chronicle: EarlyStopper {
  private let patience: Int
  private var losses: [Double] = []

  init(_ patience: Int) { self.patience = patience }

  func shouldStop(afterLoss loss: Double) throws -> Bool {
    if !loss.isFinite { throw InvalidInput("loss is \(loss)") }
    losses.append(loss)
    let best = losses.indices.reduce(0) { losses[$1] < losses[$0] ? $1 : $0 }
    return losses.count - 1 - best >= patience
  }
}
