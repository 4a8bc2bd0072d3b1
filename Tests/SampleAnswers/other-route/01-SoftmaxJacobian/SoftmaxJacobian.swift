import Curriculum
import LinearAlgebra

// Exercise 1 by another route: everything in log-space and with plain loops. Log-sum-exp takes the
// logits one by one and keeps the sum relative to the largest so far; probabilities are
// exponentials of log-probabilities; the product is a difference of two running sums.

/// An answer to exercise 1.
public struct Answer: SoftmaxJacobian {
  /// The logarithm of the sum of the exponentials.
  public func logSumExp(logits: Vector) throws -> Double {
    try refuse(logits, called: "logits")
    let (largest, tail) = streamed(Array(logits), temperature: 1)
    return largest + log1p(tail)
  }

  /// The softmax, as the exponential of its logarithm.
  public func softmax(logits: Vector, temperature: Double) throws -> Vector {
    Vector(try logProbabilities(logits, temperature).map { exp($0) } as [Double])
  }

  /// The logarithm of the softmax.
  public func logSoftmax(logits: Vector, temperature: Double) throws -> Vector {
    Vector(try logProbabilities(logits, temperature))
  }

  /// The Jacobian, entry by entry; 1 − yᵢ is the sum of the other probabilities.
  public func jacobian(logits: Vector, temperature: Double) throws -> Matrix {
    let y = try logProbabilities(logits, temperature).map { exp($0) } as [Double]
    var jacobian = Matrix.zeros(y.count, y.count)
    for i in y.indices {
      for j in y.indices where j != i {
        let slope = y[i] * y[j] / temperature
        jacobian[i, j] = -slope
        jacobian[i, i] += slope
      }
    }
    return jacobian
  }

  /// The product, from the differences vⱼ − v̄ to the mean v̄ = Σ yᵢ vᵢ.
  public func vectorJacobianProduct(
    upstream: Vector, logits: Vector, temperature: Double
  ) throws -> Vector {
    if upstream.count != logits.count {
      throw InvalidInput(
        "upstream has \(upstream.count) numbers, and logits has \(logits.count)")
    }
    try refuse(upstream, called: "upstream")
    let y = try logProbabilities(logits, temperature).map { exp($0) } as [Double]
    var mean = 0.0
    for (probability, value) in zip(y, upstream) { mean += probability * value }
    var product: [Double] = []
    for j in y.indices { product.append(y[j] / temperature * (upstream[j] - mean)) }
    return Vector(product)
  }

  /// Softmax where there are several outputs and exactly one of them is true.
  public func outputActivation(for task: OutputTask) throws -> OutputActivation {
    let exactlyOneOfSeveral: [OutputTask] = [.handwrittenDigit, .nextWord, .bloodGroup]
    return exactlyOneOfSeveral.contains(task) ? .softmax : .sigmoid
  }

  /// The largest logit, and the sum of exp((zᵢ − largest)/τ) over the other ones.
  private func streamed(_ logits: [Double], temperature: Double) -> (Double, Double) {
    var largest = logits[0]
    var tail = 0.0
    for logit in logits.dropFirst() {
      if logit > largest {
        tail = (tail + 1) * exp((largest - logit) / temperature)
        largest = logit
      } else {
        tail += exp((logit - largest) / temperature)
      }
    }
    return (largest, tail)
  }

  private func logProbabilities(_ logits: Vector, _ temperature: Double) throws -> [Double] {
    try refuse(logits, called: "logits")
    if !(temperature > 0) || temperature == .infinity {
      throw InvalidInput("the temperature can't be \(temperature)")
    }
    let (largest, tail) = streamed(Array(logits), temperature: temperature)
    let logSum = log1p(tail)
    return logits.elements.map { ($0 - largest) / temperature - logSum }
  }

  private func refuse(_ vector: Vector, called name: String) throws {
    if vector.count == 0 { throw InvalidInput("\(name) has no entries") }
    for number in vector where number.isNaN || number.isInfinite {
      throw InvalidInput("\(name) must not contain \(number)")
    }
  }
}
