import LinearAlgebra
import Testing

/// The sizes of a product: m × k times k × n.
struct ProductSize: CustomTestStringConvertible {
  let m, k, n: Int
  var testDescription: String { "\(m) × \(k) times \(k) × \(n)" }

  static let interesting = [
    ProductSize(m: 0, k: 0, n: 0), ProductSize(m: 0, k: 3, n: 2), ProductSize(m: 3, k: 0, n: 2),
    ProductSize(m: 3, k: 2, n: 0), ProductSize(m: 1, k: 1, n: 1), ProductSize(m: 1, k: 9, n: 1),
    ProductSize(m: 2, k: 3, n: 4), ProductSize(m: 7, k: 13, n: 5), ProductSize(m: 33, k: 17, n: 41),
  ]
}

@Suite("Products, against plain loops")
struct ProductTests {
  @Test(
    "matmul agrees with the definition, whichever side is transposed",
    arguments: ProductSize.interesting,
    [(false, false), (false, true), (true, false), (true, true)]
  )
  func matrices(size: ProductSize, transposed: (a: Bool, b: Bool)) {
    let a = transposed.a ? randomMatrix(size.k, size.m) : randomMatrix(size.m, size.k)
    let b =
      transposed.b ? randomMatrix(size.n, size.k, seed: 2) : randomMatrix(size.k, size.n, seed: 2)
    let expected = Matrix(rows: size.m, columns: size.n) { i, j in
      (0..<size.k).reduce(0) { sum, p in
        sum + (transposed.a ? a[p, i] : a[i, p]) * (transposed.b ? b[j, p] : b[p, j])
      }
    }
    let actual = matmul(a, b, transposeA: transposed.a, transposeB: transposed.b)
    #expect(actual.shape == expected.shape)
    #expect(isClose(actual.elements, expected.elements))
  }

  @Test(
    "matmul of a matrix and a vector agrees with the definition", arguments: interestingShapes)
  func matrixAndVector(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    let (right, left) = (randomVector(columns, seed: 2), randomVector(rows, seed: 3))
    let expected = (0..<rows).map { i in
      (0..<columns).reduce(0) { $0 + a[i, $1] * right[$1] }
    }
    let expectedTransposed = (0..<columns).map { j in
      (0..<rows).reduce(0) { $0 + a[$1, j] * left[$1] }
    }
    #expect(isClose(matmul(a, right), expected))
    #expect(isClose(matmul(a, left, transposeA: true), expectedTransposed))
  }

  @Test("Worked examples")
  func examples() {
    let a: Matrix = [[1, 2], [3, 4], [5, 6]]
    #expect(matmul(a, [[1, 0], [0, 10]]) == [[1, 20], [3, 40], [5, 60]])
    #expect(matmul(a, a, transposeA: true) == [[35, 44], [44, 56]])
    #expect(matmul(a, [1, 10]) == [21, 43, 65])
    #expect(matmul(a, [1, 0, 1], transposeA: true) == [6, 8])
    #expect(outer([1, 2], [3, 4, 5]) == [[3, 4, 5], [6, 8, 10]])
    #expect(outer([], [1, 2]).shape == (0, 2))
    #expect(outer([1, 2], []).shape == (2, 0))
  }

  @Test("A zero times an infinity isn't skipped", arguments: [(false, false), (true, true)])
  func infinities(transposed: (Bool, Bool)) {
    let product = matmul(
      [[0]], [[.infinity]], transposeA: transposed.0, transposeB: transposed.1)
    #expect(product[0, 0].isNaN)
  }

  @Test("dot agrees with a plain loop", arguments: interestingCounts)
  func dots(count: Int) {
    let (u, v) = (randomVector(count), randomVector(count, seed: 2))
    #expect(isClose([dot(u, v)], [zip(u, v).reduce(0) { $0 + $1.0 * $1.1 }]))
  }
}
