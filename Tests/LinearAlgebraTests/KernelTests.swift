import LinearAlgebra
import Testing

/// The fast kernels against plain loops, at lengths around those at which they change their step.
///
/// The numbers are small integers: every sum is exact, so the results must agree to the last bit,
/// in whatever order they are added.
@Suite("Kernels, against plain loops")
struct KernelTests {
  /// Around the heights of tiles (1, 2, 4, 6, 8), the widths of panels (2 to 24), blocks of rows (96)
  /// and of the inner dimension (392 to 768, whatever the processor's registers are).
  private static let sides = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 20, 23, 24, 25, 28, 31, 32, 33, 47,
    48,
    49,
  ]
  private static let longSides = [
    95, 96, 97, 128, 129, 255, 257, 391, 392, 393, 511, 513, 767, 769,
  ]

  @Test("Products of random shapes, transposed or not, replaced or added to")
  func products() {
    var generator = SeededGenerator(seed: 1)
    for round in 0..<400 {
      var sides = (0..<3).map { _ in Self.sides.randomElement(using: &generator)! }
      if round % 5 == 0 {
        sides[round / 5 % 3] = Self.longSides.randomElement(using: &generator)!
      }
      let (m, k, n) = (sides[0], sides[1], sides[2])
      let (transposeA, transposeB) = (round % 2 == 1, round % 4 > 1)
      let a = integers(transposeA ? k : m, transposeA ? m : k, &generator)
      let b = integers(transposeB ? n : k, transposeB ? k : n, &generator)
      let c = integers(m, n, &generator)
      let expected = plainProduct(a, b, transposeA, transposeB)
      let product = matmul(a, b, transposeA: transposeA, transposeB: transposeB)
      var sum = c
      sum.addMatmul(a, b, transposeA: transposeA, transposeB: transposeB)
      var replaced = c
      replaced.setToMatmul(a, b, transposeA: transposeA, transposeB: transposeB)
      let shape = "\(m) × \(k) × \(n), transposed: \(transposeA), \(transposeB)"
      #expect(product == expected, "\(shape)")
      #expect(sum == expected + c, "\(shape)")
      #expect(replaced == expected, "\(shape)")
    }
  }

  @Test(
    "Products so wide that B is packed in two blocks", arguments: [1535, 1536, 1537, 1561])
  func wideProducts(columns: Int) {
    var generator = SeededGenerator(seed: 2)
    let (a, b) = (integers(7, 5, &generator), integers(5, columns, &generator))
    #expect(matmul(a, b) == plainProduct(a, b, false, false))
    #expect(
      matmul(a, b.transposed(), transposeB: true) == plainProduct(a, b, false, false))
  }

  @Test(
    "A batch beside a transposed matrix that is far larger, as weights are",
    arguments: [(2, 300, 90), (13, 70, 500), (64, 784, 130), (33, 601, 1537), (8, 9, 257)])
  func batches(rows: Int, depth: Int, columns: Int) {
    var generator = SeededGenerator(seed: 5)
    let (a, b) = (integers(rows, depth, &generator), integers(columns, depth, &generator))
    let c = integers(rows, columns, &generator)
    let expected = plainProduct(a, b, false, true)
    #expect(matmul(a, b, transposeB: true) == expected)
    #expect(matmul(a.transposed(), b, transposeA: true, transposeB: true) == expected)
    var sum = c
    sum.addMatmul(a, b, transposeB: true)
    #expect(sum == expected + c)
  }

  @Test(
    "Few rows beside a matrix whose rows are whole strips: it is read where it lies",
    arguments: [(10, 64, 64), (3, 800, 12), (64, 128, 784), (128, 393, 20), (129, 393, 28)])
  func inPlace(rows: Int, depth: Int, columns: Int) {
    var generator = SeededGenerator(seed: 6)
    let (a, b) = (integers(rows, depth, &generator), integers(depth, columns, &generator))
    let c = integers(rows, columns, &generator)
    let expected = plainProduct(a, b, false, false)
    #expect(matmul(a, b) == expected)
    #expect(matmul(a.transposed(), b, transposeA: true) == expected)
    var sum = c
    sum.addMatmul(a, b)
    #expect(sum == expected + c)
    // The same sums as where B is packed.
    let (x, y) = (randomMatrix(rows, depth), randomMatrix(depth, columns, seed: 2))
    let packed = matmul(x, y.transposed(), transposeB: true)
    #expect(bits(matmul(x, y).elements) == bits(packed.elements))
  }

  @Test("An entry is the same sum however the work is cut, and on however many threads")
  func cuts() {
    let (a, b) = (randomMatrix(200, 300), randomMatrix(300, 180, seed: 2))
    let whole = matmul(a, b)
    for rows in [0..<2, 2..<99, 99..<200] {
      let part = matmul(a[rows: rows], b)
      #expect(bits(part.elements) == bits(whole[rows: rows].elements))
      let turned = matmul(a[rows: rows], b.transposed(), transposeB: true)
      #expect(bits(turned.elements) == bits(part.elements))
    }
    let transposed = b.transposed()
    for columns in [0..<3, 3..<64, 64..<180] {
      let part = matmul(a, transposed[rows: columns], transposeB: true).transposed()
      #expect(bits(part.elements) == bits(whole.transposed()[rows: columns].elements))
    }
  }

  @Test("Products on several threads at once are all right")
  func manyThreads() async {
    var generator = SeededGenerator(seed: 3)
    let (a, b) = (integers(120, 130, &generator), integers(130, 110, &generator))
    let expected = plainProduct(a, b, false, false)
    let results = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<20).allSatisfy { _ in matmul(a, b) == expected } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results == Array(repeating: true, count: 8))
  }

  @Test("Products with a vector, of random shapes")
  func vectors() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<200 {
      let rows = Self.sides.randomElement(using: &generator)!
      let columns = Self.sides.randomElement(using: &generator)!
      let a = integers(rows, columns, &generator)
      let right = integers(1, columns, &generator).flattened()
      let left = integers(1, rows, &generator).flattened()
      let column = Matrix(rows: columns, columns: 1, elements: right.elements)
      #expect(matmul(a, right).elements == plainProduct(a, column, false, false).elements)
      let row = Matrix(rows: 1, columns: rows, elements: left.elements)
      #expect(
        matmul(a, left, transposeA: true).elements == plainProduct(row, a, false, false).elements)
    }
  }

  /// Short arrays are one piece of work, long ones are shared by threads.
  private static let lengths =
    interestingCounts + [15, 16, 17, 63, 64, 65, 49_999, 50_001, 131_073]

  @Test("Work on every element, on short arrays and on long ones", arguments: lengths)
  func elementwise(count: Int) {
    let (u, v) = (randomVector(count), randomVector(count, seed: 2))
    #expect((u + v).elements == zip(u, v).map { $0 + $1 })
    #expect(relu(u).elements == u.elements.map { max($0, 0) })
    #expect(sqrt(abs(u)).elements == u.elements.map { $0.magnitude.squareRoot() })
    var sum = u
    sum.add(v, times: -0.5)
    #expect(isClose(sum, zip(u, v).map { $0 - 0.5 * $1 }, tolerance: 1e-15))
    var masked = u
    masked.keep(wherePositive: v)
    #expect(masked.elements == zip(u, v).map { $1 > 0 ? $0 : 0 })
    var filled = u
    filled.fill(3)
    #expect(filled == Vector(repeating: 3, count: count))
    guard count > 0 else { return }
    #expect(u.maximum() == u.max())
    #expect(u.minimum() == u.min())
    #expect(u.normInfinity() == u.elements.map(\.magnitude).max())
    #expect(u[u.argmax()] == u.max() && u[u.argmin()] == u.min())
  }

  @Test(
    "Rows and columns of random shapes",
    arguments: [(0, 3), (3, 0), (1, 1), (5, 7), (17, 33), (64, 128), (301, 203), (2, 40_000)])
  func rowsAndColumns(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    let (row, column) = (randomVector(columns, seed: 2), randomVector(rows, seed: 3))
    func each(_ body: (Int, Int) -> Double) -> Matrix {
      Matrix(rows: rows, columns: columns, body)
    }
    #expect(a + row == each { a[$0, $1] + row[$1] })
    #expect(a - row == each { a[$0, $1] - row[$1] })
    var changed = a
    changed += row
    #expect(changed == a + row)
    changed = a
    changed.add(toEachColumn: column)
    #expect(changed == each { a[$0, $1] + column[$0] })
    changed = a
    changed.multiply(eachColumnBy: column)
    #expect(changed == each { a[$0, $1] * column[$0] })
    let chosen = (0..<rows).reversed() + (0..<rows)
    #expect(a.gather(rows: Array(chosen)) == Matrix(rows: chosen.map { a.row($0) }) || a.count == 0)
    guard columns > 0 else { return }
    #expect(a.rowMaxima().elements == (0..<rows).map { a.row($0).max() })
    for (i, share) in softmaxOfRows(a).rowSums().enumerated() {
      #expect(abs(share - 1) < 1e-14, "row \(i)")
    }
    let powers = exp(a)
    let expected = each { powers[$0, $1] / powers.row($0).sum() }
    #expect(isClose(softmaxOfRows(a).elements, expected.elements, tolerance: 1e-14))
  }

  @Test(
    "Several rows at a time add up as one after the other",
    arguments: [(0, 5), (1, 9), (4, 256), (5, 7), (7, 300), (9, 1000), (17, 64), (400, 611)])
  func sums(rows: Int, columns: Int) {
    let a = randomMatrix(rows, columns)
    #expect(bits(a.rowSums()) == bits((0..<rows).map { a.row($0).sum() }))
    var sums = Vector.zeros(columns)
    for i in 0..<rows { sums += a.row(i) }
    #expect(bits(a.columnSums()) == bits(sums))
    let shares = softmaxOfRows(a)
    for i in 0..<rows {
      let powers = exp(a.row(i) - a.row(i).maximum())
      #expect(bits(shares.row(i)) == bits(powers * (1 / powers.sum())), "row \(i)")
    }
  }

  @Test("Softmax of rows with infinities and NaN", arguments: [3, 8, 45])
  func specialShares(columns: Int) {
    for place in 0..<columns {
      var v = randomVector(columns)
      v[place] = -.infinity
      #expect(softmaxOfRows(Matrix(rows: [v])).elements[place] == 0)
      for special in [Double.nan, .infinity] {
        v[place] = special
        #expect(softmaxOfRows(Matrix(rows: [v])).elements.allSatisfy { $0.isNaN })
      }
    }
  }

  @Test("A special number beside others changes nothing about them")
  func specialNeighbours() {
    let u = Vector([1e-3, 0.7, 1, 2, 19, 44, 300, 706])
    for special in [
      Double.infinity, -.infinity, .nan, 0, -1, .leastNonzeroMagnitude, 708, -708, 1e300,
    ] {
      for place in 0..<8 {
        var v = u
        v[place] = special
        for function in [exp, log, sigmoid, tanh] as [(Vector) -> Vector] {
          var (alone, beside) = (function(u), function(v))
          (alone[place], beside[place]) = (0, 0)
          #expect(bits(alone) == bits(beside), "\(special) at \(place)")
        }
      }
    }
  }

  @Test("Extremes and their places with NaN anywhere", arguments: [1, 2, 15, 16, 17, 40])
  func nan(count: Int) {
    for place in 0..<count {
      var v = randomVector(count)
      v[place] = .nan
      #expect(v.maximum().isNaN && v.minimum().isNaN && v.normInfinity().isNaN)
      #expect(v.argmax() == place && v.argmin() == place)
    }
  }

  private func integers(
    _ rows: Int, _ columns: Int, _ generator: inout SeededGenerator
  ) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in
      Double(Int.random(in: -9...9, using: &generator))
    }
  }

  private func plainProduct(
    _ a: Matrix, _ b: Matrix, _ transposeA: Bool, _ transposeB: Bool
  ) -> Matrix {
    // On bare arrays: the subscript of a matrix takes its time in a debug build.
    let (m, k) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let n = transposeB ? b.rows : b.columns
    var result = [Double](repeating: 0, count: m * n)
    a.withUnsafeBufferPointer { x in
      b.withUnsafeBufferPointer { y in
        result.withUnsafeMutableBufferPointer { z in
          for i in 0..<m {
            for p in 0..<k {
              let factor = x[transposeA ? p * m + i : i * k + p]
              for j in 0..<n { z[i * n + j] += factor * y[transposeB ? j * k + p : p * n + j] }
            }
          }
        }
      }
    }
    return Matrix(rows: m, columns: n, elements: result)
  }
}
