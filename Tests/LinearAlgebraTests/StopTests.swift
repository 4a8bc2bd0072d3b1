import LinearAlgebra
import Testing

/// A mistake that stops the program, and the sentence it stops with.
struct Mistake: Sendable, CustomTestStringConvertible {
  let sentence: String
  let make: @Sendable () -> Void
  var testDescription: String { sentence }

  init(_ sentence: String, _ make: @escaping @Sendable () -> Void) {
    self.sentence = sentence
    self.make = make
  }

  private static let v: Vector = [1, 2, 3]
  private static let a: Matrix = .zeros(3, 4)

  static let all = [
    Mistake("subscript: element 5 of a vector of 3 (elements 0...2)") { _ = v[5] },
    Mistake("subscript: element 0 of a vector of 0 (no elements)") { _ = Vector.zeros(0)[0] },
    Mistake("subscript: elements 2..<7 of a vector of 3 (elements 0...2)") { _ = v[2..<7] },
    Mistake("subscript: elements 5..<3 of a vector of 3 (elements 0...2)") { _ = v[5...] },
    Mistake("subscript: a vector of 1 doesn't fit elements 0..<2 of a vector of 3") {
      var w = v
      w[0..<2] = [1]
    },
    Mistake("subscript: row 5 of a matrix of 3 × 4 (rows 0...2)") { _ = a[5, 0] },
    Mistake("subscript: column -1 of a matrix of 3 × 4 (columns 0...3)") {
      var b = a
      b[0, -1] = 1
    },
    Mistake("subscript: rows 1..<4 of a matrix of 3 × 4 (rows 0...2)") { _ = a[rows: 1..<4] },
    Mistake("gather: row 3 of a matrix of 3 × 4 (rows 0...2)") { _ = a.gather(rows: [0, 3]) },
    Mistake("setRow: a vector of 3 doesn't fit a row of a matrix of 3 × 4") {
      var b = a
      b.setRow(0, to: v)
    },
    Mistake("+: a vector of 3 and a vector of 4 differ in length") { _ = v + [1, 2, 3, 4] },
    Mistake("*=: a matrix of 3 × 4 and a matrix of 4 × 3 differ in shape") {
      var b = a
      b *= a.transposed()
    },
    Mistake("-: a matrix of 3 × 4 and a row vector of 3 differ in columns") { _ = a - v },
    Mistake("dot: a vector of 3 and a vector of 2 differ in length") { _ = dot(v, [1, 2]) },
    Mistake("matmul: 3 × 4 times 3 × 4, inner dimensions 4 and 3 differ") { _ = matmul(a, a) },
    Mistake("matmul: (3 × 4)ᵀ times (3 × 4)ᵀ, inner dimensions 3 and 4 differ") {
      _ = matmul(a, a, transposeA: true, transposeB: true)
    },
    Mistake("matmul: 3 × 4 times a vector of 3, inner dimensions 4 and 3 differ") {
      _ = matmul(a, v)
    },
    Mistake("addMatmul: 3 × 4 times 3 × 4, inner dimensions 4 and 3 differ") {
      var b = a
      b.addMatmul(a, a)
    },
    Mistake("setToMatmul: a product of 4 × 4 doesn't fit a matrix of 3 × 4") {
      var b = a
      b.setToMatmul(a, a, transposeA: true)
    },
    Mistake("add: a vector of 3 and a vector of 2 differ in length") {
      var w = v
      w.add([1, 2], times: 3)
    },
    Mistake("keep: a matrix of 3 × 4 and a matrix of 4 × 3 differ in shape") {
      var b = a
      b.keep(wherePositive: a.transposed())
    },
    Mistake("multiply: a matrix of 3 × 4 and a column vector of 4 differ in rows") {
      var b = a
      b.multiply(eachColumnBy: [1, 2, 3, 4])
    },
    Mistake("mean: a vector of 0 has no elements") { _ = Vector([]).mean() },
    Mistake("maximum: a matrix of 0 × 3 has no elements") { _ = Matrix.zeros(0, 3).maximum() },
    Mistake("columnMaxima: a matrix of 0 × 3 has no rows") {
      _ = Matrix.zeros(0, 3).columnMaxima()
    },
    Mistake("rowMeans: a matrix of 3 × 0 has no columns") { _ = Matrix.zeros(3, 0).rowMeans() },
    Mistake("Matrix: the rows differ in length, row 0 has 2 and row 1 has 1") {
      _ = [[1, 2], [3]] as Matrix
    },
    Mistake("Matrix: an array of 3 doesn't fill a matrix of 2 × 2") {
      _ = Matrix(rows: 2, columns: 2, elements: [1, 2, 3])
    },
    Mistake("Matrix: the shape -1 × 2 is negative") { _ = Matrix.zeros(-1, 2) },
    Mistake("reshaped: a vector of 3 doesn't fill a matrix of 2 × 2") {
      _ = v.reshaped(rows: 2, columns: 2)
    },
    Mistake(
      "-: a matrix of 2 × 2 and rowMaxima(), one number for each row: write "
        + "subtracting(fromEachColumn:) if each row has its own number, subtracting(fromEachRow:) if "
        + "each column has"
    ) {
      let b: Matrix = [[1, 2], [3, 4]]
      _ = b - b.rowMaxima()
    },
    Mistake("+: a matrix of 3 × 4 and a row vector of 3 differ in columns") { _ = a + a.rowSums() },
    Mistake("+: a vector of 2 and a vector of 3 differ in length") { _ = Array(v[..<2]) + v },
    Mistake("adding: a matrix of 3 × 4 and a column vector of 4 differ in rows") {
      _ = a.adding(toEachColumn: [1, 2, 3, 4])
    },
    Mistake("dividing: a matrix of 3 × 4 and a row vector of 3 differ in columns") {
      _ = a.dividing(eachRowBy: v)
    },
    Mistake("subscript: columns 2..<6 of a matrix of 3 × 4 (columns 0...3)") {
      _ = a[columns: 2..<6]
    },
    Mistake("subscript: a matrix of 3 × 4 doesn't fit rows 0..<2 of a matrix of 3 × 4") {
      var b = a
      b[rows: 0..<2] = a
    },
    Mistake(
      "subscript: a matrix of 3 × 4 doesn't fit rows 0..<2 and columns 0..<1 of a matrix of 3 × 4"
    ) {
      var b = a
      b[rows: 0..<2, columns: 0..<1] = a
    },
    Mistake("gather: column 4 of a matrix of 3 × 4 (columns 0...3)") {
      _ = a.gather(columns: [4])
    },
    Mistake("elements: 2 positions for the rows of a matrix of 3 × 4") {
      _ = a.elements(inColumns: [0, 1])
    },
    Mistake("appendingRow: a vector of 3 doesn't fit a row of a matrix of 3 × 4") {
      _ = a.appendingRow(v)
    },
    Mistake("appending: a matrix of 3 × 4 and a matrix of 4 × 3 differ in rows") {
      _ = a.appending(columns: a.transposed())
    },
    Mistake("Matrix: the columns differ in length, column 0 has 3 and column 1 has 1") {
      _ = Matrix(columns: [v, [1]])
    },
    Mistake("counts: 3 isn't in 0..<3") { _ = counts(of: [0, 3], below: 3) },
    Mistake("quantile: the share 1.5 isn't in 0...1") { _ = v.quantile(1.5) },
    Mistake("median: a vector of 0 has no elements") { _ = Vector([]).median() },
    Mistake("columnVariances: a matrix of 0 × 3 has no rows") {
      _ = Matrix.zeros(0, 3).columnVariances()
    },
    Mistake("isClose: a vector of 3 and a vector of 2 differ in length") {
      _ = v.isClose(to: [1, 2])
    },
    Mistake("pointwiseMin: a vector of 3 and a vector of 2 differ in length") {
      _ = pointwiseMin(v, [1, 2])
    },
    Mistake("sample: there are no 4 different numbers out of 3") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.sample(4, of: 3)
    },
  ]
}

@Suite("A mistake stops with a sentence")
struct StopTests {
  @Test("The sentence names the operation and the shapes", arguments: Mistake.all)
  func sentences(mistake: Mistake) async throws {
    let sentence = mistake.sentence
    // The mistake is made in a process of its own, which finds it by its sentence.
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [sentence = sentence as String] in
      Mistake.all.first { $0.sentence == sentence }?.make()
    }
    let printed = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(printed.contains("Fatal error: \(sentence)\n"))
  }
}
