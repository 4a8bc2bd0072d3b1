import Curriculum
import LinearAlgebra

// Exercise 10 by another route: bisection in place of sorting, plain loops in place of vectors and
// matrices, the three-case formula for relumax, and two classes by way of the general activations.

/// An answer to exercise 10.
public struct Answer: SparseActivations {
  /// Each coordinate by itself.
  public func nonnegativeProjection(point: Vector) throws -> Vector {
    try refuse(point, called: "point")
    var nearest: [Double] = []
    for coordinate in point { nearest.append(coordinate < 0 ? 0 : coordinate) }
    return Vector(nearest)
  }

  /// Sparsemax from its threshold.
  public func sparsemax(logits: Vector) throws -> Vector {
    let differences = try differencesToLargest(logits)
    return Vector(sparse(differences))
  }

  /// The threshold, moved back by the maximum.
  public func sparsemaxThreshold(logits: Vector) throws -> Double {
    let differences = try differencesToLargest(logits)
    return bisected(differences) + logits.maximum()
  }

  /// One index after the other.
  public func sparsemaxSupport(logits: Vector) throws -> [Int] {
    let differences = try differencesToLargest(logits)
    let threshold = bisected(differences)
    return Array(0..<logits.count).filter { differences[$0] > threshold }
  }

  /// Entry by entry.
  public func sparsemaxJacobian(logits: Vector) throws -> Matrix {
    let support = try sparsemaxSupport(logits: logits)
    var jacobian = Matrix.zeros(logits.count, logits.count)
    for i in support {
      for j in support { jacobian[i, j] = -1 / Double(support.count) }
      jacobian[i, i] = Double(support.count - 1) / Double(support.count)
    }
    return jacobian
  }

  /// Distances above max z − b, in units that keep their sum small.
  public func relumax(logits: Vector, b: Double) throws -> Vector {
    try refuse(positive: b, called: "b")
    return Vector(divided(distances(try differencesToLargest(logits), b)))
  }

  /// The three cases of the formula.
  public func relumaxJacobian(logits: Vector, b: Double) throws -> Matrix {
    try refuse(positive: b, called: "b")
    let r = distances(try differencesToLargest(logits), b)
    let total = r.reduce(0, +)
    let size = Double(r.filter { $0 > 0 }.count)
    let m = logits.argmax()
    return Matrix(rows: r.count, columns: r.count) { i, j in
      let own = r[i] > 0 ? 1 / total : 0
      if i == m && j == m { return b * (size - 1) / total / total }
      if j == m { return r[i] * (size - 1) / total / total - own }
      return (i == j ? own : 0) - (r[j] > 0 ? r[i] / total / total : 0)
    }
  }

  /// The largest probability of sparsemax.
  public func bMatchingSparsemax(logits: Vector) throws -> Double {
    try sparsemax(logits: logits).maximum()
  }

  /// The activation of [0, t] itself.
  public func pairProbability(
    of activation: SimplexActivation, t: Double, b: Double
  ) throws -> Double {
    try refuse([t], called: "t")
    return try probabilities(of: activation, logits: [0, t], temperature: 1, b: b)[1]
  }

  /// The last entry of the Jacobian for [0, t].
  public func pairSlope(of activation: SimplexActivation, t: Double, b: Double) throws -> Double {
    try refuse([t], called: "t")
    switch activation {
    case .softmax:
      let p = try probabilities(of: .softmax, logits: [0, t], temperature: 1, b: b)
      return p[0] * p[1]
    case .sparsemax:
      try refuse(positive: b, called: "b")
      return try sparsemaxJacobian(logits: [0, t])[1, 1]
    case .relumax: return try relumaxJacobian(logits: [0, t], b: b)[1, 1]
    }
  }

