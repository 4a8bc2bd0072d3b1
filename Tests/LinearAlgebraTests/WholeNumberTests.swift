import LinearAlgebra
import Testing

@Suite("A whole number in an array expression")
struct WholeNumberTests {
  private let inputs = randomMatrix(6, 3)
  private let labels = [0, 1, 1, 0, 1, 1]
  private let y: Vector = [0, 1, 1, 0, 1, 1]
  private let p: Vector = [0.2, 0.7, 0.9, 0.4, 0.6, 0.5]
  private let weights = randomVector(3, seed: 2)
  private let lambda = 0.1

  /// (Σᵢ xᵢⱼ (pᵢ - yᵢ)) / n + 2 λ wⱼ, by loops.
  private func gradient() -> [Double] {
    (0..<3).map { j in
      var sum = 0.0
      for i in 0..<6 { sum += inputs[i, j] * (p[i] - y[i]) }
      return sum / 6.0 + 2.0 * lambda * weights[j]
    }
  }

  @Test("The gradient, divided by a count")
  func quotient() {
    let result: Vector =
      matmul(inputs, p - y, transposeA: true) / labels.count + 2 * lambda * weights
    #expect(isClose(result, gradient()))
  }

  @Test("1 / count before an array is no whole number")
  func factor() {
    let result: Vector =
      1 / labels.count * matmul(inputs, p - y, transposeA: true) + 2 * lambda * weights
    #expect(isClose(result, gradient()))
    let scaled = -(1 / labels.count) * y
    #expect(isClose(scaled, y.map { -$0 / 6.0 }))
    #expect(isClose(y * (1 / labels.count), y.map { $0 / 6.0 }))
  }

  @Test("A step of gradient descent")
  func step() {
    let (w, lr, n) = (weights, 0.5, labels.count)
    let result: Vector = w - lr * (matmul(inputs, p - y, transposeA: true) / n + 2 * lambda * w)
    #expect(isClose(result, zip(w, gradient()).map { $0 - 0.5 * $1 }))
  }

  @Test("The loss of logistic regression")
  func loss() {
    let (n, w) = (labels.count, weights)
    let result =
      -(y * log(p) + (1 - y) * log(1 - p)).sum() / n + lambda * w.squaredNorm()
    var expected = 0.0
    for i in 0..<6 { expected -= (y[i] == 1 ? log(p[i]) : log(1 - p[i])) / 6.0 }
    for j in 0..<3 { expected += lambda * weights[j] * weights[j] }
    #expect(isClose([result], [expected]))
    let half = lambda / (2 * n) * w.squaredNorm()
    #expect(isClose([half], [lambda * w.squaredNorm() / 12]))
  }

  @Test("Every operator, against loops", arguments: interestingCounts, [1, 3, -4])
  func vectors(count: Int, n: Int) {
    let v = randomVector(count)
    let x = Double(n)
    #expect((v / n).elements == v.elements.map { $0 / x })
    #expect((v + n).elements == v.elements.map { $0 + x })
    #expect((v - n).elements == v.elements.map { $0 - x })
    var inPlace = v
    inPlace /= n
    #expect(inPlace == v / x)
  }

  @Test("Every operator of a matrix, against loops", arguments: interestingShapes, [1, 3, -4])
  func matrices(shape: (rows: Int, columns: Int), n: Int) {
    let a = randomMatrix(shape.rows, shape.columns)
    let x = Double(n)
    #expect(a / n == a.map { $0 / x })
    #expect(a + n == a.map { $0 + x })
    #expect(a - n == a.map { $0 - x })
    var inPlace = a
    inPlace /= n
    #expect(inPlace == a / x)
  }

  @Test("Whole numbers among themselves stay Swift's")
  func integers() {
    let (seven, two) = (7, 2)
    let quotient = seven / two
    #expect(quotient == 3)
    #expect(1.0 / two == 0.5)
    #expect(pow(0.5, two) == 0.25)
    #expect(pow(Vector([1, 3]), two) == [1, 9])
    #expect(pow(Matrix([[1, 3]]), two) == [[1, 9]])
  }
}

@Suite("An array beside a vector")
struct ArrayBesideVectorTests {
  private let y: Vector = [3, 1, 2]
  private let v: Vector = [10, 20, 30]

  @Test("It is added element by element, not appended")
  func sums() {
    let differences = zip(y, v).map { $0 - $1 } + v
    #expect(Array(differences) == y.elements)
    let array = y.sorted() + v
    #expect(array == [11, 22, 33])
    let other: [Double] = v + y.reversed()
    #expect(other == [12, 21, 33])
    let turned = y.reversed() + v
    #expect(turned == [12, 21, 33])
    let slice: ArraySlice<Double> = y.sorted()[1...] + v[..<2]
    #expect(Array(slice) == [12, 23])
    var inPlace = y.sorted()
    inPlace += v
    #expect(inPlace == [11, 22, 33])
    let empty: [Double] = []
    let nothing = empty + Vector([])
    #expect(nothing == [])
  }

  @Test("Arrays among themselves are still put one after the other")
  func arrays() {
    #expect(y.sorted() + [4.0] == [1, 2, 3, 4])
    #expect(y.elements + v.elements == [3, 1, 2, 10, 20, 30])
  }
}
