import LinearAlgebra
import Testing

@Suite("Printing")
struct PrintingTests {
  @Test(
    "A number has up to six significant digits",
    arguments: [
      (1.0, "1.0"), (-3.0, "-3.0"), (0.1, "0.1"), (1.0 / 3, "0.333333"), (-2.0 / 3, "-0.666667"),
      (123456.0, "123456.0"), (1_234_567.0, "1.23457e+06"), (1e-9, "1e-09"), (0.0001, "0.0001"),
      (0.99999999, "1.0"), (-0.0, "-0.0"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
      (.leastNonzeroMagnitude, "4.94066e-324"), (-.greatestFiniteMagnitude, "-1.79769e+308"),
    ] as [(Double, String)])
  func numbers(number: Double, text: String) {
    #expect("\(Vector([number]))" == "[\(text)]")
  }

  @Test("A short vector is one line")
  func shortVectors() {
    #expect("\(Vector([1, 2.5, -3]))" == "[1.0, 2.5, -3.0]")
    #expect("\(Vector([]))" == "[]")
    let sixteen = Array(repeating: "0.0", count: 16).joined(separator: ", ")
    #expect("\(Vector.zeros(16))" == "[\(sixteen)]")
  }

  @Test("A long vector shows both ends and its length")
  func longVectors() {
    let v = Vector((0..<100).map(Double.init))
    #expect("\(v)" == "[0.0, 1.0, 2.0, …, 97.0, 98.0, 99.0] (100 elements)")
  }

  @Test("A matrix is aligned in columns")
  func matrices() {
    #expect(
      "\(Matrix([[1, 2.5], [-3, 10]]))" == """
        [[ 1.0,  2.5],
         [-3.0, 10.0]]
        """)
    #expect("\(Matrix([[1, .nan]]))" == "[[1.0, nan]]")
    #expect("\(Matrix.zeros(0, 3))" == "[] (0 × 3)")
    #expect("\(Matrix.zeros(3, 0))" == "[] (3 × 0)")
  }

  @Test("A large matrix shows its corners and its shape")
  func largeMatrices() {
    let large = Matrix(rows: 17, columns: 20) { i, j in Double(i * 20 + j) }
    #expect(
      "\(large)" == """
        [[  0.0,   1.0,   2.0, …,  17.0,  18.0,  19.0],
         [ 20.0,  21.0,  22.0, …,  37.0,  38.0,  39.0],
         [ 40.0,  41.0,  42.0, …,  57.0,  58.0,  59.0],
         …,
         [280.0, 281.0, 282.0, …, 297.0, 298.0, 299.0],
         [300.0, 301.0, 302.0, …, 317.0, 318.0, 319.0],
         [320.0, 321.0, 322.0, …, 337.0, 338.0, 339.0]] (17 × 20)
        """)
    #expect(
      "\(Matrix.zeros(1, 17))" == "[[0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0]] (1 × 17)")
    #expect(
      "\(Matrix.zeros(17, 1))" == """
        [[0.0],
         [0.0],
         [0.0],
         …,
         [0.0],
         [0.0],
         [0.0]] (17 × 1)
        """)
  }
}
