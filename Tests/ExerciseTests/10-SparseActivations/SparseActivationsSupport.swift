import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// Logits drawn from the seed whose sparsemax is known, because they were made from it.
///
/// Every probability of the support is at least 0.05, and every other logit at least 0.1 below τ.
struct SparsemaxProblem {
  let logits: Vector
  let probabilities: Vector
  let threshold: Double
  let support: [Int]

  /// Draws a problem.
  ///
  /// - Parameters:
  ///   - draw: Another number gives another problem of the same seed.
  ///   - classes: K.
  ///   - inside: |S|, from 1 to 6.
  init(draw: UInt64, classes: Int, inside: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    let threshold = generator.uniform(in: -3..<3)
    support = generator.sample(inside, of: classes).sorted()
    var parts = Vector.zeros(classes)
    for i in support { parts[i] = generator.uniform(in: 0.5..<1.5) }
    let probabilities = parts / parts.sum()
    logits = Vector(
      (0..<classes).map {
        threshold + (probabilities[$0] > 0 ? probabilities[$0] : -generator.uniform(in: 0.1..<2))
      })
    self.probabilities = probabilities
    self.threshold = threshold
  }

  /// Problems in sixty-fourths, with which a `Double` computes exactly: the largest logit stands at
  /// each place, others are equal to it, lie exactly on the threshold, or hardly above it.
  static var exact: [SparsemaxProblem] {
    [1, 2, 3, 5, 9, 17, 33, 129].flatMap { count in
      Sweep.places(in: count).enumerated().map { index, place in
        var parts = Vector.zeros(count)
        parts[place] = 1
        let others = (1..<count).prefix(4).map { (place + 3 * $0) % count }.filter { $0 != place }
        let shares = [[0.5], [0.125, 0.25], [0x1p-45], [0.25, 0.25, 0.25], []][index]
        for (other, share) in zip(Set(others).sorted(), shares) {
          parts[other] = share
          parts[place] -= share
        }
        let threshold = [-1.5, 0, 2, 0.25, -1][index]
        return SparsemaxProblem(
          logits: Vector(
            (0..<count).map { i in
              threshold
                + (parts[i] > 0 ? parts[i] : i.isMultiple(of: 3) ? 0 : -0.25 * Double(i % 5))
            }), probabilities: parts, threshold: threshold,
          support: parts.indices.filter { parts[$0] > 0 })
      }
    }
  }

  private init(logits: Vector, probabilities: Vector, threshold: Double, support: [Int]) {
    self.logits = logits
    self.probabilities = probabilities
    self.threshold = threshold
    self.support = support
  }

  /// diag(s) − s sᵀ/|S|, entry by entry.
  var jacobian: Matrix {
    Matrix(rows: logits.count, columns: logits.count) { i, j in
      guard support.contains(i), support.contains(j) else { return 0 }
      return (i == j ? 1 : 0) - 1 / Double(support.count)
    }
  }
}

/// Logits whose relumax is known, because they were made from r, or because r is plain to see.
struct RelumaxProblem {
  let logits: Vector
  let b: Double
  /// rᵢ = relu(zᵢ − max z + b).
  let distances: Vector
  /// m, the index of the largest logit.
  let largest: Int