  /// Differences divided by T, then as before.
  public func probabilities(
    of activation: SimplexActivation, logits: Vector, temperature: Double, b: Double
  ) throws -> Vector {
    try refuse(positive: temperature, called: "temperature")
    try refuse(positive: b, called: "b")
    let differences = try differencesToLargest(logits).map { $0 / temperature }
    switch activation {
    case .softmax: return Vector(divided(differences.map { exp($0) } as [Double]))
    case .sparsemax: return Vector(sparse(differences))
    case .relumax: return Vector(divided(distances(differences, b)))
    }
  }

  /// The distance to the runner-up, over what is needed.
  public func oneHotTemperature(
    of activation: SimplexActivation, logits: Vector, b: Double
  ) throws -> Double {
    try refuse(positive: b, called: "b")
    var others = try differencesToLargest(logits)
    if others.count < 2 {
      throw InvalidInput("logits needs 2 entries or more, but it has \(others.count)")
    }
    others.remove(at: logits.argmax())
    let lead = -others.reduce(-.infinity, max)
    if activation == .softmax { return 0 }
    return activation == .relumax ? lead / b : lead
  }

  /// A difference of two logarithms.
  public func relumaxLoss(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Double {
    let p = try relumax(logits: logits, b: b)
    try refuse(label, epsilon, of: p)
    return log1p(Double(p.count) * epsilon) - log(p[label] + epsilon)
  }

  /// The row of the label, over p + ε.
  public func relumaxLossGradient(
    logits: Vector, label: Int, b: Double, epsilon: Double
  ) throws -> Vector {
    let p = try relumax(logits: logits, b: b)
    try refuse(label, epsilon, of: p)
    let jacobian = try relumaxJacobian(logits: logits, b: b)
    var gradient: [Double] = []
    for j in 0..<p.count { gradient.append(-jacobian[label, j] / (p[label] + epsilon)) }
    return Vector(gradient)
  }

  /// −log 0.
  public func crossEntropyOutsideSupport() throws -> Double { -log(0.0) }

  private func differencesToLargest(_ logits: Vector) throws -> [Double] {
    try refuse(logits, called: "logits")
    let largest = logits.maximum()
    return logits.elements.map { $0 - largest }
  }

  private func sparse(_ differences: [Double]) -> [Double] {
    let threshold = bisected(differences)
    return differences.map { max(0, $0 - threshold) }
  }

  /// Halves −1…0 until the support is all but known, then takes the formula for it.
  private func bisected(_ differences: [Double]) -> Double {
    var (low, high) = (-1.0, 0.0)
    for _ in 0..<70 {
      let middle = (low + high) / 2
      if differences.reduce(0, { $0 + max(0, $1 - middle) }) > 1 {
        low = middle
      } else {
        high = middle
      }
    }
    let inside = differences.filter { $0 > high }
    return (inside.reduce(0, +) - 1) / Double(inside.count)
  }

  private func distances(_ differences: [Double], _ b: Double) -> [Double] {
    differences.map { max(0, $0 + b) }
  }

  /// The numbers over their sum, which may be too large for a Double.
  private func divided(_ numbers: [Double]) -> [Double] {
    let largest = numbers.reduce(0, max)
    let scaled = numbers.map { $0 / largest }
    let total = scaled.reduce(0, +)
    return scaled.map { $0 / total }
  }

  private func refuse(_ vector: Vector, called name: String) throws {
    if vector.count == 0 { throw InvalidInput("\(name) has no entries") }
    for number in vector where number.isNaN || number.isInfinite {
      throw InvalidInput("\(name) must not contain \(number)")
    }
  }

  private func refuse(positive number: Double, called name: String) throws {
    if !(number > 0) || number == .infinity { throw InvalidInput("\(name) can't be \(number)") }
  }

  private func refuse(_ label: Int, _ epsilon: Double, of p: Vector) throws {
    if label < 0 || label >= p.count {
      throw InvalidInput("there is no label \(label) among \(p.count)")
    }
    try refuse(positive: epsilon, called: "epsilon")
  }
}
