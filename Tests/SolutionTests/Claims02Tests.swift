import LinearAlgebra
import Testing

@testable import AffineLeastSquaresSolution

/// What the texts of exercise 2 claim beyond their worked numbers.
@Suite("Claims of exercise 2, Affine least squares")
struct Claims02Tests {
  private let answer = AffineLeastSquaresSolution.Answer()

  @Test("A step with one sample leaves Au as it is for u orthogonal to x, but not Au + b")
  func orthogonal() throws {
    let (a, b): (Matrix, Vector) = ([[1, 0, 2], [0, 3, -1]], [-1, 2])
    let map = try answer.step(
      matrix: a, offset: b, input: [1, 1, 1], target: [1, 6], learningRate: 0.1)
    let u: Vector = [2, -3, 1]
    #expect((matmul(map.matrix, u) - matmul(a, u)).normInfinity() < 1e-14)
    // −α r, with r = (1, −2).
    #expect((map.offset - b - ([-0.1, 0.2] as Vector)).normInfinity() < 1e-14)
  }

  @Test("No step with α = 1/(‖X‖² + n) goes up")
  func descent() throws {
    var generator = SeededGenerator(seed: 2)
    for draw in 0..<40 {
      let (n, d, m) = (1 + draw % 5, 1 + draw % 3, 1 + draw % 4)
      let x = Matrix.uniform(rows: n, columns: m, in: -3..<3, using: &generator)
      let t = Matrix.uniform(rows: n, columns: d, in: -3..<3, using: &generator)
      var (a, b) = (Matrix.zeros(d, m), Vector.zeros(d))
      var value = try answer.value(matrix: a, offset: b, inputs: x, targets: t)
      for _ in 0..<20 {
        let map = try answer.step(
          matrix: a, offset: b, inputs: x, targets: t,
          learningRate: 1 / (x.squaredNorm() + Double(n)))
        (a, b) = (map.matrix, map.offset)
        let next = try answer.value(matrix: a, offset: b, inputs: x, targets: t)
        #expect(next <= value * (1 + 1e-12) + 1e-25)
        value = next
      }
    }
  }

  @Test("With inputs and residuals that are unit vectors, the rank min(n, d, m) is reached")
  func rank() throws {
    for (n, d, m) in [(2, 4, 3), (5, 2, 3), (4, 4, 2), (1, 1, 1)] {
      let rank = min(n, d, m)
      let a = Matrix(rows: d, columns: m) { Double($0 - 2 * $1) }
      let b = Vector((0..<d).map { Double($0) - 0.5 })
      let x = Matrix(rows: n, columns: m) { k, j in k == j && k < rank ? 1 : 0 }
      let t = Matrix(rows: n, columns: d) { k, i in
        matmul(a, x.row(k))[i] + b[i] - (k == i && k < rank ? 1 : 0)
      }
      let gradient = try answer.matrixGradient(matrix: a, offset: b, inputs: x, targets: t)
      #expect(gradient == Matrix(rows: d, columns: m) { $0 == $1 && $0 < rank ? 1 : 0 })
    }
  }
}