  /// Draws a problem; no rᵢ but the largest is within 0.15 b of a kink, and b is not near 1.
  ///
  /// - Parameters:
  ///   - draw: Another number gives another problem of the same seed.
  ///   - classes: K.
  ///   - active: |A|.
  init(draw: UInt64, classes: Int, active: Int) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ 500 &+ draw)
    let b = generator.uniform(in: draw.isMultiple(of: 2) ? 0.3..<0.8 : 1.5..<3)
    let top = generator.uniform(in: -3..<3)
    let chosen = generator.sample(active, of: classes)
    var (logits, distances) = (Vector.zeros(classes), Vector.zeros(classes))
    for i in 0..<classes {
      let isActive = chosen.contains(i)
      let size = generator.uniform(in: 0.15..<0.85)
      let distance = i == chosen[0] ? b : isActive ? b * size : -0.1 - 2 * size
      logits[i] = top - b + distance
      distances[i] = max(distance, 0)
    }
    logits[chosen[0]] = top
    self.init(logits: logits, b: b, distances: distances, largest: chosen[0])
  }

  /// Problems with which a `Double` computes exactly: the largest logit stands at each place, others
  /// are equal to it, exactly b below it, or hardly less than that.
  static var exact: [RelumaxProblem] {
    [1, 2, 3, 5, 9, 17, 33, 65].flatMap { count in
      Sweep.places(in: count).enumerated().map { index, place in
        let b = [0.25, 2, 8, 0.5, 4][index]
        let shares = (0..<count).map { i in
          i == place ? 1 : [0, 0.375, -0.5, 1, 0x1p-40, 0.75, 0.125][(i + 2 * index) % 7]
        }
        return RelumaxProblem(
          logits: Vector(shares.map { b * ($0 - 1) }), b: b,
          distances: Vector(shares.map { b * max($0, 0) }), largest: shares.firstIndex(of: 1) ?? 0)
      }
    }
  }

  init(logits: Vector, b: Double, distances: Vector, largest: Int) {
    self.logits = logits
    self.b = b
    self.distances = distances
    self.largest = largest
  }

  var sum: Double { distances.reduce(0, +) }

  var probabilities: Vector { Vector(distances.map { $0 / sum } as [Double]) }

  /// The active logits, 1 or 0 each.
  private func active(_ i: Int) -> Double { distances[i] > 0 ? 1 : 0 }

  /// The derivatives of r/R, case by case.
  var jacobian: Matrix { jacobian(activeCount: distances.count { $0 > 0 }) }

  /// The same, if all K logits were counted as active.
  var jacobianWithAllCounted: Matrix { jacobian(activeCount: distances.count) }

  private func jacobian(activeCount: Int) -> Matrix {
    let (count, r, total) = (Double(activeCount), distances, sum)
    return matrix { i, j in
      let same = i == j ? active(i) / total : 0
      if j != largest { return same - r[i] * active(j) / (total * total) }
      if i != largest { return -active(i) / total + r[i] * (count - 1) / (total * total) }
      return b * (count - 1) / (total * total)
    }
  }

  /// The same, if max z were a constant.
  var jacobianWithConstantMaximum: Matrix {
    matrix { i, j in
      (i == j ? active(i) / sum : 0) - distances[i] * active(j) / (sum * sum)
    }
  }

  /// The same, if R were a constant.
  var jacobianWithConstantSum: Matrix {
    matrix { i, j in
      ((i == j ? active(i) : 0) - (j == largest ? active(i) : 0)) / sum
    }
  }

  /// The Jacobian of sparsemax for the support A.
  var jacobianOfSparsemax: Matrix {
    let count = Double(distances.count { $0 > 0 })
    return matrix { i, j in (i == j ? active(i) : 0) - active(i) * active(j) / count }
  }

  /// diag(p) − p pᵀ, the formula of softmax.
  var jacobianOfSoftmax: Matrix {
    let p = probabilities
    return matrix { i, j in (i == j ? p[i] : 0) - p[i] * p[j] }
  }

  /// A p of r/R in place of r/R² in the terms that come from R.
  var jacobianWithDistances: Matrix {
    let count = Double(distances.count { $0 > 0 })
    return matrix { i, j in
      let own = ((i == j ? active(i) : 0) - (j == largest ? active(i) : 0)) / sum
      return own - distances[i] / sum * (active(j) - (j == largest ? count : 0))
    }
  }

  func matrix(_ entry: (Int, Int) -> Double) -> Matrix {
    Matrix(rows: logits.count, columns: logits.count, entry)
  }
}

extension SparseActivations {
  /// The operations that take logits and b and nothing else of interest, to be refused.
  var activations: [(Vector, Double) throws -> Void] {
    [
      { _ = try relumax(logits: $0, b: $1) }, { _ = try relumaxJacobian(logits: $0, b: $1) },
      { _ = try probabilities(of: .softmax, logits: $0, temperature: 0.5, b: $1) },
      { _ = try probabilities(of: .sparsemax, logits: $0, temperature: 0.5, b: $1) },
      { _ = try probabilities(of: .relumax, logits: $0, temperature: 0.5, b: $1) },
      { _ = try oneHotTemperature(of: .relumax, logits: $0, b: $1) },
    ]
  }

  /// The loss and its gradient of logits, label, b and ε, to be refused.
  var losses: [(Vector, Int, Double, Double) throws -> Void] {
    [
      { _ = try relumaxLoss(logits: $0, label: $1, b: $2, epsilon: $3) },
      { _ = try relumaxLossGradient(logits: $0, label: $1, b: $2, epsilon: $3) },
    ]
  }
}
